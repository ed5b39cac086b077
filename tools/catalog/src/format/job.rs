//! What an app needs an action for.

use schemars::JsonSchema;
use serde::Deserialize;

/// What an app needs an action for. Lists of actions are grouped by it, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Who was or is in a call.
    Rooms,
    /// A complaint about quality.
    Quality,
    /// The bill.
    Usage,
    /// Remove, ban, dismiss.
    Moderation,
    /// Record.
    Recording,
}
