//! Values in lines of their own, each with its meaning.

use super::{OPEN, SHUT, WORD, add, fits};
use crate::{
    facts::{FieldType, Value},
    pattern::{BLANKS, has, pattern},
    words::{defaults, values as words},
};

pattern!(
    LISTED,
    &format!(
        r"^(?:- |\* |• )?{OPEN}?({WORD}){SHUT}?{BLANKS}(?:(?:（|\()(?u:[^）)])*(?:）|\)))?{BLANKS}(?:：|:|=| - |，|,){BLANKS}((?u:.)*)$"
    )
);
pattern!(
    REVERSED,
    &format!(
        r"^(?:- |\* )?((?u:[^：:\n])+)(?:：|:){BLANKS}{OPEN}?([A-Za-z0-9_][A-Za-z0-9_.\-]*){SHUT}?(?:。|\.|；|;)?\s*$"
    )
);

/// `- 0：no` line by line, or `- yes：1` the other way round.
pub(super) fn in_lines(text: &str, kind: Option<&FieldType>) -> Vec<(Value, usize)> {
    let mut found: Vec<(Value, usize)> = Vec::new();
    let reversed = is_reversed(text);
    let bare_lines = lists_words_in_bare_lines(text, kind);
    let mut at = 0;
    let mut cue = "";
    for line in text.split('\n') {
        let start = at;
        at += line.len() + 1;
        let bare = line.trim_start();
        let item = bare.starts_with("- ") || bare.starts_with("* ") || kind.is_some_and(FieldType::is_integer);
        if !(item || bare_lines && is_word_with_meaning(bare)) {
            cue = bare;
            continue;
        }
        if has(cue, words::NO_LIST) {
            continue;
        }
        if reversed && let Some(items) = REVERSED.captures(bare).filter(|items| fits(&items[2], kind)) {
            let within = items.get(2).map_or(0, |group| group.start());
            add(&mut found, &items[2], &items[1], start + (line.len() - bare.len()) + within);
            continue;
        }
        for part in split(bare) {
            let offset = start + (line.len() - bare.len()) + part.0;
            if let Some(items) = LISTED.captures(part.1).filter(|items| fits(&items[1], kind)) {
                let within = items.get(1).map_or(0, |group| group.start());
                // `Chinese,Yue：粤语` is one value, with a comma in it.
                let whole = items[2].split_once(['：', ':']).filter(|(more, _)| {
                    part.1[within + items[1].len()..].starts_with(&format!(",{more}"))
                        && more.starts_with(|first: char| first.is_ascii_alphabetic())
                        && more.bytes().all(|letter| letter.is_ascii_alphanumeric())
                });
                let (value, meaning) = match whole {
                    Some((more, meaning)) => (format!("{},{more}", &items[1]), meaning),
                    None => (items[1].to_owned(), &items[2]),
                };
                add(&mut found, &value, meaning, offset + within);
            }
        }
    }
    found
}

/// Whether lines without marks are values of a text with their meanings: the page says so, or says that one is the default.
fn lists_words_in_bare_lines(text: &str, kind: Option<&FieldType>) -> bool {
    if kind.is_some_and(|kind| *kind != FieldType::String) || !text.contains('\n') {
        return false;
    }
    let small = text.to_ascii_lowercase();
    let listed = text.split('\n').filter(|line| is_word_with_meaning(line.trim())).count();
    let said = has(&small, words::CUES) || has(&small, defaults::IN_MEANINGS);
    listed > 1 && said && !small.contains(defaults::JSON)
}

/// Whether a line is a word that may be a value, and its meaning.
fn is_word_with_meaning(line: &str) -> bool {
    let Some((word, meaning)) = line.split_once([':', '：']) else { return false };
    let word = word.trim().trim_matches(['`', '"', '“', '”']);
    let letters = || word.chars().filter(char::is_ascii_alphabetic);
    let of_one_size =
        letters().all(|letter| letter.is_ascii_lowercase()) || letters().all(|letter| letter.is_ascii_uppercase());
    let is_word =
        !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'));
    is_word
        && of_one_size
        && !words::NO_VALUES.contains(&word.to_ascii_lowercase().as_str())
        && !meaning.starts_with("//")
}

/// Whether the values follow their meanings, all of them.
fn is_reversed(text: &str) -> bool {
    let items = || text.split('\n').map(str::trim).filter(|line| line.starts_with("- ") || line.starts_with("* "));
    let foreign = |line: &str| {
        REVERSED.captures(line).is_some_and(|items| !items[1].is_ascii() && items[1].chars().count() <= 20)
    };
    items().count() > 1 && items().all(|line| REVERSED.is_match(line)) && items().any(foreign)
}

/// `zh：中文、ja：日语` are several values in one line.
fn split(line: &str) -> Vec<(usize, &str)> {
    let ascii_key = |part: &str| LISTED.is_match(part);
    let parts: Vec<&str> = line.split('、').collect();
    if parts.len() < 2 || !parts.iter().all(|part| ascii_key(part)) {
        return vec![(0, line)];
    }
    let mut at = 0;
    parts
        .into_iter()
        .map(|part| {
            let start = at;
            at += part.len() + '、'.len_utf8();
            (start, part)
        })
        .collect()
}
