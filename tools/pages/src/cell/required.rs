//! Whether a parameter is required.

use crate::{
    facts::Required,
    pattern::{ends, has, starts},
    words::required as words,
};

/// What a cell says of it, and in which words if it says more than yes or no. `None` if nothing can be made of it.
pub(crate) fn required(cell: &str) -> Option<Required> {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = text.trim_matches(['*', '`', ' ', '.', '。', '%']).to_lowercase();
    if words::YES.contains(&bare.as_str()) {
        return Some(Required { always: Some(true), condition: None });
    }
    if words::NO.contains(&bare.as_str()) {
        return Some(Required { always: Some(false), condition: None });
    }
    if has(&bare, words::CHOICES) || starts(&bare, words::CONDITIONS) {
        return Some(Required { always: None, condition: Some(text) });
    }
    let always = match (behind(&bare, words::NO), behind(&bare, words::YES)) {
        (Some(_), _) => Some(false),
        (None, Some(rest)) => (!is_condition(rest)).then_some(true),
        (None, None) if has(&bare, words::IN_CONDITIONS) => None,
        _ => return None,
    };
    Some(Required { always, condition: Some(text) })
}

/// What follows the longest of the words that a cell starts with, if it is a whole word.
fn behind<'b>(bare: &'b str, known: &[&str]) -> Option<&'b str> {
    let longer = known.iter().filter(|word| word.chars().count() > 1 || !word.is_ascii());
    let found = longer.filter_map(|word| {
        bare.strip_prefix(word).filter(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    });
    found.min_by_key(|rest| rest.len())
}

/// Whether what follows a yes says that it is one only under a condition, as ` when Type is 2` does.
fn is_condition(rest: &str) -> bool {
    let rest = rest.trim_matches([' ', ',', '，', '(', '（', ')', '）', ':', '：', ';', '；', '-', '。', '.']);
    starts(rest, words::WHEN) || ends(rest, words::THEN)
}

/// The word for yes or no that `text` starts with, in the letters in which tables have them.
pub(crate) fn required_word(text: &str) -> Option<usize> {
    words::IN_TEXT.iter().find(|word| text.starts_with(*word)).map(|word| word.len())
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
            ("Type=1 时必选", Some((None, true))),
            ("Type 为 2 时必传", Some((None, true))),
            ("当 Type 为 2 时必填", Some((None, true))),
            ("必选（Type 为 2 时）", Some((None, true))),
            ("是，当 Type 为 2 时", Some((None, true))),
            ("Required when Type is 2", Some((None, true))),
            ("required if `Type` is 2", Some((None, true))),
            ("Yes (if Type is 2)", Some((None, true))),
            ("Yes, only when Type is 2", Some((None, true))),
            ("Mandatory for Type 2", Some((None, true))),
            ("Required", Some((Some(true), false))),
            ("是（最多 5 个）", Some((Some(true), true))),
            ("No, but required when Type is 2", Some((Some(false), true))),
            ("非必填，Type 为 2 时必填", Some((Some(false), true))),
            ("与 StreamUrl 二选一", Some((None, true))),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(parsed(cell), wanted, "{cell}");
        }
    }
}
