//! Names of faults.

use super::{Date, Fault, Interruption, RetryAfter};
use std::fmt;
use time::Duration as Signed;

impl Fault {
    /// The parts of a fault by kind: `latency`, `status 502`.
    pub(crate) fn kinds(&self) -> Vec<String> {
        self.words().into_iter().map(|(kind, _)| kind).collect()
    }

    /// The parts of a fault, each with its kind and its amount, if any.
    fn words(&self) -> Vec<(String, Option<String>)> {
        let plain = |kind: &str| (kind.to_owned(), None);
        let much = |kind: &str, detail: String| (kind.to_owned(), Some(detail));
        let date = self.date.map(|date| match date {
            Date::Off(off) => much("date off", signed(off)),
            Date::Missing => plain("no date"),
        });
        let retry_after = self.retry_after.map(|after| match after {
            RetryAfter::Seconds(wait) => much("retry after seconds", format!("{wait:?}")),
            RetryAfter::Date(wait) => much("retry after date", format!("{wait:?}")),
        });
        let latency = self.latency.map(|(least, most)| {
            much("latency", if least == most { format!("{least:?}") } else { format!("{least:?} to {most:?}") })
        });
        let interruption = self.interruption.map(|interruption| match interruption {
            Interruption::Truncated => plain("truncated"),
            Interruption::Stalled => plain("stalled"),
            Interruption::Silent => plain("silent"),
            Interruption::Reset => plain("reset"),
        });
        let before = [
            self.away.map(|time| much("away", format!("{time:?}"))),
            self.unread.then(|| plain("reset unread")),
            latency,
            self.clock_off.map(|off| much("clock off", signed(off))),
            self.reply.as_ref().map(|reply| plain(&reply.to_string())),
            retry_after,
        ];
        let mutations = self.mutations.iter().map(|mutation| Some(plain(mutation.name())));
        before.into_iter().chain(mutations).chain([date, interruption]).flatten().collect()
    }
}

fn signed(by: Signed) -> String {
    format!("{}{:?}", if by.is_negative() { "-" } else { "" }, by.unsigned_abs())
}

/// The parts of a fault, separated by commas.
impl fmt::Display for Fault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_none() {
            return to.write_str("none");
        }
        let words = self.words().into_iter().map(|(kind, detail)| match detail {
            Some(detail) => format!("{kind} {detail}"),
            None => kind,
        });
        to.write_str(&words.collect::<Vec<_>>().join(", "))
    }
}
