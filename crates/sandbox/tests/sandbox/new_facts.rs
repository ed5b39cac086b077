//! A new action and a new vendor fact change specs alone: the sandbox acts on edited copies.

use crate::{ask, builder, code, minutes_ago, now, rfc3339};
use rtc_sandbox::{Vendor, World};
use serde_json::{Value as Json, json};
use std::{fs, path::Path};
use tempfile::TempDir;

/// A copy of this project's specs with edits of one file, each a text and its replacement.
fn edited(file: &str, edits: &[(&str, &str)]) -> TempDir {
    let (folder, specs) = (tempfile::tempdir().unwrap(), Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs"));
    for vendor in Vendor::ALL.map(Vendor::id) {
        fs::create_dir(folder.path().join(vendor)).unwrap();
        for entry in fs::read_dir(specs.join(vendor)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), folder.path().join(vendor).join(entry.file_name())).unwrap();
        }
    }
    let path = folder.path().join(file);
    let mut text = fs::read_to_string(&path).unwrap();
    for (from, to) in edits {
        assert!(text.contains(from), "{file} does not contain {from:?}");
        text = text.replacen(from, to, 1);
    }
    fs::write(path, text).unwrap();
    folder
}

/// What `ListUserInfo` answers after edits of its spec.
async fn list_user_info(edits: &[(&str, &str)], parameters: Json) -> (String, Json) {
    let folder = edited("volcengine/list-user-info.yaml", edits);
    let mut world = World::new();
    world.user("7", "r", "ann").session(minutes_ago(30), None);
    let sandbox = builder(world).specs(folder.path()).start().await.unwrap();
    let mut all = json!({ "AppId": "7", "StartTime": rfc3339(minutes_ago(60)), "EndTime": rfc3339(now()) });
    all.as_object_mut().unwrap().extend(parameters.as_object().unwrap().clone());
    let answer = ask(sandbox.volcengine(), "ListUserInfo", all).await;
    (code(Vendor::Volcengine, &answer), answer.json["Result"].clone())
}

#[tokio::test]
async fn a_page_size_beyond_the_maximum_is_clamped_or_refused_as_the_spec_says() {
    let (none, page) = list_user_info(&[], json!({ "PageSize": 500 })).await;
    assert_eq!((none.as_str(), page["PageSize"].clone()), ("", json!(100)));
    let refused = list_user_info(
        &[("  beyond: clamped\n  note: A `PageSize`", "  beyond: refused\n  note: A `PageSize`")],
        json!({ "PageSize": 500 }),
    )
    .await;
    assert_eq!(refused.0, "InvalidParameter");
}

#[tokio::test]
async fn malformed_items_are_ignored_or_refused_as_the_spec_says() {
    let users = json!({ "UserId": ["ann", "no blanks"] });
    let (none, page) = list_user_info(&[], users.clone()).await;
    assert_eq!((none.as_str(), page["Total"].clone()), ("", json!(1)));
    assert_eq!(list_user_info(&[("    malformed: ignored\n", "")], users).await.0, "InvalidParameter");
}

#[tokio::test]
async fn an_error_code_of_the_action_answers_the_situations_that_it_means() {
    let own = "\nerrors:\n  Page.TooLarge: { doc: too large, retry: never, means: [page_too_large] }\n  \
        User.Malformed: { doc: malformed, retry: never, means: [malformed], parameters: [UserId] }\n\nexamples:\n";
    let edits = [
        ("  beyond: clamped\n  note: A `PageSize`", "  note: A `PageSize`"),
        ("    malformed: ignored\n", ""),
        ("\nexamples:\n", own),
    ];
    assert_eq!(list_user_info(&edits, json!({ "PageSize": 101 })).await.0, "Page.TooLarge");
    assert_eq!(list_user_info(&edits, json!({ "UserId": ["a b"] })).await.0, "User.Malformed");
    // A situation without a code of its own, and a parameter that the code does not name.
    assert_eq!(list_user_info(&edits, json!({ "PageSize": 0 })).await.0, "InvalidParameter");
    assert_eq!(list_user_info(&edits, json!({ "PageNum": "one" })).await.0, "InvalidParameter");
}

#[tokio::test]
async fn a_list_has_at_most_the_documented_number_of_items() {
    let folder = edited("volcengine/get-room-online-users.yaml", &[("items: ..=10000", "items: ..=2")]);
    let mut world = World::new();
    for user in ["ann", "bob", "cleo"] {
        world.user("7", "r", user).visible(false).session(minutes_ago(30), None);
    }
    let sandbox = builder(world).specs(folder.path()).start().await.unwrap();
    let answer = ask(sandbox.volcengine(), "GetRoomOnlineUsers", json!({ "AppId": "7", "RoomId": "r" })).await;
    let room = &answer.json["Result"];
    assert_eq!(
        (room["TotalInvisibleUser"].clone(), room["InvisibleUserList"].clone()),
        (json!(3), json!(["ann", "bob"]))
    );
}

#[tokio::test]
async fn a_room_that_does_not_exist_is_answered_with_the_code_that_the_page_lists() {
    for (listed, expected) in [("50001", "50001"), ("5024", "5024"), ("8", "104")] {
        let folder = edited("zego/describe-users.yaml", &[("\"50001\"]", &format!("\"{listed}\"]"))]);
        let sandbox = builder(World::new()).specs(folder.path()).start().await.unwrap();
        let answer = ask(sandbox.zego(), "DescribeUsers", json!({ "RoomId": "r", "UserId[]": ["ann"] })).await;
        assert_eq!(code(Vendor::Zego, &answer), expected);
    }
}

#[tokio::test]
async fn a_signature_is_valid_for_as_long_as_the_spec_says() {
    for (valid, age, expected) in [("10m", 601, "100000004"), ("20m", 601, "50001"), ("20m", 1_201, "100000004")] {
        let folder = edited("zego/vendor.yaml", &[("valid: 10m", &format!("valid: {valid}"))]);
        let sandbox = builder(World::new()).specs(folder.path()).start().await.unwrap();
        let parameters = json!({ "RoomId": "r", "UserId[]": ["ann"] });
        let call = sandbox.zego().call("DescribeUsers", parameters.as_object().unwrap()).unwrap();
        sandbox.clock().advance(time::Duration::seconds(age));
        let answer = crate::wire::send(sandbox.zego(), &crate::wire::Request::of(&call)).await;
        assert_eq!(code(Vendor::Zego, &answer), expected, "{valid}, {age} s");
    }
}

#[tokio::test]
async fn a_quota_counts_a_parameter_that_was_sent_empty_and_none_that_was_left_out() {
    // One with a user an hour.
    let edits = [(
        "\n  calls: 10\n  per: 1s\n  scope: account\n  note:",
        "\n  calls: 1\n  per: 1h\n  scope: account\n  given: [UserId]\n  note:",
    )];
    let folder = edited("volcengine/list-user-info.yaml", &edits);
    let sandbox = builder(World::new()).specs(folder.path()).start().await.unwrap();
    let span = json!({ "AppId": "7", "StartTime": rfc3339(minutes_ago(60)), "EndTime": rfc3339(now()) });
    let mut codes = Vec::new();
    for users in [None, None, Some(""), None, Some("")] {
        let mut parameters = span.clone();
        if let Some(users) = users {
            parameters["UserId"] = json!([users]);
        }
        codes.push(code(Vendor::Volcengine, &ask(sandbox.volcengine(), "ListUserInfo", parameters).await));
    }
    assert_eq!(codes, ["", "", "", "", "FlowLimitExceeded"]);
}
