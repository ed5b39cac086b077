//! The decision on trying again.

use crate::Retry;

/// What became of an attempt, as far as it bears on another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The request cannot be sent, now or later.
    Unsendable,
    /// The request was not sent: its turn would have come too late.
    QuotaTimeout,
    /// The request certainly did not leave this machine.
    NotSent,
    /// No complete answer came: the time was up, or the connection was lost. The vendor may have carried the request
    /// out.
    Unanswered,
    /// The vendor refused the request.
    Refused {
        /// What is documented for the code, or else for its class.
        documented: Option<Retry>,
        /// The HTTP status.
        status: u16,
    },
    /// A complete answer came and is not what is documented.
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
}

/// Whether the same request may do better when it is sent again, and after what. `safe` says that asking twice changes
/// nothing.
///
/// | outcome | safe | not safe |
/// |---|---|---|
/// | cannot be sent | never | never |
/// | no turn in time | slower | slower |
/// | certainly not sent | again | again |
/// | no complete answer | again | never: it may have been carried out |
/// | refused, the code says again | again | never: something failed while it was carried out |
/// | refused, the code says anything else | what it says | what it says: nothing was carried out |
/// | refused with an undocumented code, or unreadable | by the HTTP status | by the HTTP status |
/// | … HTTP 429 | slower | slower |
/// | … HTTP 408 or 5xx | again | never |
/// | … any other status, 200 among them | never | never |
///
/// A complete answer that cannot be read will not read better the second time, so with 200 it is final.
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
