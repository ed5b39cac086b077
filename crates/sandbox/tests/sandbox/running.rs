//! Starting, stopping, scripting, and specs that are not this project's.

use crate::{ask, builder, code, right, start, wire, wire::Request};
use rtc_sandbox::{Credentials, Reply, Sandbox, StartError, Vendor, World};
use serde_json::json;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use tokio::net::{TcpListener, TcpStream};

fn specs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs")
}

/// A copy of the specs that may be spoilt.
fn copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for vendor in Vendor::ALL {
        let below = folder.path().join(vendor.id());
        fs::create_dir(&below).unwrap();
        for file in fs::read_dir(specs().join(vendor.id())).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), below.join(file.file_name())).unwrap();
        }
    }
    folder
}

async fn error(builder: rtc_sandbox::SandboxBuilder) -> StartError {
    let Err(error) = builder.start().await else { panic!("it starts") };
    // `main` prints the `Debug`, which is the message, and the message includes the cause.
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(std::error::Error::source(&error).is_none());
    error
}

#[tokio::test]
async fn it_says_why_it_does_not_start() {
    let missing = error(Sandbox::builder().specs("/nowhere/specs")).await.to_string();
    assert!(missing.contains("/nowhere/specs") && missing.contains("name another folder"), "{missing}");

    let spoilt = copy();
    let path = spoilt.path().join("zego/describe-users.yaml");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("required: true", "requierd: true")).unwrap();
    let mistakes = error(Sandbox::builder().specs(spoilt.path())).await.to_string();
    assert!(mistakes.contains("describe-users.yaml:") && mistakes.contains("`requierd`"), "{mistakes}");

    let two = copy();
    fs::remove_dir_all(two.path().join("zego")).unwrap();
    assert!(matches!(
        error(Sandbox::builder().specs(two.path())).await,
        StartError::MissingVendor { vendor: Vendor::Zego, .. }
    ));

    let four = copy();
    fs::create_dir(four.path().join("agora")).unwrap();
    let vendor = fs::read_to_string(specs().join("zego/vendor.yaml")).unwrap();
    // No two vendors may share their words.
    let (before, words) = vendor.split_once("\nwords:").unwrap();
    let vendor = format!("{before}{}", &words[words.find("\ncodes:").unwrap()..]);
    fs::write(
        four.path().join("agora/vendor.yaml"),
        vendor.replace("vendor: zego", "vendor: agora").replace("package: zego-rtc", "package: agora"),
    )
    .unwrap();
    let unknown = error(Sandbox::builder().specs(four.path())).await;
    assert!(
        unknown.to_string().contains("`agora`")
            && unknown.to_string().contains("it emulates volcengine, tencent, zego"),
        "{unknown}"
    );
}

#[tokio::test]
async fn it_serves_this_machine_only_and_says_which_port_is_taken() {
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        let refused = error(Sandbox::builder().address(Vendor::Tencent, address.parse().unwrap())).await;
        assert!(matches!(refused, StartError::NotLoopback { vendor: Vendor::Tencent, .. }), "{refused}");
    }
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap();
    let refused = error(Sandbox::builder().address(Vendor::Zego, address)).await.to_string();
    assert!(
        refused.contains(&address.to_string()) && refused.contains("zego") && refused.contains("another port"),
        "{refused}"
    );
    let wrong =
        error(Sandbox::builder().credentials(Vendor::Zego, Credentials::new("app", "secret"))).await.to_string();
    assert!(wrong.contains("integer of 32 bits"), "{wrong}");
}

#[tokio::test]
async fn it_stops_and_frees_its_ports_also_with_connections_open() {
    let sandbox = start(World::new()).await;
    let address = sandbox.zego().endpoint().strip_prefix("http://").unwrap().to_owned();
    let idle = TcpStream::connect(&address).await.unwrap();
    sandbox.stop().await;
    TcpListener::bind(&address).await.unwrap();
    drop(idle);

    let dropped = start(World::new()).await;
    let address = dropped.zego().endpoint().strip_prefix("http://").unwrap().to_owned();
    drop(dropped);
    while TcpListener::bind(&address).await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn every_documented_code_can_be_had() {
    let model = rtc_catalog::load(&specs()).unwrap();
    let sandbox = start(World::new()).await;
    for action in &model.actions {
        let vendor = Vendor::from_id(&action.vendor.id).unwrap();
        let service = sandbox.service(vendor);
        for documented in &action.codes {
            sandbox.answer_next(vendor, Reply::code(&documented.wire));
            let answer = wire::send(service, &Request::of(&service.sample(&action.name).unwrap())).await;
            assert_eq!(code(vendor, &answer), documented.wire);
            if let Some(status) = documented.status {
                assert_eq!(answer.status, status, "{}", documented.wire);
            }
            let number = answer.json["ResponseMetadata"]["Error"]["CodeN"].as_i64();
            assert_eq!(number, documented.number.filter(|_| vendor == Vendor::Volcengine));
        }
    }
}

#[tokio::test]
async fn scripted_answers_come_in_order_and_then_the_sandboxs_own() {
    let sandbox = start(World::new()).await;
    let (action, parameters) = right(Vendor::Tencent);
    sandbox.answer_next(Vendor::Tencent, Reply::raw(502, &[("Retry-After", "3"), ("bad name", "x")], "<html>"));
    sandbox.answer_next(Vendor::Tencent, Reply::code("Made.Up"));
    let first = ask(sandbox.tencent(), action, parameters.clone()).await;
    assert_eq!((first.status, first.text.as_str()), (502, "<html>"));
    assert!(first.head.contains("retry-after: 3") && !first.head.contains("bad name"));
    assert_eq!(code(Vendor::Tencent, &ask(sandbox.tencent(), action, parameters.clone()).await), "Made.Up");
    assert_eq!(code(Vendor::Tencent, &ask(sandbox.tencent(), action, parameters).await), "");
    let log = sandbox.log();
    let codes: Vec<_> = log.iter().map(|arrival| (arrival.status, arrival.code.as_deref())).collect();
    assert_eq!(codes, [(502, None), (200, Some("Made.Up")), (200, None)]);
    assert_eq!((log[0].action.as_deref(), log[0].body["SdkAppId"].clone()), (Some("DescribeUserInfo"), json!(7)));
    sandbox.clear_log();
    assert!(sandbox.log().is_empty());
}

#[tokio::test]
async fn nothing_secret_is_logged_or_shown() {
    let sandbox = start(World::new()).await;
    let mut secrets = Vec::new();
    for vendor in Vendor::ALL {
        let service = sandbox.service(vendor);
        let call = Request::of(&service.sample(service.actions()[0]).unwrap());
        let text = format!("{call:?}");
        secrets.push(text.rsplit("ignature=").next().unwrap()[..32].to_owned());
        secrets.push(service.credentials().secret().to_owned());
        wire::send(service, &call).await;
    }
    let shown = format!("{:?} {:?} {:?}", sandbox.log(), sandbox, sandbox.zego().sample("DescribeUsers"));
    for secret in secrets {
        assert!(!shown.contains(&secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn envelopes_are_the_vendors() {
    let sandbox = start(World::new()).await;
    let call = Request::of(
        &sandbox
            .volcengine()
            .call("GetRoomOnlineUsers", &crate::object(json!({ "AppId": "a", "RoomId": "r" })))
            .unwrap(),
    );
    let answers =
        wire::send_all(sandbox.volcengine(), &[call.clone(), call.clone().header("authorization", None), call]).await;
    let ids: BTreeSet<_> = answers
        .iter()
        .map(|answer| answer.json["ResponseMetadata"]["RequestId"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 3);
    assert!(answers.iter().all(|answer| answer.head.contains("x-tt-logid: ")));
    let mut well = answers[0].json.clone();
    well["ResponseMetadata"]["RequestId"] = json!("id");
    let metadata = json!({ "RequestId": "id", "Action": "GetRoomOnlineUsers", "Version": "2023-08-01", "Service": "rtc", "Region": "cn-north-1" });
    assert_eq!(well, json!({ "ResponseMetadata": metadata, "Result": { "RoomExists": false } }));
    assert_eq!(answers[1].status, 401);
    let error = &answers[1].json["ResponseMetadata"]["Error"];
    assert_eq!((error["CodeN"].clone(), error["Code"].clone()), (json!(100_003), json!("MissingAuthenticationToken")));

    let (action, parameters) = right(Vendor::Zego);
    let zego = ask(sandbox.zego(), action, parameters).await.json;
    assert!(zego["RequestId"].as_str().unwrap().parse::<u64>().unwrap() > 1 << 53);
    assert_eq!(zego.get("Data"), None);
}

#[tokio::test]
async fn an_action_it_knows_only_by_its_spec_is_checked_and_answered() {
    let folder = copy();
    let action = r#"
action: ListThings
version: "2026-01-01"
summary: Things.
source: { url: "https://docs.example.com", read: 2026-11-22 }
method: POST
codes: [rtc]
safe: true
request:
  AppId: { type: string, required: true, doc: An app. }
  Parcel: { type: Parcel, required: true, doc: A parcel. }
response:
  Things: { type: [Thing], doc: Things. }
types:
  Parcel: { doc: A parcel., parameters: { Label: { type: string, required: true, length: "1..=3", doc: A label. } } }
  Thing:
    doc: A thing.
    fields:
      Name: { type: string, example: cup, doc: A name. }
      At: { type: rfc3339, doc: A time. }
      Kind: { type: Kind, doc: A kind. }
      Parts: { type: [Thing], doc: More things. }
enums:
  Kind: { doc: A kind., values: { a: First, b: Second } }
"#;
    fs::write(folder.path().join("volcengine/list-things.yaml"), action).unwrap();
    let sandbox = builder(World::new()).specs(folder.path()).start().await.unwrap();
    let volcengine = sandbox.volcengine();
    let from_spec = ask(volcengine, "ListThings", json!({ "AppId": "a", "Parcel": { "Label": "abc" } })).await;
    assert_eq!(from_spec.status, 200, "{}", from_spec.text);
    let thing = &from_spec.json["Result"]["Things"][0];
    assert_eq!((thing["Name"].clone(), thing["Kind"].clone()), (json!("cup"), json!("a")));
    assert!(thing["Parts"][0]["Name"] == "cup");
    let long = ask(volcengine, "ListThings", json!({ "AppId": "a", "Parcel": { "Label": "abcd" } })).await;
    assert_eq!(
        (long.status, code(Vendor::Volcengine, &long).as_str()),
        (400, "InvalidParameter.SizeOverLimit"),
        "{}",
        long.text
    );
    let sample = wire::send(volcengine, &Request::of(&volcengine.sample("ListThings").unwrap())).await;
    assert_eq!(sample.status, 200, "{}", sample.text);

    let example =
        "\nexamples:\n  - name: e\n    response: { ResponseMetadata: { RequestId: r }, Result: { Things: null } }\n";
    fs::write(folder.path().join("volcengine/list-things.yaml"), format!("{action}{example}")).unwrap();
    let sandbox = builder(World::new()).specs(folder.path()).start().await.unwrap();
    let told = ask(sandbox.volcengine(), "ListThings", json!({ "AppId": "a", "Parcel": { "Label": "abc" } })).await;
    assert_eq!(told.json["Result"], json!({ "Things": null }));
    assert_ne!(told.json["ResponseMetadata"]["RequestId"], "r");
}

#[tokio::test]
async fn the_synthetic_specs_answer_every_action() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/specs");
    let sandbox = builder(World::seeded(1, crate::now())).specs(folder).start().await.unwrap();
    for vendor in Vendor::ALL {
        let service = sandbox.service(vendor);
        for action in service.actions() {
            let answer = wire::send(service, &Request::of(&service.sample(action).unwrap())).await;
            let refused = match vendor {
                Vendor::Zego => answer.json["Code"] != 0,
                _ => !code(vendor, &answer).is_empty(),
            };
            assert!(answer.status == 200 && !refused, "{vendor} {action}: {}", answer.text);
        }
    }
}
