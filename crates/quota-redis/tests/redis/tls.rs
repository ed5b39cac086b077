//! Redis over TLS, with a certificate authority of the test's own.

use crate::{log::Log, ports, rate_limit, reserve, server};
use rtc_core::quota::store::StoreError;
use rtc_quota_redis::{RedisStore, connect, connect_trusting};
use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;
use tracing::instrument::WithSubscriber as _;

const MINUTE: Duration = Duration::from_secs(60);

/// A server that speaks TLS only.
struct TlsServer {
    folder: TempDir,
    child: Child,
    port: u16,
}

impl TlsServer {
    /// Starts one; `None` where `redis-server` has no TLS or `openssl` is not installed.
    fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let server = certificates(folder.path()).and_then(|()| (0..5).find_map(|_| run(folder.path())));
        assert!(
            server.is_some() || std::env::var_os("CI").is_none(),
            "no Redis with TLS can be started; is `openssl` installed?"
        );
        let (child, port) = server?;
        Some(Self { folder, child, port })
    }

    fn authority(&self) -> Vec<u8> {
        fs::read(self.folder.path().join("authority.pem")).unwrap()
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes an authority and a certificate for 127.0.0.1 into the folder.
fn certificates(folder: &Path) -> Option<()> {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl(
        folder,
        &[&["req", "-x509", "-keyout", "authority.key", "-out", "authority.pem"], &key[..]].concat(),
        "authority",
    )?;
    let server = ["req", "-x509", "-CA", "authority.pem", "-CAkey", "authority.key", "-keyout", "server.key"];
    let names =
        ["-out", "server.pem", "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE"];
    openssl(folder, &[&server[..], &names[..], &key[..]].concat(), "server")
}

fn openssl(folder: &Path, arguments: &[&str], name: &str) -> Option<()> {
    let mut command = Command::new("openssl");
    command.args(arguments).args(["-subj", &format!("/CN={name}"), "-days", "2"]).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?.success().then_some(())
}

fn run(folder: &Path) -> Option<(Child, u16)> {
    let [port] = ports::free::<1>();
    let mut command = Command::new("redis-server");
    command.args(["--bind", "127.0.0.1", "--port", "0", "--tls-port", &port.to_string()]);
    command.args(["--tls-cert-file", "server.pem", "--tls-key-file", "server.key", "--tls-auth-clients", "no"]);
    command.args(["--tls-ca-cert-file", "authority.pem"]).current_dir(folder);
    Some((server::spawn(command, folder).ok()?, port))
}

fn patient(store: RedisStore) -> RedisStore {
    store.timeout(Duration::from_secs(10))
}

async fn refusal(store: RedisStore) -> String {
    let log = Log::new();
    match reserve(&patient(store), "Ask", rate_limit(10, MINUTE), 2 * MINUTE).with_subscriber(log.clone()).await {
        Err(StoreError::Unavailable { reason }) => reason,
        other => panic!("not refused: {other:?}, {}", log.text()),
    }
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_when_it_is_named() {
    let Some(server) = TlsServer::start() else { return };
    let url = format!("rediss://127.0.0.1:{}", server.port);
    let store = patient(connect_trusting(&url, &server.authority()).unwrap());
    let first = reserve(&store, "Ask", rate_limit(10, MINUTE), 2 * MINUTE).await.unwrap();
    let second = reserve(&store, "Ask", rate_limit(10, MINUTE), 2 * MINUTE).await.unwrap();
    assert_eq!(second.begins - first.begins, 6_090_000);

    let reason = refusal(connect(&url).unwrap()).await;
    assert!(reason.contains("UnknownIssuer") && reason.contains("connect_trusting"), "{reason}");
    let other_name = format!("rediss://localhost:{}", server.port);
    let reason = refusal(connect_trusting(&other_name, &server.authority()).unwrap()).await;
    assert!(reason.contains("valid for the host of the URL"), "{reason}");
}

#[test]
fn certificates_that_are_none_are_refused_at_once() {
    let printed = |url, pem: &[u8]| connect_trusting(url, pem).map(|_| ()).unwrap_err().to_string();
    assert!(printed("redis://host", b"").contains("need TLS"));
    for pem in [&b""[..], b"secret", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        assert!(printed("rediss://host", pem).contains("not certificates in PEM form"));
    }
}
