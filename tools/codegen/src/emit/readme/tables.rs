//! The tables: parameters, answer, enumerations, error codes.

use crate::{
    emit::{response, types::rust},
    markdown::{self, cell, code, safe, sentence},
};
use rtc_catalog::model::{Action, Code, Enum, Field, Parameter, Record, Retry, Shape, Type, Vendor};
use std::fmt::Write as _;

/// The documented limits of an action's parameter, in words, with those that are narrower if others are set.
pub(in crate::emit) fn action_limits(action: &Action, at: usize) -> Vec<String> {
    let narrower = |narrower: Vec<(usize, i64)>, what: &'static str| {
        let narrower = narrower.into_iter().rev();
        narrower
            .map(move |(when, max)| format!("at most {max}{what} if {} is set", code(&action.parameters[when].rust)))
    };
    let items = narrower(action.narrower_items(at), " items");
    limits(&action.parameters[at]).into_iter().chain(items).chain(narrower(action.narrower_ranges(at), "")).collect()
}

/// The documented limits of a parameter, in words.
pub(in crate::emit) fn limits(parameter: &Parameter) -> Vec<String> {
    let limits = &parameter.limits;
    let mut words = Vec::new();
    let each = if matches!(parameter.kind, Type::List(_)) { "each " } else { "" };
    if let Some(items) = limits.items {
        words.push(format!("{items} items"));
    }
    if let Some(range) = limits.range {
        words.push(format!("{each}{range}"));
    }
    let set = limits.characters.as_ref().map(|set| code(&set.pattern));
    match (limits.length.map(|length| format!("{length} characters")), set) {
        (Some(length), Some(set)) => words.push(format!("{each}{length} from {set}")),
        (Some(length), None) => words.push(format!("{each}{length}").replace("at least 1 characters", "not empty")),
        (None, Some(set)) => words.push(format!("{each}only characters from {set}")),
        (None, None) => {}
    }
    words.extend(limits.bytes.map(|bytes| format!("{each}{bytes} bytes in UTF-8")));
    words
}

pub(super) fn parameters(action: &Action, types: Types, to: &mut String) {
    line!(to, "\n## Parameters\n");
    if action.parameters.is_empty() && action.regions.is_empty() {
        line!(to, "None.");
        return;
    }
    line!(to, "| Setter | Type | Wire name | Wire type | Required | Description |\n|---|---|---|---|---|---|");
    for (at, parameter) in action.parameters.iter().enumerate() {
        parameter_row(parameter, &action_limits(action, at), types, to);
    }
    if !action.regions.is_empty() {
        let regions: Vec<String> = action.regions.iter().map(|region| code(region)).collect();
        line!(
            to,
            "| `region` | {} | `Region` | text | | The region to call: {}. Default: the client's region, or else the endpoint's. |",
            types.cell(&Type::Enum("Region".to_owned()), false),
            regions.join(", ")
        );
    }
    for record in &action.records {
        if let Shape::Sent(parameters) = &record.shape {
            object(record, parameters, types, to);
        }
    }
}

/// An object that is sent.
fn object(record: &Record, parameters: &[Parameter], types: Types, to: &mut String) {
    line!(to, "\n### `{}`\n\n{}\n", record.name, safe(&sentence(&record.doc)));
    line!(to, "| Setter | Type | Wire name | Wire type | Required | Description |\n|---|---|---|---|---|---|");
    for parameter in parameters {
        parameter_row(parameter, &limits(parameter), types, to);
    }
}

/// The types of objects that several actions share.
pub(super) fn records(records: &[Record], types: Types, to: &mut String) {
    if !records.is_empty() {
        line!(to, "\n## Types");
    }
    for record in records {
        match &record.shape {
            Shape::Sent(parameters) => object(record, parameters, types, to),
            Shape::Answered(inner) => {
                line!(to, "\n### `{}`\n\n{}\n", record.name, safe(&sentence(&record.doc)));
                fields(inner, types, to);
            }
        }
    }
}

fn parameter_row(parameter: &Parameter, limits: &[String], types: Types, to: &mut String) {
    let mut what = vec![sentence(&parameter.doc)];
    if !limits.is_empty() {
        what.push(sentence(&format!("allowed: {}", limits.join("; "))));
    }
    if let Some(default) = &parameter.default {
        what.push(format!("Default: `{default}`."));
    }
    let required = if parameter.required { "yes" } else { "" };
    let (setter, wire) = (code(&parameter.rust), code(&parameter.wire));
    let (rust, words) = (types.cell(&parameter.kind, false), type_words(&parameter.kind));
    line!(to, "| {setter} | {rust} | {wire} | {words} | {required} | {} |", cell(&what.join(" ")));
}

pub(super) fn answer(action: &Action, types: Types, to: &mut String) {
    line!(to, "\n## Answer\n");
    match action.whole_answer() {
        Some(value) => {
            let (name, kind) = (code(&value.rust), types.cell(&value.kind, value.optional || value.boxed));
            line!(to, "The answer is one value, {name}: {kind}. {}", safe(&description(value)));
        }
        None if action.output.is_empty() => {
            line!(to, "The answer has no fields.");
            return;
        }
        None => fields(&action.output, types, to),
    }
    for record in &action.records {
        if let Shape::Answered(inner) = &record.shape {
            line!(to, "\n### `{}`\n\n{}\n", record.name, safe(&sentence(&record.doc)));
            fields(inner, types, to);
        }
    }
}

/// How a table shows Rust's types.
#[derive(Clone, Copy, Debug)]
pub(super) enum Types {
    /// As code, for a README.
    Plain,
    /// As code with links, for rustdoc.
    Linked,
}

impl Types {
    fn cell(self, kind: &Type, optional: bool) -> String {
        match (self, optional) {
            (Self::Plain, false) => code(&self.of(kind)),
            (Self::Plain, true) => code(&format!("Option<{}>", self.of(kind))),
            (Self::Linked, false) => format!("<code>{}</code>", self.of(kind)),
            (Self::Linked, true) => format!("<code>[Option]&lt;{}&gt;</code>", self.of(kind)),
        }
    }

    fn of(self, kind: &Type) -> String {
        match (self, kind) {
            (Self::Plain, Type::List(inner)) => format!("Vec<{}>", self.of(inner)),
            (Self::Linked, Type::List(inner)) => format!("[Vec]&lt;{}&gt;", self.of(inner)),
            (Self::Plain, Type::Map(inner)) => format!("BTreeMap<String, {}>", self.of(inner)),
            (Self::Linked, Type::Map(inner)) => {
                format!("[BTreeMap](std::collections::BTreeMap)&lt;[String], {}&gt;", self.of(inner))
            }
            (Self::Plain, kind) if kind.is_time() => "OffsetDateTime".to_owned(),
            (Self::Linked, kind) if kind.is_time() => "[OffsetDateTime](time::OffsetDateTime)".to_owned(),
            (Self::Plain, kind) => rust(kind),
            (Self::Linked, kind) => format!("[{}]", rust(kind)),
        }
    }
}

/// A type in words, its name as code if the spec gave it one.
fn type_words(kind: &Type) -> String {
    match kind {
        Type::List(inner) => format!("list of {}", type_words(inner)),
        Type::Map(inner) => format!("mapping from text to {}", type_words(inner)),
        Type::Record(name) | Type::Enum(name) => code(name),
        _ => kind.describe(),
    }
}

fn fields(fields: &[Field], types: Types, to: &mut String) {
    line!(to, "| Field | Type | Wire name | Wire type | Description |\n|---|---|---|---|---|");
    for field in fields {
        let optional = if field.optional || field.boxed { ", optional" } else { "" };
        let (rust, wire) = (code(&field.rust), code(&field.wire));
        let (kind, words) = (types.cell(&field.kind, field.optional || field.boxed), type_words(&field.kind));
        line!(to, "| {rust} | {kind} | {wire} | {words}{optional} | {} |", cell(&description(field)));
    }
}

/// What a field is, and which zero stands for none.
fn description(field: &Field) -> String {
    let what = sentence(&field.doc);
    if field.zero_is_none { markdown::then(&what, response::zero(&field.kind)) } else { what }
}

pub(super) fn enums(all: &[&Enum], to: &mut String) {
    if all.is_empty() {
        return;
    }
    line!(
        to,
        "\n## Enumerations\n\nAll enumerations are open: a value that is not documented becomes `Undocumented`, which keeps it unchanged."
    );
    for item in all {
        line!(
            to,
            "\n### `{}`\n\n{}\n\n| Variant | Wire value | Description |\n|---|---|---|",
            item.name,
            safe(&sentence(&item.doc))
        );
        for value in &item.values {
            let what = value.doc.as_deref().map(|doc| cell(&sentence(doc))).unwrap_or_default();
            line!(to, "| {} | {} | {what} |", code(&value.rust), code(&value.wire));
        }
    }
}

/// The error codes of an action: its own; those of the vendor stand in the vendor's crate.
pub(super) fn action_codes(action: &Action, to: &mut String) {
    line!(to, "\n## Error codes\n");
    let own: Vec<&Code> = action.codes.iter().filter(|code| code.own).collect();
    if !own.is_empty() {
        code_table(&own, to);
        line!(to);
    }
    let (also, common) = (if own.is_empty() { "" } else { "also " }, action.vendor.common_package());
    line!(
        to,
        "The vendor can {also}refuse the action with one of the codes in `{common}`, which all its actions share."
    );
    line!(to, "A code that is not documented becomes `Common(…Code::Undocumented(…))`, which keeps it unchanged.");
}

/// The error codes that the vendor's actions share.
pub(super) fn vendor_codes(vendor: &Vendor, to: &mut String) {
    line!(to, "\n## Error codes");
    for (group, codes) in &vendor.groups {
        let title = if group == "every" { "Codes of all actions:" } else { "Codes of some actions:" };
        line!(to, "\n{title}\n");
        code_table(&codes.iter().collect::<Vec<_>>(), to);
    }
    line!(to, "\nA code that is not documented becomes `Undocumented`, which keeps it unchanged.");
}

fn code_table(codes: &[&Code], to: &mut String) {
    line!(to, "| Code | Variant | Meaning | Advice | Retried |\n|---|---|---|---|---|");
    for item in codes {
        let retry = match item.retry {
            Retry::Never => "no",
            Retry::Backoff => "yes",
            Retry::Throttle => "yes, at a lower rate",
            Retry::Resign => "with a corrected clock",
            Retry::RefreshCredentials => "with new credentials",
        };
        let advice = item.advice.as_deref().map(|advice| cell(&sentence(advice))).unwrap_or_default();
        let (wire, variant, meaning) = (code(&item.wire), code(&item.rust), cell(&sentence(&item.doc)));
        line!(to, "| {wire} | {variant} | {meaning} | {advice} | {retry} |");
    }
}
