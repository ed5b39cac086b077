//! The vendor's own words: how its pages are recognised and what they mean.

use schemars::JsonSchema;
use serde::Deserialize;

/// The vendor's own words: how its pages are recognised and what they mean.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Domains of the vendor's hosts, as `tencentcloudapi.com`. A page that names such a host is the vendor's.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Domains of websites that never answer calls. A page that names such a host is the vendor's too.
    #[serde(default)]
    pub sites: Vec<String>,
    /// Names of the vendor in its pages, in any case. They count where a page names no host.
    #[serde(default)]
    pub brands: Vec<String>,
    /// Sentences that only this vendor's pages begin with. They count as brands do.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// The type that the pages mean by an integer without a size.
    #[serde(default)]
    pub integer: Option<IntegerType>,
    /// Error codes of one word that pages list without a detail, besides those under `codes`.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Names on the wire of the parameter that names an app.
    #[serde(default)]
    pub app: Vec<String>,
    /// Names on the wire of the parameter that names a room.
    #[serde(default)]
    pub room: Vec<String>,
}

/// A whole number of a fixed size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IntegerType {
    /// 32 bits.
    I32,
    /// 64 bits.
    I64,
    /// 32 bits, not negative.
    U32,
    /// 64 bits, not negative.
    U64,
}
