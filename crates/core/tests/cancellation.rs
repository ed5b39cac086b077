//! Calls that are dropped on their way, over a real socket: the work stops, and the client goes on working.
#![cfg(all(feature = "reqwest", any(feature = "ring", feature = "aws-lc-rs")))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use common::{Acme, Answered, ask, key};
use rtc_core::{Client, ClientBuilder, Quotas, RetryPolicy};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::{Notify, Semaphore},
};

/// What a server does with a request.
#[derive(Clone, Copy)]
enum Then {
    /// Answers well.
    Well,
    /// Is busy, and wants the caller to come back later.
    Busy,
    /// Answers nothing.
    Silent,
    /// Answers half.
    Half,
}

/// A server that does what it is told, request by request.
#[derive(Clone)]
struct Server {
    script: Arc<Mutex<VecDeque<Then>>>,
    /// One permit for each request that was read and dealt with.
    served: Arc<Semaphore>,
    /// One permit for each connection that the client closed.
    closed: Arc<Semaphore>,
}

impl Server {
    async fn start(script: impl IntoIterator<Item = Then>) -> (Self, ClientBuilder<Acme>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script = Arc::new(Mutex::new(script.into_iter().collect()));
        let server = Self { script, served: Arc::new(Semaphore::new(0)), closed: Arc::new(Semaphore::new(0)) };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serving.clone().converse(stream));
            }
        });
        (server, Client::builder().credentials(key()).quotas(Quotas::off()).endpoint(url))
    }

    async fn converse(self, mut stream: TcpStream) {
        let mut read = Vec::new();
        while stream.read_buf(&mut read).await.is_ok_and(|bytes| bytes > 0) {
            if !read.ends_with(b"\r\n\r\n") {
                continue;
            }
            read.clear();
            let then = self.script.lock().unwrap().pop_front().expect("one request too many");
            let answer = match then {
                Then::Well => "HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{\"data\": {\"total\": 3}}",
                Then::Busy => "HTTP/1.1 503 Busy\r\nretry-after: 20\r\ncontent-length: 0\r\n\r\n",
                Then::Silent => "",
                Then::Half => "HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{\"data\": {",
            };
            stream.write_all(answer.as_bytes()).await.unwrap();
            self.served.add_permits(1);
        }
        self.closed.add_permits(1);
    }

    async fn served(&self) {
        self.served.acquire().await.unwrap().forget();
    }

    async fn closed(&self) {
        self.closed.acquire().await.unwrap().forget();
    }
}

async fn well(client: &Client<Acme>) {
    assert_eq!(client.send(&ask()).await.unwrap(), Answered { total: 3 });
}

#[tokio::test]
async fn while_it_waits_for_an_answer() {
    for then in [Then::Silent, Then::Half] {
        let (server, builder) = Server::start([Then::Well, then, Then::Well]).await;
        let client = builder.build().unwrap();
        well(&client).await;
        server.served().await;
        tokio::select! {
            outcome = client.send_owned(ask()) => panic!("{outcome:?}"),
            () = server.served() => {}
        }
        server.closed().await;
        well(&client).await;
    }
}

#[tokio::test]
async fn many_of_them_leave_no_connection_behind() {
    let (server, builder) = Server::start((0..30).map(|_| Then::Silent).chain([Then::Well])).await;
    let client = builder.build().unwrap();
    for _ in 0..3 {
        let calls = (0..10).map(|_| {
            let client = client.clone();
            async move { client.send(&ask()).await.map_err(|error| error.to_string()) }
        });
        let mut calls = calls.collect::<tokio::task::JoinSet<_>>();
        for _ in 0..10 {
            server.served().await;
        }
        calls.shutdown().await;
        for _ in 0..10 {
            server.closed().await;
        }
    }
    well(&client).await;
}

#[tokio::test]
async fn between_two_attempts() {
    let (_, builder) = Server::start([Then::Busy, Then::Well]).await;
    let waiting = Arc::new(Notify::new());
    let told = Arc::clone(&waiting);
    let policy = RetryPolicy::default().jitter(move |longest| {
        told.notify_one();
        longest
    });
    let client = builder.retry(policy).timeout(Duration::from_secs(60)).build().unwrap();
    tokio::select! {
        outcome = client.send_owned(ask()) => panic!("{outcome:?}"),
        () = waiting.notified() => {}
    }
    well(&client).await;
}

#[tokio::test]
async fn before_it_was_polled() {
    let (server, builder) = Server::start([Then::Well]).await;
    let client = builder.build().unwrap();
    drop(client.send_owned(ask()));
    well(&client).await;
    server.served().await;
    assert_eq!(server.served.available_permits(), 0);
}
