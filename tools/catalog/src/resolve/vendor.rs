//! A vendor's file.

use super::{
    Context, check_words,
    codes::{self, EVERY},
    identifiers::{Case, Identifiers},
    origin::check_origin,
    recursion, samples,
    types::{self, Defined, Types},
};
use crate::{
    format::{Envelope, TimeZone, TypeExpression, VendorFile},
    model::{Code, CommonField, CommonParameter, Enum, Host, Type, Vendor},
    names, suggestions,
};
use std::{collections::HashMap, time::Duration};

/// Checks a vendor's file and the name of its folder.
pub(crate) fn resolve_vendor(file: &VendorFile, folder: &str, context: &mut Context<'_>) -> Vendor {
    if file.vendor != folder {
        let help = format!("write `vendor: {folder}`, or rename the folder");
        context.report(
            context.value(&["vendor"]),
            format!("the vendor `{}` is in a folder named `{folder}`", file.vendor),
            help,
        );
    } else if names::why_invalid(&file.vendor).is_some() || !names::is_snake(&file.vendor) {
        context.report(
            context.value(&["vendor"]),
            format!("`{}` cannot be part of a crate's name", file.vendor),
            "use lower-case letters",
        );
    }
    let package = &file.package;
    if package.is_empty()
        || !package.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        || package.starts_with(|first: char| !first.is_ascii_lowercase())
        || package.ends_with('-')
        || package.contains("--")
    {
        context.report(
            context.value(&["package"]),
            format!("`{package}` cannot be the prefix of crate names"),
            "use lower-case letters, digits and `-`",
        );
    } else if let Some(why) = names::why_invalid(&package.replace('-', "_")) {
        let message = format!("`{package}` would be a crate's name, which {why}");
        context.report(context.value(&["package"]), message, "write the vendor's name and its product, as `zego-rtc`");
    } else if OTHER_CRATES.contains(&package.as_str()) || package.starts_with("rtc-") {
        let message = format!("crates that generated ones need are named `{package}`, or begin with it");
        context.report(context.value(&["package"]), message, "write the vendor's name and its product, as `zego-rtc`");
    }
    for (at, source) in file.source.iter().enumerate() {
        check_origin(source, &["source", &at.to_string()], context);
    }
    check_texts(file, context);
    check_envelope(&file.envelope, context);
    check_words(file, context);
    super::check_release("release", file.release.as_deref(), context);
    super::check_release("umbrella", file.umbrella.as_deref(), context);
    let defined = Defined { records: &file.types, enums: &file.enums };
    let generated = types::builders(defined).chain([names::vendor_code(&file.vendor)]).collect();
    let time_zone = file.time_zone.map(|TimeZone(seconds)| seconds);
    let mut types = Types::collect(defined, &generated, None, time_zone, context);
    let mut records = types.records(defined, context);
    recursion::resolve(&mut records, context);
    let vendor = Vendor {
        id: file.vendor.clone(),
        title: file.title.trim().to_owned(),
        package: package.clone(),
        service: file.service.clone(),
        sources: file.source.clone(),
        hosts: hosts(file, context),
        query_in_post: file.query_in_post,
        time_zone,
        region: file.regions.as_ref().map(|regions| regions.default.clone()).unwrap_or_default(),
        signature_valid: file.signature.as_ref().map(|signature| signature.valid),
        common_request: common_request(file, context),
        common_response: common_response(file, context),
        envelope: file.envelope.clone(),
        words: file.words.clone(),
        groups: groups(file, context),
        release: file.release.clone().unwrap_or_else(|| super::FIRST_RELEASE.to_owned()),
        changes: String::new(),
        umbrella: file.umbrella.clone(),
        umbrella_changes: String::new(),
        regions: regions(file, context),
        records,
        enums: Types::enums(defined, context),
        notes: file.note.list(),
    };
    samples(&vendor, context);
    vendor
}

/// Crates that generated ones depend on, or that the language knows by name, by the first word of their names.
const OTHER_CRATES: [&str; 13] = [
    "alloc",
    "async-trait",
    "bytes",
    "core",
    "http",
    "proc",
    "proc-macro",
    "rtc",
    "serde",
    "std",
    "test",
    "time",
    "tokio",
];

/// Checks texts that become parts of signatures, headers and documentation.
fn check_texts(file: &VendorFile, context: &mut Context<'_>) {
    if file.title.trim().is_empty() {
        context.report(context.value(&["title"]), "the title is empty", "write the vendor's name for people");
    }
    if context.value(&["service"]).is_some() && !is_signed_name(&file.service) {
        let help = "write the word that is signed, as `rtc`, or remove `service`";
        context.report(context.value(&["service"]), "this is not the name of a service", help);
    }
    let default = file.regions.iter().map(|regions| (vec!["regions", "default"], &regions.default));
    let hosts =
        file.hosts.iter().filter_map(|(host, spec)| Some((vec!["hosts", host, "region"], spec.region.as_ref()?)));
    for (path, region) in default.chain(hosts) {
        if !is_signed_name(region) {
            let help = "write the region as the vendor signs it, as `cn-north-1`";
            context.report(context.value(&path), "this is not the name of a region", help);
        }
    }
    if let Some(signature) = file.signature.as_ref().filter(|signature| signature.valid.0 > LONGEST_VALID) {
        let message = format!("signatures that are valid for {}", signature.valid);
        context.report(context.value(&["signature", "valid"]), message, "write the span that the vendor documents");
    }
}

/// The longest time that a vendor could let a signature be valid.
const LONGEST_VALID: Duration = Duration::from_secs(7 * 86_400);

/// Reports parts of an answer that are said to be at one place.
fn check_envelope(envelope: &Envelope, context: &mut Context<'_>) {
    let parts = [
        ("payload", &envelope.payload),
        ("request_id", &envelope.request_id),
        ("code", &envelope.code),
        ("message", &envelope.message),
    ];
    for (at, (key, path)) in parts.iter().enumerate() {
        if let Some((other, _)) = parts[..at].iter().find(|(_, earlier)| earlier == path) {
            let message = format!("`{key}` and `{other}` are both at `{path}`");
            context.report(context.value(&["envelope", key]), message, "correct one of the two");
        }
    }
}

/// Checks the values to show beside the fields of shared types.
fn samples(vendor: &Vendor, context: &mut Context<'_>) {
    for record in &vendor.records {
        samples::of_record(vendor, record, context);
    }
}

/// The regions as an enumeration, where calls name one.
fn regions(file: &VendorFile, context: &mut Context<'_>) -> Option<Enum> {
    let names = file.regions.as_ref().map(|regions| &regions.names).filter(|names| !names.is_empty())?;
    if file.enums.contains_key("Region") || file.types.contains_key("Region") {
        context.report(
            context.key(&["regions", "names"]),
            "both `regions.names` and a type named `Region`",
            "`regions.names` generates the enumeration `Region`: rename the other type",
        );
    }
    Some(Enum {
        name: "Region".to_owned(),
        doc: "A region that a call can name.".to_owned(),
        integer: false,
        values: super::values(names, &["regions", "names"], context),
    })
}

fn hosts(file: &VendorFile, context: &mut Context<'_>) -> Vec<Host> {
    let mut taken = Identifiers::new(Case::Constant, []);
    if file.hosts.is_empty() {
        context.report(context.key(&["hosts"]), "`hosts` is empty", "add at least the default host");
    }
    file.hosts
        .iter()
        .map(|(host, spec)| {
            let path = ["hosts", host.as_str()];
            taken.claim(&spec.name, &path, "give it a different `name`", context);
            if !host.split('.').all(is_label) {
                context.report(
                    context.key(&path),
                    format!("`{host}` is not a host"),
                    "write only the host, without `https://` and path",
                );
            }
            if spec.product.as_deref().is_some_and(|product| !is_word(product)) {
                let help = "write a word in lower case, as `analytics`";
                context.report(context.value(&["hosts", host, "product"]), "this is not a product", help);
            }
            Host {
                host: host.clone(),
                constant: spec.name.clone(),
                doc: spec.doc.trim().to_owned(),
                region: spec.region.clone(),
                product: spec.product.clone(),
            }
        })
        .collect()
}

/// Whether a text can be a part of a host's name, between dots.
fn is_label(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !text.is_empty() && text.bytes().all(is_part) && !text.starts_with('-') && !text.ends_with('-')
}

/// Whether a text can be a part of the scope of a signature, whose parts have slashes between them.
fn is_signed_name(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !text.is_empty() && text.bytes().all(is_part)
}

/// Whether a text is a word in lower case that may have digits and hyphens.
fn is_word(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(is_part)
}

/// Common parameters and fields have scalar types alone.
fn scalar(spec: &TypeExpression, path: &[&str], context: &mut Context<'_>) -> Type {
    let found = match spec {
        TypeExpression::Name(name) => {
            Type::SCALARS.into_iter().find(|(scalar, _)| scalar == name).map(|(_, kind)| kind)
        }
        _ => None,
    };
    found.unwrap_or_else(|| {
        let known = suggestions::list(Type::SCALARS.iter().map(|(name, _)| *name));
        context.report(context.value(path), "this is not a scalar type", format!("known here: {known}"));
        Type::String
    })
}

fn common_request(file: &VendorFile, context: &mut Context<'_>) -> Vec<CommonParameter> {
    let spec = file.common.request.iter();
    let resolved = spec.map(|(wire, parameter)| CommonParameter {
        wire: wire.clone(),
        kind: scalar(&parameter.kind, &["common", "request", wire, "type"], context),
        location: parameter.location,
        required: parameter.required,
        doc: parameter.doc.trim().to_owned(),
    });
    resolved.collect()
}

fn common_response(file: &VendorFile, context: &mut Context<'_>) -> Vec<CommonField> {
    let spec = file.common.response.iter();
    let resolved = spec.map(|(wire, field)| CommonField {
        wire: wire.clone(),
        kind: scalar(&field.kind, &["common", "response", wire, "type"], context),
        optional: field.optional,
        doc: field.doc.trim().to_owned(),
    });
    resolved.collect()
}

/// Reports a code that two groups describe differently: the vendor's enumeration has it once.
fn same_in_all_groups(groups: &[(String, Vec<Code>)], context: &mut Context<'_>) {
    let mut known: HashMap<&str, (&str, &Code)> = HashMap::new();
    for (group, code) in groups.iter().flat_map(|(group, codes)| codes.iter().map(move |code| (group, code))) {
        match known.get(code.wire.as_str()) {
            Some((other, first)) if **first != *code => {
                let first = context.key(&["codes", other, &code.wire]).map(|span| (span, "the other one"));
                context.report_pair(
                    context.key(&["codes", group, &code.wire]),
                    first,
                    format!("`{}` is in two groups, with different descriptions", code.wire),
                    "describe it in both alike, or in the action's `errors`",
                );
            }
            Some(_) => {}
            None => {
                known.insert(&code.wire, (group, code));
            }
        }
    }
}

fn groups(file: &VendorFile, context: &mut Context<'_>) -> Vec<(String, Vec<Code>)> {
    let mut groups: Vec<(String, Vec<Code>)> = file
        .codes
        .iter()
        .map(|(name, spec)| {
            let codes: Vec<Code> = spec.iter().map(|(wire, code)| codes::code_of(wire, code, false)).collect();
            codes::check(&codes, spec, &["codes", name], context);
            (name.clone(), codes)
        })
        .collect();
    same_in_all_groups(&groups, context);
    groups.sort_by_key(|(name, _)| name != EVERY);
    // Any group may meet the group `every` in an action.
    let every: Vec<Code> =
        groups.iter().filter(|(name, _)| name == EVERY).flat_map(|(_, codes)| codes.clone()).collect();
    for (name, codes) in groups.iter().filter(|(name, _)| name != EVERY) {
        for code in codes {
            if let Some(other) = every.iter().find(|other| other.rust == code.rust && other.wire != code.wire) {
                let first = context.key(&["codes", EVERY, &other.wire]).map(|span| (span, "the other one"));
                let message =
                    format!("`{}` would be `{}` in Rust, which is the name of another code", code.wire, code.rust);
                context.report_pair(
                    context.key(&["codes", name, &code.wire]),
                    first,
                    message,
                    "give it a different `name`",
                );
            }
        }
    }
    groups
}
