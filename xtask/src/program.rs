//! Programs of this project that are not this one: it must build without the generated crates.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::Path,
    process::{Command, ExitCode},
};

/// Builds and runs a package's program. Its exit code, where that is 0 or 2, else 1.
pub(crate) fn run(root: &Path, package: &str, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> ExitCode {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(["run", "--quiet", "--package", package, "--"]).args(arguments).current_dir(root);
    match command.status().map(|status| status.code()) {
        Ok(Some(0)) => ExitCode::SUCCESS,
        Ok(Some(2)) => ExitCode::from(2),
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cannot start cargo: {error}");
            ExitCode::FAILURE
        }
    }
}
