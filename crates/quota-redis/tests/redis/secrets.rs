//! Passwords are shown nowhere.

use crate::{key, log::Log, ms, rate_limit};
use rtc_core::{Quotas, quota::QuotaBucket};
use rtc_quota_redis::{WhenUnavailable, connect};
use tokio::{net::TcpListener, time::Instant};
use tracing::instrument::WithSubscriber as _;

#[tokio::test]
async fn a_password_is_shown_nowhere() {
    // Whoever listens there hangs up at once.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    let log = Log::new();
    async {
        let store =
            connect(&format!("redis://me:top-secret@{address}/3")).unwrap().when_unavailable(WhenUnavailable::Fail);
        let bucket = QuotaBucket::new(key("Ask"), rate_limit(1, ms(1000)));
        let quotas = Quotas::with_store(store.clone());
        let error = quotas.acquire(&bucket, Instant::now() + ms(60_000)).await.unwrap_err();
        let shown = format!("{store:?} {quotas:?} {error} {error:?} {}", log.text());
        assert!(shown.contains(&address.to_string()) && shown.contains("Redis is unavailable"), "{shown}");
        assert!(!shown.contains("top-secret"), "{shown}");
    }
    .with_subscriber(log.clone())
    .await;
}

#[test]
fn a_url_that_is_none_is_not_repeated() {
    // `main` prints the `Debug`, which is the message.
    let printed = |url: &str| {
        let error = connect(url).map(|_| ()).unwrap_err();
        assert_eq!(format!("{error:?}"), error.to_string());
        error.to_string()
    };
    for url in ["top-secret", "http://me:top-secret@host", "redis://:top-secret@", "redis://me:top-secret@host/x"] {
        assert!(!printed(url).contains("top-secret"), "{}", printed(url));
    }
    insta::assert_snapshot!(printed("http://me:top-secret@host"));
    #[cfg(not(feature = "tls"))]
    insta::assert_snapshot!(printed("rediss://me:top-secret@host"));
}
