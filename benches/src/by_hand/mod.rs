//! A client of the same calls as written without this project: reqwest, `serde_json`, plain structs of strings.

mod client;
mod sign;

pub use client::{Client, Error};

use serde::Deserialize;

/// The envelope of an answer.
#[derive(Debug, Deserialize)]
pub struct Envelope<T> {
    /// The metadata.
    #[serde(rename = "ResponseMetadata")]
    pub metadata: Metadata,
    /// The result.
    #[serde(rename = "Result")]
    pub result: Option<T>,
}

/// The metadata of an answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Metadata {
    /// The id that the vendor's support asks for.
    pub request_id: String,
    /// Why there is no result.
    pub error: Option<Refusal>,
}

/// Why there is no result.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Refusal {
    /// The code.
    pub code: String,
    /// The vendor's message.
    pub message: String,
}

/// The users of a room.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Room {
    /// Whether there is such a room.
    pub room_exists: bool,
    /// How many users are in it.
    pub total_user: Option<i32>,
    /// How many invisible users are in it.
    pub total_invisible_user: Option<i32>,
    /// Their ids.
    #[serde(default)]
    pub visible_user_list: Vec<String>,
    /// The invisible ones' ids.
    #[serde(default)]
    pub invisible_user_list: Vec<String>,
}

/// Users in calls.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Page {
    /// Rows on all pages.
    pub total: i64,
    /// Which page.
    pub page_num: Option<i64>,
    /// Rows of a page.
    pub page_size: Option<i64>,
    /// The rows.
    #[serde(default)]
    pub user_list: Vec<User>,
}

/// A user in a call.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct User {
    /// The call.
    pub call_id: String,
    /// The room.
    pub room_id: String,
    /// The user.
    pub user_id: String,
    /// When the user joined.
    pub created_at: String,
    /// When the user left.
    pub leave_at: Option<String>,
    /// Whether the user left.
    pub finished: bool,
    /// Seconds in the call.
    pub duration: Option<i64>,
    /// Whether the user published.
    #[serde(rename = "Pub")]
    pub published: Option<bool>,
    /// The platform.
    #[serde(rename = "OS")]
    pub os: String,
    /// The network.
    pub access: String,
    /// The device's model.
    pub device_type: Option<String>,
    /// The SDK's version.
    pub sdk_version: Option<String>,
    /// Joins and leaves.
    #[serde(default)]
    pub record: Vec<Record>,
}

/// A join or a leave.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Record {
    /// When.
    pub time: String,
    /// Which of the two.
    #[serde(rename = "Type")]
    pub kind: String,
}
