//! `src/response.rs`: the answer.

use super::types;
use crate::{markdown, source::Source};
use rtc_catalog::model::{Action, Field, Record, Shape, Type};
use std::collections::BTreeSet;

pub(super) fn emit(action: &Action) -> String {
    let mut to = Source::file(&action.spec, "The answer.");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    let about = format!(
        "The answer to [`{0}`](crate::{0}).\n\n{1}",
        action.name,
        markdown::safe(&markdown::sentence(&action.summary))
    );
    let fields = action.output.iter().chain(answered(&action.records).flat_map(|(_, fields)| fields));
    imports(fields, &action.records, &mut to);
    let name = format!("{}Output", action.name);
    if let Some(field) = action.whole_answer() {
        whole(&name, &about, field, &mut to);
    } else if action.output.is_empty() {
        empty(&name, &about, &mut to);
    } else {
        structure(&name, &about, &action.output, &mut to);
    }
    records(&action.records, &mut to);
    to.finish()
}

/// The types of objects that are answered.
pub(super) fn answered(records: &[Record]) -> impl Iterator<Item = (&Record, &[Field])> {
    records.iter().filter_map(|record| match &record.shape {
        Shape::Answered(fields) => Some((record, &fields[..])),
        Shape::Sent(_) => None,
    })
}

/// A struct for each type of objects that is answered.
pub(super) fn records(records: &[Record], to: &mut Source) {
    for (record, fields) in answered(records) {
        structure(&record.name, &markdown::safe(&markdown::sentence(&record.doc)), fields, to);
    }
}

/// Imports what the fields need that is not defined beside them.
pub(super) fn imports<'f>(fields: impl Iterator<Item = &'f Field>, records: &[Record], to: &mut Source) {
    let fields: Vec<&Field> = fields.collect();
    let own: BTreeSet<&str> = answered(records).map(|(record, _)| record.name.as_str()).collect();
    let names = types::names(fields.iter().map(|field| &field.kind));
    let names: Vec<&str> = names.into_iter().filter(|name| !own.contains(name)).collect();
    match &names[..] {
        [] => {}
        [one] => to.line(format_args!("use crate::{one};")),
        _ => to.list("use crate::{", &names, "};"),
    }
    if fields.iter().any(|field| field.kind.innermost().is_time()) {
        to.line("use rtc_core::generated::{self as rtc, Decode as _, Encode as _};");
    } else if fields.iter().any(|field| reader(field).is_some()) {
        to.line("use rtc_core::generated::{self as rtc, Decode as _};");
    }
}

/// The codec that reads the field, where `serde` alone does not.
fn reader(field: &Field) -> Option<String> {
    let codec = types::codec(&field.kind);
    match &field.kind {
        Type::List(_) | Type::Map(_) => Some(codec),
        _ if field.zero_is_none => Some(format!("rtc::NonZero<{codec}>")),
        _ if field.boxed => Some(format!("rtc::Boxed<{codec}>")),
        // An empty text may mean an absent number, but not an absent text.
        kind if field.optional && *kind != Type::String => Some(format!("rtc::Optional<{codec}>")),
        kind => (kind.is_time() || matches!(kind, Type::Record(_))).then_some(codec),
    }
}

/// An answer of which nothing is read, whatever it is: vendors answer an empty object, an empty list, a text or nothing.
fn empty(name: &str, about: &str, to: &mut Source) {
    to.blank();
    to.doc(about);
    to.line("#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]");
    to.line("#[serde(from = \"serde::de::IgnoredAny\")]");
    to.line("#[non_exhaustive]");
    to.line(format_args!("pub struct {name} {{}}"));
    to.blank();
    to.block(format_args!("impl From<serde::de::IgnoredAny> for {name}"), |to| {
        to.block("fn from(_: serde::de::IgnoredAny) -> Self", |to| to.line("Self {}"));
    });
}

/// An answer that is one value.
fn whole(name: &str, about: &str, value: &Field, to: &mut Source) {
    to.blank();
    to.doc(about);
    to.line("#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]");
    to.line("#[serde(transparent)]");
    to.line("#[non_exhaustive]");
    to.block(format_args!("pub struct {name}"), |to| field(value, to));
}

fn structure(name: &str, about: &str, fields: &[Field], to: &mut Source) {
    to.blank();
    to.doc(about);
    to.line("#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]");
    to.line("#[non_exhaustive]");
    to.block(format_args!("pub struct {name}"), |to| fields.iter().for_each(|it| field(it, to)));
}

fn field(field: &Field, to: &mut Source) {
    let mut attributes = Vec::new();
    let is_whole = field.wire.is_empty();
    if field.wire != field.rust && !is_whole {
        attributes.push(format!("rename = {:?}", field.wire));
    }
    if (field.optional || matches!(field.kind, Type::List(_) | Type::Map(_))) && !is_whole {
        attributes.push("default".to_owned());
    }
    if let Some(codec) = reader(field) {
        attributes.push(format!("deserialize_with = \"{}\"", types::function(&codec, "decode")));
        // All other types have a form of their own that is the one on the wire.
        if field.kind.innermost().is_time() {
            attributes.push(format!("serialize_with = \"{}\"", types::function(&codec, "encode")));
        }
    }
    let plain = types::rust(&field.kind);
    let kind = match (field.boxed, field.optional) {
        (true, _) => format!("Option<Box<{plain}>>"),
        (false, true) => format!("Option<{plain}>"),
        (false, false) => plain,
    };
    to.doc(&about(field));
    if !attributes.is_empty() {
        to.line(format_args!("#[serde({})]", attributes.join(", ")));
    }
    to.line(format_args!("pub {}: {kind},", field.rust));
}

/// What the vendor sends where there is no value, in a sentence.
pub(super) fn zero(kind: &Type) -> &'static str {
    match kind {
        Type::String => "An empty text is read as `None`.",
        Type::Rfc3339 => "The first moment of the year 1 is read as `None`.",
        _ => "A zero is read as `None`.",
    }
}

fn about(field: &Field) -> String {
    let (doc, wire) = (markdown::safe(&markdown::sentence(&field.doc)), markdown::code(&field.wire));
    let form = match &field.kind {
        Type::UnixSeconds => " in Unix seconds.".to_owned(),
        Type::UnixMillis => " in Unix milliseconds.".to_owned(),
        Type::Rfc3339 => " in RFC 3339; the offset is kept.".to_owned(),
        Type::Calendar(calendar) => format!(" as a text such as `{}`{}.", calendar.sample(), super::zone(*calendar)),
        Type::List(_) | Type::Map(_) => "; empty if the vendor omits it or sends `null`.".to_owned(),
        _ => ".".to_owned(),
    };
    let received =
        if field.wire.is_empty() { format!("The whole answer{form}") } else { format!("Received as {wire}{form}") };
    let about = markdown::then(&doc, &received);
    if field.zero_is_none { markdown::then(&about, zero(&field.kind)) } else { about }
}
