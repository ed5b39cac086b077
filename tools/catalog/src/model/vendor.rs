//! What all actions of a vendor share.

use super::{Code, Definitions, Enum, Envelope, Origin, ParameterLocation, Record, Span, Type, Words};

/// What all actions of a vendor share.
#[derive(Clone, Debug)]
pub struct Vendor {
    /// Short name, as `volcengine`: the folder's, and behind `rtc-` the protocol crate's.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// What names of generated crates begin with, and the name of the one that re-exports the others.
    pub package: String,
    /// The version of the generated crate with what its actions share.
    pub release: String,
    /// What changed in that crate from version to version, as for an [action](super::Action::changes).
    pub changes: String,
    /// The version of the generated crate that re-exports those of all actions, if the vendor has one.
    pub umbrella: Option<String>,
    /// What changed in that crate from version to version.
    pub umbrella_changes: String,
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
    /// The regions that a call can name, where that is a parameter of actions: the enumeration `Region`.
    pub regions: Option<Enum>,
    /// The offset of times without one, in seconds east of UTC, where the vendor documents it.
    pub time_zone: Option<i32>,
    /// Types of objects that several actions share.
    pub records: Vec<Record>,
    /// Enumerations that several actions share, without the regions.
    pub enums: Vec<Enum>,
    /// How far the time of signing may be from the vendor's clock, in both directions.
    pub signature_valid: Option<Span>,
    /// Parameters of every request.
    pub common_request: Vec<CommonParameter>,
    /// Fields of every answer.
    pub common_response: Vec<CommonField>,
    /// The paths of the parts of an answer.
    pub envelope: Envelope,
    /// How the vendor's pages are recognised and what their words mean.
    pub words: Words,
    /// Error codes by group, the group `every` first.
    pub groups: Vec<(String, Vec<Code>)>,
    /// Notes.
    pub notes: Vec<String>,
}

impl Vendor {
    /// The name of the generated crate with what the vendor's actions share.
    #[must_use]
    pub fn common_package(&self) -> String {
        format!("{}-common", self.package)
    }

    /// The spec's path below the folder of specs, with `/` between the parts.
    #[must_use]
    pub fn spec(&self) -> String {
        format!("{}/vendor.yaml", self.id)
    }

    /// The shared type of that Rust name.
    #[must_use]
    pub fn record(&self, name: &str) -> Option<&Record> {
        self.records.iter().find(|item| item.name == name)
    }

    /// The shared enumeration of that Rust name, the regions among them.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&Enum> {
        self.enums.iter().chain(&self.regions).find(|item| item.name == name)
    }

    /// All codes of all groups.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.groups.iter().flat_map(|(_, codes)| codes)
    }
}

impl Definitions for Vendor {
    fn record(&self, name: &str) -> Option<&Record> {
        self.record(name)
    }

    fn enumeration(&self, name: &str) -> Option<&Enum> {
        self.enumeration(name)
    }
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
    /// The product whose actions it answers; `None` if it answers all.
    pub product: Option<String>,
}

/// A parameter that the client writes into every request.
#[derive(Clone, Debug)]
pub struct CommonParameter {
    /// Name on the wire.
    pub wire: String,
    /// Type.
    pub kind: Type,
    /// Where it is written.
    pub location: ParameterLocation,
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
