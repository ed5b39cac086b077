//! The words that vendors have for types.

use crate::{facts::FieldType, words::types as words};

/// What a cell with a type says. `None` if it holds no word for a type and no name of one.
pub(crate) fn kind(cell: &str) -> Option<FieldType> {
    let line = cell.lines().find(|line| !line.trim().is_empty())?;
    let bare: String = line.chars().filter(|letter| !matches!(letter, '`' | '*' | '\u{200b}')).collect();
    let bare = bare.replace('（', "(").replace('）', ")").replace(['＜', '《'], "<").replace('\u{a0}', " ");
    read(bare.trim(), 0)
}

/// The same for words that are in the list of types, names of types left out.
pub(crate) fn known_word(text: &str) -> bool {
    kind(text).is_some_and(|kind| !matches!(kind.innermost(), FieldType::Named(_)))
}

fn read(word: &str, depth: usize) -> Option<FieldType> {
    let word = word.trim().trim_end_matches([',', '，', '.', '。', ';', ':', '：']);
    if depth > 6 || word.is_empty() {
        return None;
    }
    let small = word.to_lowercase();
    if let Some(name) = small.strip_prefix(words::OBJECT_OF) {
        return read(&word[word.len() - name.len()..], depth + 1);
    }
    if let Some(kind) = list(word, &small, depth).or_else(|| map(word, &small, depth)) {
        return Some(kind);
    }
    let key: String = small.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '_')).collect();
    let key = key.strip_suffix('s').filter(|key| known(key).is_some()).map_or(key.clone(), str::to_owned);
    if let Some(kind) = known(&key) {
        return Some(kind);
    }
    if let Some((front, _)) = word.split_once(['(', '/', '|', '、', ',', '，']) {
        return read(front, depth + 1);
    }
    for end in words::TAILS {
        if let Some(front) = small.strip_suffix(*end) {
            return read(word.get(..front.len())?, depth + 1);
        }
    }
    let name = word.trim_matches(['[', ']', '"']);
    let named = name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'));
    named.then(|| FieldType::Named(name.to_owned()))
}

fn known(key: &str) -> Option<FieldType> {
    words::SIMPLE.iter().find(|(word, _)| *word == key).map(|(_, kind)| kind.clone())
}

fn list(word: &str, small: &str, depth: usize) -> Option<FieldType> {
    let of = |item: &str| Some(FieldType::List(Box::new(read(item, depth + 1)?)));
    let part = |range: std::ops::Range<usize>| word.get(range).unwrap_or_default();
    if let Some(front) = small.strip_suffix("[]") {
        return of(part(0..front.len()));
    }
    if let Some(item) = small.strip_prefix("[]") {
        return of(part(small.len() - item.len()..small.len()));
    }
    if let Some(item) = small.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return of(part(1..1 + item.len()));
    }
    for list in words::LISTS {
        if let Some(rest) = small.strip_prefix(*list) {
            let start = list.len();
            if rest.trim().is_empty() || words::LIST_TAILS.contains(&rest.trim()) {
                return Some(FieldType::List(Box::new(FieldType::Any)));
            }
            let bracket = rest.trim_start().starts_with(['<', '(', '[', '【', '«']);
            let of_word = words::OF.iter().find(|of| rest.starts_with(**of));
            if bracket {
                let inner = rest.trim().trim_matches(['<', '>', '(', ')', '[', ']', '【', '】', '«', '»', ' ']);
                let from = small[start..].find(inner).map_or(start, |found| start + found);
                return of(part(from..from + inner.len()));
            }
            if let Some(of_word) = of_word {
                return of(part(start + of_word.len()..small.len()));
            }
        }
        if let Some(front) = small.strip_suffix(*list).filter(|front| front.ends_with(' ') || !list.is_ascii()) {
            return of(part(0..front.len()));
        }
    }
    None
}

fn map(word: &str, small: &str, depth: usize) -> Option<FieldType> {
    for map in words::MAPS {
        let Some(rest) = small.strip_prefix(*map) else { continue };
        if rest.trim().is_empty() {
            return Some(FieldType::Map(Box::new(FieldType::Any)));
        }
        if rest.starts_with(|next: char| next.is_alphanumeric()) {
            continue;
        }
        let end = small.trim_end_matches(['>', ')', '}']).len();
        let value = small[..end].rfind([',', ']', ':']).map(|at| at + 1)?;
        return Some(FieldType::Map(Box::new(read(word.get(value..end)?, depth + 1)?)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_types() {
        for (cell, wanted) in [
            ("String", "string"),
            ("Array of String", "[string]"),
            ("Array of Strings", "[string]"),
            ("array of object", "[object]"),
            ("Array of Object（可选）", "[object]"),
            ("Array<String>", "[string]"),
            ("Array(Int32)", "[i32]"),
            ("Arrayof UserInformation", "[UserInformation]"),
            ("List<UserInfo>", "[UserInfo]"),
            ("String[]", "[string]"),
            ("[]string", "[string]"),
            ("Object[]", "[object]"),
            ("Array", "[any]"),
            ("String 数组", "[string]"),
            ("字符串数组", "[string]"),
            ("Object Array", "[object]"),
            ("Array of Array of Int", "[[i32]]"),
            ("Map<String, Int64>", "{map: i64}"),
            ("map[string]string", "{map: string}"),
            ("UInt32", "u32"),
            ("Long", "i64"),
            ("`Boolean`", "bool"),
            ("JSON Object", "object"),
            ("String(64)", "string"),
            ("Timestamp ISO8601", "rfc3339"),
            ("EncodeParams", "EncodeParams"),
            ("EncodeParams object", "EncodeParams"),
            ("Object of SeatInfo", "SeatInfo"),
            ("Array of Object of SeatInfo", "[SeatInfo]"),
            ("Integer/String", "integer"),
            ("Number", "number"),
        ] {
            assert_eq!(kind(cell).map(|kind| kind.to_string()).as_deref(), Some(wanted), "{cell}");
        }
        assert_eq!(kind("-"), None);
        assert_eq!(kind(""), None);
        assert_eq!(kind("房间"), None);
    }
}
