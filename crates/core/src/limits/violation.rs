//! One broken limit.

use std::fmt;

/// A documented limit that a request breaks.
#[derive(Clone, PartialEq, Eq)]
pub struct Violation {
    pub(super) name: ParameterName,
    pub(super) rule: String,
    pub(super) found: Option<String>,
    pub(super) hint: Option<String>,
    pub(super) page: &'static str,
}

/// The names of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ParameterName {
    pub(super) setter: &'static str,
    pub(super) wire: &'static str,
}

/// The builder's method that takes what a single call does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cure {
    /// `rows`: all pages, whatever their size.
    Rows,
    /// `send_all`: any number of ids.
    SendAll,
    /// `sweep`: a span of any length.
    Sweep,
}

impl Cure {
    pub(super) fn text(self) -> String {
        let text = match self {
            Self::Rows => "`.rows(&client)` reads all pages",
            Self::SendAll => "`.send_all(&client)` takes any number",
            Self::Sweep => "`.sweep(&client)` takes any span",
        };
        text.to_owned()
    }
}

impl Violation {
    /// The parameter's name on the wire.
    #[must_use]
    pub const fn parameter(&self) -> &'static str {
        self.name.wire
    }

    /// The setter's name.
    #[must_use]
    pub const fn setter(&self) -> &'static str {
        self.name.setter
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

    /// What to call instead, or the likely cause.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// URL of the page that documents the limit.
    #[must_use]
    pub const fn page(&self) -> &'static str {
        self.page
    }
}

/// Setter and name on the wire: "`end_time` (`EndTime`)"; the name alone if both are the same.
impl fmt::Display for ParameterName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.setter)?;
        if self.setter != self.wire {
            write!(f, " (`{}`)", self.wire)?;
        }
        Ok(())
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.rule)?;
        if let Some(found) = &self.found {
            write!(f, ", found {found}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        write!(f, " ({})", self.page)
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
