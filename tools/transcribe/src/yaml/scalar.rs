//! Texts as YAML scalars, quoted only where they must be.

/// Words that are no texts to some readers of YAML.
const NO_TEXTS: [&str; 12] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~", ".inf", ".nan"];

/// A text as a scalar that is anywhere: as a key, as a value, within brackets.
pub(super) fn text(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '_' | '(' | '/'));
    let ends = !text.ends_with([' ', ':']);
    let harmless = |letter: char| letter.is_alphanumeric() || " _-./@+=()';%$^|!?~<>&:#".contains(letter);
    let number = text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_hexdigit() || "xXoO_.:+-TZ ".contains(letter));
    starts
        && ends
        && text.chars().all(harmless)
        && !text.contains(": ")
        && !text.contains(" #")
        && !number
        && !NO_TEXTS.contains(&text.to_lowercase().as_str())
}

/// A text in double quotes, on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if is_printable(letter) => quoted.push(letter),
            letter if u32::from(letter) <= 0xFFFF => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push_str(&format!("\\U{:08X}", u32::from(letter))),
        }
    }
    quoted.push('"');
    quoted
}

fn is_printable(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}'..='\u{FFFF}')
}

/// A key: numbers need no quotes there.
pub(super) fn key(name: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "_-.[]".contains(letter);
    let starts = name.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_');
    if starts && name.chars().all(plain) { name.to_owned() } else { text(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_where_they_must_be() {
        for (written, yaml) in [
            ("room1", "room1"),
            ("iPhone 11", "iPhone 11"),
            ("TODO(doc) line 3", "TODO(doc) line 3"),
            ("661e****543cf", "\"661e****543cf\""),
            ("4.3.14", "\"4.3.14\""),
            ("2023-11-01", "\"2023-11-01\""),
            ("1", "\"1\""),
            ("-", "\"-\""),
            ("", "\"\""),
            ("no", "\"no\""),
            ("a: b", "\"a: b\""),
            ("a, b", "\"a, b\""),
            ("say \"hi\"\\", "\"say \\\"hi\\\"\\\\\""),
            ("\u{1}\u{2028}\u{85}", "\"\\u0001\\u2028\\u0085\""),
            ("房间", "房间"),
        ] {
            assert_eq!(text(written), yaml);
        }
        assert_eq!(key("UserId[]"), "UserId[]");
        assert_eq!(key("-2"), "\"-2\"");
        assert_eq!(key("50001"), "50001");
    }
}
