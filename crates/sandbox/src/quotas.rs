//! Enforces quotas.

use crate::incoming::Incoming;
use rtc_catalog::model::{Action, ParameterLocation, Quota};
use serde_json::Value as Json;
use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};
use tokio::time::Instant;

/// How many keys of a quota are remembered before idle ones are removed.
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
    /// The position of the documented quota that counts calls in the same way, if there is one.
    pub(crate) like: usize,
}

/// Counts of an action's calls since the sandbox started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// How many arrived and were read.
    pub arrived: u64,
    /// How many of them were within the quotas.
    pub accepted: u64,
    /// How many of them were refused for exceeding a quota.
    pub throttled: u64,
    /// The maximum number of calls that the first quota counts together and that arrived within any span of its length,
    /// or that one caller made within a second if no quota is documented.
    pub busiest: u64,
}

impl Tally {
    /// The counts of two actions together.
    pub(crate) fn and(self, other: &Self) -> Self {
        Self {
            arrived: self.arrived + other.arrived,
            accepted: self.accepted + other.accepted,
            throttled: self.throttled + other.throttled,
            busiest: self.busiest.max(other.busiest),
        }
    }
}

/// Counts one action's calls.
#[derive(Debug)]
pub(crate) struct QuotaMeter {
    kept: Quotas,
    /// Empty if no quota is documented.
    rates: Vec<RateMeter>,
    /// Counts the arrivals of each key of the first quota.
    arrivals: RateMeter,
    tally: Tally,
}

/// Counts the calls of one quota.
#[derive(Debug)]
struct RateMeter {
    rate: Rate,
    /// The latest times of each key, oldest first.
    keys: HashMap<String, VecDeque<Instant>>,
    /// The number of keys at which idle ones are removed next.
    many: usize,
}

impl Rate {
    /// The documented quotas.
    pub(crate) fn of(action: &Action) -> Vec<Self> {
        let rate = |(like, quota): (usize, &Quota)| Self { calls: quota.calls, per: quota.per.0, like };
        action.quotas.iter().enumerate().map(rate).collect()
    }
}

impl QuotaMeter {
    pub(crate) fn new(kept: Quotas, rates: Vec<Rate>) -> Self {
        let first = rates.first().copied().unwrap_or(Rate { calls: u32::MAX, per: Duration::from_secs(1), like: 0 });
        Self {
            kept,
            rates: rates.into_iter().map(RateMeter::new).collect(),
            arrivals: RateMeter::new(first),
            tally: Tally::default(),
        }
    }

    pub(crate) fn tally(&self) -> Tally {
        self.tally.clone()
    }

    /// Counts a call that arrives now, whatever its outcome. `key` is [`Caller::key`].
    pub(crate) fn arrive(&mut self, key: impl Fn(usize) -> Option<String>, now: Instant) {
        let key = key(self.arrivals.rate.like).unwrap_or_default();
        let times = self.arrivals.times(&key, now);
        times.push_back(now);
        let busy = times.len() as u64;
        self.tally.arrived += 1;
        self.tally.busiest = self.tally.busiest.max(busy);
    }

    /// Whether a call that has just arrived is within all quotas. If it is, it counts against them.
    ///
    /// # Errors
    /// The position of the documented quota that it exceeds.
    pub(crate) fn admit(&mut self, key: impl Fn(usize) -> Option<String>, now: Instant) -> Result<(), usize> {
        let mut exceeded = Ok(());
        let mut counted = Vec::new();
        for meter in self.rates.iter_mut().filter(|_| self.kept != Quotas::Off) {
            let Some(key) = key(meter.rate.like) else { continue };
            let within = meter.times(&key, now).len() < meter.rate.calls as usize;
            exceeded = exceeded.and(if within { Ok(()) } else { Err(meter.rate.like) });
            counted.push((meter, key));
        }
        if exceeded.is_ok() || self.kept == Quotas::Strict {
            for (meter, key) in counted {
                meter.times(&key, now).push_back(now);
            }
        }
        *(if exceeded.is_ok() { &mut self.tally.accepted } else { &mut self.tally.throttled }) += 1;
        exceeded
    }
}

impl RateMeter {
    fn new(rate: Rate) -> Self {
        Self { rate, keys: HashMap::new(), many: MAX_IDLE_KEYS }
    }

    /// The times of a key within the latest span.
    fn times(&mut self, key: &str, now: Instant) -> &mut VecDeque<Instant> {
        let per = self.rate.per;
        if self.keys.len() >= self.many {
            self.keys.retain(|_, times| times.back().is_some_and(|at| now - *at < per));
            self.many = MAX_IDLE_KEYS.max(2 * self.keys.len());
        }
        let times = self.keys.entry(key.to_owned()).or_default();
        times.drain(..times.partition_point(|at| now - *at >= per));
        times
    }
}

/// What a call is counted by.
pub(crate) struct Caller<'c> {
    pub(crate) action: &'c Action,
    /// The public part of the credentials.
    pub(crate) credentials: &'c str,
    pub(crate) incoming: &'c Incoming,
}

impl Caller<'_> {
    /// The key by which the documented quota at that position counts the call: the credentials, and the values of the
    /// parameters that the spec names. `None` if the quota does not count it.
    pub(crate) fn key(&self, quota: usize) -> Option<String> {
        let mut key = self.credentials.to_owned();
        let Some(quota) = self.action.quotas.get(quota) else { return Some(key) };
        if !quota.given.is_empty() && !quota.given.iter().any(|at| self.value(*at).is_some()) {
            return None;
        }
        for at in &quota.by {
            let value = self.value(*at).unwrap_or_default();
            // The length makes the encoding unambiguous.
            key.push_str(&format!("\n{} {value}", value.len()));
        }
        Some(key)
    }

    /// The value of a parameter as it was sent, which may be empty; `None` if it was not.
    fn value(&self, parameter: usize) -> Option<String> {
        let parameter = &self.action.parameters[parameter];
        let key = parameter.key.as_str();
        match parameter.location {
            ParameterLocation::Query => {
                let values: Vec<_> = self.incoming.values(key).collect();
                (!values.is_empty()).then(|| values.join("\n"))
            }
            ParameterLocation::Header => self.incoming.header(key).map(str::to_owned),
            ParameterLocation::Body => {
                let body: Json = serde_json::from_slice(&self.incoming.body).unwrap_or(Json::Null);
                body.get(key).filter(|value| !value.is_null()).map(Json::to_string)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The outcomes of calls that arrive at these intervals in milliseconds.
    fn admitted(kept: Quotas, rate: Rate, gaps: &[u64]) -> (Vec<(Instant, bool)>, Tally) {
        let mut meter = QuotaMeter::new(kept, vec![rate]);
        let mut now = Instant::now();
        let caller = |_| Some("caller".to_owned());
        let calls = gaps
            .iter()
            .map(|gap| {
                now += Duration::from_millis(*gap);
                meter.arrive(caller, now);
                (now, meter.admit(caller, now).is_ok())
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
            let (all, tally) = admitted(Quotas::Kept, Rate { calls, per, like: 0 }, &gaps);
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
        let rate = Rate { calls: 2, per: Duration::from_millis(100), like: 0 };
        let let_in = |kept| -> Vec<bool> {
            admitted(kept, rate, &[0, 40, 40, 40, 100, 0]).0.into_iter().map(|(_, within)| within).collect()
        };
        assert_eq!(let_in(Quotas::Kept), [true, true, false, true, true, true]);
        assert_eq!(let_in(Quotas::Strict), [true, true, false, false, true, true]);
        assert_eq!(let_in(Quotas::Off), [true; 6]);
    }

    #[test]
    fn callers_that_have_been_quiet_are_forgotten() {
        let mut meter = QuotaMeter::new(Quotas::Kept, vec![Rate { calls: 1, per: Duration::from_secs(1), like: 0 }]);
        let start = Instant::now();
        for number in 0..100_000_u32 {
            let now = start + Duration::from_millis(number.into());
            let caller = |_| Some(number.to_string());
            meter.arrive(caller, now);
            assert!(meter.admit(caller, now).is_ok());
        }
        for keys in [&meter.rates[0].keys, &meter.arrivals.keys] {
            assert!(keys.len() <= 2 * MAX_IDLE_KEYS, "{}", keys.len());
        }
    }

    #[test]
    fn all_quotas_count_what_is_within_all() {
        let second = Rate { calls: 2, per: Duration::from_secs(1), like: 0 };
        let day = Rate { calls: 3, per: Duration::from_secs(86_400), like: 1 };
        let mut meter = QuotaMeter::new(Quotas::Kept, vec![second, day]);
        let start = Instant::now();
        let key = |quota: usize| Some(quota.to_string());
        let outcomes = [0, 0, 0, 1000, 1001, 5000].map(|at| meter.admit(key, start + Duration::from_millis(at)));
        assert_eq!(outcomes, [Ok(()), Ok(()), Err(0), Ok(()), Err(1), Err(1)]);
        // A quota does not count a call without a key.
        let short = |quota: usize| (quota == 0).then(String::new);
        assert_eq!(meter.admit(short, start + Duration::from_secs(6)), Ok(()));
    }
}
