//! What a call is answered: from the world where the action's meaning is known here, else from its spec alone.

mod from_spec;
mod pages;
mod tencent;
mod volcengine;
mod zego;

use crate::{Vendor, arguments::Arguments, invalid::Invalid, refusal::Refusal, world::Index};
use rtc_catalog::model::{Action, Span, Type};
use serde_json::{Map, Value as Json};
use std::ops::Range;
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// A call that has passed every check.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CheckedCall<'q> {
    pub(crate) vendor: Vendor,
    pub(crate) action: &'q Action,
    pub(crate) arguments: &'q Arguments,
    pub(crate) world: &'q Index,
    /// The id of the credentials, which is the app's for ZEGO.
    pub(crate) caller: &'q str,
    pub(crate) now: OffsetDateTime,
}

/// Why there is no answer: a parameter that the world shows to be wrong, or a code of the action's own.
#[derive(Clone, Debug)]
pub(crate) enum Rejection {
    Invalid(Invalid),
    Refusal(Refusal),
}

/// The payload; none where the spec's own example has none.
pub(crate) fn answer(checked: &CheckedCall<'_>) -> Result<Option<Json>, Rejection> {
    let payload = match (checked.vendor, checked.action.name.as_str()) {
        (Vendor::Volcengine, "ListUserInfo") => volcengine::list_user_info(checked)?,
        (Vendor::Volcengine, "GetRoomOnlineUsers") => volcengine::get_room_online_users(checked)?,
        (Vendor::Tencent, "DescribeUserInfo") => tencent::describe_user_info(checked)?,
        (Vendor::Zego, "DescribeUsers") => zego::describe_users(checked)?,
        _ => return Ok(from_spec::payload(checked.action)),
    };
    Ok(Some(payload))
}

/// Parameters of a call that shows something.
pub(crate) fn sample(vendor: Vendor, action: &Action, world: &Index, now: OffsetDateTime) -> Map<String, Json> {
    let call = world.call_to_show(now);
    let known = match (vendor, action.name.as_str(), call) {
        (Vendor::Volcengine, "ListUserInfo", Some(call)) => volcengine::list_user_info_sample(call, now),
        (Vendor::Volcengine, "GetRoomOnlineUsers", Some(call)) => volcengine::get_room_online_users_sample(call),
        (Vendor::Tencent, "DescribeUserInfo", Some(call)) => tencent::describe_user_info_sample(call, now),
        (Vendor::Zego, "DescribeUsers", Some(call)) => zego::describe_users_sample(call),
        _ => from_spec::parameters(action, now),
    };
    match known {
        Json::Object(parameters) => parameters,
        _ => Map::new(),
    }
}

impl CheckedCall<'_> {
    /// The moment up to which the answer knows anything: an action with a lag is that far behind.
    fn known_until(&self) -> OffsetDateTime {
        let lag = self.action.window.as_ref().and_then(|window| window.lag);
        lag.map_or(self.now, |Span(lag)| self.now - lag)
    }

    /// The span that is asked about.
    fn span(&self) -> Range<OffsetDateTime> {
        let time = |at: usize| self.arguments.time(&self.action.parameters[at]);
        let window = self.action.window.as_ref();
        let start = window.and_then(|window| time(window.start)).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        start..window.and_then(|window| time(window.end)).unwrap_or(self.now)
    }
}

/// A time as a value of that type.
pub(crate) fn time(kind: &Type, at: OffsetDateTime) -> Json {
    match kind {
        Type::UnixSeconds => at.unix_timestamp().into(),
        Type::UnixMillis => millis(at).into(),
        _ => china(at).into(),
    }
}

fn millis(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// RFC 3339 in whole seconds and the offset of China, as Volcengine writes it.
fn china(at: OffsetDateTime) -> String {
    let offset = UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC);
    // The last hours of the year 9999 have no time of day there.
    let there = at.checked_to_offset(offset).unwrap_or(at);
    there.replace_nanosecond(0).unwrap_or(there).format(&Rfc3339).unwrap_or_default()
}
