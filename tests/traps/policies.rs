//! What a client does with a request that breaks documented limits.

use crate::{at, good};
use bytes::Bytes;
use http::{Request, Response};
use rtc_core::{Error, Exchange, LimitPolicy, Quotas, SendOptions, Sent, Transport};
use std::{
    future::Future,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};
use volcengine_rtc_list_user_info::{Client, ListUserInfo};

/// Answers everything at once with an empty page and keeps what was asked.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<Vec<String>>>);

impl Transport for Asked {
    fn send(&self, request: Request<Bytes>, _: SendOptions) -> Exchange<'_> {
        self.0.lock().unwrap().push(request.uri().to_string());
        let body = r#"{"ResponseMetadata": {"RequestId": "r"}, "Result": {"Total": 0}}"#;
        Box::pin(async move { Ok(Response::new(Bytes::from_static(body.as_bytes()))) })
    }
}

fn client() -> (Client, Asked) {
    let asked = Asked::default();
    let client = Client::builder()
        .credentials(rtc_volcengine::Credentials::new("AK", "secret"))
        .clock(|| at("2026-11-22T12:00:00Z"))
        .quotas(Quotas::off())
        .transport(asked.clone())
        .build();
    (client.unwrap(), asked)
}

/// The outcome of a call that never waits.
fn now<T>(call: impl Future<Output = T>) -> T {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("it waits"),
    }
}

fn too_much() -> ListUserInfo {
    good::list_user_info().page_num(0).page_size(101).user_ids(Vec::<String>::new()).build()
}

#[test]
fn nothing_is_sent_and_all_violations_are_in_one_error() {
    let (client, asked) = client();
    let error = now(client.send(&too_much())).unwrap_err();
    assert_eq!((error.was_sent(), error.action()), (Sent::No, "ListUserInfo"));
    insta::assert_snapshot!(error);
    let Error::Limits(broken) = error else { panic!("another error") };
    let parameters: Vec<_> = broken.violations.iter().map(rtc_core::Violation::parameter).collect();
    assert_eq!(parameters, ["PageNum", "PageSize", "UserId"]);
    assert!(asked.0.lock().unwrap().is_empty());
}

#[test]
fn warning_and_ignoring_let_it_through_as_it_is() {
    let (client, asked) = client();
    for policy in [LimitPolicy::Warn, LimitPolicy::Ignore] {
        now(client.with_limits(policy).send(&too_much())).unwrap();
        let url = asked.0.lock().unwrap().pop().unwrap();
        assert!(url.contains("PageNum=0&PageSize=101&"), "{url}");
        assert!(url.contains("UserId=&") || url.ends_with("UserId="), "{url}");
    }
    now(client.send(&too_much())).unwrap_err();
}

#[test]
fn what_breaks_none_is_sent() {
    let (client, asked) = client();
    now(good::list_user_info().send(&client)).unwrap();
    assert_eq!(asked.0.lock().unwrap().len(), 1);
}
