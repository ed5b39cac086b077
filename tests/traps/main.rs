//! The traps of the vendors' pages, each met through what an application sees of the generated crates.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod answers;
mod codes;
mod lists;
mod pages;
mod policies;
mod times;
mod values;
mod windows;

use bytes::Bytes;
use http::Response;
use rtc_core::{
    Action, ErrorCode, Vendor,
    generated::Limits,
    protocol::{OpenError, Parameters, query},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// What an action answers to that body.
fn open<A: Action>(status: u16, body: &str) -> Result<A::Output, OpenError> {
    let response = Response::builder().status(status).body(Bytes::from(body.to_owned())).unwrap();
    A::Vendor::open(&response).map(|answer| answer.output)
}

/// The code an action is refused with by that body.
fn refusal<A: Action>(status: u16, body: &str) -> A::Code {
    match open::<A>(status, body) {
        Err(OpenError::Refused { code: Some(code), .. }) => A::Code::from_wire(&code),
        Err(other) => panic!("no refusal with a code: {other:?}"),
        Ok(_) => panic!("no refusal"),
    }
}

/// The query an action is asked with.
fn query_of<A: Action>(action: &A) -> String {
    let mut parameters = Parameters::new();
    action.parameters(&mut parameters);
    query::join(&parameters.into_parts().unwrap().query)
}

/// The body an action is asked with.
fn body_of<A: Action>(action: &A) -> serde_json::Value {
    let mut parameters = Parameters::new();
    action.parameters(&mut parameters);
    serde_json::from_slice(&parameters.into_parts().unwrap().body.unwrap()).unwrap()
}

/// The limits that an action breaks when it is sent at noon, without the page they are on.
fn broken<A: Action>(action: &A) -> Vec<String> {
    let violations = Limits::broken_by(action, at("2026-11-22T12:00:00Z"));
    assert!(violations.iter().all(|violation| violation.page() == A::INFO.page), "each names its page");
    violations
        .iter()
        .map(|violation| match violation.found() {
            Some(found) => format!("{} {}: {found}", violation.parameter(), violation.rule()),
            None => format!("{} {}", violation.parameter(), violation.rule()),
        })
        .collect()
}

fn at(text: &str) -> OffsetDateTime {
    OffsetDateTime::parse(text, &Rfc3339).unwrap()
}

/// Requests that break no limit at noon, to be changed or built.
mod good {
    use super::at;
    use rtc_core::generated::Set;
    use tencent_trtc_describe_user_info::{DescribeUserInfo, DescribeUserInfoBuilder};
    use volcengine_rtc_list_user_info::{ListUserInfo, ListUserInfoBuilder};

    pub(super) fn list_user_info() -> ListUserInfoBuilder<(Set, Set, Set)> {
        let (start, end) = (at("2026-11-22T08:00:00+08:00"), at("2026-11-22T09:00:00+08:00"));
        ListUserInfo::builder().app_id("app").start_time(start).end_time(end)
    }

    pub(super) fn describe_user_info() -> DescribeUserInfoBuilder<(Set, Set, Set, Set)> {
        let (start, end) = (at("2026-11-22T08:00:00Z"), at("2026-11-22T12:00:00Z"));
        DescribeUserInfo::builder().comm_id("1_room_2").sdk_app_id(1).start_time(start).end_time(end)
    }

    #[test]
    fn they_break_none() {
        assert_eq!(super::broken(&list_user_info().build()), Vec::<String>::new());
        assert_eq!(super::broken(&describe_user_info().build()), Vec::<String>::new());
    }
}
