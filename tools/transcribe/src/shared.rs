//! Types that several actions have: they become the vendor's, and are named once.

use crate::{
    draft::{Draft, Enumeration, Member, Record, Side, expression, innermost},
    leave_out::rename,
    yaml,
};
use rtc_catalog::model::{self, Action, Shape, Type, Vendor};
use std::collections::{BTreeMap, BTreeSet};

/// Types for a vendor's file.
#[derive(Clone, Debug, Default)]
pub struct SharedTypes {
    /// Types of objects.
    pub types: Vec<Record>,
    /// Types with documented values.
    pub enums: Vec<Enumeration>,
}

/// The types that at least two drafts have, all of them alike, and that hold no others. `actions` are those that have specs: a
/// name that one of them uses for a type of its own stays its own.
#[must_use]
pub fn shared_types(drafts: &[&Draft], vendor: &Vendor, actions: &[Action]) -> SharedTypes {
    let taken = |name: &str| {
        let own = |action: &Action| {
            action.vendor.id == vendor.id
                && (action.records.iter().any(|own| own.name == name)
                    || action.enums.iter().any(|own| own.name == name))
        };
        vendor.record(name).is_some() || vendor.enumeration(name).is_some() || actions.iter().any(own)
    };
    let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for draft in drafts {
        for record in &draft.types {
            texts.entry(&record.name).or_default().push(without_lines(&yaml::record(record)));
        }
        for item in &draft.enums {
            texts.entry(&item.name).or_default().push(without_lines(&yaml::enumeration(item)));
        }
    }
    let alike = |all: &[String]| all.len() > 1 && all.iter().all(|text| *text == all[0]);
    let mut names: BTreeSet<&str> =
        texts.iter().filter(|(name, all)| alike(all) && !taken(name)).map(|(name, _)| *name).collect();
    let records = || drafts.iter().flat_map(|draft| &draft.types);
    loop {
        let own = |name: &str| texts.contains_key(name);
        let complete = |record: &Record| {
            record.members.iter().map(|member| innermost(&member.kind.value)).all(|of| !own(of) || names.contains(of))
        };
        let broken: Vec<&str> = records()
            .filter(|record| names.contains(record.name.as_str()) && !complete(record))
            .map(|record| record.name.as_str())
            .collect();
        if broken.is_empty() {
            break;
        }
        names.retain(|name| !broken.contains(name));
    }
    // An enumeration alone is shared as it is: several actions have the same values under the same name.
    let mut shared = SharedTypes::default();
    for draft in drafts {
        for record in draft.types.iter().filter(|record| names.contains(record.name.as_str())) {
            if shared.types.iter().all(|known| known.name != record.name) {
                shared.types.push(record.clone());
            }
        }
        for item in draft.enums.iter().filter(|item| names.contains(item.name.as_str())) {
            if shared.enums.iter().all(|known| known.name != item.name) {
                shared.enums.push(item.clone());
            }
        }
    }
    shared
}

/// A piece of a spec, without the lines of the page in it.
fn without_lines(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for (at, part) in text.split("TODO(doc) line ").enumerate() {
        let digits = if at > 0 { part.trim_start_matches(|letter: char| letter.is_ascii_digit()) } else { part };
        kept.push_str(digits);
    }
    kept
}

impl SharedTypes {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.types.is_empty() && self.enums.is_empty()
    }

    /// The text of a vendor's file with these types in it.
    #[must_use]
    pub fn put_into(&self, vendor: &str) -> String {
        let records: String = self.types.iter().map(|record| indented(&yaml::record(record))).collect();
        let enums: String = self.enums.iter().map(|item| indented(&yaml::enumeration(item))).collect();
        let with_types = insert(vendor, "types", &records);
        insert(&with_types, "enums", &enums)
    }

    /// Takes these types out of a draft.
    pub fn take_out_of(&self, draft: &mut Draft) {
        draft.types.retain(|record| self.types.iter().all(|shared| shared.name != record.name));
        draft.enums.retain(|item| self.enums.iter().all(|shared| shared.name != item.name));
    }
}

fn indented(text: &str) -> String {
    text.split_inclusive('\n').flat_map(|line| ["  ", line]).collect()
}

/// Adds entries to a section of a file, or the section before `words`.
fn insert(file: &str, section: &str, entries: &str) -> String {
    if entries.is_empty() {
        return file.to_owned();
    }
    let lines: Vec<&str> = file.split_inclusive('\n').collect();
    let starts = |line: &str, key: &str| line.trim_end() == format!("{key}:");
    let inside = |line: &str| line.starts_with([' ', '#']) || line.trim().is_empty();
    let (at, text) = match lines.iter().position(|line| starts(line, section)) {
        Some(at) => {
            let count = lines[at + 1..].iter().take_while(|line| inside(line)).count();
            let block = &lines[at + 1..at + 1 + count];
            let empty = block.iter().rev().take_while(|line| line.trim().is_empty() || line.starts_with('#')).count();
            (at + 1 + count - empty, entries.to_owned())
        }
        None => match lines.iter().position(|line| starts(line, "words")) {
            Some(at) => (at, format!("{section}:\n{entries}\n")),
            None => (lines.len(), format!("\n{section}:\n{entries}")),
        },
    };
    let end = |text: &str| if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let before: String = lines[..at].concat();
    format!("{before}{}{text}{}", end(&before), lines[at..].concat())
}

impl Draft {
    /// Leaves types to the vendor that it has under the same names, and gives those other names that differ from the vendor's.
    pub(crate) fn settle_names(&mut self, vendor: &Vendor) {
        let known = |name: &str| vendor.record(name).is_some() || vendor.enumeration(name).is_some();
        let own: BTreeSet<String> = self
            .types
            .iter()
            .map(|record| record.name.clone())
            .chain(self.enums.iter().map(|item| item.name.clone()))
            .collect();
        let clashing: Vec<String> = own.iter().filter(|name| known(name)).cloned().collect();
        if clashing.is_empty() {
            return;
        }
        let mut same: BTreeSet<String> = clashing.iter().filter(|name| self.is_as_in(vendor, name)).cloned().collect();
        loop {
            let leads_out = |name: &String| {
                let members = self.record(name).map_or(&[][..], |record| record.members.as_slice());
                members
                    .iter()
                    .map(|member| innermost(&member.kind.value))
                    .any(|of| own.contains(of) && !same.contains(of))
            };
            let broken: Vec<String> = same.iter().filter(|name| leads_out(name)).cloned().collect();
            if broken.is_empty() {
                break;
            }
            same.retain(|name| !broken.contains(name));
        }
        self.types.retain(|record| !same.contains(&record.name));
        self.enums.retain(|item| !same.contains(&item.name));
        for name in clashing.iter().filter(|name| !same.contains(*name)) {
            let base = format!("{}{name}", self.action.value);
            let mut candidates = std::iter::once(base.clone()).chain((2..1000).map(|number| format!("{base}{number}")));
            let free = candidates.find(|new| !own.contains(new) && !known(new)).unwrap_or(base);
            self.rename_type(name, &free);
            self.remark(&["types", &free], None, format!("the vendor's file has another type named `{name}`"));
        }
    }

    fn rename_type(&mut self, from: &str, to: &str) {
        let records = self.types.iter_mut().filter(|record| record.name == from);
        records.for_each(|record| to.clone_into(&mut record.name));
        self.enums.iter_mut().filter(|item| item.name == from).for_each(|item| to.clone_into(&mut item.name));
        let within = self.types.iter_mut().flat_map(|record| &mut record.members);
        for member in self.request.iter_mut().chain(&mut self.response).chain(within) {
            rename(&mut member.kind.value, from, to);
        }
        for remark in &mut self.remarks {
            remark
                .path
                .iter_mut()
                .skip(1)
                .take(1)
                .filter(|part| part.as_str() == from)
                .for_each(|part| to.clone_into(part));
        }
    }

    /// Whether a type of the draft is what the vendor has under its name, whatever their sentences.
    fn is_as_in(&self, vendor: &Vendor, name: &str) -> bool {
        if let (Some(own), Some(known)) = (self.enumeration(name), vendor.enumeration(name)) {
            let values: Vec<&str> = own.values.iter().map(|value| value.wire.value.as_str()).collect();
            let others: Vec<&str> = known.values.iter().map(|value| value.wire.as_str()).collect();
            return own.integer == known.integer && values == others;
        }
        let (Some(own), Some(known)) = (self.record(name), vendor.record(name)) else { return false };
        match (own.side, &known.shape) {
            (Side::Request, Shape::Sent(parameters)) => alike(
                &own.members,
                parameters.iter().map(|parameter| (parameter.wire.as_str(), &parameter.kind, parameter.required)),
            ),
            (Side::Response, Shape::Answered(fields)) => {
                alike(&own.members, fields.iter().map(|field| (field.wire.as_str(), &field.kind, is_required(field))))
            }
            _ => false,
        }
    }
}

fn is_required(field: &model::Field) -> bool {
    !field.optional && !matches!(field.kind, Type::List(_) | Type::Map(_))
}

fn alike<'k>(own: &[Member], known: impl ExactSizeIterator<Item = (&'k str, &'k Type, bool)>) -> bool {
    own.len() == known.len()
        && own.iter().zip(known).all(|(member, (wire, kind, required))| {
            let list = matches!(kind, Type::List(_) | Type::Map(_));
            member.name.value == wire
                && member.kind.value == expression(kind)
                && (list || member.required.value == required)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_added_once_and_extended_after_that() {
        let file = "vendor: x\n\nwords:\n  a: b\n";
        let once = insert(file, "types", "  A: 1\n");
        assert_eq!(once, "vendor: x\n\ntypes:\n  A: 1\n\nwords:\n  a: b\n");
        let twice = insert(&once, "types", "  B: 2\n");
        assert_eq!(twice, "vendor: x\n\ntypes:\n  A: 1\n  B: 2\n\nwords:\n  a: b\n");
        assert_eq!(insert("vendor: x", "enums", "  A: 1\n"), "vendor: x\n\nenums:\n  A: 1\n");
    }
}
