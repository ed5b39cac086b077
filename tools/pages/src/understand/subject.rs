//! What a page is about: an action, types, or neither, as a list of a vendor's actions and a guide to calls are.

use super::{NotUnderstood, Walk};
use crate::{
    document::{Row, Table},
    facts::{Direction, Example, Facts, Field, FieldType, PageKind},
    heading::{Section, key},
    position::Located,
    text::{Link, Text},
    vendors::Vendors,
    words::{calls::ACTION, columns::ACTIONS},
};

/// What the page says of its subject, besides the facts of the action.
#[derive(Default)]
pub(super) struct Subject {
    /// The actions that tables and lists name.
    listed: Vec<String>,
    /// Whether the page says that its parameters, its name or what it lacks are those of an action.
    of_an_action: bool,
}

impl Walk<'_> {
    /// Notes the rows of a table that names actions, or leads to their pages. Says whether it is one.
    pub(super) fn lists_actions(&mut self, table: &Table) -> bool {
        if table.rows.is_empty() {
            return false;
        }
        let linked = |row: &Row, column: usize| row.cells.get(column).and_then(leads_elsewhere).is_some();
        let named = |row: &Row, column: usize| row.cells.get(column).is_some_and(|cell| is_action(&cell.flat()));
        let headed = table.header.iter().position(|cell| ACTIONS.contains(&key(cell.as_str()).as_str()));
        let headed = headed.filter(|at| table.rows.iter().all(|row| linked(row, *at) || named(row, *at)));
        let Some(column) = headed.or_else(|| table.rows.iter().all(|row| linked(row, 0)).then_some(0)) else {
            return false;
        };
        self.subject.listed.extend(table.rows.iter().filter_map(|row| row.cells.get(column)).map(Text::flat));
        true
    }

    /// Notes an item of a list that leads to the page of an action.
    pub(super) fn note_listed(&mut self, text: &Text) {
        let bare = text.as_str().trim_start_matches(|letter: char| letter.is_ascii_digit() || "-*. ".contains(letter));
        let listed = |link: &&Link| bare.starts_with(&link.label) && is_elsewhere(link) && is_action(&link.label);
        let link = text.links.iter().find(listed);
        self.subject.listed.extend(link.map(|link| link.label.clone()));
    }

    /// Notes what the headings promise, and what rows of parameters of every call say.
    pub(super) fn note_subject(&mut self) {
        let stated = self.stated.iter().any(|(name, _, is_sure)| *is_sure && name == ACTION);
        let promised = self.promised.iter().any(|(section, _, nothing)| *section == Section::Request || *nothing);
        self.subject.of_an_action |= stated || promised;
    }
}

/// The link that a cell consists of, if it leads to another page.
fn leads_elsewhere(cell: &Text) -> Option<&Link> {
    cell.links.first().filter(|link| is_elsewhere(link) && cell.flat() == link.label.trim())
}

fn is_elsewhere(link: &Link) -> bool {
    !link.target.is_empty() && !link.target.starts_with('#')
}

/// Whether a word looks like an action's name.
pub(super) fn is_action(word: &str) -> bool {
    let humps = word.chars().filter(char::is_ascii_uppercase).count();
    humps > 1
        && word.chars().all(|letter| letter.is_ascii_alphanumeric())
        && word.chars().any(|letter| letter.is_ascii_lowercase())
}

/// Whether the page describes an action or types.
///
/// An action's page has something that not every call has: a parameter, a field, a request, its name in the title, or a place
/// for parameters. Others name an action all the same, as an example of a call, or as one of many.
pub(super) fn classify(mut facts: Facts, subject: &Subject, vendors: &Vendors) -> Result<Facts, NotUnderstood> {
    let fields = !facts.request.is_empty() || !facts.response.is_empty() || !facts.common.is_empty();
    let mut nothing_own = false;
    if facts.action.is_some() && (fields || !facts.examples.is_empty()) {
        let own = Own { facts: &facts, vendors };
        let shown = || subject.of_an_action || own.title() || !fields && (own.request() || own.has_body());
        if own.fields() || subject.listed.len() < 2 && shown() {
            return Ok(facts);
        }
        nothing_own = true;
    }
    if !fields && !facts.types.is_empty() {
        facts.page = PageKind::Types;
        return Ok(facts);
    }
    let mut found = match &facts.action {
        Some(action) if nothing_own => {
            format!("the action `{}`, and no parameter, field or heading that is its own", action.value)
        }
        Some(action) => format!("the action `{}` without tables of parameters and fields", action.value),
        None if fields => "tables of parameters or fields, but no action's name".to_owned(),
        None => "neither an action's name nor tables of parameters, fields or types".to_owned(),
    };
    if let [first, _, ..] = &subject.listed[..] {
        found = format!("a list of {} actions, from `{first}` on: {found}", subject.listed.len());
    }
    if let Some(title) = &facts.title {
        found.push_str(&format!(" under the heading `{}`", title.value));
    }
    Err(NotUnderstood { found, domains: vendors.domains() })
}

/// What only the page's action has.
struct Own<'a> {
    facts: &'a Facts,
    vendors: &'a Vendors,
}

impl Own<'_> {
    fn vendor(&self) -> &str {
        self.facts.vendor.as_ref().map_or("", |vendor| &vendor.value)
    }

    fn fields(&self) -> bool {
        self.facts.request.iter().any(|field| !self.vendors.is_in_each_call(self.vendor(), &field.name.value))
            || self.facts.response.iter().any(|field| self.is_own(field))
    }

    /// Whether not every answer has a field. What an answer holds is an action's own once it is described.
    fn is_own(&self, field: &Field) -> bool {
        let name = &field.name.value;
        let payload = self.vendors.payload_key(self.vendor()) == Some(name);
        let is_open = |kind: &FieldType| matches!(kind, FieldType::Object | FieldType::Any);
        let open = field.kind.as_ref().is_none_or(|kind| is_open(&kind.value.word)) && field.fields.is_empty();
        !(payload && open || self.vendors.is_in_each_answer(self.vendor(), name))
    }

    fn title(&self) -> bool {
        let (Some(title), Some(action)) = (&self.facts.title, &self.facts.action) else { return false };
        title.value.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == action.value)
    }

    /// Whether an example of a request has a value that not every call has.
    fn request(&self) -> bool {
        let sent = self.facts.examples.iter().filter(|example| example.direction == Direction::Request);
        let mut names = sent.flat_map(Example::places).filter_map(|(path, _)| path.first());
        names.any(|name| !self.vendors.is_in_each_call(self.vendor(), name))
    }

    fn has_body(&self) -> bool {
        self.facts.examples.iter().any(|example| example.json.is_some())
    }
}

/// The page's title: its first heading of the first level, or whatever short line names the action.
pub(super) fn title(titles: &[(u8, Located<String>)], action: Option<&Located<String>>) -> Option<Located<String>> {
    let first = titles.iter().find(|(level, _)| *level == 1);
    let naming = || {
        titles.iter().find(|(_, title)| {
            action.is_some_and(|action| title.value.split_whitespace().any(|word| word == action.value))
        })
    };
    first.or_else(naming).map(|(_, title)| title.clone())
}
