//! `specs/<vendor>/<action>.yaml`: one action.

use super::{
    Batch, Bounds, Code, Enumeration, Job, Narrower, Notes, Origin, Pages, ParameterLocation, Quotas, Tolerance,
    TypeExpression, Window,
};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// One action of a vendor.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionFile {
    /// The action's name on the wire, as `ListUserInfo`.
    pub action: String,
    /// The version of the action, where the vendor has versions.
    #[serde(default)]
    pub version: Option<String>,
    /// The version of the generated crate, `0.1.0` unless given.
    #[serde(default)]
    pub release: Option<String>,
    /// What an app needs the action for. Lists of actions are grouped by it.
    #[serde(default)]
    pub job: Option<Job>,
    /// What the action returns, in one sentence.
    pub summary: String,
    /// Further paragraphs in Markdown.
    #[serde(default)]
    pub doc: Option<String>,
    /// The source of the facts.
    pub source: Origin,
    /// The HTTP method.
    pub method: Method,
    /// Whether repeating a call has no side effects, so that a failed call may be retried.
    pub safe: bool,
    /// The vendor's action that shows whether a call was executed, if `safe` is false.
    #[serde(default)]
    pub verify_with: Option<String>,
    /// The parameter with an id of the caller's, if `safe` is false and the vendor executes calls with the same id once. One
    /// within an object has the names of the objects before it, separated by points.
    #[serde(default)]
    pub idempotency_key: Option<String>,
    /// The host to call; by default the vendor's first one.
    #[serde(default)]
    pub host: Option<String>,
    /// How often the vendor allows calls: one quota, or several that all apply.
    #[serde(default)]
    pub quota: Quotas,
    /// The time window that the action queries.
    #[serde(default)]
    pub window: Option<Window>,
    /// Pagination of the answer.
    #[serde(default)]
    pub pages: Option<Pages>,
    /// Batches: more ids than one call accepts.
    #[serde(default)]
    pub batch: Option<Batch>,
    /// Limits that apply instead of the general ones, which are wider, if a parameter is set: by that parameter.
    #[serde(default)]
    pub narrower: IndexMap<String, Narrower>,
    /// Parameters of which all are set, or none.
    #[serde(default)]
    pub together: Vec<Vec<String>>,
    /// The regions that answer this action, by their names on the wire, where a call names one. Their Rust names are in
    /// the vendor's `regions`.
    #[serde(default)]
    pub regions: Vec<String>,
    /// The vendor's groups of error codes that belong to this action, beside the group `every`.
    #[serde(default)]
    pub codes: Vec<String>,
    /// The parameters by wire name. `Name[]` and `Name.N` spell lists.
    #[serde(default)]
    pub request: IndexMap<String, Parameter>,
    /// The fields of the answer's payload by wire name.
    #[serde(default)]
    pub response: IndexMap<String, Field>,
    /// The payload, if it is no object: a text, a number or a list. Instead of `response`.
    #[serde(default)]
    pub answer: Option<Field>,
    /// Types of objects.
    #[serde(default)]
    pub types: IndexMap<String, Record>,
    /// Enumerations.
    #[serde(default)]
    pub enums: IndexMap<String, Enumeration>,
    /// The action's own error codes.
    #[serde(default)]
    pub errors: IndexMap<String, Code>,
    /// The codes of the vendor's groups that the action's page lists too.
    #[serde(default)]
    pub listed_codes: Vec<String>,
    /// Exchanges as they are on the wire; each becomes a test.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Differences between page and spec for which the page is wrong.
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// The HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Parameters go into the query.
    Get,
    /// Parameters go into a JSON body unless they say otherwise.
    Post,
}

/// A parameter of the request, or a field of an object that is sent.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "each is a mark of the page on its own")]
pub struct Parameter {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: TypeExpression,
    /// The page's word for the type, if the type does not determine it: `Long` for a `u32`.
    #[serde(default)]
    pub page_type: Option<String>,
    /// Its Rust name, if the one derived from the wire name is not suitable.
    #[serde(default, rename = "as")]
    pub rust: Option<String>,
    /// Whether a call must have it.
    #[serde(default)]
    pub required: bool,
    /// Whether a call must have it under a condition that `doc` describes.
    #[serde(default)]
    pub conditional: bool,
    /// Whether the value is secret, such as a storage's key: nothing shows it.
    #[serde(default)]
    pub secret: bool,
    /// Where it is sent. By default in the query of a `GET` and in the body of a `POST`.
    #[serde(default, rename = "in")]
    pub location: Option<ParameterLocation>,
    /// Writes a list as one text, with this separator between the items.
    #[serde(default)]
    pub join: Option<String>,
    /// The number that `N` begins with in a list written as `Name.N`: 0 unless given.
    #[serde(default)]
    pub first: Option<u32>,
    /// Bounds of a number.
    #[serde(default)]
    pub range: Option<Bounds>,
    /// Bounds of a text's length, or of each text of a list, in characters.
    #[serde(default)]
    pub length: Option<Bounds>,
    /// Bounds of a text's length, or of each text of a list, in bytes of UTF-8.
    #[serde(default)]
    pub bytes: Option<Bounds>,
    /// Bounds of the number of items of a list.
    #[serde(default)]
    pub items: Option<Bounds>,
    /// The characters a text may have: single ones and ranges with spaces between, as `a-z A-Z 0-9 @ . _ -`.
    #[serde(default)]
    pub characters: Option<String>,
    /// What the vendor does with a list's items that break `range`, `length` or `characters`.
    #[serde(default)]
    pub malformed: Option<Tolerance>,
    /// The value that the vendor uses if it is not set.
    #[serde(default)]
    pub default: Option<serde_json::Value>,
    /// A value for the documentation.
    #[serde(default)]
    pub example: Option<serde_json::Value>,
    /// A description in one sentence or several.
    pub doc: String,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// A field of an answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: TypeExpression,
    /// The page's word for the type, if the type does not determine it: `Long` for a `u32`.
    #[serde(default)]
    pub page_type: Option<String>,
    /// Its Rust name, if the one derived from the wire name is not suitable.
    #[serde(default, rename = "as")]
    pub rust: Option<String>,
    /// Whether it may be missing, null or, for a time, empty. Lists and mappings always may.
    #[serde(default)]
    pub optional: bool,
    /// Whether the vendor sends zero where there is no value: `0`, an empty text, or for a text time the first moment of
    /// the year 1. It is read as no value.
    #[serde(default)]
    pub zero_is_none: bool,
    /// The most items that the vendor answers in a list, as `..=100`. It is documented, and not checked.
    #[serde(default)]
    pub items: Option<Bounds>,
    /// A value for the documentation.
    #[serde(default)]
    pub example: Option<serde_json::Value>,
    /// A description in one sentence or several.
    pub doc: String,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// A type of objects, in answers (`fields`) or in requests (`parameters`).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// A description in one sentence.
    pub doc: String,
    /// The fields of an object that is answered, by their names on the wire.
    #[serde(default)]
    pub fields: IndexMap<String, Field>,
    /// The fields of an object that is sent, by their names on the wire.
    #[serde(default)]
    pub parameters: IndexMap<String, Parameter>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// An exchange as it is on the wire.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows, in a few words.
    pub name: String,
    /// The parameters by their names on the wire, with values as they would be in JSON.
    #[serde(default)]
    pub request: Option<serde_json::Map<String, serde_json::Value>>,
    /// The action's parameters as they are written into the query, in the order of `request`, without those of every call.
    #[serde(default)]
    pub query: Option<String>,
    /// The JSON body as it is sent.
    #[serde(default)]
    pub body: Option<serde_json::Value>,
    /// HTTP status of the answer, 200 unless given.
    #[serde(default)]
    pub status: Option<u16>,
    /// The whole answer. For a refusal it holds the code.
    #[serde(default)]
    pub response: Option<serde_json::Value>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// What an exception is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExceptionSource {
    /// A page.
    #[default]
    Page,
    /// A definition for programs.
    Definition,
}

/// A difference between page and spec where the page is known to be wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The name of the difference in the output of `cargo xtask drift`, such as `request.PageSize.items`.
    pub finding: String,
    /// What the page has there; absent if it has nothing. `drift` reports any other value.
    #[serde(default)]
    pub page: Option<String>,
    /// Whether it is about a page or a definition.
    #[serde(default)]
    pub of: ExceptionSource,
    /// Why the page is wrong, in one sentence.
    pub reason: String,
    /// The day it was found, as `2026-11-22`.
    pub since: String,
}
