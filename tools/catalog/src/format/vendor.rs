//! `specs/<vendor>/vendor.yaml`: what all actions of a vendor share.

use super::{Code, Notes, Origin, Span, TypeExpression, Words};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// A vendor: what all its actions share.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VendorFile {
    /// The vendor's short name: its folder's name, and behind `rtc-` the name of the crate with its protocol.
    pub vendor: String,
    /// The vendor's name for people.
    pub title: String,
    /// What the names of its generated crates begin with, as `volcengine-rtc`.
    pub package: String,
    /// What is signed as the service, where the protocol signs one.
    #[serde(default)]
    pub service: String,
    /// Where the facts stand.
    pub source: Vec<Origin>,
    /// The hosts that answer. The first one is called unless an action or the client names another.
    pub hosts: IndexMap<String, Host>,
    /// Whether a `POST` may have parameters in its query; it may unless this is `false`.
    #[serde(default = "yes")]
    pub query_in_post: bool,
    /// Regions, where calls or signatures name one.
    #[serde(default)]
    pub regions: Option<Regions>,
    /// What the vendor documents of its signatures.
    #[serde(default)]
    pub signature: Option<SignatureRules>,
    /// Parameters and fields of every call, which the client writes and reads by itself.
    #[serde(default)]
    pub common: Common,
    /// Where the parts of an answer stand.
    pub envelope: Envelope,
    /// How the vendor's pages are recognised and what their words mean.
    #[serde(default)]
    pub words: Words,
    /// Groups of error codes. The group `every` belongs to every action, the others to the actions that name them.
    #[serde(default)]
    pub codes: IndexMap<String, IndexMap<String, Code>>,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

const fn yes() -> bool {
    true
}

/// A host that answers calls.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Rust name of its constant, as `SHANGHAI`.
    pub name: String,
    /// Where it is, or whom it serves.
    pub doc: String,
    /// The region to sign with or to name when this host is called.
    #[serde(default)]
    pub region: Option<String>,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// How regions come into a call.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// The region that is used when neither the call nor the client names one.
    pub default: String,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// What the vendor documents of its signatures.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureRules {
    /// How far the time of signing may be from the vendor's clock, in both directions.
    pub valid: Span,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// What the client writes into every request and reads from every answer.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// Parameters of every request.
    #[serde(default)]
    pub request: IndexMap<String, CommonParameter>,
    /// Fields of every answer.
    #[serde(default)]
    pub response: IndexMap<String, CommonField>,
}

/// A parameter of every request.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommonParameter {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: TypeExpression,
    /// Where it is written.
    #[serde(rename = "in")]
    pub place: Place,
    /// Whether every call must have it.
    #[serde(default)]
    pub required: bool,
    /// What it is, as a sentence.
    pub doc: String,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// A field of every answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommonField {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: TypeExpression,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
    /// What it is, as a sentence.
    pub doc: String,
    /// Remarks for whoever keeps the spec.
    #[serde(default)]
    pub note: Notes,
}

/// Where a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the query of the URL.
    Query,
    /// In the JSON body.
    Body,
    /// In a header of its name.
    Header,
}

/// Where the parts of an answer stand: paths of keys, joined by dots.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// What the action answers.
    pub payload: String,
    /// The request's id.
    pub request_id: String,
    /// The error code.
    pub code: String,
    /// What the error code's place holds in a success; where absent, a success has no such place.
    #[serde(default)]
    pub success: Option<i64>,
    /// The error's message.
    pub message: String,
}
