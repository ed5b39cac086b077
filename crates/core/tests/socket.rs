//! The transport over reqwest, against a server that is made of bytes.
#![cfg(all(feature = "reqwest", any(feature = "ring", feature = "aws-lc-rs")))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use common::{Acme, Answered, Change, Code, ask, key};
use rtc_core::{Client, Error, Failure, Retry, RetryPolicy, Sent};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Mutex, Notify},
};

/// What a server does once it has read a request's head.
#[derive(Clone)]
enum Then {
    /// Writes these bytes and closes.
    Write(Vec<u8>),
    /// Writes these bytes and keeps the connection until the test is over.
    Hold(Vec<u8>, Arc<Notify>),
}

/// A server for any number of connections; returns its URL and what it read.
async fn serve(then: Then) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&heads);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, then.clone(), Arc::clone(&seen)));
        }
    });
    (url, heads)
}

async fn answer(mut stream: TcpStream, then: Then, heads: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    let mut chunk = [0; 1_024];
    while !head.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
        let read = stream.read(&mut chunk).await.unwrap();
        assert_ne!(read, 0, "the client left");
        head.extend_from_slice(&chunk[..read]);
    }
    heads.lock().await.push(String::from_utf8(head).unwrap());
    let (Then::Write(bytes) | Then::Hold(bytes, _)) = &then;
    // The client may have had enough before everything is written.
    let _ = stream.write_all(bytes).await;
    if let Then::Hold(_, over) = &then {
        over.notified().await;
    }
}

fn http(status: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len()).into()
}

fn client(url: &str) -> Client<Acme> {
    let builder = Client::builder().credentials(key()).endpoint(url).max_answer_bytes(64);
    builder.retry(RetryPolicy::never()).build().unwrap()
}

async fn failure(then: Then) -> Error<Code> {
    client(&serve(then).await.0).send(&ask()).await.unwrap_err()
}

#[tokio::test]
async fn a_call_goes_there_and_back() {
    let (url, heads) = serve(Then::Write(http("200 OK", "", r#"{"data": {"total": 3}}"#))).await;
    assert_eq!(client(&url).send(&ask()).await.unwrap(), Answered { total: 3 });
    assert_eq!(client(&url).send(&Change).await.unwrap(), Answered { total: 3 });
    let heads = heads.lock().await;
    assert!(heads[0].starts_with("GET /?Size=1&Id=a HTTP/1.1\r\n"), "{}", heads[0]);
    assert!(heads[0].contains(&format!("\r\nhost: {}\r\n", url.trim_start_matches("http://"))), "{}", heads[0]);
    assert_eq!(heads[0].to_lowercase().matches("host:").count(), 1);
    assert!(heads[1].contains("\r\ncontent-length: 9\r\n"), "{}", heads[1]);
}

#[tokio::test]
async fn a_body_may_come_in_chunks() {
    let mut bytes = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for part in [r#"{"data": "#, r#"{"total""#, ": 3}}"] {
        bytes.extend(format!("{:x}\r\n{part}\r\n", part.len()).into_bytes());
    }
    bytes.extend(b"0\r\n\r\n");
    let (url, _) = serve(Then::Write(bytes)).await;
    assert_eq!(client(&url).send(&ask()).await.unwrap(), Answered { total: 3 });
}

#[tokio::test]
async fn an_answer_that_says_it_is_too_large_is_not_read() {
    let over = Arc::new(Notify::new());
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n".to_vec();
    let error = failure(Then::Hold(head, over)).await;
    assert!(error.to_string().contains("it is longer than 64 bytes"), "{error}");
    assert_eq!((error.was_sent(), error.status().unwrap().as_u16()), (Sent::Yes, 200));
}

#[tokio::test]
async fn an_answer_that_turns_out_too_large_is_read_no_further() {
    let over = Arc::new(Notify::new());
    let mut bytes = b"HTTP/1.1 502 Bad Gateway\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..3 {
        bytes.extend(format!("20\r\n{}\r\n", "x".repeat(32)).into_bytes());
    }
    let error = failure(Then::Hold(bytes, over)).await;
    assert!(error.to_string().contains("it is longer than 64 bytes"), "{error}");
    assert_eq!(error.status().unwrap().as_u16(), 502);
}

#[tokio::test]
async fn an_answer_of_just_the_size_is_read() {
    let body = format!("{:<64}", r#"{"data": {"total": 3}}"#);
    let (url, _) = serve(Then::Write(http("200 OK", "", &body))).await;
    assert_eq!(client(&url).send(&ask()).await.unwrap(), Answered { total: 3 });
}

#[tokio::test]
async fn a_cut_answer_is_an_interruption() {
    let cut = failure(Then::Write(b"HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{\"data\":".to_vec())).await;
    assert!(matches!(cut, Error::Interrupted(_)), "{cut}");
    assert_eq!((cut.was_sent(), cut.retry()), (Sent::Maybe, Retry::Backoff));
    let silent = failure(Then::Write(Vec::new())).await;
    assert!(matches!(silent, Error::Interrupted(_)), "{silent}");
    let nonsense = failure(Then::Write(b"SSH-2.0-x\r\n\r\n".to_vec())).await;
    assert!(matches!(nonsense, Error::Interrupted(_)), "{nonsense}");
    for error in [cut, silent, nonsense] {
        assert!(!format!("{error} {error:?}").contains("Size=1"), "{error:?}");
    }
}

/// It is no lost connection, and the next answer has as many.
#[tokio::test]
async fn an_answer_with_too_many_headers_is_not_requested_again() {
    let headers = "x-more: y\r\n".repeat(150);
    let (url, heads) = serve(Then::Write(http("200 OK", &headers, r#"{"data": {"total": 3}}"#))).await;
    let retrying = Client::<Acme>::builder().credentials(key()).endpoint(url).build().unwrap();
    let error = retrying.send(&ask()).await.unwrap_err();
    assert_eq!((error.retry(), error.failure(), error.attempts().len()), (Retry::Never, Some(Failure::Unreadable), 1));
    assert_eq!(heads.lock().await.len(), 1);
    let shown = error.to_string();
    assert!(shown.contains("more headers") && !shown.contains("lost") && !shown.contains("try again"), "{shown}");
}

/// Nor does an attempt more make it trusted.
#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_not_tried_again() {
    let certificate = include_bytes!("data/self-signed.der").to_vec().into();
    let key_of_it = rustls::pki_types::PrivateKeyDer::try_from(include_bytes!("data/self-signed-key.der").to_vec());
    let server = rustls::ServerConfig::builder_with_provider(Arc::clone(tls().crypto_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key_of_it.unwrap())
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(server));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            assert!(acceptor.accept(stream).await.is_err(), "the client shakes hands");
        }
    });
    let http = reqwest::Client::builder().tls_backend_preconfigured(tls()).build().unwrap();
    let client = Client::<Acme>::builder().credentials(key()).endpoint(url).http_client(http).build().unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    assert!(matches!(error, Error::NotSent(_)), "{error}");
    assert_eq!((error.retry(), error.was_sent(), error.attempts().len()), (Retry::Never, Sent::No, 1));
    let shown = error.to_string();
    assert!(shown.contains("certificate was not accepted") && !shown.contains("try again"), "{shown}");
}

#[tokio::test]
async fn a_refused_connection_sends_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for error in [client(&url).send(&ask()).await.unwrap_err(), client(&url).send(&Change).await.unwrap_err()] {
        assert!(matches!(error, Error::NotSent(_)), "{error}");
        assert_eq!((error.was_sent(), error.retry()), (Sent::No, Retry::Backoff));
        assert!(!format!("{error} {error:?}").contains("Size=1"), "{error:?}");
        assert!(error.to_string().contains("refused"), "{error}");
    }
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_gets_no_request() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"220 ready\r\n").await.unwrap();
    });
    let http = reqwest::Client::builder().tls_backend_preconfigured(tls()).build().unwrap();
    let client = Client::<Acme>::builder().credentials(key()).endpoint(url).http_client(http).build().unwrap();
    let error = client.send(&ask()).await.unwrap_err();
    assert!(matches!(error, Error::NotSent(_)), "{error}");
}

fn tls() -> rustls::ClientConfig {
    #[cfg(feature = "aws-lc-rs")]
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    #[cfg(not(feature = "aws-lc-rs"))]
    let provider = rustls::crypto::ring::default_provider();
    rustls::ClientConfig::builder_with_provider(Arc::new(provider))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}

#[tokio::test]
async fn a_slow_answer_times_out() {
    for bytes in [Vec::new(), b"HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{".to_vec()] {
        let over = Arc::new(Notify::new());
        let (url, _) = serve(Then::Hold(bytes, over)).await;
        let timeout = Duration::from_millis(50);
        let client = Client::<Acme>::builder().credentials(key()).endpoint(url).timeout(timeout).build().unwrap();
        let error = client.send(&ask()).await.unwrap_err();
        assert!(matches!(error, Error::TimedOut(_)), "{error}");
        assert_eq!((error.was_sent(), error.retry()), (Sent::Maybe, Retry::Backoff));
        assert!(error.to_string().contains("within 50ms"), "{error}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (elsewhere, heads) = serve(Then::Write(http("200 OK", "", r#"{"data": {"total": 3}}"#))).await;
    let redirect = http("302 Found", &format!("location: {elsewhere}/?Signature=abc\r\n"), "");
    let error = failure(Then::Write(redirect)).await;
    assert!(matches!(error, Error::Unreadable(_)), "{error}");
    assert_eq!(error.status().unwrap().as_u16(), 302);
    let host = elsewhere.trim_start_matches("http://");
    assert!(error.to_string().contains(&format!("a redirect to the host `{host}`")), "{error}");
    assert!(heads.lock().await.is_empty());
}
