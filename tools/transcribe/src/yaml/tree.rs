//! What is written, before it is text: mappings and lists, open or in brackets, with remarks beside them.

use super::scalar;
use serde_json::{Map, Value as Json};
use std::fmt::Display;

/// How long a line with a value in brackets may become.
const WIDTH: usize = 116;

/// Something that is written.
pub(super) enum Node {
    /// A scalar, as it is to be.
    Scalar(String),
    /// A mapping, a line for each key.
    Block(Vec<Entry>),
    /// A mapping in brackets.
    Flow(Vec<(String, Node)>),
    /// A list, a line for each item.
    Items(Vec<Node>),
    /// A list in brackets.
    List(Vec<Node>),
}

/// A key of a mapping and what follows it.
pub(super) struct Entry {
    key: String,
    value: Node,
    /// Lines above it.
    remarks: Vec<String>,
    /// Whether an empty line sets it off.
    gap: bool,
}

impl Entry {
    pub(super) fn new(key: &str, value: Node) -> Self {
        Self { key: key.to_owned(), value, remarks: Vec::new(), gap: false }
    }

    /// The same with an empty line before it.
    pub(super) fn apart(key: &str, value: Node) -> Self {
        Self { gap: true, ..Self::new(key, value) }
    }
}

impl Node {
    /// A text.
    pub(super) fn text(text: &str) -> Self {
        Self::Scalar(scalar::text(text))
    }

    /// Whatever is written like this.
    pub(super) fn plain(word: &dyn Display) -> Self {
        Self::Scalar(word.to_string())
    }

    /// A JSON value; small objects are in brackets. Keys come in the order of `known`, those that are not there behind.
    pub(super) fn json(value: &Json, known: &[&str]) -> Self {
        match value {
            Json::String(text) => Self::text(text),
            Json::Array(items) => {
                let list = Self::json_in_brackets(value, known);
                if items.iter().all(|item| !is_large(item)) || list.flow().chars().count() <= WIDTH / 2 {
                    list
                } else {
                    Self::Items(items.iter().map(|item| Self::json(item, known)).collect())
                }
            }
            Json::Object(members) => {
                let flow = Self::json_in_brackets(value, known);
                let flat = members.values().all(|member| !is_large(member));
                if members.is_empty() || (flat && flow.flow().chars().count() <= WIDTH) {
                    return flow;
                }
                let members = ordered(members, known).into_iter();
                Self::Block(members.map(|(key, value)| Entry::new(key, Self::json(value, known))).collect())
            }
            other => Self::Scalar(other.to_string()),
        }
    }

    fn json_in_brackets(value: &Json, known: &[&str]) -> Self {
        let within = |value| Self::json_in_brackets(value, known);
        match value {
            Json::Array(items) => Self::List(items.iter().map(within).collect()),
            Json::Object(members) => {
                let members = ordered(members, known).into_iter();
                Self::Flow(members.map(|(key, value)| (key.to_owned(), within(value))).collect())
            }
            other => Self::json(other, known),
        }
    }

    /// Puts a remark above the last key of `path` that is there. Where none is, above everything.
    pub(super) fn remark(&mut self, path: &[String], words: String) {
        let Self::Block(entries) = self else { return };
        let at = path.first().and_then(|key| entries.iter().position(|entry| entry.key == *key));
        let Some(entry) = entries.get_mut(at.unwrap_or(0)) else { return };
        let deeper = match (&entry.value, path.get(1)) {
            (Self::Block(inner), Some(next)) if at.is_some() => inner.iter().any(|entry| entry.key == *next),
            _ => false,
        };
        if deeper {
            entry.value.remark(&path[1..], words);
        } else {
            entry.remarks.push(words);
        }
    }

    /// The text, from the start of a line.
    pub(super) fn write(&self, indent: usize, to: &mut String) {
        match self {
            Self::Block(entries) => {
                for (at, entry) in entries.iter().enumerate() {
                    entry.write(indent, at > 0, to);
                }
            }
            Self::Items(items) => {
                for item in items {
                    let mut text = String::new();
                    item.write(indent + 2, &mut text);
                    let front = format!("{}- ", " ".repeat(indent));
                    to.push_str(&front);
                    to.push_str(text.trim_start_matches(' '));
                }
            }
            _ => {
                to.push_str(&" ".repeat(indent));
                to.push_str(&self.flow());
                to.push('\n');
            }
        }
    }

    /// The same in one line.
    fn flow(&self) -> String {
        let members = |members: Vec<String>| {
            if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) }
        };
        let member = |key: &str, value: &Self| format!("{}: {}", in_brackets(&scalar::key(key)), value.flow());
        match self {
            Self::Scalar(text) => text.clone(),
            Self::Block(entries) => members(entries.iter().map(|entry| member(&entry.key, &entry.value)).collect()),
            Self::Flow(entries) => members(entries.iter().map(|(key, value)| member(key, value)).collect()),
            Self::Items(items) | Self::List(items) => {
                format!("[{}]", items.iter().map(Self::flow).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn is_open(&self) -> bool {
        matches!(self, Self::Block(_) | Self::Items(_))
    }
}

impl Entry {
    fn write(&self, indent: usize, follows: bool, to: &mut String) {
        if self.gap && follows {
            to.push('\n');
        }
        let front = " ".repeat(indent);
        for remark in &self.remarks {
            to.push_str(&format!("{front}# {remark}\n"));
        }
        to.push_str(&format!("{front}{}:", scalar::key(&self.key)));
        if self.value.is_open() {
            to.push('\n');
            self.value.write(indent + 2, to);
        } else {
            to.push_str(&format!(" {}\n", self.value.flow()));
        }
    }
}

/// A key with brackets in it needs quotes within brackets.
fn in_brackets(key: &str) -> String {
    if key.contains(['[', ']']) && !key.starts_with('"') { format!("\"{key}\"") } else { key.to_owned() }
}

fn is_large(value: &Json) -> bool {
    match value {
        Json::Object(members) => !members.is_empty(),
        Json::Array(items) => items.iter().any(|item| item.is_object() || item.is_array()),
        _ => false,
    }
}

fn ordered<'m>(members: &'m Map<String, Json>, known: &[&str]) -> Vec<(&'m str, &'m Json)> {
    let mut ordered: Vec<(&str, &Json)> = members.iter().map(|(key, value)| (key.as_str(), value)).collect();
    ordered.sort_by_key(|(key, _)| known.iter().position(|known| known == key).unwrap_or(known.len()));
    ordered
}
