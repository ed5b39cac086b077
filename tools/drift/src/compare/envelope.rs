//! What is answered: the payload's fields, and what the vendor has around them.

use super::{
    Collector, SpecLocation,
    matched::Section,
    members,
    types::{self, words},
};
use crate::{finding::Difference, spec::Member};
use rtc_catalog::model::Type;
use rtc_pages::{Located, TypeWord};
use rtc_transcribe::{AnswerField, AnswerLevel, Member as PageMember, is_answer_of, is_object, may_become_common};

pub(super) fn compare(found: &mut Collector<'_>) {
    let (draft, spec) = (found.draft, found.spec);
    for level in &draft.answer {
        around(found, level);
    }
    if let Some(whole) = spec.action.whole_answer() {
        self::whole(found, &whole.kind);
    } else {
        let fields: Vec<Member<'_>> = spec.action.output.iter().map(Member::of_field).collect();
        let (section, payload) = payload(found);
        members::compare(found, &section, &payload, &fields);
    }
    answer(found);
    request(found);
}

/// The payload's fields on the page, those of the items if it is a list.
fn payload<'d>(found: &Collector<'d>) -> (Section, Vec<&'d PageMember>) {
    let (draft, mut section) = (found.draft, Section::root("response"));
    let whole = draft.response.first().filter(|_| draft.is_whole);
    let Some(whole) = whole else {
        return (section, draft.response.iter().chain(&draft.left_out[1]).collect());
    };
    section.trail.push(whole.name.value.clone());
    let record = draft.described(whole);
    section.open.extend(record.map(|record| record.name.clone()));
    (section, record.map(members::of_record).unwrap_or_default())
}

/// Compares the payload with a whole answer of the spec.
fn whole(found: &mut Collector<'_>, kind: &Type) {
    let holder = found.draft.answer.iter().find(|level| level.next.is_some() && level.holder.is_some());
    let Some(holder) = holder.and_then(|level| level.holder.as_ref()) else {
        // Whatever the page describes instead is not in the spec.
        let (section, payload) = payload(found);
        members::compare(found, &section, &payload, &[]);
        return;
    };
    typed(found, "response.answer", holder.kind.as_ref(), kind, &["envelope", "payload"]);
    if let Some((fields, path)) = crate::spec::members(&found.spec.action, kind) {
        let (section, payload) = payload(found);
        let section = Section { path: path.into(), root: false, ..section };
        if !payload.is_empty() {
            members::compare(found, &section, &payload, &fields);
        }
    }
}

/// An answer of the page's example that is no object.
fn answer(found: &mut Collector<'_>) {
    let Some(answer) = &found.draft.shown_answer else { return };
    let on_page = (answer.value.as_str().to_owned(), answer.position);
    match found.spec.action.whole_answer().map(|whole| whole.kind.clone()) {
        None => {
            let at = SpecLocation::Action(&["response"]);
            found.differs("response.answer", Difference::MissingInSpec, on_page, None, at);
        }
        Some(kind) if !is_answer_of(answer.value, &kind) => {
            let at = SpecLocation::Action(&["answer", "type"]);
            found.differs("response.answer", Difference::Type, on_page, Some(words(&kind)), at);
        }
        Some(_) => {}
    }
}

/// Compares what is around the payload, or in it with every answer, with what the vendor has there.
fn around(found: &mut Collector<'_>, level: &AnswerLevel) {
    for field in &level.common {
        beside(found, field);
    }
    let whole = found.spec.action.whole_answer().is_some();
    let last = level.next.as_ref().map(|key| format!("{}{key}", level.front));
    let last = last.is_some_and(|path| path == found.spec.action.vendor.envelope.payload);
    if let Some(holder) = level.holder.as_ref().filter(|_| !(whole && last)) {
        must_be_object(found, holder);
    }
    not_listed(found, level);
    let answers = !found.spec.action.output.is_empty();
    if let Some(key) = level.next.as_ref().filter(|_| answers && level.holder.is_none()) {
        let wire = format!("{}{key}", level.front);
        let at = SpecLocation::Vendor(&["envelope", "payload"]);
        found.note(format!("envelope.{wire}"), Difference::MissingOnPage, None, Some(wire), at);
    }
}

/// What holds the payload must be an object.
fn must_be_object(found: &mut Collector<'_>, holder: &AnswerField) {
    if let Some(kind) = holder.kind.as_ref().filter(|kind| !is_object(&kind.value)) {
        let on_page = (kind.value.written.clone(), kind.position);
        let at = SpecLocation::Vendor(&["envelope", "payload"]);
        let id = format!("envelope.{}.type", holder.path);
        found.differs(&id, Difference::Type, on_page, Some("object".to_owned()), at);
    }
}

/// A field that every answer has.
fn beside(found: &mut Collector<'_>, field: &AnswerField) {
    let (wire, id) = (field.path.as_str(), format!("envelope.{}", field.path));
    let common = found.spec.action.vendor.common_response.iter().find(|common| common.wire == wire);
    if let Some(kind) = common.map(|common| common.kind.clone()) {
        typed(found, &id, field.kind.as_ref(), &kind, &["common", "response", wire]);
        return;
    }
    let written = field.kind.as_ref().map_or(String::new(), |kind| kind.value.written.clone());
    let at = SpecLocation::Vendor(&["common", "response"]);
    found.note(id, Difference::MissingInSpec, Some((written, field.position, None)), None, at);
}

fn typed(found: &mut Collector<'_>, id: &str, kind: Option<&Located<TypeWord>>, in_spec: &Type, path: &[&str]) {
    let Some(kind) = kind else { return };
    if !may_become_common(&kind.value, in_spec, &found.spec.action) {
        let path = [path, &["type"]].concat();
        let on_page = (kind.value.written.clone(), kind.position);
        let at = SpecLocation::Vendor(&path);
        found.differs(&format!("{id}.type"), Difference::Type, on_page, Some(types::words(in_spec)), at);
    }
}

/// Notes what the vendor has directly in an object for every answer and a page with a table of answers leaves out. The
/// payload itself may be empty.
fn not_listed(found: &mut Collector<'_>, level: &AnswerLevel) {
    if level.listed.is_empty() {
        return;
    }
    let names = found.spec.action.vendor.common_response.iter().map(|common| common.wire.clone());
    let missing: Vec<String> = names
        .filter(|wire| {
            wire.strip_prefix(&level.front).is_some_and(|name| {
                !name.contains('.')
                    && level.next.as_deref() != Some(name)
                    && level.listed.iter().all(|listed| listed != name)
            })
        })
        .collect();
    for wire in missing {
        let id = format!("envelope.{wire}");
        let path = ["common", "response", wire.as_str()];
        found.note(id, Difference::MissingOnPage, None, Some(wire.clone()), SpecLocation::Vendor(&path));
    }
}

/// Parameters of every call, as far as the page repeats them. Headers may have a front before the page's name.
fn request(found: &mut Collector<'_>) {
    let (draft, spec) = (found.draft, found.spec);
    let vendor = &spec.action.vendor;
    for field in &draft.common {
        let name = field.key();
        let id = format!("common.{name}");
        let is_named = |wire: &str| wire == name || wire.strip_suffix(name).is_some_and(|front| front.ends_with('-'));
        let kind = field.page.kind.as_ref();
        let Some(common) = vendor.common_request.iter().find(|common| is_named(&common.wire)) else {
            let written = kind.map_or(String::new(), |kind| kind.value.written.clone());
            let page = Some((written, field.name.position, None));
            found.note(id, Difference::MissingInSpec, page, None, SpecLocation::Vendor(&["common", "request"]));
            continue;
        };
        let path = ["common", "request", common.wire.as_str()];
        if !field.page.may_become(&common.kind, &spec.action) {
            typed(found, &id, kind, &common.kind, &path);
        }
        // A region that the action does not ask for is sent all the same.
        let asked = name != "Region" || vendor.region.is_empty();
        let on_page = field.required.source.filter(|_| asked && field.required.value != common.required);
        if let Some(position) = on_page {
            let word = |required: bool| if required { "required" } else { "optional" }.to_owned();
            let on_page = (word(!common.required), position);
            let at = [&path[..], &["required"]].concat();
            let id = format!("{id}.required");
            found.differs(&id, Difference::Required, on_page, Some(word(common.required)), SpecLocation::Vendor(&at));
        }
        let stated = match name {
            "Action" => &spec.action.name,
            "Version" => &spec.action.version,
            _ => continue,
        };
        if let Some(example) = field.page.example.as_ref().filter(|example| example.value != *stated) {
            let on_page = (example.value.clone(), example.position);
            let key = if name == "Action" { "action" } else { "version" };
            let id = format!("{id}.example");
            found.differs(&id, Difference::Example, on_page, Some(stated.clone()), SpecLocation::Action(&[key]));
        }
    }
}
