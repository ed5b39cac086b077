//! Who is let in.

use crate::{ask, builder, code, now, right, start, wire, wire::Request};
use rtc_sandbox::{Clock, Credentials, Sandbox, Vendor, World};
use serde_json::Value as Json;
use time::{Duration, OffsetDateTime};

/// When the vendors' tools signed.
fn signed_at() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_767_225_600).unwrap()
}

async fn sandbox_of(vendor: Vendor, credentials: Credentials) -> Sandbox {
    let builder = Sandbox::builder().clock(Clock::still(signed_at())).credentials(vendor, credentials);
    builder.repeated_nonces(true).start().await.unwrap()
}

#[tokio::test]
async fn what_volcengines_tools_sign_is_let_in() {
    let data: Json = serde_json::from_str(include_str!("../data/volcengine.json")).unwrap();
    let mut seen = 0;
    for vector in data["vectors"].as_array().unwrap() {
        let text = |name: &str| vector[name].as_str().unwrap();
        let mut credentials = Credentials::new(text("access_key"), text("secret_key"));
        if let Some(token) = vector["session_token"].as_str() {
            credentials = credentials.session_token(token);
        }
        let sandbox = sandbox_of(Vendor::Volcengine, credentials).await;
        let headers: Vec<_> =
            vector["headers"].as_object().unwrap().iter().filter(|(name, _)| *name != "Host").collect();
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap())).collect();
        let target = format!("/?{}", text("canonical_query"));
        let request = Request::new(text("method"), &target, text("host"), &headers, text("body"));
        let answer = wire::send(sandbox.volcengine(), &request).await;
        let code = code(Vendor::Volcengine, &answer);
        match text("name") {
            "get_room_online_users_plain" => assert_eq!(answer.status, 200, "{}", answer.text),
            // The action is not described here, so it is refused before its signature is looked at.
            "dismiss_room_post_json" => assert_eq!(code, "InvalidActionOrVersion"),
            // The span they ask about is years back: the signature was right.
            _ => assert_eq!(code, "InvalidParameter.OutofTimeRange", "{}", answer.text),
        }
        seen += 1;
    }
    assert_eq!(seen, 5);
}

#[tokio::test]
async fn what_tencents_tools_sign_is_let_in() {
    let data: Json = serde_json::from_str(include_str!("../data/tencent.json")).unwrap();
    let text = |name: &str| data[name].as_str().unwrap();
    let sandbox = sandbox_of(Vendor::Tencent, Credentials::new(text("secret_id"), text("secret_key"))).await;
    for call in data["calls"].as_array().unwrap() {
        let timestamp = data["timestamp"].to_string();
        let headers = [
            ("AUTHORIZATION", call["authorization"].as_str().unwrap()),
            ("Content-Type", call["content_type"].as_str().unwrap()),
            ("x-Tc-AcTion", text("action")),
            ("X-TC-Version", text("version")),
            ("X-Tc-Timestamp", &timestamp),
            ("X-TC-Region", text("region")),
            ("X-TC-Language", "en-US"),
        ];
        let request = Request::new("POST", "/", text("host"), &headers, call["body"].as_str().unwrap());
        let answer = wire::send(sandbox.tencent(), &request).await;
        assert_eq!(
            code(Vendor::Tencent, &answer),
            "InvalidParameter.StartTsOversize",
            "{}: {}",
            call["name"],
            answer.text
        );
        let other = request.clone().header("Content-Type", Some("application/json;charset=utf-8"));
        assert_eq!(code(Vendor::Tencent, &wire::send(sandbox.tencent(), &other).await), "AuthFailure.SignatureFailure");
    }
}

#[tokio::test]
async fn what_zegos_documentation_signs_is_let_in_however_brackets_are_written() {
    let data: Json = serde_json::from_str(include_str!("../data/zego.json")).unwrap();
    let vector = &data["vectors"][1];
    let credentials = Credentials::new(vector["AppId"].to_string(), vector["ServerSecret"].as_str().unwrap());
    let sandbox = sandbox_of(Vendor::Zego, credentials).await;
    for query in data["queries"].as_array().unwrap() {
        let request = Request::new("GET", &format!("/?{}", query.as_str().unwrap()), "rtc-api.zego.im", &[], "");
        let answer = wire::send(sandbox.zego(), &request).await;
        assert_eq!(code(Vendor::Zego, &answer), "50001", "{}", answer.text);
        assert_eq!(sandbox.log().last().unwrap().query["UserId[]"], serde_json::json!(["a", "b"]));
    }
}

/// The call that is right, and what each change of it is refused with.
async fn refused(vendor: Vendor, changes: &[(&str, &dyn Fn(Request) -> Request)]) {
    let sandbox = start(World::new()).await;
    let service = sandbox.service(vendor);
    let (action, parameters) = right(vendor);
    let call = Request::of(&service.call(action, parameters.as_object().unwrap()).unwrap());
    assert_eq!(wire::send(service, &call).await.status, 200);
    for (at, (expected, change)) in changes.iter().enumerate() {
        let answer = wire::send(service, &change(call.clone())).await;
        assert_eq!(code(vendor, &answer), *expected, "change {at}: {}", answer.text);
        assert_eq!(sandbox.log().last().unwrap().code.as_deref(), Some(*expected));
    }
}

#[tokio::test]
async fn volcengine_refuses_in_its_order() {
    let changed = |call: Request, from: &str, to: &str| {
        let header = call.get("authorization").replace(from, to);
        call.header("authorization", Some(&header))
    };
    refused(
        Vendor::Volcengine,
        &[
            ("MissingParameter", &|call| call.replace("Action=ListUserInfo&", "")),
            ("MissingParameter", &|call| call.replace("Version=2023-11-01", "Version=")),
            ("InvalidActionOrVersion", &|call| call.replace("Version=2023-11-01", "Version=2023-11-02")),
            ("InvalidActionOrVersion", &|call| call.replace("ListUserInfo", "ListUsers").header("authorization", None)),
            ("MethodNotAllowed", &|call| Request { method: "POST".to_owned(), ..call }),
            ("MissingAuthenticationToken", &|call| call.header("authorization", None)),
            ("InvalidAuthorization", &|call| call.header("authorization", Some("Bearer token"))),
            ("MissingSignature", &|call| changed(call, ", Signature=", ", Signature=,Credential=")),
            ("MissingRequestInfo", &|call| call.header("x-date", None)),
            ("InvalidCredential", &|call| changed(call, "/request", "")),
            ("InvalidCredential", &|call| changed(call, "/request", "/aws4_request")),
            ("ServiceNotFound", &|call| changed(call, "/rtc/", "/vod/")),
            ("InvalidAccessKey", &|call| changed(call, "Credential=AKLT", "Credential=AKLU")),
            ("InvalidSecretToken", &|call| call.header("x-security-token", Some("token"))),
            ("InvalidAuthorization", &|call| changed(call, "host;x-content-sha256;x-date", "host;x-content-sha256")),
            ("SignatureDoesNotMatch", &|call| changed(call, "/cn-north-1/", "/ap-singapore-1/")),
            ("SignatureDoesNotMatch", &|call| call.replace("AppId=7", "AppId=8")),
            ("SignatureDoesNotMatch", &|call| Request { host: Some("example.com".to_owned()), ..call }),
            ("SignatureDoesNotMatch", &|call| Request { body: "x".to_owned(), ..call }),
        ],
    )
    .await;
}

#[tokio::test]
async fn tencent_refuses_in_its_order() {
    let changed = |call: Request, from: &str, to: &str| {
        let header = call.get("authorization").replace(from, to);
        call.header("authorization", Some(&header))
    };
    refused(
        Vendor::Tencent,
        &[
            ("MissingParameter", &|call| call.header("x-tc-action", None)),
            ("MissingParameter", &|call| call.header("x-tc-version", None)),
            ("NoSuchVersion", &|call| call.header("x-tc-version", Some("2017-03-12"))),
            ("InvalidAction", &|call| call.header("x-tc-action", Some("DescribeUsers"))),
            ("UnsupportedProtocol", &|call| Request { method: "PUT".to_owned(), ..call }),
            ("MissingParameter", &|call| call.header("x-tc-timestamp", None)),
            ("MissingParameter", &|call| call.header("x-tc-region", None)),
            ("UnsupportedRegion", &|call| call.header("x-tc-region", Some("na-toronto"))),
            ("AuthFailure.InvalidAuthorization", &|call| call.header("authorization", None)),
            ("AuthFailure.InvalidAuthorization", &|call| changed(call, "TC3-", "")),
            ("AuthFailure.InvalidAuthorization", &|call| changed(call, "content-type;host", "host")),
            ("AuthFailure.SecretIdNotFound", &|call| changed(call, "Credential=AKID", "Credential=AKIE")),
            ("AuthFailure.TokenFailure", &|call| call.header("x-tc-token", Some("token"))),
            ("AuthFailure.SignatureFailure", &|call| changed(call, "/trtc/", "/cvm/")),
            ("AuthFailure.SignatureFailure", &|call| Request { body: call.body.replace("7_r_1", "7_r_2"), ..call }),
            ("AuthFailure.SignatureFailure", &|call| Request { host: Some("127.0.0.1".to_owned()), ..call }),
        ],
    )
    .await;
}

#[tokio::test]
async fn zego_refuses_in_its_order() {
    let sandbox = builder(World::new()).repeated_nonces(true).start().await.unwrap();
    let (action, parameters) = right(Vendor::Zego);
    let call = Request::of(&sandbox.zego().call(action, parameters.as_object().unwrap()).unwrap());
    let changes: [(&str, &dyn Fn(Request) -> Request); 13] = [
        ("50001", &|call| call),
        ("50001", &|call| call.replace("SignatureVersion=2.0", "SignatureVersion=2.0&Unheard=of&IsTest=false")),
        ("100000006", &|call| call.replace("Action=DescribeUsers", "Action=")),
        ("100000007", &|call| call.replace("DescribeUsers", "DescribeUserz")),
        ("100000007", &|call| Request { method: "POST".to_owned(), ..call }),
        ("100000001", &|call| call.replace("AppId=", "AppId=x")),
        ("100000002", &|call| call.replace("Timestamp=", "Time=")),
        ("100000003", &|call| call.replace("Timestamp=", "Timestamp=x")),
        ("100000008", &|call| call.replace("SignatureNonce=", "Nonce=")),
        ("100000009", &|call| call.replace("&Signature=", "&Sig=")),
        ("100000013", &|call| call.replace("SignatureVersion=2.0", "SignatureVersion=")),
        ("100000014", &|call| call.replace("SignatureVersion=2.0", "SignatureVersion=1.0")),
        ("100000005", &|call| call.replace("SignatureNonce=", "SignatureNonce=f")),
    ];
    for (expected, change) in changes {
        let answer = wire::send(sandbox.zego(), &change(call.clone())).await;
        assert_eq!((answer.status, code(Vendor::Zego, &answer).as_str()), (200, expected), "{}", answer.text);
    }
    let other = start(World::new()).await;
    let wrong_app = call.replace("AppId=1400188366", "AppId=1400188367");
    assert_eq!(code(Vendor::Zego, &wire::send(other.zego(), &wrong_app).await), "100000010");
}

#[tokio::test]
async fn a_signature_is_good_for_as_long_as_documented() {
    for (vendor, seconds, expired) in [
        (Vendor::Volcengine, 900, "InvalidTimestamp"),
        (Vendor::Tencent, 300, "AuthFailure.SignatureExpire"),
        (Vendor::Zego, 600, "100000004"),
    ] {
        let sandbox = builder(World::new()).repeated_nonces(true).start().await.unwrap();
        let (action, parameters) = right(vendor);
        let call = Request::of(&sandbox.service(vendor).call(action, parameters.as_object().unwrap()).unwrap());
        for (moved, good) in [(0, true), (seconds, true), (1, false), (-2 * seconds - 1, true), (-1, false)] {
            sandbox.clock().advance(Duration::seconds(moved));
            let code = code(vendor, &wire::send(sandbox.service(vendor), &call).await);
            assert_eq!(code != expired, good, "{vendor} after {moved}: {code}");
        }
    }
}

#[tokio::test]
async fn session_tokens_are_checked_where_they_are_configured() {
    let with = |token: Option<&str>| {
        let plain = Credentials::new("AKsame", "secret");
        token.map_or_else(|| plain.clone(), |token| plain.clone().session_token(token))
    };
    for (vendor, missing, wrong) in [
        (Vendor::Volcengine, "InvalidAccessKey", "InvalidSecretToken"),
        (Vendor::Tencent, "AuthFailure.TokenFailure", "AuthFailure.TokenFailure"),
    ] {
        let (action, parameters) = right(vendor);
        let temporary = builder(World::new()).credentials(vendor, with(Some("token"))).start().await.unwrap();
        assert_eq!(code(vendor, &ask(temporary.service(vendor), action, parameters.clone()).await), "");
        for (token, expected) in [(None, missing), (Some("other"), wrong)] {
            let client = builder(World::new()).credentials(vendor, with(token)).start().await.unwrap();
            let mut call = Request::of(&client.service(vendor).call(action, parameters.as_object().unwrap()).unwrap());
            call.host = temporary.service(vendor).endpoint().strip_prefix("http://").map(str::to_owned);
            let answer = wire::send(temporary.service(vendor), &call).await;
            assert_eq!(code(vendor, &answer), expected, "{}", answer.text);
        }
    }
    assert_eq!(now().unix_timestamp(), 1_795_000_000);
}

#[tokio::test]
async fn a_query_may_come_in_any_order_and_spelling() {
    let sandbox = start(World::new()).await;
    let (action, parameters) = right(Vendor::Volcengine);
    let call = Request::of(&sandbox.volcengine().call(action, parameters.as_object().unwrap()).unwrap());
    let query = call.target.strip_prefix("/?").unwrap();
    let mut pairs: Vec<_> = query.split('&').map(|pair| pair.replace("%3A", ":").replace("%2B", "%2b")).collect();
    pairs.reverse();
    let other = Request { target: format!("/?&{}&", pairs.join("&")), ..call.clone() };
    assert_eq!(wire::send(sandbox.volcengine(), &other).await.status, 200);
}
