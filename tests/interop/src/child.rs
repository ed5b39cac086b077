//! A child process that exchanges JSON, one object per line.

use serde_json::Value as Json;
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child as Process, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::Duration,
};

/// Maximum time to wait for a line.
const TIMEOUT: Duration = Duration::from_secs(90);

/// A running child process. Dropping this ends it.
#[derive(Debug)]
pub(crate) struct Child {
    name: String,
    process: Process,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    /// Whether it has failed once; it is not used again.
    lost: bool,
}

impl Child {
    /// Starts the process. Its stderr is passed through.
    pub(crate) fn start(name: &str, mut command: Command) -> Result<Self, String> {
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut process = pipes.spawn().map_err(|error| format!("{name} cannot be started: {error}"))?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let output = output.ok_or_else(|| format!("{name} has no output"))?;
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { name: name.to_owned(), process, input, lines, lost: false })
    }

    /// Reads the next object.
    pub(crate) fn read(&self) -> Result<Json, String> {
        let line = self.lines.recv_timeout(TIMEOUT).map_err(|error| match error {
            RecvTimeoutError::Timeout => format!("{} printed nothing for {TIMEOUT:?}", self.name),
            RecvTimeoutError::Disconnected => format!("{} has ended; its error output is above", self.name),
        })?;
        serde_json::from_str(&line).map_err(|error| format!("{} printed invalid JSON ({error}): {line}", self.name))
    }

    /// Sends an object and reads the answer.
    pub(crate) fn request(&mut self, question: &Json) -> Result<Json, String> {
        if self.lost {
            return Err(format!("{} has failed before", self.name));
        }
        let input = self.input.as_mut().ok_or_else(|| format!("{} has no input", self.name))?;
        let sent =
            writeln!(input, "{question}").map_err(|error| format!("{} does not accept input: {error}", self.name));
        let answer = sent.and_then(|()| self.read());
        self.lost = answer.is_err();
        answer
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Both fail only if the process has already ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
