//! Single pieces of a spec.

use super::{
    sentence,
    tree::{Entry, Node},
};
use crate::draft::{Code, Enumeration, Member, Record, Side, Value};
use rtc_catalog::format::{Bounds, ParameterLocation, Retry, TypeExpression};
use rtc_pages::Located;

/// A parameter, as it is under `request` or under a type's `parameters`: its name and what belongs to it, a line each,
/// not indented. `external` says whether it is described on another page than the action's.
#[must_use]
pub fn parameter(member: &Member, external: bool) -> String {
    text(parameter_entry(member, external))
}

/// A field, as it is under `response` or under a type's `fields`.
#[must_use]
pub fn field(member: &Member, external: bool) -> String {
    text(field_entry(member, external))
}

/// A type of objects, as it is under `types`.
#[must_use]
pub fn record(record: &Record) -> String {
    text(record_entry(record))
}

/// A type with documented values, as it is under `enums`.
#[must_use]
pub fn enumeration(enumeration: &Enumeration) -> String {
    text(enumeration_entry(enumeration))
}

/// A documented value, as it is under an enumeration's `values`.
#[must_use]
pub fn value(value: &Value, external: bool) -> String {
    text(value_entry(value, external))
}

/// An error code, as it is under `errors`.
#[must_use]
pub fn code(code: &Code) -> String {
    text(code_entry(code))
}

fn text(entry: Entry) -> String {
    let mut text = String::new();
    Node::Block(vec![entry]).write(0, &mut text);
    text
}

pub(super) fn parameter_entry(member: &Member, external: bool) -> Entry {
    let mut entries = kind(member);
    let mut put = |key: &str, value: Option<Node>| entries.extend(value.map(|value| Entry::new(key, value)));
    put("required", member.required.value.then(|| Node::plain(&true)));
    put("conditional", (!member.required.value && member.condition.is_some()).then(|| Node::plain(&true)));
    put("in", member.place.map(|place| Node::plain(&self::place(place))));
    put("join", member.join.as_ref().map(|join| Node::Scalar(format!("{:?}", join.value))));
    put("range", member.range.as_ref().map(bounds));
    put("items", member.items.as_ref().map(bounds));
    put("length", member.length.as_ref().map(bounds));
    put("bytes", member.bytes.as_ref().map(bounds));
    put("default", member.default.as_ref().map(|default| Node::json(&default.value, &[])));
    put("example", member.example.as_ref().map(|example| Node::json(&example.value, &[])));
    put("doc", Some(sentence(member.doc.as_ref(), Some(member.name.position), external)));
    Entry::new(&member.name.value, Node::Block(entries))
}

pub(super) fn field_entry(member: &Member, external: bool) -> Entry {
    let mut entries = kind(member);
    let list = matches!(member.kind.value, TypeExpression::List(_) | TypeExpression::Map(_));
    if !list && !member.required.value {
        entries.push(Entry::new("optional", Node::plain(&true)));
    }
    entries.extend(member.example.as_ref().map(|example| Entry::new("example", Node::json(&example.value, &[]))));
    entries.push(Entry::new("doc", sentence(member.doc.as_ref(), Some(member.name.position), external)));
    Entry::new(&member.name.value, Node::Block(entries))
}

fn kind(member: &Member) -> Vec<Entry> {
    let mut entries = vec![Entry::new("type", expression(&member.kind.value))];
    entries.extend(member.rust.as_ref().map(|rust| Entry::new("as", Node::text(rust))));
    entries.extend(member.page_type.as_ref().map(|page_type| Entry::new("page_type", Node::text(page_type))));
    entries
}

fn expression(kind: &TypeExpression) -> Node {
    match kind {
        TypeExpression::Name(name) => Node::text(name),
        TypeExpression::List(inner) => Node::List(vec![expression(inner)]),
        TypeExpression::Map(inner) => Node::Flow(vec![("map".to_owned(), expression(inner))]),
    }
}

fn place(place: ParameterLocation) -> &'static str {
    match place {
        ParameterLocation::Query => "query",
        ParameterLocation::Body => "body",
        ParameterLocation::Header => "header",
    }
}

fn bounds(bounds: &Located<Bounds>) -> Node {
    let end = |end: Option<i64>| end.map_or(String::new(), |end| end.to_string());
    let Bounds { min: least, max: most } = bounds.value;
    Node::plain(&format!("{}..{}{}", end(least), if most.is_some() { "=" } else { "" }, end(most)))
}

pub(super) fn record_entry(record: &Record) -> Entry {
    let at = record.members.first().map(|member| member.name.position);
    let members = || record.members.iter();
    let (section, members): (_, Vec<Entry>) = match record.side {
        Side::Request => ("parameters", members().map(|member| parameter_entry(member, record.external)).collect()),
        Side::Response => ("fields", members().map(|member| field_entry(member, record.external)).collect()),
    };
    let entries = vec![
        Entry::new("doc", sentence(record.doc.as_ref(), at, record.external)),
        Entry::new(section, Node::Block(members)),
    ];
    Entry::new(&record.name, Node::Block(entries))
}

pub(super) fn enumeration_entry(enumeration: &Enumeration) -> Entry {
    let at = enumeration.values.first().map(|value| value.wire.position);
    let mut entries = vec![Entry::new("doc", sentence(enumeration.doc.as_ref(), at, enumeration.external))];
    if enumeration.integer {
        entries.push(Entry::new("of", Node::plain(&"integer")));
    }
    let values = enumeration.values.iter().map(|value| value_entry(value, enumeration.external));
    entries.push(Entry::new("values", Node::Block(values.collect())));
    Entry::new(&enumeration.name, Node::Block(entries))
}

fn value_entry(value: &Value, external: bool) -> Entry {
    let described = vec![
        ("name".to_owned(), Node::text(&value.rust)),
        ("doc".to_owned(), sentence(value.doc.as_ref(), Some(value.wire.position), external)),
    ];
    Entry::new(&value.wire.value, Node::Flow(described))
}

pub(super) fn code_entry(code: &Code) -> Entry {
    let retry = match code.retry {
        Retry::Never => "never",
        Retry::Backoff => "backoff",
        Retry::Throttle => "throttle",
        Retry::Resign => "resign",
        Retry::RefreshCredentials => "refresh_credentials",
    };
    let at = Some(code.wire.position);
    let mut described = Vec::new();
    let mut put = |key: &str, value: Option<Node>| described.extend(value.map(|value| (key.to_owned(), value)));
    put("name", code.name.as_ref().map(|name| Node::text(name)));
    put("doc", Some(sentence(code.doc.as_ref(), at, false)));
    put("advice", Some(sentence(code.advice.as_ref(), None, false)));
    put("retry", Some(Node::plain(&retry)));
    put("status", code.status.as_ref().map(|status| Node::plain(&status.value)));
    Entry::new(&code.wire.value, Node::Flow(described))
}
