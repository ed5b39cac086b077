//! Resolves the decoded files into the [model](crate::model): chooses names, follows references, checks limits and
//! examples. Every mistake is reported with its position; none stops the others.

mod action_name;
mod batch;
mod codes;
mod context;
mod examples;
mod exceptions;
mod holding;
mod idempotency;
mod identifiers;
mod narrower;
mod nesting;
mod origin;
mod page_type;
mod pages;
mod parameters;
mod quota;
mod recursion;
mod references;
mod samples;
mod shared;
mod types;
mod vendor;
mod wire_names;
mod words;

pub(crate) use context::Context;
pub(crate) use vendor::resolve_vendor;
pub(crate) use words::shared_words;

use crate::{
    format::{ActionFile, EnumerationValue, Method, ParameterLocation, TypeExpression},
    model::{Action, EnumValue, Field, Vendor},
    suggestions::did_you_mean,
};
use identifiers::{Case, Identifiers};
use origin::check_origin;
use std::sync::Arc;
use types::{Defined, Types};
use words::check_words;

/// The version of a crate whose spec names none.
const FIRST_RELEASE: &str = "0.1.0";

/// Checks an action's file against its vendor and itself.
pub(crate) fn resolve_action(file: &ActionFile, spec: &str, vendor: &Arc<Vendor>, context: &mut Context<'_>) -> Action {
    let stem = spec.rsplit('/').next().unwrap_or(spec).trim_end_matches(".yaml");
    action_name::check(file, stem, context);
    check_release("release", file.release.as_deref(), context);
    action_name::check_shared_names(file, vendor, context);
    check_origin(&file.source, &["source"], context);
    let defined = Defined { records: &file.types, enums: &file.enums };
    let mut types =
        Types::collect(defined, &action_name::generated_types(file, vendor), Some(vendor), vendor.time_zone, context);
    let parameters = parameters::resolve(file, &mut types, context);
    if file.method == Method::Post && !vendor.query_in_post {
        for parameter in parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Query) {
            let span = context.value(&["request", &parameter.wire, "in"]);
            context.report(
                span,
                "the vendor does not support a query in a `POST`",
                "remove `in`: the parameter is then in the body",
            );
        }
    }
    wire_names::check_common(&parameters, vendor, context);
    let output = output(file, vendor, &mut types, context);
    let mut records = types.records(defined, context);
    types.report_unused(context);
    recursion::resolve(&mut records, context);
    let mut enums = Types::enums(defined, context);
    shared::remove_equal(&mut records, &mut enums, vendor, context);
    let regions = regions(file, vendor, context);
    let codes = codes::resolve(file, vendor, context);
    let folder = action_name::folder(file, stem);
    let mut action = Action {
        vendor: Arc::clone(vendor),
        spec: spec.to_owned(),
        name: file.action.clone(),
        package: format!("{}-{folder}", vendor.package),
        folder,
        release: file.release.clone().unwrap_or_else(|| FIRST_RELEASE.to_owned()),
        changes: String::new(),
        version: file.version.clone().unwrap_or_default(),
        job: file.job,
        summary: file.summary.trim().to_owned(),
        doc: file.doc.as_ref().map(|doc| doc.trim().to_owned()),
        source: file.source.clone(),
        method: file.method,
        safe: file.safe,
        verify_with: verify_with(file, context),
        idempotency_key: Vec::new(),
        host: host(file, vendor, context),
        quotas: quota::resolve(file, &parameters, context),
        window: references::window(file, &parameters, context),
        pages: None,
        batch: None,
        narrower: Vec::new(),
        together: references::together(file, &parameters, context),
        regions,
        parameters,
        output,
        records,
        enums,
        listed_codes: codes::listed(file, &codes, context),
        codes,
        examples: Vec::new(),
        exceptions: exceptions::resolve(file, context),
        notes: file.note.list(),
    };
    if file.answer.is_none() {
        action.pages = pages::resolve(file, &action, context);
        pages::set_limits(&mut action, context);
        action.batch = batch::resolve(file, &action, context);
    }
    action.idempotency_key = idempotency::resolve(file, &action, context);
    action.narrower = narrower::resolve(file, &action, context);
    nesting::check(&action, context);
    samples::check(&action, context);
    action.examples = examples::resolve(file, &action, context);
    action
}

/// The fields of the payload, or the payload itself, whose name on the wire is empty.
fn output(file: &ActionFile, vendor: &Vendor, types: &mut Types, context: &mut Context<'_>) -> Vec<Field> {
    let Some(answer) = &file.answer else { return types.fields(&file.response, &["response"], context) };
    for (key, has) in [("pages", file.pages.is_some()), ("batch", file.batch.is_some())] {
        if has {
            let message = format!("`{key}` is for answers that are objects with a list of rows");
            context.report(context.key(&[key]), message, format!("remove `{key}`, or list fields under `response`"));
        }
    }
    if !file.response.is_empty() {
        let help = "an answer that is an object has fields under `response`, any other one has `answer`";
        context.report(context.key(&["answer"]), "both `response` and `answer`", help);
    }
    let is_object = |name: &str| file.types.contains_key(name) || vendor.record(name).is_some();
    if matches!(&answer.kind, TypeExpression::Name(name) if is_object(name)) {
        let help = "list the fields of an object under `response`";
        context.report(context.value(&["answer", "type"]), "`answer` is for answers that are no objects", help);
    }
    let within = format!("{}.", vendor.envelope.payload);
    if vendor.envelope.request_id.starts_with(&within) {
        let help = "list the fields of the payload under `response`";
        context.report(
            context.key(&["answer"]),
            "the vendor's payload has the request id, so it is always an object",
            help,
        );
    }
    let rust = answer.rust.clone().or_else(|| Some("value".to_owned()));
    let named = crate::format::Field { rust, ..answer.clone() };
    let mut fields = types.fields(&indexmap::IndexMap::from([("answer".to_owned(), named)]), &[], context);
    for field in &mut fields {
        field.wire.clear();
    }
    fields
}

/// Checks the version of a crate, which is at `key`.
fn check_release(key: &str, release: Option<&str>, context: &mut Context<'_>) {
    let Some(release) = release else { return };
    let parts: Vec<&str> = release.split('.').collect();
    let numbers = parts.len() == 3
        && parts.iter().all(|part| part.parse::<u64>().is_ok_and(|number| number.to_string() == *part));
    if !numbers {
        context.report(
            context.value(&[key]),
            format!("`{release}` is not a version"),
            "write three numbers, such as `0.1.0`",
        );
    }
}

/// The action that shows whether a call was executed. Whether it exists is checked when all actions are known.
fn verify_with(file: &ActionFile, context: &mut Context<'_>) -> Option<String> {
    let name = file.verify_with.clone()?;
    let mut report = |message: &str| context.report(context.key(&["verify_with"]), message, "remove `verify_with`");
    if file.safe {
        report("`verify_with` is for actions with `safe: false`: repeating this one changes nothing");
    } else if name == file.action {
        report("an action cannot verify itself");
    }
    Some(name)
}

fn host(file: &ActionFile, vendor: &Vendor, context: &mut Context<'_>) -> String {
    let hosts = || vendor.hosts.iter().map(|host| host.host.as_str());
    match &file.host {
        Some(host) if !hosts().any(|known| known == host) => {
            let help = format!(
                "{}; the vendor's `vendor.yaml` lists the hosts",
                crate::suggestions::did_you_mean(host, hosts())
            );
            context.report(context.value(&["host"]), format!("the vendor has no host `{host}`"), help);
            host.clone()
        }
        Some(host) => host.clone(),
        None => hosts().next().unwrap_or_default().to_owned(),
    }
}

/// The regions that answer the action.
fn regions(file: &ActionFile, vendor: &Vendor, context: &mut Context<'_>) -> Vec<String> {
    let known = || vendor.regions.iter().flat_map(|regions| &regions.values).map(|value| value.wire.as_str());
    for (at, region) in file.regions.iter().enumerate() {
        let place = context.value(&["regions", &at.to_string()]);
        if !known().any(|other| other == region) {
            let help = format!("{}; the vendor's `vendor.yaml` lists the regions", did_you_mean(region, known()));
            context.report(place, format!("the vendor has no region `{region}`"), help);
        } else if file.regions[..at].contains(region) {
            context.report(place, format!("`{region}` is listed twice"), "keep one of the two");
        }
    }
    if !file.regions.is_empty() && (file.enums.contains_key("Region") || file.types.contains_key("Region")) {
        context.report(
            context.key(&["regions"]),
            "both `regions` and a type named `Region`",
            "`regions` generates the enumeration `Region`: rename the other type",
        );
    }
    file.regions.clone()
}

/// The values of an enumeration with their Rust names.
fn values(
    spec: &indexmap::IndexMap<String, EnumerationValue>,
    path: &[&str],
    context: &mut Context<'_>,
) -> Vec<EnumValue> {
    let mut taken = Identifiers::new(Case::Camel, ["Undocumented", "Self"]);
    spec.iter()
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
