//! The crate's version, written into a spec without touching anything else.

use rtc_catalog::yaml::{Entry, Node, Value, parse};
use semver::Version;

/// The version cannot be written into a spec by a program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the version cannot be put into this spec as it is written: put `{key}: {version}` below `action`, or in a vendor's file below `package`, by hand"
)]
pub struct ReleaseError {
    /// The key.
    pub key: String,
    /// The version.
    pub version: Version,
}

/// `spec`, the text of an action's or a vendor's file, with `key: release` in it: in the place of the one that is there, or
/// behind an action's `version` or `action`, a vendor's `package`. Comments, order and everything else stay as they are.
///
/// # Errors
/// If the text is neither file, or is written in a way in which there is no place that is sure to be right.
pub fn with_release(spec: &str, key: &str, release: &Version) -> Result<String, ReleaseError> {
    let error = || ReleaseError { key: key.to_owned(), version: release.clone() };
    let root = tree(spec).ok_or_else(error)?;
    let edited = match root.entry(key) {
        Some(entry) => replaced(spec, entry, release),
        None => inserted(spec, &root, key, release),
    };
    // Whatever the text looked like, it must now say the same, with this version.
    let edited = edited.ok_or_else(error)?;
    let same = tree(&edited).is_some_and(|now| facts(&now, key) == wanted(&root, key, release));
    if same { Ok(edited) } else { Err(error()) }
}

fn tree(text: &str) -> Option<Node> {
    let (root, problems) = parse(text);
    root.filter(|_| problems.is_empty())
}

/// All keys and values but the version, then the version.
fn facts(root: &Node, key: &str) -> (Vec<(String, serde_json::Value)>, Option<serde_json::Value>) {
    let Value::Mapping(entries) = &root.value else { return (Vec::new(), None) };
    let release = root.entry(key).map(|entry| entry.value.to_json());
    let others = entries.iter().filter(|entry| entry.key != key);
    (others.map(|entry| (entry.key.clone(), entry.value.to_json())).collect(), release)
}

fn wanted(root: &Node, key: &str, release: &Version) -> (Vec<(String, serde_json::Value)>, Option<serde_json::Value>) {
    (facts(root, key).0, Some(release.to_string().into()))
}

/// The byte at which the character of that number is; the parser does not count a byte order mark.
fn byte(text: &str, character: usize) -> usize {
    let mark = usize::from(text.starts_with('\u{feff}'));
    text.char_indices().nth(character + mark).map_or(text.len(), |(at, _)| at)
}

/// The byte behind a scalar. The parser's own end of one with quotes may lie behind a comment.
fn end(text: &str, scalar: &Node) -> Option<usize> {
    let start = byte(text, scalar.span.start);
    match text[start..].chars().next()? {
        // No name and no version has quotes or escapes inside.
        quote @ ('"' | '\'') => text[start + 1..].find(quote).map(|at| start + 1 + at + 1),
        _ => Some(byte(text, scalar.span.end)),
    }
}

fn replaced(text: &str, entry: &Entry, release: &Version) -> Option<String> {
    let (start, end) = (byte(text, entry.value.span.start), end(text, &entry.value)?);
    let quote = text[start..].chars().next().filter(|first| matches!(first, '"' | '\''));
    let quote = quote.map(String::from).unwrap_or_default();
    Some(format!("{}{quote}{release}{quote}{}", &text[..start], &text[end..]))
}

fn inserted(text: &str, root: &Node, key: &str, release: &Version) -> Option<String> {
    let entry = ["version", "action", "package"].into_iter().find_map(|key| root.entry(key))?;
    let end = end(text, &entry.value)?;
    if text[byte(text, root.span.start)..].starts_with('{') {
        let (before, after) = text.split_at(end);
        return Some(format!("{before}, {key}: {release}{after}"));
    }
    let start = byte(text, entry.key_span.start);
    let indent: String = text[..start].chars().rev().take_while(|letter| *letter == ' ').collect();
    // Behind the line, which may end in a comment.
    let line = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let (before, after) = text.split_at(line);
    let newline = if before.ends_with("\r\n") { "\r\n" } else { "\n" };
    let gap = if before.ends_with('\n') { "" } else { newline };
    Some(format!("{before}{gap}{indent}{key}: {release}{newline}{after}"))
}
