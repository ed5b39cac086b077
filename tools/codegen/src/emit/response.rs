//! `src/response.rs`: what is answered.

use super::{doc, ident, kinds, named};
use crate::{markdown, print::rust_file};
use proc_macro2::TokenStream;
use quote::quote;
use rtc_catalog::model::{Action, Field, Record, Shape, Type};
use std::collections::BTreeSet;

pub(super) fn emit(action: &Action) -> String {
    let answered: Vec<(&Record, &[Field])> = action
        .records
        .iter()
        .filter_map(|record| match &record.shape {
            Shape::Answered(fields) => Some((record, &fields[..])),
            Shape::Sent(_) => None,
        })
        .collect();
    let all = || action.output.iter().chain(answered.iter().flat_map(|(_, fields)| *fields));
    let output = named(action, "Output");
    let about = doc(&format!(
        "What [`{0}`](crate::{0}) answers.\n\n{1}",
        action.name,
        markdown::safe(&markdown::sentence(&action.summary))
    ));
    let mut items = vec![imports(action, all())];
    items.push(structure(&about, &output, &action.output));
    for (record, fields) in answered {
        items.push(structure(&doc(&markdown::safe(&markdown::sentence(&record.doc))), &ident(&record.name), fields));
    }
    rust_file(&action.spec, "//! What is answered.\n", items)
}

fn imports<'f>(action: &Action, fields: impl Iterator<Item = &'f Field> + Clone) -> TokenStream {
    let imports = kinds::imports(fields.clone().map(|field| &field.kind));
    let enums: Vec<_> =
        imports.local.iter().filter(|name| action.enumeration(name).is_some()).map(|name| ident(name)).collect();
    let enums = (!enums.is_empty()).then(|| quote!(use crate::{#(#enums),*};));
    let mut blocks = BTreeSet::new();
    for field in fields {
        if let Some(codec) = reader(field) {
            for block in ["Optional", "List", "Map", "Object", "Plain", "Rfc3339", "UnixSeconds", "UnixMillis"] {
                if codec.to_string().split(|letter: char| !letter.is_alphanumeric()).any(|word| word == block) {
                    blocks.insert(block);
                }
            }
        }
    }
    let blocks: Vec<_> =
        std::iter::once("Decode").filter(|_| !blocks.is_empty()).chain(blocks.iter().copied()).map(ident).collect();
    let blocks = (!blocks.is_empty()).then(|| quote!(use rtc_core::wire::{#(#blocks),*};));
    let outside = imports.outside();
    quote! {
        #enums
        #blocks
        use serde::Deserialize;
        #(#outside)*
    }
}

/// The building block that reads the field, where `serde` alone does not.
fn reader(field: &Field) -> Option<TokenStream> {
    let codec = kinds::codec(&field.kind);
    match &field.kind {
        Type::List(_) | Type::Map(_) => Some(codec),
        kind if !(kind.is_time() || matches!(kind, Type::Record(_))) => None,
        _ if field.optional => Some(quote!(Optional::<#codec>)),
        _ => Some(codec),
    }
}

fn structure(about: &TokenStream, name: &proc_macro2::Ident, fields: &[Field]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let rust = ident(&field.rust);
        let plain = kinds::rust(&field.kind);
        let kind = if field.optional { quote!(Option<#plain>) } else { plain };
        let about = doc(&about_field(field));
        let wire = (field.wire != field.rust).then(|| {
            let wire = &field.wire;
            quote!(rename = #wire)
        });
        let default = (field.optional || matches!(field.kind, Type::List(_) | Type::Map(_))).then(|| quote!(default));
        let reader = reader(field).map(|codec| {
            let path = kinds::path(&codec, "decode");
            quote!(deserialize_with = #path)
        });
        let attributes: Vec<_> = wire.into_iter().chain(default).chain(reader).collect();
        let attribute = (!attributes.is_empty()).then(|| quote!(#[serde(#(#attributes),*)]));
        quote!(#about #attribute pub #rust: #kind)
    });
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn about_field(field: &Field) -> String {
    let mut text =
        markdown::then(&markdown::safe(&markdown::sentence(&field.doc)), &format!("`{}` on the wire", field.wire));
    match &field.kind {
        Type::UnixSeconds => text.push_str(", there in seconds since 1970 UTC."),
        Type::UnixMillis => text.push_str(", there in milliseconds since 1970 UTC."),
        Type::Rfc3339 => text.push_str(", there as RFC 3339; the offset is kept."),
        Type::List(_) | Type::Map(_) => text.push_str("; empty if the vendor leaves it out or sends `null`."),
        _ => text.push('.'),
    }
    text
}
