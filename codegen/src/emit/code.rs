//! `src/error.rs`: what the action may be refused with.

use super::{doc, ident, named};
use crate::{markdown, print::rust_file};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use rtc_spec::model::{Action, Code, Retry};
use std::collections::BTreeMap;

pub(super) fn emit(action: &Action) -> String {
    let name = named(action, "Code");
    let mut items = vec![quote! {
        use rtc_core::{ErrorCode, Retry, Undocumented};
        use std::{borrow::Cow, fmt};
    }];
    items.push(definition(action, &name));
    items.extend(predicates(action, &name));
    items.push(error_code(action, &name));
    items.push(quote! {
        impl fmt::Display for #name {
            fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str(&self.code())
            }
        }
    });
    rust_file(&action.spec, "//! What the vendor may refuse a call with.\n", items)
}

fn definition(action: &Action, name: &Ident) -> TokenStream {
    let about = doc(&format!(
        "What [`{}`](crate::{}) may be refused with: the action's own codes, then those that the vendor's other actions share.",
        action.name, action.name
    ));
    let variants = action.codes.iter().map(|code| {
        let rust = ident(&code.rust);
        let about = doc(&about_code(code));
        quote!(#about #rust)
    });
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A code that had no name in the documentation when this crate was made.
            Undocumented(Undocumented<String>),
        }
    }
}

fn about_code(code: &Code) -> String {
    let mut text = format!("`{}`: {}", code.wire, markdown::safe(code.doc.trim_end_matches('.')));
    text.push('.');
    if let Some(advice) = &code.advice {
        text.push_str(&format!("\n\n{}", markdown::safe(&markdown::sentence(advice))));
    }
    text
}

/// A method for each thing that codes have in common.
fn predicates(action: &Action, name: &Ident) -> Option<TokenStream> {
    let mut groups: BTreeMap<&str, Vec<&Code>> = BTreeMap::new();
    for code in &action.codes {
        if let Some(is) = &code.is {
            groups.entry(is).or_default().push(code);
        }
    }
    let methods = groups.iter().map(|(is, codes)| {
        let method = format_ident!("is_{is}");
        let variants = codes.iter().map(|code| ident(&code.rust));
        let listed: Vec<_> = codes.iter().map(|code| format!("`{}`", code.wire)).collect();
        let about =
            doc(&format!("Whether it is one of the codes that say: {}. {}.", is.replace('_', " "), listed.join(", ")));
        quote! {
            #about
            #[must_use]
            pub const fn #method(&self) -> bool {
                matches!(self, #(Self::#variants)|*)
            }
        }
    });
    (!groups.is_empty()).then(|| quote!(impl #name { #(#methods)* }))
}

fn error_code(action: &Action, name: &Ident) -> TokenStream {
    let codes = &action.codes;
    let variants: Vec<_> = codes.iter().map(|code| ident(&code.rust)).collect();
    let wires: Vec<_> = codes.iter().map(|code| &code.wire).collect();
    let meaning = sentences(codes, "meaning", |code| Some(code.doc.trim_end_matches('.').to_owned()));
    let advice = sentences(codes, "advice", |code| code.advice.clone());
    let from_number = from_number(codes);
    let retry = retry(codes);
    quote! {
        impl ErrorCode for #name {
            fn from_wire(code: &str) -> Self {
                match code {
                    #(#wires => Self::#variants,)*
                    _ => Self::Undocumented(Undocumented::new(code.to_owned())),
                }
            }

            #from_number

            fn code(&self) -> Cow<'_, str> {
                Cow::Borrowed(match self {
                    #(Self::#variants => #wires,)*
                    Self::Undocumented(code) => code.wire(),
                })
            }

            #meaning

            #advice

            #retry
        }
    }
}

/// A method that gives what the documentation says of a code.
fn sentences(codes: &[Code], method: &str, text: impl Fn(&Code) -> Option<String>) -> TokenStream {
    let method = ident(method);
    let groups = grouped(codes, text);
    if groups.is_empty() {
        return quote!(fn #method(&self) -> Option<&'static str> { None });
    }
    let named: usize = groups.iter().map(|(_, codes)| codes.len()).sum();
    let rest = if named == codes.len() { quote!(Self::Undocumented(_)) } else { quote!(_) };
    let arms = groups.iter().map(|(text, codes)| {
        let variants = codes.iter().map(|code| ident(&code.rust));
        quote!(#(Self::#variants)|* => #text,)
    });
    quote! {
        fn #method(&self) -> Option<&'static str> {
            Some(match self {
                #(#arms)*
                #rest => return None,
            })
        }
    }
}

/// Codes by a value that some have, in the order of their first code.
fn grouped<V: PartialEq>(codes: &[Code], value: impl Fn(&Code) -> Option<V>) -> Vec<(V, Vec<&Code>)> {
    let mut groups: Vec<(V, Vec<&Code>)> = Vec::new();
    for code in codes {
        let Some(value) = value(code) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == value) {
            Some((_, members)) => members.push(code),
            None => groups.push((value, vec![code])),
        }
    }
    groups
}

/// Reads a number that comes in a code's place; the first code with that number is meant.
fn from_number(codes: &[Code]) -> Option<TokenStream> {
    let numbered = grouped(codes, |code| code.number);
    let arms = numbered.iter().map(|(number, codes)| {
        let number = super::number(*number);
        let variant = ident(&codes[0].rust);
        quote!(#number => Self::#variant,)
    });
    (!numbered.is_empty()).then(|| {
        quote! {
            fn from_number(number: i64) -> Option<Self> {
                Some(match number {
                    #(#arms)*
                    _ => return None,
                })
            }
        }
    })
}

/// An undocumented detail of a documented class is repeated as the class is.
fn retry(codes: &[Code]) -> TokenStream {
    let groups = grouped(codes, |code| (code.retry != Retry::Never).then_some(code.retry));
    let classes = codes.iter().any(|code| code.wire.contains('.'));
    if groups.is_empty() && !classes {
        return quote!(
            fn retry(&self) -> Retry {
                Retry::Never
            }
        );
    }
    let arms = groups.iter().map(|(retry, codes)| {
        let variants = codes.iter().map(|code| ident(&code.rust));
        let retry = ident(match retry {
            Retry::Never => "Never",
            Retry::Again => "Again",
            Retry::Slower => "Slower",
            Retry::Resigned => "Resigned",
            Retry::Refreshed => "Refreshed",
        });
        quote!(#(Self::#variants)|* => Retry::#retry,)
    });
    let undocumented = classes.then(|| {
        quote! {
            Self::Undocumented(code) => match code.wire().split_once('.') {
                Some((class, _)) => Self::from_wire(class).retry(),
                None => Retry::Never,
            },
        }
    });
    let never: Vec<_> = codes.iter().filter(|code| code.retry == Retry::Never).map(|code| ident(&code.rust)).collect();
    let rest = match (&never[..], classes) {
        ([], true) => None,
        ([], false) => Some(quote!(Self::Undocumented(_) => Retry::Never,)),
        ([only], true) => Some(quote!(Self::#only => Retry::Never,)),
        _ => Some(quote!(_ => Retry::Never,)),
    };
    quote! {
        fn retry(&self) -> Retry {
            match self {
                #(#arms)*
                #undocumented
                #rest
            }
        }
    }
}
