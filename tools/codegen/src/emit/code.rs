//! `src/error.rs`: what the action may be refused with.

use super::{doc, enums::comment, ident, named};
use crate::print::{Part, rust_file};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rtc_catalog::model::{Action, Code, Retry};
use std::collections::BTreeMap;

pub(super) fn emit(action: &Action) -> String {
    let mut parts = vec![Part::Table(table(action))];
    parts.extend(predicates(action, &named(action, "Code")).map(Part::Items));
    rust_file(&action.spec, "//! What the vendor may refuse a call with.\n", parts)
}

fn table(action: &Action) -> String {
    let mut text = String::from("rtc_core::error_codes! {\n");
    let about = format!(
        "What [`{0}`](crate::{0}) may be refused with: the action's own codes, then those that the vendor's other actions share.",
        action.name
    );
    comment(&about, "    ", &mut text);
    text.push_str(&format!("    pub enum {}Code {{\n", action.name));
    for code in &action.codes {
        row(code, &mut text);
    }
    text.push_str("    }\n}\n");
    text
}

fn row(code: &Code, to: &mut String) {
    let number = code.number.map(|number| format!(" | {}", super::number(number))).unwrap_or_default();
    let retry = match code.retry {
        Retry::Never => "Never",
        Retry::Backoff => "Backoff",
        Retry::Throttle => "Throttle",
        Retry::Resign => "Resign",
        Retry::RefreshCredentials => "RefreshCredentials",
    };
    let meaning = code.doc.trim_end_matches('.');
    to.push_str(&format!("        {} = {:?}{number}, {retry},\n            {meaning:?}", code.rust, code.wire));
    if let Some(advice) = &code.advice {
        to.push_str(&format!(",\n            {:?}", advice.trim_end_matches('.')));
    }
    to.push_str(";\n");
}

/// A method for each thing that codes have in common.
fn predicates(action: &Action, name: &Ident) -> Option<TokenStream> {
    let mut groups: BTreeMap<&str, Vec<&Code>> = BTreeMap::new();
    for code in &action.codes {
        if let Some(is) = &code.is {
            groups.entry(is).or_default().push(code);
        }
    }
    let methods = groups.iter().map(|(is, codes)| {
        let method = format_ident!("is_{is}");
        let variants = codes.iter().map(|code| ident(&code.rust));
        let listed: Vec<_> = codes.iter().map(|code| format!("`{}`", code.wire)).collect();
        let about =
            doc(&format!("Whether it is one of the codes that say: {}. {}.", is.replace('_', " "), listed.join(", ")));
        quote! {
            #about
            #[must_use]
            pub const fn #method(&self) -> bool {
                matches!(self, #(Self::#variants)|*)
            }
        }
    });
    (!groups.is_empty()).then(|| quote!(impl #name { #(#methods)* }))
}
