//! `specs/<vendor>/vendor.yaml`: what all actions of a vendor share.

use super::{Code, Enumeration, EnumerationValue, Notes, Origin, Record, Span, TimeZone, TypeExpression, Words};
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
    /// The version of the crate with what its actions share, `0.1.0` unless given.
    #[serde(default)]
    pub release: Option<String>,
    /// The version of the umbrella crate, which is named like `package` and re-exports the crates of all actions. Without it,
    /// the vendor has no such crate.
    #[serde(default)]
    pub umbrella: Option<String>,
    /// What is signed as the service, where the protocol signs one.
    #[serde(default)]
    pub service: String,
    /// The source of the facts.
    pub source: Vec<Origin>,
    /// The hosts that answer. The first one is called unless an action or the client names another.
    pub hosts: IndexMap<String, Host>,
    /// Whether a `POST` may have parameters in its query; it may unless this is `false`.
    #[serde(default = "yes")]
    pub query_in_post: bool,
    /// Regions, where calls or signatures name one.
    #[serde(default)]
    pub regions: Option<Regions>,
    /// The time zone of days and times without an offset: `local_time`, `local_minutes`, and windows of days.
    #[serde(default)]
    pub time_zone: Option<TimeZone>,
    /// What the vendor documents of its signatures.
    #[serde(default)]
    pub signature: Option<SignatureRules>,
    /// Parameters and fields of every call, which the client writes and reads by itself.
    #[serde(default)]
    pub common: Common,
    /// The paths of the parts of an answer.
    pub envelope: Envelope,
    /// Types of objects that several actions share, in the grammar of an action's `types`.
    #[serde(default)]
    pub types: IndexMap<String, Record>,
    /// Enumerations that several actions share, in the grammar of an action's `enums`.
    #[serde(default)]
    pub enums: IndexMap<String, Enumeration>,
    /// How the vendor's pages are recognised and what their words mean.
    #[serde(default)]
    pub words: Words,
    /// Groups of error codes. The group `every` belongs to every action, the others to the actions that name them.
    #[serde(default)]
    pub codes: IndexMap<String, IndexMap<String, Code>>,
    /// Reports for maintainers of the spec.
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
    /// The product whose actions it answers, where a host answers those of one product only, as `analytics`.
    #[serde(default)]
    pub product: Option<String>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// The vendor's regions.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// The region that is used if neither call nor client sets one.
    pub default: String,
    /// The regions that an action can name, where that is a parameter: region on the wire to Rust name, as
    /// `ap-singapore: Singapore`.
    #[serde(default)]
    pub names: IndexMap<String, EnumerationValue>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// What the vendor documents of its signatures.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureRules {
    /// How far the time of signing may be from the vendor's clock, in both directions.
    pub valid: Span,
    /// Reports for maintainers of the spec.
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
    pub location: ParameterLocation,
    /// Whether every call must have it.
    #[serde(default)]
    pub required: bool,
    /// A description in one sentence.
    pub doc: String,
    /// Reports for maintainers of the spec.
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
    /// A description in one sentence.
    pub doc: String,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// Where a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParameterLocation {
    /// In the query of the URL.
    Query,
    /// In the JSON body.
    Body,
    /// In a header of its name.
    Header,
}

/// The paths of the parts of an answer: keys joined by dots.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The payload of the action.
    pub payload: String,
    /// The request's id.
    pub request_id: String,
    /// The error code.
    pub code: String,
    /// The code of a success; absent if a success has no code.
    #[serde(default)]
    pub success: Option<i64>,
    /// The error's message.
    pub message: String,
}
