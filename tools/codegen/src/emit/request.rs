//! `src/request.rs`: the request, its builder, and what the action is.

use super::{
    builder::{Built, Field},
    check, ident, kinds, named, protocol, send,
};
use crate::{markdown, print::rust_file};
use heck::ToUpperCamelCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rtc_catalog::model::{Action, Method, Parameter, Place, Scope, Shape, Type};

pub(super) fn emit(action: &Action) -> String {
    let name = ident(&action.name);
    let fields = fields(action);
    let vendor = ident(&action.vendor.id.to_upper_camel_case());
    let request = Built {
        name: &name,
        about: about(action),
        fields: &fields,
        sent_by: Some(&action.name),
        serialize: serializes(action),
    };
    let sent: Vec<(&str, &str, &[Parameter])> = action
        .records
        .iter()
        .filter_map(|record| match &record.shape {
            Shape::Sent(parameters) => Some((record.name.as_str(), record.doc.as_str(), &parameters[..])),
            Shape::Answered(_) => None,
        })
        .collect();
    let objects: Vec<(Ident, Vec<Field<'_>>, String)> = sent
        .iter()
        .map(|(name, about, parameters)| {
            (ident(name), parameters.iter().map(Field::of).collect(), markdown::safe(&markdown::sentence(about)))
        })
        .collect();
    let mut items = vec![imports(action, &sent), request.structure(), request.start(), info(action, &name, &vendor)];
    let mut required = request.required();
    items.extend([request.builder(), request.setters()]);
    for ((name, fields, about), (wire, _, parameters)) in objects.iter().zip(&sent) {
        let object = Built { name, about: about.clone(), fields, sent_by: None, serialize: true };
        items.extend([object.structure(), object.start(), object.builder(), object.setters()]);
        items.extend(check::object(action, wire, parameters));
        required.extend(object.required());
    }
    if !required.is_empty() {
        let kinds = fields
            .iter()
            .chain(objects.iter().flat_map(|(_, fields, _)| fields))
            .filter(|field| field.required)
            .map(|field| field.kind);
        let imports = kinds::imports(kinds);
        let local = imports.local.iter().map(|name| ident(name));
        let local = (local.len() > 0).then(|| quote!(use crate::{#(#local),*};));
        let outside = imports.outside();
        items.push(quote! {
            /// What the compiler asks for where a required parameter is missing.
            pub mod required {
                #local
                use rtc_core::builder::{Provided, Set};
                #(#outside)*
                #(#required)*
            }
        });
    }
    rust_file(&action.spec, "//! What is asked.\n", items)
}

fn fields(action: &Action) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = action.parameters.iter().map(Field::of).collect();
    if action.regions.is_some() {
        fields.push(Field {
            rust: "region",
            wire: "Region",
            kind: region_kind(),
            required: false,
            doc: format!(
                "The region to ask. Left out, it is the client's, and `{}` if the client has none either.",
                action.vendor.region
            ),
            key: None,
        });
    }
    fields
}

fn region_kind() -> &'static Type {
    static KIND: std::sync::LazyLock<Type> = std::sync::LazyLock::new(|| Type::Enum("Region".to_owned()));
    &KIND
}

fn about(action: &Action) -> String {
    format!(
        "{}\n\nMade with [`{name}::builder`]; [the crate's page](crate) says how often and how far back one may ask.",
        markdown::safe(&markdown::sentence(&action.summary)),
        name = action.name
    )
}

fn serializes(action: &Action) -> bool {
    action.has_body()
}

fn imports(action: &Action, sent: &[(&str, &str, &[Parameter])]) -> TokenStream {
    let own = fields(action);
    let parameters = || action.parameters.iter().chain(sent.iter().flat_map(|(_, _, parameters)| *parameters));
    let kinds: Vec<&Type> =
        own.iter().map(|field| field.kind).chain(parameters().map(|parameter| &parameter.kind)).collect();
    let imports = kinds::imports(kinds);
    let enums = imports.local.iter().filter(|name| action.enumeration(name).is_some()).map(|name| ident(name));
    let (output, code) = (named(action, "Output"), named(action, "Code"));
    let protocol = protocol(action);
    let vendor = ident(&action.vendor.id.to_upper_camel_case());
    let set = (own.iter().any(|field| field.required) || parameters().any(|parameter| parameter.required)).then(|| {
        quote!(
            use rtc_core::builder::{Set, Unset};
        )
    });
    let codecs = codecs(parameters().filter(|parameter| parameter.place == Place::Body));
    let duration = (action.quota.is_some()
        || action.window.as_ref().is_some_and(|window| window.span.is_some() || window.back.is_some()))
    .then(|| {
        quote!(
            use std::time::Duration;
        )
    });
    let mut core = vec!["Action", "ActionInfo", "Limits", "Method", "Parameters", "Sending"];
    core.extend(action.quota.iter().flat_map(|_| ["Quota", "QuotaScope"]));
    core.extend(action.quota.iter().filter(|quota| !quota.by.is_empty()).map(|_| "QuotaKey"));
    core.extend(action.window.iter().map(|_| "Window"));
    core.sort_unstable();
    core.extend(Some("wire").filter(|_| send::needs_wire(action)));
    let core = core.into_iter().map(ident);
    let serialize = serializes(action).then(|| {
        quote!(
            use serde::Serialize;
        )
    });
    let outside = imports.outside();
    quote! {
        use crate::{#code, #output #(, #enums)*};
        use rtc_core::{#(#core),*};
        #set
        #codecs
        use #protocol::{Client, #vendor};
        #serialize
        #duration
        #(#outside)*
    }
}

fn codecs<'p>(parameters: impl Iterator<Item = &'p Parameter>) -> Option<TokenStream> {
    let mut blocks = std::collections::BTreeSet::new();
    for parameter in parameters.filter(|parameter| !kinds::writes_plainly(&parameter.kind)) {
        blocks.insert("Encode");
        if !parameter.required {
            blocks.insert("Optional");
        }
        let codec = kinds::codec(&parameter.kind).to_string();
        blocks.extend(
            ["List", "Map", "Rfc3339", "UnixSeconds", "UnixMillis"]
                .into_iter()
                .filter(|block| codec.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == *block)),
        );
    }
    let blocks = blocks.iter().map(|block| ident(block));
    (blocks.len() > 0).then(|| quote!(use rtc_core::wire::{#(#blocks),*};))
}

fn info(action: &Action, name: &Ident, vendor: &Ident) -> TokenStream {
    let (output, code) = (named(action, "Output"), named(action, "Code"));
    let (wire, version, page, safe) = (&action.name, &action.version, &action.source.url, action.safe);
    let (service, region, endpoint) =
        (&action.vendor.service, &action.vendor.region, format!("https://{}", action.host));
    let method = ident(match action.method {
        Method::Get => "Get",
        Method::Post => "Post",
    });
    let quota = match &action.quota {
        None => quote!(None),
        Some(quota) => {
            let (calls, per) = (quota.calls, check::duration(quota.per));
            let calls = super::number(calls);
            let scope = ident(match quota.scope {
                Scope::Account => "Account",
                Scope::App => "App",
                Scope::Room => "Room",
            });
            quote!(Some(Quota { calls: #calls, per: #per, scope: QuotaScope::#scope }))
        }
    };
    let check = check::action(action);
    let parameters = send::parameters(action);
    let region_method = action.regions.is_some().then(|| {
        quote! {
            fn region(&self) -> Option<&str> {
                self.region.as_ref().map(crate::Region::as_str)
            }
        }
    });
    let counted_by = counted_by(action);
    quote! {
        impl Action for #name {
            type Vendor = #vendor;
            type Output = #output;
            type Code = #code;

            const INFO: ActionInfo = ActionInfo {
                name: #wire,
                version: #version,
                method: Method::#method,
                service: #service,
                endpoint: #endpoint,
                region: #region,
                page: #page,
                safe: #safe,
                quota: #quota,
            };

            #check

            #parameters

            #region_method

            #counted_by
        }
    }
}

/// `Action::counted_by` of the action, where its quota is counted by parameters.
fn counted_by(action: &Action) -> Option<TokenStream> {
    let by = &action.quota.as_ref()?.by;
    let values = by.iter().map(|at| {
        let parameter = &action.parameters[*at];
        let field = ident(&parameter.rust);
        if parameter.required { quote!(key.value(&self.#field);) } else { quote!(key.optional(self.#field.as_ref());) }
    });
    (!by.is_empty()).then(|| {
        quote! {
            fn counted_by(&self, key: &mut QuotaKey) {
                #(#values)*
            }
        }
    })
}
