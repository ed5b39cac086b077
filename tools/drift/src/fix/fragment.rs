//! Fragment of a spec for what a page has and the spec has not.

use crate::finding::NewEntry;
use rtc_catalog::SpecFile;
use rtc_transcribe::{Draft, Member, innermost};
use std::collections::BTreeSet;

/// A piece of a spec, and the types that it needs.
pub(super) struct Fragment {
    /// Its text, from the start of a line.
    pub(super) text: String,
    /// Sections and texts of types that the spec has not.
    pub(super) others: Vec<(&'static str, String)>,
}

/// The text of something new, from what a spec of the page would say.
pub(super) fn of(what: &NewEntry, draft: &Draft, file: &SpecFile) -> Option<Fragment> {
    let alone = |text: String| Some(Fragment { text, others: Vec::new() });
    match what {
        NewEntry::Member(trail) => {
            let member = member(draft, trail)?;
            let sent = trail.first().is_some_and(|section| section == "request");
            let external = is_external(draft, trail);
            let write = if sent { rtc_transcribe::yaml::parameter } else { rtc_transcribe::yaml::field };
            let text = write(member, external);
            let mut others = Vec::new();
            types(innermost(&member.kind.value), draft, file, &mut BTreeSet::new(), &mut others);
            Some(Fragment { text, others })
        }
        NewEntry::Value(trail, wire) => {
            let enumeration = draft.enumeration(innermost(&member(draft, trail)?.kind.value))?;
            let value = enumeration.values.iter().find(|value| value.wire.value == *wire)?;
            alone(rtc_transcribe::yaml::value(value, enumeration.external))
        }
        NewEntry::Code(wire) => {
            alone(rtc_transcribe::yaml::code(draft.errors.iter().find(|code| code.wire.value == *wire)?))
        }
    }
}

/// The member that the page's names lead to.
fn member<'d>(draft: &'d Draft, trail: &[String]) -> Option<&'d Member> {
    let (section, names) = trail.split_first()?;
    let mut members = if section == "request" { &draft.request } else { &draft.response };
    let mut found = None;
    for name in names {
        let member = members.iter().find(|member| member.key() == name)?;
        found = Some(member);
        if let Some(record) = draft.record(innermost(&member.kind.value)) {
            members = &record.members;
        }
    }
    found
}

/// Whether the type that holds a member is described on another page.
fn is_external(draft: &Draft, trail: &[String]) -> bool {
    let holder = trail.split_last().map(|(_, holder)| holder).filter(|holder| holder.len() > 1);
    let record =
        holder.and_then(|holder| member(draft, holder)).and_then(|member| draft.record(innermost(&member.kind.value)));
    record.is_some_and(|record| record.external)
}

/// The types that a name leads to and that the spec has not.
fn types(
    name: &str,
    draft: &Draft,
    file: &SpecFile,
    seen: &mut BTreeSet<String>,
    found: &mut Vec<(&'static str, String)>,
) {
    let known = ["types", "enums"].iter().any(|section| file.root().find(&[section, name]).is_some());
    if known || !seen.insert(name.to_owned()) {
        return;
    }
    if let Some(enumeration) = draft.enumeration(name) {
        found.push(("enums", rtc_transcribe::yaml::enumeration(enumeration)));
    } else if let Some(record) = draft.record(name) {
        found.push(("types", rtc_transcribe::yaml::record(record)));
        for member in &record.members {
            types(innermost(&member.kind.value), draft, file, seen, found);
        }
    }
}
