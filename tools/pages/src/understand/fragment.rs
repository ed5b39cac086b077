//! Prose that was taken out of something that is no page, as the descriptions in a definition.

use super::Walk;
use crate::{
    facts::{Direction, Example, Facts, Field, PageKind},
    form,
    position::{Lines, Origin},
    text::Text,
    vendors::Vendors,
};

/// What the description of a parameter or field says beyond describing: limits, values, a default and so on.
pub(crate) fn describe(field: &mut Field, text: &str, origin: Origin, vendors: &Vendors) {
    let lines = Lines::within(text, origin);
    let (mut words, mut at) = (Text::default(), 0);
    for line in text.split_inclusive('\n') {
        words.append(&form::plain(&Text::new(line, at)));
        at += line.len();
        words.end_line(at);
    }
    Walk::new(&lines, vendors).read_description(field, Some(&words), None, None, None);
}

/// What the description of an action says: quotas, spans, hosts and error codes.
pub(crate) fn prose(text: &str, origin: Origin, vendors: &Vendors) -> Facts {
    let lines = Lines::within(text, origin);
    let mut walk = Walk::new(&lines, vendors);
    for block in &form::prose(text).blocks {
        walk.block(block);
    }
    titled(text, |words| walk.call.read_text(words, None, &lines, vendors));
    let mut facts = walk.facts;
    walk.call.into_facts(&mut facts);
    facts.page = PageKind::Definition;
    facts
}

/// Shows `to` each line within a component that has a title, as `<Note title="Rate limit">`, behind that title: it says what the line
/// is about.
fn titled(text: &str, mut to: impl FnMut(&Text)) {
    let (mut title, mut at) = (None, 0);
    for line in text.split_inclusive('\n') {
        if let Some(start) = line.find(" title=\"").map(|found| found + " title=\"".len()) {
            let length = line[start..].find('"').unwrap_or_default();
            title = Some(Text::new(&line[start..start + length], at + start));
        }
        let words = form::plain(&Text::new(line, at));
        if let Some(title) = title.as_ref().filter(|_| !words.is_empty()) {
            let mut both: Text = title.clone();
            both.push("：", words.start());
            both.append(&words);
            to(&both);
        }
        if line.contains("</") {
            title = None;
        }
        at += line.len();
    }
}

/// An exchange as the vendor shows it: an address and JSON, or one of them.
pub(crate) fn exchange(text: &str, direction: Direction, origin: Origin, vendors: &Vendors) -> Option<Example> {
    let lines = Lines::within(text, origin);
    let mut walk = Walk::new(&lines, vendors);
    let section = match direction {
        Direction::Request => crate::heading::Section::RequestExample,
        Direction::Response => crate::heading::Section::ResponseExample,
    };
    walk.sections.push((1, section));
    walk.example(&Text::new(text, 0));
    walk.facts.examples.pop()
}
