//! A Redis that answers and refuses: a mistake in the settings, unless it passes by itself.

use crate::{key, log::Log, ms, rate_limit, reserve, server::Server};
use rtc_core::quota::store::StoreError;
use rtc_quota_redis::{RedisStore, connect};
use std::time::Duration;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::UnixListener,
};
use tracing::instrument::WithSubscriber as _;

const MINUTE: Duration = Duration::from_secs(60);

fn patient(url: &str) -> RedisStore {
    connect(url).unwrap().timeout(Duration::from_secs(10)).retry_every(Duration::ZERO)
}

/// The reason of a refusal. By default a process counts for itself during an outage, so only a mistake is an error.
async fn refusal(store: &RedisStore) -> String {
    match reserve(store, "Ask", rate_limit(10, MINUTE), 2 * MINUTE).await {
        Err(StoreError::Unavailable { reason }) => reason,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_wrong_password_is_an_error_until_it_is_corrected() {
    let Some(server) = Server::start_new(&["--requirepass", "right-secret"]) else { return };
    let url = |query: &str| format!("{}?{query}", server.url());
    let log = Log::new();
    async {
        let missing = patient(&server.url());
        let reason = refusal(&missing).await;
        assert!(reason.contains("asks for a password; write one into the URL"), "{reason}");
        for query in ["pass=wrong-secret", "user=nobody&pass=right-secret"] {
            let wrong = patient(&url(query));
            let reason = refusal(&wrong).await;
            assert!(reason.contains("refuses the user and password of the URL"), "{reason}");
            assert!(!format!("{reason} {wrong:?} {}", log.text()).contains("secret"), "{reason}");
        }
        reserve(&patient(&url("pass=right-secret")), "Ask", rate_limit(10, MINUTE), 2 * MINUTE).await.unwrap();
        // The same store works as soon as the server is corrected.
        let admin = redis::Client::open(url("pass=right-secret")).unwrap();
        let mut admin = admin.get_multiplexed_async_connection().await.unwrap();
        redis::cmd("CONFIG").arg(&["SET", "requirepass", ""]).exec_async(&mut admin).await.unwrap();
        reserve(&missing, "Ask", rate_limit(10, MINUTE), 2 * MINUTE).await.unwrap();
    }
    .with_subscriber(log.clone())
    .await;
    assert_eq!((log.count("ERROR"), log.count("WARN"), log.count("INFO")), (3, 0, 1), "{}", log.text());
}

#[tokio::test]
async fn a_database_or_a_password_that_is_not_there_is_an_error() {
    let Some(server) = Server::start() else { return };
    let reason = refusal(&patient(&format!("{}?db=99", server.url()))).await;
    assert!(reason.contains("refuses the database of the URL") && reason.contains("out of range"), "{reason}");
    let reason = refusal(&patient(&format!("{}?pass=secret", server.url()))).await;
    assert!(reason.contains("refuses the user and password") && !reason.contains("secret"), "{reason}");
}

#[tokio::test]
async fn a_forbidden_script_is_an_error() {
    let Some(server) = Server::start() else { return };
    let users: [(&str, &[&str]); 3] =
        [("reader", &["+@read", "~*"]), ("stranger", &["+@all", "~other:*"]), ("clock", &["+@all", "-time", "~*"])];
    for (user, rules) in users {
        let _: String = server.ask(&[&["ACL", "SETUSER", user, "on", ">secret"], rules].concat()).await;
        let reason = refusal(&patient(&format!("{}?user={user}&pass=secret", server.url()))).await;
        assert!(reason.contains("allow its user EVALSHA, EVAL"), "{user}: {reason}");
    }
    // The script does without this one.
    let _: String = server.ask(&["ACL", "SETUSER", "blind", "on", ">secret", "+@all", "-info", "~*"]).await;
    let blind = patient(&format!("{}?user=blind&pass=secret", server.url()));
    reserve(&blind, "Ask", rate_limit(10, MINUTE), 2 * MINUTE).await.unwrap();
    let without = Server::start_new(&["--rename-command", "EVAL", "", "--rename-command", "EVALSHA", ""]).unwrap();
    let reason = refusal(&patient(&without.url())).await;
    assert!(reason.contains("unknown command") && reason.contains("let it offer EVAL"), "{reason}");
}

#[tokio::test]
async fn a_replica_from_the_start_is_the_wrong_server_and_a_later_one_a_failover() {
    let Some(server) = Server::start() else { return };
    let store = patient(&server.url());
    reserve(&store, "Ask", rate_limit(10, MINUTE), MINUTE).await.unwrap();
    // A primary that never answers.
    let _: String = server.ask(&["REPLICAOF", "127.0.0.1", "1"]).await;
    reserve(&store, "Other", rate_limit(10, MINUTE), 2 * MINUTE).await.unwrap();
    let reason = refusal(&patient(&server.url())).await;
    assert!(reason.contains("it is a replica; name the primary"), "{reason}");
    let _: String = server.ask(&["REPLICAOF", "NO", "ONE"]).await;
    reserve(&store, "Ask", rate_limit(10, MINUTE), 2 * MINUTE).await.unwrap();
}

/// A server that answers everything with the same bytes.
fn parrot(answer: &'static [u8]) -> (TempDir, RedisStore) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("parrot.sock");
    let listener = UnixListener::bind(&path).unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut bytes = [0; 4096];
                while stream.read(&mut bytes).await.is_ok_and(|read| read > 0) {
                    let _ = stream.write_all(answer).await;
                }
            });
        }
    });
    (folder, patient(&format!("redis+unix://{}", path.display())))
}

#[tokio::test]
async fn what_passes_by_itself_is_an_outage() {
    let passing: [&[u8]; 10] = [
        b"-LOADING Redis is loading the dataset in memory\r\n",
        b"-BUSY Redis is busy running a script.\r\n",
        b"-TRYAGAIN Multiple keys request during rehashing of slot\r\n",
        b"-CLUSTERDOWN The cluster is down\r\n",
        b"-MASTERDOWN Link with MASTER is down\r\n",
        b"-OOM command not allowed when used memory > 'maxmemory'.\r\n",
        b"-MISCONF Redis is configured to save RDB snapshots\r\n",
        b"-NOREPLICAS Not enough good replicas to write.\r\n",
        b"-ERR max number of clients reached\r\n",
        b"-MOVED 1 127.0.0.1:1\r\n",
    ];
    for answer in passing {
        let (_folder, store) = parrot(answer);
        let slot = reserve(&store, "Ask", rate_limit(10, MINUTE), 2 * MINUTE).await;
        assert!(slot.is_ok(), "{}: {slot:?}", String::from_utf8_lossy(answer));
    }
}

#[tokio::test]
async fn every_other_answer_is_an_error_with_what_to_do() {
    let refused: [(&[u8], &str); 7] = [
        (b"-DENIED Redis is running in protected mode\r\n", "protected mode"),
        (b"-CROSSSLOT Keys in request don't hash to the same slot\r\n", "connect to the cluster itself"),
        (b"-NOPERM this user has no permissions\r\n", "allow its user"),
        (b"-WRONGTYPE Operation against a key\r\n", "correct the server"),
        (b"-ERR Error running script: @user_script: 50: -READONLY You can't write\r\n", "name the primary"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "does not speak the protocol of Redis"),
        (b"+OK\r\n", "does not speak the protocol of Redis"),
    ];
    for (answer, cure) in refused {
        let (_folder, store) = parrot(answer);
        let reason = refusal(&store).await;
        assert!(reason.contains(cure), "{}: {reason}", String::from_utf8_lossy(answer));
    }
}

#[tokio::test]
async fn a_reply_that_quotes_the_password_is_not_repeated() {
    let (folder, _) = parrot(b"-ERR unknown command `AUTH`, with args beginning with: `top-secret`\r\n");
    let url = format!("redis+unix://{}?pass=top-secret", folder.path().join("parrot.sock").display());
    let log = Log::new();
    let reason = refusal(&patient(&url)).with_subscriber(log.clone()).await;
    assert!(!format!("{reason} {}", log.text()).contains("top-secret"), "{reason}");
}

#[tokio::test]
async fn a_refusal_is_not_asked_about_by_every_call() {
    use rtc_core::quota::store::QuotaStore as _;
    let (_folder, store) = parrot(b"-NOPERM no\r\n");
    let store = store.retry_every(Duration::MAX);
    let first = refusal(&store).await;
    assert_eq!(refusal(&store).await, first);
    // A throttle is not lost in an error either: there is nothing to count.
    store.throttle(&key("Ask"), rate_limit(10, ms(1000)), None).await;
}
