//! What the log tells of what arrived.

use crate::{ask, builder, code, right, start, wire, wire::Request};
use rtc_sandbox::{Vendor, World};
use serde_json::json;
use time::Duration;

#[tokio::test]
async fn signatures_are_told_apart_and_not_shown() {
    let sandbox = start(World::new()).await;
    for vendor in [Vendor::Volcengine, Vendor::Tencent] {
        let service = sandbox.service(vendor);
        let (action, parameters) = right(vendor);
        let call = Request::of(&service.call(action, parameters.as_object().unwrap()).unwrap());
        for request in [&call, &call] {
            wire::send(service, request).await;
        }
        sandbox.clock().advance(Duration::SECOND);
        ask(service, action, parameters).await;
        let log = sandbox.log().of_vendor(vendor);
        assert_eq!(log[0].signature, log[1].signature);
        assert_ne!(log[0].signature, log[2].signature);
        assert_eq!(log.repeated_signatures().len(), 1);
        assert_eq!(log[2].signed_at.unwrap() - log[0].signed_at.unwrap(), Duration::SECOND);
        assert!(log.windows(2).all(|pair| pair[0].arrived <= pair[1].arrived));
        assert_eq!(format!("{:?}", log[0].signature), "Some(Signature(..))");
    }
}

#[tokio::test]
async fn a_nonce_that_comes_twice_is_refused() {
    let sandbox = start(World::new()).await;
    let (action, parameters) = right(Vendor::Zego);
    let call = Request::of(&sandbox.zego().call(action, parameters.as_object().unwrap()).unwrap());
    assert_eq!(code(Vendor::Zego, &wire::send(sandbox.zego(), &call).await), "50001");
    assert!(sandbox.log().repeated_nonces().is_empty());
    let again = wire::send(sandbox.zego(), &call).await;
    assert_eq!(code(Vendor::Zego, &again), "100000005");
    assert!(again.text.contains("nonce was used before"), "{}", again.text);
    assert_eq!(sandbox.log().repeated_nonces(), [sandbox.log()[0].nonce.clone().unwrap()]);
    // Another call has another one.
    assert_eq!(code(Vendor::Zego, &ask(sandbox.zego(), action, parameters).await), "50001");

    let lenient = builder(World::new()).repeated_nonces(true).start().await.unwrap();
    let call = Request::of(&lenient.zego().sample(action).unwrap());
    for _ in 0..2 {
        assert_ne!(code(Vendor::Zego, &wire::send(lenient.zego(), &call).await), "100000005");
    }
    assert_eq!(lenient.log().repeated_nonces().len(), 1);
}

#[tokio::test]
async fn it_keeps_as_many_as_it_is_told() {
    let sandbox = builder(World::new()).log_capacity(2).start().await.unwrap();
    for room in ["a", "b", "c"] {
        ask(sandbox.volcengine(), "GetRoomOnlineUsers", json!({ "AppId": "7", "RoomId": room })).await;
    }
    let rooms: Vec<_> = sandbox.log().iter().map(|arrival| arrival.query["RoomId"].clone()).collect();
    assert_eq!(rooms, ["b", "c"]);
    assert_eq!(sandbox.log().of("ListUserInfo").len(), 0);
    assert_eq!(sandbox.volcengine().tally("GetRoomOnlineUsers").unwrap().arrived, 3);
}

#[tokio::test]
async fn answers_have_the_sandboxs_date() {
    let sandbox = start(World::new()).await;
    let (action, parameters) = right(Vendor::Tencent);
    let answer = ask(sandbox.tencent(), action, parameters).await;
    assert!(answer.head.contains("date: wed, 18 nov 2026 11:06:40 gmt"), "{}", answer.head);
}
