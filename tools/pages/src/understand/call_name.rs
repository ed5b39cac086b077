//! Parameters that name the action and its version, and the actions' own ones that happen to be called the same.

use super::Walk;
use crate::{
    facts::{Field, FieldType, Location},
    pattern::has,
    position::Located,
    words::calls::{ACTION, OF_THE_CALL, VERSION},
};

impl Walk<'_> {
    /// Whether a parameter says which action is called or in which version, rather than being the action's own parameter of
    /// that name.
    pub(super) fn names_the_call(&self, field: &Field, stated: &[(String, Located<String>, bool)]) -> bool {
        let name = field.name.value.as_str();
        if !matches!(name, ACTION | VERSION) || field.location == Some(Location::Body) {
            return false;
        }
        if stated.iter().any(|(known, ..)| known == name) {
            return true;
        }
        let text = field.kind.as_ref().is_none_or(|kind| kind.value.word == FieldType::String);
        let shown = field.example.iter().chain(&field.default).map(|value| value.value.as_str());
        let values = field.values.iter().map(|value| value.value.is.as_str());
        let mut values = shown.chain(values).peekable();
        let known = self.call.is_known(name);
        match values.peek() {
            None if !text => false,
            Some(_) if !text && name == ACTION => false,
            Some(_) => values.all(|value| self.call.may_be(name, value) && (known || is_call_value(name, value))),
            None => field.description.as_ref().is_none_or(|text| speaks_of_the_call(&text.value)),
        }
    }
}

/// Whether a word may be the name of an action, or a version.
pub(super) fn is_call_value(name: &str, value: &str) -> bool {
    match name {
        ACTION => {
            value.starts_with(|first: char| first.is_ascii_uppercase())
                && value.chars().all(|letter| letter.is_ascii_alphanumeric())
        }
        _ => value.starts_with(|first: char| first.is_ascii_digit()) && value.contains(['-', '.']),
    }
}

/// Whether a description speaks of the action that is called.
fn speaks_of_the_call(text: &str) -> bool {
    let small = text.to_lowercase();
    small.trim().is_empty() || has(&small, OF_THE_CALL)
}
