//! How the rows of an answer are split over several calls: by page, and by id.

use super::{Beyond, Notes, Tolerance};
use schemars::JsonSchema;
use serde::Deserialize;

/// Pagination of the answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// The parameter with the page's number. Or else `offset` or `marker`.
    #[serde(default)]
    pub number: Option<String>,
    /// The first page's number, 0 or 1; with `number` only.
    #[serde(default)]
    pub first: Option<u32>,
    /// The parameter with the number of rows to skip.
    #[serde(default)]
    pub offset: Option<String>,
    /// The parameter that continues where the answer before ended.
    #[serde(default)]
    pub marker: Option<String>,
    /// The field with the next `marker`. After the last page it is missing or empty.
    #[serde(default)]
    pub next: Option<String>,
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
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// Batches: more ids than one call accepts are split over several calls, and the rows are grouped by id.
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
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}
