//! The project's own commands. Exit codes: 0 well, 1 the work found something wrong, 2 wrong usage or nothing to work with.
#![forbid(unsafe_code)]

mod bump;
mod diff;
mod drift;
mod generate;
mod import;
mod interop;
mod pages;
mod program;
mod read;
mod release;
mod revision;

use clap::{Parser, Subcommand};
use diff::Base;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    /// The project's folder, if not the one this was built from.
    #[arg(long, global = true, value_name = "FOLDER")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Makes the crates below crates/actions, the JSON Schemas and the README's table from the specs.
    Gen {
        /// Writes nothing; shows what would change and exits with 1 if anything would.
        #[arg(long)]
        check: bool,
    },
    /// Compares the specs with those of a git revision: what changed for who uses each crate, what breaks, and which
    /// version comes next. Exits with 1 if a crate's version did not follow.
    Diff {
        /// A commit, branch or tag.
        #[arg(value_name = "REV", default_value = "HEAD")]
        revision: String,
        /// Compares with the specs of the last release instead, those in the folder `released`.
        #[arg(long, conflicts_with = "revision")]
        released: bool,
        /// Writes the next versions into the specs and what changed into the crates' changelogs, and makes the crates.
        #[arg(long)]
        bump: bool,
    },
    /// Reads saved pages of a vendor's documentation and prints what they say, with line and column.
    Read {
        /// The pages: text, Markdown or HTML. Types from a page of types are looked up for the other pages.
        #[arg(required = true, value_name = "PAGE")]
        pages: Vec<PathBuf>,
        /// Prints JSON for programs instead of tables for people.
        #[arg(long)]
        json: bool,
    },
    /// Compares saved pages with the specs of their actions and shows each difference with its line in both. Exits with 1
    /// if there is one that the spec does not except.
    Drift(drift::Options),
    /// Makes a spec of each saved page of an action. What the page leaves open is marked in it, and specs that are there are
    /// left alone.
    Import(import::Options),
    /// Keeps a copy of the specs in the folder `released`, against which `diff --released` compares. Refused while a
    /// crate's version does not say what changed since the last one, or a sentence is still to be written.
    Release,
    /// Makes the crates, starts the sandbox and calls it with each of them.
    Demo,
    /// Tries the clients and the sandbox against the vendors' own SDKs. Needs python3 with venv, node and npm.
    Interop(interop::Options),
    /// Tries whatever reads what comes from outside with inputs made by chance; `--help` behind it says more.
    #[command(disable_help_flag = true)]
    Fuzz {
        /// Targets, `--runs NUMBER`, `--seed NUMBER`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let root = arguments.root.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    match arguments.task {
        Task::Gen { check } => generate::run(&root, check),
        Task::Diff { revision, released, bump } => {
            let base = if released { Base::Released } else { Base::Revision(revision) };
            diff::run(&root, &base, bump)
        }
        Task::Release => release::run(&root),
        Task::Read { pages, json } => read::run(&root, &pages, json),
        Task::Drift(options) => drift::run(&root, &options),
        Task::Import(options) => import::run(&root, &options),
        Task::Demo => match generate::run(&root, false) {
            ExitCode::SUCCESS => program::run(&root, "rtc-demo", [""; 0]),
            failure => failure,
        },
        Task::Interop(options) => interop::run(&root, &options),
        Task::Fuzz { arguments } => program::run(&root, "rtc-fuzz", arguments),
    }
}
