//! Vendors' error codes, and what they mean for the caller.

use std::{borrow::Cow, fmt};

/// A vendor's error code with its documentation.
pub trait ErrorCode: Clone + fmt::Debug + PartialEq + Send + Sync + 'static {
    /// Parses a code from the wire. Never fails: an undocumented code is kept as it was sent.
    fn from_wire(code: &str) -> Self;

    /// The code with this number, for vendors that sometimes send a number instead of a code. `None` if no documented
    /// code has it.
    #[must_use]
    fn from_number(number: i64) -> Option<Self> {
        let _ = number;
        None
    }

    /// The code as sent on the wire.
    fn code(&self) -> Cow<'_, str>;

    /// What it means; `None` for an undocumented code.
    fn meaning(&self) -> Option<&'static str>;

    /// What the caller can do about it, if documented.
    fn advice(&self) -> Option<&'static str>;

    /// Whether and how the same request may succeed later.
    fn retry(&self) -> Retry;

    /// The code up to its first `.`: vendors append details after it without notice.
    fn class(&self) -> Cow<'_, str> {
        match self.code() {
            Cow::Borrowed(code) => Cow::Borrowed(class_of(code)),
            Cow::Owned(code) => Cow::Owned(class_of(&code).to_owned()),
        }
    }
}

/// The part of a code before its first `.`.
fn class_of(code: &str) -> &str {
    code.split_once('.').map_or(code, |(class, _)| class)
}

/// Whether a failed request may succeed when it is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// The same request will fail the same way.
    Never,
    /// After a moment.
    Backoff,
    /// After a longer moment, and less often from then on: a rate was exceeded.
    Throttle,
    /// After signing it anew, with the clock set right: the signature's time was refused.
    Resign,
    /// After getting new temporary credentials: these have expired.
    RefreshCredentials,
}
