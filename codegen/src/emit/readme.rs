//! `README.md`, which is also the crate's documentation: a call, the parameters, the answer, the error codes.

use super::samples::{self, Times};
use crate::{
    MARK,
    markdown::{cell, code, safe, sentence},
};
use rtc_spec::model::{Action, Beyond, Code, Enum, Field, Parameter, Retry, Scope, Shape, Type};
use std::fmt::Write as _;

pub(super) fn emit(action: &Action) -> String {
    let mut text = format!("<!-- {MARK} from specs/{}. Edit the spec, not this file. -->\n", action.spec);
    introduction(action, &mut text);
    call(action, &mut text);
    rules(action, &mut text);
    parameters(action, &mut text);
    answer(action, &mut text);
    enums(action, &mut text);
    codes(action, &mut text);
    notes(action, &mut text);
    text
}

macro_rules! line {
    ($to:expr) => { $to.push('\n') };
    ($to:expr, $($arguments:tt)*) => {{ let _ = writeln!($to, $($arguments)*); }};
}

fn introduction(action: &Action, to: &mut String) {
    line!(to, "# {}", action.package);
    line!(to);
    line!(to, "`{}` of {}: {}", action.name, action.vendor.title, safe(&sentence(&action.summary)));
    if let Some(doc) = &action.doc {
        line!(to);
        for paragraph in doc.lines() {
            line!(to, "{}", safe(paragraph.trim()));
        }
    }
    line!(to);
    let version =
        if action.version.is_empty() { String::new() } else { format!(", version {}", code(&action.version)) };
    let updated = action.source.updated.as_ref().map(|day| format!(", last changed {day}")).unwrap_or_default();
    line!(to, "Made from [the vendor's page]({}){version}, read {}{updated}.", action.source.url, action.source.read);
}

fn call(action: &Action, to: &mut String) {
    let needed: Vec<&Parameter> = action.parameters.iter().filter(|parameter| parameter.required).collect();
    let window = action
        .window
        .as_ref()
        .map(|window| (&action.parameters[window.start].wire, &action.parameters[window.end].wire));
    let in_window =
        |parameter: &&Parameter| window.is_some_and(|(start, end)| parameter.wire == *start || parameter.wire == *end);
    let mut setters = String::new();
    for parameter in &needed {
        let value = match window {
            Some((start, _)) if parameter.wire == *start => {
                "OffsetDateTime::now_utc() - Duration::minutes(30)".to_owned()
            }
            Some((_, end)) if parameter.wire == *end => "OffsetDateTime::now_utc()".to_owned(),
            _ => samples::expression(action, &parameter.kind, &samples::shown(action, parameter), Times::Library),
        };
        line!(setters, "    .{}({value})", parameter.rust);
    }
    let mut names: Vec<&str> = vec!["Client"];
    let mentioned = |name: &str| setters.contains(&format!("{name}::"));
    names.push(&action.name);
    names.extend(action.enums.iter().map(|item| item.name.as_str()).filter(|name| mentioned(name)));
    names.extend(action.records.iter().map(|record| record.name.as_str()).filter(|name| mentioned(name)));
    names.sort_unstable();
    line!(to, "\n```rust,no_run");
    line!(to, "use {}::{{{}}};", action.package.replace('-', "_"), names.join(", "));
    let mut time: Vec<&str> = Vec::new();
    if needed.iter().any(in_window) && setters.contains("Duration::") {
        time.push("Duration");
    }
    if setters.contains("OffsetDateTime") {
        time.push("OffsetDateTime");
    }
    match &time[..] {
        [] => {}
        [one] => line!(to, "use time::{one};"),
        several => line!(to, "use time::{{{}}};", several.join(", ")),
    }
    if setters.contains("&Rfc3339") {
        line!(to, "use time::format_description::well_known::Rfc3339;");
    }
    line!(to, "\n# async fn call() -> Result<(), Box<dyn std::error::Error>> {{");
    line!(to, "let client = Client::from_env()?;");
    line!(to, "let answer = {}::builder()\n{setters}    .send(&client)\n    .await?;", action.name);
    line!(to, "println!(\"{{answer:#?}}\");");
    line!(to, "# Ok(())\n# }}\n```");
}

fn rules(action: &Action, to: &mut String) {
    let mut rules: Vec<String> = Vec::new();
    if let Some(quota) = &action.quota {
        let scope = match quota.scope {
            Scope::Account => "one account, over all its apps",
            Scope::App => "one app, over all its rooms",
            Scope::Room => "one room",
        };
        let by: Vec<String> = quota.by.iter().map(|at| code(&action.parameters[*at].wire)).collect();
        let by = if by.is_empty() { String::new() } else { format!(", named by {}", by.join(", ")) };
        rules.push(format!("**How often:** {} in {} for {scope}{by}.", plural(quota.calls, "call"), quota.per));
    }
    if let Some(window) = &action.window {
        let (start, end) = (&action.parameters[window.start].wire, &action.parameters[window.end].wire);
        let mut text = format!("**Span of time:** from `{start}` to `{end}`");
        if let Some(span) = window.span {
            let _ = write!(text, ", at most {span}");
            text.push_str(match window.beyond {
                Some(Beyond::Clamped) => {
                    "; the vendor cuts a longer one at its end and does not say so, so this crate refuses it"
                }
                Some(Beyond::Refused) => "; the vendor refuses a longer one",
                None => "",
            });
        }
        text.push('.');
        if let Some(back) = window.back {
            let _ = write!(text, " It may start at most {back} ago.");
        }
        if let Some(lag) = window.lag {
            let _ = write!(text, " What happened in the last {lag} is not there yet.");
        }
        if action.pages.is_some() {
            text.push_str(" `.sweep(&client)` takes any span.");
        }
        rules.push(text);
    }
    if let Some(pages) = &action.pages {
        let (number, size) = (&action.parameters[pages.number].wire, &action.parameters[pages.size].wire);
        rules.push(format!(
            "**Pages:** `{number}` counts from {}, `{size}` is {} at the most. The rows are in `{}`, told apart by {}. `.rows(&client)` and `.pages(&client)` have all of them.",
            pages.first,
            pages.most,
            action.output[pages.rows].wire,
            pages.key.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")
        ));
    }
    if let Some(batch) = &action.batch {
        let ids = &action.parameters[batch.over].wire;
        rules
            .push(format!("**Ids:** one call takes {} in `{ids}`; `.send_all(&client)` takes any number.", batch.most));
    }
    for group in &action.together {
        let names: Vec<_> = group.iter().map(|at| format!("`{}`", action.parameters[*at].wire)).collect();
        rules.push(format!("**Together:** set {} all or not at all.", names.join(", ")));
    }
    rules.push(if action.safe {
        "**Asking twice** changes nothing.".to_owned()
    } else {
        "**Asking twice** is not safe: a call that failed may have had its effect.".to_owned()
    });
    line!(to);
    for rule in rules {
        line!(to, "- {rule}");
    }
}

fn plural(count: u32, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// What is allowed of a parameter, in words.
pub(super) fn limits(parameter: &Parameter) -> Vec<String> {
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

fn parameters(action: &Action, to: &mut String) {
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

fn answer(action: &Action, to: &mut String) {
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

fn enums(action: &Action, to: &mut String) {
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

fn codes(action: &Action, to: &mut String) {
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
                Retry::Again => "yes",
                Retry::Slower => "yes, slower",
                Retry::Resigned => "after a clock fix",
                Retry::Refreshed => "with new credentials",
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

fn notes(action: &Action, to: &mut String) {
    let own = action.notes.iter().map(|note| (String::new(), note));
    let parameters = action
        .parameters
        .iter()
        .flat_map(|parameter| parameter.notes.iter().map(|note| (format!("`{}`: ", parameter.wire), note)));
    let fields =
        action.output.iter().flat_map(|field| field.notes.iter().map(|note| (format!("`{}`: ", field.wire), note)));
    let nested = action.records.iter().flat_map(|record| match &record.shape {
        Shape::Answered(fields) => fields
            .iter()
            .flat_map(|field| field.notes.iter().map(|note| (format!("`{}.{}`: ", record.name, field.wire), note)))
            .collect::<Vec<_>>(),
        Shape::Sent(parameters) => parameters
            .iter()
            .flat_map(|field| field.notes.iter().map(|note| (format!("`{}.{}`: ", record.name, field.wire), note)))
            .collect(),
    });
    let notes: Vec<_> = own.chain(parameters).chain(fields).chain(nested).collect();
    if notes.is_empty() {
        return;
    }
    line!(to, "\n## Notes\n\nWhere the vendor's pages disagree, are silent, or could not be verified:\n");
    for (place, note) in notes {
        line!(to, "- {place}{}", cell(&sentence(note)).replace("\\|", "|"));
    }
}
