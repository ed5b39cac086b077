//! `src/listing.rs`: how all rows are had, where there are more than one answer has.

mod ways;

use super::{check, ident, kinds, named, number, protocol};
use crate::print::rust_file;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rtc_catalog::model::{Action, Batch, Field, Pages, Parameter, Shape, Span, Type, Window};

/// Whether there is anything to list.
pub(super) fn is_one(action: &Action) -> bool {
    rows_at(action).is_some()
}

pub(super) fn emit(action: &Action) -> String {
    let rows = rows_at(action).and_then(|at| Some((ident(&action.output[at].rust), rows(action, at)?)));
    let Some((field, (row, fields))) = rows else { return String::new() };
    let name = ident(&action.name);
    let mut items = vec![imports(action, &row), listing(action, &field, &row, fields)];
    if let Some(pages) = &action.pages {
        items.push(quote!(impl listing::Paged for #name {}));
        items.extend(action.window.as_ref().map(|window| swept(action, window, pages, &row, fields)));
    }
    items.extend(action.batch.as_ref().and_then(|batch| batched(action, batch, &row, fields)));
    items.push(ways::methods(action, &name));
    rust_file(&action.spec, "//! How all rows are had.\n", items)
}

/// The field with the rows: an index into the output's fields.
fn rows_at(action: &Action) -> Option<usize> {
    let of_pages = action.pages.as_ref().map(|pages| pages.rows);
    of_pages.or_else(|| action.batch.as_ref().map(|batch| batch.rows))
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

/// Whether a span of any length can be asked about.
fn sweeps(action: &Action) -> bool {
    action.pages.is_some() && action.window.is_some()
}

fn imports(action: &Action, row: &Ident) -> TokenStream {
    let (name, builder, output) = (ident(&action.name), named(action, "Builder"), named(action, "Output"));
    let required = action.parameters.iter().any(|parameter| parameter.required).then(|| quote!(, required));
    let listing = if action.pages.is_some() { quote!(listing::{self, PageNumber}) } else { quote!(listing) };
    let protocol = protocol(action);
    let times = sweeps(action).then(|| {
        quote! {
            use std::time::Duration;
            use time::OffsetDateTime;
        }
    });
    quote! {
        use crate::{#name, #builder, #output, #row #required};
        use rtc_core::#listing;
        use #protocol::Client;
        #times
    }
}

fn listing(action: &Action, rows: &Ident, row: &Ident, fields: &[Field]) -> TokenStream {
    let (name, output) = (ident(&action.name), named(action, "Output"));
    let split = action.batch.is_some().then(|| {
        quote! {
            fn split(self) -> Vec<Self> {
                listing::split(self)
            }
        }
    });
    let (paging, paged) = match &action.pages {
        Some(pages) => (Some(paging(pages)), Some(paged(action, pages, row, fields))),
        None => (None, None),
    };
    quote! {
        impl listing::Listing for #name {
            type Row = #row;
            #paging

            fn rows(output: &#output) -> &[#row] {
                &output.#rows
            }

            fn into_rows(output: #output) -> Vec<#row> {
                output.#rows
            }

            #paged

            #split
        }
    }
}

fn paging(pages: &Pages) -> TokenStream {
    let (first, most) = (number(pages.first), number(pages.max));
    quote!(const PAGING: Option<listing::Paging> = Some(listing::Paging { first: #first, most: #most });)
}

/// What is said of pages.
fn paged(action: &Action, pages: &Pages, row: &Ident, fields: &[Field]) -> TokenStream {
    let output = named(action, "Output");
    let parameter = |at: usize| ident(&action.parameters[at].rust);
    let (page, size) = (parameter(pages.number), parameter(pages.size));
    let said = |method: &str, at: Option<usize>| {
        at.map(|at| {
            let (method, field) = (ident(method), ident(&action.output[at].rust));
            quote! {
                fn #method(output: &#output) -> Option<u64> {
                    PageNumber::to_u64(output.#field)
                }
            }
        })
    };
    let (sized, total) = (said("answered_size", pages.effective_size), said("total", pages.total));
    let parts = pages.key.iter().filter_map(|wire| field(fields, wire)).map(part);
    quote! {
        fn page(&self) -> (Option<u64>, Option<u64>) {
            (PageNumber::to_u64(self.#page), PageNumber::to_u64(self.#size))
        }

        fn turn_to(&mut self, number: u64, size: u64) -> Option<()> {
            self.#page = PageNumber::from_u64(number)?;
            self.#size = PageNumber::from_u64(size)?;
            Some(())
        }

        #sized

        #total

        fn key(row: &#row, key: &mut listing::Key) {
            #(#parts)*
        }
    }
}

fn field<'f>(fields: &'f [Field], wire: &str) -> Option<&'f Field> {
    fields.iter().find(|field| field.wire == wire)
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

/// What is said of spans of time.
fn swept(action: &Action, window: &Window, pages: &Pages, row: &Ident, fields: &[Field]) -> TokenStream {
    let name = ident(&action.name);
    let (start, end) = (&action.parameters[window.start], &action.parameters[window.end]);
    let reach = |span: Option<Span>| {
        span.map_or_else(
            || quote!(None),
            |span| {
                let span = check::duration(span);
                quote!(Some(#span))
            },
        )
    };
    let (span, back, lag) = (reach(window.span), reach(window.back), reach(window.lag));
    let fine = [start, end].iter().all(|parameter| parameter.kind == Type::UnixMillis);
    let unit = if fine { quote!(Duration::from_millis(1)) } else { quote!(Duration::from_secs(1)) };
    let read = |parameter: &Parameter| {
        let field = ident(&parameter.rust);
        if parameter.required { quote!(Some(self.#field)) } else { quote!(self.#field) }
    };
    let write = |parameter: &Parameter, value: TokenStream| {
        let field = ident(&parameter.rust);
        if parameter.required { quote!(self.#field = #value;) } else { quote!(self.#field = Some(#value);) }
    };
    let (read_start, read_end) = (read(start), read(end));
    let (write_start, write_end) = (write(start, quote!(start)), write(end, quote!(end)));
    let begins = pages.row_start.as_ref().and_then(|wire| field(fields, wire)).map(|begins| {
        let rust = ident(&begins.rust);
        let value = if begins.optional { quote!(row.#rust) } else { quote!(Some(row.#rust)) };
        quote! {
            fn begins(row: &#row) -> Option<OffsetDateTime> {
                #value
            }
        }
    });
    quote! {
        impl listing::Swept for #name {
            const REACH: listing::Reach = listing::Reach { span: #span, back: #back, lag: #lag, unit: #unit };

            fn span(&self) -> (Option<OffsetDateTime>, Option<OffsetDateTime>) {
                (#read_start, #read_end)
            }

            fn set_span(&mut self, start: OffsetDateTime, end: OffsetDateTime) {
                #write_start
                #write_end
            }

            #begins
        }
    }
}

/// What is said of ids.
fn batched(action: &Action, batch: &Batch, row: &Ident, fields: &[Field]) -> Option<TokenStream> {
    let name = ident(&action.name);
    let ids = &action.parameters[batch.over];
    let Type::List(item) = &ids.kind else { return None };
    let (field_of_ids, kind, most) = (ident(&ids.rust), kinds::rust(item), number(batch.max));
    let id = ident(&field(fields, &batch.id)?.rust);
    let (read, write) = if ids.required {
        (quote!(&self.#field_of_ids), quote!(ids))
    } else {
        (quote!(self.#field_of_ids.as_deref().unwrap_or_default()), quote!(Some(ids)))
    };
    Some(quote! {
        impl listing::Batched for #name {
            type Id = #kind;

            const MOST_IDS: usize = #most;

            fn ids(&self) -> &[#kind] {
                #read
            }

            fn set_ids(&mut self, ids: Vec<#kind>) {
                self.#field_of_ids = #write;
            }

            fn id(row: &#row) -> &#kind {
                &row.#id
            }
        }
    })
}
