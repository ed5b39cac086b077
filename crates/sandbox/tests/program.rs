//! The program: how it ends.
#![cfg(all(unix, feature = "program"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use std::{
    io::{BufRead, BufReader, Read},
    process::{Command, Stdio},
};

/// Starts it, sends the signal once it says that it is running, and gives what it prints from then on.
fn stopped_by(signal: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rtc-sandbox"));
    // Where no folder of specs is near.
    let mut child = command.current_dir(std::env::temp_dir()).stdout(Stdio::piped()).spawn().unwrap();
    let mut printed = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    printed.read_line(&mut first).unwrap();
    assert!(first.starts_with("# The sandbox is running"), "{first}");
    let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let mut rest = String::new();
    printed.read_to_string(&mut rest).unwrap();
    let status = child.wait().unwrap();
    assert!(status.success(), "{status}");
    rest
}

#[test]
fn ctrl_c_and_sigterm_end_it_with_a_summary() {
    for signal in ["INT", "TERM"] {
        let rest = stopped_by(signal);
        assert!(rest.contains("\n# calls "), "{rest}");
        assert!(rest.trim_end().lines().last().unwrap().contains("DescribeUsers"), "{rest}");
    }
}
