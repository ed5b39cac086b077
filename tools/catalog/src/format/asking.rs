//! How often one may ask, about which span of time, and in which portions.

use super::{Notes, Span};
use schemars::JsonSchema;
use serde::Deserialize;

/// How often the vendor lets one ask.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// How many calls.
    pub calls: u32,
    /// In which time.
    pub per: Span,
    /// Which calls are counted together.
    pub scope: Scope,
    /// The parameters that tell one app or room from another. A room's quota needs them; an app's does where the
    /// credentials are not the app's own.
    #[serde(default)]
    pub by: Vec<String>,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// Which calls a quota counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All calls of this action by one account.
    Account,
    /// All calls of this action for one app.
    App,
    /// All calls of this action for one room.
    Room,
}

/// The span of time that is asked about.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The parameter that says where it starts.
    pub start: String,
    /// The parameter that says where it ends.
    pub end: String,
    /// How long it may be.
    #[serde(default)]
    pub span: Option<Span>,
    /// How far back it may start.
    #[serde(default)]
    pub back: Option<Span>,
    /// How long it takes until what happened can be asked for.
    #[serde(default)]
    pub lag: Option<Span>,
    /// What the vendor does with a longer one.
    #[serde(default)]
    pub beyond: Option<Beyond>,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// What the vendor does with a window that is too long, or a page size that is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Beyond {
    /// It silently takes the largest allowed value instead.
    Clamped,
    /// It refuses the call.
    Refused,
}

/// What the vendor does with input that is not as documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tolerance {
    /// It silently ignores the input and answers as if it had not been sent.
    Ignored,
    /// It refuses the call.
    Refused,
}

/// How the answer comes in pages.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// The parameter with the page's number.
    pub number: String,
    /// The first page's number, 0 or 1.
    pub first: u32,
    /// The parameter with the number of rows of a page.
    pub size: String,
    /// The most rows a page may have.
    pub max: u32,
    /// The field with the rows.
    pub rows: String,
    /// The field with the page's size as the vendor took it, which may be less than was asked for.
    #[serde(default)]
    pub effective_size: Option<String>,
    /// The field with the number of all rows.
    #[serde(default)]
    pub total: Option<String>,
    /// The fields of a row that tell it from all others.
    pub key: Vec<String>,
    /// The field of a row that says when it began.
    #[serde(default)]
    pub row_start: Option<String>,
    /// What the vendor does with a page size that is too large.
    #[serde(default)]
    pub beyond: Option<Beyond>,
    /// What the vendor does with a page number without a page size, or the reverse, where the two go together.
    #[serde(default)]
    pub incomplete: Option<Tolerance>,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// How more ids than one call takes are asked about: in several calls, whose rows are put together by id.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// The parameter with the ids. Its `items` say how many one call takes.
    pub over: String,
    /// The field with the rows; that of `pages` unless given.
    #[serde(default)]
    pub rows: Option<String>,
    /// The field of a row with the id that it speaks of.
    pub id: String,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}
