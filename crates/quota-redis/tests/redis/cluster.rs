//! A cluster of three nodes.

use crate::{key, ports, rate_limit, server};
use redis::FromRedisValue;
use rtc_core::quota::store::{QuotaStore as _, Reservation, Slot};
use rtc_quota_redis::{RedisStore, connect};
use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

struct Cluster {
    ports: [u16; 3],
    nodes: Vec<Child>,
    folders: Vec<TempDir>,
}

impl Cluster {
    /// Starts one; `None` where `redis-server` is not installed.
    fn start() -> Option<Self> {
        // Another process may have taken a port meanwhile.
        (0..5).find_map(|_| Self::try_start())
    }

    fn try_start() -> Option<Self> {
        let [one, two, three, buses @ ..] = ports::free::<6>();
        let ports = [one, two, three];
        let mut cluster = Self { ports, nodes: Vec::new(), folders: Vec::new() };
        for (port, bus) in ports.into_iter().zip(buses) {
            let folder = tempfile::tempdir().unwrap();
            let mut command = Command::new("redis-server");
            command.args(["--bind", "127.0.0.1", "--cluster-enabled", "yes", "--cluster-node-timeout", "2000"]);
            command.args(["--port", &port.to_string(), "--cluster-port", &bus.to_string()]);
            cluster.nodes.push(server::spawn(command, folder.path()).ok()?);
            cluster.folders.push(folder);
        }
        let mut create = Command::new("redis-cli");
        create.args(["--cluster", "create", "--cluster-yes"]);
        create.args(ports.map(|port| format!("127.0.0.1:{port}")));
        create.stdout(Stdio::null()).status().unwrap().success().then_some(cluster)
    }

    fn store(&self, node: usize) -> RedisStore {
        connect(&self.url(node)).unwrap().timeout(Duration::from_secs(20)).retry_every(Duration::ZERO)
    }

    fn url(&self, node: usize) -> String {
        format!("redis://127.0.0.1:{}", self.ports[node])
    }

    /// What a command answers.
    async fn ask<T: FromRedisValue>(&self, node: usize, command: &[&str]) -> T {
        let client = redis::Client::open(self.url(node)).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        redis::cmd(command[0]).arg(&command[1..]).query_async(&mut connection).await.unwrap()
    }

    /// Waits until every node says that the cluster is complete.
    async fn is_complete(&self) {
        for node in 0..3 {
            while !self.ask::<String>(node, &["CLUSTER", "INFO"]).await.contains("cluster_state:ok") {
                tokio::task::yield_now().await;
            }
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for node in &mut self.nodes {
            let _ = node.kill();
            let _ = node.wait();
        }
    }
}

async fn reserve(store: &RedisStore) -> Slot {
    let rate_limit = rate_limit(10, MINUTE);
    store.reserve(Reservation { key: &key("Ask"), rate_limit, max_wait: HOUR, missed: None }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_counts_as_one_server_whichever_node_is_named() {
    let Some(cluster) = Cluster::start() else {
        assert!(std::env::var_os("CI").is_none(), "no cluster can be started");
        return;
    };
    cluster.is_complete().await;
    let stores = [0, 1, 2].map(|node| cluster.store(node));
    let mut last = reserve(&stores[0]).await;
    for round in 0..6 {
        let slot = reserve(&stores[round % 3]).await;
        // Unless it counted for itself, each slot follows the last one.
        assert_eq!(slot.begins - last.begins, 6_090_000, "{round}");
        last = slot;
    }

    // The hash slot moves to another node; meanwhile each call is told to ask there.
    let tag = "{rtc-quota}:server";
    let slot = cluster.ask::<u16>(0, &["CLUSTER", "KEYSLOT", tag]).await.to_string();
    let mut ids = Vec::new();
    for node in 0..3 {
        ids.push(cluster.ask::<String>(node, &["CLUSTER", "MYID"]).await);
    }
    let mut from = 0;
    for node in 0..3 {
        let keys: Vec<String> = cluster.ask(node, &["KEYS", "*"]).await;
        if !keys.is_empty() {
            assert_eq!(keys.len(), 3, "{keys:?}");
            from = node;
        }
    }
    let to = (from + 1) % 3;
    let _: String = cluster.ask(to, &["CLUSTER", "SETSLOT", &slot, "IMPORTING", &ids[from]]).await;
    let _: String = cluster.ask(from, &["CLUSTER", "SETSLOT", &slot, "MIGRATING", &ids[to]]).await;
    let keys: Vec<String> = cluster.ask(from, &["KEYS", "*"]).await;
    let port = cluster.ports[to].to_string();
    let mut migrate = vec!["MIGRATE", "127.0.0.1", &port, "", "0", "10000", "KEYS"];
    migrate.extend(keys.iter().map(String::as_str));
    let _: String = cluster.ask(from, &migrate).await;
    for store in &stores {
        let slot = reserve(store).await;
        assert_eq!(slot.begins - last.begins, 6_090_000, "asked at the other node");
        last = slot;
    }
    for node in [to, from, (from + 2) % 3] {
        let _: String = cluster.ask(node, &["CLUSTER", "SETSLOT", &slot, "NODE", &ids[to]]).await;
    }
    for store in &stores {
        let slot = reserve(store).await;
        assert_eq!(slot.begins - last.begins, 6_090_000, "moved to the other node");
        last = slot;
    }
}
