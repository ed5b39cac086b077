//! From what is written to the [model](crate::model): names are decided, references followed, limits and examples
//! checked. Every mistake is noted with its place; nothing stops at the first one.

mod batch;
mod codes;
mod context;
mod examples;
mod identifiers;
mod page;
mod parameters;
mod references;
mod types;
mod vendor;
mod words;

pub(crate) use context::Context;
pub(crate) use vendor::resolve_vendor;
pub(crate) use words::shared_words;

use crate::{
    format::{ActionFile, EnumerationValue, Method, Place},
    model::{Action, Enum, EnumValue, Type, Vendor},
    names::{self, TAKEN_TYPES},
};
use heck::ToKebabCase;
use identifiers::{Case, Identifiers};
use std::sync::Arc;
use types::Types;
use words::check_words;

/// Checks an action's file against its vendor and itself.
pub(crate) fn resolve_action(file: &ActionFile, spec: &str, vendor: &Arc<Vendor>, context: &mut Context<'_>) -> Action {
    let stem = spec.rsplit('/').next().unwrap_or(spec).trim_end_matches(".yaml");
    action_name(file, stem, context);
    origin(file, context);
    let mut types = Types::collect(file, context);
    let parameters = parameters::resolve(file, &mut types, context);
    if file.method == Method::Post && !vendor.query_in_post {
        for parameter in parameters.iter().filter(|parameter| parameter.place == Place::Query) {
            let span = context.value(&["request", &parameter.wire, "in"]);
            context.report(
                span,
                "the vendor takes no query in a `POST`",
                "leave `in` out: the parameter goes into the body",
            );
        }
    }
    let output = types.fields(&file.response, &["response"], context);
    let records = types.records(file, context);
    types.report_unused(context);
    Types::report_endless(&records, context);
    let enums = Types::enums(file, context);
    let regions = regions(file, context);
    let codes = codes::resolve(file, vendor, context);
    let folder = file.action.to_kebab_case();
    let mut action = Action {
        vendor: Arc::clone(vendor),
        spec: spec.to_owned(),
        name: file.action.clone(),
        package: format!("{}-{folder}", vendor.package),
        folder,
        release: file.release.clone().unwrap_or_else(|| "0.1.0".to_owned()),
        changes: String::new(),
        version: file.version.clone().unwrap_or_default(),
        summary: file.summary.trim().to_owned(),
        doc: file.doc.as_ref().map(|doc| doc.trim().to_owned()),
        source: file.source.clone(),
        method: file.method,
        safe: file.safe,
        host: host(file, vendor, context),
        quota: references::quota(file, &parameters, context),
        window: references::window(file, &parameters, context),
        pages: None,
        batch: None,
        together: references::together(file, &parameters, context),
        regions,
        parameters,
        output,
        records,
        enums,
        listed_codes: page::listed_codes(file, &codes, context),
        codes,
        examples: Vec::new(),
        exceptions: page::exceptions(file, context),
        notes: file.note.list(),
    };
    action.pages = references::pages(file, &action, context);
    references::page_limits(&mut action, context);
    action.batch = batch::resolve(file, &action, context);
    action.examples = examples::resolve(file, &action, context);
    action
}

fn action_name(file: &ActionFile, stem: &str, context: &mut Context<'_>) {
    let span = context.value(&["action"]);
    let name = &file.action;
    if let Some(why) =
        names::refuse(name).or_else(|| (!names::is_camel(name)).then(|| "is not written as types are".to_owned()))
    {
        context.report(
            span,
            format!("the action's name `{name}` {why}"),
            "it becomes the request's type: write it as `ListUserInfo`",
        );
    } else if TAKEN_TYPES.contains(&name.as_str()) {
        context.report(
            span,
            format!("the action's name `{name}` is taken by a type that every generated crate uses"),
            "no action can have this name",
        );
    } else if name.to_kebab_case() != stem {
        let help = format!("name the file `{}.yaml`, as the crate's folder will be", name.to_kebab_case());
        context.report(span, format!("`{name}` stands in a file named `{stem}.yaml`"), help);
    }
    if file.summary.trim().is_empty() {
        context.report(
            context.value(&["summary"]),
            "the summary is empty",
            "say in one sentence what one gets from the action",
        );
    }
    if let Some(release) = &file.release {
        let parts: Vec<&str> = release.split('.').collect();
        let numbers = parts.len() == 3
            && parts.iter().all(|part| part.parse::<u64>().is_ok_and(|number| number.to_string() == *part));
        if !numbers {
            context.report(
                context.value(&["release"]),
                format!("`{release}` is no version of a crate"),
                "write three numbers, as `0.1.0`",
            );
        }
    }
}

fn origin(file: &ActionFile, context: &mut Context<'_>) {
    check_origin(&file.source, &["source"], context);
}

/// Checks the address and the days of a page.
fn check_origin(source: &crate::format::Origin, path: &[&str], context: &mut Context<'_>) {
    let within = |key| [path, &[key]].concat();
    if !source.url.starts_with("https://") {
        context.report(
            context.value(&within("url")),
            "the page's address does not begin with `https://`",
            "write the whole address of the page",
        );
    }
    for (key, value) in [("read", Some(&source.read)), ("updated", source.updated.as_ref())] {
        if let Some(value) = value {
            check_day(value, &within(key), context);
        }
    }
}

/// Checks the day that stands at `path`.
fn check_day(value: &str, path: &[&str], context: &mut Context<'_>) {
    let day = time::macros::format_description!("[year]-[month]-[day]");
    if time::Date::parse(value, &day).is_err() {
        let key = path.last().copied().unwrap_or_default();
        context.report(context.value(path), format!("`{key}` is no day"), "write it as `2026-11-22`");
    }
}

fn host(file: &ActionFile, vendor: &Vendor, context: &mut Context<'_>) -> String {
    let hosts = || vendor.hosts.iter().map(|host| host.host.as_str());
    match &file.host {
        Some(host) if !hosts().any(|known| known == host) => {
            let help =
                format!("{}; hosts stand in the vendor's `vendor.yaml`", crate::words::did_you_mean(host, hosts()));
            context.report(context.value(&["host"]), format!("the vendor has no host `{host}`"), help);
            host.clone()
        }
        Some(host) => host.clone(),
        None => hosts().next().unwrap_or_default().to_owned(),
    }
}

fn regions(file: &ActionFile, context: &mut Context<'_>) -> Option<Enum> {
    if file.regions.is_empty() {
        return None;
    }
    if file.enums.contains_key("Region") || file.types.contains_key("Region") {
        context.report(
            context.key(&["regions"]),
            "`regions` and a type named `Region` at once",
            "`regions` makes the enumeration `Region`: give the other one another name",
        );
    }
    Some(Enum {
        name: "Region".to_owned(),
        doc: "A region that answers this action.".to_owned(),
        integer: false,
        values: values(&file.regions, &["regions"], context),
    })
}

/// The values of an enumeration with their Rust names.
fn values(
    written: &indexmap::IndexMap<String, EnumerationValue>,
    path: &[&str],
    context: &mut Context<'_>,
) -> Vec<EnumValue> {
    let mut taken = Identifiers::new(Case::Camel, &["Undocumented", "Self"]);
    written
        .iter()
        .map(|(wire, value)| {
            let (rust, doc) = match value {
                EnumerationValue::Name(name) => (name.clone(), None),
                EnumerationValue::Described(value) => (value.name.clone(), Some(value.doc.trim().to_owned())),
            };
            let path = [path, &[wire]].concat();
            taken.claim(&rust, &path, "give it another name", context);
            EnumValue { wire: wire.clone(), rust, doc }
        })
        .collect()
}

/// Whether a default or an example is a value of the type it stands beside.
fn check_sample(action: &Action, kind: &Type, value: &serde_json::Value, path: &[&str], context: &mut Context<'_>) {
    if let Err(misfit) = crate::model::fits(action, kind, value, "", true) {
        let key = path.last().copied().unwrap_or_default();
        context.report(context.value(path), format!("the {key} {}", misfit.why), format!("its type: {}", kind.words()));
    }
}
