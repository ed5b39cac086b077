//! How parameters are written.

use super::ident;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use rtc_catalog::model::{Action, List, Parameter, Place, Type};

/// `Action::parameters` of the action.
pub(super) fn parameters(action: &Action) -> TokenStream {
    let elsewhere = action.parameters.iter().filter(|parameter| parameter.place != Place::Body).map(one);
    let body = action.has_body().then(|| quote!(to.json(self);));
    let statements: Vec<TokenStream> = elsewhere.chain(body).collect();
    if statements.is_empty() {
        return quote!(
            fn parameters(&self, _: &mut Parameters) {}
        );
    }
    quote! {
        fn parameters(&self, to: &mut Parameters) {
            #(#statements)*
        }
    }
}

/// Whether the times of this action need help to be written.
pub(super) fn needs_wire(action: &Action) -> bool {
    action.parameters.iter().any(|parameter| {
        parameter.place != Place::Body && matches!(parameter.kind.innermost(), Type::Rfc3339 | Type::UnixMillis)
    })
}

fn one(parameter: &Parameter) -> TokenStream {
    let field = ident(&parameter.rust);
    let write = |place: &TokenStream| match (&parameter.place, &parameter.kind) {
        (Place::Header, kind) => {
            let (name, text) = (&parameter.wire, header(kind, place));
            quote!(to.header(#name, #text);)
        }
        (_, Type::List(inner)) => list(parameter, inner, place),
        (_, kind) => {
            let (name, value) = (&parameter.key, value(kind, place));
            quote!(to.query(#name, #value);)
        }
    };
    if parameter.required {
        write(&quote!(self.#field))
    } else {
        let write = write(&quote!(#field));
        let pattern = if copies(&parameter.kind) { quote!(self.#field) } else { quote!(&self.#field) };
        quote!(if let Some(#field) = #pattern { #write })
    }
}

fn copies(kind: &Type) -> bool {
    kind.is_time() || kind.is_integer() || matches!(kind, Type::Bool | Type::F64)
}

/// What a query takes of the value at `place`.
fn value(kind: &Type, place: &TokenStream) -> TokenStream {
    match kind {
        Type::Rfc3339 => quote!(wire::rfc3339(#place)),
        Type::UnixSeconds => quote!(#place.unix_timestamp()),
        Type::UnixMillis => quote!(wire::unix_millis(#place)),
        Type::Enum(_) => quote!(#place.to_string()),
        Type::String if place.to_string().starts_with("self") => quote!(&#place),
        _ => quote!(#place),
    }
}

fn header(kind: &Type, place: &TokenStream) -> TokenStream {
    match kind {
        Type::String => quote!(#place.clone()),
        Type::Rfc3339 => quote!(wire::rfc3339(#place)),
        Type::UnixSeconds => quote!(#place.unix_timestamp().to_string()),
        Type::UnixMillis => quote!(wire::unix_millis(#place).to_string()),
        _ => quote!(#place.to_string()),
    }
}

fn list(parameter: &Parameter, inner: &Type, place: &TokenStream) -> TokenStream {
    let every = if parameter.required { quote!(&#place) } else { place.clone() };
    let (key, text) = (&parameter.key, item(inner));
    match &parameter.list {
        List::Repeated => quote!(for item in #every { to.query(#key, #text); }),
        List::Brackets => {
            let name = format!("{key}[]");
            quote!(for item in #every { to.query(#name, #text); })
        }
        List::Numbered(first) => {
            let (first, format) =
                (Literal::u32_unsuffixed(*first), format!("{}.{{number}}", key.replace('{', "{{").replace('}', "}}")));
            quote!(for (number, item) in (#first..).zip(#every) { to.query(format!(#format), #text); })
        }
        List::Joined(between) if *inner == Type::String => quote!(to.query(#key, #place.join(#between));),
        List::Joined(between) => {
            let texts = match inner {
                Type::Rfc3339 => quote!(map(|item| #text)),
                Type::UnixSeconds | Type::UnixMillis => quote!(map(|item| #text.to_string())),
                _ => quote!(map(ToString::to_string)),
            };
            quote!(to.query(#key, #place.iter().#texts.collect::<Vec<_>>().join(#between));)
        }
    }
}

/// What a query takes of the list's `item`, a reference.
fn item(kind: &Type) -> TokenStream {
    match kind {
        Type::UnixSeconds | Type::Enum(_) | Type::String => value(kind, &quote!(item)),
        _ => value(kind, &quote!(*item)),
    }
}
