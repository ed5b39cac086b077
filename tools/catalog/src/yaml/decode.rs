//! A tree to any `serde` type, all mistakes in one run.
//!
//! `serde` stops at the first mistake. So a value that does not fit is noted, taken out, and the whole is read again
//! until it fits; a key that is missing is noted and stood in for by an empty value.

use super::{Entry, Node, Span, Value, misfit::Misfit, renamed, scalar, scalar::Scalar, stand_in::StandIn};
use crate::{diagnostic::Problem, words};
use serde::{
    Deserialize,
    de::{self, DeserializeSeed, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor},
    forward_to_deserialize_any,
};
use std::{cell::RefCell, collections::HashSet};

/// What could be read, and what could not.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The value without what did not fit; absent if nothing was left.
    pub value: Option<T>,
    /// The mistakes, in the order of the file.
    pub problems: Vec<Problem>,
    /// The keys whose values were taken out: what refers to them is no mistake of its own.
    pub removed: HashSet<String>,
}

/// Reads `root` as a `T`.
#[must_use]
pub fn decode<'n, T: Deserialize<'n>>(root: &'n Node) -> Decoded<T> {
    let state = State::default();
    let value = loop {
        match T::deserialize(Reader { node: root, state: &state }) {
            Ok(value) => break Some(value),
            Err(error) => {
                if !state.note(error) {
                    break None;
                }
            }
        }
    };
    let State { problems, removed_names, .. } = state;
    let mut problems = problems.into_inner();
    problems.sort_by_key(|problem| problem.span);
    problems.dedup();
    Decoded { value, problems, removed: removed_names.into_inner() }
}

/// What is known after some rounds of reading.
#[derive(Default)]
struct State {
    problems: RefCell<Vec<Problem>>,
    /// Values that do not fit, by where they stand.
    removed: RefCell<HashSet<Span>>,
    removed_names: RefCell<HashSet<String>>,
    /// Keys that are missing, by the mapping they are missing in.
    missing: RefCell<HashSet<(Span, &'static str)>>,
}

impl State {
    /// Notes a mistake; false if reading again would not get further.
    fn note(&self, Misfit(error): Misfit) -> bool {
        let span = error.span.unwrap_or_default();
        if let Some(field) = error.missing {
            if !self.missing.borrow_mut().insert((span, field)) {
                return false;
            }
            if !self.expected_missing(span, field) {
                self.problems.borrow_mut().push(
                    Problem::new(span, format!("`{field}` is missing here"))
                        .help(format!("add `{field}:`; specs/README.md says what it holds")),
                );
            }
            return true;
        }
        if !error.silent {
            let problem = Problem { span, message: error.message, label: None, help: error.help, also: Vec::new() };
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

    /// Whether `field` is missing only because it was taken out, or because it is misspelt.
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
        let (message, help) = match renamed::key(&entry.key, known) {
            Some(new) => (format!("`{}` is called `{new}` now", entry.key), format!("write `{new}`")),
            None => (format!("unknown key `{}`", entry.key), words::did_you_mean(&entry.key, known.iter().copied())),
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
    ) -> Result<V::Value, Misfit> {
        visitor.visit_map(Mapping {
            reader: self,
            entries,
            next: 0,
            fields,
            stand_ins: fields.unwrap_or(&[]),
            pending: None,
        })
    }

    fn text<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.node.value {
            Value::Scalar { text, plain } => match scalar::read(text, *plain) {
                Scalar::Null => Err(Misfit::invalid_type(Unexpected::Other("nothing"), &visitor)),
                _ => visitor.visit_borrowed_str(text),
            },
            Value::Sequence(_) => Err(Misfit::invalid_type(Unexpected::Other("a list"), &visitor)),
            Value::Mapping(_) => Err(Misfit::invalid_type(Unexpected::Other("a mapping"), &visitor)),
        }
    }
}

impl<'n> de::Deserializer<'n> for Reader<'n, '_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Misfit> {
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

    fn deserialize_option<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_str<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.text(visitor).map_err(|error| error.at(self.node.span))
    }

    fn deserialize_string<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_enum<V: Visitor<'n>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let span = self.node.span;
        let Value::Scalar { text, .. } = &self.node.value else {
            return Err(
                Misfit::custom(format_args!("expected one word: {}", words::list(variants.iter().copied()))).at(span)
            );
        };
        visitor.visit_enum(text.as_str().into_deserializer()).map_err(|error: Misfit| error.at(span))
    }

    fn deserialize_struct<V: Visitor<'n>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let span = self.node.span;
        match &self.node.value {
            Value::Mapping(entries) => self.mapping(entries, Some(fields), visitor).map_err(|error| error.at(span)),
            _ => Err(Misfit::custom(format_args!(
                "expected a mapping with keys among {}",
                words::list(fields.iter().copied())
            ))
            .at(span)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'n>>(self, _: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'n>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <V: Visitor<'n>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier
    }
}

struct Items<'n, 's> {
    reader: Reader<'n, 's>,
    items: std::slice::Iter<'n, Node>,
}

impl<'n> SeqAccess<'n> for Items<'n, '_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'n>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
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
    /// The keys that may stand here; absent where any may.
    fields: Option<&'static [&'static str]>,
    /// The keys that are still to be looked at for a stand-in, behind the last entry.
    stand_ins: &'static [&'static str],
    pending: Option<Pending<'n>>,
}

enum Pending<'n> {
    Entry(&'n Entry),
    StandIn,
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

    fn next_stand_in(&mut self) -> Option<&'static str> {
        let missing = self.reader.state.missing.borrow();
        let mapping = self.reader.node.span;
        while let Some((field, rest)) = self.stand_ins.split_first() {
            self.stand_ins = rest;
            if missing.contains(&(mapping, *field)) {
                return Some(field);
            }
        }
        None
    }
}

impl<'n> MapAccess<'n> for Mapping<'n, '_> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'n>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        if let Some(entry) = self.next_entry() {
            self.pending = Some(Pending::Entry(entry));
            let key = de::value::BorrowedStrDeserializer::new(&entry.key);
            return seed
                .deserialize(key)
                .map(Some)
                .map_err(|error: Misfit| error.at(entry.key_span).in_entry(entry.key_span, None));
        }
        let Some(field) = self.next_stand_in() else { return Ok(None) };
        self.pending = Some(Pending::StandIn);
        seed.deserialize(field.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'n>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        match self.pending.take() {
            Some(Pending::Entry(entry)) => seed
                .deserialize(Reader { node: &entry.value, state: self.reader.state })
                .map_err(|error| error.at(entry.value.span).in_entry(entry.key_span, Some(&entry.key))),
            _ => seed.deserialize(StandIn).map_err(|mut error| {
                error.0.silent = true;
                error
            }),
        }
    }
}
