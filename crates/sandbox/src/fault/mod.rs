//! Injected faults.

mod chances;
mod display;
mod mutation;
mod script;

pub use chances::Chances;
pub use script::Target;

pub(crate) use mutation::{Mutation, add_unknown_fields, mutate};
pub(crate) use script::{RequestStart, Script};

use crate::{reply::Reply, rng::Rng};
use rtc_catalog::model::Situation;
use std::time::Duration;
use time::Duration as Signed;

/// A fault that is injected into one call. Each constructor creates one kind; [`Fault::then`] combines several.
///
/// ```
/// use rtc_sandbox::Fault;
/// use std::time::Duration;
///
/// // A late, truncated answer of a proxy:
/// let fault = Fault::latency(Duration::from_millis(200)).then(Fault::bad_gateway()).then(Fault::truncated());
/// assert_eq!(fault.to_string(), "latency 200ms, status 502, truncated");
/// ```
///
/// A call whose answer is replaced (by a status, a code, a [`Reply`]) is not checked and does not count against the
/// quota. Every other call is checked and counted when it arrives, whatever happens to its answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fault {
    pub(crate) away: Option<Duration>,
    pub(crate) unread: bool,
    /// Minimum and maximum.
    pub(crate) latency: Option<(Duration, Duration)>,
    pub(crate) clock_off: Option<Signed>,
    pub(crate) reply: Option<Reply>,
    pub(crate) retry_after: Option<RetryAfter>,
    pub(crate) mutations: Vec<Mutation>,
    pub(crate) date: Option<Date>,
    pub(crate) interruption: Option<Interruption>,
}

/// The format of `Retry-After`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Seconds(Duration),
    Date(Duration),
}

/// How the header `Date` is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Date {
    Off(Signed),
    Missing,
}

/// How an answer is interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interruption {
    /// Half of the body, then the connection is closed.
    Truncated,
    /// Half of the body, then nothing more while the connection stays open.
    Stalled,
    /// Nothing at all.
    Silent,
    /// The connection is reset.
    Reset,
}

impl Fault {
    /// No fault; leaves a place in a script free.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The vendor is unavailable for `duration`: new connections are refused, idle ones are closed at once, others
    /// after their answer. In a script, the outage starts when it is next in line, without waiting for a call; as a
    /// random fault or for one action, the call that gets it is reset. For an outage without a fixed end, see
    /// [`crate::Service::close`].
    #[must_use]
    pub fn away(duration: Duration) -> Self {
        Self { away: Some(duration), ..Self::default() }
    }

    /// Resets the connection before the request is read, so the request is not in the log. For a single action's
    /// calls, the request must be read first to identify the action; it is not executed either.
    #[must_use]
    pub fn reset_unread() -> Self {
        Self { unread: true, ..Self::default() }
    }

    /// Executes the call, then resets the connection instead of answering.
    #[must_use]
    pub fn reset() -> Self {
        Self { interruption: Some(Interruption::Reset), ..Self::default() }
    }

    /// Executes the call and never answers. The connection stays open.
    #[must_use]
    pub fn silent() -> Self {
        Self { interruption: Some(Interruption::Silent), ..Self::default() }
    }

    /// Sends half of the body and then nothing more. The connection stays open.
    #[must_use]
    pub fn stalled() -> Self {
        Self { interruption: Some(Interruption::Stalled), ..Self::default() }
    }

    /// Sends half of the body, less than `Content-Length`, then closes the connection.
    #[must_use]
    pub fn truncated() -> Self {
        Self { interruption: Some(Interruption::Truncated), ..Self::default() }
    }

    /// Delays the answer. The call counts when it arrives.
    #[must_use]
    pub fn latency(latency: Duration) -> Self {
        Self::latency_between(latency, latency)
    }

    /// Delays the answer by a random time between the two, both included.
    #[must_use]
    pub fn latency_between(least: Duration, most: Duration) -> Self {
        Self { latency: Some((least, most)), ..Self::default() }
    }

    /// Answers with this HTTP status and a line of text, like a proxy. An invalid status counts as 500.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Reply::raw(status, &[("content-type", "text/plain; charset=utf-8")], format!("status {status}\n")).into()
    }

    /// Answers with HTTP 429, which no vendor documents. [`Fault::retry_after`] and [`Fault::retry_after_date`] add a
    /// `Retry-After`.
    #[must_use]
    pub fn too_many_requests() -> Self {
        Self::status(429)
    }

    /// Answers with HTTP 502 and an HTML page.
    #[must_use]
    pub fn bad_gateway() -> Self {
        const PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
            <center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        Reply::raw(502, &[("content-type", "text/html")], PAGE).into()
    }

    /// Answers with HTTP 503 and a line of text.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::status(503)
    }

    /// Refuses the call with this code; see [`Reply::code`].
    #[must_use]
    pub fn code(code: impl Into<String>) -> Self {
        Reply::code(code).into()
    }

    /// Refuses the call with the documented code of an exceeded quota; HTTP 429 if there is none.
    #[must_use]
    pub fn throttled() -> Self {
        Reply::situation(Situation::Throttled).into()
    }

    /// Refuses the call with the documented code of an expired signature, as if the caller's clock were wrong; HTTP 403
    /// if there is none. The header `Date` is correct.
    #[must_use]
    pub fn expired() -> Self {
        Reply::situation(Situation::ExpiredSignature).into()
    }

    /// Refuses the call with the documented code of expired temporary credentials; HTTP 401 if there is none.
    #[must_use]
    pub fn token_expired() -> Self {
        Reply::situation(Situation::ExpiredSessionToken).into()
    }

    /// Refuses the call with the documented code of an internal error; HTTP 500 if there is none.
    #[must_use]
    pub fn failed() -> Self {
        Reply::situation(Situation::InternalError).into()
    }

    /// Shifts the vendor's clock for this call, both for checking the signature and for `Date`.
    #[must_use]
    pub fn clock_off(by: Signed) -> Self {
        Self { clock_off: Some(by), ..Self::default() }
    }

    /// Shifts the header `Date` only.
    #[must_use]
    pub fn date_off(by: Signed) -> Self {
        Self { date: Some(Date::Off(by)), ..Self::default() }
    }

    /// Omits the header `Date`.
    #[must_use]
    pub fn no_date() -> Self {
        Self { date: Some(Date::Missing), ..Self::default() }
    }

    /// Answers empty lists as `null`.
    #[must_use]
    pub fn null_lists() -> Self {
        Self { mutations: vec![Mutation::NullLists], ..Self::default() }
    }

    /// Omits empty lists from the answer.
    #[must_use]
    pub fn missing_lists() -> Self {
        Self { mutations: vec![Mutation::MissingLists], ..Self::default() }
    }

    /// Replaces every value of a documented set by an undocumented one: `undocumented`, or 9999 for numbers.
    #[must_use]
    pub fn unknown_values() -> Self {
        Self { mutations: vec![Mutation::UnknownValues], ..Self::default() }
    }

    /// Adds a field `Undocumented` to every object, including the outermost.
    #[must_use]
    pub fn unknown_fields() -> Self {
        Self { mutations: vec![Mutation::UnknownFields], ..Self::default() }
    }

    /// Adds the header `Retry-After` in seconds, rounded up.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(RetryAfter::Seconds(wait));
        self
    }

    /// Adds the header `Retry-After` as a date: the sandbox's time plus `wait`.
    #[must_use]
    pub fn retry_after_date(mut self, wait: Duration) -> Self {
        self.retry_after = Some(RetryAfter::Date(wait));
        self
    }

    /// Combines both faults in one call. Latencies add up; of two answers, dates or interruptions, the later wins.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        let sum = |(one, two): (Duration, Duration), (three, four): (Duration, Duration)| (one + three, two + four);
        self.latency = match (self.latency, other.latency) {
            (Some(one), Some(two)) => Some(sum(one, two)),
            (one, two) => one.or(two),
        };
        self.mutations.extend(other.mutations);
        self.unread |= other.unread;
        Self {
            away: other.away.or(self.away),
            clock_off: other.clock_off.or(self.clock_off),
            reply: other.reply.or(self.reply),
            retry_after: other.retry_after.or(self.retry_after),
            date: other.date.or(self.date),
            interruption: other.interruption.or(self.interruption),
            ..self
        }
    }

    /// Whether this is no fault.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Draws the random parts of the fault.
    pub(crate) fn decided(mut self, rng: &mut Rng) -> Self {
        self.latency = self.latency.map(|(least, most)| rng.between(least, most)).map(|latency| (latency, latency));
        self
    }
}

impl From<Reply> for Fault {
    fn from(reply: Reply) -> Self {
        Self { reply: Some(reply), ..Self::default() }
    }
}
