//! `src/enums.rs`: open enumerations.

use super::{doc, ident};
use crate::{markdown, print::rust_file};
use proc_macro2::TokenStream;
use quote::quote;
use rtc_spec::model::{Action, Enum};

pub(super) fn emit(action: &Action) -> String {
    let enums: Vec<&Enum> = action.regions.iter().chain(&action.enums).collect();
    if enums.is_empty() {
        return String::new();
    }
    let mut core = vec![quote!(Undocumented)];
    if enums.iter().any(|item| !item.integer) {
        core.push(quote!(wire));
    }
    let mut items = vec![quote! {
        use rtc_core::{#(#core),*};
        use serde::{Deserialize, Deserializer, Serialize, Serializer};
        use std::fmt;
    }];
    for item in enums {
        items.push(definition(item));
        items.push(if item.integer { of_integers(item) } else { of_texts(item) });
    }
    rust_file(&action.spec, "//! Types with a few documented values.\n", items)
}

fn definition(item: &Enum) -> TokenStream {
    let name = ident(&item.name);
    let about = doc(&format!(
        "{}\n\nThe vendor may add values at any time: one without a name here comes as `{}::Undocumented`, is kept as it\nis and written back so.",
        markdown::safe(&markdown::sentence(&item.doc)),
        item.name
    ));
    let variants = item.values.iter().map(|value| {
        let name = ident(&value.rust);
        let text = match &value.doc {
            Some(text) => format!("{} `{}` on the wire.", markdown::safe(&markdown::sentence(text)), value.wire),
            None => format!("`{}` on the wire.", value.wire),
        };
        let about = doc(&text);
        quote!(#about #name)
    });
    let wire = if item.integer { quote!(i64) } else { quote!(String) };
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that had no name in the documentation when this crate was made.
            Undocumented(Undocumented<#wire>),
        }
    }
}

fn of_texts(item: &Enum) -> TokenStream {
    let name = ident(&item.name);
    let variants: Vec<_> = item.values.iter().map(|value| ident(&value.rust)).collect();
    let texts: Vec<_> = item.values.iter().map(|value| &value.wire).collect();
    quote! {
        impl #name {
            /// The documented values.
            pub const DOCUMENTED: &'static [Self] = &[#(Self::#variants),*];

            /// The value as on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::Undocumented(text) => text.wire(),
                }
            }

            fn documented(text: &str) -> Option<Self> {
                Some(match text {
                    #(#texts => Self::#variants,)*
                    _ => return None,
                })
            }
        }

        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                Self::documented(text).unwrap_or_else(|| Self::Undocumented(Undocumented::new(text.to_owned())))
            }
        }

        impl From<String> for #name {
            fn from(text: String) -> Self {
                Self::documented(&text).unwrap_or_else(|| Self::Undocumented(Undocumented::new(text)))
            }
        }

        impl fmt::Display for #name {
            fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str(self.as_str())
            }
        }

        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                wire::string_enum(from)
            }
        }
    }
}

fn of_integers(item: &Enum) -> TokenStream {
    let name = ident(&item.name);
    let variants: Vec<_> = item.values.iter().map(|value| ident(&value.rust)).collect();
    let numbers: Vec<_> = item
        .values
        .iter()
        .map(|value| {
            super::number(value.wire.parse::<i64>().expect("the spec's checks let whole numbers through alone"))
        })
        .collect();
    quote! {
        impl #name {
            /// The documented values.
            pub const DOCUMENTED: &'static [Self] = &[#(Self::#variants),*];

            /// The value as on the wire.
            #[must_use]
            pub const fn number(&self) -> i64 {
                match self {
                    #(Self::#variants => #numbers,)*
                    Self::Undocumented(number) => *number.wire(),
                }
            }
        }

        impl From<i64> for #name {
            fn from(number: i64) -> Self {
                match number {
                    #(#numbers => Self::#variants,)*
                    _ => Self::Undocumented(Undocumented::new(number)),
                }
            }
        }

        impl fmt::Display for #name {
            fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.number().fmt(to)
            }
        }

        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_i64(self.number())
            }
        }

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                i64::deserialize(from).map(Self::from)
            }
        }
    }
}
