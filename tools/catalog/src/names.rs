//! Rust names from wire names, and reserved names.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Keywords of Rust in all editions up to 2024.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The largest length of a name: rustdoc creates file names that contain two names.
const MAX_LENGTH: usize = 100;

/// Names that no type of a spec may have: those of the standard prelude, which generated code and links in documentation use
/// without a path, and the two that every action's crate exports. All other names that generated code uses have a path.
pub const RESERVED_TYPES: [&str; 43] = [
    "AsMut",
    "AsRef",
    "Box",
    "Client",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "Unpin",
    "Vec",
];

/// Methods of a request's builder, so no parameter of an action may have these names. Where the action has regions,
/// `region` is one too.
pub const RESERVED_SETTERS: [&str; 8] =
    ["build", "pages", "region", "rows", "send", "send_all", "send_blocking", "sweep"];

/// How a query spells a list, as the suffix of its name shows: `Name[]`, `Name.N` or `Name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suffix {
    Brackets,
    Numbered,
    None,
}

/// The name without the suffix that spells a list, and the suffix.
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

/// The name of the enumeration of a vendor's common error codes, as `VolcengineCode`.
#[must_use]
pub fn vendor_code(vendor: &str) -> String {
    format!("{}Code", vendor.to_upper_camel_case())
}

/// Why `name` is not a valid Rust name; `None` if it is valid.
#[must_use]
pub fn why_invalid(name: &str) -> Option<String> {
    let mut letters = name.chars();
    if name.len() > MAX_LENGTH {
        return Some(format!("has more than {MAX_LENGTH} letters"));
    }
    match letters.next() {
        None => return Some("has no letter that a Rust name can have".to_owned()),
        Some(first) if first.is_ascii_digit() => return Some("begins with a digit".to_owned()),
        Some(first) if !(first.is_ascii_alphabetic() || first == '_') => {
            return Some(format!("begins with `{first}`, which Rust names cannot"));
        }
        Some(_) => {}
    }
    if let Some(letter) = letters.find(|letter| !(letter.is_ascii_alphanumeric() || *letter == '_')) {
        return Some(format!("contains `{}`", letter.escape_default()));
    }
    if name.trim_matches('_').is_empty() {
        return Some("has no letter that a Rust name can have".to_owned());
    }
    if name.starts_with('_') {
        return Some("begins with `_`, which marks unused names".to_owned());
    }
    if name.contains("__") {
        return Some("contains two consecutive `_`".to_owned());
    }
    KEYWORDS.contains(&name).then(|| "is a keyword of Rust".to_owned())
}

/// Whether `name` is in the case of types.
#[must_use]
pub fn is_camel(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase()) && !name.contains('_')
}

/// Whether `name` is in the case of fields.
#[must_use]
pub fn is_snake(name: &str) -> bool {
    !name.contains(|letter: char| letter.is_ascii_uppercase())
}

/// Whether `name` is in the case of constants.
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
    fn invalid_names_are_refused() {
        for (name, why) in [
            ("2g", "begins with a digit"),
            ("type", "is a keyword of Rust"),
            ("Self", "is a keyword of Rust"),
            ("_", "has no letter"),
        ] {
            assert!(why_invalid(name).unwrap().contains(why), "{name}");
        }
        for name in ["", "é", "a-b", "a b", "名"] {
            assert!(why_invalid(name).is_some(), "{name}");
        }
        assert_eq!(why_invalid("room_id"), None);
    }
}
