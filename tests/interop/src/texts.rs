//! Texts that are hard to sign and encode.

use crate::language::Language;
use proptest::prelude::*;

const PIECES: [&str; 38] = [
    " ",
    "  ",
    "+",
    "%",
    "%20",
    "%2B",
    "%zz",
    "&",
    "=",
    "~",
    "*",
    "[",
    "]",
    "[]",
    "'",
    "\"",
    "\\",
    "/",
    "?",
    "#",
    ";",
    ",",
    ":",
    "@",
    "!",
    "$",
    "(",
    ")",
    "<",
    "|",
    "大厅",
    "ü",
    "e\u{301}",
    "🙂",
    "👩\u{200d}🚀",
    "\u{2028}",
    "\u{feff}",
    "\u{10ffff}",
];

/// A printable name or value of a query.
pub(crate) fn printable() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![prop::sample::select(&PIECES[..]).prop_map(str::to_owned), "[ -~]{1,3}", "[A-Za-z0-9._-]{1,5}"];
    prop_oneof![4 => prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()), 1 => any::<String>()]
}

/// Any text, including control characters.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let control = prop::sample::select(&["\u{0}", "\t", "\n", "\r\n", "\u{1f}", "\u{7f}", "\u{85}"][..]);
    prop_oneof![3 => printable(), 1 => (printable(), control, printable()).prop_map(|(before, control, behind)| format!("{before}{control}{behind}"))]
}

/// A secret or a token: visible ASCII, and no quote at either end.
pub(crate) fn secret() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-z0-9+/]{20,60}={0,2}", "[A-Za-z0-9][!-~]{0,62}[A-Za-z0-9]"]
}

/// An id that the header `Authorization` can contain.
pub(crate) fn id() -> impl Strategy<Value = String> {
    "[A-Za-z0-9._-]{1,64}"
}

/// A parameter's name that the language's signer sorts correctly. JavaScript orders integer-like keys before all
/// others, and sorts by UTF-16.
pub(crate) fn name(language: Language) -> impl Strategy<Value = String> {
    let number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    let sorted_otherwise = |name: &str| name.contains(|letter| matches!(letter, '\u{e000}'..='\u{ffff}'));
    any_text().prop_filter("an unusable name", move |name| {
        !name.is_empty() && (language == Language::Python || !(number(name) || sorted_otherwise(name)))
    })
}
