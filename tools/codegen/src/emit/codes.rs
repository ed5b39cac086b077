//! `src/error.rs`: error codes, of one action or those that all actions of a vendor share.

use super::{common_code, common_crate, number};
use crate::{markdown, source::Source};
use rtc_catalog::model::{Action, Code, Retry, Vendor};
use std::collections::{BTreeMap, BTreeSet};

/// The codes of an action: its own, and all those of the vendor.
pub(super) fn of_action(action: &Action) -> String {
    let (name, common) = (format!("{}Code", action.name), common_code(&action.vendor));
    let own: Vec<&Code> = action.codes.iter().filter(|code| code.own).collect();
    let mut to = Source::file(&action.spec, "Error codes of this action.");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    to.line(format_args!("use {}::{common};", common_crate(&action.vendor)));
    to.blank();
    let about = format!(
        "Error codes of [`{0}`](crate::{0}): its own and, as `Common`, the [codes of all the vendor's actions](`{common}`).",
        action.name
    );
    table("action_codes", &about, &format!("{name} or {common}"), &own, &mut to);
    let shared: Vec<&Code> = action.vendor.codes().collect();
    let (own, shared) = (groups(&own), groups(&shared));
    let names: BTreeSet<&str> = own.keys().chain(shared.keys()).copied().collect();
    if !names.is_empty() {
        to.blank();
        to.block(format_args!("impl {name}"), |to| {
            for is in names {
                to.blank();
                to.doc(&format!("Whether the code means: {}.", is.replace('_', " ")));
                to.line("#[must_use]");
                to.block(format_args!("pub const fn is_{is}(&self) -> bool"), |to| {
                    predicate(own.get(is), shared.contains_key(is).then_some(is), to);
                });
            }
        });
    }
    to.finish()
}

fn predicate(own: Option<&Vec<&Code>>, shared: Option<&str>, to: &mut Source) {
    let own = own.map(|codes| format!("matches!(self, {})", variants(codes)));
    let shared = shared.map(|is| format!("matches!(self, Self::Common(code) if code.is_{is}())"));
    let either: Vec<String> = own.into_iter().chain(shared).collect();
    to.line(either.join(" || "));
}

/// The codes that the actions of a vendor share.
pub(super) fn of_vendor(vendor: &Vendor) -> String {
    let name = common_code(vendor);
    let mut seen = BTreeSet::new();
    let codes: Vec<&Code> = vendor.codes().filter(|code| seen.insert(code.wire.as_str())).collect();
    let mut to = Source::file(&super::vendor_spec(vendor), "Error codes of all the vendor's actions.");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    table("error_codes", "Error codes of all the vendor's actions.", &name, &codes, &mut to);
    let groups = groups(&codes);
    if !groups.is_empty() {
        to.blank();
        to.block(format_args!("impl {name}"), |to| {
            for (is, codes) in &groups {
                let listed: Vec<String> = codes.iter().map(|code| format!("`{}`", code.wire)).collect();
                to.blank();
                to.doc(&format!("Whether the code means: {}. Codes: {}.", is.replace('_', " "), listed.join(", ")));
                to.line("#[must_use]");
                to.block(format_args!("pub const fn is_{is}(&self) -> bool"), |to| {
                    to.line(format_args!("matches!(self, {})", variants(codes)));
                });
            }
        });
    }
    to.finish()
}

/// The codes that have something in common, by its name.
fn groups<'c>(codes: &[&'c Code]) -> BTreeMap<&'c str, Vec<&'c Code>> {
    let mut groups: BTreeMap<&str, Vec<&Code>> = BTreeMap::new();
    for code in codes {
        if let Some(is) = &code.is {
            groups.entry(is).or_default().push(code);
        }
    }
    groups
}

fn variants(codes: &[&Code]) -> String {
    codes.iter().map(|code| format!("Self::{}", code.rust)).collect::<Vec<_>>().join(" | ")
}

fn table(kind: &str, about: &str, name: &str, codes: &[&Code], to: &mut Source) {
    to.block(format_args!("rtc_core::{kind}!"), |to| {
        to.doc(about);
        if codes.is_empty() {
            to.line(format_args!("pub enum {name} {{}}"));
        } else {
            to.block(format_args!("pub enum {name}"), |to| codes.iter().for_each(|code| row(code, to)));
        }
    });
}

fn row(code: &Code, to: &mut Source) {
    let of_number = code.number.map(|of| format!(" | {}", number(of))).unwrap_or_default();
    let retry = match code.retry {
        Retry::Never => "Never",
        Retry::Backoff => "Backoff",
        Retry::Throttle => "Throttle",
        Retry::Resign => "Resign",
        Retry::RefreshCredentials => "RefreshCredentials",
    };
    to.line(format_args!("{} = {:?}{of_number}, {retry},", code.rust, code.wire));
    let meaning = documented(&code.doc);
    match &code.advice {
        Some(advice) => {
            to.line(format_args!("    {meaning},"));
            to.line(format_args!("    {};", documented(advice)));
        }
        None => to.line(format_args!("    {meaning};")),
    }
}

/// A sentence as the program says it and, where that is not what Markdown would show, as its documentation has it.
fn documented(sentence: &str) -> String {
    let said = sentence.trim_end_matches('.');
    let shown = markdown::inline(said);
    if shown == said { format!("{said:?}") } else { format!("{said:?} as {shown:?}") }
}
