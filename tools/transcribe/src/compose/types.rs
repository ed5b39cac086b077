//! Types of objects while they are being made: in the order in which they are met, each once.

use super::names::TypeNames;
use crate::draft::{Member, Record, Side};
use rtc_pages::Field;

/// The types that are made so far.
pub(super) struct Types {
    pub(super) names: TypeNames,
    made: Vec<Made>,
    /// Indices of those that are being made.
    open: Vec<usize>,
}

struct Made {
    record: Record,
    /// The page's fields that it is made of.
    fields: Vec<Field>,
}

impl Types {
    pub(super) fn new(names: TypeNames) -> Self {
        Self { names, made: Vec::new(), open: Vec::new() }
    }

    /// A type that is being made and that the page calls `written`: a field of it leads back to it.
    pub(super) fn around(&self, written: &str, side: Side) -> Option<String> {
        let found = self.open.iter().map(|at| &self.made[*at].record);
        found
            .filter(|record| record.side == side && record.written.as_deref() == Some(written))
            .map(|record| record.name.clone())
            .next()
    }

    /// A type that is made of the same fields.
    pub(super) fn same(&self, written: Option<&str>, side: Side, fields: &[Field]) -> Option<String> {
        let same = |made: &&Made| {
            made.record.side == side
                && written.is_some()
                && made.record.written.as_deref() == written
                && made.fields == fields
        };
        let known = |made: &&Made| !made.record.members.is_empty() || self.is_open(&made.record.name);
        self.made.iter().find(|made| same(made) && known(made)).map(|made| made.record.name.clone())
    }

    fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|at| self.made[*at].record.name == name)
    }

    /// The name of the innermost type that is being made.
    pub(super) fn parent(&self) -> Option<&str> {
        self.open.last().map(|at| self.made[*at].record.name.as_str())
    }

    /// Whether the innermost type has no description on the page.
    pub(super) fn is_inferring(&self) -> bool {
        self.open.last().is_some_and(|at| self.made[*at].record.inferred)
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the innermost type is described on another page.
    pub(super) fn is_external(&self) -> bool {
        self.open.last().is_some_and(|at| self.made[*at].record.external)
    }

    /// The type of another page that describes the members of the innermost type.
    pub(super) fn described_as(&self) -> Option<String> {
        self.open.last().and_then(|at| self.made[*at].record.described_as.clone())
    }

    /// Begins a type that is made of `fields`; its members come with [`end`](Self::end).
    pub(super) fn begin(&mut self, record: Record, fields: Vec<Field>) {
        self.open.push(self.made.len());
        self.made.push(Made { record, fields });
    }

    /// Ends the type that was begun last. One without members is none.
    pub(super) fn end(&mut self, members: Vec<Member>, left_out: Vec<Member>) -> bool {
        let Some(at) = self.open.pop() else { return false };
        let any = !members.is_empty();
        self.made[at].record.members = members;
        self.made[at].record.left_out = left_out;
        any
    }

    /// The types that specs can have, and those of which they can have no member.
    pub(super) fn finish(self) -> (Vec<Record>, Vec<Record>) {
        self.made.into_iter().map(|made| made.record).partition(|record| !record.members.is_empty())
    }
}
