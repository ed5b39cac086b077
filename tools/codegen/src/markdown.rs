//! Converts prose of specs to Markdown that rustdoc, clippy and a README accept without warnings.
//!
//! A sentence of a spec is parsed as Markdown and written back in a canonical form: paragraphs, lists, code, emphasis
//! and links to web pages stay; everything else becomes text. [`safe`] keeps the blocks, [`inline`] and [`cell`] give
//! one line, [`wrap`] breaks the result into lines.

mod words;
mod writer;

use pulldown_cmark::{Event, Options, Parser, TagEnd, TextMergeStream};
use std::borrow::Cow;

/// Converts to Markdown blocks, one line per paragraph, with a blank line between blocks.
pub(crate) fn safe(text: &str) -> String {
    if is_plain(text) { text.trim().to_owned() } else { writer::blocks(&normal(text)) }
}

/// Converts to Markdown without blocks: one line, for the middle of a sentence or an item of a list.
pub(crate) fn inline(text: &str) -> String {
    if is_plain(text) { text.trim().to_owned() } else { writer::line(&normal(text), false) }
}

/// Converts to one cell of a table.
pub(crate) fn cell(text: &str) -> String {
    if is_plain(text) { text.trim().to_owned() } else { writer::line(&normal(text), true) }
}

/// `text` as a code span that is valid in a cell. A letter that nobody would see is written as its escape.
pub(crate) fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len() + 2);
    code.push('`');
    for letter in text.chars() {
        match letter {
            '`' => code.push('\''),
            '|' => code.push_str("\\|"),
            '\n' | '\r' => code.push(' '),
            letter if letter.is_control() || is_break(letter) || is_invisible(letter) => {
                code.extend(letter.escape_unicode());
            }
            letter => code.push(letter),
        }
    }
    code.push('`');
    code
}

/// `text` in one line, without letters that nobody would see: for a field of a manifest.
pub(crate) fn plain_line(text: &str) -> String {
    normal(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Joins two pieces of canonical Markdown: as one paragraph if both meet in paragraphs, else as two blocks.
pub(crate) fn then(before: &str, after: &str) -> String {
    let is_block = |line: &str| line.starts_with([' ', '-']) || line.starts_with("```") || starts_ordered(line);
    let meets_block = is_block(before.lines().last().unwrap_or_default()) || is_block(after);
    format!("{before}{}{after}", if meets_block { "\n\n" } else { " " })
}

/// `text` as a sentence: capitalised and with a full stop, where it begins and ends with words.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let first = text.split(char::is_whitespace).next().unwrap_or_default();
    let mut letters = text.chars();
    let mut sentence = match letters.next() {
        Some(letter) if !first.contains("://") => letter.to_uppercase().chain(letters).collect::<String>(),
        _ => text.to_owned(),
    };
    let ended = sentence.is_empty() || sentence.ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '；']);
    if !ended && ends_with_paragraph(&sentence) {
        sentence.push('.');
    }
    sentence
}

fn ends_with_paragraph(text: &str) -> bool {
    is_plain(text) || Parser::new(&normal(text)).last() == Some(Event::End(TagEnd::Paragraph))
}

/// Breaks canonical Markdown into lines of at most `width` characters where words allow. Code is unchanged; the lines
/// of a list item are indented equally.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let start = line.trim_start();
        let ticks = &start[..start.len() - start.trim_start_matches('`').len()];
        let is_fence = ticks.len() >= 3 && !start[ticks.len()..].contains('`');
        match fence {
            Some(opened) => {
                lines.push(line.to_owned());
                if is_fence && ticks == opened && start == ticks {
                    fence = None;
                }
            }
            None if is_fence => {
                lines.push(line.to_owned());
                fence = Some(ticks);
            }
            None => wrap_line(line, width, &mut lines),
        }
    }
    lines
}

fn wrap_line(text: &str, width: usize, lines: &mut Vec<String>) {
    let start = text.trim_start();
    let indent = text.len() - start.len() + marker(start);
    let mut line = text[..indent].to_owned();
    let mut length = indent;
    let mut is_first = true;
    for word in atoms(&text[indent..]) {
        let letters = word.chars().count();
        if !is_first && length + 1 + letters > width && !starts_block(word) {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            length = indent;
        } else if !is_first {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += letters;
        is_first = false;
    }
    lines.push(line.trim_end().to_owned());
}

/// The length of the list markers at the start of `line`, including the spaces after them.
fn marker(line: &str) -> usize {
    let length = if line.starts_with("- ") {
        2
    } else if starts_ordered(line) {
        line.find(' ').map_or(0, |blank| blank + 1)
    } else {
        return 0;
    };
    length + marker(&line[length..])
}

/// Whether `line` begins like a canonical item of an ordered list.
fn starts_ordered(line: &str) -> bool {
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    (1..=9).contains(&digits) && line[digits..].starts_with(". ")
}

/// The words of a line. Spaces within a code span do not separate words.
fn atoms(line: &str) -> Vec<&str> {
    let mut atoms = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < line.len() {
        let rest = &line[at..];
        if let Some(escaped) = rest.strip_prefix('\\') {
            at += 1 + escaped.chars().next().map_or(0, char::len_utf8);
        } else if rest.starts_with('`') {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            at += ticks + closing(&rest[ticks..], ticks).unwrap_or(0);
        } else if rest.starts_with(' ') {
            atoms.push(&line[start..at]);
            at += 1;
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    atoms.push(&line[start..]);
    atoms.retain(|atom| !atom.is_empty());
    atoms
}

/// The end of the first run of exactly `ticks` backquotes in `text`.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let run = &text[at + found..];
        let length = run.len() - run.trim_start_matches('`').len();
        at += found + length;
        if length == ticks {
            return Some(at);
        }
    }
    None
}

/// Whether `word`, as the first of a line, would begin a list, a heading, a heading's underline or a quote.
fn starts_block(word: &str) -> bool {
    matches!(word, "-" | "*" | "+")
        || word.starts_with(['#', '>', '='])
        || word.starts_with("--")
        || word.strip_suffix(['.', ')']).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether `text` is one line of words without any Markdown syntax, as most sentences are.
fn is_plain(text: &str) -> bool {
    let active = |letter: char| matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|');
    !text.chars().any(|letter| {
        active(letter) || (letter.is_whitespace() && letter != ' ') || letter.is_control() || is_invisible(letter)
    }) && text.trim_start().starts_with(char::is_alphabetic)
        && !text.contains("  ")
        && !text.contains("://")
}

/// `text` with every kind of line break as `\n`, and without control characters.
fn normal(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|letter| (letter.is_control() && letter != '\n') || is_break(letter) || is_invisible(letter)) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\t', "    ");
    let letters = text.chars().filter(|letter| !is_invisible(*letter));
    let letters = letters.map(|letter| if is_break(letter) { '\n' } else { letter });
    Cow::Owned(letters.filter(|letter| *letter == '\n' || !letter.is_control()).collect())
}

fn is_break(letter: char) -> bool {
    matches!(letter, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a letter is a direction mark or has no width.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// The Markdown syntax that a spec may use: no extensions, so that tables, footnotes and the like are text.
fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    TextMergeStream::new(Parser::new_ext(text, Options::empty()))
}

#[cfg(test)]
mod tests;
