//! Names on the wire to names in Rust, and the names that generated crates use themselves.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Words that mean something to Rust and cannot be names, in all editions up to 2024.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// How many letters a name may have: rustdoc makes files whose names hold two of them.
const LONGEST: usize = 100;

/// Rust names that generated crates use themselves, so no type of a spec may have them.
pub const TAKEN_TYPES: [&str; 82] = [
    "Action",
    "ActionInfo",
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Box",
    "Bytes",
    "Client",
    "Clone",
    "Copy",
    "Cow",
    "Debug",
    "Decode",
    "Default",
    "Deserialize",
    "Deserializer",
    "DoubleEndedIterator",
    "Drop",
    "Duration",
    "Encode",
    "Eq",
    "Err",
    "Error",
    "ErrorCode",
    "ExactSizeIterator",
    "Extend",
    "Fault",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Limits",
    "List",
    "Map",
    "Method",
    "None",
    "Object",
    "OffsetDateTime",
    "Ok",
    "Option",
    "Optional",
    "Ord",
    "Parameters",
    "PartialEq",
    "PartialOrd",
    "Parts",
    "Plain",
    "Provided",
    "Quota",
    "QuotaKey",
    "QuotaScope",
    "Region",
    "Result",
    "Retry",
    "Rfc3339",
    "Self",
    "Send",
    "Sending",
    "Serialize",
    "Serializer",
    "Set",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Undocumented",
    "UnixMillis",
    "UnixSeconds",
    "Unpin",
    "Unset",
    "Vec",
    "Vendor",
    "Window",
];

/// Names of the builder's own methods, so no parameter may have them.
pub const TAKEN_METHODS: [&str; 10] =
    ["build", "send", "send_blocking", "send_all", "builder", "clone", "region", "pages", "rows", "sweep"];

/// How a list is written, told by its name as the pages spell it: `Name[]`, `Name.N` or `Name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suffix {
    Brackets,
    Numbered,
    None,
}

/// The name without what says how a list is written.
pub(crate) fn base(wire: &str) -> (&str, Suffix) {
    if let Some(base) = wire.strip_suffix("[]") {
        (base, Suffix::Brackets)
    } else if let Some(base) = wire.strip_suffix(".N") {
        (base, Suffix::Numbered)
    } else {
        (wire, Suffix::None)
    }
}

/// A field, a parameter, a method: `SdkAppId` becomes `sdk_app_id`.
#[must_use]
pub fn snake(wire: &str) -> String {
    base(wire).0.to_snake_case()
}

/// A type, a variant: `InvalidParameter.PageSize` becomes `InvalidParameterPageSize`.
#[must_use]
pub fn camel(wire: &str) -> String {
    base(wire).0.to_upper_camel_case()
}

/// Why `name` cannot be a name in Rust.
#[must_use]
pub fn refuse(name: &str) -> Option<String> {
    let mut letters = name.chars();
    if name.len() > LONGEST {
        return Some(format!("has more than {LONGEST} letters"));
    }
    match letters.next() {
        None => return Some("has no letter that a Rust name can be made of".to_owned()),
        Some(first) if first.is_ascii_digit() => return Some("begins with a digit".to_owned()),
        Some(first) if !(first.is_ascii_alphabetic() || first == '_') => {
            return Some(format!("begins with `{first}`, which Rust names do not"));
        }
        Some(_) => {}
    }
    if let Some(letter) = letters.find(|letter| !(letter.is_ascii_alphanumeric() || *letter == '_')) {
        return Some(format!("has a `{}` in it", letter.escape_default()));
    }
    if name.trim_matches('_').is_empty() {
        return Some("has no letter that a Rust name can be made of".to_owned());
    }
    if name.starts_with('_') {
        return Some("begins with `_`, as names do that nothing uses".to_owned());
    }
    if name.contains("__") {
        return Some("has two `_` in a row".to_owned());
    }
    KEYWORDS.contains(&name).then(|| "is a keyword of Rust".to_owned())
}

/// Whether `name` is written as types are.
#[must_use]
pub fn is_camel(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase()) && !name.contains('_')
}

/// Whether `name` is written as fields are.
#[must_use]
pub fn is_snake(name: &str) -> bool {
    !name.contains(|letter: char| letter.is_ascii_uppercase())
}

/// Whether `name` is written as constants are.
pub(crate) fn is_constant(name: &str) -> bool {
    !name.contains(|letter: char| letter.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_become_rust_names() {
        for (wire, field) in
            [("OS", "os"), ("SdkAppId", "sdk_app_id"), ("UserId[]", "user_id"), ("UserIds.N", "user_ids")]
        {
            assert_eq!(snake(wire), field);
        }
        assert_eq!(camel("InvalidParameter.SdkAppid"), "InvalidParameterSdkAppid");
        assert_eq!(camel("unknown"), "Unknown");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for (name, why) in [
            ("2g", "begins with a digit"),
            ("type", "is a keyword of Rust"),
            ("Self", "is a keyword of Rust"),
            ("_", "has no letter"),
        ] {
            assert!(refuse(name).unwrap().contains(why), "{name}");
        }
        for name in ["", "é", "a-b", "a b", "名"] {
            assert!(refuse(name).is_some(), "{name}");
        }
        assert_eq!(refuse("room_id"), None);
    }
}
