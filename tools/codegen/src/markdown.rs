//! Text of specs as Markdown that rustdoc takes without a warning.

/// `text` with brackets, angle brackets and bare addresses made harmless outside of code.
pub(crate) fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for (number, part) in text.split('`').enumerate() {
        if number > 0 {
            safe.push('`');
        }
        // Every second part stands between backquotes; one without a partner is no code.
        let is_code = number % 2 == 1 && number < text.matches('`').count();
        if is_code { safe.push_str(part) } else { prose(part, &mut safe) }
    }
    safe
}

fn prose(text: &str, safe: &mut String) {
    for (number, word) in text.split(' ').enumerate() {
        if number > 0 {
            safe.push(' ');
        }
        if word.starts_with("https://") || word.starts_with("http://") {
            let address = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
            safe.push_str(&format!("<{address}>{}", &word[address.len()..]));
        } else if word.contains("](") {
            safe.push_str(word);
        } else {
            for letter in word.chars() {
                if "[]<>".contains(letter) {
                    safe.push('\\');
                }
                safe.push(letter);
            }
        }
    }
}

/// `text` in lines of at most `width` characters where words allow; paragraphs stay apart. Indentation goes, since
/// Markdown takes indented lines for code.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split('\n').map(str::trim) {
        if paragraph.is_empty() {
            lines.push(String::new());
            continue;
        }
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width && !starts_block(word) {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// Words that would begin a list, a heading or a quote if they came first in a line.
fn starts_block(word: &str) -> bool {
    matches!(word, "-" | "*" | "+" | ">" | "=")
        || word.starts_with('#')
        || word.strip_suffix(['.', ')']).is_some_and(|number| number.parse::<u32>().is_ok())
}

/// `text` as one cell of a table.
pub(crate) fn cell(text: &str) -> String {
    safe(text).split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// `text` between backquotes, as a cell may hold it.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('|', "\\|").replace(['\n', '\r'], " "))
}

/// `text` as a sentence: a capital first, a full stop last.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    let mut sentence = match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect::<String>(),
        None => String::new(),
    };
    if !sentence.is_empty() && !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_made_safe_and_code_is_left_alone() {
        assert_eq!(safe("see `UserId[]` or [x] <b>"), "see `UserId[]` or \\[x\\] \\<b\\>");
        assert_eq!(safe("at https://a.b/c?d=1."), "at <https://a.b/c?d=1>.");
        assert_eq!(safe("[page](https://a.b)"), "[page](https://a.b)");
        assert_eq!(safe("one ` alone [x]"), "one ` alone \\[x\\]");
    }

    #[test]
    fn lines_are_wrapped_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one\n\ntwo", 80), ["one", "", "two"]);
        assert_eq!(wrap("aaaa - bbbb", 5), ["aaaa -", "bbbb"]);
        assert_eq!(cell("a | b\nc"), "a \\| b c");
        assert_eq!(sentence("the room is gone"), "The room is gone.");
    }
}
