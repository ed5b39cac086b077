//! A struct with a typestate builder: the request, or an object that is sent with it.

use super::{doc, ident, kinds};
use crate::markdown;
use heck::ToUpperCamelCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rtc_catalog::model::{Parameter, Place, Type};

/// A field of a request or of an object that is sent.
pub(super) struct Field<'m> {
    pub(super) rust: &'m str,
    pub(super) wire: &'m str,
    pub(super) kind: &'m Type,
    pub(super) required: bool,
    pub(super) doc: String,
    /// Name in the JSON body; absent for what goes elsewhere.
    pub(super) key: Option<&'m str>,
}

impl<'m> Field<'m> {
    pub(super) fn of(parameter: &'m Parameter) -> Self {
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

/// What is to be known of a parameter: description, limits, default, name on the wire.
fn about_parameter(parameter: &Parameter) -> String {
    let mut text = markdown::safe(&markdown::sentence(&parameter.doc));
    let limits = super::readme::limits(parameter);
    if !limits.is_empty() {
        text = markdown::then(&text, &format!("Allowed: {}.", limits.join("; ")));
    }
    if let Some(default) = &parameter.default {
        text = markdown::then(&text, &format!("Left out: `{default}`."));
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

/// A struct with a builder: the request, or an object that is sent with it.
pub(super) struct Built<'b, 'm> {
    pub(super) name: &'b Ident,
    pub(super) about: String,
    pub(super) fields: &'b [Field<'m>],
    /// The action, if this is its request.
    pub(super) sent_by: Option<&'b str>,
    pub(super) serialize: bool,
}

impl Built<'_, '_> {
    pub(super) fn structure(&self) -> TokenStream {
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

    pub(super) fn start(&self) -> TokenStream {
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

    pub(super) fn builder(&self) -> TokenStream {
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

    pub(super) fn setters(&self) -> TokenStream {
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
        let about = doc(&markdown::then("Required.", &field.doc));
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
        let send = self.sent_by.map(|action| {
            let output = ident(&format!("{action}Output"));
            quote! {
                /// Builds the request and sends it: checks the documented limits, signs, asks, reads the answer.
                ///
                /// # Errors
                /// [`Error`](crate::Error) says whether anything was sent, and what the vendor said.
                pub fn send(self, client: &Client) -> Sending<'_, #name> #bounds {
                    client.send_owned(self.build())
                }

                /// [`send`](Self::send) for programs without an async runtime: waits for the answer.
                ///
                /// # Errors
                /// [`Error`](crate::Error) says whether anything was sent, and what the vendor said.
                #[cfg(feature = "blocking")]
                pub fn send_blocking(self, client: &crate::blocking::Client) -> Result<crate::#output, crate::Error> #bounds {
                    client.send(&self.build())
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
    pub(super) fn required(&self) -> Vec<TokenStream> {
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
