//! The changes found so far.

use super::pairs::Pairs;
use crate::{Change, ChangeKind, Item};
use rtc_catalog::model::Type;

/// The changes found so far. Each method notes a change if there is one.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) changes: Vec<Change>,
}

impl Collector {
    /// The changes, the largest first; those of one size in the order of the page.
    pub(super) fn sorted(mut self) -> Vec<Change> {
        self.changes.sort_by_key(|change| std::cmp::Reverse(change.bump()));
        self.changes
    }

    pub(super) fn note(&mut self, item: Item, kind: ChangeKind) {
        self.changes.push(Change { item, kind });
    }

    /// A fact in words.
    pub(super) fn changed(&mut self, item: Item, from: &str, to: &str) {
        if from != to {
            self.note(item, ChangeKind::Changed { from: from.to_owned(), to: to.to_owned() });
        }
    }

    /// The Rust name.
    pub(super) fn renamed(&mut self, item: Item, from: &str, to: &str) {
        if from != to {
            self.note(item, ChangeKind::Renamed { from: from.to_owned(), to: to.to_owned() });
        }
    }

    /// The name or value on the wire.
    pub(super) fn rewired(&mut self, item: Item, from: &str, to: &str) {
        if from != to {
            self.note(item, ChangeKind::WireNameChanged { from: from.to_owned(), to: to.to_owned() });
        }
    }

    /// The place or the spelling on the wire, in words.
    pub(super) fn moved(&mut self, item: Item, from: String, to: String) {
        if from != to {
            self.note(item, ChangeKind::Moved { from, to });
        }
    }

    /// The type in Rust, or else on the wire.
    pub(super) fn retyped(&mut self, item: Item, from: &Type, to: &Type) {
        let (before, now) = (super::names::rust(from), super::names::rust(to));
        if before != now {
            self.note(item, ChangeKind::RustTypeChanged { from: before, to: now });
        } else if from != to {
            self.note(item, ChangeKind::WireTypeChanged { from: from.describe(), to: to.describe() });
        }
    }

    /// Whatever is only said or shown.
    pub(super) fn reworded<T: PartialEq>(&mut self, item: Item, from: &T, to: &T) {
        if from != to {
            self.note(item, ChangeKind::Reworded);
        }
    }

    /// Something that is there or not.
    pub(super) fn presence(&mut self, item: Item, before: bool, now: bool) {
        match (before, now) {
            (true, false) => self.note(item, ChangeKind::Removed),
            (false, true) => self.note(item, ChangeKind::Added),
            _ => {}
        }
    }

    /// What is in one of two lists alone.
    pub(super) fn alone<T>(&mut self, pairs: &Pairs<'_, T>, item: impl Fn(&T) -> Item) {
        for gone in &pairs.removed {
            self.note(item(gone), ChangeKind::Removed);
        }
        for new in &pairs.added {
            self.note(item(new), ChangeKind::Added);
        }
    }

    /// Whether a list's members are in another order.
    pub(super) fn reordered<T>(&mut self, item: Item, pairs: &Pairs<'_, T>) {
        if pairs.reordered {
            self.note(item, ChangeKind::Reordered);
        }
    }
}
