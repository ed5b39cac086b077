//! How the rows of an answer are split over several calls: by page, and by id.

use super::{Beyond, Tolerance};

/// Pagination of the answer.
#[derive(Clone, Debug)]
pub struct Pages {
    /// What a call names a page by.
    pub by: PageBy,
    /// The page's number, offset or marker: an index into the action's parameters.
    pub number: usize,
    /// The first page's number; 0 for offsets and markers.
    pub first: u32,
    /// The page's size: an index into the action's parameters.
    pub size: usize,
    /// The most rows of a page.
    pub max: u32,
    /// The rows: an index into the output's fields.
    pub rows: usize,
    /// The page's size as the vendor took it: an index into the output's fields.
    pub effective_size: Option<usize>,
    /// The number of all rows: an index into the output's fields.
    pub total: Option<usize>,
    /// Wire names of the fields that tell a row from all others.
    pub key: Vec<String>,
    /// Wire name of the field that says when a row began.
    pub row_start: Option<String>,
    /// What the vendor does with a page size that is too large.
    pub beyond: Option<Beyond>,
    /// What the vendor does with a page number without a page size, or the reverse.
    pub incomplete: Option<Tolerance>,
}

/// What a call names a page by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageBy {
    /// Its number.
    Number,
    /// The number of rows on the pages before.
    Offset,
    /// A marker from the answer before.
    Marker {
        /// The next marker: an index into the output's fields.
        next: usize,
    },
}

/// Batches: more ids than one call accepts.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The ids: an index into the action's parameters.
    pub over: usize,
    /// How many of them one call takes.
    pub max: u32,
    /// The rows: an index into the output's fields.
    pub rows: usize,
    /// Wire name of a row's field with the id that it speaks of.
    pub id: String,
}
