//! A program beside this one that speaks JSON, an object a line.

use serde_json::Value as Json;
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child as Process, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::Duration,
};

/// How long it may be silent.
const TIMEOUT: Duration = Duration::from_secs(90);

/// A running program. It ends with this value.
#[derive(Debug)]
pub(crate) struct Child {
    name: String,
    process: Process,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    /// It failed once and is not waited for again.
    lost: bool,
}

impl Child {
    /// Starts it. What it says on stderr is shown.
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

    /// The next that it says.
    pub(crate) fn read(&self) -> Result<Json, String> {
        let line = self.lines.recv_timeout(TIMEOUT).map_err(|error| match error {
            RecvTimeoutError::Timeout => format!("{} said nothing for {TIMEOUT:?}", self.name),
            RecvTimeoutError::Disconnected => format!("{} has ended; what it says of that stands above", self.name),
        })?;
        serde_json::from_str(&line).map_err(|error| format!("{} said what is no JSON ({error}): {line}", self.name))
    }

    /// What it answers.
    pub(crate) fn request(&mut self, question: &Json) -> Result<Json, String> {
        if self.lost {
            return Err(format!("{} was lost before", self.name));
        }
        let input = self.input.as_mut().ok_or_else(|| format!("{} has no input", self.name))?;
        let sent = writeln!(input, "{question}").map_err(|error| format!("{} does not listen: {error}", self.name));
        let answer = sent.and_then(|()| self.read());
        self.lost = answer.is_err();
        answer
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Both fail only where it has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
