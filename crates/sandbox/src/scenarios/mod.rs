//! Answers from the sandbox's world: one file per action, listed in [`SCENARIOS`].
//!
//! An action without a scenario is answered from its spec alone, see [`from_spec`].

mod checked_call;
mod from_spec;
mod page;
mod tencent;
mod volcengine;
mod zego;

pub(crate) use checked_call::CheckedCall;

use crate::{
    Vendor,
    rejection::Rejection,
    world::{CallSession, Index},
};
use rtc_catalog::model::Action;
use serde_json::{Map, Value as Json};
use time::OffsetDateTime;

/// How an action is answered from the world.
pub(crate) trait Scenario: Sync {
    /// The payload of the answer.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection>;

    /// Parameters of a call whose answer contains this session.
    fn sample(&self, session: &CallSession, now: OffsetDateTime) -> Map<String, Json>;
}

/// The actions that are answered from the world.
const SCENARIOS: [(Vendor, &str, &dyn Scenario); 4] = [
    (Vendor::Volcengine, "GetRoomOnlineUsers", &volcengine::GetRoomOnlineUsers),
    (Vendor::Volcengine, "ListUserInfo", &volcengine::ListUserInfo),
    (Vendor::Tencent, "DescribeUserInfo", &tencent::DescribeUserInfo),
    (Vendor::Zego, "DescribeUsers", &zego::DescribeUsers),
];

/// The payload; `None` if the spec's own example has none.
pub(crate) fn answer(vendor: Vendor, call: &CheckedCall<'_>) -> Result<Option<Json>, Rejection> {
    match scenario(vendor, call.action) {
        Some(scenario) => scenario.answer(call).map(Some),
        None => Ok(from_spec::payload(call.action)),
    }
}

/// Parameters of a call whose answer contains something of the world, else those of the spec's example.
pub(crate) fn sample(vendor: Vendor, action: &Action, world: &Index, now: OffsetDateTime) -> Map<String, Json> {
    match (scenario(vendor, action), world.call_to_show(now)) {
        (Some(scenario), Some(session)) => scenario.sample(session, now),
        _ => from_spec::parameters(action, now),
    }
}

fn scenario(vendor: Vendor, action: &Action) -> Option<&'static dyn Scenario> {
    let known = SCENARIOS.iter().find(|(of, name, _)| *of == vendor && *name == action.name);
    known.map(|(_, _, scenario)| *scenario)
}

/// The fields of a JSON object.
fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(object) => object,
        _ => Map::new(),
    }
}
