//! Error codes: the action's own, then those of the vendor's groups.

use super::{
    Context,
    identifiers::{Case, Identifiers},
};
use crate::{
    format::{self, ActionFile},
    model::{Code, Vendor},
    names, suggestions,
};
use std::collections::HashMap;

/// The group of codes that belongs to every action.
pub(super) const EVERY: &str = "every";

/// The codes that the action may be refused with.
pub(super) fn resolve(file: &ActionFile, vendor: &Vendor, context: &mut Context<'_>) -> Vec<Code> {
    let mut codes: Vec<Code> = file.errors.iter().map(|(wire, code)| code_of(wire, code, true)).collect();
    check(&codes, &file.errors, &["errors"], context);
    check_parameters(&codes, file, vendor, context);
    for (at, group) in file.codes.iter().enumerate() {
        let place = context.value(&["codes", &at.to_string()]);
        if group == EVERY {
            context.report(place, "the group `every` belongs to every action", "remove it");
        } else if !vendor.groups.iter().any(|(name, _)| name == group) && !context.is_removed(group) {
            let known = vendor.groups.iter().map(|(name, _)| name.as_str()).filter(|name| *name != EVERY);
            context.report(
                place,
                format!("the vendor has no group of codes `{group}`"),
                suggestions::did_you_mean(group, known),
            );
        } else if file.codes[..at].contains(group) {
            context.report(place, format!("the group `{group}` is listed twice"), "keep one of the two");
        }
    }
    let groups = vendor.groups.iter().filter(|(name, _)| name == EVERY || file.codes.contains(name));
    for common in groups.flat_map(|(_, codes)| codes) {
        // The page's own words about a code go before the vendor's general ones.
        if codes.iter().any(|code| code.wire == common.wire) {
            continue;
        }
        if let Some(own) = codes.iter().find(|code| code.own && code.rust == common.rust) {
            let message = format!(
                "`{}` would be `{}` in Rust, which is the name of the vendor's code `{}`",
                own.wire, own.rust, common.wire
            );
            context.report(context.key(&["errors", &own.wire]), message, "give it a different `name`");
        }
        codes.push(common.clone());
    }
    codes
}

/// The model of a written code.
pub(super) fn code_of(wire: &str, spec: &format::Code, own: bool) -> Code {
    Code {
        wire: wire.to_owned(),
        number: spec.number,
        rust: spec.name.clone().unwrap_or_else(|| names::camel(wire)),
        doc: one_line(&spec.doc),
        advice: spec.advice.as_deref().map(one_line),
        retry: spec.retry,
        is: spec.is.clone(),
        status: spec.status,
        means: spec.means.clone(),
        parameters: spec.parameters.clone(),
        own,
    }
}

/// `text` without line breaks: what a code means is a part of a sentence.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reports duplicate situations, and parameters without a situation that concerns one.
fn check_situations(code: &Code, place: &[&str], context: &mut Context<'_>) {
    for (at, situation) in code.means.iter().enumerate().filter(|(at, one)| code.means[..*at].contains(one)) {
        let span = context.value(&[place, &["means", &at.to_string()]].concat());
        context.report(span, format!("`{situation}` is listed twice"), "keep one of the two");
    }
    if code.parameters.is_empty() {
        return;
    }
    let span = context.key(&[place, &["parameters"]].concat());
    if code.means.is_empty() {
        let help = "add `means`, such as `means: [missing_parameter]`, or remove `parameters`";
        context.report(span, "`parameters` without `means`", help);
    } else if let Some(other) = code.means.iter().find(|situation| !situation.is_about_a_parameter()) {
        context.report(span, format!("`{other}` does not concern a parameter"), "leave `parameters` out");
    }
    for (at, name) in code.parameters.iter().enumerate() {
        if name.trim().is_empty() || code.parameters[..at].contains(name) {
            let span = context.value(&[place, &["parameters", &at.to_string()]].concat());
            context.report(span, "the name is empty or listed twice", "name each parameter once");
        }
    }
}

/// Reports parameters of the action's own codes that neither the action nor its vendor has.
fn check_parameters(codes: &[Code], file: &ActionFile, vendor: &Vendor, context: &mut Context<'_>) {
    let known = || {
        let common = vendor.common_request.iter().map(|parameter| parameter.wire.as_str());
        file.request.keys().map(String::as_str).chain(common)
    };
    for code in codes {
        for (at, name) in code.parameters.iter().enumerate() {
            if !known().any(|wire| wire == name) && !context.is_removed(name) && !name.trim().is_empty() {
                let span = context.value(&["errors", &code.wire, "parameters", &at.to_string()]);
                context.report(
                    span,
                    format!("there is no parameter `{name}`"),
                    suggestions::did_you_mean(name, known()),
                );
            }
        }
    }
}

/// Reports names that collide, codes that differ in case alone, and descriptions that say nothing.
pub(super) fn check(
    codes: &[Code],
    spec: &indexmap::IndexMap<String, format::Code>,
    path: &[&str],
    context: &mut Context<'_>,
) {
    let mut taken = Identifiers::new(Case::Camel, ["Common", "Undocumented", "Self"]);
    let mut folded: HashMap<String, &str> = HashMap::new();
    for code in codes {
        let place = [path, &[&code.wire]].concat();
        let at = |key| [&place[..], &[key]].concat();
        taken.claim(&code.rust, &place, "give it a `name`", context);
        if code.wire.trim().is_empty() {
            context.report(context.key(&place), "an empty code", "write the code as the vendor answers it");
        }
        if code.doc.is_empty() {
            context.report(context.value(&at("doc")), "the description is empty", "describe what the code means");
        }
        if let Some(is) = &code.is
            && (names::why_invalid(is).is_some() || !names::is_snake(is))
        {
            context.report(
                context.value(&at("is")),
                format!("`{is}` cannot be part of a method's name"),
                "write it like `room_not_found`",
            );
        }
        if code.status.is_some_and(|status| !(100..=599).contains(&status)) {
            context.report(
                context.value(&at("status")),
                "this is not an HTTP status",
                "write a number from 100 to 599",
            );
        }
        check_situations(code, &place, context);
        let Some(other) = folded.insert(code.wire.to_lowercase(), &code.wire) else { continue };
        let named = |wire: &str| spec.get(wire).is_some_and(|code| code.name.is_some());
        if !(named(&code.wire) && named(other)) {
            let first = context.key(&[path, &[other]].concat()).map(|span| (span, "the other one"));
            let message = format!("`{}` and `{other}` differ only in case", code.wire);
            context.report_pair(
                context.key(&place),
                first,
                message,
                "give each a `name` that describes the difference",
            );
        }
    }
}

/// The vendor's codes that the page lists too.
pub(super) fn listed(file: &ActionFile, codes: &[Code], context: &mut Context<'_>) -> Vec<String> {
    for (at, wire) in file.listed_codes.iter().enumerate() {
        let place = context.value(&["listed_codes", &at.to_string()]);
        match codes.iter().find(|code| code.wire == *wire) {
            None if !context.is_removed(wire) => {
                let known = codes.iter().filter(|code| !code.own).map(|code| code.wire.as_str());
                let help = suggestions::did_you_mean(wire, known);
                context.report(place, format!("the vendor's groups have no code `{wire}` for this action"), help);
            }
            Some(code) if code.own => {
                context.report(place, format!("`{wire}` is under `errors`, so the page lists it"), "remove it here");
            }
            _ if file.listed_codes[..at].contains(wire) => {
                context.report(place, format!("`{wire}` is listed twice"), "keep one of the two");
            }
            _ => {}
        }
    }
    file.listed_codes.clone()
}
