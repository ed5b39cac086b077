//! What `tracing` is recorded of a call.

use crate::{
    describe_user_info, describe_user_info_builder, describe_users, list_user_info, noon, start,
    watch::{Recorded, Watch},
};
use insta::assert_snapshot;
use rtc_core::{LimitPolicy, RetryPolicy};
use rtc_sandbox::{Reply, Vendor};
use std::time::Duration;
use tracing::Level;

/// One line for each span or event, without what differs from run to run.
fn lines(recorded: &[Recorded]) -> String {
    let line = |recorded: &Recorded| {
        let fields = recorded.fields.iter().map(|(name, value)| match *name {
            "rtc.took" | "rtc.waited" | "rtc.request_id" | "request_id" | "server.port" | "took" => {
                format!(" {name}=…")
            }
            name => format!(" {name}={value}"),
        });
        format!("{} {}{}\n", recorded.level, recorded.span, fields.collect::<String>())
    };
    recorded.iter().map(line).collect()
}

/// Retries without a wait.
fn at_once() -> RetryPolicy {
    RetryPolicy::default().jitter(|_| Duration::ZERO)
}

#[tokio::test]
async fn one_span_for_each_call() {
    let calls = start().await;
    let watch = Watch::new();
    let _guard = tracing::subscriber::set_default(watch.clone());
    calls.volcengine.send(&list_user_info()).await.unwrap();
    calls.tencent.send(&describe_user_info()).await.unwrap();
    calls.zego.send(&describe_users()).await.unwrap();
    let recorded = watch.of("rtc_core");
    assert_snapshot!("good_calls", lines(&recorded));
    for recorded in recorded {
        for seconds in ["rtc.took", "rtc.waited"] {
            assert!(recorded.fields[seconds].parse::<f64>().unwrap() >= 0.0, "{recorded:?}");
        }
        assert!(recorded.fields["rtc.request_id"].len() > 8, "{recorded:?}");
        assert!(recorded.fields["server.port"].parse::<u16>().is_ok(), "{recorded:?}");
    }
}

#[tokio::test]
async fn an_event_for_each_retry() {
    let calls = start().await;
    for reply in [Reply::raw(502, &[], "<html>"), Reply::code("InternalError"), Reply::code("FlowLimitExceeded")] {
        calls.sandbox.answer_next(Vendor::Volcengine, reply);
    }
    let watch = Watch::new();
    let _guard = tracing::subscriber::set_default(watch.clone());
    calls.volcengine.with_retry(at_once()).send(&list_user_info()).await.unwrap();
    assert_snapshot!("retries", lines(&watch.of("rtc_core")));
}

#[tokio::test]
async fn a_refusal_is_recorded() {
    let calls = start().await;
    let watch = Watch::new();
    let _guard = tracing::subscriber::set_default(watch.clone());
    let body = r#"{"Code": 104, "Message": "no room of ann-the-user", "RequestId": "r"}"#;
    calls.sandbox.answer_next(Vendor::Zego, Reply::raw(200, &[], body));
    calls.zego.send(&describe_users()).await.unwrap_err();
    calls.sandbox.answer_next(Vendor::Tencent, Reply::raw(200, &[], r#"{"Response": {"Error": {"Code": "ann\n"}}}"#));
    calls.tencent.send(&describe_user_info()).await.unwrap_err();
    let recorded = watch.of("rtc_core");
    assert_snapshot!("refusals", lines(&recorded));
    let loud = recorded.iter().filter(|recorded| recorded.level < Level::DEBUG).cloned().collect::<Vec<_>>();
    assert!(!lines(&loud).contains("ann-the-user"), "a user is named above debug");
}

#[tokio::test]
async fn what_was_never_sent_has_a_span_too() {
    let calls = start().await;
    let watch = Watch::new();
    let _guard = tracing::subscriber::set_default(watch.clone());
    let asked = describe_user_info_builder().start_time(noon() - time::Duration::days(15)).build();
    calls.tencent.send(&asked).await.unwrap_err();
    calls.tencent.with_limits(LimitPolicy::Ignore).with_timeout(Duration::ZERO).send(&asked).await.unwrap_err();
    calls.sandbox.stop().await;
    calls.zego.with_retry(at_once().attempts(2)).send(&describe_users()).await.unwrap_err();
    let recorded =
        watch.of("rtc_core").into_iter().filter(|recorded| recorded.level < Level::DEBUG).collect::<Vec<_>>();
    assert_snapshot!("not_sent", lines(&recorded));
}
