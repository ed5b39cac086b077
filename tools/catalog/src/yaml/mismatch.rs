//! The error of a value that does not match its type, and which entry to remove to decode the rest.

use super::{Span, renamed};
use crate::suggestions;
use serde::de::{self, Unexpected};
use std::fmt;

/// A value that does not match its type.
#[derive(Debug)]
pub(super) struct Mismatch(pub(super) Box<Details>);

/// The contents of a [`Mismatch`], boxed to keep results small.
#[derive(Debug)]
pub(super) struct Details {
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) span: Option<Span>,
    pub(super) missing: Option<&'static str>,
    /// It follows from a mistake that is already reported.
    pub(super) silent: bool,
    /// The innermost value that can be removed, and its key if it has one.
    pub(super) removable: Option<(Span, Option<String>)>,
}

impl Mismatch {
    pub(super) fn at(mut self, span: Span) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    pub(super) fn in_entry(mut self, place: Span, name: Option<&str>) -> Self {
        self.0.removable.get_or_insert((place, name.map(str::to_owned)));
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0.message)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    /// A custom message may have a second line: the help.
    fn custom<T: fmt::Display>(message: T) -> Self {
        let text = message.to_string();
        let (message, help) = match text.split_once('\n') {
            Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
            None => (text, None),
        };
        Self(Box::new(Details { message, help, span: None, missing: None, silent: false, removable: None }))
    }

    fn missing_field(field: &'static str) -> Self {
        let mut mismatch = Self::custom("missing");
        mismatch.0.missing = Some(field);
        mismatch
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        if let Some(new) = renamed::word(variant, expected) {
            return Self::custom(format_args!("`{variant}` has been renamed to `{new}`\nwrite `{new}`"));
        }
        let help = suggestions::did_you_mean(variant, expected.iter().copied());
        let mut mismatch = Self::custom(format_args!("`{variant}` is not allowed here"));
        mismatch.0.help = Some(help);
        mismatch
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::custom(format_args!("found {}, expected {}", found(unexpected), wanted(expected)))
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::invalid_type(unexpected, expected)
    }
}

/// A value in the words of YAML.
fn found(unexpected: Unexpected<'_>) -> String {
    match unexpected {
        Unexpected::Str(text) => format!("the text {text:?}"),
        Unexpected::Bool(value) => format!("`{value}`"),
        Unexpected::Unsigned(value) => format!("the number {value}"),
        Unexpected::Signed(value) => format!("the number {value}"),
        Unexpected::Float(value) => format!("the number {value}"),
        Unexpected::Unit => "nothing".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a mapping".to_owned(),
        other => other.to_string(),
    }
}

/// A type in the words of YAML.
fn wanted(expected: &dyn de::Expected) -> String {
    let text = expected.to_string();
    let known = match text.as_str() {
        "a map" => "a mapping",
        "a sequence" => "a list",
        "a string" => "a text",
        "a boolean" => "`true` or `false`",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "i64" => "a whole number",
        _ => return text,
    };
    known.to_owned()
}
