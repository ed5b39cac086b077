//! Resolves the decoded files into the [model](crate::model): chooses names, follows references, checks limits and
//! examples. Every mistake is reported with its position; none stops the others.

mod batch;
mod codes;
mod context;
mod examples;
mod exceptions;
mod idempotency;
mod identifiers;
mod narrower;
mod page_type;
mod pages;
mod parameters;
mod quota;
mod recursion;
mod references;
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
    model::{Action, Definitions, EnumValue, Field, Parameter, Shape, Type, Vendor},
    names::{self, RESERVED_TYPES},
    suggestions::did_you_mean,
};
use heck::ToKebabCase;
use identifiers::{Case, Identifiers};
use std::{collections::HashSet, sync::Arc};
use types::{Defined, Types};
use words::check_words;

/// The version of a crate whose spec names none.
const FIRST_RELEASE: &str = "0.1.0";

/// Checks an action's file against its vendor and itself.
pub(crate) fn resolve_action(file: &ActionFile, spec: &str, vendor: &Arc<Vendor>, context: &mut Context<'_>) -> Action {
    let stem = spec.rsplit('/').next().unwrap_or(spec).trim_end_matches(".yaml");
    action_name(file, stem, context);
    check_shared_names(file, vendor, context);
    origin(file, context);
    let defined = Defined { records: &file.types, enums: &file.enums };
    let mut types = Types::collect(defined, &generated_types(file, vendor), Some(vendor), vendor.time_zone, context);
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
    let folder = folder(file, stem);
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
    action.pages = pages::resolve(file, &action, context);
    pages::set_limits(&mut action, context);
    action.batch = batch::resolve(file, &action, context);
    action.idempotency_key = idempotency::resolve(file, &action, context);
    action.narrower = narrower::resolve(file, &action, context);
    action.examples = examples::resolve(file, &action, context);
    action
}

/// The fields of the payload, or the payload itself, whose name on the wire is empty.
fn output(file: &ActionFile, vendor: &Vendor, types: &mut Types, context: &mut Context<'_>) -> Vec<Field> {
    let Some(answer) = &file.answer else { return types.fields(&file.response, &["response"], context) };
    if !file.response.is_empty() {
        let help = "an answer that is an object has fields under `response`, any other one has `answer`";
        context.report(context.key(&["answer"]), "both `response` and `answer`", help);
    }
    if matches!(&answer.kind, TypeExpression::Name(name) if file.types.contains_key(name)) {
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

/// The folder of the crate, and the name of the file without `.yaml`: the action's name in kebab case. That of a second version
/// in use has the version behind it.
fn folder(file: &ActionFile, stem: &str) -> String {
    if version_in_name(file, stem).is_some_and(can_be_in_name) { stem.to_owned() } else { file.action.to_kebab_case() }
}

/// The version, if the name of the file has it.
fn version_in_name<'f>(file: &'f ActionFile, stem: &str) -> Option<&'f str> {
    let name = file.action.to_kebab_case();
    file.version.as_deref().filter(|version| stem == format!("{name}-{version}"))
}

/// Whether a version can be in the names of a crate, a module and a feature.
fn can_be_in_name(version: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    version.split('-').all(is_part)
}

/// The folders of the crates that each vendor has beside those of its actions.
const GENERATED_CRATES: [&str; 3] = ["common", "examples", "umbrella"];

fn action_name(file: &ActionFile, stem: &str, context: &mut Context<'_>) {
    let span = context.value(&["action"]);
    let name = &file.action;
    if let Some(why) =
        names::why_invalid(name).or_else(|| (!names::is_camel(name)).then(|| "is not in upper camel case".to_owned()))
    {
        context.report(
            span,
            format!("the action's name `{name}` {why}"),
            "it is the name of the request's type: write it like `ListUserInfo`",
        );
    } else if RESERVED_TYPES.contains(&name.as_str()) || GENERATED_CRATES.contains(&name.to_kebab_case().as_str()) {
        context.report(
            span,
            format!("the action's name `{name}` is reserved for generated code"),
            "an action cannot have this name",
        );
    } else if let Some(version) = version_in_name(file, stem).filter(|version| !can_be_in_name(version)) {
        context.report(
            context.value(&["version"]),
            format!("no crate can have the version `{version}` in its name"),
            format!(
                "name the file `{}.yaml`: versions in names have lower-case letters and digits, and hyphens between them",
                name.to_kebab_case()
            ),
        );
    } else if folder(file, stem) != stem {
        let kebab = name.to_kebab_case();
        let help = match &file.version {
            Some(version) => format!(
                "rename the file to `{kebab}.yaml`, or to `{kebab}-{version}.yaml` if it is one of several versions of the action"
            ),
            None => format!("rename the file to `{kebab}.yaml`"),
        };
        context.report(span, format!("the action `{name}` is in a file named `{stem}.yaml`"), help);
    }
    if file.summary.trim().is_empty() {
        context.report(
            context.value(&["summary"]),
            "the summary is empty",
            "describe in one sentence what the action returns",
        );
    }
    check_release("release", file.release.as_deref(), context);
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
            "write the full address of the page",
        );
    } else if let Some(letter) = source.url.chars().find(|letter| !is_of_address(*letter)) {
        context.report(
            context.value(&within("url")),
            format!("the page's address contains the character `{}`", letter.escape_default()),
            "percent-encode it, as browsers do: a space is `%20`",
        );
    }
    for (key, value) in [("read", Some(&source.read)), ("updated", source.updated.as_ref())] {
        if let Some(value) = value {
            check_day(value, &within(key), context);
        }
    }
}

/// Whether an address may contain `letter`, in Markdown too.
fn is_of_address(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_.~:/?#@!$&'*+,;=%".contains(letter)
}

/// Checks the day at `path`.
fn check_day(value: &str, path: &[&str], context: &mut Context<'_>) {
    let day = time::macros::format_description!("[year]-[month]-[day]");
    if time::Date::parse(value, &day).is_err() {
        let key = path.last().copied().unwrap_or_default();
        context.report(context.value(path), format!("`{key}` is not a day"), "write it like `2026-11-22`");
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

/// Names of the types that the action's crate has beside those of the spec, and of the builders of the vendor's types.
fn generated_types(file: &ActionFile, vendor: &Vendor) -> HashSet<String> {
    let defined = Defined { records: &file.types, enums: &file.enums };
    let shared = vendor.records.iter().filter(|record| matches!(record.shape, Shape::Sent(_)));
    let mut names: HashSet<String> = action_types(file).into_iter().chain(types::builders(defined)).collect();
    names.extend(shared.map(|record| types::builder(&record.name)));
    names.insert(names::vendor_code(&vendor.id));
    names
}

/// Names of the types that are made from the action's name.
fn action_types(file: &ActionFile) -> [String; 4] {
    ["", "Output", "Code", "Builder"].map(|end| format!("{}{end}", file.action))
}

/// Reports types of the vendor that are named like one that is made for the action.
fn check_shared_names(file: &ActionFile, vendor: &Vendor, context: &mut Context<'_>) {
    let defined = Defined { records: &file.types, enums: &file.enums };
    let made: Vec<String> = action_types(file).into_iter().chain(types::builders(defined)).collect();
    for name in made.iter().filter(|name| vendor.record(name).is_some() || vendor.enumeration(name).is_some()) {
        context.report(
            context.value(&["action"]),
            format!("the action's crate has a generated type `{name}`, and the vendor's `vendor.yaml` has a type of that name"),
            "rename the vendor's type",
        );
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

/// Checks that a default or an example is a value of the type.
fn check_sample(
    known: &dyn Definitions,
    kind: &Type,
    value: &serde_json::Value,
    path: &[&str],
    context: &mut Context<'_>,
) -> bool {
    let fits = crate::model::fits(known, kind, value, "", true);
    if let Err(mismatch) = &fits {
        let key = path.last().copied().unwrap_or_default();
        context.report(
            context.value(path),
            format!("the {key} {}", mismatch.why),
            format!("its type is {}", kind.describe()),
        );
    }
    fits.is_ok()
}

/// Reports a value that its enumeration does not have.
fn check_documented(
    known: &dyn Definitions,
    kind: &Type,
    value: &serde_json::Value,
    path: &[&str],
    context: &mut Context<'_>,
) {
    let Type::Enum(name) = kind else { return };
    let Some(enumeration) = known.enumeration(name) else { return };
    let wire = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let values = || enumeration.values.iter().map(|value| value.wire.as_str());
    if !values().any(|known| known == wire) {
        let key = path.last().copied().unwrap_or_default();
        let message = format!("the {key} `{wire}` is not a value of `{name}`");
        context.report(context.value(path), message, did_you_mean(&wire, values()));
    }
}

/// Checks that the default and the example of a parameter have its type, and that the example is within its limits. A default may
/// be beyond them: some vendors document 0 for what they choose themselves.
fn check_sent_samples(known: &dyn Definitions, parameter: &Parameter, path: &[&str], context: &mut Context<'_>) {
    for (key, value) in [("default", &parameter.default), ("example", &parameter.example)] {
        let Some(value) = value else { continue };
        let path = [path, &[key]].concat();
        if !check_sample(known, &parameter.kind, value, &path, context) {
            continue;
        }
        check_documented(known, &parameter.kind, value, &path, context);
        if key == "example"
            && let Err(broken) = crate::model::within_limits(known, parameter, value)
        {
            context.report(
                context.value(&path),
                format!("the {key} {}", broken.why),
                "correct the value or the limit: a call with this value is refused before it is sent",
            );
        }
    }
}
