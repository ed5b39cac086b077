//! `Debug` of errors. `fn main() -> Result<(), Box<dyn Error>>` and `unwrap` print it, so it is what people read.

use super::{History, escape::write_escaped};
use std::fmt::{self, Display};

/// Implements `Debug` as the `Display`.
macro_rules! debug_is_display {
    ($($type:ty),+ $(,)?) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
    )+};
}

pub(crate) use debug_is_display;

/// Writes the `Display` of a call's error; `{:#?}` adds a line for each attempt.
pub(super) fn write(f: &mut fmt::Formatter<'_>, error: &impl Display, history: &History) -> fmt::Result {
    write!(f, "{error}")?;
    if !f.alternate() {
        return Ok(());
    }
    for (number, attempt) in (1..).zip(&history.attempts) {
        write!(f, "\n  attempt {number}, {:.3?} after the call began: {attempt}", attempt.began)?;
        write!(f, "; took {:.3?}", attempt.took)?;
        if !attempt.waited.is_zero() {
            write!(f, " after {:.3?} for a quota permit", attempt.waited)?;
        }
        if let Some(id) = &attempt.request_id {
            f.write_str("; request id ")?;
            write_escaped(f, id)?;
        }
        if !attempt.text.is_empty() {
            f.write_str("; ")?;
            write_escaped(f, &attempt.text)?;
        }
    }
    Ok(())
}

/// Implements `Debug` of errors that have the call's attempts.
macro_rules! debug_with_attempts {
    ($($type:ty),+ $(,)?) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::error::debug::write(f, self, &self.history)
            }
        }
    )+};
}

pub(super) use debug_with_attempts;
