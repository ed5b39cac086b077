//! How often an action may be called.

use super::{Notes, Span};
use schemars::JsonSchema;
use serde::Deserialize;

/// The quota: how often the vendor allows calls.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// How many calls.
    pub calls: u32,
    /// In which time.
    pub per: Span,
    /// Which calls are counted together.
    pub scope: Scope,
    /// The parameters that tell one app or room from another. A room's quota needs them; an app's does where the
    /// credentials are not the app's own.
    #[serde(default)]
    pub by: Vec<String>,
    /// Reports for maintainers of the spec.
    #[serde(default)]
    pub note: Notes,
}

/// Which calls a quota counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All calls of this action by one account.
    Account,
    /// All calls of this action for one app.
    App,
    /// All calls of this action for one room.
    Room,
}
