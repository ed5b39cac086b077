//! What an action has beside parameters and fields.

use super::Sourced;
use rtc_catalog::format::{Beyond, Retry, Scope, Span};
use rtc_pages::{Direction, Located, Position, TypeWord};
use serde_json::{Map, Value as Json};

/// A host that the page names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// The host.
    pub name: Located<String>,
    /// Whether it is in the vendor's file.
    pub known: bool,
    /// Whether it is the one that all actions call unless they say otherwise.
    pub usual: bool,
}

/// A rate limit of an action.
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    /// Its number among the page's, counted from 1.
    pub number: usize,
    /// How many calls.
    pub calls: u32,
    /// In which time.
    pub per: Span,
    /// Which calls are counted together. Its place is the quota's.
    pub scope: Sourced<Scope>,
    /// The parameters that tell one app or room from another.
    pub by: Vec<String>,
    /// What the page says of the scope, also where the request lacks the parameter that it needs.
    pub page_scope: Option<Scope>,
}

/// The span of time that a call may cover.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// The parameters that say where it starts and ends, where they were recognised.
    pub between: Option<(String, String)>,
    /// How long it may be.
    pub span: Option<Located<Span>>,
    /// How far back it may start.
    pub back: Option<Located<Span>>,
    /// How long it takes until what happened can be asked for.
    pub lag: Option<Located<Span>>,
    /// What the vendor does with a longer one.
    pub beyond: Option<Located<Beyond>>,
}

/// How the answer comes in pages. All of it is inferred from names and types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The parameter with the page's number.
    pub number: String,
    /// The first page's number.
    pub first: u32,
    /// The parameter with the page's size.
    pub size: String,
    /// The most rows of a page.
    pub max: u32,
    /// The field with the rows.
    pub rows: String,
    /// The field with the page's size as the vendor took it.
    pub effective_size: Option<String>,
    /// The field with the number of all rows.
    pub total: Option<String>,
    /// The fields of a row that tell it from all others.
    pub key: Vec<String>,
    /// The field of a row that says when it began.
    pub row_start: Option<String>,
}

/// How more ids than one call takes are asked about. All of it is inferred from names and types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The parameter with the ids.
    pub over: String,
    /// The field with the rows, if pages do not say it.
    pub rows: Option<String>,
    /// The field of a row with the id that it speaks of.
    pub id: String,
}

/// An error code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code on the wire.
    pub wire: Located<String>,
    /// Its Rust name, where the one made from the code will not do.
    pub name: Option<String>,
    /// The HTTP status that comes with it.
    pub status: Option<Located<u16>>,
    /// Whether the same call may do better later, as the vendor has it of the code's class.
    pub retry: Retry,
    /// The group of the vendor's codes in which it is, if the action has that group.
    pub group: Option<String>,
    /// The vendor's words on what it means, if the spec keeps them.
    pub doc: Option<String>,
    /// The vendor's advice, if the spec keeps it.
    pub advice: Option<String>,
}

/// An exchange that the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// A name for it.
    pub name: String,
    /// The parameters by their names in the spec.
    pub request: Option<Located<Map<String, Json>>>,
    /// The parameters as they are written into the query, once that is known.
    pub query: Option<String>,
    /// The JSON body, once that is known.
    pub body: Option<Json>,
    /// The whole answer.
    pub response: Option<Located<Json>>,
}

/// A message that the page shows, whether or not it is one that the action can have.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The number of the exchange that it is part of, counted from 1.
    pub number: usize,
    /// Which way it goes.
    pub direction: Direction,
    /// Where it starts.
    pub position: Position,
    /// The parameters of a request by their names in the spec, or the whole answer.
    pub value: Json,
    /// Why a request is no call that can be made, if it is none.
    pub refused: Option<String>,
    /// Where its values are, by the page's keys that lead to each.
    pub places: Vec<(Vec<String>, Position)>,
}

impl Message {
    /// Where the value is to which the page's keys lead.
    #[must_use]
    pub fn position_of(&self, path: &[String]) -> Option<Position> {
        self.places.iter().find(|(known, _)| known == path).map(|(_, position)| *position)
    }
}

/// An object of the page's answer on the way to the payload, the payload included.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerLevel {
    /// The path to it with a dot behind, as `Result.`. Empty for the answer itself.
    pub front: String,
    /// The names of the fields that the page lists in it.
    pub listed: Vec<String>,
    /// Those that every answer has: all but the payload and what leads there.
    pub common: Vec<AnswerField>,
    /// The key that leads on to the payload. `None` in the payload itself.
    pub next: Option<String>,
    /// The field of that key, if the page lists it.
    pub holder: Option<AnswerField>,
}

/// A field that every answer has, or that leads to the payload.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerField {
    /// The path to it, as `Result.RequestId`.
    pub path: String,
    /// Where the page names it.
    pub position: Position,
    /// Its type.
    pub kind: Option<Located<TypeWord>>,
}
