//! What a call whose outcome is unknown means for the caller.

use crate::Action;
use std::fmt;

/// Whether a request can be repeated, and how to find out whether it was executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repetition {
    pub(super) safe: bool,
    verify_with: Option<&'static str>,
}

impl Repetition {
    pub(crate) fn of<A: Action>(request: &A) -> Self {
        Self { safe: A::INFO.safe || request.is_idempotent(), verify_with: A::INFO.verify_with }
    }

    /// Begins the sentence about an attempt that was sent and has no readable answer. What matters most is first: that the
    /// action may have been executed, if that is a difference.
    pub(super) fn begin(self, action: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{action}` {}", if self.safe { "" } else { "may have been executed: it " })
    }

    /// What the caller can do.
    pub(super) const fn advice(self) -> Advice {
        Advice(self)
    }
}

/// What the caller can do about a call whose outcome is unknown.
pub(super) struct Advice(Repetition);

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repetition { safe: true, .. } => f.write_str("repeating it changes nothing, so try again"),
            Repetition { verify_with: Some(action), .. } => write!(f, "check with `{action}` before you try again"),
            Repetition { verify_with: None, .. } => f.write_str("check before you try again"),
        }
    }
}
