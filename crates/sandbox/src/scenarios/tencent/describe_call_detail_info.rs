//! `DescribeCallDetailInfo`: the users of a call, and the quality of what they sent.

use super::describe_user_info::{sample, sessions};
use crate::{
    rejection::Rejection,
    scenarios::{CheckedCall, Sample, Scenario, quality::times},
};
use rtc_catalog::model::Type;
use serde_json::{Map, Value as Json, json};

/// The metric that stands for all of them in a request.
const ALL: &str = "all";
/// The largest number of users of a page with metrics.
const MOST_USERS: usize = 6;

pub(crate) struct DescribeCallDetailInfo;

impl Scenario for DescribeCallDetailInfo {
    /// The users as in `DescribeUserInfo`, with a series for each of them and each metric. The vendor has series of what
    /// users received, too; the sandbox has not.
    fn answer(&self, call: &CheckedCall<'_>) -> Result<Json, Rejection> {
        let world = call.world.read();
        let (total, mut users) = sessions(call, &world)?;
        let metrics = metrics(call);
        if !metrics.is_empty() {
            users.truncate(MOST_USERS);
        }
        let value = call.documented("/Data/0/Content/0/Value");
        let series = |user: &str, session, metric: &String| {
            let times = times(session, &call.span(), call.now);
            let content: Vec<Json> = times.map(|at| json!({ "Time": at.unix_timestamp(), "Value": value })).collect();
            json!({ "UserId": user, "PeerId": "", "DataType": metric, "Content": content })
        };
        let data: Vec<Json> = users
            .iter()
            .flat_map(|(_, participant, session)| {
                metrics.iter().map(|metric| series(&participant.user, session, metric))
            })
            .collect();
        let rows: Vec<Json> = users.iter().map(|row| super::describe_user_info::row(row, call.now)).collect();
        let list = |rows: Vec<Json>| if rows.is_empty() { Json::Null } else { rows.into() };
        Ok(json!({ "Total": total, "UserList": list(rows), "Data": list(data) }))
    }

    fn sample(&self, of: &Sample<'_>) -> Map<String, Json> {
        let mut parameters = sample(of, time::Duration::HOUR);
        // With metrics, pages are smaller.
        parameters.retain(|name, _| name != "PageNumber" && name != "PageSize");
        parameters.insert("DataType.N".to_owned(), json!([ALL]));
        parameters
    }
}

/// The metrics that are asked for.
fn metrics(call: &CheckedCall<'_>) -> Vec<String> {
    let asked = call.arguments.texts("DataType.N").unwrap_or_default();
    let kind = call.action.parameter("DataType.N").map(|parameter| parameter.kind.innermost());
    if let (true, Some(Type::Enum(name))) = (asked.contains(&ALL), kind) {
        let values = call.action.enumeration(name).map(|metrics| metrics.values.as_slice()).unwrap_or_default();
        return values.iter().map(|value| value.wire.clone()).filter(|metric| metric != ALL).collect();
    }
    asked.into_iter().map(str::to_owned).collect()
}
