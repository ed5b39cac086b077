//! Error codes: the action's own, then those of the vendor's groups.

use super::{
    Context,
    identifiers::{Case, Identifiers},
};
use crate::{
    format::{ActionFile, Code as Written},
    model::{Code, Vendor},
    names, words,
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
            context.report(place, "the group `every` belongs to every action", "leave it out");
        } else if !vendor.groups.iter().any(|(name, _)| name == group) && !context.is_removed(group) {
            let known = vendor.groups.iter().map(|(name, _)| name.as_str()).filter(|name| *name != EVERY);
            context.report(
                place,
                format!("the vendor has no group of codes `{group}`"),
                words::did_you_mean(group, known),
            );
        } else if file.codes[..at].contains(group) {
            context.report(place, format!("the group `{group}` stands here a second time"), "keep one of the two");
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
                "`{}` would be `{}` in Rust, and so is the vendor's code `{}`",
                own.wire, own.rust, common.wire
            );
            context.report(context.key(&["errors", &own.wire]), message, "give it another `name`");
        }
        codes.push(common.clone());
    }
    codes
}

/// The model of a written code.
pub(super) fn code_of(wire: &str, written: &Written, own: bool) -> Code {
    Code {
        wire: wire.to_owned(),
        number: written.number,
        rust: written.name.clone().unwrap_or_else(|| names::camel(wire)),
        doc: one_line(&written.doc),
        advice: written.advice.as_deref().map(one_line),
        retry: written.retry,
        is: written.is.clone(),
        status: written.status,
        means: written.means.clone(),
        parameters: written.parameters.clone(),
        own,
    }
}

/// `text` without line breaks: what a code means is a part of a sentence.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Notes situations that stand twice, and parameters where no situation concerns one.
fn check_situations(code: &Code, place: &[&str], context: &mut Context<'_>) {
    for (at, situation) in code.means.iter().enumerate().filter(|(at, one)| code.means[..*at].contains(one)) {
        let span = context.value(&[place, &["means", &at.to_string()]].concat());
        context.report(span, format!("`{situation}` stands here a second time"), "keep one of the two");
    }
    if code.parameters.is_empty() {
        return;
    }
    let span = context.key(&[place, &["parameters"]].concat());
    if code.means.is_empty() {
        let help = "add `means`, as `means: [missing_parameter]`, or leave `parameters` out";
        context.report(span, "nothing says what the code means for these parameters", help);
    } else if let Some(other) = code.means.iter().find(|situation| !situation.is_about_a_parameter()) {
        context.report(span, format!("`{other}` concerns no parameter"), "leave `parameters` out");
    }
    for (at, name) in code.parameters.iter().enumerate() {
        if name.trim().is_empty() || code.parameters[..at].contains(name) {
            let span = context.value(&[place, &["parameters", &at.to_string()]].concat());
            context.report(span, "the name is empty or stands here a second time", "name each parameter once");
        }
    }
}

/// Notes parameters of the action's own codes that neither the action nor its vendor has.
fn check_parameters(codes: &[Code], file: &ActionFile, vendor: &Vendor, context: &mut Context<'_>) {
    let known = || {
        let common = vendor.common_request.iter().map(|parameter| parameter.wire.as_str());
        file.request.keys().map(String::as_str).chain(common)
    };
    for code in codes {
        for (at, name) in code.parameters.iter().enumerate() {
            if !known().any(|wire| wire == name) && !context.is_removed(name) && !name.trim().is_empty() {
                let span = context.value(&["errors", &code.wire, "parameters", &at.to_string()]);
                context.report(span, format!("there is no parameter `{name}`"), words::did_you_mean(name, known()));
            }
        }
    }
}

/// Notes names that collide, codes that differ in case alone, and descriptions that say nothing.
pub(super) fn check(
    codes: &[Code],
    written: &indexmap::IndexMap<String, Written>,
    path: &[&str],
    context: &mut Context<'_>,
) {
    let mut taken = Identifiers::new(Case::Camel, &["Common", "Undocumented", "Self"]);
    let mut folded: HashMap<String, &str> = HashMap::new();
    for code in codes {
        let place = [path, &[&code.wire]].concat();
        let at = |key| [&place[..], &[key]].concat();
        taken.claim(&code.rust, &place, "give it a `name`", context);
        if code.doc.is_empty() {
            context.report(context.value(&at("doc")), "the description is empty", "say what the code means");
        }
        if let Some(is) = &code.is
            && (names::refuse(is).is_some() || !names::is_snake(is))
        {
            context.report(
                context.value(&at("is")),
                format!("`{is}` is no end of a method's name"),
                "write it as `room_not_found`",
            );
        }
        if code.status.is_some_and(|status| !(100..=599).contains(&status)) {
            context.report(context.value(&at("status")), "this is no HTTP status", "write a number from 100 to 599");
        }
        check_situations(code, &place, context);
        let Some(other) = folded.insert(code.wire.to_lowercase(), &code.wire) else { continue };
        let named = |wire: &str| written.get(wire).is_some_and(|code| code.name.is_some());
        if !(named(&code.wire) && named(other)) {
            let first = context.key(&[path, &[other]].concat()).map(|span| (span, "the other one"));
            let message = format!("`{}` and `{other}` differ in case alone", code.wire);
            context.report_pair(
                context.key(&place),
                first,
                message,
                "both are kept as they are, so give each a `name` of its own that says what sets it apart",
            );
        }
    }
}
