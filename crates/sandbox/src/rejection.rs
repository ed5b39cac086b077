//! Why a call is refused, before a documented code is chosen for it.

use rtc_catalog::model::Situation;

/// Why a call is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) situation: Situation,
    /// The parameter or header as the spec spells it.
    pub(crate) parameter: Option<String>,
    /// The reason: a sentence, or for a parameter a continuation of its name.
    why: String,
}

impl Rejection {
    /// A rejection that concerns no single parameter.
    pub(crate) fn new(situation: Situation, why: impl Into<String>) -> Self {
        Self { situation, parameter: None, why: why.into() }
    }

    /// A rejection of one parameter or header.
    pub(crate) fn of(situation: Situation, parameter: impl Into<String>, why: impl Into<String>) -> Self {
        Self { situation, parameter: Some(parameter.into()), why: why.into() }
    }

    /// The message of the refusal.
    pub(crate) fn message(&self) -> String {
        match &self.parameter {
            Some(parameter) => format!("`{parameter}` {}", self.why),
            None => self.why.clone(),
        }
    }
}
