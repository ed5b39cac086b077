//! Parameters and fields, at any depth.

use super::{
    Collector, SpecLocation, limits,
    matched::{Matched, Section},
    sample_values, types, values,
};
use crate::{
    finding::{Difference, NewEntry, Step},
    spec::{Member, members},
};
use rtc_catalog::model::{List, ParameterLocation, Type};
use rtc_pages::{Bound, Located};
use rtc_transcribe::{Draft, Member as PageMember, Record, Requirement};

pub(super) fn compare(found: &mut Collector<'_>, section: &Section, page: &[&PageMember], spec: &[Member<'_>]) {
    for (at, on_page) in page.iter().enumerate() {
        let trail: Vec<String> = section.trail.iter().cloned().chain([on_page.key().to_owned()]).collect();
        let Some(member) = spec.iter().find(|member| member.key == on_page.key()) else {
            missing_in_spec(found, section, on_page);
            // Behind what the page has before it, under the name that the spec has for it.
            let behind = page[..at].iter().rev().map(|before| before.name.value.clone()).collect();
            let insert = Step::Insert { path: section.path.clone(), behind, what: NewEntry::Member(trail) };
            found.propose_fix(vec![insert]);
            continue;
        };
        let path = section.path.iter().cloned().chain([member.wire.to_owned()]).collect();
        let id = format!("{}.{}", section.id, member.wire);
        let (of, open) = (section.of.clone(), section.open.clone());
        compare_matched(found, &Matched { page: on_page, member, id, path, trail, of, open, root: section.root });
    }
    let missing: Vec<&Member<'_>> =
        spec.iter().filter(|member| page.iter().all(|on_page| on_page.key() != member.key)).collect();
    for member in &missing {
        let path: Vec<&str> = section.path.iter().map(String::as_str).chain([member.wire]).collect();
        let id = format!("{}.{}", section.id, member.wire);
        found.note(id, Difference::MissingOnPage, None, Some(member.wire.to_owned()), SpecLocation::Action(&path));
        if is_safe_to_remove(missing.len(), spec.len()) {
            found.propose_fix(vec![Step::Remove { path: path.iter().map(|key| (*key).to_owned()).collect() }]);
        }
    }
}

/// Whether what is missing on the page may be removed from the spec automatically. Where most is missing, the page is
/// probably another one, or was misread.
pub(super) fn is_safe_to_remove(missing: usize, all: usize) -> bool {
    missing == 1 || missing * 2 <= all
}

fn missing_in_spec(found: &mut Collector<'_>, section: &Section, on_page: &PageMember) {
    let written = summary(found.draft, on_page, &mut section.open.clone());
    let id = format!("{}.{}", section.id, on_page.name.value);
    let path: Vec<&str> = section.path.iter().map(String::as_str).collect();
    let page = Some((written, on_page.name.position, section.of.clone()));
    found.note(id, Difference::MissingInSpec, page, None, SpecLocation::Action(&path));
}

/// What the page has of something that the spec has not: were it excepted, a change of it would still be found.
fn summary(draft: &Draft, member: &PageMember, open: &mut Vec<String>) -> String {
    let page = &member.page;
    let mut on_page = page.kind.as_ref().map_or(String::new(), |kind| kind.value.written.clone());
    match member.requirement() {
        Some((Requirement::Optional, _)) | None => {}
        Some((required, _)) => on_page.push_str(&format!(", {}", required.as_str())),
    }
    let default = page.default.iter().map(|default| format!(", default {}", default.value));
    let limits = page.limits.iter().map(|limit| {
        let end = |bound: &Option<Bound>| bound.as_ref().map_or(String::new(), |bound| bound.number.clone());
        format!(", {}..{}", end(&limit.value.least), end(&limit.value.most))
    });
    on_page.extend(default.chain(limits));
    if !page.values.is_empty() {
        let values: Vec<&str> = page.values.iter().map(|value| value.value.as_str()).collect();
        on_page.push_str(&format!(", {}", values.join(" | ")));
    }
    if let Some(record) = described(draft, member, open) {
        open.push(record.name.clone());
        let members = of_record(record).into_iter();
        let inner: Vec<String> =
            members.map(|member| format!("{}: {}", member.key(), summary(draft, member, open))).collect();
        open.pop();
        on_page.push_str(&format!(" {{ {} }}", inner.join("; ")));
    }
    on_page
}

/// The type of the objects in it, where the page describes their members. A type that is open already contains itself.
fn described<'d>(draft: &'d Draft, member: &PageMember, open: &[String]) -> Option<&'d Record> {
    draft.described(member).filter(|record| !open.contains(&record.name))
}

/// The members that the page describes.
pub(super) fn of_record(record: &Record) -> Vec<&PageMember> {
    record.members.iter().chain(&record.left_out).collect()
}

fn compare_matched(found: &mut Collector<'_>, matched: &Matched<'_>) {
    types::compare(found, matched);
    limits::compare(found, matched);
    values::compare(found, matched);
    if !found.draft.is_defined {
        sample_values::compare(found, matched);
    }
    if matched.member.parameter.is_some() {
        required(found, matched);
        if matched.root {
            location(found, matched);
            list_notation(found, matched);
        }
    } else {
        optional(found, matched);
    }
    nested_members(found, matched);
}

fn required(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let (Some((on_page, position)), Some(parameter)) = (matched.page.requirement(), matched.member.parameter) else {
        return;
    };
    let in_spec = match (parameter.required, parameter.conditional) {
        (true, _) => Requirement::Required,
        (false, true) => Requirement::Conditional,
        (false, false) => Requirement::Optional,
    };
    // Definitions have no words for conditions.
    let conditional = found.draft.is_defined && parameter.conditional && on_page == Requirement::Optional;
    if on_page != in_spec && !conditional {
        let (page, in_spec) = ((on_page.as_str().to_owned(), position), in_spec.as_str().to_owned());
        matched.differs(found, "required", Difference::Required, page, Some(in_spec));
        let gone = |key: &str| Step::Remove { path: [&matched.path[..], &[key.to_owned()]].concat() };
        let mut steps = vec![gone("required"), gone("conditional")];
        match on_page {
            Requirement::Required => steps.push(Step::set(&matched.path, "required", "true")),
            Requirement::Conditional => steps.push(Step::set(&matched.path, "conditional", "true")),
            Requirement::Optional => {}
        }
        found.propose_fix(steps);
    }
}

fn optional(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let Some(nullable) = &matched.page.nullable else { return };
    if !matched.member.optional && !matches!(matched.member.kind, Type::List(_) | Type::Map(_)) {
        let on_page = ("may be null".to_owned(), nullable.position);
        matched.differs(found, "optional", Difference::Optional, on_page, Some("never null".to_owned()));
        found.propose_fix(vec![Step::set(&matched.path, "optional", "true")]);
    }
}

fn location(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let (Some(page), Some(parameter)) = (matched.page.page.location, matched.member.parameter) else { return };
    let word = |location| match location {
        ParameterLocation::Query => "query",
        ParameterLocation::Body => "body",
        ParameterLocation::Header => "header",
    };
    if page != parameter.location {
        let on_page = (word(page).to_owned(), matched.page.name.position);
        matched.differs(found, "in", Difference::Location, on_page, Some(word(parameter.location).to_owned()));
    }
}

/// How a list is written: by the name's `list_suffix`, or as one text.
fn list_notation(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let Some(parameter) = matched.member.parameter.filter(|_| matches!(matched.member.kind, Type::List(_))) else {
        return;
    };
    let in_spec = match &parameter.list {
        List::Joined(between) => {
            let page = matched.page.page.join.as_ref().filter(|joined| joined.value != *between);
            if let Some(joined) = page {
                let on_page = (joined.value.clone(), joined.position);
                matched.differs(found, "join", Difference::List, on_page, Some(between.clone()));
            }
            return;
        }
        List::Repeated => "",
        List::Brackets => "[]",
        List::Numbered(_) => ".N",
    };
    let on_page = matched.page.list_suffix();
    // A definition may leave open how a list is spelled.
    if on_page != in_spec && !(found.draft.is_defined && on_page.is_empty()) {
        let Located { value, position } = matched.page.name.clone();
        matched.differs(found, "list", Difference::List, (value, position), Some(matched.member.wire.to_owned()));
    }
}

/// The members of the objects in it.
fn nested_members(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let spec = found.spec;
    let Some((in_spec, path)) = members(&spec.action, matched.member.kind) else { return };
    if let Some(record) = described(found.draft, matched.page, &matched.open) {
        let section = Section {
            id: matched.id.clone(),
            path: path.into(),
            trail: matched.trail.clone(),
            of: record.described_as.clone(),
            open: matched.open.iter().cloned().chain([record.name.clone()]).collect(),
            root: false,
        };
        compare(found, &section, &of_record(record), &in_spec);
    } else if matched.page.page.is_object_without_fields() {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let id = format!("{}.fields", matched.id);
        found.note(id, Difference::MissingOnPage, None, Some(path[1].to_owned()), SpecLocation::Action(&path));
    }
}
