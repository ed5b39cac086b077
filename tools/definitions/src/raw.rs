//! What every form of definition is turned into first. Prose in it is not understood yet.

use crate::file::{File, Mistake};
use rtc_pages::{Direction, Field, FieldType, Limit, ListNotation, Located, Location, Origin, Position, Quota, Value};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

/// Prose, and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Prose {
    pub(crate) text: String,
    pub(crate) origin: Origin,
}

/// A parameter or a field.
#[derive(Debug)]
pub(crate) struct RawField {
    pub(crate) name: Located<String>,
    pub(crate) location: Option<Location>,
    pub(crate) list_notation: Option<ListNotation>,
    /// Its type. Names in it are keys of [`Api::types`].
    pub(crate) kind: Located<FieldType>,
    /// The definition's own words for the type.
    pub(crate) written: String,
    /// Whether requests must have it.
    pub(crate) required: Option<Located<bool>>,
    /// Whether answers always have it.
    pub(crate) answered: Option<Located<bool>>,
    pub(crate) nullable: Option<Position>,
    pub(crate) joined: Option<Located<String>>,
    /// Whether only answers have it.
    pub(crate) is_read_only: bool,
    /// Whether only requests have it.
    pub(crate) is_write_only: bool,
    pub(crate) default: Option<Located<String>>,
    pub(crate) example: Option<Located<String>>,
    pub(crate) limits: Vec<Located<Limit>>,
    pub(crate) values: Vec<Located<Value>>,
    pub(crate) description: Option<Prose>,
    /// Its fields, where its type has no name.
    pub(crate) fields: Vec<RawField>,
    /// The field as the reader of pages understands its prose.
    pub(crate) understood: OnceLock<Field>,
}

impl RawField {
    pub(crate) fn new(name: Located<String>, kind: Located<FieldType>, written: impl Into<String>) -> Self {
        Self {
            name,
            location: None,
            list_notation: None,
            kind,
            written: written.into(),
            required: None,
            answered: None,
            nullable: None,
            joined: None,
            is_read_only: false,
            is_write_only: false,
            default: None,
            example: None,
            limits: Vec::new(),
            values: Vec::new(),
            description: None,
            fields: Vec::new(),
            understood: OnceLock::new(),
        }
    }
}

/// A type of objects.
#[derive(Debug)]
pub(crate) struct RawType {
    /// Its name. `None` if the name is made by a program and says nothing: the field's is better.
    pub(crate) shown: Option<String>,
    pub(crate) at: Position,
    pub(crate) description: Option<Prose>,
    pub(crate) fields: Vec<RawField>,
    /// What is in it and could not be understood.
    pub(crate) unclear: Vec<Unclear>,
    /// What keeps the actions that have it from being read.
    pub(crate) mistakes: Vec<Mistake>,
}

impl RawType {
    pub(crate) const fn new(shown: Option<String>, at: Position) -> Self {
        Self { shown, at, description: None, fields: Vec::new(), unclear: Vec::new(), mistakes: Vec::new() }
    }

    /// Whether there is nothing in it, not even something that cannot be read.
    pub(crate) const fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.unclear.is_empty() && self.mistakes.is_empty()
    }
}

/// Something that could not be understood.
#[derive(Clone, Debug)]
pub(crate) struct Unclear {
    pub(crate) said: Located<String>,
    /// Whether it says what requests may have, and nothing of answers.
    pub(crate) is_of_requests: bool,
}

/// A part of an exchange.
#[derive(Debug)]
pub(crate) struct RawExample {
    pub(crate) direction: Direction,
    /// Which exchange it is a part of.
    pub(crate) exchange: usize,
    pub(crate) shown: Shown,
}

/// What an example shows.
#[derive(Debug)]
pub(crate) enum Shown {
    /// As the vendor shows it.
    Text(Prose),
    /// As JSON.
    Json(Located<serde_json::Value>),
}

/// An action.
#[derive(Debug)]
pub(crate) struct RawAction {
    pub(crate) name: Located<String>,
    pub(crate) version: Option<Located<String>>,
    pub(crate) method: Option<Located<String>>,
    /// The vendor, by a host that answers.
    pub(crate) hosts: Vec<Located<String>>,
    /// What the definition says of its state, if it is not the usual one: `deprecated`.
    pub(crate) status: Option<String>,
    pub(crate) title: Option<Located<String>>,
    /// What says something of the whole action. The first one describes it.
    pub(crate) prose: Vec<Prose>,
    /// Its rates, where a key says them.
    pub(crate) quotas: Vec<Located<Quota>>,
    /// What lists its error codes.
    pub(crate) codes: Vec<Prose>,
    pub(crate) request: Vec<RawField>,
    /// Types whose fields are those of the request too.
    pub(crate) request_types: Vec<Located<String>>,
    pub(crate) response: Vec<RawField>,
    /// Types whose fields are those of the answer too.
    pub(crate) response_types: Vec<Located<String>>,
    pub(crate) examples: Vec<RawExample>,
    /// What is there and could not be understood.
    pub(crate) unclear: Vec<Located<String>>,
    /// What is left out on purpose.
    pub(crate) ignored: Vec<Located<String>>,
    /// What keeps it from being read.
    pub(crate) mistakes: Vec<Mistake>,
}

impl RawAction {
    pub(crate) fn new(name: Located<String>) -> Self {
        Self {
            name,
            version: None,
            method: None,
            hosts: Vec::new(),
            status: None,
            title: None,
            prose: Vec::new(),
            quotas: Vec::new(),
            codes: Vec::new(),
            request: Vec::new(),
            request_types: Vec::new(),
            response: Vec::new(),
            response_types: Vec::new(),
            examples: Vec::new(),
            unclear: Vec::new(),
            ignored: Vec::new(),
            mistakes: Vec::new(),
        }
    }
}

/// A definition.
#[derive(Debug, Default)]
pub(crate) struct Api {
    pub(crate) files: Vec<Arc<File>>,
    pub(crate) actions: Vec<RawAction>,
    pub(crate) types: BTreeMap<String, RawType>,
    /// Words that may name the vendor: of its service, hosts, or prose.
    pub(crate) service: Option<String>,
    pub(crate) mentions: Vec<String>,
}
