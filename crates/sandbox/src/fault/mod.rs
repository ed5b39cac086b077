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

/// A fault that is injected into one call. Each function below makes one; [`Fault::then`] combines several.
///
/// ```
/// use rtc_sandbox::Fault;
/// use std::time::Duration;
///
/// // Answer late, by a proxy, and not to the end:
/// let fault = Fault::latency(Duration::from_millis(200)).then(Fault::bad_gateway()).then(Fault::truncated());
/// assert_eq!(fault.to_string(), "latency 200ms, status 502, truncated");
/// ```
///
/// A call that gets an answer which is not the sandbox's own (a status, a code, a [`Reply`]) is not checked and does
/// not count against the quota. Every other call is checked and counted when it arrives, whatever becomes of its
/// answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fault {
    pub(crate) away: Option<Duration>,
    pub(crate) unread: bool,
    /// The least and the most.
    pub(crate) latency: Option<(Duration, Duration)>,
    pub(crate) clock_off: Option<Signed>,
    pub(crate) reply: Option<Reply>,
    pub(crate) retry_after: Option<RetryAfter>,
    pub(crate) mutations: Vec<Mutation>,
    pub(crate) date: Option<Date>,
    pub(crate) interruption: Option<Interruption>,
}

/// How `Retry-After` is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RetryAfter {
    Seconds(Duration),
    Date(Duration),
}

/// What becomes of the header `Date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Date {
    Off(Signed),
    Missing,
}

/// How an answer ends before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interruption {
    /// Half of the body, then the connection is closed.
    Truncated,
    /// Half of the body, then nothing more.
    Stalled,
    /// Nothing at all.
    Silent,
    /// The connection is reset.
    Reset,
}

impl Fault {
    /// No fault, for the calls between those with one.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The vendor is away for so long: new connections are refused, those without a call are closed, the others when
    /// their call is answered. In a script it begins as soon as it is first in line, without waiting for a call; by
    /// chance or for one action, the call that it happens to is reset. See [`crate::Service::close`] for as long as
    /// you like.
    #[must_use]
    pub fn away(duration: Duration) -> Self {
        Self { away: Some(duration), ..Self::default() }
    }

    /// The connection is reset before anything of the request is read, so it is not in the log. Where it is meant for
    /// one action's calls, the request has to be read to know it; it is not carried out even so.
    #[must_use]
    pub fn reset_unread() -> Self {
        Self { unread: true, ..Self::default() }
    }

    /// The call is carried out, and the connection reset instead of an answer.
    #[must_use]
    pub fn reset() -> Self {
        Self { interruption: Some(Interruption::Reset), ..Self::default() }
    }

    /// The call is carried out and never answered. The connection stays open.
    #[must_use]
    pub fn silent() -> Self {
        Self { interruption: Some(Interruption::Silent), ..Self::default() }
    }

    /// The answer stops after half of its body, without an end. The connection stays open.
    #[must_use]
    pub fn stalled() -> Self {
        Self { interruption: Some(Interruption::Stalled), ..Self::default() }
    }

    /// The connection is closed after half of the body; `Content-Length` says more.
    #[must_use]
    pub fn truncated() -> Self {
        Self { interruption: Some(Interruption::Truncated), ..Self::default() }
    }

    /// The answer comes so much later. The call counts when it arrives.
    #[must_use]
    pub fn latency(latency: Duration) -> Self {
        Self::latency_between(latency, latency)
    }

    /// The answer comes later by some time between the two.
    #[must_use]
    pub fn latency_between(least: Duration, most: Duration) -> Self {
        Self { latency: Some((least, most)), ..Self::default() }
    }

    /// An answer with that HTTP status and a line of text, as of a proxy. A number that is no status counts as 500.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Reply::raw(status, &[("content-type", "text/plain; charset=utf-8")], format!("status {status}\n")).into()
    }

    /// HTTP 429, which no vendor documents. [`Fault::retry_after`] and [`Fault::retry_after_date`] add how long to
    /// wait.
    #[must_use]
    pub fn too_many_requests() -> Self {
        Self::status(429)
    }

    /// HTTP 502 with a page of HTML.
    #[must_use]
    pub fn bad_gateway() -> Self {
        const PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
            <center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        Reply::raw(502, &[("content-type", "text/html")], PAGE).into()
    }

    /// HTTP 503 with a line of text.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::status(503)
    }

    /// A refusal with this code, see [`Reply::code`].
    #[must_use]
    pub fn code(code: impl Into<String>) -> Self {
        Reply::code(code).into()
    }

    /// The refusal that is documented for one call too many; HTTP 429 where there is none.
    #[must_use]
    pub fn throttled() -> Self {
        Reply::situation(Situation::Throttled).into()
    }

    /// The refusal that is documented for a signature that is no longer good, as if the caller's clock were off; HTTP
    /// 403 where there is none. The header `Date` is right.
    #[must_use]
    pub fn expired() -> Self {
        Reply::situation(Situation::ExpiredSignature).into()
    }

    /// The refusal that is documented for temporary credentials that are no longer good; HTTP 401 where there is none.
    #[must_use]
    pub fn token_expired() -> Self {
        Reply::situation(Situation::ExpiredSessionToken).into()
    }

    /// The refusal that is documented for a failure of the vendor; HTTP 500 where there is none.
    #[must_use]
    pub fn failed() -> Self {
        Reply::situation(Situation::InternalError).into()
    }

    /// The vendor's clock is off by so much for this one call, when it checks the signature and when it writes `Date`.
    #[must_use]
    pub fn clock_off(by: Signed) -> Self {
        Self { clock_off: Some(by), ..Self::default() }
    }

    /// The header `Date` is off by so much, and nothing else is.
    #[must_use]
    pub fn date_off(by: Signed) -> Self {
        Self { date: Some(Date::Off(by)), ..Self::default() }
    }

    /// There is no header `Date`.
    #[must_use]
    pub fn no_date() -> Self {
        Self { date: Some(Date::Missing), ..Self::default() }
    }

    /// Lists without items are answered as `null`.
    #[must_use]
    pub fn null_lists() -> Self {
        Self { mutations: vec![Mutation::NullLists], ..Self::default() }
    }

    /// Lists without items are left out.
    #[must_use]
    pub fn missing_lists() -> Self {
        Self { mutations: vec![Mutation::MissingLists], ..Self::default() }
    }

    /// Every value of a documented set is one that is not documented: `undocumented`, or 9999 where they are numbers.
    #[must_use]
    pub fn unknown_values() -> Self {
        Self { mutations: vec![Mutation::UnknownValues], ..Self::default() }
    }

    /// Every object, the outermost too, has a field `Undocumented`.
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

    /// Adds the header `Retry-After` as a date, so much later than the sandbox's time.
    #[must_use]
    pub fn retry_after_date(mut self, wait: Duration) -> Self {
        self.retry_after = Some(RetryAfter::Date(wait));
        self
    }

    /// Both go wrong with the same call. Latencies add up; of two answers, dates or endings the latter one counts.
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

    /// Whether there is no fault.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// The same fault with its random parts drawn.
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
