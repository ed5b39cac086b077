//! Types of the model as types of Rust, as setters' arguments, and as building blocks that read and write them.

use super::ident;
use proc_macro2::TokenStream;
use quote::quote;
use rtc_catalog::model::Type;

/// The Rust type.
pub(super) fn rust(kind: &Type) -> TokenStream {
    match kind {
        Type::String => quote!(String),
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::U32 => quote!(u32),
        Type::U64 => quote!(u64),
        Type::F64 => quote!(f64),
        Type::Rfc3339 | Type::UnixSeconds | Type::UnixMillis => quote!(OffsetDateTime),
        Type::Record(name) | Type::Enum(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::List(inner) => {
            let inner = rust(inner);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = rust(inner);
            quote!(BTreeMap<String, #inner>)
        }
    }
}

/// What a setter takes, so that callers need no conversions of their own.
pub(super) fn argument(kind: &Type) -> TokenStream {
    match kind {
        Type::String | Type::Enum(_) => {
            let into = rust(kind);
            quote!(impl Into<#into>)
        }
        Type::List(inner) => {
            let item = argument_item(inner);
            quote!(impl IntoIterator<Item = #item>)
        }
        Type::Map(inner) => {
            let value = argument_item(inner);
            quote!(impl IntoIterator<Item = (impl Into<String>, #value)>)
        }
        _ => rust(kind),
    }
}

fn argument_item(kind: &Type) -> TokenStream {
    if converts(kind) { argument(kind) } else { rust(kind) }
}

fn converts(kind: &Type) -> bool {
    matches!(kind, Type::String | Type::Enum(_))
}

/// A setter's argument as a value of the Rust type.
pub(super) fn converted(kind: &Type, value: &TokenStream) -> TokenStream {
    match kind {
        Type::String | Type::Enum(_) => quote!(#value.into()),
        Type::List(inner) if converts(inner) => quote!(#value.into_iter().map(Into::into).collect()),
        Type::List(_) => quote!(#value.into_iter().collect()),
        Type::Map(inner) if converts(inner) => {
            quote!(#value.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
        }
        Type::Map(_) => quote!(#value.into_iter().map(|(key, value)| (key.into(), value)).collect()),
        _ => value.clone(),
    }
}

/// The building block that reads and writes the type.
pub(super) fn codec(kind: &Type) -> TokenStream {
    match kind {
        Type::Rfc3339 => quote!(Rfc3339),
        Type::UnixSeconds => quote!(UnixSeconds),
        Type::UnixMillis => quote!(UnixMillis),
        Type::List(inner) => {
            let inner = codec(inner);
            quote!(List::<#inner>)
        }
        Type::Map(inner) => {
            let inner = codec(inner);
            quote!(Map::<#inner>)
        }
        Type::Record(_) => {
            let record = rust(kind);
            quote!(Object<#record>)
        }
        _ => {
            let plain = rust(kind);
            quote!(Plain<#plain>)
        }
    }
}

/// Whether `serde` alone writes the type as it is on the wire.
pub(super) fn writes_plainly(kind: &Type) -> bool {
    !kind.innermost().is_time()
}

/// What a codec's path is as the text of a `serde` attribute.
pub(super) fn path(codec: &TokenStream, function: &str) -> String {
    let text = codec.to_string().replace(' ', "");
    // Behind the first one, `List<…>` in the place of a type reads better than `List::<…>`.
    match text.split_once("::<") {
        Some((head, tail)) => format!("{head}::<{}::{function}", tail.replace("::<", "<")),
        None => match text.split_once('<') {
            Some((head, tail)) => format!("{head}::<{tail}::{function}"),
            None => format!("{text}::{function}"),
        },
    }
}

/// The names that a file must import for these types.
pub(super) fn imports<'k>(kinds: impl IntoIterator<Item = &'k Type>) -> Imports {
    let mut imports = Imports::default();
    for kind in kinds {
        imports.add(kind);
    }
    imports
}

/// What types need.
#[derive(Default)]
pub(super) struct Imports {
    pub(super) map: bool,
    pub(super) time: bool,
    pub(super) local: std::collections::BTreeSet<String>,
}

impl Imports {
    fn add(&mut self, kind: &Type) {
        match kind {
            Type::Map(inner) => {
                self.map = true;
                self.add(inner);
            }
            Type::List(inner) => self.add(inner),
            Type::Enum(name) | Type::Record(name) => {
                self.local.insert(name.clone());
            }
            _ => self.time |= kind.is_time(),
        }
    }

    /// The imports from outside the crate.
    pub(super) fn outside(&self) -> Vec<TokenStream> {
        let map = self.map.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let time = self.time.then(|| {
            quote!(
                use time::OffsetDateTime;
            )
        });
        map.into_iter().chain(time).collect()
    }
}
