//! What all actions of a vendor share.

use super::{Code, Envelope, Origin, Place, Span, Type, Words};

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
    /// How far the time of signing may be from the vendor's clock, in both directions.
    pub signature_valid: Option<Span>,
    /// Parameters of every request.
    pub common_request: Vec<CommonParameter>,
    /// Fields of every answer.
    pub common_response: Vec<CommonField>,
    /// Where the parts of an answer stand.
    pub envelope: Envelope,
    /// How the vendor's pages are recognised and what their words mean.
    pub words: Words,
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
