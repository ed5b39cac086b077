//! What a vendor does with input beyond what it documents.

use schemars::JsonSchema;
use serde::Deserialize;

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
