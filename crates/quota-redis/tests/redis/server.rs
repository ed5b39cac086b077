//! A Redis of the test's own.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// A server that keeps nothing on disk. It dies with this value.
pub(crate) struct Server {
    folder: TempDir,
    child: Child,
}

impl Server {
    /// Starts one; `None` where `redis-server` is not installed.
    pub(crate) fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        match run(&folder) {
            Ok(child) => Some(Self { folder, child }),
            Err(error) if std::env::var_os("CI").is_some() => panic!("redis-server cannot be started: {error}"),
            Err(error) => {
                eprintln!("skipped: redis-server cannot be started ({error}); Debian has it as `redis-server`");
                None
            }
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("redis+unix://{}", socket(&self.folder).display())
    }

    /// Ends it without a warning, as a power cut does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again at the same place, with nothing in it.
    pub(crate) fn start_again(&mut self) {
        self.child = run(&self.folder).unwrap();
    }

    /// What a command answers.
    pub(crate) async fn ask<T: redis::FromRedisValue>(&self, command: &[&str]) -> T {
        let client = redis::Client::open(self.url()).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        let mut asked = redis::cmd(command[0]);
        asked.arg(&command[1..]);
        asked.query_async(&mut connection).await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn socket(folder: &TempDir) -> PathBuf {
    folder.path().join("redis.sock")
}

/// Starts the server and waits until it says that it is ready.
fn run(folder: &TempDir) -> std::io::Result<Child> {
    let mut child = Command::new("redis-server")
        .args(["--port", "0", "--save", "", "--appendonly", "no", "--daemonize", "no"])
        .arg("--dir")
        .arg(folder.path())
        .arg("--unixsocket")
        .arg(socket(folder))
        .stdout(Stdio::piped())
        .spawn()?;
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.to_lowercase().contains("ready to accept connections") {
        line.clear();
        assert_ne!(output.read_line(&mut line)?, 0, "redis-server ended before it was ready");
    }
    // What it says later is read, so that it never waits for that.
    std::thread::spawn(move || output.read_to_end(&mut Vec::new()));
    Ok(child)
}
