//! The files of a generated crate, one module per kind of file.

mod builder;
mod changelog;
mod check;
mod code;
mod enums;
mod examples;
mod kinds;
mod listing;
mod manifest;
mod readme;
mod request;
mod response;
mod root;
mod samples;
mod send;

use crate::Crate;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rayon::prelude::*;
use rtc_catalog::model::{Action, Model};

/// Makes the crates of all actions, in the order of the model.
#[must_use]
pub fn emit(model: &Model) -> Vec<Crate> {
    model.actions.par_iter().map(emit_action).collect()
}

fn emit_action(action: &Action) -> Crate {
    let mut files = vec![
        ("CHANGELOG.md", changelog::emit(action)),
        ("Cargo.toml", manifest::emit(action)),
        ("README.md", readme::emit(action)),
        ("src/enums.rs", enums::emit(action)),
        ("src/error.rs", code::emit(action)),
        ("src/lib.rs", root::emit(action)),
        ("src/listing.rs", listing::emit(action)),
        ("src/request.rs", request::emit(action)),
        ("src/response.rs", response::emit(action)),
        ("tests/examples.rs", examples::emit(action)),
    ];
    // What there is nothing to say about has no file.
    files.retain(|(_, text)| !text.is_empty());
    Crate { package: action.package.clone(), folder: [&action.vendor.id, &action.folder].iter().collect(), files }
}

/// A name that the spec's checks let through.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The request's type name with `end` behind it.
fn named(action: &Action, end: &str) -> Ident {
    ident(&format!("{}{end}", action.name))
}

/// The protocol crate's name in Rust, as `rtc_volcengine`.
fn protocol(action: &Action) -> Ident {
    ident(&format!("rtc_{}", action.vendor.id))
}

/// Documentation lines.
fn doc(text: &str) -> TokenStream {
    let lines = crate::markdown::wrap(text, 100)
        .into_iter()
        .map(|line| if line.is_empty() { line } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// A whole number, its digits in groups of three where there are many.
fn number(value: impl Into<i128>) -> TokenStream {
    let value: i128 = value.into();
    let digits = value.unsigned_abs().to_string();
    let grouped: String = if digits.len() < 6 {
        digits
    } else {
        let lead = digits.len() % 3;
        digits
            .char_indices()
            .flat_map(|(at, digit)| (at > 0 && at % 3 == lead).then_some('_').into_iter().chain([digit]))
            .collect()
    };
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{grouped}").parse().expect("digits are a literal")
}
