//! A page and a definition of the same action as one: each fact from the source that is best for it.
//!
//! Names, types and what is required come from the definition, which programs are made of. Rates, spans, error codes, examples, how
//! lists are written and conditions come from the page, which is all that has them. Where both say something, and not the same,
//! that is a contradiction.

mod fields;
mod shift;

use rtc_pages::{Facts, Field, Located, PageKind, Quota, Record};
use shift::shift;
use std::path::Path;

/// Something that a page and a definition do not say alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What it is about: names that lead there, as `request`, `PageSize`, `range`.
    pub path: Vec<String>,
    /// What the page says. Empty if it does not have it.
    pub page: Located<String>,
    /// What the definition says. Empty if it does not have it.
    pub definition: Located<String>,
}

impl Contradiction {
    /// Both sides in words, without the places.
    #[must_use]
    pub fn words(&self) -> String {
        let side = |text: &str| if text.is_empty() { "does not have it".to_owned() } else { format!("has `{text}`") };
        format!("the page {}, the definition {}", side(&self.page.value), side(&self.definition.value))
    }
}

/// Joins what a page and a definition say of one action. Positions of the definition's facts name the files behind the page.
#[must_use]
pub fn join(page: Facts, file: &Path, mut definition: Facts) -> (Facts, Vec<Contradiction>) {
    let mut joint = Joint { found: Vec::new() };
    let mut files = if page.files.is_empty() { vec![file.to_owned()] } else { page.files.clone() };
    let offset = u16::try_from(files.len()).unwrap_or(u16::MAX);
    files.append(&mut definition.files);
    shift(&mut definition, offset);
    let mut facts = definition;
    facts.page = PageKind::Action;
    facts.files = files;
    joint.texts("version", page.version.as_ref(), facts.version.as_ref());
    joint.texts("method", page.method.as_ref(), facts.method.as_ref());
    // What a page says of these is of this action; a definition has them for all.
    facts.version = page.version.clone().or(facts.version);
    facts.method = facts.method.or(page.method);
    facts.vendor = page.vendor.or(facts.vendor);
    facts.title = page.title.or(facts.title);
    facts.description = page.description.or(facts.description);
    if !page.hosts.is_empty() {
        facts.hosts = page.hosts;
    }
    facts.regions = page.regions;
    rates(&mut joint, &page.quotas, &facts.quotas);
    if !page.quotas.is_empty() {
        facts.quotas = page.quotas;
    }
    for (name, page, own) in [
        ("span", &page.window.span, &facts.window.span),
        ("back", &page.window.back, &facts.window.back),
        ("lag", &page.window.lag, &facts.window.lag),
    ] {
        let words =
            |seconds: &Located<u64>| Located { value: format!("{} s", seconds.value), position: seconds.position };
        joint.texts_at(&["window", name], page.as_ref().map(words).as_ref(), own.as_ref().map(words).as_ref());
    }
    facts.window.span = page.window.span.or(facts.window.span);
    facts.window.back = page.window.back.or(facts.window.back);
    facts.window.lag = page.window.lag.or(facts.window.lag);
    facts.window.clamped = page.window.clamped.or(facts.window.clamped);
    if !page.codes.is_empty() {
        facts.codes = page.codes;
    }
    if !page.examples.is_empty() {
        facts.examples = page.examples;
    }
    facts.common = page.common;
    let common: Vec<String> = facts.common.iter().map(|field| field.name.value.clone()).collect();
    facts.request.retain(|field| !common.contains(&field.name.value));
    joint.fields(&["request"], page.request, &mut facts.request);
    // Pages may describe the payload alone, without what is around it.
    joint.answer(page.response, &mut facts.response);
    for record in page.types {
        if facts.types.iter().all(|known| known.name.value != record.name.value) {
            facts.types.push(record);
        }
    }
    facts.external_types = page.external_types;
    facts.external_types.retain(|name| facts.types.iter().all(|known: &Record| known.name.value != name.value));
    facts.inferred = page.inferred;
    facts.unclear.splice(0..0, page.unclear);
    facts.unread.splice(0..0, page.unread);
    facts.ignored_tables.splice(0..0, page.ignored_tables);
    facts.rows = page.rows;
    (facts, joint.found)
}

struct Joint {
    found: Vec<Contradiction>,
}

impl Joint {
    fn note(&mut self, path: &[&str], page: Located<String>, definition: Located<String>) {
        let path = path.iter().map(|name| (*name).to_owned()).collect();
        self.found.push(Contradiction { path, page, definition });
    }

    fn texts(&mut self, name: &str, page: Option<&Located<String>>, definition: Option<&Located<String>>) {
        self.texts_at(&[name], page, definition);
    }

    /// Two texts that should be the same.
    fn texts_at(&mut self, path: &[&str], page: Option<&Located<String>>, definition: Option<&Located<String>>) {
        if let (Some(page), Some(definition)) = (page, definition)
            && page.value.trim() != definition.value.trim()
        {
            self.note(path, page.clone(), definition.clone());
        }
    }

    /// The fields of an answer. A page may have the payload alone.
    fn answer(&mut self, page: Vec<Field>, definition: &mut Vec<Field>) {
        let known = |fields: &[Field]| {
            page.iter().filter(|field| fields.iter().any(|own| own.name.value == field.name.value)).count()
        };
        let here = known(definition);
        let inner = (0..definition.len()).max_by_key(|at| known(&definition[*at].fields));
        match inner.filter(|at| known(&definition[*at].fields) > here) {
            Some(at) => {
                let name = definition[at].name.value.clone();
                self.fields(&["response", &name], page, &mut definition[at].fields);
            }
            None => self.fields(&["response"], page, definition),
        }
    }
}

fn rates(joint: &mut Joint, page: &[Located<Quota>], own: &[Located<Quota>]) {
    let words = |quota: &Located<Quota>| Located {
        value: format!("{} / {} s", quota.value.calls, quota.value.seconds),
        position: quota.position,
    };
    let rate = |quota: &Located<Quota>| (quota.value.calls, quota.value.seconds);
    let only_in = |one: &[Located<Quota>], other: &[Located<Quota>]| {
        let missing = one.iter().filter(|quota| other.iter().all(|other| rate(other) != rate(quota)));
        missing.map(words).collect::<Vec<_>>()
    };
    for (page, own) in only_in(page, own).iter().zip(&only_in(own, page)) {
        joint.texts("quota", Some(page), Some(own));
    }
}
