//! Calls that come too often.

use crate::{ask, builder, code, right};
use rtc_sandbox::{Quotas, Sandbox, Vendor, World};
use serde_json::json;
use std::{path::Path, time::Duration};

const HOUR: Duration = Duration::from_secs(3600);

/// A sandbox that lets three calls of each vendor's action in within an hour.
async fn three_an_hour(quotas: Quotas) -> Sandbox {
    let all = Vendor::ALL.into_iter();
    let builder = all.fold(builder(World::new()), |builder, vendor| builder.quota(vendor, right(vendor).0, 3, HOUR));
    builder.quotas(quotas).start().await.unwrap()
}

#[tokio::test]
async fn one_call_too_many_is_refused_as_documented() {
    let sandbox = three_an_hour(Quotas::Kept).await;
    for (vendor, status, throttled) in [
        (Vendor::Volcengine, 429, "FlowLimitExceeded"),
        (Vendor::Tencent, 200, "RequestLimitExceeded"),
        (Vendor::Zego, 200, "206"),
    ] {
        let service = sandbox.service(vendor);
        let (action, parameters) = right(vendor);
        let mut codes = Vec::new();
        for _ in 0..5 {
            let answer = ask(service, action, parameters.clone()).await;
            codes.push((answer.status, code(vendor, &answer)));
        }
        assert!(codes[..3].iter().all(|(_, code)| code != throttled), "{codes:?}");
        assert_eq!(codes[3..], [(status, throttled.to_owned()), (status, throttled.to_owned())]);
        let tally = service.tally(action).unwrap();
        assert_eq!((tally.arrived, tally.accepted, tally.throttled, tally.busiest), (5, 3, 2, 5));
        let log = sandbox.log().of_vendor(vendor);
        assert_eq!((log.len(), log.throttled().len(), log.busiest(HOUR)), (5, 2, 5));
        assert!(log[3].throttled && !log[2].throttled);
    }
    assert_eq!(sandbox.volcengine().tally("Unheard"), None);
}

#[tokio::test]
async fn another_action_has_a_quota_of_its_own() {
    let sandbox = three_an_hour(Quotas::Kept).await;
    let (action, parameters) = right(Vendor::Volcengine);
    for _ in 0..4 {
        ask(sandbox.volcengine(), action, parameters.clone()).await;
    }
    let other = ask(sandbox.volcengine(), "GetRoomOnlineUsers", json!({ "AppId": "7", "RoomId": "r" })).await;
    assert_eq!(code(Vendor::Volcengine, &other), "");
}

#[tokio::test]
async fn whoever_is_not_let_in_uses_nothing_up() {
    let sandbox = three_an_hour(Quotas::Kept).await;
    let service = sandbox.tencent();
    let (action, parameters) = right(Vendor::Tencent);
    let call = crate::wire::Request::of(&service.call(action, parameters.as_object().unwrap()).unwrap());
    for _ in 0..5 {
        crate::wire::send(service, &call.clone().header("authorization", None)).await;
    }
    // Nor does a call that a script answers.
    sandbox.answer_next(Vendor::Tencent, rtc_sandbox::Reply::code("InternalError"));
    ask(service, action, parameters.clone()).await;
    assert_eq!(code(Vendor::Tencent, &ask(service, action, parameters).await), "");
    let tally = service.tally(action).unwrap();
    assert_eq!((tally.arrived, tally.accepted, tally.throttled), (7, 1, 0));
}

#[tokio::test]
async fn quotas_can_be_switched_off() {
    let sandbox = three_an_hour(Quotas::Off).await;
    let (action, parameters) = right(Vendor::Zego);
    for _ in 0..20 {
        assert_eq!(code(Vendor::Zego, &ask(sandbox.zego(), action, parameters.clone()).await), "50001");
    }
    let tally = sandbox.zego().tally(action).unwrap();
    assert_eq!((tally.accepted, tally.throttled, tally.busiest), (20, 0, 20));
}

#[tokio::test]
async fn rooms_are_counted_apart_where_the_spec_says_so() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/specs");
    let sandbox = builder(World::new()).specs(folder).start().await.unwrap();
    let mut asked = Vec::new();
    // Two an hour and room.
    for room in ["a", "b", "a", "b", "a"] {
        asked.push(ask(sandbox.zego(), "ListStreams", json!({ "RoomId": room, "Limit": 1 })).await);
    }
    assert!(asked[..4].iter().all(|answer| code(Vendor::Zego, answer) == "0"), "{asked:?}");
    // These specs have no code for it.
    assert_eq!((asked[4].status, asked[4].json.is_null()), (429, true));
}
