//! Invented actions over the second protocol: a JSON body, headers and regions.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use caller::{Example, Received, Server, Socket, at, example, millis, now};
use invented_t_scan_sessions::{Client, Region, ScanSessions, ScanSessionsCode, TencentCode};
use invented_t_store_everything::{Crate, Grade, Part, Shape, StoreEverything, StoreEverythingCode};
use rtc_core::{ErrorCode, Retry, RetryPolicy};

const NOON: i64 = 1_795_003_600_000;

fn client(server: &Server) -> Client {
    let client = Client::builder().credentials(rtc_tencent::Credentials::new("AKID", "secret")).retry(RetryPolicy::never());
    client.endpoint(server.url()).quotas(rtc_core::Quotas::off()).clock(|| millis(NOON)).transport(Socket).build().unwrap()
}

fn assert_sent(received: &Received, action: &str, example: &Example) {
    assert_eq!(received.method, "POST");
    assert_eq!(&received.json(), example.body());
    assert_eq!(received.header("x-tc-action"), action);
    assert_eq!(received.header("x-tc-version"), "2026-01-01");
    assert_eq!(received.header("content-type"), "application/json");
    assert!(received.header("authorization").starts_with("TC3-HMAC-SHA256 Credential=AKID/"));
    assert!(received.header("authorization").contains("/inv/tc3_request"));
}

#[test]
fn scan_sessions() {
    let example = example("ScanSessions", "the first page");
    let server = Server::answering(&example);
    let asked = ScanSessions::builder().begin(millis(NOON - 3_600_000)).end(millis(NOON)).user_ids(["u1"]);
    let asked = asked.page_number(0).page_size(25).region(Region::Two);
    let output = now(asked.send(&client(&server))).unwrap();
    let received = server.received();
    assert_sent(&received, "ScanSessions", &example);
    assert_eq!(received.header("x-tc-region"), "t-2");
    assert_eq!((output.sessions.len(), output.sessions[0].since), (1, millis(1_795_000_001_000)));
}

#[test]
fn scan_sessions_of_the_default_region() {
    let example = example("ScanSessions", "the default page");
    let server = Server::answering(&example);
    let asked = ScanSessions::builder().begin(millis(NOON - 3_600_000)).end(millis(NOON));
    let output = now(asked.send(&client(&server))).unwrap();
    let received = server.received();
    assert_sent(&received, "ScanSessions", &example);
    assert_eq!(received.header("x-tc-region"), "t-1");
    assert!(output.sessions.is_empty());
}

#[test]
fn scan_sessions_refused() {
    let server = Server::answering(&example("ScanSessions", "refused"));
    let asked = ScanSessions::builder().begin(millis(NOON)).end(millis(NOON));
    let error = now(asked.send(&client(&server))).unwrap_err();
    assert_eq!(error.code(), Some(&ScanSessionsCode::Common(TencentCode::InternalError)));
    assert_eq!((error.request_id(), error.status().unwrap().as_u16()), (Some("r2"), 200));
    assert_eq!(error.retry(), Retry::Backoff);
}

#[test]
fn the_least_that_can_be_stored() {
    let example = example("StoreEverything", "only what is required");
    let server = Server::answering(&example);
    let package = Crate::builder().name("c-1").grade(Grade::Poor).sent(millis(0)).parts(Vec::<Part>::new()).build();
    let asked = StoreEverything::builder()
        .text("hello")
        .yes(true)
        .small(-10)
        .big(i64::MIN)
        .count(u32::MAX)
        .id(u64::MAX)
        .share(0.5)
        .at(at("2026-11-22T01:02:03+08:00"))
        .seconds(millis(1_795_000_000_000))
        .millis(millis(1_795_000_000_123))
        .shape(Shape::Round)
        .grade(Grade::Good)
        .names(["a"])
        .grades(Vec::<Grade>::new())
        .grid([vec![1, -2], vec![]])
        .labels(Vec::<(String, String)>::new())
        .package(package)
        .x_trace("t");
    let output = now(asked.send(&client(&server))).unwrap();
    let received = server.received();
    assert_sent(&received, "StoreEverything", &example);
    assert_eq!((received.header("x-trace"), received.header("x-grade")), ("t", ""));
    assert_eq!((output.shape, output.grade), (Shape::from("triangular"), Grade::from(99)));
    assert_eq!((output.millis, output.big), (millis(-1), i64::MAX));
    assert_eq!((output.node.name.as_str(), output.node.children.len()), ("root", 0));
}

#[test]
fn everything_that_can_be_stored() {
    let example = example("StoreEverything", "everything");
    let server = Server::answering(&example);
    let day = at("2026-11-22T01:02:03+08:00");
    let small = |name: &str| Crate::builder().name(name).grade(Grade::Good).sent(millis(1000)).parts(Vec::<Part>::new()).build();
    let package = Crate::builder()
        .name("c-2")
        .weight(1.5)
        .shape(Shape::Square)
        .grade(Grade::Fair)
        .packed(day)
        .sent(millis(1_795_000_000_000))
        .tags(["x", "y"])
        .parts([Part::builder().serial(1).sizes([vec![1], vec![2, 3]]).build(), Part::builder().serial(2).build()])
        .notes([("first", vec![Part::builder().serial(3).build()]), ("none", vec![])])
        .moved(true);
    let asked = StoreEverything::builder()
        .text("\"quoted\" \\ 文")
        .yes(false)
        .small(10)
        .big(0)
        .count(0)
        .id(0)
        .share(-0.25)
        .at(at("2026-11-22T01:02:03-03:30"))
        .seconds(millis(0))
        .millis(millis(0))
        .shape("triangular")
        .grade(99)
        .names(["a", "b"])
        .grades([1, 99])
        .grid([vec![], vec![0]])
        .labels([("a", "b"), ("", "")])
        .package(package.build())
        .maybe_text("")
        .maybe_time(millis(1_795_000_000_123))
        .maybe_names(["z"])
        .maybe_map([("a", vec![Grade::Good, Grade::Fair]), ("b", vec![])])
        .maybe_crates([small("c-3")])
        .times([day])
        .deadlines([("a", millis(1000)), ("b", millis(2000))])
        .cube([vec![vec![0.5, 1.5]], vec![]])
        .crates([("one", small("c-4"))])
        .x_trace("t")
        .x_grade(Grade::Poor);
    let output = now(asked.send(&client(&server))).unwrap();
    let received = server.received();
    assert_sent(&received, "StoreEverything", &example);
    assert_eq!((received.header("x-trace"), received.header("x-grade")), ("t", "3"));
    assert_eq!(output.node.children[1].children[0].name, "grandchild");
    assert_eq!(output.node.leaf.unwrap().sizes["a"], [1, -1]);
    assert_eq!(output.grid, [vec![1], vec![], vec![]]);
    assert_eq!(output.tree["a"]["b"], [Shape::Round]);
    assert!(output.tree["a"]["c"].is_empty() && output.tree["d"].is_empty());
    assert_eq!(output.counts["a"], u64::MAX);
    assert_eq!(output.forest[0][0].name, "n");
}

#[test]
fn store_everything_refused_with_codes_that_differ_in_case() {
    let server = Server::answering(&example("StoreEverything", "refused with one of two codes that differ in case"));
    let package = Crate::builder().name("c-1").grade(Grade::Poor).sent(millis(0)).parts(Vec::<Part>::new()).build();
    let asked = StoreEverything::builder().text("t").yes(true).small(0).big(0).count(0).id(0).share(0.0);
    let asked = asked.at(millis(0)).seconds(millis(0)).millis(millis(0)).shape(Shape::Round).grade(Grade::Good);
    let asked = asked.names(["a"]).grades([Grade::Good]).grid([[0; 0]]).labels([("a", "b")]).package(package);
    let error = now(asked.x_trace("t").send(&client(&server))).unwrap_err();
    assert_eq!(error.code(), Some(&StoreEverythingCode::StoreQuotaShout));
    assert_ne!(error.code().unwrap(), &StoreEverythingCode::from_wire("Store.Quota"));
    assert_eq!(error.retry(), Retry::Throttle);
}

#[test]
fn limits_within_objects_stop_a_call() {
    let server = Server::answering(&example("StoreEverything", "only what is required"));
    let part = Part::builder().serial(0).build();
    let package = Crate::builder().name("A").weight(-1.0).grade(Grade::Good).sent(millis(0)).parts([part]);
    let package = package.tags(Vec::<String>::new()).build();
    let asked = StoreEverything::builder().text("").yes(true).small(11).big(0).count(0).id(0).share(f64::NAN);
    let asked = asked.at(millis(0)).seconds(millis(0)).millis(millis(0)).shape(Shape::Round).grade(Grade::Good);
    let asked = asked.names(["a"; 11]).grades([Grade::Good]).grid([[0; 0], [0; 0], [0; 0]]).package(package);
    let asked = asked.labels([("a", ""), ("b", ""), ("c", ""), ("d", "")]).x_trace("t");
    let error = now(asked.send(&client(&server))).unwrap_err();
    assert_eq!(error.was_sent(), rtc_core::Sent::No);
    let error = error.to_string();
    for printed in [
        "(`Text`) must have 1 to 64 characters, found 0",
        "(`Small`) must be -10 to 10, found 11",
        "(`Share`) must be a finite number",
        "(`Names.N`) must have 1 to 10 items, found 11",
        "(`Grid`) must have 1 to 2 items, found 3",
        "(`Labels`) must have at most 3 items, found 4",
        "Name`) may hold only",
        "Weight`) must be at least 0, found -1",
        "Tags.N`) must have at least 1 item, found 0",
        "Number`) must be at least 1, found 0",
    ] {
        assert!(error.contains(printed), "{printed}\n{error}");
    }
}
