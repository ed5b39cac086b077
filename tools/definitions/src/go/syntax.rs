//! Go source in the form in which gofmt writes it: what stands at the start of a line begins a declaration, what belongs to it is
//! indented, and a line with a closing bracket ends it.

use crate::{
    file::{File, Mistake},
    raw::Prose,
};
use rtc_pages::{Located, Origin, Position};
use std::collections::HashMap;

/// A struct.
#[derive(Debug)]
pub(super) struct Struct {
    pub(super) name: Located<String>,
    pub(super) comment: Option<Prose>,
    pub(super) fields: Vec<GoField>,
    /// Structs whose fields it has too.
    pub(super) embedded: Vec<Located<String>>,
}

/// A field of a struct.
#[derive(Debug)]
pub(super) struct GoField {
    pub(super) name: Located<String>,
    /// The type as it is written, with its place.
    pub(super) kind: Located<String>,
    /// Between the backquotes.
    pub(super) tag: Located<String>,
    pub(super) comment: Option<Prose>,
}

/// An entry of the list of actions.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Located<String>,
    pub(super) method: Option<Located<String>>,
    pub(super) action: Option<Located<String>>,
    pub(super) version: Option<Located<String>>,
    /// What it says and specs cannot.
    pub(super) unclear: Vec<Located<String>>,
}

/// What was found in a file.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) structs: Vec<Struct>,
    /// Other names for types: `type Level int32`.
    pub(super) aliases: Vec<(Located<String>, Located<String>)>,
    pub(super) entries: Vec<Entry>,
    pub(super) has_entries: bool,
    pub(super) hosts: Vec<Located<String>>,
    pub(super) service: Option<String>,
    /// Texts that have a name.
    pub(super) constants: HashMap<String, String>,
}

/// The name of the list of actions.
const ACTIONS: &str = "ApiListInfo";

/// Whether a line begins the list of actions.
fn begins_actions(line: &str) -> bool {
    line.trim_start()
        .trim_start_matches("var ")
        .strip_prefix(ACTIONS)
        .is_some_and(|rest| rest.trim_start().starts_with('='))
        && line.trim_end().ends_with('{')
}

/// Whether a text looks like a file of the vendor's: Go with structs or with the list of actions.
pub(super) fn is(text: &str) -> bool {
    let package = text.lines().any(|line| line.starts_with("package "));
    package && (text.contains("`json:\"") || text.lines().any(begins_actions))
}

/// Notes the texts of a file that have a name.
pub(super) fn constants(file: &File, found: &mut Source) {
    for line in file.text().lines() {
        let Some((name, value)) = line.trim().trim_start_matches("const ").split_once('=') else { continue };
        let Some(text) = quoted(value).filter(|_| value.trim_start().starts_with('"')) else { continue };
        let name = name.split_whitespace().next().unwrap_or_default();
        found.constants.entry(name.to_owned()).or_insert(text.to_owned());
    }
}

/// Reads a file.
pub(super) fn read(file: &File, found: &mut Source, mistakes: &mut Vec<Mistake>) {
    let mut reader = Reader { file, lines: file.text().lines().collect(), at: 0, mistakes };
    while reader.at < reader.lines.len() {
        reader.declaration(found);
    }
}

struct Reader<'a, 'm> {
    file: &'a File,
    lines: Vec<&'a str>,
    at: usize,
    mistakes: &'m mut Vec<Mistake>,
}

/// `type Name struct {`, and whether it ends in this line.
fn struct_name(line: &str) -> Option<(&str, bool)> {
    let (name, rest) = line.strip_prefix("type ")?.split_once(' ')?;
    match rest.trim_end() {
        "struct {" => Some((name, false)),
        "struct{}" | "struct {}" => Some((name, true)),
        _ => None,
    }
}

impl<'a> Reader<'a, '_> {
    fn position(&self, line: usize, byte: usize) -> Position {
        let before = self.lines[line].get(..byte).map_or(0, |before| before.chars().count());
        self.file.line(line + 1, before + 1)
    }

    /// Reads what starts in this line.
    fn declaration(&mut self, found: &mut Source) {
        let line = self.lines[self.at];
        if let Some((name, empty)) = struct_name(line) {
            let name = Located { value: name.to_owned(), position: self.position(self.at, "type ".len()) };
            let comment = self.comment(self.at, "// ");
            let start = self.at;
            self.at += 1;
            let (fields, embedded) = if empty { (Vec::new(), Vec::new()) } else { self.fields(start, &name.value) };
            found.structs.push(Struct { name, comment, fields, embedded });
        } else if let Some((name, of)) = line.strip_prefix("type ").and_then(|rest| rest.split_once(' ')) {
            let of = of.trim_start_matches("= ").trim();
            let byte = line.len() - of.len();
            let other = Located { value: of.to_owned(), position: self.position(self.at, byte) };
            let name = Located { value: name.to_owned(), position: self.position(self.at, "type ".len()) };
            self.at += 1;
            if of.ends_with('{') {
                self.skip();
            } else {
                found.aliases.push((name, other));
            }
        } else if begins_actions(line) {
            found.has_entries = true;
            self.actions(found);
        } else {
            self.setting(line, found);
            self.at += 1;
        }
    }

    /// A host, or the service's name.
    fn setting(&self, line: &str, found: &mut Source) {
        let bare = line.trim();
        if let Some(host) = bare.strip_prefix("Host:").and_then(quoted) {
            let byte = line.find(host).unwrap_or_default();
            found.hosts.push(Located { value: host.to_owned(), position: self.position(self.at, byte) });
        }
        let service = bare.strip_prefix("ServiceName").map(str::trim_start).and_then(|rest| rest.strip_prefix('='));
        if let Some(service) = service.and_then(quoted) {
            found.service.get_or_insert(service.to_owned());
        }
    }

    /// Skips what is left of a declaration.
    fn skip(&mut self) {
        while self.at < self.lines.len() && !self.lines[self.at].starts_with(['}', ')']) {
            self.at += 1;
        }
        self.at += 1;
    }

    /// The comment in the lines before one, which start with `front`.
    fn comment(&self, line: usize, front: &str) -> Option<Prose> {
        let bare = front.trim_end();
        let is_comment = |line: &usize| self.lines[*line].starts_with(bare);
        let count = (0..line).rev().take_while(is_comment).count();
        if count == 0 {
            return None;
        }
        let first = line - count;
        let text: Vec<&str> = (first..line)
            .map(|line| {
                self.lines[line].strip_prefix(front).unwrap_or_else(|| self.lines[line].trim_start_matches(bare))
            })
            .collect();
        let indent = front.chars().count();
        let start = self.file.line(first + 1, indent + 1);
        Some(Prose { text: text.join("\n"), origin: Origin { start, indent: Some(indent) } })
    }

    /// The fields of a struct that starts in line `start`, up to the line that closes it.
    fn fields(&mut self, start: usize, name: &str) -> (Vec<GoField>, Vec<Located<String>>) {
        let (mut fields, mut embedded) = (Vec::new(), Vec::new());
        while let Some(line) = self.lines.get(self.at).copied() {
            if line.starts_with('}') {
                self.at += 1;
                return (fields, embedded);
            }
            if !line.is_empty() && !line.starts_with('\t') {
                break;
            }
            let bare = line.trim();
            let of = bare.trim_start_matches('*');
            let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
            if bare.is_empty() || bare.starts_with("//") {
            } else if of.chars().all(is_name) {
                let position = self.position(self.at, line.len() - line.trim_start().len());
                embedded.push(Located { value: of.to_owned(), position });
            } else {
                fields.extend(self.field(line));
            }
            self.at += 1;
        }
        let at = self.position(start, "type ".len());
        let message = format!("the struct `{name}` has no end");
        self.mistakes.push(Mistake::new(
            at,
            message,
            "the file is cut off, or not in the form in which gofmt writes it: take the whole of it",
        ));
        (fields, embedded)
    }

    /// A name, a type, and a tag in backquotes.
    fn field(&mut self, line: &'a str) -> Option<GoField> {
        let parts = || {
            let (front, rest) = line.split_once('`')?;
            let (tag, _) = rest.split_once('`')?;
            let name = front.trim_start().split(' ').next()?;
            let kind = front.trim_start().strip_prefix(name)?.trim();
            (!kind.is_empty()).then_some((name, kind, tag))
        };
        let Some((name, kind, tag)) = parts() else {
            let byte = line.len() - line.trim_start().len();
            let message = "this is no field with a tag in backquotes";
            let help = "the file is cut off, or not in the form in which gofmt writes it";
            self.mistakes.push(Mistake::new(self.position(self.at, byte), message, help));
            return None;
        };
        let name_byte = line.len() - line.trim_start().len();
        let kind_byte = line[name_byte + name.len()..].find(kind).map_or(name_byte, |at| name_byte + name.len() + at);
        let tag_byte = line.find('`').map_or(0, |at| at + 1);
        let located = |value: &str, byte| Located { value: value.to_owned(), position: self.position(self.at, byte) };
        Some(GoField {
            name: located(name, name_byte),
            kind: located(kind, kind_byte),
            tag: located(tag, tag_byte),
            comment: self.comment(self.at, "\t// ").or_else(|| self.comment_behind(line)),
        })
    }

    /// The comment behind a field, in the same line.
    fn comment_behind(&self, line: &str) -> Option<Prose> {
        let tag = line.rfind('`')?;
        let text = line[tag..].split_once("//").map(|(_, text)| text.trim()).filter(|text| !text.is_empty())?;
        let start = self.position(self.at, line.rfind(text)?);
        Some(Prose { text: text.to_owned(), origin: Origin { start, indent: None } })
    }

    /// The entries of the list of actions: `"Name": {`, with what belongs to it indented further, and `},`.
    fn actions(&mut self, found: &mut Source) {
        let start = self.at;
        let indent = |line: &str| line.len() - line.trim_start_matches('\t').len();
        let base = indent(self.lines[start]);
        self.at += 1;
        let mut open: Option<Entry> = None;
        while let Some(line) = self.lines.get(self.at).copied() {
            let bare = line.trim();
            if indent(line) <= base && bare.starts_with('}') {
                found.entries.extend(open);
                self.at += 1;
                return;
            }
            let quote = line.find('"').map_or(0, |at| at + 1);
            if indent(line) == base + 1 && bare.starts_with('"') {
                found.entries.extend(open.take());
                open = quoted(bare).map(|key| Entry {
                    key: Located { value: key.to_owned(), position: self.position(self.at, quote) },
                    method: None,
                    action: None,
                    version: None,
                    unclear: Vec::new(),
                });
            }
            // An entry may be one line.
            if let Some(entry) = &mut open {
                self.setting_of(entry, line, &found.constants);
            }
            self.at += 1;
        }
        let byte = self.lines[start].len() - self.lines[start].trim_start().len();
        let message = format!("the list `{ACTIONS}` has no end");
        self.mistakes.push(Mistake::new(
            self.position(start, byte),
            message,
            "the file is cut off: take the whole of it",
        ));
    }
}

impl Reader<'_, '_> {
    /// The method, name and version that a line has for an entry.
    fn setting_of(&self, entry: &mut Entry, line: &str, constants: &HashMap<String, String>) {
        let behind = |key: &str| line.find(key).map(|at| (at + key.len(), &line[at + key.len()..]));
        let at = |byte| self.position(self.at, byte);
        if let Some((byte, rest)) = behind("Method:") {
            let method = rest.split([',', '}']).next().unwrap_or_default().trim();
            let word = method.trim_start_matches("http.Method").trim_matches('"').to_uppercase();
            let byte = byte + rest.find(method).unwrap_or_default();
            entry.method = Some(Located { value: word, position: at(byte) });
        }
        for (key, slot) in [("\"Action\":", &mut entry.action), ("\"Version\":", &mut entry.version)] {
            let Some((byte, rest)) = behind(key) else { continue };
            let value = rest.split_once('{').map_or(rest, |(_, value)| value);
            let value = value.split('}').next().unwrap_or(value).trim();
            let value = value.trim_end_matches(',');
            let text = quoted(value).or_else(|| constants.get(value).map(String::as_str));
            let byte = byte + rest.find(value).unwrap_or_default() + usize::from(value.starts_with('"'));
            *slot = text.map(|text| Located { value: text.to_owned(), position: at(byte) });
            if text.is_none() {
                let name = key.trim_matches(['"', ':']);
                let words = format!("`{name}` is `{value}`, a constant that is nowhere in the package");
                entry.unclear.push(Located { value: words, position: at(byte) });
            }
        }
        if let Some((byte, path)) = behind("Path:").and_then(|(byte, rest)| Some((byte, quoted(rest)?)))
            && !matches!(path, "" | "/")
        {
            let words = format!("calls go to the path `{path}`, which specs cannot say");
            entry.unclear.push(Located { value: words, position: at(byte) });
        }
        let list = line.find("url.Values{").map_or(0, |list| list + "url.Values{".len());
        for (byte, key) in keys(&line[list..]) {
            if !matches!(key, "Action" | "Version") && key != entry.key.value {
                let words = format!("calls have `{key}` too, which specs cannot say");
                entry.unclear.push(Located { value: words, position: at(list + byte) });
            }
        }
    }
}

/// The texts in quotes that a colon follows, and where each is.
fn keys(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (_, behind) = rest.split_once('"')?;
            let (inner, after) = behind.split_once('"')?;
            rest = after;
            if after.trim_start().starts_with(':') {
                return Some((text.len() - after.len() - inner.len() - 1, inner));
            }
        }
    })
}

/// The first text in quotes.
fn quoted(text: &str) -> Option<&str> {
    text.split('"').nth(1)
}
