//! Other words for what is on a page.

/// Another value of the same look: the last digit counted on, or a letter more.
pub(crate) fn other(value: &str) -> String {
    match value {
        "true" => return "false".to_owned(),
        "false" => return "true".to_owned(),
        _ => {}
    }
    match value.char_indices().rev().find(|(_, letter)| letter.is_ascii_digit()) {
        Some((at, digit)) => format!("{}{}{}", &value[..at], next(digit), &value[at + 1..]),
        None => match value.char_indices().rev().find(|(_, letter)| letter.is_ascii_alphabetic()) {
            Some((at, letter)) => format!("{}x{}", &value[..at + letter.len_utf8()], &value[at + letter.len_utf8()..]),
            None => format!("{value}x"),
        },
    }
}

fn next(digit: char) -> char {
    if digit == '9' { '8' } else { char::from(digit as u8 + 1) }
}

/// A word of the vendors for another type.
pub(crate) fn other_type(word: &str) -> String {
    let small = word.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| small.contains(word));
    let other = if has(&["string", "字符串"]) {
        "Boolean"
    } else if has(&["array", "[]", "list", "int", "long", "number", "float"]) {
        "String"
    } else {
        "Array of String"
    };
    other.to_owned()
}

/// A whole number of another size, for words that say the size.
pub(crate) fn other_size(word: &str) -> Option<String> {
    let pairs = [
        ("Int32", "Int64"),
        ("Int64", "Int32"),
        ("UInt32", "UInt64"),
        ("UInt64", "UInt32"),
        ("Long", "Int32"),
        ("Int", "Int64"),
    ];
    pairs.iter().find(|(from, _)| *from == word).map(|(_, to)| (*to).to_owned())
}

/// The opposite of a mark that says whether something is required.
pub(crate) fn opposite(mark: &str) -> Option<(&'static str, &'static str)> {
    const PAIRS: [(&str, &str); 8] = [
        ("是", "否"),
        ("否", "是"),
        ("必选", "可选"),
        ("可选", "必选"),
        ("Yes", "No"),
        ("No", "Yes"),
        ("yes", "no"),
        ("no", "yes"),
    ];
    PAIRS.iter().find(|(from, _)| mark.starts_with(from)).copied()
}

/// Another number, in digits or as a word.
pub(crate) fn other_number(text: &str) -> Option<(usize, String)> {
    const WORDS: [(&str, &str); 8] = [
        ("two", "three"),
        ("four", "five"),
        ("six", "seven"),
        ("fourteen", "thirty"),
        ("Fourteen", "Thirty"),
        ("三", "六"),
        ("七", "三"),
        ("两", "三"),
    ];
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        let length = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
        return Some((length, other(&text[..length])));
    }
    let found = WORDS.iter().filter(|(word, _)| text.starts_with(word)).max_by_key(|(word, _)| word.len());
    found.map(|(word, other)| (word.len(), (*other).to_owned()))
}
