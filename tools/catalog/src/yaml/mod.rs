//! Parses YAML into a tree with positions, and decodes the tree into any `serde` type.
//!
//! A mistake becomes a [`Diagnostic`](crate::Diagnostic) and parsing continues, so that one run reports all of them.

mod decode;
mod mismatch;
mod parse;
mod placeholder;
mod renamed;
mod scalar;

pub(crate) use decode::ONE_OR_MANY;
pub use decode::{Decoded, decode};
pub use parse::parse;

use std::collections::HashSet;

/// A range of characters in a file, counted from 0; `end` is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last one.
    pub end: usize,
}

/// A value in a YAML file, with its position.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its position.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// The value of a [`Node`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A scalar as it is written; `plain` if it has no quotes, so that `20` is a number and `"20"` a text.
    Scalar {
        /// The text, without quotes and with escapes resolved.
        text: String,
        /// Written without quotes and not as a block.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the file.
    Mapping(Vec<Entry>),
}

/// A key of a mapping with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The position of the key.
    pub key_span: Span,
    /// The value of the key.
    pub value: Node,
}

impl Node {
    /// The entry under `key`, if this is a mapping that has one.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// The position of the last key of `path`, and its value. Items of lists are addressed by index.
    #[must_use]
    pub fn find(&self, path: &[&str]) -> Option<(Span, &Self)> {
        path.iter().try_fold((self.span, self), |(_, node), key| match &node.value {
            Value::Mapping(_) => node.entry(key).map(|entry| (entry.key_span, &entry.value)),
            Value::Sequence(items) => {
                key.parse().ok().and_then(|at: usize| items.get(at)).map(|item| (item.span, item))
            }
            Value::Scalar { .. } => None,
        })
    }

    /// The same without those items of lists that are at one of the positions: as what was decoded without them counts items.
    #[must_use]
    pub fn without_items(&self, removed: &HashSet<Span>) -> Self {
        let value = match &self.value {
            Value::Sequence(items) => {
                let kept = items.iter().filter(|item| !removed.contains(&item.span));
                Value::Sequence(kept.map(|item| item.without_items(removed)).collect())
            }
            Value::Mapping(entries) => {
                let kept = entries.iter().map(|entry| Entry {
                    key: entry.key.clone(),
                    key_span: entry.key_span,
                    value: entry.value.without_items(removed),
                });
                Value::Mapping(kept.collect())
            }
            scalar @ Value::Scalar { .. } => scalar.clone(),
        };
        Self { span: self.span, value }
    }

    /// Whether it is empty, `null` or `~`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if scalar::is_null(text))
    }

    /// This value as JSON, plain scalars read by YAML 1.2's core schema.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Scalar { text, plain } => scalar::to_json(text, *plain),
            Value::Sequence(items) => items.iter().map(Node::to_json).collect(),
            Value::Mapping(entries) => entries
                .iter()
                .map(|entry| (entry.key.clone(), entry.value.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}
