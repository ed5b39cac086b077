//! The documented limits as code that checks them.

use super::ident;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use rtc_catalog::model::{Action, Bounds, List, Parameter, Shape, Span, Type};

/// A span of time as Rust writes it.
pub(super) fn duration(span: Span) -> TokenStream {
    let Span(duration) = span;
    if duration.subsec_nanos() == 0 {
        let seconds = super::number(duration.as_secs());
        quote!(Duration::from_secs(#seconds))
    } else {
        let millis = super::number(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
        quote!(Duration::from_millis(#millis))
    }
}

/// `Action::check` of the action.
pub(super) fn action(action: &Action) -> TokenStream {
    let mut checks: Vec<TokenStream> =
        action.parameters.iter().filter_map(|parameter| one(action, parameter, &parameter.wire)).collect();
    checks.extend(window(action));
    checks.extend(together(action));
    method(&checks, &TokenStream::new())
}

/// The check of an object that is sent, if it has anything to check.
pub(super) fn object(action: &Action, name: &str, parameters: &[Parameter]) -> Option<TokenStream> {
    if !is_checked(action, name, &mut Vec::new()) {
        return None;
    }
    let checks: Vec<TokenStream> = parameters
        .iter()
        .filter_map(|parameter| one(action, parameter, &format!("{name}.{}", parameter.wire)))
        .collect();
    let (name, method) = (ident(name), method(&checks, &quote!(pub(crate))));
    Some(quote!(impl #name { #method }))
}

fn method(checks: &[TokenStream], visibility: &TokenStream) -> TokenStream {
    if checks.is_empty() {
        return quote!(#visibility fn check(&self, _: &mut Limits) {});
    }
    let about = (!visibility.is_empty()).then(|| super::doc("Notes every documented limit that this breaks."));
    quote! {
        #about
        #visibility fn check(&self, limits: &mut Limits) {
            #(#checks)*
        }
    }
}

/// Checks one parameter, under the name that a violation shows.
fn one(action: &Action, parameter: &Parameter, shown: &str) -> Option<TokenStream> {
    let field = ident(&parameter.rust);
    let place = if parameter.required { quote!(&self.#field) } else { quote!(#field) };
    let checks = value(action, parameter, &parameter.kind, &place, shown, 0);
    if checks.is_empty() {
        return None;
    }
    Some(if parameter.required {
        quote!(#(#checks)*)
    } else {
        quote!(if let Some(#field) = &self.#field { #(#checks)* })
    })
}

/// Checks of a value that stands at `place`, a reference.
fn value(
    action: &Action,
    parameter: &Parameter,
    kind: &Type,
    place: &TokenStream,
    shown: &str,
    depth: usize,
) -> Vec<TokenStream> {
    let limits = &parameter.limits;
    let mut checks = Vec::new();
    let by_value = by_value(place);
    match kind {
        Type::String => {
            if let Some(length) = limits.length {
                let allowed = sizes(length);
                checks.push(quote!(limits.length(#shown, #place, #allowed);));
            }
            if let Some(set) = &limits.characters {
                let words = &set.words;
                checks.push(quote!(limits.characters(#shown, #place, #words);));
            }
        }
        Type::Rfc3339 => checks.push(quote!(limits.rfc3339(#shown, #by_value);)),
        Type::F64 => {
            checks.push(quote!(limits.finite(#shown, #by_value);));
            if let Some(range) = limits.range {
                let allowed = bounds(range.least.map(float), range.most.map(float));
                checks.push(quote!(limits.range(#shown, #by_value, #allowed);));
            }
        }
        kind if kind.is_integer() => {
            let unsigned = matches!(kind, Type::U32 | Type::U64);
            // A bound that the type keeps by itself is none.
            let range = limits
                .range
                .map(|range| Bounds { least: range.least.filter(|least| !(unsigned && *least == 0)), ..range });
            if let Some(range) = range.filter(|range| range.least.is_some() || range.most.is_some()) {
                let allowed = bounds(range.least.map(super::number), range.most.map(super::number));
                checks.push(quote!(limits.range(#shown, #by_value, #allowed);));
            }
        }
        Type::Record(name) if is_checked(action, name, &mut Vec::new()) => {
            let receiver = receiver(place);
            checks.push(quote!(#receiver.check(limits);));
        }
        Type::List(inner) => checks.extend(items(action, parameter, (inner, true), place, shown, depth)),
        Type::Map(inner) => checks.extend(items(action, parameter, (inner, false), place, shown, depth)),
        _ => {}
    }
    checks
}

/// Whether anything of an object can be checked; objects may hold others of their own type.
fn is_checked<'a>(action: &'a Action, name: &'a str, seen: &mut Vec<&'a str>) -> bool {
    if seen.contains(&name) {
        return false;
    }
    seen.push(name);
    let Some(Shape::Sent(parameters)) = action.record(name).map(|record| &record.shape) else { return false };
    parameters.iter().any(|parameter| match parameter.kind.innermost() {
        Type::Rfc3339 | Type::F64 => true,
        Type::Record(inner) => !parameter.limits.is_empty() || is_checked(action, inner, seen),
        _ => !parameter.limits.is_empty(),
    })
}

fn items(
    action: &Action,
    parameter: &Parameter,
    (inner, is_list): (&Type, bool),
    place: &TokenStream,
    shown: &str,
    depth: usize,
) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    let receiver = receiver(place);
    if let Some(count) = parameter.limits.items.filter(|_| depth == 0) {
        let allowed = sizes(count);
        checks.push(quote!(limits.count(#shown, #receiver.len(), #allowed);));
    }
    if let List::Joined(between) = &parameter.list
        && *inner == Type::String
    {
        // A set of characters without the separator's says all there is to say of it.
        let excluded =
            parameter.limits.characters.as_ref().is_some_and(|set| !between.chars().all(|letter| set.contains(letter)));
        let filled = parameter.limits.length.is_some_and(|length| length.least.is_some_and(|least| least > 0));
        if !(excluded && filled) {
            checks.push(quote!(limits.separable(#shown, #receiver.iter().map(String::as_str), #between);));
        }
    }
    let item = if depth == 0 { ident("item") } else { quote::format_ident!("item{}", depth + 1) };
    let inner_checks = value(action, parameter, inner, &quote!(#item), shown, depth + 1);
    if !inner_checks.is_empty() {
        let every = if is_list { quote!(#place) } else { quote!(#receiver.values()) };
        checks.push(quote!(for #item in #every { #(#inner_checks)* }));
    }
    checks
}

/// A place that is written as a reference, as the value behind it.
fn by_value(place: &TokenStream) -> TokenStream {
    if place.to_string().starts_with('&') { receiver(place) } else { quote!(*#place) }
}

/// A place that is written as a reference, as what a method is called on.
fn receiver(place: &TokenStream) -> TokenStream {
    let mut tokens = place.clone().into_iter().peekable();
    if matches!(tokens.peek(), Some(proc_macro2::TokenTree::Punct(punct)) if punct.as_char() == '&') {
        tokens.next();
    }
    tokens.collect()
}

fn float(bound: i64) -> TokenStream {
    // Bounds of specs are small; a double holds them as they are.
    #[allow(clippy::cast_precision_loss)]
    Literal::f64_unsuffixed(bound as f64).into_token_stream()
}

fn bounds(least: Option<TokenStream>, most: Option<TokenStream>) -> TokenStream {
    match (least, most) {
        (Some(least), Some(most)) => quote!(#least..=#most),
        (Some(least), None) => quote!(#least..),
        (None, Some(most)) => quote!(..=#most),
        (None, None) => quote!(..),
    }
}

fn sizes(allowed: Bounds) -> TokenStream {
    bounds(allowed.least.map(super::number), allowed.most.map(super::number))
}

fn window(action: &Action) -> Option<TokenStream> {
    let window = action.window.as_ref()?;
    let (start, end) = (&action.parameters[window.start], &action.parameters[window.end]);
    let option = |span: Option<Span>| {
        span.map_or_else(
            || quote!(None),
            |span| {
                let duration = duration(span);
                quote!(Some(#duration))
            },
        )
    };
    let (span, back) = (option(window.span), option(window.back));
    let (start_wire, end_wire) = (&start.wire, &end.wire);
    let (start_field, end_field) = (ident(&start.rust), ident(&end.rust));
    let check = |start: TokenStream, end: TokenStream| quote!(limits.window((#start_wire, #start), (#end_wire, #end), Window { span: #span, back: #back }););
    Some(match (start.required, end.required) {
        (true, true) => check(quote!(self.#start_field), quote!(self.#end_field)),
        (true, false) => {
            let check = check(quote!(self.#start_field), quote!(#end_field));
            quote!(if let Some(#end_field) = self.#end_field { #check })
        }
        (false, true) => {
            let check = check(quote!(#start_field), quote!(self.#end_field));
            quote!(if let Some(#start_field) = self.#start_field { #check })
        }
        (false, false) => {
            let check = check(quote!(#start_field), quote!(#end_field));
            quote!(if let (Some(#start_field), Some(#end_field)) = (self.#start_field, self.#end_field) { #check })
        }
    })
}

fn together(action: &Action) -> Vec<TokenStream> {
    let groups = action.together.iter().map(|members| {
        let members = members.iter().map(|at| {
            let parameter = &action.parameters[*at];
            let (wire, field) = (&parameter.wire, ident(&parameter.rust));
            quote!((#wire, self.#field.is_some()))
        });
        quote!(limits.together(&[#(#members),*]);)
    });
    groups.collect()
}
