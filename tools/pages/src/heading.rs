//! What a heading announces.

use crate::words::headings as words;

/// The part of a page that a heading starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// What the action is for, how it is called, what to mind.
    About,
    /// What is asked.
    Request,
    /// What is asked with every call.
    Common,
    /// What is answered.
    Response,
    /// Types of objects.
    Types,
    /// Error codes.
    Codes,
    /// An exchange: what is sent, or both.
    RequestExample,
    /// An exchange: what comes back.
    ResponseExample,
    /// Anything else.
    Other,
}

/// What a heading announces. `None` for a heading of which nothing is known.
pub(crate) fn section(heading: &str) -> Option<Section> {
    if is_camel(heading.trim()) {
        return line(heading);
    }
    let key = key(heading);
    let whole = words::WHOLE.iter().find(|(word, _)| *word == key);
    whole.or_else(|| words::WORDS.iter().find(|(word, _)| key.contains(word))).map(|(_, section)| *section)
}

/// The same for a line of plain text, which must be nothing but the heading.
pub(crate) fn line(line: &str) -> Option<Section> {
    let key = key(line);
    let whole = words::WHOLE.iter().chain(words::WORDS).find(|(word, _)| {
        let Some(rest) = key.strip_prefix(word) else { return false };
        let plural = words::PLURALS.iter().find_map(|plural| rest.strip_prefix(plural)).unwrap_or(rest);
        let bare = plural.trim_start_matches(['：', ':']);
        bare.is_empty() || words::TAILS.contains(&bare)
    });
    whole.map(|(_, section)| *section)
}

/// Whether it is a name such as `CommonMixInputParam`, which may have words of a heading in it.
pub(crate) fn is_camel(heading: &str) -> bool {
    let humps = heading
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .count();
    humps > 0 && heading.bytes().all(|letter| letter.is_ascii_alphanumeric())
}

/// In small letters, without its number, blanks and marks.
pub(crate) fn key(heading: &str) -> String {
    let bare = heading.trim().trim_start_matches(['#', ' ']);
    let number = bare.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number = number.strip_prefix(['、', '．', ')', '）']).unwrap_or(number);
    let bare = if number.is_empty() { bare } else { number };
    bare.chars().filter(|letter| !is_left_out(*letter)).flat_map(char::to_lowercase).collect()
}

/// Whether [`key`] has no use for a letter.
pub(crate) fn is_left_out(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '*' | '`' | '_' | '-' | '\u{200b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_three_vendors() {
        for (heading, meant) in [
            ("2. Input Parameters", Section::Request),
            ("3 请求参数", Section::Request),
            ("全量请求参数", Section::Request),
            ("Output Parameters", Section::Response),
            ("响应参数", Section::Response),
            ("6. Error Code", Section::Codes),
            ("返回码", Section::Codes),
            ("请求示例", Section::RequestExample),
            ("Body", Section::Request),
            ("公共请求参数", Section::Common),
        ] {
            assert_eq!(section(heading), Some(meant), "{heading}");
        }
        assert_eq!(section("SDK"), None);
        assert_eq!(section("CommonMixInputParam"), None);
        assert_eq!(section("RequestParameters"), Some(Section::Request));
    }

    #[test]
    fn lines_are_headings_only_when_nothing_else_stands_there() {
        assert_eq!(line("2. Input Parameters"), Some(Section::Request));
        assert_eq!(line("6. Error Code"), Some(Section::Codes));
        assert_eq!(line("The request parameters are signed."), None);
        assert_eq!(line("请求参数"), Some(Section::Request));
    }
}
