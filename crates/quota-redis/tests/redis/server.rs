//! A Redis of the test's own.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// A server that keeps nothing on disk. It dies with this value.
pub(crate) struct Server {
    folder: TempDir,
    child: Child,
}

impl Server {
    /// Starts one that counts as if it had for long; `None` where `redis-server` is not installed.
    pub(crate) fn start() -> Option<Self> {
        let server = Self::start_new(&[])?;
        server.has_counted_for_long();
        Some(server)
    }

    /// Starts one that has counted nothing yet, with more arguments for the command.
    pub(crate) fn start_new(arguments: &[&str]) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        match run(&folder, arguments) {
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

    /// From now on, no first slot is held back.
    pub(crate) fn has_counted_for_long(&self) {
        let client = redis::Client::open(self.url()).unwrap();
        let mut connection = client.get_connection().unwrap();
        let info: String = redis::cmd("INFO").arg("server").query(&mut connection).unwrap();
        let run = info.lines().find_map(|line| line.strip_prefix("run_id:")).unwrap();
        let set = ["{rtc-quota}:server", "run", run, "since", "1"];
        redis::cmd("HSET").arg(&set).exec(&mut connection).unwrap();
    }

    /// Runs a command.
    pub(crate) fn command(&self, command: &[&str]) {
        let client = redis::Client::open(self.url()).unwrap();
        redis::cmd(command[0]).arg(&command[1..]).exec(&mut client.get_connection().unwrap()).unwrap();
    }

    /// Sends a signal, such as `STOP`.
    pub(crate) fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([format!("-{signal}"), self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    /// Ends it without a warning, as a power cut does.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again at the same place, with what `SAVE` wrote there.
    pub(crate) fn start_again(&mut self) {
        self.child = run(&self.folder, &[]).unwrap();
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

fn run(folder: &TempDir, arguments: &[&str]) -> std::io::Result<Child> {
    let mut command = Command::new("redis-server");
    command.args(["--port", "0"]).arg("--unixsocket").arg(socket(folder)).args(arguments);
    spawn(command, folder.path())
}

/// Starts a server that keeps nothing on disk, and waits until it says that it is ready.
pub(crate) fn spawn(mut command: Command, folder: &Path) -> std::io::Result<Child> {
    command.args(["--save", "", "--appendonly", "no", "--daemonize", "no"]).arg("--dir").arg(folder);
    let mut child = command.stdout(Stdio::piped()).spawn()?;
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
