//! Types of objects, and enumerations.

use super::{answer, collector::Collector, pairs::Pairs, request};
use crate::{ChangeKind, Item};
use rtc_catalog::model::{Action, Enum, EnumValue, Record, Shape};

pub(super) fn records(before: &[Record], now: &[Record], found: &mut Collector) {
    let pairs = Pairs::of(before, now, &[|record| &record.name]);
    found.alone(&pairs, |record| Item::Type(record.name.clone()));
    found.reordered(Item::Types, &pairs);
    for (old, new) in &pairs.both {
        let Record { name, doc, shape } = old;
        match (shape, &new.shape) {
            (Shape::Answered(old), Shape::Answered(new)) => answer::fields(Some(name), old, new, found),
            (Shape::Sent(old), Shape::Sent(new)) => request::parameters(Some(name), old, new, found),
            (old, new) => {
                let words = |shape: &Shape| match shape {
                    Shape::Answered(_) => "answered".to_owned(),
                    Shape::Sent(_) => "sent".to_owned(),
                };
                found.changed(Item::Type(name.clone()), &words(old), &words(new));
            }
        }
        found.reworded(Item::Type(name.clone()), doc, &new.doc);
    }
}

/// Compares which of the vendor's types an action uses and so re-exports.
pub(super) fn shared(before: &Action, now: &Action, found: &mut Collector) {
    let names = |action: &Action| {
        let shared = action.shared();
        let records = shared.records.iter().map(|record| record.name.clone());
        records.chain(shared.enums.iter().map(|item| item.name.clone())).collect::<Vec<_>>()
    };
    let (before, now) = (names(before), names(now));
    let pairs = Pairs::of(&before, &now, &[|name| name]);
    found.alone(&pairs, |name| Item::SharedType(name.clone()));
}

pub(super) fn enums(before: &[Enum], now: &[Enum], found: &mut Collector) {
    let pairs = Pairs::of(before, now, &[|item| &item.name]);
    found.alone(&pairs, |item| Item::Enum(item.name.clone()));
    found.reordered(Item::Enums, &pairs);
    for (old, new) in &pairs.both {
        let Enum { name, doc, integer, values } = old;
        let words = |integer: bool| if integer { "of whole numbers" } else { "of texts" }.to_owned();
        found.changed(Item::Enum(name.clone()), &words(*integer), &words(new.integer));
        found.reworded(Item::Enum(name.clone()), doc, &new.doc);
        self::values(name, values, &new.values, found);
    }
}

fn values(of: &str, before: &[EnumValue], now: &[EnumValue], found: &mut Collector) {
    let pairs = Pairs::of(before, now, &[|value| &value.wire, |value| &value.rust]);
    let item = |value: &EnumValue| Item::Value { of: of.to_owned(), name: value.wire.clone() };
    found.alone(&pairs, item);
    // What is new is where the page has it, so values before and behind it are compared as they were.
    if pairs.reordered {
        found.note(Item::Values { of: of.to_owned() }, ChangeKind::Reordered);
    }
    for (old, new) in &pairs.both {
        let EnumValue { wire, rust, doc } = old;
        found.rewired(item(old), wire, &new.wire);
        found.renamed(item(old), rust, &new.rust);
        found.reworded(item(old), doc, &new.doc);
    }
}
