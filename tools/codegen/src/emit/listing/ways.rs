//! The methods by which all rows are had.

use super::sweeps;
use crate::emit::{doc, ident, named};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rtc_catalog::model::{Action, Parameter};

/// A way to have all rows.
struct Way {
    method: &'static str,
    kind: &'static str,
    about: String,
}

fn ways(action: &Action) -> Vec<Way> {
    let mut ways = Vec::new();
    let mut way = |method, kind, about: &str| ways.push(Way { method, kind, about: about.to_owned() });
    let any = match &action.batch {
        Some(batch) => format!(" `{}` may be of any length.", action.parameters[batch.over].rust),
        None => String::new(),
    };
    if action.pages.is_some() {
        way(
            "pages",
            "Pages",
            &format!(
                "All pages, from the one that is set or else the first to the last, which is short or empty.{any} Nothing is sent until the stream is polled."
            ),
        );
        way("rows", "Rows", "The rows of [`pages`](Self::pages), one at a time.");
    }
    if sweeps(action) {
        way(
            "sweep",
            "Sweep",
            &format!(
                "The rows of a span of any length, newest windows first, each row once.{any} Nothing is sent until the stream is polled."
            ),
        );
    }
    if action.batch.is_some() {
        let pages = if action.pages.is_some() { "from all pages, " } else { "" };
        way(
            "send_all",
            "Batch",
            &format!("The rows {pages}by the ids that they speak of.{any} Nothing is sent until this is awaited."),
        );
    }
    ways
}

/// The methods of request and builder.
pub(super) fn methods(action: &Action, name: &Ident) -> TokenStream {
    let ways = ways(action);
    let builder = named(action, "Builder");
    let needed: Vec<&Parameter> = action.parameters.iter().filter(|parameter| parameter.required).collect();
    let states: Vec<Ident> = needed.iter().map(|parameter| format_ident!("{}State", parameter.marker)).collect();
    let generics = (!states.is_empty()).then(|| quote!(<#(#states),*>));
    let bounds = needed.iter().zip(&states).map(|(parameter, state)| {
        let is_set = format_ident!("{}IsSet", parameter.marker);
        quote!(#state: required::#is_set)
    });
    let bounds = (!states.is_empty()).then(|| quote!(where #(#bounds),*));
    let of_request = ways.iter().map(|way| {
        let (about, method, kind) = (doc(&way.about), ident(way.method), ident(way.kind));
        quote! {
            #about
            pub fn #method(self, client: &Client) -> listing::#kind<Self> {
                listing::#kind::new(self, client)
            }
        }
    });
    let of_builder = ways.iter().map(|way| {
        let (about, method, kind) = (doc(&way.about), ident(way.method), ident(way.kind));
        quote! {
            #about
            pub fn #method(self, client: &Client) -> listing::#kind<#name> #bounds {
                self.build().#method(client)
            }
        }
    });
    quote! {
        impl #name {
            #(#of_request)*
        }

        impl #generics #builder #generics {
            #(#of_builder)*
        }
    }
}
