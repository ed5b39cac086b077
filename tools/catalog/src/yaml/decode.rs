//! Decodes a tree into any `serde` type and reports all mistakes in one run.
//!
//! `serde` stops at the first mistake. So a value that does not match is reported and removed, and the whole tree is decoded
//! again until it matches; a missing key is reported and replaced by an empty value.

use super::{Entry, Node, Span, Value, mismatch::Mismatch, placeholder::Placeholder, renamed, scalar, scalar::Scalar};
use crate::{diagnostic::Problem, suggestions};
use serde::{
    Deserialize,
    de::{self, DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor},
    forward_to_deserialize_any,
};
use std::{cell::RefCell, collections::HashSet};

/// The decoded value and the mistakes.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value without the parts that do not match; absent if nothing is left.
    pub value: Option<T>,
    /// The mistakes, in the order of the file.
    pub problems: Vec<Problem>,
    /// The keys whose values were removed: a reference to one of them is not a further mistake.
    pub removed: HashSet<String>,
    /// The positions of what was removed: of keys, and of items of lists.
    pub removed_at: HashSet<Span>,
}

/// The name of a newtype that is a list of mappings and may also be written as its only item.
pub(crate) const ONE_OR_MANY: &str = "OneOrMany";

/// How often the tree is decoded at most. Each time costs as much as the file is long.
const ROUNDS: usize = 100;

/// Decodes `root` as a `T`. Values that do not match are reported up to the hundredth; a further mistake then says so.
#[must_use]
pub fn decode<'n, T: Deserialize<'n>>(root: &'n Node) -> Decoded<T> {
    let state = State::default();
    let mut rounds = 0;
    let value = loop {
        rounds += 1;
        if rounds > ROUNDS {
            let message = format!("after {ROUNDS} values that do not match, the rest of the file was not checked");
            state.problems.borrow_mut().push(Problem::new(root.span, message).help("correct these first"));
            break None;
        }
        match T::deserialize(Reader { node: root, state: &state }) {
            Ok(value) => break Some(value),
            Err(error) => {
                if !state.note(error) {
                    break None;
                }
            }
        }
    };
    let State { problems, removed_names, removed, .. } = state;
    let mut problems = problems.into_inner();
    problems.sort_by_key(|problem| problem.span);
    problems.dedup();
    Decoded { value, problems, removed: removed_names.into_inner(), removed_at: removed.into_inner() }
}

/// The state between rounds of decoding.
#[derive(Default)]
struct State {
    problems: RefCell<Vec<Problem>>,
    /// Unknown keys that are reported, by position.
    unknown: RefCell<HashSet<Span>>,
    /// Values that do not match, by position.
    removed: RefCell<HashSet<Span>>,
    removed_names: RefCell<HashSet<String>>,
    /// Missing keys, by the mapping that lacks them.
    missing: RefCell<HashSet<(Span, &'static str)>>,
}

impl State {
    /// Records a mistake. Returns `false` if another round cannot get further.
    fn note(&self, Mismatch(error): Mismatch) -> bool {
        let span = error.span.unwrap_or_default();
        if let Some(field) = error.missing {
            if !self.missing.borrow_mut().insert((span, field)) {
                return false;
            }
            if !self.expected_missing(span, field) {
                self.problems.borrow_mut().push(
                    Problem::new(span, format!("missing key `{field}`"))
                        .help(format!("add `{field}:`; specs/README.md describes it")),
                );
            }
            return true;
        }
        if !error.silent {
            let name = error.removable.as_ref().and_then(|(_, name)| name.as_deref());
            let help = error.help.or_else(|| Some(format!("specs/README.md describes `{}`", name?)));
            let problem = Problem { span, message: error.message, label: None, help, also: Vec::new() };
            self.problems.borrow_mut().push(problem);
        }
        match error.removable {
            Some((place, name)) => {
                if let Some(name) = name {
                    self.removed_names.borrow_mut().insert(name);
                }
                self.removed.borrow_mut().insert(place)
            }
            None => false,
        }
    }

    /// Whether `field` is missing only because it was removed or is misspelt.
    fn expected_missing(&self, mapping: Span, field: &str) -> bool {
        let inside = |span: Span| span.start >= mapping.start && span.end <= mapping.end;
        let (misspelt, renamed) = (format!("`{field}`?"), format!("write `{field}`"));
        self.removed_names.borrow().contains(field)
            || self.problems.borrow().iter().any(|problem| {
                let help = problem.help.as_deref();
                inside(problem.span) && help.is_some_and(|help| help.contains(&misspelt) || *help == renamed)
            })
    }

    fn unknown_key(&self, entry: &Entry, known: &'static [&'static str]) {
        if !self.unknown.borrow_mut().insert(entry.key_span) {
            return;
        }
        let (message, help) = match renamed::key(&entry.key, known) {
            Some(new) => (format!("`{}` has been renamed to `{new}`", entry.key), format!("write `{new}`")),
            None => {
                (format!("unknown key `{}`", entry.key), suggestions::did_you_mean(&entry.key, known.iter().copied()))
            }
        };
        self.problems.borrow_mut().push(Problem::new(entry.key_span, message).help(help));
    }
}

#[derive(Clone, Copy)]
struct Reader<'n, 's> {
    node: &'n Node,
    state: &'s State,
}

impl<'n> Reader<'n, '_> {
    fn mapping<V: Visitor<'n>>(
        self,
        entries: &'n [Entry],
        fields: Option<&'static [&'static str]>,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_map(Mapping {
            reader: self,
            entries,
            next: 0,
            fields,
            placeholders: fields.unwrap_or(&[]),
            pending: None,
        })
    }

    fn text<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.node.value {
            Value::Scalar { text, plain } => match scalar::read(text, *plain) {
                Scalar::Null => Err(Mismatch::invalid_type(Unexpected::Other("nothing"), &visitor)),
                _ => visitor.visit_borrowed_str(text),
            },
            Value::Sequence(_) => Err(Mismatch::invalid_type(Unexpected::Other("a list"), &visitor)),
            Value::Mapping(_) => Err(Mismatch::invalid_type(Unexpected::Other("a mapping"), &visitor)),
        }
    }
}

impl<'n> de::Deserializer<'n> for Reader<'n, '_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let span = self.node.span;
        match &self.node.value {
            Value::Scalar { text, plain } => match scalar::read(text, *plain) {
                Scalar::Null => visitor.visit_unit(),
                Scalar::Bool(value) => visitor.visit_bool(value),
                Scalar::Integer(value) => match (u64::try_from(value), i64::try_from(value)) {
                    (Ok(value), _) => visitor.visit_u64(value),
                    (_, Ok(value)) => visitor.visit_i64(value),
                    _ => visitor.visit_i128(value),
                },
                Scalar::Float(value) => visitor.visit_f64(value),
                Scalar::Text => visitor.visit_borrowed_str(text),
            },
            Value::Sequence(items) => visitor.visit_seq(Items { reader: self, items: items.iter() }),
            Value::Mapping(entries) => self.mapping(entries, None, visitor),
        }
        .map_err(|error| error.at(span))
    }

    fn deserialize_option<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.node.is_null() {
            return Err(Mismatch::custom("the key has no value\ngive it a value, or remove it").at(self.node.span));
        }
        visitor.visit_some(self)
    }

    fn deserialize_str<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.text(visitor).map_err(|error| error.at(self.node.span))
    }

    fn deserialize_string<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_str(visitor)
    }

    fn deserialize_enum<V: Visitor<'n>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let span = self.node.span;
        let Value::Scalar { text, .. } = &self.node.value else {
            return Err(Mismatch::custom(format_args!(
                "expected one of {}",
                suggestions::list(variants.iter().copied())
            ))
            .at(span));
        };
        visitor.visit_enum(text.as_str().into_deserializer()).map_err(|error: Mismatch| error.at(span))
    }

    fn deserialize_struct<V: Visitor<'n>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let span = self.node.span;
        match &self.node.value {
            Value::Mapping(entries) => self.mapping(entries, Some(fields), visitor).map_err(|error| error.at(span)),
            _ => Err(Mismatch::custom(format_args!(
                "expected a mapping with some of the keys {}",
                suggestions::list(fields.iter().copied())
            ))
            .at(span)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'n>>(self, name: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.node.value {
            Value::Mapping(_) if name == ONE_OR_MANY => {
                visitor.visit_seq(Items { reader: self, items: std::slice::from_ref(self.node).iter() })
            }
            _ if name == ONE_OR_MANY => self.deserialize_seq(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match &self.node.value {
            // A list of any values, as in an example, is read by `deserialize_any` and may be empty.
            Value::Sequence(items) if items.is_empty() => {
                Err(Mismatch::custom("the list is empty\nlist something, or remove the key").at(self.node.span))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <V: Visitor<'n>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple
        tuple_struct map identifier
    }
}

struct Items<'n, 's> {
    reader: Reader<'n, 's>,
    items: std::slice::Iter<'n, Node>,
}

impl<'n> SeqAccess<'n> for Items<'n, '_> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'n>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        let state = self.reader.state;
        let Some(node) = self.items.by_ref().find(|node| !state.removed.borrow().contains(&node.span)) else {
            return Ok(None);
        };
        seed.deserialize(Reader { node, state })
            .map(Some)
            .map_err(|error| error.at(node.span).in_entry(node.span, None))
    }
}

struct Mapping<'n, 's> {
    reader: Reader<'n, 's>,
    entries: &'n [Entry],
    next: usize,
    /// The allowed keys; absent if all are allowed.
    fields: Option<&'static [&'static str]>,
    /// The keys that may still need a placeholder after the last entry.
    placeholders: &'static [&'static str],
    pending: Option<Pending<'n>>,
}

enum Pending<'n> {
    Entry(&'n Entry),
    Placeholder,
}

impl<'n> Mapping<'n, '_> {
    fn next_entry(&mut self) -> Option<&'n Entry> {
        let state = self.reader.state;
        while let Some(entry) = self.entries.get(self.next) {
            self.next += 1;
            match self.fields {
                Some(known) if !known.contains(&entry.key.as_str()) => state.unknown_key(entry, known),
                _ if state.removed.borrow().contains(&entry.key_span) => {}
                _ => return Some(entry),
            }
        }
        None
    }

    fn next_placeholder(&mut self) -> Option<&'static str> {
        let missing = self.reader.state.missing.borrow();
        let mapping = self.reader.node.span;
        while let Some((field, rest)) = self.placeholders.split_first() {
            self.placeholders = rest;
            if missing.contains(&(mapping, *field)) {
                return Some(field);
            }
        }
        None
    }
}

impl<'n> MapAccess<'n> for Mapping<'n, '_> {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'n>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        if let Some(entry) = self.next_entry() {
            self.pending = Some(Pending::Entry(entry));
            let key = de::value::BorrowedStrDeserializer::new(&entry.key);
            return seed
                .deserialize(key)
                .map(Some)
                .map_err(|error: Mismatch| error.at(entry.key_span).in_entry(entry.key_span, None));
        }
        let Some(field) = self.next_placeholder() else { return Ok(None) };
        self.pending = Some(Pending::Placeholder);
        seed.deserialize(field.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'n>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        match self.pending.take() {
            Some(Pending::Entry(entry)) => seed
                .deserialize(Reader { node: &entry.value, state: self.reader.state })
                .map_err(|error| error.at(entry.value.span).in_entry(entry.key_span, Some(&entry.key))),
            _ => seed.deserialize(Placeholder).map_err(|mut error| {
                error.0.silent = true;
                error
            }),
        }
    }
}
