//! A parameter or field that page and spec both have, and the section in which it is.

use super::{Collector, SpecLocation};
use crate::{finding::Difference, spec::Member};
use rtc_pages::Position;
use rtc_transcribe::Member as PageMember;

/// Where members are: in the findings' names, in the spec's file, on which page.
pub(super) struct Section {
    pub(super) id: String,
    pub(super) path: Vec<String>,
    /// The page's names that lead there.
    pub(super) trail: Vec<String>,
    /// The type whose own page describes them.
    pub(super) of: Option<String>,
    /// The draft's types that the names lead through: a type in itself is compared once.
    pub(super) open: Vec<String>,
    /// Whether they are the action's own.
    pub(super) root: bool,
}

impl Section {
    /// The parameters or fields of the action itself.
    pub(super) fn root(section: &str) -> Self {
        let name = || vec![section.to_owned()];
        Self { id: section.to_owned(), path: name(), trail: name(), of: None, open: Vec::new(), root: true }
    }
}

/// A parameter or field that page and spec both have.
pub(super) struct Matched<'a> {
    pub(super) page: &'a PageMember,
    pub(super) member: &'a Member<'a>,
    /// The front of the findings' names.
    pub(super) id: String,
    /// Where it is in the spec.
    pub(super) path: Vec<String>,
    /// The page's names that lead to it.
    pub(super) trail: Vec<String>,
    pub(super) of: Option<String>,
    pub(super) open: Vec<String>,
    pub(super) root: bool,
}

impl Matched<'_> {
    /// Notes a difference between the two, in what the spec has under `key`.
    pub(super) fn differs(
        &self,
        found: &mut Collector<'_>,
        key: &str,
        difference: Difference,
        page: (String, Position),
        in_spec: Option<String>,
    ) {
        let path: Vec<&str> = self.path.iter().map(String::as_str).chain([key]).collect();
        let id = format!("{}.{key}", self.id);
        found.note(id, difference, Some((page.0, page.1, self.of.clone())), in_spec, SpecLocation::Action(&path));
    }
}
