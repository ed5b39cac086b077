//! Exchanges in text: an address, a body in JSON, or both.

use super::{Line, next_filled};
use crate::text::Text;

/// Longer bodies are no examples.
const LONGEST: usize = 2_000;

/// Whether an exchange may start with this line.
pub(super) fn starts(line: &str) -> bool {
    let method = ["GET ", "POST ", "PUT ", "DELETE "].iter().any(|method| line.starts_with(method));
    line.starts_with(['{', '[']) || line.starts_with("http") || line.starts_with("curl") || method
}

/// The separator between two fences, the first of them in this line, and how many lines it has with them.
pub(super) fn fenced(lines: &[Line], at: usize) -> Option<(Text, usize)> {
    lines[at].as_str().strip_prefix("```")?;
    let length = lines[at + 1..].iter().take(LONGEST).position(|line| line.as_str() == "```")?;
    Some((joined(&lines[at + 1..at + 1 + length]), length + 2))
}

/// The exchange that starts at a line, and how many lines it has.
pub(super) fn at(lines: &[Line], at: usize) -> Option<(Text, usize)> {
    let first = lines[at].as_str();
    if first.starts_with('{') {
        let end = body(lines, at)?;
        return Some((joined(&lines[at..end]), end - at));
    }
    if !starts(first) || !first.contains("://") && !first.contains(" /") {
        return None;
    }
    let more = |line: &Line| line.as_str().starts_with(['&', '?']);
    let head = 1 + lines[at + 1..].iter().take_while(|line| more(line)).count();
    let open = first.find('{').map(|_| at).or_else(|| next_filled(lines, at + head));
    let open = open
        .filter(|open| lines[*open].as_str().contains('{') && (*open == at || lines[*open].as_str().starts_with('{')));
    // What follows an address that has a query of its own is the answer.
    let open = open.filter(|open| *open == at || head == 1);
    let end = open.and_then(|open| body(lines, open)).unwrap_or(at + head);
    (end > at + 1 || first.contains(['?', '{'])).then(|| (joined(&lines[at..end]), end - at))
}

/// How many lines the object or list has that starts with a line.
pub(super) fn value(lines: &[Line], at: usize) -> Option<usize> {
    let list = lines[at].as_str().starts_with('[');
    brackets(lines, at, list).map(|end| end - at)
}

/// The line behind the brackets that open in a line.
fn body(lines: &[Line], from: usize) -> Option<usize> {
    brackets(lines, from, false)
}

/// The same where a list may be outermost.
fn brackets(lines: &[Line], from: usize, list: bool) -> Option<usize> {
    let (mut depth, mut quoted, mut before) = (0_usize, false, ' ');
    for (number, line) in lines.iter().enumerate().skip(from).take(LONGEST) {
        for letter in line.as_str().chars() {
            match letter {
                '"' if before != '\\' => quoted = !quoted,
                '{' | '[' if !quoted && (depth > 0 || list || letter == '{') => depth += 1,
                '}' | ']' if !quoted && depth > 0 => depth -= 1,
                _ => {}
            }
            before = letter;
        }
        // No text of JSON goes over the end of a line.
        quoted = false;
        if depth == 0 {
            return Some(number + 1);
        }
    }
    None
}

fn joined(lines: &[Line]) -> Text {
    let mut text = Text::default();
    for line in lines {
        text.append(&line.whole);
        text.push("\n", line.whole.source(line.whole.as_str().len()));
    }
    text
}
