//! Proxies and certificates of the system, as the default transport takes them from the environment. Each call is made by
//! a child process with an environment of its own.
#![cfg(all(feature = "reqwest", feature = "ring"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use common::{Acme, ask, key};
use rtc_core::{Client, RetryPolicy};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use std::{
    io::{BufRead as _, BufReader, Read, Write},
    net::TcpListener,
    path::PathBuf,
    process::Command,
    sync::Arc,
    thread,
};

/// The variable with the URL that a child calls.
const URL: &str = "ACME_TEST_URL";
/// What the environment of this test may have set.
const CLEARED: [&str; 10] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];
const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 22\r\nconnection: close\r\n\r\n{\"data\": {\"total\": 3}}";

/// Makes one call and prints its outcome.
#[test]
#[ignore = "the other tests run it as a child"]
fn in_a_child() {
    let Ok(url) = std::env::var(URL) else { return };
    let client = Client::<Acme>::builder().credentials(key()).endpoint(url).retry(RetryPolicy::never());
    let client = client.build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match runtime.block_on(client.send(&ask())) {
        Ok(answered) => println!("\noutcome: {}", answered.total),
        Err(error) => println!("\noutcome: {error}"),
    }
}

/// The outcome of a call to `url` with these variables.
fn call(url: &str, variables: &[(&str, &str)]) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "in_a_child", "--ignored", "--nocapture"]).env(URL, url);
    for name in CLEARED {
        child.env_remove(name);
    }
    let output = child.envs(variables.iter().copied()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let outcome = text.lines().find_map(|line| line.strip_prefix("outcome: "));
    outcome.unwrap_or_else(|| panic!("no outcome: {text}")).to_owned()
}

/// A server for one connection: it answers the first request, and returns its first line.
fn serve(answer: &'static str) -> (u16, thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    (port, thread::spawn(move || exchange(listener.accept().unwrap().0, answer)))
}

fn exchange(stream: impl Read + Write, answer: &str) -> String {
    let mut stream = BufReader::new(stream);
    let (mut first, mut line) = (String::new(), String::new());
    stream.read_line(&mut first).unwrap();
    while stream.read_line(&mut line).unwrap() > 2 {
        line.clear();
    }
    stream.get_mut().write_all(answer.as_bytes()).unwrap();
    stream.get_mut().flush().unwrap();
    first
}

#[test]
fn proxies_of_the_environment_are_used() {
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let (port, proxy) = serve("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
        let outcome = call("https://api.acme.invalid", &[(variable, &format!("http://127.0.0.1:{port}"))]);
        assert_eq!(proxy.join().unwrap(), "CONNECT api.acme.invalid:443 HTTP/1.1\r\n", "{variable}: {outcome}");
        assert!(outcome.starts_with("`Ask` was not sent"), "{outcome}");
    }
}

#[test]
fn hosts_without_a_proxy_and_loopback_addresses_are_called_directly() {
    // Nothing listens there.
    let nowhere = "http://127.0.0.1:9";
    let (port, server) = serve(ANSWER);
    let outcome = call(&format!("http://127.0.0.1:{port}"), &[("HTTP_PROXY", nowhere), ("ALL_PROXY", nowhere)]);
    assert_eq!(outcome, "3");
    assert_eq!(server.join().unwrap(), "GET /?Size=1&Id=a HTTP/1.1\r\n");
    let excepted = call("https://api.acme.invalid", &[("HTTPS_PROXY", nowhere), ("NO_PROXY", ".acme.invalid")]);
    assert!(!excepted.contains("127.0.0.1:9") && excepted.starts_with("`Ask` was not sent"), "{excepted}");
}

/// A file beside this one. The private key of the CA exists no more.
fn file(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "certificates", name].iter().collect()
}

/// A server with a certificate of an own CA.
fn serve_tls() -> (u16, thread::JoinHandle<Option<String>>) {
    let certificate = CertificateDer::from_pem_file(file("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(file("server.key")).unwrap();
    let builder = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let config = Arc::new(builder.with_single_cert(vec![certificate], key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = thread::spawn(move || {
        let mut socket = listener.accept().unwrap().0;
        let mut connection = ServerConnection::new(config).unwrap();
        while connection.is_handshaking() {
            connection.complete_io(&mut socket).ok()?;
        }
        Some(exchange(StreamOwned::new(connection, socket), ANSWER))
    });
    (port, server)
}

/// On Linux and the BSDs. Elsewhere the system's store cannot be set by a variable.
#[test]
#[cfg(all(unix, not(target_vendor = "apple"), not(target_os = "android")))]
fn certificates_of_the_system_s_store_are_trusted_and_no_others() {
    let (port, server) = serve_tls();
    let url = format!("https://127.0.0.1:{port}");
    assert_eq!(call(&url, &[("SSL_CERT_FILE", file("ca.pem").to_str().unwrap())]), "3");
    assert_eq!(server.join().unwrap().as_deref(), Some("GET /?Size=1&Id=a HTTP/1.1\r\n"));
    let (port, server) = serve_tls();
    let outcome =
        call(&format!("https://127.0.0.1:{port}"), &[("SSL_CERT_FILE", file("server.pem").to_str().unwrap())]);
    assert!(outcome.contains("certificate"), "{outcome}");
    server.join().unwrap();
}
