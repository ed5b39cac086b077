//! Enforces quotas.

use crate::incoming::Incoming;
use rtc_catalog::model::{Action, ParameterLocation};
use serde_json::Value as Json;
use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};
use tokio::time::Instant;

/// How many callers of an action are remembered before idle ones are removed.
const MAX_IDLE_KEYS: usize = 1_024;

/// How quotas are enforced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotas {
    /// Calls are refused that exceed the documented quota in any span of its length, by arrival time. A span includes
    /// its start but not its end. Refused calls do not count.
    #[default]
    Kept,
    /// Like [`Quotas::Kept`], but refused calls count too, so that a client that continues at the same rate is never
    /// accepted again.
    Strict,
    /// Quotas are not enforced.
    Off,
}

/// A number of calls and the time in which they are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    pub(crate) calls: u32,
    pub(crate) per: Duration,
}

/// Counts of an action's calls since the sandbox started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// How many arrived and were read.
    pub arrived: u64,
    /// How many of them were within the quota.
    pub accepted: u64,
    /// How many of them were refused for exceeding the quota.
    pub throttled: u64,
    /// The maximum number of calls of one caller that arrived within any span of the quota's length, or within a second
    /// if no quota is documented.
    pub busiest: u64,
}

/// Counts one action's calls.
#[derive(Debug)]
pub(crate) struct QuotaMeter {
    kept: Quotas,
    /// `None` if no quota is documented.
    rate: Option<Rate>,
    callers: HashMap<String, KeyUsage>,
    /// The number of callers at which idle ones are removed next.
    many: usize,
    tally: Tally,
}

/// The calls that are counted together.
#[derive(Debug, Default)]
struct KeyUsage {
    /// Arrivals within the latest span, oldest first.
    arrived: VecDeque<Instant>,
    /// Arrivals that count against the quota.
    counted: VecDeque<Instant>,
}

impl Rate {
    /// The meter of the documented quota.
    pub(crate) fn of(action: &Action) -> Option<Self> {
        action.quota.as_ref().map(|quota| Self { calls: quota.calls, per: quota.per.0 })
    }
}

impl QuotaMeter {
    pub(crate) fn new(kept: Quotas, rate: Option<Rate>) -> Self {
        Self { kept, rate, callers: HashMap::new(), many: MAX_IDLE_KEYS, tally: Tally::default() }
    }

    pub(crate) fn tally(&self) -> Tally {
        self.tally.clone()
    }

    /// Counts a call that arrives now, whatever its outcome.
    pub(crate) fn arrive(&mut self, caller: &str, now: Instant) {
        let per = self.rate.map_or(Duration::from_secs(1), |rate| rate.per);
        let caller = self.caller(caller, per, now);
        caller.arrived.push_back(now);
        let busy = caller.arrived.len() as u64;
        self.tally.arrived += 1;
        self.tally.busiest = self.tally.busiest.max(busy);
    }

    /// Whether a call that has just arrived is within the quota. If it is, it counts against the quota.
    pub(crate) fn admit(&mut self, caller: &str, now: Instant) -> bool {
        let (kept, Some(rate)) = (self.kept, self.rate) else {
            self.tally.accepted += 1;
            return true;
        };
        let caller = self.caller(caller, rate.per, now);
        let within = kept == Quotas::Off || caller.counted.len() < rate.calls as usize;
        if (within || kept == Quotas::Strict) && kept != Quotas::Off {
            caller.counted.push_back(now);
        }
        *(if within { &mut self.tally.accepted } else { &mut self.tally.throttled }) += 1;
        within
    }

    /// The caller's state, without arrivals older than a span.
    fn caller(&mut self, name: &str, per: Duration, now: Instant) -> &mut KeyUsage {
        if self.callers.len() >= self.many {
            self.callers.retain(|_, caller| caller.arrived.back().is_some_and(|at| now - *at < per));
            self.many = MAX_IDLE_KEYS.max(2 * self.callers.len());
        }
        let caller = self.callers.entry(name.to_owned()).or_default();
        for times in [&mut caller.arrived, &mut caller.counted] {
            times.drain(..times.partition_point(|at| now - *at >= per));
        }
        caller
    }
}

/// The key by which calls are counted together: the credentials, and the values of the parameters that the spec names.
pub(crate) fn caller(action: &Action, credentials: &str, incoming: &Incoming) -> String {
    let mut caller = credentials.to_owned();
    let by = action.quota.iter().flat_map(|quota| &quota.by).map(|at| &action.parameters[*at]);
    let mut body = None;
    for parameter in by {
        let key = parameter.key.as_str();
        let value = match parameter.location {
            ParameterLocation::Query => incoming.values(key).collect::<Vec<_>>().join("\n"),
            ParameterLocation::Header => incoming.header(key).unwrap_or_default().to_owned(),
            ParameterLocation::Body => {
                let body = body.get_or_insert_with(|| serde_json::from_slice(&incoming.body).unwrap_or(Json::Null));
                body[key].to_string()
            }
        };
        // The length makes the encoding unambiguous.
        caller.push_str(&format!("\n{} {value}", value.len()));
    }
    caller
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The outcomes of calls that arrive at these intervals in milliseconds.
    fn admitted(kept: Quotas, rate: Rate, gaps: &[u64]) -> (Vec<(Instant, bool)>, Tally) {
        let mut meter = QuotaMeter::new(kept, Some(rate));
        let mut now = Instant::now();
        let calls = gaps
            .iter()
            .map(|gap| {
                now += Duration::from_millis(*gap);
                meter.arrive("caller", now);
                (now, meter.admit("caller", now))
            })
            .collect();
        (calls, meter.tally())
    }

    fn most_within(per: Duration, times: &[Instant]) -> usize {
        times.iter().map(|from| times.iter().filter(|at| *at >= from && **at - *from < per).count()).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_span_has_more_than_allowed_and_nobody_is_refused_in_vain(
            calls in 1..5_u32, per in 1..50_u64, gaps in prop::collection::vec(0..20_u64, 0..200),
        ) {
            let per = Duration::from_millis(per);
            let (all, tally) = admitted(Quotas::Kept, Rate { calls, per }, &gaps);
            let accepted: Vec<Instant> = all.iter().filter(|(_, within)| *within).map(|(at, _)| *at).collect();
            prop_assert!(most_within(per, &accepted) <= calls as usize);
            for (at, _) in all.iter().filter(|(_, within)| !within) {
                let before = accepted.iter().filter(|other| *other <= at && *at - **other < per).count();
                prop_assert!(before >= calls as usize);
            }
            prop_assert_eq!(tally.accepted, accepted.len() as u64);
            prop_assert_eq!(tally.arrived, all.len() as u64);
            prop_assert_eq!(tally.throttled, (all.len() - accepted.len()) as u64);
            let arrived: Vec<Instant> = all.iter().map(|(at, _)| *at).collect();
            prop_assert_eq!(tally.busiest, most_within(per, &arrived) as u64);
        }
    }

    #[test]
    fn a_strict_quota_counts_refused_calls_too() {
        let rate = Rate { calls: 2, per: Duration::from_millis(100) };
        let let_in = |kept| -> Vec<bool> {
            admitted(kept, rate, &[0, 40, 40, 40, 100, 0]).0.into_iter().map(|(_, within)| within).collect()
        };
        assert_eq!(let_in(Quotas::Kept), [true, true, false, true, true, true]);
        assert_eq!(let_in(Quotas::Strict), [true, true, false, false, true, true]);
        assert_eq!(let_in(Quotas::Off), [true; 6]);
    }

    #[test]
    fn callers_that_have_been_quiet_are_forgotten() {
        let mut meter = QuotaMeter::new(Quotas::Kept, Some(Rate { calls: 1, per: Duration::from_secs(1) }));
        let start = Instant::now();
        for number in 0..100_000_u32 {
            let now = start + Duration::from_millis(number.into());
            meter.arrive(&number.to_string(), now);
            assert!(meter.admit(&number.to_string(), now));
        }
        assert!(meter.callers.len() <= 2 * MAX_IDLE_KEYS, "{}", meter.callers.len());
    }
}
