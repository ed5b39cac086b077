//! One broken limit.

use std::fmt;

/// A documented limit that a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    parameter: &'static str,
    rule: String,
    found: Option<String>,
    page: &'static str,
}

impl Violation {
    pub(super) const fn new(parameter: &'static str, rule: String, found: Option<String>, page: &'static str) -> Self {
        Self { parameter, rule, found, page }
    }

    /// The parameter's name on the wire.
    #[must_use]
    pub const fn parameter(&self) -> &'static str {
        self.parameter
    }

    /// The rule, as a continuation of the parameter's name: "must be 1 to 100".
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// The offending value: numbers, times or a single character, never a whole text.
    #[must_use]
    pub fn found(&self) -> Option<&str> {
        self.found.as_deref()
    }

    /// URL of the page that documents the limit.
    #[must_use]
    pub const fn page(&self) -> &'static str {
        self.page
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.parameter, self.rule)?;
        if let Some(found) = &self.found {
            write!(f, ", found {found}")?;
        }
        write!(f, " ({})", self.page)
    }
}
