//! Documented limits, checked before anything is sent.

mod rules;
mod span;
mod violation;
mod window;

pub use rules::CalendarYear;
pub use violation::Violation;
pub use window::Window;

use crate::Action;
use time::OffsetDateTime;

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
    violations: Vec<Violation>,
}

impl Limits {
    /// Nothing broken so far. `page` is where the limits are documented.
    #[must_use]
    pub const fn new(now: OffsetDateTime, page: &'static str) -> Self {
        Self { now, page, violations: Vec::new() }
    }

    /// All documented limits that `action` would break if it were sent at `now`.
    pub fn broken_by<A: Action>(action: &A, now: OffsetDateTime) -> Vec<Violation> {
        let mut limits = Self::new(now, A::INFO.page);
        action.check(&mut limits);
        limits.violations
    }

    /// The violations found so far.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Records a violation that no other method covers. `rule` continues the parameter's name ("must be …"); `found`
    /// describes the offending value without quoting texts of the user.
    pub fn violated(&mut self, parameter: &'static str, rule: impl Into<String>, found: Option<String>) {
        self.violations.push(Violation::new(parameter, rule.into(), found, self.page));
    }
}
