//! Why a value does not fit its type, and what to take out so that the rest can be read.

use super::{Span, renamed};
use crate::words;
use serde::de::{self, Unexpected};
use std::fmt;

/// Why a value does not fit.
#[derive(Debug)]
pub(super) struct Misfit(pub(super) Box<Why>);

/// The inside of a [`Misfit`], which travels far and so is kept small.
#[derive(Debug)]
pub(super) struct Why {
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) span: Option<Span>,
    pub(super) missing: Option<&'static str>,
    /// Follows from a mistake that is already noted.
    pub(super) silent: bool,
    /// The innermost value that can be taken out, and its key if it has one.
    pub(super) removable: Option<(Span, Option<String>)>,
}

impl Misfit {
    pub(super) fn at(mut self, span: Span) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    pub(super) fn in_entry(mut self, place: Span, name: Option<&str>) -> Self {
        self.0.removable.get_or_insert((place, name.map(str::to_owned)));
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    /// A type's own words may carry what to do behind a line break.
    fn custom<T: fmt::Display>(message: T) -> Self {
        let text = message.to_string();
        let (message, help) = match text.split_once('\n') {
            Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
            None => (text, None),
        };
        Self(Box::new(Why { message, help, span: None, missing: None, silent: false, removable: None }))
    }

    fn missing_field(field: &'static str) -> Self {
        let mut misfit = Self::custom("missing");
        misfit.0.missing = Some(field);
        misfit
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        if let Some(new) = renamed::word(variant, expected) {
            return Self::custom(format_args!("`{variant}` is called `{new}` now\nwrite `{new}`"));
        }
        let help = words::did_you_mean(variant, expected.iter().copied());
        let mut misfit = Self::custom(format_args!("`{variant}` is none of the words that may stand here"));
        misfit.0.help = Some(help);
        misfit
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(format_args!("found {unexpected}, expected {expected}"))
    }
}
