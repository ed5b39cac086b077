//! `src/listing.rs`: how all rows are had, where there are more than one answer has.

use super::{doc, ident, named, number, protocol};
use crate::print::rust_file;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rtc_spec::model::{Action, Field, Pages, Parameter, Shape, Type};

/// Whether there is anything to list.
pub(super) fn is_one(action: &Action) -> bool {
    action.pages.is_some()
}

pub(super) fn emit(action: &Action) -> String {
    let Some(pages) = &action.pages else { return String::new() };
    let Some((row, fields)) = rows(action, pages.rows) else { return String::new() };
    let name = ident(&action.name);
    let items = vec![imports(action, &row), listing(action, pages, &row, fields), methods(action, &name)];
    rust_file(&action.spec, "//! How all rows are had.\n", items)
}

/// The type of the rows in that field of the answer, and its fields.
fn rows(action: &Action, at: usize) -> Option<(Ident, &[Field])> {
    let Type::List(item) = &action.output[at].kind else { return None };
    let Type::Record(name) = &**item else { return None };
    match &action.record(name)?.shape {
        Shape::Answered(fields) => Some((ident(name), fields)),
        Shape::Sent(_) => None,
    }
}

fn imports(action: &Action, row: &Ident) -> TokenStream {
    let (name, builder, output) = (ident(&action.name), named(action, "Builder"), named(action, "Output"));
    let required = needed(action).next().map(|_| quote!(, required));
    let protocol = protocol(action);
    quote! {
        use crate::{#name, #builder, #output, #row #required};
        use rtc_core::listing::{self, Whole};
        use #protocol::Client;
    }
}

fn listing(action: &Action, pages: &Pages, row: &Ident, fields: &[Field]) -> TokenStream {
    let (name, output) = (ident(&action.name), named(action, "Output"));
    let field = |at: usize| ident(&action.output[at].rust);
    let parameter = |at: usize| ident(&action.parameters[at].rust);
    let rows = field(pages.rows);
    let (first, most) = (number(pages.first), number(pages.most));
    let (page, size) = (parameter(pages.number), parameter(pages.size));
    let said = |method: &str, at: Option<usize>| {
        at.map(|at| {
            let (method, field) = (ident(method), field(at));
            quote! {
                fn #method(output: &#output) -> Option<u64> {
                    Whole::number(output.#field)
                }
            }
        })
    };
    let (sized, total) = (said("answered_size", pages.sized), said("total", pages.total));
    let parts = pages.key.iter().filter_map(|wire| fields.iter().find(|field| field.wire == *wire)).map(part);
    quote! {
        impl listing::Listing for #name {
            type Row = #row;

            const PAGING: Option<listing::Paging> = Some(listing::Paging { first: #first, most: #most });

            fn rows(output: &#output) -> &[#row] {
                &output.#rows
            }

            fn into_rows(output: #output) -> Vec<#row> {
                output.#rows
            }

            fn page(&self) -> (Option<u64>, Option<u64>) {
                (Whole::number(self.#page), Whole::number(self.#size))
            }

            fn turn_to(&mut self, number: u64, size: u64) -> Option<()> {
                self.#page = Whole::holding(number)?;
                self.#size = Whole::holding(size)?;
                Some(())
            }

            #sized

            #total

            fn key(row: &#row, key: &mut listing::Key) {
                #(#parts)*
            }
        }

        impl listing::Paged for #name {}
    }
}

/// Takes a field of a row into its key.
fn part(field: &Field) -> TokenStream {
    let rust = ident(&field.rust);
    let method = if field.kind.is_time() { quote!(time) } else { quote!(part) };
    let copies = field.kind.is_time() || field.kind.is_integer() || field.kind == Type::Bool;
    let reference = (!copies).then(|| quote!(&));
    if field.optional {
        quote! {
            match #reference row.#rust {
                Some(#rust) => key.#method(#rust),
                None => key.absent(),
            };
        }
    } else {
        quote!(key.#method(#reference row.#rust);)
    }
}

fn needed(action: &Action) -> impl Iterator<Item = &Parameter> {
    action.parameters.iter().filter(|parameter| parameter.required)
}

/// A way to have all rows.
struct Way {
    method: &'static str,
    stream: &'static str,
    about: &'static str,
}

const PAGES: Way = Way {
    method: "pages",
    stream: "Pages",
    about: "All pages, from the one that is set or else the first to the last, which is short or empty. Nothing is sent until the stream is polled.",
};
const ROWS: Way = Way { method: "rows", stream: "Rows", about: "The rows of [`pages`](Self::pages), one at a time." };

/// The methods of request and builder.
fn methods(action: &Action, name: &Ident) -> TokenStream {
    let ways = [PAGES, ROWS];
    let builder = named(action, "Builder");
    let states: Vec<Ident> = needed(action).map(|parameter| format_ident!("{}State", parameter.marker)).collect();
    let generics = (!states.is_empty()).then(|| quote!(<#(#states),*>));
    let bounds = needed(action).zip(&states).map(|(parameter, state)| {
        let is_set = format_ident!("{}IsSet", parameter.marker);
        quote!(#state: required::#is_set)
    });
    let bounds = (!states.is_empty()).then(|| quote!(where #(#bounds),*));
    let method = |way: &Way| (doc(way.about), ident(way.method), ident(way.stream));
    let of_request = ways.iter().map(|way| {
        let (about, method, stream) = method(way);
        quote! {
            #about
            pub fn #method(self, client: &Client) -> listing::#stream<Self> {
                listing::#stream::new(self, client)
            }
        }
    });
    let of_builder = ways.iter().map(|way| {
        let (about, method, stream) = method(way);
        quote! {
            #about
            pub fn #method(self, client: &Client) -> listing::#stream<#name> #bounds {
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
