//! What of a generated crate its users can name, read from its source.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use rtc_codegen::Crate;
use std::collections::BTreeMap;
use syn::{Fields, ImplItem, Item, Visibility};

/// All that users can name, each with what it looks like.
pub(crate) fn surface(item: &Crate) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (path, text) in item.files.iter().filter(|(path, _)| path.starts_with("src/")) {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        walk(&file.items, "", &mut found);
    }
    assert!(found.len() > 10, "a crate has a surface");
    found
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn walk(items: &[Item], module: &str, found: &mut BTreeMap<String, String>) {
    for item in items {
        match item {
            Item::Struct(item) if is_public(&item.vis) => structure(item, module, found),
            Item::Impl(item) => implementation(item, found),
            Item::Trait(item) if is_public(&item.vis) => {
                found.insert(format!("trait {module}{}", item.ident), text(&item.supertraits));
            }
            Item::Const(item) if is_public(&item.vis) => {
                found.insert(format!("const {module}{}", item.ident), text(&item.ty));
            }
            Item::Type(item) if is_public(&item.vis) => {
                found.insert(format!("type {module}{}", item.ident), text(&item.ty));
            }
            Item::Mod(item) => {
                if let (true, Some((_, items))) = (is_public(&item.vis), &item.content) {
                    walk(items, &format!("{module}{}::", item.ident), found);
                }
            }
            Item::Macro(item) => rows(&text(&item.mac.path), item.mac.tokens.clone(), found),
            _ => {}
        }
    }
}

fn structure(item: &syn::ItemStruct, module: &str, found: &mut BTreeMap<String, String>) {
    let name = format!("{module}{}", item.ident);
    found.insert(format!("struct {name}"), text(&item.generics));
    for attribute in item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        for derived in text(&attribute.meta.require_list().unwrap().tokens).split(',') {
            found.insert(format!("derive {name}: {}", derived.trim()), String::new());
        }
    }
    if let Fields::Named(fields) = &item.fields {
        for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
            found.insert(format!("field {name}.{}", text(&field.ident)), text(&field.ty));
        }
    }
}

fn implementation(item: &syn::ItemImpl, found: &mut BTreeMap<String, String>) {
    let of = text(&item.self_ty);
    let name = of.split(' ').next().unwrap_or_default().to_owned();
    let head = format!("{} {of}", text(&item.generics));
    if let Some((implemented, _)) = &item.trait_ {
        let implemented = text(implemented);
        found.insert(format!("impl {implemented} for {name}"), head);
        for item in &item.items {
            if let ImplItem::Type(item) = item {
                found.insert(format!("type <{name} as {implemented}>::{}", item.ident), text(&item.ty));
            }
        }
        return;
    }
    for item in &item.items {
        match item {
            ImplItem::Fn(item) if is_public(&item.vis) => {
                found.insert(format!("fn {name}::{}", item.sig.ident), format!("{head} {}", text(&item.sig)));
            }
            ImplItem::Const(item) if is_public(&item.vis) => {
                found.insert(format!("const {name}::{}", item.ident), text(&item.ty));
            }
            _ => {}
        }
    }
}

/// The rows of an enumeration or of error codes: `Variant = …` each, with an order where values are compared.
fn rows(kind: &str, tokens: TokenStream, found: &mut BTreeMap<String, String>) {
    let mut name = String::new();
    let mut trees = tokens.into_iter();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(word) if word == "enum" => name = trees.next().unwrap().to_string(),
            TokenTree::Group(group) if !name.is_empty() => {
                let trees: Vec<TokenTree> = group.stream().into_iter().collect();
                let variants: Vec<String> = trees.windows(2).filter_map(variant).collect();
                assert!(!variants.is_empty(), "{name} has values");
                for variant in variants {
                    found.insert(format!("variant {name}::{variant}"), String::new());
                }
            }
            _ => {}
        }
    }
    found.insert(format!("enum {name}"), kind.to_owned());
}

fn variant(pair: &[TokenTree]) -> Option<String> {
    match pair {
        [TokenTree::Ident(name), TokenTree::Punct(sign)] if sign.as_char() == '=' => Some(name.to_string()),
        _ => None,
    }
}
