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
use rtc_pages::{Bound, Field, FieldType, ListNotation, Location, PageKind, Required};

pub(super) fn compare(found: &mut Collector<'_>, section: &Section, page: &[Field], spec: &[Member<'_>]) {
    for (at, field) in page.iter().enumerate() {
        let trail: Vec<String> = section.trail.iter().cloned().chain([field.name.value.clone()]).collect();
        let Some(member) = spec.iter().find(|member| member.key == field.name.value) else {
            missing_in_spec(found, section, field);
            // Behind what the page has before it, under the name that the spec has for it.
            let before = page[..at]
                .iter()
                .rev()
                .map(|field| format!("{}{}", field.name.value, list_suffix(field.list_notation)));
            let insert =
                Step::Insert { path: section.path.clone(), behind: before.collect(), what: NewEntry::Member(trail) };
            found.propose_fix(vec![insert]);
            continue;
        };
        let path = section.path.iter().cloned().chain([member.wire.to_owned()]).collect();
        let id = format!("{}.{}", section.id, member.wire);
        compare_matched(found, &Matched { field, member, id, path, trail, of: section.of.clone(), root: section.root });
    }
    let missing: Vec<&Member<'_>> =
        spec.iter().filter(|member| page.iter().all(|field| field.name.value != member.key)).collect();
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

fn missing_in_spec(found: &mut Collector<'_>, section: &Section, field: &Field) {
    let written = summary(field);
    let id = format!("{}.{}{}", section.id, field.name.value, list_suffix(field.list_notation));
    let path: Vec<&str> = section.path.iter().map(String::as_str).collect();
    let page = Some((written, field.name.position, section.of.clone()));
    found.note(id, Difference::MissingInSpec, page, None, SpecLocation::Action(&path));
}

/// What the page has of something that the spec has not: were it excepted, a change of it would still be found.
fn summary(field: &Field) -> String {
    let mut on_page = field.kind.as_ref().map_or(String::new(), |kind| kind.value.written.clone());
    if let Some(required) = &field.required {
        on_page.push_str(match requirement(&required.value) {
            "required" => ", required",
            "optional" => "",
            _ => ", required under a condition",
        });
    }
    let default = field.default.iter().map(|default| format!(", default {}", default.value));
    let limits = field.limits.iter().map(|limit| {
        let end = |bound: &Option<Bound>| bound.as_ref().map_or(String::new(), |bound| bound.number.clone());
        format!(", {}..{}", end(&limit.value.least), end(&limit.value.most))
    });
    on_page.extend(default.chain(limits));
    if !field.values.is_empty() {
        let values: Vec<&str> = field.values.iter().map(|value| value.value.is.as_str()).collect();
        on_page.push_str(&format!(", {}", values.join(" | ")));
    }
    if !field.fields.is_empty() {
        let inner: Vec<String> =
            field.fields.iter().map(|field| format!("{}: {}", field.name.value, summary(field))).collect();
        on_page.push_str(&format!(" {{ {} }}", inner.join("; ")));
    }
    on_page
}

/// Whether the page's parameter is required, in words.
fn requirement(required: &Required) -> &'static str {
    match (required.always, &required.condition) {
        (Some(true), _) => "required",
        (Some(false), None) => "optional",
        (Some(false), Some(_)) | (None, _) => "required under a condition",
    }
}

fn compare_matched(found: &mut Collector<'_>, matched: &Matched<'_>) {
    types::compare(found, matched);
    limits::compare(found, matched);
    values::compare(found, matched);
    if found.facts.page != PageKind::Definition {
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
    let (Some(page), Some(parameter)) = (&matched.field.required, matched.member.parameter) else { return };
    let in_spec = match (parameter.required, parameter.conditional) {
        (true, _) => "required",
        (false, true) => "required under a condition",
        (false, false) => "optional",
    };
    let on_page = requirement(&page.value);
    // Definitions have no words for conditions.
    let conditional = found.facts.page == PageKind::Definition && parameter.conditional && on_page == "optional";
    if on_page != in_spec && !conditional {
        matched.differs(
            found,
            "required",
            Difference::Required,
            (on_page.to_owned(), page.position),
            Some(in_spec.to_owned()),
        );
        let gone = |key: &str| Step::Remove { path: [&matched.path[..], &[key.to_owned()]].concat() };
        let mut steps = vec![gone("required"), gone("conditional")];
        match on_page {
            "required" => steps.push(Step::set(&matched.path, "required", "true")),
            "optional" => {}
            _ => steps.push(Step::set(&matched.path, "conditional", "true")),
        }
        found.propose_fix(steps);
    }
}

fn optional(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let Some(nullable) = matched.field.nullable.as_ref().filter(|nullable| nullable.value) else { return };
    if !matched.member.optional && !matches!(matched.member.kind, Type::List(_) | Type::Map(_)) {
        let on_page = ("may be null".to_owned(), nullable.position);
        matched.differs(found, "optional", Difference::Optional, on_page, Some("never null".to_owned()));
        found.propose_fix(vec![Step::set(&matched.path, "optional", "true")]);
    }
}

fn location(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let (Some(page), Some(parameter)) = (matched.field.location, matched.member.parameter) else { return };
    let on_page = match page {
        Location::Query => "query",
        Location::Body => "body",
        Location::Header => "header",
    };
    let in_spec = match parameter.location {
        ParameterLocation::Query => "query",
        ParameterLocation::Body => "body",
        ParameterLocation::Header => "header",
    };
    if on_page != in_spec {
        let on_page = (on_page.to_owned(), matched.field.name.position);
        matched.differs(found, "in", Difference::Location, on_page, Some(in_spec.to_owned()));
    }
}

/// How a list is written: by the name's `list_suffix`, or as one text.
fn list_notation(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let Some(parameter) = matched.member.parameter.filter(|_| matches!(matched.member.kind, Type::List(_))) else {
        return;
    };
    let in_spec = match &parameter.list {
        List::Joined(between) => {
            let page = matched.field.joined.as_ref().filter(|joined| joined.value != *between);
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
    let on_page = list_suffix(matched.field.list_notation);
    if on_page != in_spec {
        let name = &matched.field.name;
        let on_page = (format!("{}{on_page}", name.value), name.position);
        matched.differs(found, "list", Difference::List, on_page, Some(matched.member.wire.to_owned()));
    }
}

fn list_suffix(notation: Option<ListNotation>) -> &'static str {
    match notation {
        Some(ListNotation::Brackets) => "[]",
        Some(ListNotation::Numbered) => ".N",
        None => "",
    }
}

/// The members of the objects in it.
fn nested_members(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let spec = found.spec;
    let in_spec = members(&spec.action, matched.member.kind);
    let kind = matched.field.kind.as_ref().map(|kind| kind.value.word.innermost());
    match in_spec {
        Some((in_spec, path)) if !matched.field.fields.is_empty() => {
            let foreign =
                matched.field.of.clone().filter(|of| found.facts.types.iter().all(|own| own.name.value != *of));
            let section = Section {
                id: matched.id.clone(),
                path: path.into(),
                trail: matched.trail.clone(),
                of: foreign.or_else(|| matched.of.clone()),
                root: false,
            };
            compare(found, &section, &matched.field.fields, &in_spec);
        }
        Some((_, path)) if kind == Some(&FieldType::Object) => {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let id = format!("{}.fields", matched.id);
            found.note(id, Difference::MissingOnPage, None, Some(path[1].to_owned()), SpecLocation::Action(&path));
        }
        _ => {}
    }
}
