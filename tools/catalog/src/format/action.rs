//! `specs/<vendor>/<action>.yaml`: one action.

use super::{
    Batch, Bounds, Code, Enumeration, EnumerationValue, Notes, Origin, Pages, Place, Quota, Tolerance, TypeExpression,
    Window,
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
    /// What one gets from it, in one sentence.
    pub summary: String,
    /// More about it, in paragraphs of Markdown.
    #[serde(default)]
    pub doc: Option<String>,
    /// Where the facts stand.
    pub source: Origin,
    /// The HTTP method.
    pub method: Method,
    /// Whether asking twice changes nothing, so that a call that failed may be repeated.
    pub safe: bool,
    /// The host to call, if not the vendor's first one.
    #[serde(default)]
    pub host: Option<String>,
    /// How often the vendor lets one ask.
    #[serde(default)]
    pub quota: Option<Quota>,
    /// The span of time that is asked about.
    #[serde(default)]
    pub window: Option<Window>,
    /// How the answer comes in pages.
    #[serde(default)]
    pub pages: Option<Pages>,
    /// How more ids than one call takes are asked about.
    #[serde(default)]
    pub batch: Option<Batch>,
    /// Parameters of which all are set, or none.
    #[serde(default)]
    pub together: Vec<Vec<String>>,
    /// The regions that answer this action: region on the wire to Rust name, as `ap-singapore: Singapore`.
    #[serde(default)]
    pub regions: IndexMap<String, EnumerationValue>,
    /// The vendor's groups of error codes that belong to this action, beside the group `every`.
    #[serde(default)]
    pub codes: Vec<String>,
    /// What is asked: the parameters by their names on the wire. `Name[]` and `Name.N` say how a list is written.
    #[serde(default)]
    pub request: IndexMap<String, Parameter>,
    /// What is answered: the fields of the payload by their names on the wire.
    #[serde(default)]
    pub response: IndexMap<String, Field>,
    /// Types of objects.
    #[serde(default)]
    pub types: IndexMap<String, Record>,
    /// Types with a few documented values.
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
    /// Where the page is known to be wrong: differences between page and spec that are none of the spec's.
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// Remarks for whoever keeps the spec.
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
pub struct Parameter {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: TypeExpression,
    /// The page's word for the type, where another one would have done for this type too: `Long` for an `u32`.
    #[serde(default)]
    pub page_type: Option<String>,
    /// Its Rust name, where the one made from the wire name will not do.
    #[serde(default, rename = "as")]
    pub rust: Option<String>,
    /// Whether a call must have it.
    #[serde(default)]
    pub required: bool,
    /// Whether a call must have it under a condition, which `doc` names.
    #[serde(default)]
    pub conditional: bool,
    /// Where it is written: in the query of a `GET`, in the body of a `POST`, unless given.
    #[serde(default, rename = "in")]
    pub place: Option<Place>,
    /// Writes a list as one text with this between the items.
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
    /// Bounds of the number of items of a list.
    #[serde(default)]
    pub items: Option<Bounds>,
    /// The characters a text may have: single ones and ranges with spaces between, as `a-z A-Z 0-9 @ . _ -`.
    #[serde(default)]
    pub characters: Option<String>,
    /// What the vendor does with a list's items that break `range`, `length` or `characters`.
    #[serde(default)]
    pub malformed: Option<Tolerance>,
    /// What the vendor takes if it is left out.
    #[serde(default)]
    pub default: Option<serde_json::Value>,
    /// A value to show.
    #[serde(default)]
    pub example: Option<serde_json::Value>,
    /// What it is, as one sentence or several.
    pub doc: String,
    /// Remarks for whoever keeps the spec.
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
    /// The page's word for the type, where another one would have done for this type too: `Long` for an `u32`.
    #[serde(default)]
    pub page_type: Option<String>,
    /// Its Rust name, where the one made from the wire name will not do.
    #[serde(default, rename = "as")]
    pub rust: Option<String>,
    /// Whether it may be missing, null or, for a time, empty. Lists and mappings always may.
    #[serde(default)]
    pub optional: bool,
    /// The most items that the vendor answers in a list, as `..=100`. It is documented, and not checked.
    #[serde(default)]
    pub items: Option<Bounds>,
    /// A value to show.
    #[serde(default)]
    pub example: Option<serde_json::Value>,
    /// What it is, as one sentence or several.
    pub doc: String,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// A type of objects. One that is sent says more of its fields than one that is only answered.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// What it is, as a sentence.
    pub doc: String,
    /// The fields of an object that is answered, by their names on the wire.
    #[serde(default)]
    pub fields: IndexMap<String, Field>,
    /// The fields of an object that is sent, by their names on the wire.
    #[serde(default)]
    pub parameters: IndexMap<String, Parameter>,
    /// Remarks for whoever keeps the spec.
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
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// A difference between page and spec where the page is known to be wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The difference, as `cargo xtask drift` names it: `request.PageSize.items`.
    pub finding: String,
    /// What the page says there. Left out where it says nothing. Should it ever say something else, that is reported.
    #[serde(default)]
    pub page: Option<String>,
    /// How one knows that the page is wrong, as a sentence.
    pub reason: String,
    /// The day it was found, as `2026-11-22`.
    pub since: String,
}
