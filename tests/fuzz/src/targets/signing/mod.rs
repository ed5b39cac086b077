//! Signed requests, against signatures that are worked out from the vendors' pages once more.

mod by_hand;

use crate::{Target, input::Input, input::texts};
use http::Request;
use rtc_core::{
    Endpoint, RegionalEndpoint, RequestError, Vendor,
    protocol::{ActionInfo, Method, Parameters, SigningInput},
};
use rtc_tencent::Tencent;
use rtc_volcengine::Volcengine;
use rtc_zego::Zego;
use serde_json::json;
use std::{collections::BTreeSet, sync::Mutex};
use time::OffsetDateTime;

pub(super) const TARGET: Target = Target {
    name: "signing",
    holds: "a request is signed rightly whatever is in it, or is not made because a header or a URL cannot hold it",
    test,
    seeds,
    words: &[
        "&",
        "=",
        "+",
        "%",
        "%2B",
        "~",
        "*",
        "[]",
        "/",
        ",",
        ";",
        ":",
        " ",
        "\t",
        "\n",
        "\"",
        "\\",
        "Action",
        "Version",
        "Signature",
        "Credential=",
        "cn-north-1",
        "大厅",
    ],
};

const ENDPOINTS: [&str; 4] =
    ["https://rtc.example.com", "https://rtc.example.com:8443", "http://127.0.0.1:80", "http://[::1]:9000"];

/// What is signed, beside the action.
struct Asked {
    method: Method,
    endpoint: Endpoint,
    now: OffsetDateTime,
    id: String,
    number: u32,
    secret: String,
    token: Option<String>,
    region: String,
    /// A text in the body.
    text: String,
    pairs: Vec<(String, String)>,
}

fn seeds() -> Vec<Vec<u8>> {
    let common = |vendor: u8, method: u8, token: u8| {
        [&[vendor, method, token, 0][..], &1_795_000_000_i64.to_le_bytes()].concat()
    };
    let fields =
        texts(["AK.id", "secret+/==", "to/ken+=", "cn-north-1", "a text", "RoomId", "room 1~*", "UserId[]", "大厅"]);
    let few = texts(["AK", "s", "", "", "", "a[", "1", "a-", "2"]);
    (0..3)
        .flat_map(|vendor| [(vendor, 0, 0, &fields), (vendor, 1, 1, &fields), (vendor, 0, 1, &few)])
        .map(|(vendor, method, token, fields)| [common(vendor, method, token), fields.clone()].concat())
        .collect()
}

fn test(data: &[u8]) {
    let mut input = Input::new(data);
    let vendor = input.byte() % 3;
    let method = input.choice(&[Method::Get, Method::Post]);
    let temporary = input.choice(&[true, false]);
    let endpoint = Endpoint::parse(input.choice(&ENDPOINTS)).unwrap();
    let seconds = input.number();
    // From 1970 to 9999, as far as all three can write a time.
    let now = OffsetDateTime::from_unix_timestamp(seconds.rem_euclid(253_402_300_800)).unwrap();
    let mut text = || input.text().unwrap_or_default();
    let (id, secret, token, region, text) = (text(), text(), text(), text(), text());
    let asked = Asked {
        method,
        endpoint,
        now,
        id,
        number: u32::try_from(seconds.rem_euclid(1 << 32)).unwrap(),
        secret,
        token: temporary.then_some(token),
        region,
        text,
        pairs: input.pairs(),
    };
    match vendor {
        0 => look::<Volcengine>(&asked),
        1 => look::<Tencent>(&asked),
        _ => look::<Zego>(&asked),
    }
}

/// How a vendor's request should be.
trait Party: Vendor {
    fn credentials(asked: &Asked) -> Self::Credentials;

    /// The texts that stand in headers.
    fn in_headers(asked: &Asked) -> Vec<&str>;

    /// The query, and the header `Authorization` or else a signature in the query.
    fn expected(asked: &Asked, body: &[u8]) -> Expected;
}

struct Expected {
    query: String,
    authorization: Option<String>,
}

/// The same for all vendors, and so that `ActionInfo` can be static.
const INFO: ActionInfo = ActionInfo {
    name: "AskAnything",
    version: "2026-01-01",
    method: Method::Get,
    service: "rtc",
    endpoint: RegionalEndpoint::new("https://rtc.example.com", ""),
    page: "",
    safe: true,
    verify_with: None,
    quotas: &[],
    window: None,
};

fn look<V: Party>(asked: &Asked) {
    let info = ActionInfo { method: asked.method, ..INFO };
    let mut parameters = Parameters::new();
    for (name, value) in &asked.pairs {
        parameters.query(known(name), value);
    }
    let body = json!({ "Text": asked.text }).to_string();
    if asked.method == Method::Post {
        parameters.body("Text", &Some(&asked.text));
    }
    let credentials = V::credentials(asked);
    let made = V::request(SigningInput {
        info: &info,
        parameters,
        endpoint: &asked.endpoint,
        region: &asked.region,
        credentials: &credentials,
        now: asked.now,
        nonce: NONCE,
    });
    let body = if asked.method == Method::Post { body.as_bytes() } else { &[] };
    match made {
        Ok(request) => compare(&request, &V::expected(asked, body), body),
        Err(RequestError::Header { .. }) => {
            let fits = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
            assert!(!V::in_headers(asked).into_iter().all(fits), "a header that can be sent was not");
        }
        Err(RequestError::Url { length }) => assert!(length > 60_000, "a URL of {length} bytes was not sent"),
        Err(RequestError::Query { name }) => {
            assert!(
                V::NAME == "Tencent" && asked.method == Method::Post && asked.pairs.iter().any(|pair| pair.0 == name)
            );
        }
        Err(error) => panic!("{error}"),
    }
}

/// The name for as long as the program runs: names of real actions are literals. Each is kept once, so that a long run holds
/// no more than the names that it met.
fn known(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap();
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = name.to_owned().leak();
    names.insert(kept);
    kept
}

const NONCE: [u8; 8] = [0, 1, 2, 3, 0xfc, 0xfd, 0xfe, 0xff];

fn compare(request: &Request<bytes::Bytes>, expected: &Expected, body: &[u8]) {
    assert_eq!(request.uri().query().unwrap_or_default(), expected.query);
    assert_eq!(request.body().as_ref(), body);
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("authorization"), expected.authorization);
    assert!(header("host").is_some());
}
