//! Edits of a spec's text. Only the bytes of what is edited change: comments, order and style stay as they are.

use rtc_catalog::{
    Source, SpecFile,
    yaml::{Entry, Node, Value},
};
use std::{ops::Range, sync::Arc};

/// Where something new goes among its neighbours.
#[derive(Clone, Copy, Debug)]
pub(super) enum InsertPosition<'a> {
    /// Behind that key.
    Behind(&'a str),
    /// Before all others.
    First,
    /// Behind all others.
    Last,
}

/// The order of keys in specs: of a file, and of what is in it.
const ORDER: [&str; 47] = [
    "action",
    "version",
    "release",
    "summary",
    "source",
    "method",
    "safe",
    "host",
    "quota",
    "window",
    "pages",
    "batch",
    "together",
    "regions",
    "codes",
    "request",
    "response",
    "types",
    "enums",
    "errors",
    "listed_codes",
    "examples",
    "exceptions",
    "calls",
    "per",
    "scope",
    "start",
    "end",
    "span",
    "back",
    "lag",
    "beyond",
    "type",
    "as",
    "page_type",
    "required",
    "conditional",
    "optional",
    "in",
    "join",
    "first",
    "range",
    "length",
    "items",
    "default",
    "example",
    "doc",
];

/// Sets `key` of the mapping at `path` to a scalar or a value in brackets, where specs have it. `None` if that cannot be
/// done.
pub(super) fn set(file: &SpecFile, path: &[&str], key: &str, value: &str) -> Option<SpecFile> {
    let full = [path, &[key]].concat();
    if let Some((_, node)) = file.root().find(&full) {
        let bytes = file.source().bytes(node.span);
        let text = &file.source().text[bytes.clone()];
        let one_line = !text.contains('\n') && !text.is_empty();
        return if one_line { replaced(file, bytes, value) } else { None };
    }
    let (_, mapping) = file.root().find(path)?;
    let Value::Mapping(entries) = &mapping.value else { return None };
    let rank = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
    let before = entries.iter().rfind(|entry| rank(&entry.key) < rank(key));
    let place = match before {
        _ if rank(key) == ORDER.len() => InsertPosition::Last,
        Some(entry) => InsertPosition::Behind(&entry.key),
        None => InsertPosition::First,
    };
    insert(file, path, place, &format!("{key}: {value}"))
}

/// Puts an entry, `key: value` or a key with lines below it, into the mapping at `path`. `None` if that cannot be done.
pub(super) fn insert(file: &SpecFile, path: &[&str], place: InsertPosition<'_>, entry: &str) -> Option<SpecFile> {
    let Some((_, mapping)) = file.root().find(path) else {
        let [section] = path else { return None };
        return new_section(file, section, entry);
    };
    let Value::Mapping(entries) = &mapping.value else { return None };
    if entry.is_empty() || entries.is_empty() {
        return None;
    }
    let neighbour = match place {
        InsertPosition::Behind(key) => Some(entries.iter().find(|entry| entry.key == key)?),
        InsertPosition::Last => entries.last(),
        InsertPosition::First => None,
    };
    let first = file.source().bytes(entries[0].key_span).start;
    if is_flow(file, mapping) {
        let entry = flow(entry);
        return match neighbour {
            Some(neighbour) => {
                let at = value_end(file, neighbour);
                replaced(file, at..at, &format!(", {entry}"))
            }
            None => replaced(file, first..first, &format!("{entry}, ")),
        };
    }
    let indent = " ".repeat(column(file, first));
    let lines = indented(entry, &indent);
    match neighbour {
        Some(neighbour) => {
            let at = line_end(file, value_end(file, neighbour));
            replaced(file, at..at, &format!("\n{indent}{lines}"))
        }
        None => replaced(file, first..first, &format!("{lines}\n{indent}")),
    }
}

/// Appends a text to the list in brackets at `path`, or makes the list.
pub(super) fn append(file: &SpecFile, key: &str, item: &str) -> Option<SpecFile> {
    match file.root().entry(key).map(|entry| &entry.value.value) {
        None => new_section(file, key, item),
        Some(Value::Sequence(items)) => {
            let last = file.source().bytes(items.last()?.span).end;
            let text = &file.source().text[last..];
            text.trim_start()
                .starts_with([']', ','])
                .then(|| replaced(file, last..last, &format!(", {item}")))
                .flatten()
        }
        Some(_) => None,
    }
}

/// Takes out what is at `path`, and what would be empty without it.
pub(super) fn remove(file: &SpecFile, path: &[&str]) -> Option<SpecFile> {
    let (last, above) = path.split_last()?;
    let (_, parent) = file.root().find(above)?;
    let parts: Vec<Range<usize>> = match &parent.value {
        Value::Mapping(entries) => {
            entries.iter().map(|entry| file.source().bytes(entry.key_span).start..value_end(file, entry)).collect()
        }
        Value::Sequence(items) => items.iter().map(|item| trimmed(file, file.source().bytes(item.span))).collect(),
        Value::Scalar { .. } => return None,
    };
    let at = match &parent.value {
        Value::Mapping(entries) => entries.iter().position(|entry| entry.key == **last)?,
        _ => last.parse().ok().filter(|at| *at < parts.len())?,
    };
    if parts.len() == 1 {
        return remove(file, above);
    }
    let part = parts[at].clone();
    if is_flow(file, parent) {
        let whole = match parts.get(at + 1) {
            Some(next) => part.start..next.start,
            None => parts[at - 1].end..part.end,
        };
        return replaced(file, whole, "");
    }
    let text = &file.source().text;
    let start = text[..part.start].rfind('\n').map_or(0, |at| at + 1);
    let end = line_end(file, part.end);
    let end = if text[end..].starts_with('\n') { end + 1 } else { end };
    replaced(file, start..end, "")
}

/// A section that the file does not have yet, behind those that specs have before it.
fn new_section(file: &SpecFile, key: &str, body: &str) -> Option<SpecFile> {
    let Value::Mapping(entries) = &file.root().value else { return None };
    let rank = |key: &str| ORDER.iter().position(|known| *known == key);
    let own = rank(key)?;
    let before = entries.iter().rfind(|entry| rank(&entry.key).is_some_and(|rank| rank < own))?;
    let at = line_end(file, value_end(file, before));
    let list = key == "listed_codes";
    let body = if list { format!(" [{body}]") } else { format!("\n  {}", indented(body, "  ")) };
    replaced(file, at..at, &format!("\n\n{key}:{body}"))
}

fn replaced(file: &SpecFile, bytes: Range<usize>, with: &str) -> Option<SpecFile> {
    let source = file.source();
    let mut text = source.text.clone();
    text.replace_range(bytes, with);
    SpecFile::parse(Arc::new(Source { path: source.path.clone(), text })).ok()
}

/// Whether a list or mapping is in brackets.
fn is_flow(file: &SpecFile, node: &Node) -> bool {
    let start = file.source().bytes(node.span).start;
    file.source().text[start..].starts_with(['{', '['])
}

/// Where an entry's value ends, blanks behind it left out.
fn value_end(file: &SpecFile, entry: &Entry) -> usize {
    let key = file.source().bytes(entry.key_span);
    let value = file.source().bytes(entry.value.span);
    trimmed(file, key.start..value.end.max(key.end)).end
}

fn trimmed(file: &SpecFile, bytes: Range<usize>) -> Range<usize> {
    let length = file.source().text[bytes.clone()].trim_end().len();
    bytes.start..bytes.start + length
}

/// The end of the line, remarks on it included.
fn line_end(file: &SpecFile, at: usize) -> usize {
    let text = &file.source().text;
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if text[..end].ends_with('\r') && end > at { end - 1 } else { end }
}

/// How far in a byte is, in characters.
fn column(file: &SpecFile, at: usize) -> usize {
    let before = &file.source().text[..at];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    before[start..].chars().count()
}

/// The lines of an entry, all but the first indented.
fn indented(entry: &str, indent: &str) -> String {
    entry.trim_end().lines().collect::<Vec<_>>().join(&format!("\n{indent}"))
}

/// An entry with lines below its key as one in brackets.
fn flow(entry: &str) -> String {
    let mut lines = entry.trim_end().lines();
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.map(str::trim).collect();
    if rest.is_empty() { first.to_owned() } else { format!("{first} {{ {} }}", rest.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "# First.\naction: A # one\nquota: { calls: 5, per: 1s }\n\nrequest:\n  # Of b.\n  B:\n    type: u32 # unsigned\n    doc: |\n      Long.\n\n  C: { type: string, doc: See. }\nenums:\n  E: { values: { a: A, b: B } }\nexceptions:\n  - { finding: x }\n  - finding: y\n    reason: z\n";

    fn file() -> SpecFile {
        SpecFile::parse(Arc::new(Source { path: "a.yaml".into(), text: SPEC.to_owned() })).expect("it is YAML")
    }

    /// The lines that are no longer there, and those that are new.
    fn changed_lines(edited: Option<SpecFile>) -> String {
        let Some(edited) = edited else { return "cannot be done".to_owned() };
        let (old, new): (Vec<&str>, Vec<&str>) = (SPEC.lines().collect(), edited.source().text.lines().collect());
        let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let end = old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(old, new)| old == new).count();
        let lines = |mark: &str, lines: &[&str]| lines.iter().fold(String::new(), |all, line| all + mark + line + "\n");
        lines("-", &old[same..old.len() - end]) + &lines("+", &new[same..new.len() - end])
    }

    #[test]
    fn values_are_set_where_they_stand_or_where_specs_have_them() {
        let file = file();
        assert_eq!(
            changed_lines(set(&file, &["request", "B"], "type", "i64")),
            "-    type: u32 # unsigned\n+    type: i64 # unsigned\n"
        );
        assert_eq!(changed_lines(set(&file, &["request", "B"], "required", "true")), "+    required: true\n");
        assert_eq!(
            changed_lines(set(&file, &["request", "C"], "default", "x")),
            "-  C: { type: string, doc: See. }\n+  C: { type: string, default: x, doc: See. }\n"
        );
        assert_eq!(changed_lines(set(&file, &[], "version", "\"1\"")), "+version: \"1\"\n");
        assert_eq!(changed_lines(set(&file, &["request", "B"], "doc", "Short.")), "cannot be done");
    }

    #[test]
    fn entries_go_in_and_out() {
        let file = file();
        let entry = "D:\n  type: bool\n  doc: New.\n";
        assert_eq!(
            changed_lines(insert(&file, &["request"], InsertPosition::Behind("B"), entry)),
            "+  D:\n+    type: bool\n+    doc: New.\n"
        );
        assert_eq!(
            changed_lines(insert(&file, &["request"], InsertPosition::First, entry)),
            "+  D:\n+    type: bool\n+    doc: New.\n"
        );
        assert_eq!(
            changed_lines(insert(&file, &["enums", "E", "values"], InsertPosition::Behind("a"), "c: C")),
            "-  E: { values: { a: A, b: B } }\n+  E: { values: { a: A, c: C, b: B } }\n"
        );
        assert_eq!(
            changed_lines(insert(&file, &["errors"], InsertPosition::Last, "X: { doc: y }")),
            "+\n+errors:\n+  X: { doc: y }\n"
        );
        assert_eq!(changed_lines(remove(&file, &["request", "C"])), "-  C: { type: string, doc: See. }\n");
        assert_eq!(changed_lines(remove(&file, &["exceptions", "1"])), "-  - finding: y\n-    reason: z\n");
        assert_eq!(changed_lines(remove(&file, &["exceptions", "0"])), "-  - { finding: x }\n");
        assert_eq!(
            changed_lines(remove(&file, &["enums", "E", "values", "b"])),
            "-  E: { values: { a: A, b: B } }\n+  E: { values: { a: A } }\n"
        );
        let alone = remove(&file, &["enums", "E", "values", "b"])
            .and_then(|file| remove(&file, &["enums", "E", "values", "a"]));
        assert_eq!(changed_lines(alone), "-enums:\n-  E: { values: { a: A, b: B } }\n");
    }

    #[test]
    fn lists_in_brackets_grow() {
        let one = append(&file(), "listed_codes", "\"1\"");
        assert_eq!(changed_lines(one.clone()), "+\n+listed_codes: [\"1\"]\n");
        let two = one.and_then(|file| append(&file, "listed_codes", "\"2\""));
        assert_eq!(changed_lines(two), "+\n+listed_codes: [\"1\", \"2\"]\n");
    }
}
