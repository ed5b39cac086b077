//! The time window that an action queries.

use super::{Beyond, Span};

/// The time window that the action queries.
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
    /// The delay until data is available.
    pub lag: Option<Span>,
    /// What the vendor does with a longer window.
    pub beyond: Option<Beyond>,
}
