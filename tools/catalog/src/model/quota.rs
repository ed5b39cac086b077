//! How often an action may be called.

use super::{Scope, Span};

/// A quota: how often the vendor allows calls.
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
    /// If not empty, only calls that set one of these parameters are counted: indices into the action's parameters.
    pub given: Vec<usize>,
}
