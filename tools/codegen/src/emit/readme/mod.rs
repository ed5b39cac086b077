//! `README.md`, which is also the crate's documentation: a call, the parameters, the answer, the error codes.

macro_rules! line {
    ($to:expr) => { $to.push('\n') };
    ($to:expr, $($arguments:tt)*) => {{ let _ = writeln!($to, $($arguments)*); }};
}

mod tables;

pub(super) use tables::limits;

use super::samples::{self, Times};
use crate::{
    MARK,
    markdown::{cell, code, safe, sentence},
};
use rtc_catalog::model::{Action, Beyond, Parameter, Scope, Shape};
use std::fmt::Write as _;

pub(super) fn emit(action: &Action) -> String {
    let mut text = format!("<!-- {MARK} from specs/{}. Edit the spec, not this file. -->\n", action.spec);
    introduction(action, &mut text);
    call(action, &mut text);
    rules(action, &mut text);
    tables::parameters(action, &mut text);
    tables::answer(action, &mut text);
    tables::enums(action, &mut text);
    tables::codes(action, &mut text);
    notes(action, &mut text);
    text
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
            pages.max,
            action.output[pages.rows].wire,
            pages.key.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")
        ));
    }
    if let Some(batch) = &action.batch {
        let ids = &action.parameters[batch.over].wire;
        rules.push(format!("**Ids:** one call takes {} in `{ids}`; `.send_all(&client)` takes any number.", batch.max));
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
