//! Documented limits, checked before anything is sent.

mod narrower;
mod parameter;
mod span;
mod violation;
mod window;

pub use narrower::Narrower;
pub use parameter::{CalendarYear, ParameterLimits};
pub use violation::{Cure, Violation};
pub use window::{Window, WindowEnd};

use crate::Action;
use time::OffsetDateTime;
use violation::ParameterName;

/// What a client does with a request that breaks a documented limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LimitPolicy {
    /// Sends nothing and returns all violations as an error.
    #[default]
    Enforce,
    /// Writes one warning with all violations to `tracing` and sends the request.
    Warn,
    /// Sends the request unchecked.
    Ignore,
}

/// Collects the documented limits that a request breaks.
#[derive(Debug)]
pub struct Limits {
    now: OffsetDateTime,
    page: &'static str,
    scope: Scope,
    violations: Vec<Violation>,
}

/// What a request is checked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// A call: all limits.
    Call,
    /// A sweep, which takes a span of any length and any number of ids: whether the span is one at all. The calls of the
    /// sweep are checked for the other limits.
    Sweep,
}

impl Limits {
    /// Nothing broken so far. `page` is where the limits are documented.
    #[must_use]
    pub const fn new(now: OffsetDateTime, page: &'static str) -> Self {
        Self { now, page, scope: Scope::Call, violations: Vec::new() }
    }

    /// All documented limits that `action` would break if it were sent at `now`.
    pub fn broken_by<A: Action>(action: &A, now: OffsetDateTime) -> Vec<Violation> {
        let mut limits = Self::new(now, A::INFO.page);
        action.check(&mut limits);
        limits.violations
    }

    /// What is wrong with the span of `action` if it is swept at `now`: it ends before it starts, or starts in the future.
    pub(crate) fn broken_by_sweep<A: Action>(action: &A, now: OffsetDateTime) -> Vec<Violation> {
        let mut limits = Self { scope: Scope::Sweep, ..Self::new(now, A::INFO.page) };
        action.check(&mut limits);
        limits.violations
    }

    /// The violations found so far.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Checks the value of a parameter, which has the names of its setter and on the wire.
    pub const fn parameter<'l, T>(
        &'l mut self,
        setter: &'static str,
        wire: &'static str,
        value: &'l T,
    ) -> ParameterLimits<'l, T> {
        ParameterLimits { limits: self, name: ParameterName { setter, wire }, value, cure: None, is_secret: false }
    }

    /// Parameters that are only valid together: all are set, or none. Each comes with its setter, its name on the wire and
    /// whether it is set.
    pub fn together(&mut self, parameters: &[(&'static str, &'static str, bool)]) {
        let Some(&(setter, wire, _)) = parameters.iter().find(|(_, _, set)| !set) else { return };
        let quoted = |setter: &&str| format!("`{setter}`");
        let given: Vec<_> = parameters.iter().filter(|(_, _, set)| *set).map(|(setter, ..)| quoted(setter)).collect();
        if !given.is_empty() {
            let names: Vec<_> = parameters.iter().map(|(setter, ..)| quoted(setter)).collect();
            let rule = format!("is missing: set {} together, or none of them", names.join(" and "));
            let found = format!("{} alone", given.join(" and "));
            self.violated(ParameterName { setter, wire }, rule, Some(found), None);
        }
    }

    /// Records a violation. `rule` continues the parameter's name ("must be …"); `found` describes the value without
    /// quoting texts of the user.
    fn violated(&mut self, name: ParameterName, rule: String, found: Option<String>, hint: Option<String>) {
        if self.scope == Scope::Call {
            self.record(name, rule, found, hint);
        }
    }

    /// Records a violation in every scope.
    fn record(&mut self, name: ParameterName, rule: String, found: Option<String>, hint: Option<String>) {
        self.violations.push(Violation { name, rule, found, hint, page: self.page });
    }
}
