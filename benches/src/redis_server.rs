//! A Redis server for a benchmark: on a Unix socket, without persistence.

use std::{
    env, fs,
    io::{self, BufRead as _, BufReader, Read as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

/// A running server. Dropping this ends it.
#[derive(Debug)]
pub struct RedisServer {
    child: Child,
    folder: PathBuf,
}

/// Starts a server and waits until it is ready.
///
/// # Errors
/// If `redis-server` cannot be started.
pub fn start() -> io::Result<RedisServer> {
    let folder = env::temp_dir().join(format!("rtc-benches-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let started = Command::new("redis-server")
        .args(["--port", "0", "--save", "", "--appendonly", "no", "--daemonize", "no"])
        .arg("--dir")
        .arg(&folder)
        .arg("--unixsocket")
        .arg(folder.join("redis.sock"))
        .stdout(Stdio::piped())
        .spawn();
    let mut server = match started {
        Ok(child) => RedisServer { child, folder },
        Err(error) => {
            fs::remove_dir_all(folder)?;
            return Err(error);
        }
    };
    let output = server.child.stdout.take().ok_or_else(|| io::Error::other("it has no output"))?;
    let mut output = BufReader::new(output);
    let mut line = String::new();
    while !line.to_lowercase().contains("ready to accept connections") {
        line.clear();
        if output.read_line(&mut line)? == 0 {
            return Err(io::Error::other("it ended before it was ready"));
        }
    }
    std::thread::spawn(move || output.read_to_end(&mut Vec::new()));
    Ok(server)
}

impl RedisServer {
    /// The URL of the server.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis+unix://{}", self.folder.join("redis.sock").display())
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
