//! Builds and starts programs of this workspace, and says so where that takes time.
#![forbid(unsafe_code)]

use std::{
    env,
    ffi::{OsStr, OsString},
    io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::mpsc,
    thread,
    time::Duration,
};

/// How long a build may take before it is announced.
const A_MOMENT: Duration = Duration::from_secs(2);

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
    /// what it builds. Later builds show nothing, but one that takes more than a moment is announced.
    ///
    /// Returns the program's exit code where that is 0 or 2, else 1.
    pub fn run(self, folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> ExitCode {
        match self.build(folder) {
            Ok(true) => {}
            Ok(false) => return ExitCode::FAILURE,
            Err(error) => {
                eprintln!("cannot start cargo: {error}; install Rust from https://rustup.rs");
                return ExitCode::FAILURE;
            }
        }
        let run = |program| Command::new(program).current_dir(folder).args(arguments).status();
        match self.path().and_then(run).map(|status| status.code()) {
            Ok(Some(0)) => ExitCode::SUCCESS,
            Ok(Some(2)) => ExitCode::from(2),
            Ok(_) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("cannot start {}: {error}", self.package);
                ExitCode::FAILURE
            }
        }
    }

    /// Builds the program. Returns whether that succeeded; cargo has shown why not.
    fn build(self, folder: &Path) -> io::Result<bool> {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
        command.args(["build", "--package", self.package]).current_dir(folder);
        let is_first = !self.path().is_ok_and(|program| program.exists());
        if is_first {
            eprintln!("Building {}. The first time, this takes {} on two cores.", self.what, self.takes);
            return command.status().map(|status| status.success());
        }
        let mut building = command.arg("--quiet").spawn()?;
        let (built, ends) = mpsc::channel::<()>();
        let what = self.what.to_owned();
        let announcing = thread::spawn(move || {
            if ends.recv_timeout(A_MOMENT) == Err(mpsc::RecvTimeoutError::Timeout) {
                eprintln!("Building {what} again, because something of it changed …");
            }
        });
        let status = building.wait();
        drop(built);
        // It does nothing that could fail.
        let _ = announcing.join();
        status.map(|status| status.success())
    }

    /// The program, beside the running one, where cargo puts all of them.
    fn path(self) -> io::Result<PathBuf> {
        let name = format!("{}{}", self.package, env::consts::EXE_SUFFIX);
        env::current_exe().map(|running| running.with_file_name(name))
    }
}
