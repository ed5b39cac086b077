//! `src/lib.rs`.

use super::{ident, named, protocol};
use crate::print::rust_file;
use quote::{format_ident, quote};
use rtc_catalog::model::{Action, Shape};

pub(super) fn emit(action: &Action) -> String {
    let (name, output, code, builder) =
        (ident(&action.name), named(action, "Output"), named(action, "Code"), named(action, "Builder"));
    let protocol = protocol(action);
    let enums: Vec<_> = action.regions.iter().chain(&action.enums).map(|item| ident(&item.name)).collect();
    let (answered, sent): (Vec<_>, Vec<_>) =
        action.records.iter().partition(|record| matches!(record.shape, Shape::Answered(_)));
    let answered = answered.iter().map(|record| ident(&record.name));
    let sent = sent.iter().flat_map(|record| [ident(&record.name), format_ident!("{}Builder", record.name)]);
    let has_enums = !enums.is_empty();
    let modules = [
        ("enums", has_enums),
        ("error", true),
        ("listing", super::listing::is_one(action)),
        ("request", true),
        ("response", true),
    ];
    let modules = modules.into_iter().filter(|(_, there)| *there).map(|(module, _)| ident(module));
    let modules = quote!(#(mod #modules;)*);
    let enums = has_enums.then(|| quote!(pub use enums::{#(#enums),*};));
    let required = has_required(action).then(|| quote!(, required));
    let hosts = action.vendor.hosts.iter().map(|host| {
        let (constant, url) = (ident(&host.constant), format!("https://{}", host.host));
        let mut about = crate::markdown::safe(&crate::markdown::sentence(&host.doc));
        if let Some(region) = &host.region {
            about = crate::markdown::then(&about, &format!("Its region is `{region}`."));
        }
        let about = super::doc(&about);
        quote!(#about pub const #constant: &str = #url;)
    });
    let default =
        format!("Hosts that answer, for `Client::builder().endpoint(…)`. `https://{}` unless given.", action.host);
    let default = super::doc(&default);
    let items = vec![
        modules,
        enums.unwrap_or_default(),
        quote! {
            pub use error::#code;
            pub use request::{#name, #builder #(, #sent)* #required};
            pub use response::{#output #(, #answered)*};
            #[doc(no_inline)]
            pub use #protocol::{self, Client};
            #[cfg(feature = "blocking")]
            #[doc(no_inline)]
            pub use #protocol::blocking;
        },
        quote! {
            /// Why a call failed: whether anything was sent, and what the vendor said.
            pub type Error = rtc_core::Error<#code>;
        },
        quote! {
            #default
            pub mod endpoints {
                #(#hosts)*
            }
        },
    ];
    let head = "#![doc = include_str!(\"../README.md\")]\n#![forbid(unsafe_code)]\n#![deny(missing_docs)]\n#![allow(clippy::doc_markdown, clippy::too_many_lines, clippy::type_complexity, reason = \"names in a vendor's prose, long lists of codes and of parameters\")]\n";
    rust_file(&action.spec, head, items)
}

fn has_required(action: &Action) -> bool {
    let sent = action.records.iter().filter_map(|record| match &record.shape {
        Shape::Sent(parameters) => Some(parameters),
        Shape::Answered(_) => None,
    });
    action.parameters.iter().chain(sent.flatten()).any(|parameter| parameter.required)
}
