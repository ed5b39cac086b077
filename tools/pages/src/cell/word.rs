//! The words that vendors have for types.

use crate::facts::FieldType;

/// Words for simple types in small letters, and what they stand for.
const SIMPLE: [(&str, FieldType); 65] = [
    ("string", FieldType::String),
    ("str", FieldType::String),
    ("text", FieldType::String),
    ("varchar", FieldType::String),
    ("char", FieldType::String),
    ("字符串", FieldType::String),
    ("字符", FieldType::String),
    ("enum", FieldType::String),
    ("date", FieldType::String),
    ("datetime", FieldType::String),
    ("timestamp", FieldType::String),
    ("time", FieldType::String),
    ("uuid", FieldType::String),
    ("url", FieldType::String),
    ("binary", FieldType::String),
    ("timestampiso8601", FieldType::Rfc3339),
    ("rfc3339", FieldType::Rfc3339),
    ("bool", FieldType::Bool),
    ("boolean", FieldType::Bool),
    ("布尔", FieldType::Bool),
    ("布尔值", FieldType::Bool),
    ("布尔型", FieldType::Bool),
    ("int", FieldType::I32),
    ("int8", FieldType::I32),
    ("int16", FieldType::I32),
    ("int32", FieldType::I32),
    ("short", FieldType::I32),
    ("integer", FieldType::Integer),
    ("整型", FieldType::Integer),
    ("整数", FieldType::Integer),
    ("整形", FieldType::Integer),
    ("int64", FieldType::I64),
    ("long", FieldType::I64),
    ("longint", FieldType::I64),
    ("bigint", FieldType::I64),
    ("长整型", FieldType::I64),
    ("signedinteger", FieldType::I64),
    ("uint", FieldType::U32),
    ("uint8", FieldType::U32),
    ("uint16", FieldType::U32),
    ("uint32", FieldType::U32),
    ("unsignedint", FieldType::U32),
    ("无符号整型", FieldType::U32),
    ("uint64", FieldType::U64),
    ("ulong", FieldType::U64),
    ("unsignedlong", FieldType::U64),
    ("unsignedinteger", FieldType::U64),
    ("float", FieldType::F64),
    ("float32", FieldType::F64),
    ("float64", FieldType::F64),
    ("double", FieldType::F64),
    ("decimal", FieldType::F64),
    ("浮点", FieldType::F64),
    ("浮点型", FieldType::F64),
    ("浮点数", FieldType::F64),
    ("number", FieldType::Number),
    ("数字", FieldType::Number),
    ("object", FieldType::Object),
    ("struct", FieldType::Object),
    ("json", FieldType::Object),
    ("jsonobject", FieldType::Object),
    ("jsonmap", FieldType::Object),
    ("对象", FieldType::Object),
    ("结构体", FieldType::Object),
    ("any", FieldType::Any),
];

const LISTS: [&str; 7] = ["array", "list", "数组", "列表", "jsonarray", "arrays", "lists"];
const MAPS: [&str; 4] = ["map", "dict", "dictionary", "映射"];
const OF: [&str; 5] = [" of ", " of", "of ", "<", "("];

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
    if let Some(name) = small.strip_prefix("object of ") {
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
    for end in [" object", " objects", " type", " struct", "对象", "类型"] {
        if let Some(front) = small.strip_suffix(end) {
            return read(word.get(..front.len())?, depth + 1);
        }
    }
    let name = word.trim_matches(['[', ']', '"']);
    let named = name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'));
    named.then(|| FieldType::Named(name.to_owned()))
}

fn known(key: &str) -> Option<FieldType> {
    SIMPLE.iter().find(|(word, _)| *word == key).map(|(_, kind)| kind.clone())
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
    for list in LISTS {
        if let Some(rest) = small.strip_prefix(list) {
            let start = list.len();
            if rest.trim().is_empty() || matches!(rest.trim(), "类型" | "type") {
                return Some(FieldType::List(Box::new(FieldType::Any)));
            }
            let bracket = rest.trim_start().starts_with(['<', '(', '[', '【', '«']);
            let of_word = OF.iter().find(|of| rest.starts_with(**of));
            if bracket {
                let inner = rest.trim().trim_matches(['<', '>', '(', ')', '[', ']', '【', '】', '«', '»', ' ']);
                let from = small[start..].find(inner).map_or(start, |found| start + found);
                return of(part(from..from + inner.len()));
            }
            if let Some(of_word) = of_word {
                return of(part(start + of_word.len()..small.len()));
            }
        }
        if let Some(front) = small.strip_suffix(list).filter(|front| front.ends_with(' ') || !list.is_ascii()) {
            return of(part(0..front.len()));
        }
    }
    None
}

fn map(word: &str, small: &str, depth: usize) -> Option<FieldType> {
    for map in MAPS {
        let Some(rest) = small.strip_prefix(map) else { continue };
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
