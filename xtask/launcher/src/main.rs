//! `cargo xtask`: builds the project's commands and runs them. Exit codes are those of the command.
#![forbid(unsafe_code)]

use std::{env, path::Path, process::ExitCode};
use xtask_launcher::Program;

fn main() -> ExitCode {
    let commands = Program { package: "xtask", what: "the project's commands", takes: "about a minute" };
    // Where the user is, so that paths among the arguments are right.
    commands.run(Path::new("."), env::args_os().skip(1))
}
