//! The decision whether to retry.

use crate::Retry;

/// The outcome of an attempt, as far as it matters for a retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The request cannot be sent, now or later.
    Unsendable,
    /// The request was not sent: no quota permit was available in time.
    QuotaTimeout,
    /// The request certainly did not leave this machine.
    NotSent,
    /// No complete answer came: a timeout, or a lost connection. The vendor may have executed the request.
    Unanswered,
    /// The vendor refused the request.
    Refused {
        /// The documented class of the code, or of its prefix.
        documented: Option<Retry>,
        /// The HTTP status.
        status: u16,
    },
    /// A complete answer that does not match the documentation.
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
}

/// The retry class of an outcome: whether the same request may succeed when it is sent again, and after what. `safe`
/// means that sending it twice has no further effect.
///
/// | outcome | safe | not safe |
/// |---|---|---|
/// | cannot be sent | never | never |
/// | no permit in time | throttle | throttle |
/// | certainly not sent | backoff | backoff |
/// | no complete answer | backoff | never: it may have been executed |
/// | refused, the code's class is backoff | backoff | never: it failed during execution |
/// | refused, the code has another class | that class | that class: it was not executed |
/// | refused with an undocumented code, or unreadable | by the HTTP status | by the HTTP status |
/// | … HTTP 429 | throttle | throttle |
/// | … HTTP 408 or 5xx | backoff | never |
/// | … any other status, including 200 | never | never |
///
/// A complete answer that cannot be decoded is not decodable the second time either, so with HTTP 200 it is final.
#[must_use]
pub const fn decide(outcome: Outcome, safe: bool) -> Retry {
    match outcome {
        Outcome::Unsendable => Retry::Never,
        Outcome::QuotaTimeout => Retry::Throttle,
        Outcome::NotSent => Retry::Backoff,
        Outcome::Unanswered | Outcome::Refused { documented: Some(Retry::Backoff), .. } => again_if(safe),
        Outcome::Refused { documented: Some(documented), .. } => documented,
        Outcome::Refused { documented: None, status } | Outcome::Unreadable { status } => match status {
            429 => Retry::Throttle,
            408 | 500..=599 => again_if(safe),
            _ => Retry::Never,
        },
    }
}

const fn again_if(safe: bool) -> Retry {
    if safe { Retry::Backoff } else { Retry::Never }
}
