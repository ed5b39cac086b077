//! The tables: parameters, answer, enumerations, error codes.

use crate::markdown::{cell, code, safe, sentence};
use rtc_catalog::model::{Action, Code, Enum, Field, Parameter, Retry, Shape, Type};
use std::fmt::Write as _;

/// What is allowed of a parameter, in words.
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
    if let Some(length) = limits.length {
        words.push(format!("{each}{length} characters").replace("at least 1 characters", "not empty"));
    }
    if let Some(set) = &limits.characters {
        words.push(format!("{each}of the characters `{}`", set.words));
    }
    words
}

pub(super) fn parameters(action: &Action, to: &mut String) {
    line!(to, "\n## Parameters\n");
    if action.parameters.is_empty() && action.regions.is_none() {
        line!(to, "None.");
        return;
    }
    line!(to, "| setter | on the wire | type | required | what |\n|---|---|---|---|---|");
    for parameter in &action.parameters {
        parameter_row(parameter, to);
    }
    if action.regions.is_some() {
        let default = code(&action.vendor.region);
        line!(
            to,
            "| `region` | `Region` | `Region` | | The region to ask; the client's unless given, {default} if it has none. |"
        );
    }
    for record in &action.records {
        if let Shape::Sent(parameters) = &record.shape {
            line!(to, "\n### `{}`\n\n{}\n", record.name, safe(&sentence(&record.doc)));
            line!(to, "| setter | on the wire | type | required | what |\n|---|---|---|---|---|");
            for parameter in parameters {
                parameter_row(parameter, to);
            }
        }
    }
}

fn parameter_row(parameter: &Parameter, to: &mut String) {
    let mut what = vec![sentence(&parameter.doc)];
    let limits = limits(parameter);
    if !limits.is_empty() {
        what.push(sentence(&format!("allowed: {}", limits.join("; "))));
    }
    if let Some(default) = &parameter.default {
        what.push(format!("Left out: `{default}`."));
    }
    let required = if parameter.required { "yes" } else { "" };
    let (setter, wire) = (code(&parameter.rust), code(&parameter.wire));
    line!(to, "| {setter} | {wire} | {} | {required} | {} |", type_words(&parameter.kind), cell(&what.join(" ")));
}

pub(super) fn answer(action: &Action, to: &mut String) {
    line!(to, "\n## Answer\n");
    if action.output.is_empty() {
        line!(to, "Nothing but success.");
        return;
    }
    fields(&action.output, to);
    for record in &action.records {
        if let Shape::Answered(inner) = &record.shape {
            line!(to, "\n### `{}`\n\n{}\n", record.name, safe(&sentence(&record.doc)));
            fields(inner, to);
        }
    }
}

/// A type in words, its name as code if the spec gave it one.
fn type_words(kind: &Type) -> String {
    match kind {
        Type::List(inner) => format!("list of {}", type_words(inner)),
        Type::Map(inner) => format!("mapping from text to {}", type_words(inner)),
        Type::Record(name) | Type::Enum(name) => code(name),
        _ => kind.words(),
    }
}

fn fields(fields: &[Field], to: &mut String) {
    line!(to, "| field | on the wire | type | what |\n|---|---|---|---|");
    for field in fields {
        let optional = if field.optional { ", optional" } else { "" };
        let (rust, wire) = (code(&field.rust), code(&field.wire));
        line!(to, "| {rust} | {wire} | {}{optional} | {} |", type_words(&field.kind), cell(&sentence(&field.doc)));
    }
}

pub(super) fn enums(action: &Action, to: &mut String) {
    let all: Vec<&Enum> = action.regions.iter().chain(&action.enums).collect();
    if all.is_empty() {
        return;
    }
    line!(
        to,
        "\n## Enumerations\n\nAll of them are open: a value without a name comes as `Undocumented` and is kept as it is."
    );
    for item in all {
        line!(
            to,
            "\n### `{}`\n\n{}\n\n| variant | on the wire | what |\n|---|---|---|",
            item.name,
            safe(&sentence(&item.doc))
        );
        for value in &item.values {
            let what = value.doc.as_deref().map(|doc| cell(&sentence(doc))).unwrap_or_default();
            line!(to, "| {} | {} | {what} |", code(&value.rust), code(&value.wire));
        }
    }
}

pub(super) fn codes(action: &Action, to: &mut String) {
    if action.codes.is_empty() {
        return;
    }
    line!(to, "\n## Error codes\n");
    let (own, common): (Vec<&Code>, Vec<&Code>) = action.codes.iter().partition(|code| code.own);
    for (title, codes) in [("Of this action:", own), ("That all or several of the vendor's actions answer:", common)] {
        if codes.is_empty() {
            continue;
        }
        line!(to, "{title}\n\n| code | variant | meaning | what to do | again? |\n|---|---|---|---|---|");
        for item in codes {
            let again = match item.retry {
                Retry::Never => "no",
                Retry::Backoff => "yes",
                Retry::Throttle => "yes, slower",
                Retry::Resign => "after a clock fix",
                Retry::RefreshCredentials => "with new credentials",
            };
            let advice = item.advice.as_deref().map(|advice| cell(&sentence(advice))).unwrap_or_default();
            line!(
                to,
                "| {} | {} | {} | {advice} | {again} |",
                code(&item.wire),
                code(&item.rust),
                cell(&sentence(&item.doc))
            );
        }
        line!(to);
    }
    line!(to, "A code without a name comes as `Undocumented` and is kept as it is.");
}
