//! Error codes of vendors and what they mean for the caller.

use std::{borrow::Cow, fmt};

/// A vendor's error code, with what its documentation says about it.
pub trait ErrorCode: Clone + fmt::Debug + PartialEq + Send + Sync + 'static {
    /// The code for what stood on the wire. Never fails: a code without a documented name is kept as it came.
    fn from_wire(code: &str) -> Self;

    /// The code for a number, for vendors that sometimes send a number in the code's place. `None` if no documented
    /// code has that number.
    #[must_use]
    fn from_number(number: i64) -> Option<Self> {
        let _ = number;
        None
    }

    /// The code as on the wire.
    fn code(&self) -> Cow<'_, str>;

    /// What it means; `None` for an undocumented code.
    fn meaning(&self) -> Option<&'static str>;

    /// What the caller can do about it, where there is something to say.
    fn advice(&self) -> Option<&'static str>;

    /// Whether the same request may do better later.
    fn retry(&self) -> Retry;

    /// The code up to its first `.`: vendors add details behind it without notice.
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

/// Whether a request that failed may do better when it is sent again.
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
