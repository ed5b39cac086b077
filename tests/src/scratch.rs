//! Workspaces of generated crates, apart from the project's own.

use crate::{manifest, root};
use rtc_codegen::{Crate, Plan};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A workspace of generated crates. It is kept between runs, and so is what cargo builds of it, so that only what changed
/// is compiled again. All workspaces in one folder build into one target folder.
///
/// It has no transport, so no TLS is built for it.
#[derive(Clone, Debug)]
pub struct Scratch {
    folder: PathBuf,
    target: PathBuf,
}

impl Scratch {
    /// Brings the workspace `name` below `folder` up to date: the crates, and `others`, files by their paths in it.
    /// `members` are the folders of crates among the others.
    ///
    /// # Panics
    /// If it cannot be written.
    #[must_use]
    pub fn new(folder: &Path, name: &str, crates: Vec<Crate>, members: &[&str], others: Vec<(String, String)>) -> Self {
        let workspace = folder.join(name);
        let read = |path: &str| fs::read_to_string(root().join(path)).expect("a file of the project can be read");
        let members: Vec<&str> = members.iter().copied().chain(["crates/actions/*/*"]).collect();
        let mut others = others;
        others.push(("Cargo.toml".to_owned(), manifest(&members)));
        others.push(("clippy.toml".to_owned(), read("clippy.toml")));
        // What the project has locked is used here too; cargo adds the workspace's own crates.
        let lock = workspace.join("Cargo.lock");
        if !lock.exists() || is_newer(&root().join("Cargo.lock"), &lock) {
            others.push(("Cargo.lock".to_owned(), read("Cargo.lock")));
        }
        let plan = Plan::new(&workspace, "crates/actions", crates, others).unwrap_or_else(|error| panic!("{error}"));
        plan.write().unwrap_or_else(|error| panic!("{error}"));
        Self { folder: workspace, target: folder.join("scratch-target") }
    }

    /// Runs cargo for the whole workspace; a warning is an error.
    ///
    /// # Panics
    /// If cargo fails, with what it printed.
    pub fn cargo(&self, arguments: &[&str]) {
        let output = self.output(arguments);
        let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert!(output.status.success(), "cargo {} in {}\n{printed}", arguments.join(" "), self.folder.display());
    }

    /// What cargo prints for the whole workspace, whether it fails or not. All runs have the same flags, so that they share
    /// what is built.
    ///
    /// # Panics
    /// If cargo cannot be started.
    #[must_use]
    pub fn output(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).args(["--quiet", "--offline", "--no-default-features"]);
        if !arguments.contains(&"--package") {
            command.arg("--workspace");
        }
        command.current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target);
        for inherited in ["CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUST_BACKTRACE"] {
            command.env_remove(inherited);
        }
        command.envs(["RUSTFLAGS", "RUSTDOCFLAGS"].map(|flags| (flags, "-D warnings")));
        command.output().expect("cargo can be started")
    }
}

fn is_newer(one: &Path, other: &Path) -> bool {
    let changed =
        |path: &Path| fs::metadata(path).and_then(|data| data.modified()).expect("a file has a time of its change");
    changed(one) > changed(other)
}
