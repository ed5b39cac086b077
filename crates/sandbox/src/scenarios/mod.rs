//! Answers from the sandbox's world: one file per action or group of actions, listed in [`SCENARIOS`].
//!
//! An action without a scenario is answered from its spec alone, see [`from_spec`].

mod checked_call;
mod days;
mod from_spec;
mod page;
mod quality;
mod recording;
mod removal;
mod tencent;
mod volcengine;
mod zego;

pub(crate) use checked_call::CheckedCall;

use crate::{
    Vendor,
    rejection::Rejection,
    world::{CallSession, LiveWorld},
};
use rtc_catalog::model::Action;
use serde_json::{Map, Value as Json};
use time::OffsetDateTime;

/// How an action is answered from the world.
pub(crate) trait Scenario: Sync {
    /// The payload of the answer. A call that changes something changes the world.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection>;

    /// Parameters of a call whose answer contains something of the world.
    fn sample(&self, sample: &Sample<'_>) -> Map<String, Json>;

    /// Whether a call of the world can be shown by [`sample`](Self::sample).
    fn suits(&self, _: &Action, _: &CallSession) -> bool {
        true
    }
}

/// What a sample is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample<'s> {
    pub(crate) action: &'s Action,
    pub(crate) world: &'s LiveWorld,
    /// The call to show.
    pub(crate) call: &'s CallSession,
    pub(crate) now: OffsetDateTime,
}

impl Sample<'_> {
    /// A user who is in the call's room now, else one who was.
    fn someone(&self) -> String {
        let world = self.world.read();
        let online = world.online(&self.call.app, &self.call.room, self.now);
        let present = online.first().map(|(participant, _)| participant.user.clone());
        present.or_else(|| self.call.users.first().cloned()).unwrap_or_default()
    }
}

/// The actions that are answered from the world. One that the specs do not have is never called.
const SCENARIOS: &[(Vendor, &str, &dyn Scenario)] = &[
    (Vendor::Volcengine, "BanRoomUser", &volcengine::BanRoomUser),
    (Vendor::Volcengine, "GetRecordTask", &volcengine::GetRecordTask),
    (Vendor::Volcengine, "GetRoomOnlineUsers", &volcengine::GetRoomOnlineUsers),
    (Vendor::Volcengine, "LimitTokenPrivilege", &volcengine::LimitTokenPrivilege),
    (Vendor::Volcengine, "ListCallDetail", &volcengine::ListCallDetail),
    (Vendor::Volcengine, "ListRoomInfo", &volcengine::ListRoomInfo),
    (Vendor::Volcengine, "ListUsages", &volcengine::ListUsages),
    (Vendor::Volcengine, "ListUserInfo", &volcengine::ListUserInfo),
    (Vendor::Volcengine, "StartRecord", &volcengine::StartRecord),
    (Vendor::Volcengine, "StopRecord", &volcengine::StopRecord),
    (Vendor::Volcengine, "UpdateBanRoomUserRule", &volcengine::UpdateBanRoomUserRule),
    (Vendor::Tencent, "CreateCloudRecording", &tencent::CreateCloudRecording),
    (Vendor::Tencent, "DeleteCloudRecording", &tencent::DeleteCloudRecording),
    (Vendor::Tencent, "DescribeCallDetailInfo", &tencent::DescribeCallDetailInfo),
    (Vendor::Tencent, "DescribeCloudRecording", &tencent::DescribeCloudRecording),
    (Vendor::Tencent, "DescribeRoomInfo", &tencent::DescribeRoomInfo),
    (Vendor::Tencent, "DescribeScaleInfo", &tencent::DescribeScaleInfo),
    (Vendor::Tencent, "DescribeTrtcRoomUsage", &tencent::DescribeTrtcRoomUsage),
    (Vendor::Tencent, "DescribeTrtcUsage", &tencent::DescribeTrtcUsage),
    (Vendor::Tencent, "DescribeUnusualEvent", &tencent::DescribeUnusualEvent),
    (Vendor::Tencent, "DescribeUserEvent", &tencent::DescribeUserEvent),
    (Vendor::Tencent, "DescribeUserInfo", &tencent::DescribeUserInfo),
    (Vendor::Tencent, "DismissRoom", &tencent::DismissRoom),
    (Vendor::Tencent, "DismissRoomByStrRoomId", &tencent::DismissRoom),
    (Vendor::Tencent, "RemoveUser", &tencent::RemoveUser),
    (Vendor::Tencent, "RemoveUserByStrRoomId", &tencent::RemoveUser),
    (Vendor::Zego, "CloseRoom", &zego::CloseRoom),
    (Vendor::Zego, "DelForbidUserRule", &zego::DelForbidUserRule),
    (Vendor::Zego, "DescribeForbidUserRules", &zego::DescribeForbidUserRules),
    (Vendor::Zego, "DescribeRecordStatus", &zego::DescribeRecordStatus),
    (Vendor::Zego, "DescribeSimpleStreamList", &zego::DescribeSimpleStreamList),
    (Vendor::Zego, "DescribeUserList", &zego::DescribeUserList),
    (Vendor::Zego, "DescribeUserNum", &zego::DescribeUserNum),
    (Vendor::Zego, "DescribeUsers", &zego::DescribeUsers),
    (Vendor::Zego, "GetBizUsage", &zego::GetBizUsage),
    (Vendor::Zego, "GetPlayQualityDetail", &zego::GetPlayQualityDetail),
    (Vendor::Zego, "GetPublishQualityDetail", &zego::GetPublishQualityDetail),
    (Vendor::Zego, "GetStreamBaseInfo", &zego::GetStreamBaseInfo),
    (Vendor::Zego, "KickoutUser", &zego::KickoutUser),
    (Vendor::Zego, "SetForbidUserRule", &zego::SetForbidUserRule),
    (Vendor::Zego, "StartRecord", &zego::StartRecord),
    (Vendor::Zego, "StopRecord", &zego::StopRecord),
];

/// The payload; `None` if the spec documents none, or its own example has none.
pub(crate) fn answer(vendor: Vendor, call: &CheckedCall<'_>) -> Result<Option<Json>, Rejection> {
    let Some(scenario) = scenario(vendor, call.action) else { return Ok(from_spec::payload(call.action)) };
    let payload = scenario.answer(call)?;
    // An answer without fields is what the example has, which may be no payload at all.
    let is_empty = payload.as_object().is_some_and(Map::is_empty);
    Ok(if call.action.output.is_empty() && is_empty { from_spec::payload(call.action) } else { Some(payload) })
}

/// Parameters of a call whose answer contains something of the world, else those of the spec's example. A call that
/// changes something has a room of its own where possible, so that the samples of other actions stay true.
pub(crate) fn sample(vendor: Vendor, action: &Action, world: &LiveWorld, now: OffsetDateTime) -> Map<String, Json> {
    let Some(scenario) = scenario(vendor, action) else { return from_spec::parameters(action, now) };
    let state = world.read();
    let shown = state.call_to_show(now, |call| scenario.suits(action, call));
    let other = || {
        let is_other = |call: &CallSession| shown.as_ref().is_none_or(|shown| shown.room != call.room);
        state.call_to_show(now, |call| scenario.suits(action, call) && is_other(call) && call.over(now).is_none())
    };
    let call = if action.safe { None } else { other() }.or_else(|| shown.clone());
    drop(state);
    match call {
        Some(call) => scenario.sample(&Sample { action, world, call: &call, now }),
        None => from_spec::parameters(action, now),
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
