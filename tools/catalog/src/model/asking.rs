//! How often one may ask, about which span of time, and in which portions.

use super::{Beyond, Scope, Span, Tolerance};

/// How often one may ask.
#[derive(Clone, Debug)]
pub struct Quota {
    /// How many calls.
    pub calls: u32,
    /// In which time.
    pub per: Span,
    /// Which calls are counted together.
    pub scope: Scope,
    /// The parameters that tell one app or room from another: indices into the action's parameters.
    pub by: Vec<usize>,
}

/// The span of time that is asked about.
#[derive(Clone, Debug)]
pub struct Window {
    /// The start: an index into the action's parameters.
    pub start: usize,
    /// The end: an index into the action's parameters.
    pub end: usize,
    /// How long it may be.
    pub span: Option<Span>,
    /// How far back it may start.
    pub back: Option<Span>,
    /// How long it takes until what happened can be asked for.
    pub lag: Option<Span>,
    /// What the vendor does with a longer one.
    pub beyond: Option<Beyond>,
}

/// How the answer comes in pages.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The page's number: an index into the action's parameters.
    pub number: usize,
    /// The first page's number.
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

/// How more ids than one call takes are asked about.
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
