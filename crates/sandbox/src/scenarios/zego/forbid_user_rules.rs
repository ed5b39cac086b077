//! `SetForbidUserRule`, `DelForbidUserRule` and `DescribeForbidUserRules`.

use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, object},
    world::{BanTarget, Privileges},
};
use rtc_catalog::model::Situation;
use serde_json::{Map, Value as Json, json};
use time::Duration;

/// The types of rules: their number, the parameters that they need, and how many may be in force.
const TYPES: [(i64, &[&str], usize); 4] =
    [(1, &["IP"], 100), (2, &["RoomId"], 200), (3, &["UserId"], 200), (4, &["RoomId", "UserId"], 200)];
/// The user in samples, who is in no room.
const STRANGER: &str = "stranger";
const ENTER: i64 = 1;
const PUBLISH: i64 = 2;

pub(crate) struct SetForbidUserRule;

impl Scenario for SetForbidUserRule {
    /// Sets a rule, or another end of the same rule. Users who are present stay until they are kicked out.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let (kind, target) = rule(call)?;
        let sent = call.arguments.sent("DisabledPrivilege[]").and_then(Json::as_array);
        let forbids = |number: i64| sent.is_some_and(|sent| sent.iter().any(|one| one.as_i64() == Some(number)));
        let until = call.now + Duration::seconds(call.number("EffectiveTime").unwrap_or(0));
        let mut world = call.world.write();
        let others =
            world.bans(call.caller, call.now).filter(|ban| type_of(&ban.target) == kind && ban.target != target);
        let most = TYPES.iter().find(|(number, _, _)| *number == kind).map_or(usize::MAX, |(_, _, most)| *most);
        if others.count() >= most {
            return Err(Rejection::new(Situation::LimitReached, format!("{most} rules of this type are in force")));
        }
        let privileges = Privileges { enter: forbids(ENTER), publish: forbids(PUBLISH) };
        world.ban(target, privileges, until, call.now);
        Ok(json!({ "ExpireTime": until.unix_timestamp() }))
    }

    fn sample(&self, Sample { call, .. }: &Sample<'_>) -> Map<String, Json> {
        object(json!({
            "RuleType": 4,
            "RoomId": call.room,
            "UserId": STRANGER,
            "DisabledPrivilege[]": [ENTER],
            "EffectiveTime": 60,
        }))
    }
}

pub(crate) struct DelForbidUserRule;

impl Scenario for DelForbidUserRule {
    /// Ends a rule. One that is not in force is refused if the vendor documents a code for that.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let (_, target) = rule(call)?;
        if !call.world.write().lift(&target, call.now) && call.documents(Situation::RuleNotFound) {
            return Err(Rejection::new(Situation::RuleNotFound, "no such rule is in force"));
        }
        Ok(json!({}))
    }

    /// Sets the rule first, so that it can be deleted.
    fn sample(&self, Sample { call, world, now, .. }: &Sample<'_>) -> Map<String, Json> {
        let (room, user) = (Some(call.room.clone()), Some(STRANGER.to_owned()));
        let target = BanTarget { app: call.app.clone(), room, user, ip: None };
        world.write().ban(target, Privileges { enter: true, publish: false }, *now + Duration::DAY, *now);
        object(json!({ "RuleType": 4, "RoomId": call.room, "UserId": STRANGER }))
    }
}

pub(crate) struct DescribeForbidUserRules;

impl Scenario for DescribeForbidUserRules {
    /// The rules of the type that are in force.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let kind = call.number("RuleType");
        let world = call.world.read();
        let rules = world.bans(call.caller, call.now);
        let rows: Vec<Json> = rules
            .filter(|ban| kind.is_none_or(|kind| type_of(&ban.target) == kind))
            .map(|ban| {
                let BanTarget { room, user, ip, .. } = &ban.target;
                let Privileges { enter, publish } = ban.privileges;
                let disabled = [(ENTER, enter), (PUBLISH, publish)].into_iter().filter(|(_, is)| *is);
                json!({
                    "RuleType": type_of(&ban.target),
                    "IP": ip.as_deref().unwrap_or_default(),
                    "RoomId": room.as_deref().unwrap_or_default(),
                    "UserId": user.as_deref().unwrap_or_default(),
                    "DisabledPrivilegeList": disabled.map(|(number, _)| number).collect::<Vec<_>>(),
                    "ExpireTime": ban.until.unix_timestamp(),
                })
            })
            .collect();
        Ok(json!({ "RuleList": rows }))
    }

    fn sample(&self, _: &Sample<'_>) -> Map<String, Json> {
        object(json!({ "RuleType": 4 }))
    }
}

/// The type of the rule and whom it concerns. The parameters that other types need are ignored.
fn rule(call: &CheckedCall<'_>) -> Result<(i64, BanTarget), Rejection> {
    let kind = call.number("RuleType").unwrap_or(0);
    let known = TYPES.iter().find(|(number, _, _)| *number == kind);
    let Some((_, needed, _)) = known else {
        return Err(Rejection::of(Situation::InvalidValue, "RuleType", "is not a type of rules"));
    };
    let part = |name: &str| needed.contains(&name).then(|| call.text(name).to_owned());
    if let Some(missing) = needed.iter().find(|name| call.text(name).is_empty()) {
        let why = format!("is missing; a rule of the type {kind} needs it");
        return Err(Rejection::of(Situation::MissingParameter, *missing, why));
    }
    let target = BanTarget { app: call.caller.to_owned(), room: part("RoomId"), user: part("UserId"), ip: part("IP") };
    Ok((kind, target))
}

fn type_of(target: &BanTarget) -> i64 {
    match (&target.ip, &target.room, &target.user) {
        (Some(_), ..) => 1,
        (None, Some(_), None) => 2,
        (None, None, _) => 3,
        (None, Some(_), Some(_)) => 4,
    }
}
