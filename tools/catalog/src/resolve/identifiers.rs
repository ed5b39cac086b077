//! Rust names that must differ from each other.

use super::Context;
use crate::{names, yaml::Span};
use std::collections::HashMap;

/// How a name is written.
#[derive(Clone, Copy)]
pub(super) enum Case {
    /// As types and variants: `RoomNotFound`.
    Camel,
    /// As fields and methods: `room_id`.
    Snake,
    /// As constants: `SHANGHAI`.
    Constant,
}

impl Case {
    fn why_invalid(self, name: &str) -> Option<String> {
        let (fits, like) = match self {
            Self::Camel => (names::is_camel(name), "`RoomNotFound`"),
            Self::Snake => (names::is_snake(name), "`room_id`"),
            Self::Constant => (names::is_constant(name), "`HONG_KONG`"),
        };
        (!fits).then(|| format!("is not in the case of {like}"))
    }
}

/// Whether documentation cannot show `letter` as code.
fn is_unprintable(letter: char) -> bool {
    letter == '`'
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Names that must differ from each other.
pub(super) struct Identifiers {
    case: Case,
    reserved: Vec<&'static str>,
    taken: HashMap<String, Option<Span>>,
}

impl Identifiers {
    /// No names yet, but `reserved` ones are used by generated code itself.
    pub(super) fn new(case: Case, reserved: impl Into<Vec<&'static str>>) -> Self {
        Self { case, reserved: reserved.into(), taken: HashMap::new() }
    }

    /// Claims `name` for the item at `path`, or reports why that is impossible. `remedy` is the help of that report.
    pub(super) fn claim(&mut self, name: &str, path: &[&str], remedy: &str, context: &mut Context<'_>) {
        let span = context.key(path);
        let wire = path.last().copied().unwrap_or_default();
        if let Some(letter) = wire.chars().find(|letter| is_unprintable(*letter)) {
            let message = format!("this name contains the character `{}`", letter.escape_unicode());
            context.report(span, message, "wire names have only visible characters and no backquote: check the page");
        } else if let Some(why) = names::why_invalid(name).or_else(|| self.case.why_invalid(name)) {
            context.report(span, format!("`{wire}` would be `{name}` in Rust, which {why}"), remedy);
        } else if self.reserved.contains(&name) {
            context.report(
                span,
                format!("`{wire}` would be `{name}` in Rust, which is reserved for generated code"),
                remedy,
            );
        } else if let Some(first) = self.taken.get(name) {
            let first = first.map(|span| (span, "the other one"));
            context.report_pair(
                span,
                first,
                format!("`{wire}` would be `{name}` in Rust, which is the name of another one"),
                remedy,
            );
        } else {
            self.taken.insert(name.to_owned(), span);
        }
    }
}
