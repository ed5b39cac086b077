//! The time window that an action queries.

use super::{Beyond, Notes, Span};
use schemars::JsonSchema;
use serde::Deserialize;

/// The time window that the action queries.
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
    /// The delay until data is available.
    #[serde(default)]
    pub lag: Option<Span>,
    /// What the vendor does with a longer window.
    #[serde(default)]
    pub beyond: Option<Beyond>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}
