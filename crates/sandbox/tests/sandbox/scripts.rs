//! What happens to which call: by script and by chance.

use crate::{
    ask, builder, code,
    faults::{call, kind},
    now, right, start, wire,
    wire::Request,
};
use rtc_sandbox::{Chances, Fault, Quotas, Reply, Sandbox, Vendor, World};
use serde_json::{Value as Json, json};
use std::{
    io::{self, ErrorKind},
    time::Duration,
};
use time::Duration as Signed;
use tokio::time::error::Elapsed;

const MOMENT: Duration = Duration::from_millis(30);

#[tokio::test]
async fn one_actions_script_goes_before_its_vendors() {
    let sandbox = start(World::new()).await;
    sandbox.script(Vendor::Volcengine, [Reply::code("A"), Reply::code("B")]);
    sandbox.script((Vendor::Volcengine, "GetRoomOnlineUsers"), [Reply::code("C")]);
    sandbox.answer_next((Vendor::Volcengine, "GetRoomOnlineUsers"), Fault::reset_unread());
    assert_eq!(sandbox.scripted(Vendor::Volcengine), 4);
    let online = json!({ "AppId": "7", "RoomId": "r" });
    let (action, parameters) = right(Vendor::Volcengine);
    let answered = async |action: &str, parameters: &Json| {
        code(Vendor::Volcengine, &ask(sandbox.volcengine(), action, parameters.clone()).await)
    };
    assert_eq!(answered(action, &parameters).await, "A");
    assert_eq!(answered("GetRoomOnlineUsers", &online).await, "C");
    let service = sandbox.volcengine();
    let reset = Request::of(&service.call("GetRoomOnlineUsers", online.as_object().unwrap()).unwrap());
    let (text, end) = wire::until_end(service, &reset).await;
    assert_eq!((text.as_str(), kind(end)), ("", Some(ErrorKind::ConnectionReset)));
    // It had to be read, and was not carried out.
    assert_eq!(sandbox.log().last().unwrap().status, 0);
    assert_eq!(sandbox.volcengine().tally("GetRoomOnlineUsers").unwrap().accepted, 0);
    assert_eq!(answered("GetRoomOnlineUsers", &online).await, "B");
    assert_eq!(answered("GetRoomOnlineUsers", &online).await, "");
    sandbox.answer_next(Vendor::Volcengine, Fault::reset());
    sandbox.clear_script();
    assert_eq!(answered(action, &parameters).await, "");
}

/// How some calls end, one after the other, each over a connection of its own.
async fn ends(sandbox: &Sandbox, calls: usize) -> Vec<String> {
    let mut ends = Vec::new();
    for _ in 0..calls {
        let (text, end) = wire::until_end(sandbox.tencent(), &call(sandbox.tencent())).await;
        ends.push(format!("{:?} {:?}", text.split("\r\n").next().unwrap_or_default(), kind(end)));
    }
    ends
}

#[tokio::test]
async fn chance_brings_the_same_again() {
    let chances = Chances::new(5)
        .with(0.2, Fault::reset())
        .with(0.2, Fault::reset_unread())
        .with(0.2, Fault::unavailable())
        .with(0.1, Fault::truncated());
    let lucky = async |chances: &Chances| {
        let sandbox = builder(World::new()).quotas(Quotas::Off).chances(chances.clone()).start().await.unwrap();
        (ends(&sandbox, 60).await, sandbox.faults(Vendor::Tencent))
    };
    let (first, faults) = lucky(&chances).await;
    assert_eq!(lucky(&chances).await.0, first);
    assert!(["reset", "reset unread", "status 503", "truncated"].iter().all(|kind| faults[*kind] > 3), "{faults:?}");
    let other = lucky(&Chances::new(6).with(0.2, Fault::reset())).await.0;
    assert_ne!(other, first);

    // What is scripted goes before what chance brings.
    let sandbox = builder(World::new()).start().await.unwrap();
    sandbox.set_chances(&Chances::new(1).with(1.0, Fault::unavailable()).always(Fault::no_date()));
    sandbox.answer_next(Vendor::Tencent, Fault::none());
    let answers = ends(&sandbox, 2).await;
    assert!(answers[0].contains("200") && answers[1].contains("503"), "{answers:?}");
    assert_eq!(sandbox.faults(Vendor::Tencent)["no date"], 2);
    sandbox.set_chances(&Chances::default());
    assert!(ends(&sandbox, 1).await[0].contains("200"));
    assert_eq!(sandbox.log()[0].at, now());
}

/// Whether no connection came about. A call that had no answer in time had one.
fn is_refused(call: Result<(String, io::Result<()>), Elapsed>) -> bool {
    matches!(call, Ok((_, Err(error))) if error.kind() == ErrorKind::ConnectionRefused)
}

#[tokio::test]
async fn a_storm_leaves_nothing_behind() {
    let chances = Chances::mixed(11, 0.5);
    let sandbox = builder(World::new()).quotas(Quotas::Off).chances(chances).log_capacity(100).start().await.unwrap();
    let mut met = 0;
    for vendor in Vendor::ALL {
        let service = sandbox.service(vendor);
        for _ in 0..100 {
            // A connection that is refused during an outage is not a call: it is tried until the outage ends.
            while is_refused(tokio::time::timeout(3 * MOMENT, wire::until_end(service, &call(service))).await) {
                tokio::task::yield_now().await;
            }
        }
        met += sandbox.faults(vendor).len();
        while service.open_connections() > 0 {
            tokio::task::yield_now().await;
        }
    }
    assert!(met > 40, "{met}");
    assert_eq!(sandbox.log().len(), 100);
}

#[test]
fn a_fault_says_what_it_is() {
    let all = Fault::away(MOMENT)
        .then(Fault::reset_unread())
        .then(Fault::latency(MOMENT))
        .then(Fault::clock_off(Signed::seconds(-90)))
        .then(Fault::code("Some.Code"))
        .then(Fault::null_lists())
        .then(Fault::missing_lists())
        .then(Fault::unknown_values())
        .then(Fault::unknown_fields())
        .then(Fault::date_off(Signed::SECOND))
        .then(Fault::silent())
        .retry_after(MOMENT);
    assert_eq!(
        all.to_string(),
        "away 30ms, reset unread, latency 30ms, clock off -90s, code Some.Code, retry after seconds 30ms, null lists, \
         missing lists, unknown values, unknown fields, date off 1s, silent"
    );
    assert_eq!(Fault::none().to_string(), "none");
    let ranged = Fault::latency_between(MOMENT, 2 * MOMENT).then(Fault::token_expired()).then(Fault::stalled());
    assert_eq!(
        ranged.retry_after_date(MOMENT).to_string(),
        "latency 30ms to 60ms, token expired, retry after date 30ms, stalled"
    );
}
