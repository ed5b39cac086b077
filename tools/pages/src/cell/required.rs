//! Whether a parameter is required.

use crate::facts::Required;

const YES: [&str; 21] = [
    "require",
    "是",
    "必选",
    "必填",
    "必须",
    "必需",
    "必传",
    "yes",
    "required",
    "mandatory",
    "true",
    "y",
    "m",
    "√",
    "✓",
    "✔",
    "✅",
    "true.",
    "yes.",
    "是。",
    "o(必填)",
];
const NO: [&str; 18] = [
    "否",
    "可选",
    "选填",
    "非必填",
    "非必选",
    "非必须",
    "不是",
    "不必",
    "no",
    "optional",
    "false",
    "n",
    "o",
    "×",
    "✗",
    "✘",
    "❌",
    "x",
];
/// How a cell starts that names a condition instead of yes or no.
const PERHAPS: [&str; 12] =
    ["条件", "二选一", "可选其一", "视情况", "conditional", "depends", "当", "如果", "若", "when", "if ", "either"];

/// What a cell says of it, and in which words if it says more than yes or no. `None` if nothing can be made of it.
pub(crate) fn required(cell: &str) -> Option<Required> {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = text.trim_matches(['*', '`', ' ', '.', '。', '%']).to_lowercase();
    if YES.contains(&bare.as_str()) {
        return Some(Required { always: Some(true), condition: None });
    }
    if NO.contains(&bare.as_str()) {
        return Some(Required { always: Some(false), condition: None });
    }
    let starts = |words: &[&str]| {
        words.iter().filter(|word| word.chars().count() > 1 || !word.is_ascii()).any(|word| {
            bare.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
        })
    };
    let choice = ["二选一", "其一", "至少", "是/否", "yes/no", "one of"].iter().any(|word| bare.contains(word));
    if choice || PERHAPS.iter().any(|word| bare.starts_with(word)) {
        return Some(Required { always: None, condition: Some(text) });
    }
    let always = match (starts(&NO), starts(&YES)) {
        (true, _) => Some(false),
        (false, true) => Some(true),
        (false, false) if bare.contains("必填") || bare.contains("必选") || bare.contains("required") => None,
        _ => return None,
    };
    Some(Required { always, condition: Some(text) })
}

/// The word for yes or no that `text` starts with, in the letters in which tables have them.
pub(crate) fn required_word(text: &str) -> Option<usize> {
    let words = [
        "Yes", "No", "是", "否", "必选", "可选", "必填", "选填", "Required", "Optional", "TRUE", "FALSE", "true",
        "false",
    ];
    words.iter().find(|word| text.starts_with(*word)).map(|word| word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_sentences() {
        let parsed = |cell| required(cell).map(|required| (required.always, required.condition.is_some()));
        for (cell, wanted) in [
            ("是", Some((Some(true), false))),
            ("**Yes**", Some((Some(true), false))),
            ("否", Some((Some(false), false))),
            ("Optional", Some((Some(false), false))),
            ("否（Type 为 2 时必填）", Some((Some(false), true))),
            ("Yes, unless StreamUrl is given", Some((Some(true), true))),
            ("当 RecordMode 为 1 时必填", Some((None, true))),
            ("Conditional", Some((None, true))),
            ("与 StreamUrl 二选一", Some((None, true))),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(parsed(cell), wanted, "{cell}");
        }
    }
}
