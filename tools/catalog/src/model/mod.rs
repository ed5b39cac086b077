//! The checked and resolved model, used by the generator and the sandbox.
//!
//! Every name is resolved, every Rust name is decided and free of collisions, every default is filled in. Vendors and
//! actions are sorted by name; parameters, fields, values and codes keep the order of the page.

mod calendar;
mod kind;
mod limits;
mod narrower;
mod pages;
mod parameter;
mod quota;
mod shared;
mod vendor;
mod window;
mod wire;

pub use crate::format::{
    Beyond, Bounds, Envelope, Exception, ExceptionSource, Job, Method, Origin, ParameterLocation, Retry, Scope,
    Situation, Span, Tolerance, Words,
};
pub use calendar::Calendar;
pub use kind::{List, Type};
pub use limits::{BrokenLimit, item_within_limits, within_limits};
pub use narrower::{Narrower, NarrowerLimit};
pub use pages::{Batch, PageBy, Pages};
pub use parameter::{Characters, Limits, Parameter};
pub use quota::Quota;
pub use shared::Shared;
pub use vendor::{CommonField, CommonParameter, Host, Vendor};
pub use window::Window;
pub use wire::{Mismatch, answer_fits, encode_query, fits, is_first_moment, percent_encode, rfc3339_as_sent};

use serde_json::Value as Json;
use std::sync::Arc;

/// The prefix of the line in [`changes`](Action::changes) that lists the recorded changes.
pub const RECORDED_CHANGES: &str = "<!-- recorded:";

/// All vendors and actions.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The vendors, by name.
    pub vendors: Vec<Arc<Vendor>>,
    /// The actions, by vendor and name.
    pub actions: Vec<Action>,
}

impl Model {
    /// The action of that vendor and wire name. If it has several versions, the one whose file has no version in its name.
    #[must_use]
    pub fn action(&self, vendor: &str, name: &str) -> Option<&Action> {
        self.versions(vendor, name).min_by_key(|action| action.folder.len())
    }

    /// The action of that vendor, wire name and version; if `version` is unknown, the one of [`action`](Self::action).
    #[must_use]
    pub fn version(&self, vendor: &str, name: &str, version: Option<&str>) -> Option<&Action> {
        let exact = self.versions(vendor, name).find(|action| Some(&*action.version) == version);
        exact.or_else(|| self.action(vendor, name))
    }

    /// The versions of an action.
    pub fn versions(&self, vendor: &str, name: &str) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(move |action| action.vendor.id == vendor && action.name == name)
    }
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
    /// Lines that begin with [`RECORDED_CHANGES`] are for programs alone.
    pub changes: String,
    /// Version on the wire; empty where the vendor has none.
    pub version: String,
    /// What an app needs it for.
    pub job: Option<Job>,
    /// One sentence.
    pub summary: String,
    /// More, in paragraphs.
    pub doc: Option<String>,
    /// The page.
    pub source: Origin,
    /// HTTP method.
    pub method: Method,
    /// Whether repeating a call has no side effects.
    pub safe: bool,
    /// Name on the wire of the vendor's action that shows whether a call was executed.
    pub verify_with: Option<String>,
    /// The parameter with an id by which the vendor recognises a repeated call: the objects that it is in, and its own name.
    pub idempotency_key: Vec<ParameterName>,
    /// The host to call unless the client names another.
    pub host: String,
    /// How often the vendor allows calls. All of these apply.
    pub quotas: Vec<Quota>,
    /// The time window that the action queries.
    pub window: Option<Window>,
    /// Pagination of the answer.
    pub pages: Option<Pages>,
    /// Batches: more ids than one call accepts.
    pub batch: Option<Batch>,
    /// Limits that are narrower if a parameter is set.
    pub narrower: Vec<Narrower>,
    /// Groups of parameters of which all are set or none: indices into `parameters`.
    pub together: Vec<Vec<usize>>,
    /// The regions that answer, by their names on the wire, where a call names one; else empty. Each is one of the
    /// [vendor's](Vendor::regions).
    pub regions: Vec<String>,
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// The payload's fields, or the [payload itself](Self::whole_answer).
    pub output: Vec<Field>,
    /// The action's own types of objects.
    pub records: Vec<Record>,
    /// The action's own enumerations.
    pub enums: Vec<Enum>,
    /// The error codes: the action's own first, then the vendor's.
    pub codes: Vec<Code>,
    /// Which of the vendor's codes the page lists too.
    pub listed_codes: Vec<String>,
    /// Exchanges as they are on the wire.
    pub examples: Vec<Example>,
    /// Differences between page and spec where the page is known to be wrong.
    pub exceptions: Vec<Exception>,
    /// Notes.
    pub notes: Vec<String>,
}

impl Action {
    /// The type of that Rust name: the action's own, or else the vendor's.
    #[must_use]
    pub fn record(&self, name: &str) -> Option<&Record> {
        self.records.iter().find(|item| item.name == name).or_else(|| self.vendor.record(name))
    }

    /// The enumeration of that Rust name: the action's own, or else the vendor's.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&Enum> {
        self.enums.iter().find(|item| item.name == name).or_else(|| self.vendor.enumeration(name))
    }

    /// The parameter of that name on the wire, as the page spells it.
    #[must_use]
    pub fn parameter(&self, wire: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.wire == wire)
    }

    /// Whether all rows of a time range of any length can be read, window by window: the action has pages with numbers or
    /// offsets, and its window is between two times, not days.
    #[must_use]
    pub fn is_swept(&self) -> bool {
        let ends = self.window.as_ref().map(|window| [window.start, window.end]);
        let numbered = self.pages.as_ref().is_some_and(|pages| !matches!(pages.by, PageBy::Marker { .. }));
        numbered && ends.is_some_and(|ends| ends.iter().all(|at| !self.parameters[*at].kind.is_day()))
    }

    /// The payload, if it is no object but a text, a number or a list. It is then the only field of the
    /// [`output`](Self::output), and has no name on the wire.
    #[must_use]
    pub fn whole_answer(&self) -> Option<&Field> {
        self.output.first().filter(|field| field.wire.is_empty())
    }

    /// The parameter with an id by which the vendor recognises a repeated call, as specs write it:
    /// `RecordInputParams.ClientTaskId`.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<String> {
        let names: Vec<&str> = self.idempotency_key.iter().map(|name| name.wire.as_str()).collect();
        (!names.is_empty()).then(|| names.join("."))
    }

    /// Whether anything goes into a JSON body.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.method == Method::Post
    }
}

/// A parameter's names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterName {
    /// Name on the wire.
    pub wire: String,
    /// Rust name.
    pub rust: String,
    /// Whether it is required.
    pub required: bool,
    /// Whether it is a text, which may be empty.
    pub is_text: bool,
}

/// Looks up types by name.
pub trait Definitions {
    /// The type of that Rust name.
    fn record(&self, name: &str) -> Option<&Record>;

    /// The enumeration of that Rust name.
    fn enumeration(&self, name: &str) -> Option<&Enum>;
}

impl Definitions for Action {
    fn record(&self, name: &str) -> Option<&Record> {
        self.record(name)
    }

    fn enumeration(&self, name: &str) -> Option<&Enum> {
        self.enumeration(name)
    }
}

/// A field of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Rust name.
    pub rust: String,
    /// Type.
    pub kind: Type,
    /// The page's word for the type, where the type alone does not tell.
    pub page_type: Option<String>,
    /// Whether it may be missing, null or, for a time, empty.
    pub optional: bool,
    /// Whether the vendor sends zero where there is no value. Such a field is optional, and a text, a number, a time or an
    /// enumeration.
    pub zero_is_none: bool,
    /// Whether its type can contain the type that it is a field of, so that it is boxed in
    /// generated code. Such a field is optional.
    pub boxed: bool,
    /// The most items that the vendor answers in a list.
    pub max_items: Option<u64>,
    /// A value for the documentation.
    pub example: Option<Json>,
    /// What it is.
    pub doc: String,
    /// Notes.
    pub notes: Vec<String>,
}

/// A type of objects.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Rust name.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// The fields.
    pub shape: Shape,
}

/// Whether objects of a type are answered or sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Answered.
    Answered(Vec<Field>),
    /// Sent.
    Sent(Vec<Parameter>),
}

/// An enumeration.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The value on the wire; a number in decimal.
    pub wire: String,
    /// Rust name of the variant.
    pub rust: String,
    /// What it means.
    pub doc: Option<String>,
}

/// An error code.
#[derive(Clone, Debug, PartialEq)]
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
    /// Whether and how to retry the call.
    pub retry: Retry,
    /// What it has in common with other codes: the end of a method's name, as `room_not_found`.
    pub is: Option<String>,
    /// HTTP status that comes with it.
    pub status: Option<u16>,
    /// The situations that the vendor answers with it.
    pub means: Vec<Situation>,
    /// The parameters for which it answers these situations; all if empty.
    pub parameters: Vec<String>,
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
