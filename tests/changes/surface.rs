//! What of a generated crate its users can name, read from its source.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use rtc_codegen::Crate;
use syn::{FnArg, ImplItem, Item, PathArguments, ReturnType, Type, TypeParamBound, Visibility};

/// What a setter of a required parameter takes begins so in a shape; the parameter's type follows.
pub(crate) const TAKES_VALUE: &str = "takes a value: ";
/// What a setter of an optional parameter takes begins so.
pub(crate) const TAKES_OPTION: &str = "takes a value or an option: ";

/// All that users can name, each with what it looks like, in the order of the source.
///
/// Some is left out, because callers never write it and so nothing breaks when it changes: what shows which required
/// parameters are set, which is the type parameter of a builder, and the hidden module `required`.
pub(crate) fn surface(item: &Crate) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let sources = item.files.iter().filter(|(path, _)| path.starts_with("src/"));
    for (path, text) in sources {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let module = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")).unwrap_or_default();
        // All other modules are private, and the root exports what is in them.
        let module = if module == "endpoints" { "endpoints::" } else { "" };
        walk(&file.items, module, &mut found);
    }
    assert!(found.len() > 3, "a crate has a surface");
    found
}

/// Tokens as people write them.
fn text(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (from, to) in
        [(" :: ", "::"), (" <", "<"), ("< ", "<"), (" >", ">"), (" ,", ","), (" :", ":"), ("& ", "&"), (" (", "(")]
    {
        text = text.replace(from, to);
    }
    text.replace("->(", "-> (").replace(",(", ", (")
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_hidden(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("doc") && text(&attribute.meta).contains("hidden"))
}

fn walk(items: &[Item], module: &str, found: &mut Vec<(String, String)>) {
    for item in items {
        match item {
            Item::Struct(item) if is_public(&item.vis) => structure(item, module, found),
            Item::Impl(item) => implementation(item, found),
            Item::Const(item) if is_public(&item.vis) => {
                found.push((format!("const {module}{}", item.ident), text(&item.ty)));
            }
            Item::Type(item) if is_public(&item.vis) => {
                found.push((format!("type {module}{}", item.ident), text(&item.ty)));
            }
            Item::Use(item) if is_public(&item.vis) => re_exports(&item.tree, "", found),
            Item::Mod(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
                if let Some((_, items)) = &item.content {
                    walk(items, &format!("{module}{}::", item.ident), found);
                }
            }
            Item::Macro(item) => rows(&text(&item.mac.path), item.mac.tokens.clone(), found),
            _ => {}
        }
    }
}

/// What is exported from other crates.
fn re_exports(tree: &syn::UseTree, path: &str, found: &mut Vec<(String, String)>) {
    match tree {
        syn::UseTree::Path(part) => re_exports(&part.tree, &format!("{path}{}::", part.ident), found),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| re_exports(tree, path, found)),
        // What is in the crate's own modules is noted where it is defined.
        syn::UseTree::Name(name) if path.starts_with("rtc_") || path.ends_with("_common::") => {
            found.push((format!("use {}", name.ident), path.trim_end_matches("::").to_owned()));
        }
        // A whole crate as a module.
        syn::UseTree::Rename(renamed) => {
            found.push((format!("use {}", renamed.rename), format!("{path}{}", renamed.ident)));
        }
        _ => {}
    }
}

fn structure(item: &syn::ItemStruct, module: &str, found: &mut Vec<(String, String)>) {
    let name = format!("{module}{}", item.ident);
    let generics = if is_builder(&name) { String::new() } else { text(&item.generics) };
    found.push((format!("struct {name}"), generics));
    for attribute in item.attrs.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        for derived in text(&attribute.meta.require_list().unwrap().tokens).split(',') {
            found.push((format!("derive {name}: {}", derived.trim()), String::new()));
        }
    }
    for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
        let field_name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        found.push((format!("field {name}.{field_name}"), text(&field.ty)));
    }
}

fn is_builder(name: &str) -> bool {
    name.ends_with("Builder")
}

fn implementation(item: &syn::ItemImpl, found: &mut Vec<(String, String)>) {
    let Type::Path(of) = &*item.self_ty else { return };
    let name = of.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    if let Some((implemented, _)) = &item.trait_ {
        let implemented = text(implemented);
        found.push((format!("impl {implemented} for {name}"), text(&item.generics)));
        for item in &item.items {
            if let ImplItem::Type(item) = item {
                found.push((format!("type <{name} as {implemented}>::{}", item.ident), text(&item.ty)));
            }
        }
        return;
    }
    for item in &item.items {
        match item {
            ImplItem::Fn(item) if is_public(&item.vis) => {
                found.push((format!("fn {name}::{}", item.sig.ident), signature(&name, &item.sig)));
            }
            ImplItem::Const(item) if is_public(&item.vis) => {
                found.push((format!("const {name}::{}", item.ident), text(&item.ty)));
            }
            _ => {}
        }
    }
}

/// A function's arguments and what it returns. Bounds are left out where they say that all required parameters are set.
fn signature(of: &str, signature: &syn::Signature) -> String {
    let mut arguments = Vec::new();
    for argument in &signature.inputs {
        match argument {
            FnArg::Receiver(receiver) => {
                arguments.push(if text(receiver).starts_with('&') { "&self" } else { "self" }.to_owned());
            }
            FnArg::Typed(argument) => match taken(&argument.ty) {
                Some(taken) if is_builder(of) => return taken,
                _ => arguments.push(text(&argument.ty)),
            },
        }
    }
    let returned = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, kind) => match &**kind {
            Type::Path(path) if path.path.segments.last().is_some_and(|it| is_builder(&it.ident.to_string())) => {
                format!(" -> {}", path.path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default())
            }
            other => format!(" -> {}", text(other)),
        },
    };
    format!("({}){returned}", arguments.join(", "))
}

/// What a setter takes, from the type of its argument.
fn taken(argument: &Type) -> Option<String> {
    let Type::ImplTrait(argument) = argument else { return None };
    let TypeParamBound::Trait(bound) = argument.bounds.first()? else { return None };
    let segment = bound.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    let kind = text(arguments.args.first()?);
    match segment.ident.to_string().as_str() {
        "IntoValue" => Some(format!("{TAKES_VALUE}{kind}")),
        "IntoOption" => Some(format!("{TAKES_OPTION}{kind}")),
        _ => None,
    }
}

/// The rows of an enumeration or of error codes: `Variant = …` each, in an order where values are compared.
fn rows(kind: &str, tokens: TokenStream, found: &mut Vec<(String, String)>) {
    let mut trees = tokens.into_iter().skip_while(|tree| !matches!(tree, TokenTree::Ident(word) if word == "enum"));
    if trees.next().is_none() {
        return;
    }
    let name = trees.next().unwrap().to_string();
    let mut shape = kind.to_owned();
    for tree in trees {
        match tree {
            TokenTree::Group(group) => {
                found.push((format!("enum {name}"), shape));
                let trees: Vec<TokenTree> = group.stream().into_iter().collect();
                found.extend(
                    trees
                        .windows(4)
                        .filter_map(variant)
                        .map(|(variant, wire)| (format!("variant {name}::{variant}"), wire)),
                );
                return;
            }
            // `or VendorCode`: the codes that it has besides.
            word => shape.push_str(&format!(" {word}")),
        }
    }
}

/// A variant and its value on the wire.
fn variant(row: &[TokenTree]) -> Option<(String, String)> {
    match row {
        [TokenTree::Ident(name), TokenTree::Punct(sign), wire, next] if sign.as_char() == '=' => {
            let negative = matches!(wire, TokenTree::Punct(_));
            Some((name.to_string(), if negative { format!("{wire}{next}") } else { wire.to_string() }))
        }
        _ => None,
    }
}
