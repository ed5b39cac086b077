//! `README.md`, which is also the crate's documentation: a call, the parameters, the answer, the error codes.

macro_rules! line {
    ($to:expr) => { $to.push('\n') };
    ($to:expr, $($arguments:tt)*) => {{ let _ = writeln!($to, $($arguments)*); }};
}

mod tables;
mod umbrella;

use tables::Types;
pub(super) use tables::{action_limits, limits};
pub(super) use umbrella::of_umbrella;

use super::samples::{self, Times};
use crate::{
    MARK,
    markdown::{cell, code, inline, safe, sentence, wrap},
};
use rtc_catalog::model::{Action, Beyond, PageBy, Parameter, Scope, Shape, Shared, Vendor};
use std::fmt::Write as _;

/// Of an action's crate.
pub(super) fn of_action(action: &Action, shared: &Shared<'_>) -> String {
    let mut text = format!("<!-- {MARK} from specs/{}. Edit the spec, not this file. -->\n", action.spec);
    introduction(action, &mut text);
    call(action, &Import::own(action), &mut text);
    rules(action, &mut text);
    tables::parameters(action, Types::Plain, &mut text);
    tables::answer(action, Types::Plain, &mut text);
    tables::enums(&action.enums.iter().collect::<Vec<_>>(), &mut text);
    shared_types(action, shared, &mut text);
    tables::action_codes(action, &mut text);
    notes(action, &mut text);
    text
}

/// The documentation of an action's crate: what the README has up to the answer. Rustdoc shows the crate's items behind it,
/// and with them the enumerations and the error codes.
pub(super) fn documentation_of_action(action: &Action) -> String {
    let mut text = String::new();
    introduction(action, &mut text);
    call(action, &Import::own(action), &mut text);
    rules(action, &mut text);
    tables::parameters(action, Types::Linked, &mut text);
    tables::answer(action, Types::Linked, &mut text);
    line!(text, "\n## Error codes\n\n[`{}Code`] has them, with meaning and advice.", action.name);
    text
}

/// The documentation of the crate with what the actions of a vendor share. The crate's items are its tables.
pub(super) fn documentation_of_common(vendor: &Vendor) -> String {
    let mut text = String::new();
    introduction_of_common(vendor, &mut text);
    text
}

/// Of the crate with what the actions of a vendor share.
pub(super) fn of_common(vendor: &Vendor) -> String {
    let spec = super::vendor_spec(vendor);
    let mut text = format!("<!-- {MARK} from specs/{spec}. Edit the spec, not this file. -->\n");
    introduction_of_common(vendor, &mut text);
    line!(text, "\n## Endpoints\n\n| Constant | Host | Region | Description |\n|---|---|---|---|");
    for host in &vendor.hosts {
        let region = host.region.as_deref().unwrap_or(&vendor.region);
        let region = if region.is_empty() { String::new() } else { code(region) };
        line!(text, "| {} | {} | {region} | {} |", code(&host.constant), code(&host.host), cell(&sentence(&host.doc)));
    }
    tables::records(&vendor.records, Types::Plain, &mut text);
    tables::enums(&vendor.regions.iter().chain(&vendor.enums).collect::<Vec<_>>(), &mut text);
    tables::vendor_codes(vendor, &mut text);
    text
}

fn introduction_of_common(vendor: &Vendor, to: &mut String) {
    line!(to, "# {}\n", vendor.common_package());
    line!(
        to,
        "Error codes, endpoints and types that the actions of {} share. Each action's crate re-exports what it uses, so an \
         app seldom needs to depend on this crate.",
        inline(&vendor.title)
    );
}

/// Names the vendor's types that the action uses.
fn shared_types(action: &Action, shared: &Shared<'_>, to: &mut String) {
    let records = shared.records.iter().map(|record| code(&record.name));
    let names: Vec<String> = records.chain(shared.enums.iter().map(|item| code(&item.name))).collect();
    if !names.is_empty() {
        let verb = if names.len() == 1 { "comes" } else { "come" };
        line!(to, "\n{} {verb} from `{}`, which documents them.", names.join(", "), action.vendor.common_package());
    }
}

fn introduction(action: &Action, to: &mut String) {
    line!(to, "# {}", action.package);
    line!(to);
    line!(to, "`{}` of {}: {}", action.name, inline(&action.vendor.title), inline(&sentence(&action.summary)));
    if let Some(doc) = &action.doc {
        line!(to);
        for paragraph in wrap(&safe(doc), 120) {
            line!(to, "{paragraph}");
        }
    }
    line!(to);
    let version =
        if action.version.is_empty() { String::new() } else { format!(", version {}", code(&action.version)) };
    let updated = action.source.updated.as_ref().map(|day| format!(", last changed on {day}")).unwrap_or_default();
    line!(
        to,
        "Generated from [the vendor's page]({}){version}, read on {}{updated}.",
        action.source.url,
        action.source.read
    );
}

/// How a program comes by an action's types.
struct Import {
    /// The line for `Cargo.toml`.
    dependency: String,
    /// The path of the crate or module that has them.
    path: String,
}

impl Import {
    /// From the action's own crate.
    fn own(action: &Action) -> Self {
        let version = super::manifest::compatible(&action.release);
        Self { dependency: format!("{} = \"{version}\"", action.package), path: action.package.replace('-', "_") }
    }
}

fn call(action: &Action, import: &Import, to: &mut String) {
    let needed: Vec<&Parameter> = action.parameters.iter().filter(|parameter| parameter.required).collect();
    let window = action
        .window
        .as_ref()
        .map(|window| (&action.parameters[window.start].wire, &action.parameters[window.end].wire));
    let in_window =
        |parameter: &&Parameter| window.is_some_and(|(start, end)| parameter.wire == *start || parameter.wire == *end);
    let mut types: Vec<&str> = super::type_names(action).into_iter().collect();
    let clash = types.iter().any(|name| ["Duration", "OffsetDateTime", "Rfc3339"].contains(name));
    let times = if clash { Times::Qualified } else { Times::Imported };
    let (date_time, duration) = (times.date_time(), if clash { "time::Duration" } else { "Duration" });
    let mut setters = String::new();
    for parameter in &needed {
        let value = match window {
            Some((start, _)) if parameter.wire == *start && parameter.kind.is_day() => {
                format!("({date_time}::now_utc() - {duration}::DAY).date()")
            }
            Some((_, end)) if parameter.wire == *end && parameter.kind.is_day() => {
                format!("{date_time}::now_utc().date()")
            }
            Some((start, _)) if parameter.wire == *start => {
                format!("{date_time}::now_utc() - {duration}::minutes(30)")
            }
            Some((_, end)) if parameter.wire == *end => format!("{date_time}::now_utc()"),
            _ => samples::expression(action, &parameter.kind, &samples::shown(action, parameter), times),
        };
        line!(setters, "        .{}({value})", parameter.rust);
    }
    let unqualified = setters.replace("time::Duration::", "").replace("time::OffsetDateTime::", "");
    types.retain(|name| unqualified.contains(&format!("{name}::")));
    let mut names: Vec<&str> = vec!["Client", &action.name];
    names.append(&mut types);
    names.sort_unstable();
    let needs_time = setters.contains("OffsetDateTime") || setters.contains("Duration");
    line!(to, "\n```toml\n[dependencies]");
    line!(to, "{}", import.dependency);
    if setters.contains("OffsetDateTime::parse") {
        line!(to, "time = {{ version = \"0.3\", features = [\"parsing\"] }}");
    } else if needs_time {
        line!(to, "time = \"0.3\"");
    }
    line!(to, "tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n```");
    line!(to, "\n```rust,no_run");
    let uses = format!("use {}::{{{}}};", import.path, names.join(", "));
    let mut time: Vec<&str> = Vec::new();
    if !clash && needed.iter().any(in_window) && setters.contains("Duration::") {
        time.push("Duration");
    }
    if !clash && setters.contains("OffsetDateTime::") {
        time.push("OffsetDateTime");
    }
    // Imports in the order of rustfmt.
    let mut imports = vec![uses];
    match &time[..] {
        [] => {}
        [one] => imports.push(format!("use time::{one};")),
        several => imports.push(format!("use time::{{{}}};", several.join(", "))),
    }
    if !clash && setters.contains("&Rfc3339") {
        imports.push("use time::format_description::well_known::Rfc3339;".to_owned());
    }
    imports.sort();
    line!(to, "{}\n", imports.join("\n"));
    line!(to, "#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{");
    line!(to, "    let client = Client::from_env()?;");
    line!(to, "    let answer = {}::builder()\n{setters}        .send(&client)\n        .await?;", action.name);
    line!(to, "    println!(\"{{answer:#?}}\");\n    Ok(())\n}}\n```");
}

fn rules(action: &Action, to: &mut String) {
    let mut rules: Vec<String> = Vec::new();
    for quota in &action.quotas {
        let scope = match quota.scope {
            Scope::Account => "account, shared by all its apps",
            Scope::App => "app, shared by all its rooms",
            Scope::Room => "room",
        };
        let by: Vec<String> = quota.by.iter().map(|at| code(&action.parameters[*at].wire)).collect();
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(" (the app or room is identified by {})", by.join(", "))
        };
        let per = quota.per.to_string();
        let per = match per.strip_prefix("1 ") {
            Some(unit) => format!("per {unit} and"),
            None => format!("every {per} per"),
        };
        let given: Vec<String> = quota.given.iter().map(|at| code(&action.parameters[*at].wire)).collect();
        let given =
            if given.is_empty() { String::new() } else { format!(", of calls that set {}", given.join(" or ")) };
        rules.push(format!("**Quota:** {} {per} {scope}{by}{given}.", plural(quota.calls, "call")));
    }
    if let Some(window) = &action.window {
        let (start, end) = (&action.parameters[window.start].wire, &action.parameters[window.end].wire);
        let mut text = format!("**Time range:** from `{start}` to `{end}`");
        if let Some(span) = window.span {
            let _ = write!(text, ", at most {span}{}", narrower(action, &action.narrower_spans()));
            text.push_str(match window.beyond {
                Some(Beyond::Clamped) => ". The vendor silently truncates a longer range, so this crate refuses it",
                Some(Beyond::Refused) => ". The vendor refuses a longer range",
                None => "",
            });
        }
        text.push('.');
        if let Some(back) = window.back {
            let _ = write!(text, " It starts at most {back} ago.");
        }
        if let Some(lag) = window.lag {
            let _ = write!(text, " Data of the last {lag} is not available yet.");
        }
        if action.is_swept() {
            text.push_str(" `.sweep(&client)` accepts a range of any length.");
        }
        rules.push(text);
    }
    if let Some(pages) = &action.pages {
        let (number, size) = (&action.parameters[pages.number].wire, &action.parameters[pages.size].wire);
        let named = match pages.by {
            PageBy::Number => format!("`{number}` counts from {}", pages.first),
            PageBy::Offset => format!("`{number}` is the number of rows to skip"),
            PageBy::Marker { next } => {
                format!("`{number}` continues where the answer before ended, with its `{}`", action.output[next].wire)
            }
        };
        rules.push(format!(
            "**Pages:** {named}, `{size}` is at most {}. The rows are in `{}`, identified by {}. `.rows(&client)` and `.pages(&client)` read all pages.",
            format_args!("{}{}", pages.max, narrower(action, &action.narrower_ranges(pages.size))),
            action.output[pages.rows].wire,
            pages.key.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ")
        ));
    }
    if let Some(batch) = &action.batch {
        let ids = &action.parameters[batch.over].wire;
        rules.push(format!(
            "**Batches:** one call accepts at most {} ids in `{ids}`{}; `.send_all(&client)` accepts any number.",
            batch.max,
            narrower(action, &action.narrower_items(batch.over))
        ));
    }
    for group in &action.together {
        let names: Vec<_> = group.iter().map(|at| format!("`{}`", action.parameters[*at].wire)).collect();
        rules.push(format!("**Together:** set all of {}, or none of them.", names.join(", ")));
    }
    rules.push(retries(action));
    line!(to);
    for rule in rules {
        line!(to, "- {rule}");
    }
}

/// Whether failed calls are retried.
fn retries(action: &Action) -> String {
    if action.safe {
        return "**Retries:** repeating a call has no side effects, so failed calls are retried.".to_owned();
    }
    let verified =
        action.verify_with.as_ref().map_or(String::new(), |other| format!("; `{other}` shows whether it was executed"));
    let not_retried = format!("so a call that may have arrived is not retried{verified}.");
    match action.idempotency_key() {
        Some(key) => format!(
            "**Retries:** calls with the same `{key}` are executed once, so a failed call that sets it is retried. Without \
             it, repeating a call may repeat its effect, {not_retried}"
        ),
        None => format!("**Retries:** repeating a call may repeat its effect, {not_retried}"),
    }
}

/// Narrower limits as a continuation of the general one, the narrowest one last: ", or 6 if `DataType.N` is set".
fn narrower<T: std::fmt::Display>(action: &Action, narrower: &[(usize, T)]) -> String {
    let one = |(when, limit): &(usize, T)| format!(", or {limit} if `{}` is set", action.parameters[*when].wire);
    narrower.iter().rev().map(one).collect()
}

fn plural(count: u32, word: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {word}{}", if count == 1 { "" } else { "s" })
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
    line!(to, "\n## Notes\n\nContradictions, gaps and unverified facts in the vendor's documentation:\n");
    for (place, note) in notes {
        line!(to, "- {place}{}", inline(&sentence(note)));
    }
}
