//! The faults of one vendor's next calls: scripted ones, else random ones.

use super::{Chances, Fault};
use crate::{Vendor, rng::Rng};
use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

/// The calls that a script applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub(crate) vendor: Vendor,
    pub(crate) action: Option<String>,
}

/// All calls of a vendor.
impl From<Vendor> for Target {
    fn from(vendor: Vendor) -> Self {
        Self { vendor, action: None }
    }
}

/// The calls of one action.
impl From<(Vendor, &str)> for Target {
    fn from((vendor, action): (Vendor, &str)) -> Self {
        Self { vendor, action: Some(action.to_owned()) }
    }
}

/// The faults of one vendor's next calls.
#[derive(Debug)]
pub(crate) struct Script {
    next: VecDeque<Fault>,
    /// Scripted faults by action. Empty lists are removed.
    of_actions: BTreeMap<String, VecDeque<Fault>>,
    chances: Chances,
    chance: Rng,
    /// Draws the random parts of faults; separate, so that scripts do not change the sequence of random faults.
    details: Rng,
    /// How often each kind of fault was injected.
    happened: BTreeMap<String, u64>,
}

/// What happens when a request begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RequestStart {
    /// The request is read. It gets this random fault, unless something else is scripted.
    Read(Option<Fault>),
    /// The connection is reset.
    Reset,
    /// The vendor becomes unavailable for this long.
    Away(Duration),
}

impl Script {
    pub(crate) fn new(vendor: Vendor, chances: Chances) -> Self {
        let (chance, details) = rng(vendor, &chances);
        Self { next: VecDeque::new(), of_actions: BTreeMap::new(), chances, chance, details, happened: BTreeMap::new() }
    }

    /// Replaces the random faults from now on.
    pub(crate) fn set_chances(&mut self, vendor: Vendor, chances: Chances) {
        (self.chance, self.details) = rng(vendor, &chances);
        self.chances = chances;
    }

    pub(crate) fn push(&mut self, action: Option<String>, fault: Fault) {
        match action {
            Some(action) => self.of_actions.entry(action).or_default().push_back(fault),
            None => self.next.push_back(fault),
        }
    }

    /// Removes all remaining scripted faults.
    pub(crate) fn clear(&mut self) {
        self.next.clear();
        self.of_actions.clear();
    }

    /// Number of remaining scripted faults.
    pub(crate) fn left(&self) -> usize {
        self.next.len() + self.of_actions.values().map(VecDeque::len).sum::<usize>()
    }

    /// Takes the outages that are next in line. Returns their total duration.
    pub(crate) fn away(&mut self) -> Option<Duration> {
        let mut sum = None;
        while let Some(away) = self.next.front_mut().and_then(|fault| fault.away.take()) {
            self.count(&Fault::away(away));
            sum = Some(sum.unwrap_or_default() + away);
            if self.next.front().is_some_and(Fault::is_none) {
                self.next.pop_front();
            }
        }
        sum
    }

    /// Decides what happens when a request begins.
    pub(crate) fn begin(&mut self) -> RequestStart {
        let drawn = self.chances.draw(&mut self.chance);
        if self.next.front().is_some_and(|fault| fault.unread) {
            self.next.pop_front();
            self.count(&Fault::reset_unread());
            return RequestStart::Reset;
        }
        if self.left() > 0 {
            return RequestStart::Read(drawn);
        }
        match drawn {
            Some(Fault { away: Some(away), .. }) => {
                self.count(&Fault::away(away));
                RequestStart::Away(away)
            }
            Some(Fault { unread: true, .. }) => {
                self.count(&Fault::reset_unread());
                RequestStart::Reset
            }
            drawn => RequestStart::Read(drawn),
        }
    }

    /// Takes the fault of a request that has been read; `drawn` is its random one.
    pub(crate) fn take(&mut self, action: Option<&str>, drawn: Option<Fault>) -> Fault {
        let fault = self.of_action(action).or_else(|| self.next.pop_front()).or(drawn).unwrap_or_default();
        let fault = self.chances.always_happens().clone().then(fault).decided(&mut self.details);
        self.count(&fault);
        fault
    }

    fn of_action(&mut self, action: Option<&str>) -> Option<Fault> {
        let faults = self.of_actions.get_mut(action?)?;
        let fault = faults.pop_front();
        if faults.is_empty() {
            self.of_actions.retain(|_, faults| !faults.is_empty());
        }
        fault
    }

    fn count(&mut self, fault: &Fault) {
        for kind in fault.kinds() {
            *self.happened.entry(kind).or_default() += 1;
        }
    }

    /// How often each kind of fault was injected.
    pub(crate) fn happened(&self) -> BTreeMap<String, u64> {
        self.happened.clone()
    }
}

fn rng(vendor: Vendor, chances: &Chances) -> (Rng, Rng) {
    let mut seeds = Rng::new(chances.seed() ^ (vendor as u64 + 1).rotate_left(48));
    (Rng::new(seeds.next()), Rng::new(seeds.next()))
}
