//! What of a crate a change is about.

use std::fmt;

/// What of a crate a change is about. Names of parameters, fields, values and codes are those on the wire, names of types
/// are those in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// The crate's name.
    Package,
    /// The vendor whose protocol is spoken.
    Vendor,
    /// The request's type, after which others are named.
    Action,
    /// The version on the wire.
    Version,
    /// The HTTP method.
    Method,
    /// The host that is called by default.
    Host,
    /// The region that is named by default.
    Region,
    /// What is signed as the service.
    Service,
    /// Whether asking twice changes nothing.
    Safe,
    /// The rate limit of an action.
    Quota,
    /// That a span of time is asked about, and by which parameters.
    Window,
    /// Whether the quota is counted by parameters, which the request then tells.
    QuotaKey,
    /// How long the span may be, how far back, how late, and what happens to a longer one.
    WindowLimits,
    /// That the answer comes in pages, and by which parameters and fields.
    Pages,
    /// Where pages begin to count, and the most rows of one.
    PageLimits,
    /// That more ids than one call takes can be asked about, and by which parameter and field.
    Batch,
    /// Limits that are narrower if a parameter is set.
    NarrowerLimits,
    /// Which parameters are set together.
    Together,
    /// The address and the days of the vendor's page.
    Page,
    /// What is said of the action as a whole.
    Description,
    /// The setter `region`.
    RegionSetter,
    /// The regions that answer the action.
    Regions,
    /// One of the vendor's types that the action uses, and its crate re-exports.
    SharedType(String),
    /// The crate with what the vendor's actions share, which every action's crate re-exports.
    CommonCrate,
    /// The module of an umbrella crate with an action, which a feature enables.
    Module(String),
    /// A parameter of the request, or of a type that is sent.
    Parameter {
        /// The type, if not the request.
        of: Option<String>,
        /// Name on the wire.
        name: String,
    },
    /// The parameters in their order.
    Parameters {
        /// The type, if not the request.
        of: Option<String>,
    },
    /// A field of the answer, or of a type that is answered.
    Field {
        /// The type, if not the answer.
        of: Option<String>,
        /// Name on the wire.
        name: String,
    },
    /// The fields in their order.
    Fields {
        /// The type, if not the answer.
        of: Option<String>,
    },
    /// A type of objects.
    Type(String),
    /// The types in their order.
    Types,
    /// An enumeration.
    Enum(String),
    /// The enumerations in their order.
    Enums,
    /// A documented value.
    Value {
        /// The enumeration.
        of: String,
        /// The value on the wire.
        name: String,
    },
    /// An enumeration's values in their order.
    Values {
        /// The enumeration.
        of: String,
    },
    /// An error code.
    Code(String),
    /// The error codes in their order.
    Codes,
    /// A method that tells what codes have in common, as `room_not_found`.
    Predicate(String),
    /// A constant in `endpoints`.
    Endpoint(String),
    /// The constants in their order.
    Endpoints,
}

impl fmt::Display for Item {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = |of: &Option<String>, name: &str| of.as_ref().map_or(name.to_owned(), |of| format!("{of}.{name}"));
        let owned = |of: &Option<String>| of.as_ref().map(|of| format!(" of `{of}`")).unwrap_or_default();
        match self {
            Self::Package => to.write_str("name of the crate"),
            Self::Vendor => to.write_str("vendor"),
            Self::Action => to.write_str("name of the action"),
            Self::Version => to.write_str("version on the wire"),
            Self::Method => to.write_str("method"),
            Self::Host => to.write_str("host"),
            Self::Region => to.write_str("default region"),
            Self::Service => to.write_str("service"),
            Self::Safe => to.write_str("safe to repeat"),
            Self::Quota => to.write_str("quota"),
            Self::Window => to.write_str("time window"),
            Self::QuotaKey => to.write_str("quota key"),
            Self::WindowLimits => to.write_str("limits of the time window"),
            Self::Pages => to.write_str("pagination"),
            Self::PageLimits => to.write_str("limits of pagination"),
            Self::Batch => to.write_str("batches of ids"),
            Self::NarrowerLimits => to.write_str("narrower limits"),
            Self::Together => to.write_str("parameters set together"),
            Self::Page => to.write_str("the vendor's page"),
            Self::Description => to.write_str("description"),
            Self::RegionSetter => to.write_str("setter `region`"),
            Self::Regions => to.write_str("regions"),
            Self::SharedType(name) => write!(to, "the vendor's type `{name}`"),
            Self::CommonCrate => to.write_str("the crate that the vendor's actions share"),
            Self::Module(name) => write!(to, "action `{name}`"),
            Self::Parameter { of, name } => write!(to, "parameter `{}`", within(of, name)),
            Self::Parameters { of } => write!(to, "parameters{}", owned(of)),
            Self::Field { of, name } => write!(to, "field `{}`", within(of, name)),
            Self::Fields { of } => write!(to, "fields{}", owned(of)),
            Self::Type(name) => write!(to, "type `{name}`"),
            Self::Types => to.write_str("types"),
            Self::Enum(name) => write!(to, "enumeration `{name}`"),
            Self::Enums => to.write_str("enumerations"),
            Self::Value { of, name } => write!(to, "value `{name}` of `{of}`"),
            Self::Values { of } => write!(to, "values of `{of}`"),
            Self::Code(name) => write!(to, "code `{name}`"),
            Self::Codes => to.write_str("codes"),
            Self::Predicate(name) => write!(to, "method `is_{name}`"),
            Self::Endpoint(name) => write!(to, "constant `endpoints::{name}`"),
            Self::Endpoints => to.write_str("endpoints"),
        }
    }
}
