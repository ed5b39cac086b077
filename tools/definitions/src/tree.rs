//! YAML and JSON as trees, with a mistake where something else is expected.

use crate::file::{File, Mistake};
use rtc_catalog::yaml::{self, Entry, Node, Value};
use rtc_pages::{Located, Position};

/// Parses YAML.
pub(crate) fn parse_yaml(file: &File) -> Result<Node, Vec<Mistake>> {
    let (root, problems) = yaml::parse(file.text());
    let mistakes: Vec<Mistake> = problems
        .into_iter()
        .map(|problem| {
            let help = "the file is broken or cut off: take the whole of it";
            Mistake::new(file.position(problem.span.start), problem.message, help)
        })
        .collect();
    match root {
        Some(root) if mistakes.is_empty() => Ok(root),
        _ => Err(mistakes),
    }
}

/// Parses JSON. Every JSON text is YAML too, but for characters that are written as two escapes, and a JSON parser says better
/// what is wrong.
pub(crate) fn parse_json(file: File) -> Result<(File, Node), (File, Vec<Mistake>)> {
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(file.text()) {
        let line = file.text().lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
        let column = line.get(..error.column().saturating_sub(1)).map_or(1, |before| before.chars().count() + 1);
        let at = file.line(error.line().max(1), column);
        let message = format!("this is not JSON: {error}");
        return Err((file, vec![Mistake::new(at, message, "the file is broken or cut off: take the whole of it")]));
    }
    let (text, shifts) = joined_surrogates(file.text());
    let file = file.shifted(shifts);
    let (root, problems) = yaml::parse(&text);
    let mistakes: Vec<Mistake> = problems
        .into_iter()
        .map(|problem| Mistake::new(file.position(problem.span.start), problem.message, "correct the file"))
        .collect();
    match root {
        Some(root) if mistakes.is_empty() => Ok((file, root)),
        _ => Err((file, mistakes)),
    }
}

/// The text with each character that is written as two escapes of UTF-16 written as itself, and how much shorter it is from
/// which character on.
fn joined_surrogates(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut joined, mut shifts) = (String::with_capacity(text.len()), Vec::new());
    let (mut rest, mut count, mut shift) = (text, 0, 0);
    while let Some(at) = rest.find('\\') {
        let escape = &rest[at..];
        let unit = |from: usize| {
            let digits = escape.get(from..from + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok()
        };
        let pair = unit(0).zip(unit(6)).and_then(|pair| char::decode_utf16(<[u16; 2]>::from(pair)).next()?.ok());
        let pair = pair.filter(|letter| u32::from(*letter) > 0xffff);
        let (kept, used) = if pair.is_some() {
            (at, at + 12)
        } else {
            let second = escape.chars().nth(1).map_or(0, char::len_utf8);
            (at + 1 + second, at + 1 + second)
        };
        joined.push_str(&rest[..kept]);
        count += rest[..kept].chars().count();
        if let Some(letter) = pair {
            joined.push(letter);
            count += 1;
            shift += 11;
            shifts.push((count, shift));
        }
        rest = &rest[used..];
    }
    joined.push_str(rest);
    (joined, shifts)
}

/// A value of a file.
#[derive(Clone, Copy)]
pub(crate) struct Item<'t> {
    pub(crate) file: &'t File,
    pub(crate) node: &'t Node,
}

impl<'t> Item<'t> {
    pub(crate) fn position(self) -> Position {
        self.file.position(self.node.span.start)
    }

    /// The value under a key.
    pub(crate) fn get(self, key: &str) -> Option<Item<'t>> {
        self.node.entry(key).map(|entry| Item { file: self.file, node: &entry.value })
    }

    /// Keys and values, in the order of the file.
    pub(crate) fn entries(self) -> impl Iterator<Item = (Located<String>, Item<'t>)> {
        let entries: &'t [Entry] = match &self.node.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        };
        entries.iter().map(move |entry| {
            (self.file.at(entry.key.clone(), entry.key_span), Item { file: self.file, node: &entry.value })
        })
    }

    /// The items of a list.
    pub(crate) fn items(self) -> impl Iterator<Item = Item<'t>> {
        let items: &'t [Node] = match &self.node.value {
            Value::Sequence(items) => items,
            _ => &[],
        };
        items.iter().map(move |node| Item { file: self.file, node })
    }

    pub(crate) fn is_mapping(self) -> bool {
        matches!(self.node.value, Value::Mapping(_))
    }

    pub(crate) fn is_list(self) -> bool {
        matches!(self.node.value, Value::Sequence(_))
    }

    /// A text, a number, `true` or `false`, as it is written.
    pub(crate) fn scalar(self) -> Option<&'t str> {
        match &self.node.value {
            Value::Scalar { text, .. } if !self.node.is_null() => Some(text),
            _ => None,
        }
    }

    /// The same under a key.
    pub(crate) fn text(self, key: &str) -> Option<&'t str> {
        self.get(key)?.scalar()
    }

    /// The same with its place.
    pub(crate) fn located(self, key: &str) -> Option<Located<String>> {
        let item = self.get(key)?;
        Some(Located { value: item.scalar()?.to_owned(), position: item.position() })
    }

    /// `true` or `false` under a key. Anything else there is a mistake.
    pub(crate) fn flag(self, key: &str, mistakes: &mut Vec<Mistake>) -> Option<Located<bool>> {
        let item = self.get(key)?;
        let position = item.position();
        match item.scalar() {
            Some("true") => Some(Located { value: true, position }),
            Some("false") => Some(Located { value: false, position }),
            None if item.node.is_null() => None,
            _ => {
                mistakes.push(Mistake::new(
                    position,
                    format!("`{key}` is neither `true` nor `false`"),
                    "correct the definition",
                ));
                None
            }
        }
    }

    /// The mapping under a key, or a mistake.
    pub(crate) fn mapping(self, key: &str, mistakes: &mut Vec<Mistake>) -> Option<Item<'t>> {
        let found = self.get(key).filter(|item| item.is_mapping());
        if found.is_none() {
            let (at, message) = match self.get(key) {
                Some(item) => (item.position(), format!("`{key}` is no mapping")),
                None => (self.position(), format!("`{key}` is missing here")),
            };
            mistakes.push(Mistake::new(at, message, "the definition is incomplete, or cut off: take the whole of it"));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_two_escapes_keep_the_positions_behind_them() {
        let text = "{\"a\": \"\\ud83d\\ude00x\\\\\\u0041\", \"b\": 1}";
        let file = File::new("a.json".into(), text, 0);
        let (file, root) = parse_json(file).expect("it is JSON");
        let root = Item { file: &file, node: &root };
        assert_eq!(root.text("a"), Some("\u{1f600}x\\A"));
        let b = root.get("b").expect("it is there");
        assert_eq!(b.position().column, text.rfind('1').expect("it is there") + 1);
    }

    #[test]
    fn broken_json_has_a_place() {
        let (_, mistakes) = parse_json(File::new("a.json".into(), "{\n \"a\": [1,\n", 0)).expect_err("it is cut off");
        assert_eq!(mistakes[0].at.line, 3);
    }
}
