//! What nobody may see: the secret, and the signature that it makes.

use crate::{
    SECRET, describe_user_info, describe_users, get_room_online_users, list_user_info, tencent, volcengine,
    watch::Watch, zego,
};
use rtc_core::{Action, Client, ClientBuilder, LimitPolicy, RetryPolicy, Vendor as Protocol};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// What a server does that shows a request to whoever asked.
#[derive(Clone, Copy)]
enum Echo {
    /// As a page of a proxy.
    Page,
    /// As a refusal of each vendor's, in code, message and request id.
    Refusal,
    /// In an answer that cannot be read.
    Field,
    /// As a page, with every punctuation mark as an entity, in lines of some 40 characters, in upper case.
    Html,
    /// As a refusal, encoded for a URL twice.
    Url,
    /// Not at all: the connection is closed.
    Closes,
    /// Not at all: nothing comes.
    Waits,
}

/// A server that gives back what it got. Gives its address and what it got.
async fn server(echo: Echo) -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let got = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&got);
    tokio::spawn(async move {
        let mut open = Vec::new();
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.windows(4).any(|window| window == b"\r\n\r\n") {
                assert!(stream.read_buf(&mut request).await.unwrap() > 0);
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            kept.lock().unwrap().push_str(&request);
            let quoted = serde_json::Value::from(request.as_str());
            let (status, body) = match echo {
                Echo::Page => (502, format!("<html>{request}</html>")),
                Echo::Refusal => (
                    200,
                    format!(
                        r#"{{"ResponseMetadata": {{"RequestId": {quoted}, "Error": {{"Code": {quoted}, "Message": {quoted}}}}},
                        "Response": {{"RequestId": {quoted}, "Error": {{"Code": {quoted}, "Message": {quoted}}}}},
                        "Code": 5, "Message": {quoted}, "RequestId": {quoted}}}"#
                    ),
                ),
                Echo::Field => (
                    200,
                    format!(
                        r#"{{"ResponseMetadata": {{"RequestId": {quoted}}}, "Result": {{"Total": {quoted}, "RoomExists": {quoted}}},
                        "Response": {{"RequestId": {quoted}, "Total": {quoted}}},
                        "Code": 0, "Message": {quoted}, "RequestId": {quoted}, "Data": {{"UserStatusList": {quoted}}}}}"#
                    ),
                ),
                Echo::Html => {
                    let mut text = String::new();
                    for (index, character) in request.to_uppercase().chars().enumerate() {
                        match character {
                            _ if character.is_ascii_punctuation() => {
                                text.push_str(&format!("&#x{:X};", u32::from(character)))
                            }
                            _ => text.push(character),
                        }
                        if index % 40 == 39 {
                            text.push_str("<br/>\r\n  ");
                        }
                    }
                    (502, text)
                }
                Echo::Url => {
                    let once: String = request.bytes().map(|byte| format!("%{byte:02x}")).collect();
                    let twice = once.replace('%', "%25");
                    (
                        200,
                        format!(
                            r#"{{"ResponseMetadata": {{"RequestId": "r", "Error": {{"Code": "c", "Message": "{twice}"}}}},
                            "Response": {{"RequestId": "r", "Error": {{"Code": "c", "Message": "{twice}"}}}},
                            "Code": 5, "Message": "{twice}", "RequestId": "r"}}"#
                        ),
                    )
                }
                Echo::Closes => continue,
                Echo::Waits => {
                    open.push(stream);
                    continue;
                }
            };
            let head = format!(
                "HTTP/1.1 {status} \r\nx-tt-logid: l\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all(&[head, body].concat().into_bytes()).await.unwrap();
        }
    });
    (url, got)
}

/// The signatures in requests: what stands behind `Signature=`.
fn signatures(requests: &str) -> Vec<String> {
    let found = requests.split("Signature=").skip(1);
    found.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

/// A text in lower case without percent encoding, line breaks and entities.
fn decoded(text: &str) -> String {
    let mut text = text.to_lowercase();
    for _ in 0..2 {
        text = percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned();
    }
    text.replace("<br/>", "").replace("\\r", "").replace("\\n", "").replace(char::is_whitespace, "")
}

/// Whether what the server does is worth another attempt.
fn repeated(echo: Echo) -> bool {
    match echo {
        Echo::Page | Echo::Html | Echo::Closes => true,
        // The whole call's time is over.
        Echo::Refusal | Echo::Field | Echo::Url | Echo::Waits => false,
    }
}

/// Calls against a server of each kind and looks through everything that can be seen of what becomes of it.
async fn scan<A: Action>(action: A, client: fn(&str) -> ClientBuilder<A::Vendor>) {
    for echo in [Echo::Page, Echo::Refusal, Echo::Field, Echo::Html, Echo::Url, Echo::Closes, Echo::Waits] {
        let (url, got) = server(echo).await;
        let policy = RetryPolicy::default().attempts(3).jitter(|_| Duration::ZERO);
        let builder = client(&url).retry(policy).timeout(match echo {
            Echo::Waits => Duration::from_secs(1),
            _ => Duration::from_secs(30),
        });
        let watch = Watch::new();
        let _guard = tracing::subscriber::set_default(watch.clone());
        let mut seen = vec![format!("{builder:?} {builder:#?}")];
        let client: Client<A::Vendor> = builder.build().unwrap();
        seen.push(format!("{client:?} {client:#?}"));
        let outcome = client.with_limits(LimitPolicy::Warn).send(&action).await;
        let error = outcome.as_ref().err().unwrap();
        seen.push(format!("{error} {error:?} {error:#?}"));
        seen.extend(error.attempts().iter().map(|attempt| format!("{attempt} {attempt:?}")));
        seen.extend(watch.all().iter().map(|told| format!("{told:?}")));
        assert_eq!(watch.of("rtc_core").iter().filter(|told| told.span == "rtc.call").count(), 1);
        let mut source = std::error::Error::source(error);
        while let Some(cause) = source {
            seen.push(format!("{cause} {cause:?}"));
            source = cause.source();
        }
        let got = got.lock().unwrap().clone();
        let signatures = signatures(&got);
        let attempts = error.attempts().len();
        let panic = catch_unwind(AssertUnwindSafe(|| outcome.unwrap())).err().unwrap();
        seen.push(panic.downcast_ref::<String>().unwrap().clone());
        assert_eq!((signatures.len(), attempts), if repeated(echo) { (3, 3) } else { (1, 1) });
        assert!(!signatures.is_empty() && signatures.iter().all(|signature| signature.len() >= 32), "{signatures:?}");
        assert!(!got.contains(SECRET), "the secret itself is never sent");
        for text in &seen {
            assert!(!text.contains(SECRET), "the secret is in: {text}");
            let decoded = decoded(text);
            for signature in &signatures {
                assert!(!text.contains(signature.as_str()), "the signature is in: {text}");
                assert!(!decoded.contains(signature.as_str()), "the signature is in: {text}");
            }
        }
    }
}

#[tokio::test]
async fn list_user_info_shows_none() {
    scan(list_user_info(), volcengine).await;
}

#[tokio::test]
async fn get_room_online_users_shows_none() {
    scan(get_room_online_users(), volcengine).await;
}

#[tokio::test]
async fn describe_user_info_shows_none() {
    scan(describe_user_info(), tencent).await;
}

#[tokio::test]
async fn describe_users_shows_none() {
    scan(describe_users(), zego).await;
}

#[test]
fn credentials_show_none() {
    fn shown<V: Protocol>(credentials: &V::Credentials) -> String {
        format!("{credentials:?} {credentials:#?}")
    }
    let seen = [
        shown::<rtc_volcengine::Volcengine>(
            &rtc_volcengine::Credentials::new("AK", SECRET).session_token(format!("{SECRET}-token")),
        ),
        shown::<rtc_tencent::Tencent>(&rtc_tencent::Credentials::new("AKID", SECRET).token(format!("{SECRET}-token"))),
        shown::<rtc_zego::Zego>(&rtc_zego::Credentials::new(1, SECRET)),
    ];
    for text in seen {
        assert!(!text.contains(SECRET), "{text}");
    }
}

/// A secret that cannot be right is refused without being shown.
#[test]
fn unusable_secrets_are_refused_without_being_shown() {
    let broken = format!("{SECRET}\n");
    let url = "http://127.0.0.1:1";
    let errors = [
        crate::builder::<rtc_volcengine::Volcengine>(url, rtc_volcengine::Credentials::new("AK", &*broken))
            .build()
            .err(),
        crate::builder::<rtc_tencent::Tencent>(url, rtc_tencent::Credentials::new("AKID", &*broken)).build().err(),
        crate::builder::<rtc_zego::Zego>(url, rtc_zego::Credentials::new(1, &*broken)).build().err(),
    ];
    for error in errors {
        let error = error.unwrap();
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error}");
    }
}
