//! `src/request.rs`: the request, its builder, and what the action is.

use super::{check, doc, ident, kinds, named, protocol, send};
use crate::{markdown, print::rust_file};
use heck::ToUpperCamelCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rtc_spec::model::{Action, Method, Parameter, Place, Scope, Shape, Type};

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

/// A field of a request or of an object that is sent.
struct Field<'m> {
    rust: &'m str,
    wire: &'m str,
    kind: &'m Type,
    required: bool,
    doc: String,
    /// Name in the JSON body; absent for what goes elsewhere.
    key: Option<&'m str>,
}

impl<'m> Field<'m> {
    fn of(parameter: &'m Parameter) -> Self {
        Self {
            rust: &parameter.rust,
            wire: &parameter.wire,
            kind: &parameter.kind,
            required: parameter.required,
            doc: about_parameter(parameter),
            key: (parameter.place == Place::Body).then_some(&parameter.key),
        }
    }

    fn state(&self) -> Ident {
        format_ident!("{}State", self.rust.to_upper_camel_case())
    }

    fn trait_name(&self, owner: Option<&Ident>) -> Ident {
        let owner = owner.map(ToString::to_string).unwrap_or_default();
        format_ident!("{owner}{}IsSet", self.rust.to_upper_camel_case())
    }
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

/// What is to be known of a parameter: description, limits, default, name on the wire.
fn about_parameter(parameter: &Parameter) -> String {
    let mut text = markdown::safe(&markdown::sentence(&parameter.doc));
    let limits = super::readme::limits(parameter);
    if !limits.is_empty() {
        text.push_str(&format!(" Allowed: {}.", limits.join("; ")));
    }
    if let Some(default) = &parameter.default {
        text.push_str(&format!(" Left out: `{default}`."));
    }
    text.push_str(&format!("\n\n`{}` on the wire", parameter.wire));
    text.push_str(match &parameter.kind {
        Type::UnixSeconds => ", there in seconds since 1970 UTC; fractions of a second are dropped.",
        Type::UnixMillis => ", there in milliseconds since 1970 UTC; smaller fractions are dropped.",
        Type::Rfc3339 => ", there as RFC 3339 with its offset; fractions of a second are dropped.",
        _ => ".",
    });
    text
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
        }
    }
}

/// A struct with a builder: the request, or an object that is sent with it.
struct Built<'b, 'm> {
    name: &'b Ident,
    about: String,
    fields: &'b [Field<'m>],
    /// The action, if this is its request.
    sent_by: Option<&'b str>,
    serialize: bool,
}

impl Built<'_, '_> {
    fn structure(&self) -> TokenStream {
        let (name, about) = (self.name, doc(&self.about));
        let fields = self.fields.iter().map(|field| {
            let (rust, about, plain) = (ident(field.rust), doc(&field.doc), kinds::rust(field.kind));
            let kind = if field.required { plain } else { quote!(Option<#plain>) };
            let attribute = self.serialize.then(|| serde_attribute(field));
            quote!(#about #attribute pub #rust: #kind)
        });
        let serialize = self.serialize.then(|| quote!(, Serialize));
        quote! {
            #about
            #[derive(Clone, Debug, PartialEq #serialize)]
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
            }
        }
    }

    fn builder_name(&self) -> Ident {
        format_ident!("{}Builder", self.name)
    }

    fn needed(&self) -> impl Iterator<Item = &Field<'_>> {
        self.fields.iter().filter(|field| field.required)
    }

    fn states(&self) -> Vec<Ident> {
        self.needed().map(Field::state).collect()
    }

    fn start(&self) -> TokenStream {
        let (name, builder) = (self.name, self.builder_name());
        let unset = self.states().into_iter().map(|_| quote!(Unset));
        let generics = (unset.len() > 0).then(|| quote!(<#(#unset),*>));
        let initial = self.fields.iter().map(|field| {
            let rust = ident(field.rust);
            if field.required { quote!(#rust: Unset) } else { quote!(#rust: None) }
        });
        let needed: Vec<_> = self.needed().map(|field| format!("`{}`", field.rust)).collect();
        let about = doc(&match &needed[..] {
            [] => "Starts it. Nothing is required.".to_owned(),
            _ => format!("Starts it. Required: {}.", needed.join(", ")),
        });
        quote! {
            impl #name {
                #about
                pub const fn builder() -> #builder #generics {
                    #builder { #(#initial),* }
                }
            }
        }
    }

    fn builder(&self) -> TokenStream {
        let (builder, states) = (self.builder_name(), self.states());
        let generics = (!states.is_empty()).then(|| quote!(<#(#states),*>));
        let about = doc(&format!(
            "Builds a [`{}`]{}.",
            self.name,
            if states.is_empty() { "" } else { "; each type parameter tells whether a required parameter is set" }
        ));
        let fields = self.fields.iter().map(|field| {
            let rust = ident(field.rust);
            if field.required {
                let state = field.state();
                quote!(#rust: #state)
            } else {
                let kind = kinds::rust(field.kind);
                quote!(#rust: Option<#kind>)
            }
        });
        quote! {
            #about
            #[derive(Clone, Debug)]
            #[must_use = "a builder does nothing until it is built or sent"]
            pub struct #builder #generics {
                #(#fields,)*
            }
        }
    }

    fn setters(&self) -> TokenStream {
        let (builder, states) = (self.builder_name(), self.states());
        let generics = (!states.is_empty()).then(|| quote!(<#(#states),*>));
        let setters = self
            .fields
            .iter()
            .map(|field| if field.required { self.required_setter(field) } else { optional_setter(field) });
        let finish = self.finish();
        quote! {
            impl #generics #builder #generics {
                #(#setters)*
                #finish
            }
        }
    }

    fn required_setter(&self, field: &Field<'_>) -> TokenStream {
        let (rust, builder) = (ident(field.rust), self.builder_name());
        let (argument, kind) = (kinds::argument(field.kind), kinds::rust(field.kind));
        let value = kinds::converted(field.kind, &quote!(#rust));
        let about = doc(&format!("Required. {}", field.doc));
        let states = self.needed().map(|other| {
            let state = other.state();
            if other.rust == field.rust { quote!(Set<#kind>) } else { quote!(#state) }
        });
        let others = self.fields.iter().map(|other| {
            let other_name = ident(other.rust);
            if other.rust == field.rust {
                quote!(#other_name: Set(#value))
            } else {
                quote!(#other_name: self.#other_name)
            }
        });
        quote! {
            #about
            pub fn #rust(self, #rust: #argument) -> #builder<#(#states),*> {
                #builder { #(#others),* }
            }
        }
    }

    fn finish(&self) -> TokenStream {
        let name = self.name;
        let owner = self.sent_by.is_none().then_some(self.name);
        let bounds: Vec<_> = self
            .needed()
            .map(|field| {
                let (state, is_set) = (field.state(), field.trait_name(owner));
                quote!(#state: required::#is_set)
            })
            .collect();
        let bounds = (!bounds.is_empty()).then(|| quote!(where #(#bounds),*));
        let values = self.fields.iter().map(|field| {
            let rust = ident(field.rust);
            if field.required { quote!(#rust: self.#rust.into_value()) } else { quote!(#rust: self.#rust) }
        });
        let send = self.sent_by.map(|_| {
            quote! {
                /// Builds the request and sends it: checks the documented limits, signs, asks, reads the answer.
                ///
                /// # Errors
                /// [`Error`](crate::Error) says whether anything was sent, and what the vendor said.
                pub fn send(self, client: &Client) -> Sending<'_, #name> #bounds {
                    client.send_owned(self.build())
                }
            }
        });
        quote! {
            /// What was set, finished.
            #[must_use]
            pub fn build(self) -> #name #bounds {
                #name { #(#values),* }
            }

            #send
        }
    }

    /// The traits by which the compiler says what is missing.
    fn required(&self) -> Vec<TokenStream> {
        let owner = self.sent_by.is_none().then_some(self.name);
        self.needed()
            .map(|field| {
                let (is_set, kind) = (field.trait_name(owner), kinds::rust(field.kind));
                let message = format!("required parameter `{}` of `{}` is not set", field.wire, self.name);
                let label = format!("call `.{}(…)` before this", field.rust);
                let about = doc(&format!("`{}` of `{}` is set.", field.wire, self.name));
                quote! {
                    #about
                    #[diagnostic::on_unimplemented(message = #message, label = #label)]
                    pub trait #is_set: Provided<Value = #kind> {}

                    #[diagnostic::do_not_recommend]
                    impl #is_set for Set<#kind> {}
                }
            })
            .collect()
    }
}

fn optional_setter(field: &Field<'_>) -> TokenStream {
    let (rust, argument) = (ident(field.rust), kinds::argument(field.kind));
    let value = kinds::converted(field.kind, &quote!(#rust));
    let about = doc(&field.doc);
    quote! {
        #about
        pub fn #rust(mut self, #rust: #argument) -> Self {
            self.#rust = Some(#value);
            self
        }
    }
}

fn serde_attribute(field: &Field<'_>) -> TokenStream {
    let Some(key) = field.key else { return quote!(#[serde(skip)]) };
    let mut parts = Vec::new();
    if key != field.rust {
        parts.push(quote!(rename = #key));
    }
    if !field.required {
        parts.push(quote!(skip_serializing_if = "Option::is_none"));
    }
    if !kinds::writes_plainly(field.kind) {
        let codec = kinds::codec(field.kind);
        let codec = if field.required { codec } else { quote!(Optional::<#codec>) };
        let path = kinds::path(&codec, "encode");
        parts.push(quote!(serialize_with = #path));
    }
    if parts.is_empty() { TokenStream::new() } else { quote!(#[serde(#(#parts),*)]) }
}
