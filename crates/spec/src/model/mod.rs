//! The checked, resolved model: what the generator and the sandbox work from.
//!
//! Every name is resolved, every Rust name is decided and free of collisions, every default is filled in. Vendors and
//! actions are sorted by name; parameters, fields, values and codes keep the order of the page.

mod kind;
mod wire;

pub use crate::format::{Beyond, Bounds, Envelope, Exception, Method, Origin, Place, Retry, Scope, Span};
pub use kind::{List, Type};
pub use wire::{Misfit, answer_fits, encode_query, fits, percent_encode};

use serde_json::Value as Json;
use std::sync::Arc;

/// How a line of an action's [`changes`](Action::changes) begins that is not for people: it names the changes that are told.
pub const TOLD: &str = "<!-- told:";

/// All vendors and actions.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The vendors, by name.
    pub vendors: Vec<Arc<Vendor>>,
    /// The actions, by vendor and name.
    pub actions: Vec<Action>,
}

impl Model {
    /// The action of that vendor and wire name.
    #[must_use]
    pub fn action(&self, vendor: &str, name: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.vendor.id == vendor && action.name == name)
    }
}

/// What all actions of a vendor share.
#[derive(Clone, Debug)]
pub struct Vendor {
    /// Short name, as `volcengine`: the folder's, and behind `rtc-` the protocol crate's.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// What names of generated crates begin with.
    pub package: String,
    /// What is signed as the service; empty where nothing is.
    pub service: String,
    /// The pages.
    pub sources: Vec<Origin>,
    /// The hosts; the first one is the default.
    pub hosts: Vec<Host>,
    /// Whether a `POST` may have parameters in its query.
    pub query_in_post: bool,
    /// The region used when none is named; empty where calls name none.
    pub region: String,
    /// Parameters of every request.
    pub common_request: Vec<CommonParameter>,
    /// Fields of every answer.
    pub common_response: Vec<CommonField>,
    /// Where the parts of an answer stand.
    pub envelope: Envelope,
    /// Error codes by group, the group `every` first.
    pub groups: Vec<(String, Vec<Code>)>,
    /// Remarks.
    pub notes: Vec<String>,
}

/// A host that answers calls.
#[derive(Clone, Debug)]
pub struct Host {
    /// The host's name, as `rtc-api.zego.im`.
    pub host: String,
    /// Rust name of its constant.
    pub constant: String,
    /// Where it is, or whom it serves.
    pub doc: String,
    /// The region that goes with it.
    pub region: Option<String>,
}

/// A parameter that the client writes into every request.
#[derive(Clone, Debug)]
pub struct CommonParameter {
    /// Name on the wire.
    pub wire: String,
    /// Type.
    pub kind: Type,
    /// Where it is written.
    pub place: Place,
    /// Whether every call has it.
    pub required: bool,
    /// What it is.
    pub doc: String,
}

/// A field that every answer has.
#[derive(Clone, Debug)]
pub struct CommonField {
    /// Name on the wire.
    pub wire: String,
    /// Type.
    pub kind: Type,
    /// Whether it may be missing.
    pub optional: bool,
    /// What it is.
    pub doc: String,
}

/// One action.
#[derive(Clone, Debug)]
pub struct Action {
    /// The vendor.
    pub vendor: Arc<Vendor>,
    /// The spec's path below the folder of specs, with `/` between the parts.
    pub spec: String,
    /// Name on the wire, which is also the name of the request's Rust type.
    pub name: String,
    /// The generated crate's name.
    pub package: String,
    /// The generated crate's folder below the vendor's.
    pub folder: String,
    /// The generated crate's version.
    pub release: String,
    /// What changed from version to version, as Markdown with a heading `## 0.2.0` for each; empty where nothing did.
    /// Lines that begin with [`TOLD`] are for programs alone.
    pub changes: String,
    /// Version on the wire; empty where the vendor has none.
    pub version: String,
    /// One sentence.
    pub summary: String,
    /// More, in paragraphs.
    pub doc: Option<String>,
    /// The page.
    pub source: Origin,
    /// HTTP method.
    pub method: Method,
    /// Whether asking twice changes nothing.
    pub safe: bool,
    /// The host to call unless the client names another.
    pub host: String,
    /// How often one may ask.
    pub quota: Option<Quota>,
    /// The span of time that is asked about.
    pub window: Option<Window>,
    /// How the answer comes in pages.
    pub pages: Option<Pages>,
    /// How more ids than one call takes are asked about.
    pub batch: Option<Batch>,
    /// Groups of parameters of which all are set or none: indices into `parameters`.
    pub together: Vec<Vec<usize>>,
    /// The regions that answer, if the page names them.
    pub regions: Option<Enum>,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The payload's fields.
    pub output: Vec<Field>,
    /// Types of objects.
    pub records: Vec<Record>,
    /// Enumerations, without the regions.
    pub enums: Vec<Enum>,
    /// The error codes: the action's own first, then the vendor's.
    pub codes: Vec<Code>,
    /// Which of the vendor's codes the page lists too.
    pub listed: Vec<String>,
    /// Exchanges as they are on the wire.
    pub examples: Vec<Example>,
    /// Differences between page and spec where the page is known to be wrong.
    pub exceptions: Vec<Exception>,
    /// Remarks.
    pub notes: Vec<String>,
}

impl Action {
    /// The enumeration of that Rust name.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&Enum> {
        self.enums.iter().chain(&self.regions).find(|item| item.name == name)
    }

    /// The type of that Rust name.
    #[must_use]
    pub fn record(&self, name: &str) -> Option<&Record> {
        self.records.iter().find(|item| item.name == name)
    }

    /// The parameter of that name on the wire, as the page spells it.
    #[must_use]
    pub fn parameter(&self, wire: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.wire == wire)
    }

    /// Whether anything goes into a JSON body.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.method == Method::Post
    }
}

/// How often one may ask.
#[derive(Clone, Debug)]
pub struct Quota {
    /// How many calls.
    pub calls: u32,
    /// In which time.
    pub per: Span,
    /// Which calls are counted together.
    pub scope: Scope,
    /// The parameters that tell one app or room from another: indices into the action's parameters.
    pub by: Vec<usize>,
}

/// The span of time that is asked about.
#[derive(Clone, Debug)]
pub struct Window {
    /// The start: an index into the action's parameters.
    pub start: usize,
    /// The end: an index into the action's parameters.
    pub end: usize,
    /// How long it may be.
    pub span: Option<Span>,
    /// How far back it may start.
    pub back: Option<Span>,
    /// How long it takes until what happened can be asked for.
    pub lag: Option<Span>,
    /// What the vendor does with a longer one.
    pub beyond: Option<Beyond>,
}

/// How the answer comes in pages.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The page's number: an index into the action's parameters.
    pub number: usize,
    /// The first page's number.
    pub first: u32,
    /// The page's size: an index into the action's parameters.
    pub size: usize,
    /// The most rows of a page.
    pub most: u32,
    /// The rows: an index into the output's fields.
    pub rows: usize,
    /// The page's size as the vendor took it: an index into the output's fields.
    pub sized: Option<usize>,
    /// The number of all rows: an index into the output's fields.
    pub total: Option<usize>,
    /// Wire names of the fields that tell a row from all others.
    pub key: Vec<String>,
    /// Wire name of the field that says when a row began.
    pub begins: Option<String>,
}

/// How more ids than one call takes are asked about.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The ids: an index into the action's parameters.
    pub over: usize,
    /// How many of them one call takes.
    pub most: u32,
    /// The rows: an index into the output's fields.
    pub rows: usize,
    /// Wire name of a row's field with the id that it speaks of.
    pub id: String,
}

/// A parameter, or a field of an object that is sent.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name as the page spells it, as `UserId[]`.
    pub wire: String,
    /// Name as a key in JSON or as the first part of the name in a query, as `UserId`.
    pub key: String,
    /// Rust name of field and setter.
    pub rust: String,
    /// Rust name of the marker type, if required.
    pub marker: String,
    /// Type.
    pub kind: Type,
    /// The page's word for the type, where the type alone does not tell.
    pub written: Option<String>,
    /// Whether a call must have it.
    pub required: bool,
    /// Where it is written.
    pub place: Place,
    /// How a list is written into a query.
    pub list: List,
    /// What is allowed.
    pub limits: Limits,
    /// What the vendor takes if it is left out.
    pub default: Option<Json>,
    /// A value to show.
    pub example: Option<Json>,
    /// What it is.
    pub doc: String,
    /// Remarks.
    pub notes: Vec<String>,
}

/// What is allowed of a parameter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// Bounds of a number.
    pub range: Option<Bounds>,
    /// Bounds of a text's length in characters.
    pub length: Option<Bounds>,
    /// Bounds of the number of items.
    pub items: Option<Bounds>,
    /// The characters of a text.
    pub characters: Option<Characters>,
}

impl Limits {
    /// Whether everything is allowed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Characters {
    /// As the spec writes it: `a-z A-Z 0-9 @ . _ -`.
    pub words: String,
    /// First and last of each range.
    pub ranges: Vec<(char, char)>,
}

impl Characters {
    /// Whether `letter` belongs to the set.
    #[must_use]
    pub fn contains(&self, letter: char) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&letter))
    }
}

/// A field of an answer.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Rust name.
    pub rust: String,
    /// Type.
    pub kind: Type,
    /// The page's word for the type, where the type alone does not tell.
    pub written: Option<String>,
    /// Whether it may be missing, null or, for a time, empty.
    pub optional: bool,
    /// A value to show.
    pub example: Option<Json>,
    /// What it is.
    pub doc: String,
    /// Remarks.
    pub notes: Vec<String>,
}

/// A type of objects.
#[derive(Clone, Debug)]
pub struct Record {
    /// Rust name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// The fields.
    pub shape: Shape,
}

/// Whether objects of a type are answered or sent.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Answered.
    Answered(Vec<Field>),
    /// Sent.
    Sent(Vec<Parameter>),
}

/// A type with a few documented values.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Rust name.
    pub name: String,
    /// What it says.
    pub doc: String,
    /// Whether the values are whole numbers on the wire.
    pub integer: bool,
    /// The documented values.
    pub values: Vec<EnumValue>,
}

/// A documented value.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value on the wire; a number in decimal.
    pub wire: String,
    /// Rust name of the variant.
    pub rust: String,
    /// What it means.
    pub doc: Option<String>,
}

/// An error code.
#[derive(Clone, Debug)]
pub struct Code {
    /// The code on the wire; a number in decimal.
    pub wire: String,
    /// A number that comes beside it or instead of it.
    pub number: Option<i64>,
    /// Rust name of the variant.
    pub rust: String,
    /// What it means.
    pub doc: String,
    /// What the caller can do.
    pub advice: Option<String>,
    /// Whether the same call may do better later.
    pub retry: Retry,
    /// What it has in common with other codes: the end of a method's name, as `room_not_found`.
    pub is: Option<String>,
    /// HTTP status that comes with it.
    pub status: Option<u16>,
    /// Whether it is the action's own.
    pub own: bool,
}

/// An exchange as it is on the wire.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// Rust name of its test.
    pub rust: String,
    /// The parameters by wire name.
    pub request: Option<serde_json::Map<String, Json>>,
    /// The action's own parameters as a query string.
    pub query: Option<String>,
    /// The body.
    pub body: Option<Json>,
    /// HTTP status of the answer.
    pub status: u16,
    /// The whole answer.
    pub response: Option<Json>,
    /// Where the answer is a refusal: the code.
    pub refused: Option<String>,
}
