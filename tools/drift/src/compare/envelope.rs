//! What is answered: the payload's fields, and what the vendor has around them.

use super::{Collector, SpecLocation, matched::Section, members, types};
use crate::{finding::Difference, spec::Member};
use rtc_catalog::model::{CommonField, Type};
use rtc_pages::{Answer, Field, FieldType};

pub(super) fn compare(found: &mut Collector<'_>) {
    let (facts, spec) = (found.facts, found.spec);
    let fields = spec.action.output.iter().filter(|_| spec.action.whole_answer().is_none());
    let in_spec: Vec<Member<'_>> = fields.map(Member::of_field).collect();
    let mut payload = Vec::new();
    let payload_path = spec.action.vendor.envelope.payload.as_str();
    if is_whole(&facts.response, payload_path, &spec.action.vendor.common_response) {
        let path: Vec<&str> = payload_path.split('.').collect();
        around(found, &facts.response, &path, "", &mut payload);
    } else {
        within(found, &facts.response, payload_path, &mut payload);
    }
    let payload: Vec<Field> = payload.into_iter().cloned().collect();
    members::compare(found, &Section::root("response"), &payload, &in_spec);
    answer(found);
    request(found);
}

/// An answer that is no object.
fn answer(found: &mut Collector<'_>) {
    let facts = found.facts;
    let payload = found.spec.action.vendor.envelope.payload.as_str();
    let described = facts.response.iter().any(|field| field.name.value == payload);
    if let Some(answer) = facts.answer.as_ref().filter(|_| !described) {
        let on_page = (answer.value.as_str().to_owned(), answer.position);
        match found.spec.action.whole_answer().map(|whole| whole.kind.clone()) {
            None => {
                let at = SpecLocation::Action(&["response"]);
                found.differs("response.answer", Difference::MissingInSpec, on_page, None, at);
            }
            Some(kind) if !is_of_kind(answer.value, &kind) => {
                let at = SpecLocation::Action(&["answer", "type"]);
                found.differs("response.answer", Difference::Type, on_page, Some(types::words(&kind)), at);
            }
            Some(_) => {}
        }
    }
}

/// Whether an answer in an example is of a type.
fn is_of_kind(answer: Answer, kind: &Type) -> bool {
    match answer {
        Answer::Text => matches!(kind, Type::String | Type::Enum(_)) || kind.is_time(),
        Answer::Scalar => matches!(kind, Type::Bool | Type::F64 | Type::Enum(_)) || kind.is_integer() || kind.is_time(),
        Answer::List => matches!(kind, Type::List(_)),
        Answer::Nothing => true,
    }
}

/// Whether the page describes whole answers and not the payload alone.
fn is_whole(fields: &[Field], payload: &str, common: &[CommonField]) -> bool {
    let first = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    let outside = common.iter().map(|common| first(&common.wire)).filter(|name| *name != first(payload));
    let names: Vec<String> = outside.chain([first(payload)]).collect();
    fields.iter().any(|field| names.contains(&field.name.value))
}

/// Compares a whole answer with the field that the page has for it.
fn whole(found: &mut Collector<'_>, field: &Field) {
    let spec = found.spec;
    let Some(whole) = spec.action.whole_answer() else { return };
    typed(found, "response.answer", field, &whole.kind, &["envelope", "payload"]);
    if let Some((fields, path)) = crate::spec::members(&spec.action, &whole.kind) {
        let trail = vec!["response".to_owned(), field.name.value.clone()];
        let section = Section { id: "response".to_owned(), path: path.into(), trail, of: None, root: false };
        members::compare(found, &section, &field.fields, &fields);
    }
}

/// Takes fields apart into those of the payload, where `rest` leads, and those around it.
fn around<'a>(
    found: &mut Collector<'_>,
    fields: &'a [Field],
    rest: &[&str],
    front: &str,
    payload: &mut Vec<&'a Field>,
) {
    let Some((key, rest)) = rest.split_first() else {
        within(found, fields, front.trim_end_matches('.'), payload);
        return;
    };
    for field in fields {
        let wire = format!("{front}{}", field.name.value);
        if field.name.value == *key {
            if rest.is_empty() && found.spec.action.whole_answer().is_some() {
                whole(found, field);
                continue;
            }
            is_object(found, field, &wire);
            around(found, &field.fields, rest, &format!("{wire}."), payload);
        } else {
            beside(found, field, &wire);
        }
    }
    not_listed(found, fields, front, key);
    let answers = !found.spec.action.output.is_empty();
    if answers && fields.iter().all(|field| field.name.value != *key) {
        let wire = format!("{front}{key}");
        found.note(
            format!("envelope.{wire}"),
            Difference::MissingOnPage,
            None,
            Some(wire),
            SpecLocation::Vendor(&["envelope", "payload"]),
        );
    }
}

/// What holds the payload must be an object.
fn is_object(found: &mut Collector<'_>, field: &Field, wire: &str) {
    let Some(kind) = &field.kind else { return };
    if !matches!(kind.value.word, FieldType::Object | FieldType::Named(_) | FieldType::Any | FieldType::Map(_)) {
        let on_page = (kind.value.written.clone(), kind.position);
        let at = SpecLocation::Vendor(&["envelope", "payload"]);
        found.differs(&format!("envelope.{wire}.type"), Difference::Type, on_page, Some("object".to_owned()), at);
    }
}

/// Takes the payload's fields, without those that the vendor puts among them.
fn within<'a>(found: &mut Collector<'_>, fields: &'a [Field], path: &str, payload: &mut Vec<&'a Field>) {
    let front = format!("{path}.");
    for field in fields {
        let wire = format!("{front}{}", field.name.value);
        if is_common(&found.spec.action.vendor.common_response, &wire) {
            beside(found, field, &wire);
        } else {
            payload.push(field);
        }
    }
    not_listed(found, fields, &front, "");
}

fn is_common(common: &[CommonField], wire: &str) -> bool {
    let front = format!("{wire}.");
    common.iter().any(|common| common.wire == wire || common.wire.starts_with(&front))
}

/// A field that every answer has.
fn beside(found: &mut Collector<'_>, field: &Field, wire: &str) {
    let vendor = &found.spec.action.vendor;
    let id = format!("envelope.{wire}");
    let position = field.name.position;
    let written = field.kind.as_ref().map_or(String::new(), |kind| kind.value.written.clone());
    if let Some(common) = vendor.common_response.iter().find(|common| common.wire == wire) {
        let kind = common.kind.clone();
        typed(found, &id, field, &kind, &["common", "response", wire]);
    } else if is_common(&vendor.common_response, wire) {
        field.fields.iter().for_each(|inner| beside(found, inner, &format!("{wire}.{}", inner.name.value)));
    } else {
        let at = SpecLocation::Vendor(&["common", "response"]);
        found.note(id, Difference::MissingInSpec, Some((written, position, None)), None, at);
    }
}

fn typed(found: &mut Collector<'_>, id: &str, field: &Field, in_spec: &Type, path: &[&str]) {
    let Some(kind) = &field.kind else { return };
    // These words say nothing of the size.
    let open = matches!(kind.value.written.to_lowercase().as_str(), "number" | "integer" | "数字" | "整型");
    let number = in_spec.is_integer() || matches!(in_spec, Type::UnixSeconds | Type::UnixMillis);
    let fits = if open { number } else { types::fits(&found.spec.action, &kind.value.word, in_spec, false) };
    if !fits {
        let path = [path, &["type"]].concat();
        let on_page = (kind.value.written.clone(), kind.position);
        found.differs(
            &format!("{id}.type"),
            Difference::Type,
            on_page,
            Some(types::words(in_spec)),
            SpecLocation::Vendor(&path),
        );
    }
}

/// Notes what the vendor has directly below `front` for every answer and a page with a table of answers leaves out. The
/// payload itself, `but`, may be empty.
fn not_listed(found: &mut Collector<'_>, fields: &[Field], front: &str, but: &str) {
    if fields.is_empty() {
        return;
    }
    let names = found.spec.action.vendor.common_response.iter().map(|common| common.wire.clone());
    let missing: Vec<String> = names
        .filter(|wire| {
            wire.strip_prefix(front).is_some_and(|name| {
                !name.contains('.') && name != but && fields.iter().all(|field| field.name.value != name)
            })
        })
        .collect();
    for wire in missing {
        let id = format!("envelope.{wire}");
        found.note(
            id,
            Difference::MissingOnPage,
            None,
            Some(wire.clone()),
            SpecLocation::Vendor(&["common", "response", &wire]),
        );
    }
}

/// Parameters of every call, as far as the page repeats them. Headers may have a front before the page's name.
fn request(found: &mut Collector<'_>) {
    let (facts, spec) = (found.facts, found.spec);
    let vendor = &spec.action.vendor;
    for field in &facts.common {
        let name = &field.name.value;
        let id = format!("common.{name}");
        let is_named =
            |wire: &str| wire == name || wire.strip_suffix(name.as_str()).is_some_and(|front| front.ends_with('-'));
        let Some(common) = vendor.common_request.iter().find(|common| is_named(&common.wire)) else {
            let written = field.kind.as_ref().map_or(String::new(), |kind| kind.value.written.clone());
            let page = Some((written, field.name.position, None));
            found.note(id, Difference::MissingInSpec, page, None, SpecLocation::Vendor(&["common", "request"]));
            continue;
        };
        let path = ["common", "request", common.wire.as_str()];
        typed(found, &id, field, &common.kind, &path);
        // A region that the action does not ask for is sent all the same.
        let asked = name != "Region" || vendor.region.is_empty();
        if let Some(required) = field.required.as_ref().filter(|_| asked)
            && required.value.always.is_some_and(|always| always != common.required)
        {
            let word = |required: bool| if required { "required" } else { "optional" }.to_owned();
            let on_page = (word(!common.required), required.position);
            let at = [&path[..], &["required"]].concat();
            let id = format!("{id}.required");
            found.differs(&id, Difference::Required, on_page, Some(word(common.required)), SpecLocation::Vendor(&at));
        }
        let stated = match name.as_str() {
            "Action" => &spec.action.name,
            "Version" => &spec.action.version,
            _ => continue,
        };
        if let Some(example) = field.example.as_ref().filter(|example| example.value != *stated) {
            let on_page = (example.value.clone(), example.position);
            let key = if name == "Action" { "action" } else { "version" };
            let id = format!("{id}.example");
            found.differs(&id, Difference::Example, on_page, Some(stated.clone()), SpecLocation::Action(&[key]));
        }
    }
}
