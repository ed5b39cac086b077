//! Parameters and fields, at any depth.

use super::{At, Found, kinds, limits, samples, values};
use crate::{
    finding::{Difference, New, Step},
    spec::{Member, members},
};
use rtc_catalog::model::{List, Place as Told, Type};
use rtc_pages::{Field, Kind, Numbering, Place, Required};

/// Where members stand: in the findings' names, in the spec's file, on which page.
pub(super) struct Home {
    id: String,
    path: Vec<String>,
    /// The page's names that lead there.
    trail: Vec<String>,
    /// The type whose own page describes them.
    of: Option<String>,
    /// Whether they are the action's own.
    root: bool,
}

impl Home {
    /// The parameters or fields of the action itself.
    pub(super) fn root(section: &str) -> Self {
        let name = || vec![section.to_owned()];
        Self { id: section.to_owned(), path: name(), trail: name(), of: None, root: true }
    }
}

/// A parameter or field that page and spec both have.
pub(super) struct Pair<'a> {
    pub(super) field: &'a Field,
    pub(super) member: &'a Member<'a>,
    /// The front of the findings' names.
    pub(super) id: String,
    /// Where it stands in the spec.
    pub(super) path: Vec<String>,
    /// The page's names that lead to it.
    pub(super) trail: Vec<String>,
    of: Option<String>,
    root: bool,
}

impl Pair<'_> {
    /// Notes a difference between the two, in what the spec has under `key`.
    pub(super) fn differs(
        &self,
        found: &mut Found<'_>,
        key: &str,
        difference: Difference,
        page: (String, rtc_pages::Position),
        told: Option<String>,
    ) {
        let path: Vec<&str> = self.path.iter().map(String::as_str).chain([key]).collect();
        let id = format!("{}.{key}", self.id);
        found.note(id, difference, Some((page.0, page.1, self.of.clone())), told, At::Action(&path));
    }

    /// The type on whose own page the page's words stand.
    pub(super) fn of(&self) -> Option<String> {
        self.of.clone()
    }
}

pub(super) fn compare(found: &mut Found<'_>, home: &Home, page: &[Field], spec: &[Member<'_>]) {
    for (at, field) in page.iter().enumerate() {
        let trail: Vec<String> = home.trail.iter().cloned().chain([field.name.value.clone()]).collect();
        let Some(member) = spec.iter().find(|member| member.key == field.name.value) else {
            missing_in_spec(found, home, field);
            // Behind what the page has before it, under the name that the spec has for it.
            let before =
                page[..at].iter().rev().map(|field| format!("{}{}", field.name.value, ending(field.numbering)));
            let insert = Step::Insert { path: home.path.clone(), behind: before.collect(), what: New::Member(trail) };
            found.mend(vec![insert]);
            continue;
        };
        let path = home.path.iter().cloned().chain([member.wire.to_owned()]).collect();
        let id = format!("{}.{}", home.id, member.wire);
        both(found, &Pair { field, member, id, path, trail, of: home.of.clone(), root: home.root });
    }
    let missing: Vec<&Member<'_>> =
        spec.iter().filter(|member| page.iter().all(|field| field.name.value != member.key)).collect();
    for member in &missing {
        let path: Vec<&str> = home.path.iter().map(String::as_str).chain([member.wire]).collect();
        let id = format!("{}.{}", home.id, member.wire);
        found.note(id, Difference::MissingOnPage, None, Some(member.wire.to_owned()), At::Action(&path));
        if may_go(missing.len(), spec.len()) {
            found.mend(vec![Step::Remove { path: path.iter().map(|key| (*key).to_owned()).collect() }]);
        }
    }
}

/// Whether what is missing on the page may be taken out of the spec without a person. Where most is missing, the page is
/// rather another one, or not read as it is meant.
pub(super) fn may_go(missing: usize, all: usize) -> bool {
    missing == 1 || missing * 2 <= all
}

fn missing_in_spec(found: &mut Found<'_>, home: &Home, field: &Field) {
    let written = summary(field);
    let id = format!("{}.{}{}", home.id, field.name.value, ending(field.numbering));
    let path: Vec<&str> = home.path.iter().map(String::as_str).collect();
    let page = Some((written, field.name.position, home.of.clone()));
    found.note(id, Difference::MissingInSpec, page, None, At::Action(&path));
}

/// What the page has of something that the spec has not: were it excepted, a change of it would still be found.
fn summary(field: &Field) -> String {
    let mut said = field.kind.as_ref().map_or(String::new(), |kind| kind.value.written.clone());
    if let Some(required) = &field.required {
        said.push_str(match state(&required.value) {
            "required" => ", required",
            "optional" => "",
            _ => ", required under a condition",
        });
    }
    if !field.fields.is_empty() {
        let inner: Vec<String> =
            field.fields.iter().map(|field| format!("{}: {}", field.name.value, summary(field))).collect();
        said.push_str(&format!(" {{ {} }}", inner.join("; ")));
    }
    said
}

/// Whether the page's parameter is required, in words.
fn state(required: &Required) -> &'static str {
    match (required.always, &required.condition) {
        (Some(true), _) => "required",
        (Some(false), None) => "optional",
        (Some(false), Some(_)) | (None, _) => "required under a condition",
    }
}

fn both(found: &mut Found<'_>, pair: &Pair<'_>) {
    kinds::compare(found, pair);
    limits::compare(found, pair);
    values::compare(found, pair);
    samples::compare(found, pair);
    if pair.member.sent.is_some() {
        required(found, pair);
        if pair.root {
            place(found, pair);
            list(found, pair);
        }
    } else {
        optional(found, pair);
    }
    inside(found, pair);
}

fn required(found: &mut Found<'_>, pair: &Pair<'_>) {
    let (Some(page), Some(parameter)) = (&pair.field.required, pair.member.sent) else { return };
    let told = match (parameter.required, parameter.conditional) {
        (true, _) => "required",
        (false, true) => "required under a condition",
        (false, false) => "optional",
    };
    let said = state(&page.value);
    if said != told {
        pair.differs(found, "required", Difference::Required, (said.to_owned(), page.position), Some(told.to_owned()));
        let gone = |key: &str| Step::Remove { path: [&pair.path[..], &[key.to_owned()]].concat() };
        let mut steps = vec![gone("required"), gone("conditional")];
        match said {
            "required" => steps.push(Step::set(&pair.path, "required", "true")),
            "optional" => {}
            _ => steps.push(Step::set(&pair.path, "conditional", "true")),
        }
        found.mend(steps);
    }
}

fn optional(found: &mut Found<'_>, pair: &Pair<'_>) {
    let Some(nullable) = pair.field.nullable.as_ref().filter(|nullable| nullable.value) else { return };
    if !pair.member.optional && !matches!(pair.member.kind, Type::List(_) | Type::Map(_)) {
        let said = ("may be null".to_owned(), nullable.position);
        pair.differs(found, "optional", Difference::Optional, said, Some("never null".to_owned()));
        found.mend(vec![Step::set(&pair.path, "optional", "true")]);
    }
}

fn place(found: &mut Found<'_>, pair: &Pair<'_>) {
    let (Some(page), Some(parameter)) = (pair.field.place, pair.member.sent) else { return };
    let said = match page {
        Place::Query => "query",
        Place::Body => "body",
        Place::Header => "header",
    };
    let told = match parameter.place {
        Told::Query => "query",
        Told::Body => "body",
        Told::Header => "header",
    };
    if said != told {
        let said = (said.to_owned(), pair.field.name.position);
        pair.differs(found, "in", Difference::Place, said, Some(told.to_owned()));
    }
}

/// How a list is written: by the name's ending, or as one text.
fn list(found: &mut Found<'_>, pair: &Pair<'_>) {
    let Some(parameter) = pair.member.sent.filter(|_| matches!(pair.member.kind, Type::List(_))) else { return };
    let told = match &parameter.list {
        List::Joined(between) => {
            let page = pair.field.joined.as_ref().filter(|joined| joined.value != *between);
            if let Some(joined) = page {
                let said = (joined.value.clone(), joined.position);
                pair.differs(found, "join", Difference::List, said, Some(between.clone()));
            }
            return;
        }
        List::Repeated => "",
        List::Brackets => "[]",
        List::Numbered(_) => ".N",
    };
    let said = ending(pair.field.numbering);
    if said != told {
        let name = &pair.field.name;
        let said = (format!("{}{said}", name.value), name.position);
        pair.differs(found, "list", Difference::List, said, Some(pair.member.wire.to_owned()));
    }
}

fn ending(numbering: Option<Numbering>) -> &'static str {
    match numbering {
        Some(Numbering::Brackets) => "[]",
        Some(Numbering::Numbered) => ".N",
        None => "",
    }
}

/// The members of the objects in it.
fn inside(found: &mut Found<'_>, pair: &Pair<'_>) {
    let spec = found.spec;
    let told = members(&spec.action, pair.member.kind);
    let kind = pair.field.kind.as_ref().map(|kind| kind.value.word.innermost());
    match told {
        Some((told, path)) if !pair.field.fields.is_empty() => {
            let foreign = pair.field.of.clone().filter(|of| found.facts.types.iter().all(|own| own.name.value != *of));
            let home = Home {
                id: pair.id.clone(),
                path: path.into(),
                trail: pair.trail.clone(),
                of: foreign.or_else(|| pair.of.clone()),
                root: false,
            };
            compare(found, &home, &pair.field.fields, &told);
        }
        Some((_, path)) if kind == Some(&Kind::Object) => {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let id = format!("{}.fields", pair.id);
            found.note(id, Difference::MissingOnPage, None, Some(path[1].to_owned()), At::Action(&path));
        }
        _ => {}
    }
}
