//! A vendor's file.

use super::{
    Context, check_origin, check_words,
    codes::{self, EVERY},
    identifiers::{Case, Identifiers},
};
use crate::{
    format::{TypeExpression, VendorFile},
    model::{Code, CommonField, CommonParameter, Host, Type, Vendor},
    names, words,
};

/// Checks a vendor's file against itself and the folder it stands in.
pub(crate) fn resolve_vendor(file: &VendorFile, folder: &str, context: &mut Context<'_>) -> Vendor {
    if file.vendor != folder {
        let help = format!("write `vendor: {folder}`, or rename the folder");
        context.report(
            context.value(&["vendor"]),
            format!("`{}` stands in a folder named `{folder}`", file.vendor),
            help,
        );
    } else if names::refuse(&file.vendor).is_some() || !names::is_snake(&file.vendor) {
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
    {
        context.report(
            context.value(&["package"]),
            format!("`{package}` cannot begin a crate's name"),
            "use lower-case letters, digits and `-`",
        );
    }
    for (at, source) in file.source.iter().enumerate() {
        check_origin(source, &["source", &at.to_string()], context);
    }
    check_words(file, context);
    Vendor {
        id: file.vendor.clone(),
        title: file.title.trim().to_owned(),
        package: package.clone(),
        service: file.service.clone(),
        sources: file.source.clone(),
        hosts: hosts(file, context),
        query_in_post: file.query_in_post,
        region: file.regions.as_ref().map(|regions| regions.default.clone()).unwrap_or_default(),
        signature_valid: file.signature.as_ref().map(|signature| signature.valid),
        common_request: common_request(file, context),
        common_response: common_response(file, context),
        envelope: file.envelope.clone(),
        words: file.words.clone(),
        groups: groups(file, context),
        notes: file.note.list(),
    }
}

fn hosts(file: &VendorFile, context: &mut Context<'_>) -> Vec<Host> {
    let mut taken = Identifiers::new(Case::Constant, &[]);
    if file.hosts.is_empty() {
        context.report(context.key(&["hosts"]), "no host", "name at least the one that is called by default");
    }
    file.hosts
        .iter()
        .map(|(host, written)| {
            let path = ["hosts", host.as_str()];
            taken.claim(&written.name, &path, "give it another `name`", context);
            if host.is_empty() || !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)) {
                context.report(
                    context.key(&path),
                    format!("`{host}` is no host"),
                    "write the host alone, without `https://` and path",
                );
            }
            Host {
                host: host.clone(),
                constant: written.name.clone(),
                doc: written.doc.trim().to_owned(),
                region: written.region.clone(),
            }
        })
        .collect()
}

/// Common parameters and fields have scalar types alone.
fn scalar(written: &TypeExpression, path: &[&str], context: &mut Context<'_>) -> Type {
    let found = match written {
        TypeExpression::Name(name) => {
            Type::SCALARS.into_iter().find(|(scalar, _)| scalar == name).map(|(_, kind)| kind)
        }
        _ => None,
    };
    found.unwrap_or_else(|| {
        let known = words::list(Type::SCALARS.iter().map(|(name, _)| *name));
        context.report(context.value(path), "this is no scalar type", format!("known here: {known}"));
        Type::String
    })
}

fn common_request(file: &VendorFile, context: &mut Context<'_>) -> Vec<CommonParameter> {
    let written = file.common.request.iter();
    let resolved = written.map(|(wire, parameter)| CommonParameter {
        wire: wire.clone(),
        kind: scalar(&parameter.kind, &["common", "request", wire, "type"], context),
        place: parameter.place,
        required: parameter.required,
        doc: parameter.doc.trim().to_owned(),
    });
    resolved.collect()
}

fn common_response(file: &VendorFile, context: &mut Context<'_>) -> Vec<CommonField> {
    let written = file.common.response.iter();
    let resolved = written.map(|(wire, field)| CommonField {
        wire: wire.clone(),
        kind: scalar(&field.kind, &["common", "response", wire, "type"], context),
        optional: field.optional,
        doc: field.doc.trim().to_owned(),
    });
    resolved.collect()
}

fn groups(file: &VendorFile, context: &mut Context<'_>) -> Vec<(String, Vec<Code>)> {
    let mut groups: Vec<(String, Vec<Code>)> = file
        .codes
        .iter()
        .map(|(name, written)| {
            let codes: Vec<Code> = written.iter().map(|(wire, code)| codes::code_of(wire, code, false)).collect();
            codes::check(&codes, written, &["codes", name], context);
            (name.clone(), codes)
        })
        .collect();
    groups.sort_by_key(|(name, _)| name != EVERY);
    // Any group may meet the group `every` in an action.
    let every: Vec<Code> =
        groups.iter().filter(|(name, _)| name == EVERY).flat_map(|(_, codes)| codes.clone()).collect();
    for (name, codes) in groups.iter().filter(|(name, _)| name != EVERY) {
        for code in codes {
            if let Some(other) = every.iter().find(|other| other.rust == code.rust && other.wire != code.wire) {
                let first = context.key(&["codes", EVERY, &other.wire]).map(|span| (span, "the other one"));
                let message = format!("`{}` would be `{}` in Rust, and so would another one", code.wire, code.rust);
                context.report_pair(
                    context.key(&["codes", name, &code.wire]),
                    first,
                    message,
                    "give it another `name`",
                );
            }
        }
    }
    groups
}
