//! What a page says, with positions.

mod field;
mod field_type;

pub use field::{Bound, Field, Limit, LimitKind, ListNotation, Location, Required, TypeWord, Value};
pub use field_type::FieldType;

use crate::position::{Located, Position};
use serde::Serialize;
use std::path::PathBuf;

/// Everything that was found on a page.
#[derive(Clone, Debug, Serialize)]
pub struct Facts {
    /// What the page describes.
    pub page: PageKind,
    /// The vendor whose page it is, by the name of its folder of specs.
    pub vendor: Option<Located<String>>,
    /// The page's own address, where the saved file has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Located<String>>,
    /// The page's heading.
    pub title: Option<Located<String>>,
    /// What the page or definition says of the action as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Located<String>>,
    /// The action's name on the wire.
    pub action: Option<Located<String>>,
    /// The action's version.
    pub version: Option<Located<String>>,
    /// The HTTP method in capitals.
    pub method: Option<Located<String>>,
    /// The hosts that answer.
    pub hosts: Vec<Located<String>>,
    /// The regions that answer, where the page lists them.
    pub regions: Vec<Located<String>>,
    /// The rate limit of an action.
    pub quotas: Vec<Located<Quota>>,
    /// The span of time a call may cover.
    pub window: Window,
    /// Parameters of every call, as far as the page repeats them.
    pub common: Vec<Field>,
    /// What is asked.
    pub request: Vec<Field>,
    /// What is answered.
    pub response: Vec<Field>,
    /// What the answer holds in place of an object with fields, where the page shows that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Located<Answer>>,
    /// The day of the page's last change, as `2026-11-30`, where the page has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Located<String>>,
    /// Types of objects that have a table of their own. Fields of these types have the same fields inside.
    pub types: Vec<Record>,
    /// Error codes.
    pub codes: Vec<Code>,
    /// Exchanges.
    pub examples: Vec<Example>,
    /// Types that the page names and describes nowhere: they are on another page.
    pub external_types: Vec<Located<String>>,
    /// What is nowhere but in the page's own example, as the nesting of a table that was saved flat.
    pub inferred: Vec<Located<String>>,
    /// What was not understood.
    pub unclear: Vec<Located<String>>,
    /// What the page states of parameters by words that are known, and was not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Located<String>>,
    /// Tables that describe no part of a call and were left alone.
    pub ignored_tables: Vec<Located<String>>,
    /// How many rows of tables there are and how many became facts.
    pub rows: Rows,
    /// The files that the facts come from, by which positions name them. Empty if it is one that the caller knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<PathBuf>,
}

impl Facts {
    /// The facts of a page on which nothing was found yet.
    #[must_use]
    pub fn none(page: PageKind) -> Self {
        Self {
            page,
            vendor: None,
            address: None,
            title: None,
            description: None,
            action: None,
            version: None,
            method: None,
            hosts: Vec::new(),
            regions: Vec::new(),
            quotas: Vec::new(),
            window: Window::default(),
            common: Vec::new(),
            request: Vec::new(),
            response: Vec::new(),
            answer: None,
            updated: None,
            types: Vec::new(),
            codes: Vec::new(),
            examples: Vec::new(),
            external_types: Vec::new(),
            inferred: Vec::new(),
            unclear: Vec::new(),
            unread: Vec::new(),
            ignored_tables: Vec::new(),
            rows: Rows::default(),
            files: Vec::new(),
        }
    }
}

/// What a page describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// An action.
    Action,
    /// Types that actions use.
    Types,
    /// An action, in a definition for programs: names, types and what is required; nothing of error codes unless it lists some.
    Definition,
}

/// What an answer holds that has no fields of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A text, such as `"ok"`.
    Text,
    /// A number, `true` or `false`.
    Scalar,
    /// A list.
    List,
    /// `null`.
    Nothing,
}

impl Answer {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Scalar => "a number or a boolean",
            Self::List => "a list",
            Self::Nothing => "null",
        }
    }
}

/// The rate limit of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quota {
    /// How many calls.
    pub calls: u32,
    /// In how many seconds.
    pub seconds: u32,
    /// Which calls count together, in the page's words.
    pub scope: Option<String>,
}

/// The span of time a call may cover, all in seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Window {
    /// How long it may be.
    pub span: Option<Located<u64>>,
    /// How long it may be in a case that the page names, where that is another time than the general one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_a_case: Option<Located<u64>>,
    /// How far back it may start.
    pub back: Option<Located<u64>>,
    /// How long it takes until what happened can be asked for.
    pub lag: Option<Located<u64>>,
    /// Whether a longer one is cut, as the page says.
    pub clamped: Option<Located<bool>>,
}

impl Window {
    /// Whether the page says nothing of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A type of objects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// Its name.
    pub name: Located<String>,
    /// What the page says of it.
    pub description: Option<Located<String>>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// An error code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The code as it is on the wire.
    pub code: Located<String>,
    /// What it means.
    pub meaning: Option<Located<String>>,
    /// The message that comes with it.
    pub message: Option<Located<String>>,
    /// The HTTP status that comes with it.
    pub status: Option<Located<String>>,
    /// What the vendor advises.
    pub advice: Option<Located<String>>,
}

/// A part of an exchange.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    /// What it shows, if the page says so.
    pub title: Option<Located<String>>,
    /// Which way it goes.
    pub direction: Direction,
    /// Which exchange it is a part of, where the source says so. Else requests and answers are counted.
    #[serde(skip)]
    pub exchange: Option<usize>,
    /// The method and address, where it has one, as they are there.
    pub address: Option<Located<String>>,
    /// The JSON in it.
    pub json: Option<Located<serde_json::Value>>,
    /// Whether the JSON had comments or other things that JSON does not have.
    pub lenient: bool,
    /// Where the values of the JSON and of the address are: the keys that lead to each.
    #[serde(skip)]
    pub(crate) places: Vec<(Vec<String>, Position)>,
}

impl Example {
    /// One of a definition: its JSON alone.
    #[must_use]
    pub fn of_json(direction: Direction, json: Located<serde_json::Value>) -> Self {
        Self {
            title: None,
            direction,
            exchange: None,
            address: None,
            json: Some(json),
            lenient: false,
            places: Vec::new(),
        }
    }

    /// Where the values of the JSON and of the address are, each by the keys that lead to it.
    #[must_use]
    pub fn places(&self) -> &[(Vec<String>, Position)] {
        &self.places
    }

    /// Where a value of the JSON or of the address is, by the keys that lead to it.
    #[must_use]
    pub fn position_of(&self, path: &[String]) -> Option<Position> {
        self.places.iter().find(|(known, _)| known == path).map(|(_, position)| *position)
    }
}

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To the vendor.
    Request,
    /// From the vendor.
    Response,
}

/// A count of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rows {
    /// How many the page's tables of parameters, fields, types and codes have.
    pub present: usize,
    /// How many of them became facts.
    pub understood: usize,
}

impl Facts {
    /// Gives fields whose types are on another page the fields that these types have there. Their positions are those of
    /// the other page.
    pub fn look_up(&mut self, types: &[Record]) {
        for fields in [&mut self.common, &mut self.request, &mut self.response] {
            field::look_up(fields, types, &mut Vec::new());
        }
        self.external_types.retain(|name| types.iter().all(|known| known.name.value != name.value));
    }

    /// Whether everything was understood.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.unclear.is_empty() && self.rows.present == self.rows.understood
    }
}
