//! `tests/examples.rs`: the spec's examples, both ways.

use super::{
    ident, named, protocol,
    samples::{self, Times},
};
use crate::print::rust_file;
use heck::ToUpperCamelCase;
use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};
use rtc_spec::model::{Action, Example, Field, Place, Shape, Type};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

pub(super) fn emit(action: &Action) -> String {
    if action.examples.is_empty() {
        return String::new();
    }
    let tests: Vec<TokenStream> = action.examples.iter().map(|example| test(action, example)).collect();
    let body: TokenStream = tests.iter().cloned().collect();
    let mut words = BTreeSet::new();
    collect(body, &mut words);
    let uses = |word: &str| words.contains(word);
    let mut items = vec![imports(action, &uses)];
    items.extend(tests);
    items.extend(helpers(action, &uses));
    let head = "//! The exchanges of the spec: what is sent, and what is made of the answer.\n#![allow(clippy::too_many_lines, clippy::unreadable_literal)]\n";
    rust_file(&action.spec, head, items)
}

/// The words of the code, without those in texts.
fn collect(tokens: TokenStream, words: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => {
                words.insert(word.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), words),
            _ => {}
        }
    }
}

fn imports(action: &Action, uses: &dyn Fn(&str) -> bool) -> TokenStream {
    let package = ident(&action.package.replace('-', "_"));
    let (output, code) = (named(action, "Output").to_string(), named(action, "Code").to_string());
    let mut names: Vec<&str> = vec![&action.name];
    let candidates = action
        .regions
        .iter()
        .chain(&action.enums)
        .map(|item| &item.name)
        .chain(action.records.iter().map(|record| &record.name));
    names.extend(candidates.map(String::as_str).filter(|name| uses(name)));
    if uses("refused") {
        names.push(&code);
    }
    names.push(&output);
    names.sort_unstable();
    names.retain(|name| uses(name) || (*name == output && (uses("answered") || uses("refused"))));
    names.dedup();
    let names = names.into_iter().map(ident);
    let answers = uses("answered") || uses("refused");
    let asks = uses("sent");
    let protocol = protocol(action);
    let vendor = ident(&action.vendor.id.to_upper_camel_case());
    let answer = answers.then(|| {
        quote! {
            use bytes::Bytes;
            use #protocol::#vendor;
        }
    });
    let mut core = Vec::new();
    if asks {
        core.extend(["Action", "Parameters", "Parts"]);
    }
    if uses("Limits") {
        core.push("Limits");
    }
    if uses("refused") {
        core.push("ErrorCode");
    }
    if answers {
        core.extend(["Fault", "Vendor"]);
    }
    core.sort_unstable();
    let core = core.into_iter().map(ident);
    let time = ["at", "seconds", "millis", "OffsetDateTime"].into_iter().any(uses).then(|| {
        quote!(
            use time::OffsetDateTime;
        )
    });
    let rfc = uses("at").then(|| {
        quote!(
            use time::format_description::well_known::Rfc3339;
        )
    });
    let query = uses("query").then(|| {
        quote!(
            use rtc_core::query;
        )
    });
    quote! {
        #answer
        use rtc_core::{#(#core),*};
        #query
        use #package::{#(#names),*};
        #time
        #rfc
    }
}

fn test(action: &Action, example: &Example) -> TokenStream {
    // No example's name can then be that of a helper.
    let name = format_ident!("example_{}", example.rust);
    let request = example.request.as_ref().map(|request| ask(action, example, request));
    let response = example.response.as_ref().map(|response| answer(action, example, response));
    quote! {
        #[test]
        fn #name() {
            #request
            #response
        }
    }
}

fn ask(action: &Action, example: &Example, request: &Map<String, Json>) -> TokenStream {
    let text =
        format!("{}.build()", samples::builder(action, &action.name, &action.parameters, request, Times::Helpers));
    let build: TokenStream = text.parse().expect("samples are Rust expressions");
    let now: TokenStream = match action.window.as_ref().map(|window| &action.parameters[window.end]) {
        Some(end) if request.contains_key(&end.wire) => {
            samples::expression(action, &end.kind, &request[&end.wire], Times::Helpers)
                .parse()
                .expect("samples are Rust expressions")
        }
        _ => quote!(OffsetDateTime::UNIX_EPOCH),
    };
    let query = example.query.clone().unwrap_or_else(|| rtc_spec::model::encode_query(action, request));
    let body: Map<String, Json> = action
        .parameters
        .iter()
        .filter(|parameter| parameter.place == Place::Body)
        .filter_map(|parameter| Some((parameter.key.clone(), request.get(&parameter.wire)?.clone())))
        .collect();
    let body = action.has_body().then(|| {
        let text = Json::Object(body).to_string();
        quote!(assert_eq!(body(&parts), serde_json::from_str::<serde_json::Value>(#text).expect("JSON"));)
    });
    // What the vendor refuses may well break a limit.
    let limits = example.refused.is_none().then(|| quote!(assert_eq!(Limits::broken_by(&request, #now), []);));
    quote! {
        let request = #build;
        #limits
        let parts = sent(&request);
        assert_eq!(query::join(&parts.query), #query);
        #body
    }
}

fn answer(action: &Action, example: &Example, response: &Json) -> TokenStream {
    let text = serde_json::to_string(response).unwrap_or_default();
    let status = proc_macro2::Literal::u16_unsuffixed(example.status);
    if let Some(code) = &example.refused {
        let code_type = named(action, "Code");
        let variant = action.codes.iter().find(|known| known.wire == *code).map(|known| ident(&known.rust));
        let expected =
            variant.map_or_else(|| quote!(#code_type::from_wire(#code)), |variant| quote!(#code_type::#variant));
        return quote!(assert_eq!(refused(#status, #text), #expected););
    }
    let envelope = &action.vendor.envelope;
    let payload = envelope.payload.split('.').try_fold(response, |value, key| value.get(key));
    let empty = Json::Object(Map::new());
    let mut asserts = Vec::new();
    leaves(action, &action.output, payload.unwrap_or(&empty), &quote!(output), &mut asserts);
    let output = if asserts.is_empty() { quote!(_) } else { quote!(output) };
    let bind = quote!(let #output = answered(#status, #text););
    quote!(#bind #(#asserts)*)
}

/// Asserts every value of an answer.
fn leaves(action: &Action, fields: &[Field], object: &Json, place: &TokenStream, asserts: &mut Vec<TokenStream>) {
    for field in fields {
        let rust = ident(&field.rust);
        let place = quote!(#place.#rust);
        let value = object.get(&field.wire).unwrap_or(&Json::Null);
        let absent = value.is_null() || (field.kind.is_time() && value.as_str() == Some(""));
        match (field.optional, absent) {
            (true, true) => asserts.push(quote!(assert_eq!(#place, None);)),
            (true, false) => {
                let place = quote!(#place.as_ref().expect("it is there"));
                leaf(action, &field.kind, value, &place, true, asserts);
            }
            (false, _) => leaf(action, &field.kind, value, &place, false, asserts),
        }
    }
}

/// Asserts one value; `behind` says that `place` is a reference.
fn leaf(action: &Action, kind: &Type, value: &Json, place: &TokenStream, behind: bool, asserts: &mut Vec<TokenStream>) {
    let here = if behind { quote!(*#place) } else { place.clone() };
    match (kind, value) {
        (Type::List(_) | Type::Map(_), Json::Null) => asserts.push(quote!(assert!(#place.is_empty());)),
        (Type::List(inner), Json::Array(items)) => {
            let count = items.len();
            let count = proc_macro2::Literal::usize_unsuffixed(count);
            asserts.push(quote!(assert_eq!(#place.len(), #count);));
            for (at, item) in items.iter().enumerate() {
                let at = proc_macro2::Literal::usize_unsuffixed(at);
                leaf(action, inner, item, &quote!(#place[#at]), false, asserts);
            }
        }
        (Type::Map(inner), Json::Object(entries)) => {
            for (key, item) in entries {
                leaf(action, inner, item, &quote!(#place[#key]), false, asserts);
            }
        }
        (Type::Record(name), Json::Object(_)) => {
            if let Some(Shape::Answered(fields)) = action.record(name).map(|record| &record.shape) {
                leaves(action, fields, value, place, asserts);
            }
        }
        (Type::F64, _) => {
            let expected: TokenStream =
                samples::expression(action, kind, value, Times::Helpers).parse().unwrap_or_default();
            asserts.push(quote!(assert!((#here - #expected).abs() < f64::EPSILON);));
        }
        (Type::Bool, Json::Bool(true)) => asserts.push(quote!(assert!(#here);)),
        (Type::Bool, _) => asserts.push(quote!(assert!(!#here);)),
        _ => {
            let expected: TokenStream =
                samples::expression(action, kind, value, Times::Helpers).parse().expect("samples are Rust expressions");
            asserts.push(quote!(assert_eq!(#here, #expected);));
        }
    }
}

fn helpers(action: &Action, uses: &dyn Fn(&str) -> bool) -> Vec<TokenStream> {
    let (name, output, code) = (ident(&action.name), named(action, "Output"), named(action, "Code"));
    let vendor = ident(&action.vendor.id.to_upper_camel_case());
    let open = quote! {
        fn open(status: u16, body: &'static str) -> Result<#output, Fault> {
            let response = http::Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).expect("a response");
            #vendor::open(&response).map(|answer| answer.output)
        }
    };
    let mut helpers = Vec::new();
    let mut add = |wanted: bool, helper: TokenStream| {
        if wanted {
            helpers.push(helper);
        }
    };
    add(
        uses("sent"),
        quote! {
            fn sent(request: &#name) -> Parts {
                let mut parameters = Parameters::new();
                request.parameters(&mut parameters);
                parameters.into_parts().expect("the request can be written")
            }
        },
    );
    add(
        uses("body"),
        quote! {
            fn body(parts: &Parts) -> serde_json::Value {
                serde_json::from_slice(parts.body.as_ref().expect("a body")).expect("JSON")
            }
        },
    );
    add(uses("answered") || uses("refused"), open);
    add(
        uses("answered"),
        quote! {
            fn answered(status: u16, body: &'static str) -> #output {
                open(status, body).expect("a success")
            }
        },
    );
    add(
        uses("refused"),
        quote! {
            fn refused(status: u16, body: &'static str) -> #code {
                match open(status, body).expect_err("a refusal") {
                    Fault::Refused { code: Some(code), .. } => #code::from_wire(&code),
                    other => unreachable!("not a refusal with a code: {other:?}"),
                }
            }
        },
    );
    for (function, argument, make) in [
        ("at", quote!(text: &str), quote!(OffsetDateTime::parse(text, &Rfc3339).expect("a time"))),
        ("seconds", quote!(seconds: i64), quote!(OffsetDateTime::from_unix_timestamp(seconds).expect("a time"))),
        (
            "millis",
            quote!(millis: i64),
            quote!(OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).expect("a time")),
        ),
    ] {
        let name = format_ident!("{function}");
        add(uses(function), quote!(fn #name(#argument) -> OffsetDateTime { #make }));
    }
    helpers
}
