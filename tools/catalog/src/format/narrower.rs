//! Limits that are narrower if a parameter is set.

use super::{Bounds, Notes, Span};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// The limits that apply instead of the general ones if a parameter is set.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Narrower {
    /// How long the window may be.
    #[serde(default)]
    pub span: Option<Span>,
    /// The most rows a page may have.
    #[serde(default)]
    pub page_size: Option<u32>,
    /// The most items of lists, by parameter, as `..=6`.
    #[serde(default)]
    pub items: IndexMap<String, Bounds>,
    /// The largest values of numbers, by parameter, as `..=6`.
    #[serde(default)]
    pub range: IndexMap<String, Bounds>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}
