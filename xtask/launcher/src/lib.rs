//! Builds and starts programs of this workspace, and says so where that takes time.
#![forbid(unsafe_code)]

use std::{
    env,
    ffi::{OsStr, OsString},
    path::Path,
    process::{Command, ExitCode},
};

/// A program of this workspace.
#[derive(Clone, Copy, Debug)]
pub struct Program<'a> {
    /// The name of its package and of the program.
    pub package: &'a str,
    /// What is built, for the message before the first build.
    pub what: &'a str,
    /// How long the first build takes on two cores, in words.
    pub takes: &'a str,
}

impl Program<'_> {
    /// Builds the program if necessary, and runs it. Before the first build it says how long that takes, and cargo shows
    /// what it builds; later builds are silent unless they fail.
    ///
    /// Returns the program's exit code where that is 0 or 2, else 1.
    pub fn run(self, folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> ExitCode {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
        command.args(["run", "--package", self.package]).current_dir(folder);
        if self.is_built() {
            command.arg("--quiet");
        } else {
            eprintln!("Building {}. The first time, this takes {} on two cores.", self.what, self.takes);
        }
        match command.arg("--").args(arguments).status().map(|status| status.code()) {
            Ok(Some(0)) => ExitCode::SUCCESS,
            Ok(Some(2)) => ExitCode::from(2),
            Ok(_) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("cannot start cargo: {error}; install Rust from https://rustup.rs");
                ExitCode::FAILURE
            }
        }
    }

    /// Whether it is beside the running program, where cargo puts all of them.
    fn is_built(self) -> bool {
        let name = format!("{}{}", self.package, env::consts::EXE_SUFFIX);
        env::current_exe().is_ok_and(|running| running.with_file_name(name).exists())
    }
}
