//! The project's own commands. Exit codes: 0 success, 1 the command found a problem, 2 wrong usage or unreadable input.
#![forbid(unsafe_code)]

mod bump;
mod diff;
mod drift;
mod generate;
mod import;
mod interop;
mod lock;
mod pages;
mod public_api;
mod publish;
mod read;
mod release;
mod revision;
mod sources;
mod terminal;

use clap::{Parser, Subcommand};
use diff::Base;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
};
use xtask_launcher::Program;

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Arguments {
    /// The project's folder. The default is the one that this program was built in.
    #[arg(long, global = true, value_name = "FOLDER")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generates the crates below crates/actions, the JSON Schemas and the README's table from the specs.
    Gen {
        /// Writes nothing: prints what would change, and exits with 1 if anything would.
        #[arg(long)]
        check: bool,
    },
    /// Compares the specs with those of a git revision: what changed for users of each crate, what breaks, and which
    /// version is next. Exits with 1 if a crate's version is too low.
    Diff {
        /// A commit, branch or tag.
        #[arg(value_name = "REV", default_value = "HEAD")]
        revision: String,
        /// Compares with the specs of the last release, in the folder `released`.
        #[arg(long, conflicts_with = "revision")]
        released: bool,
        /// Writes the next versions into the specs and the changes into the changelogs, and generates the crates.
        #[arg(long)]
        bump: bool,
    },
    /// Reads saved pages of vendors' documentation and prints their facts with line and column.
    Read {
        /// The pages: text, Markdown or HTML. Types that one page describes are used for all pages.
        #[arg(required = true, value_name = "PAGE")]
        pages: Vec<PathBuf>,
        /// Prints JSON instead of tables.
        #[arg(long)]
        json: bool,
    },
    /// Compares saved pages and definitions with the specs of their actions, and a page with the definition of its action, and
    /// shows each difference with its line in both. Exits with 1
    /// if there is one that the spec does not list under `exceptions`.
    Drift(drift::Options),
    /// Creates a spec from each saved page of an action, each action of a definition, or both together. What they leave open is
    /// marked; existing specs are not changed.
    Import(import::Options),
    /// Records a release: copies the specs to the folder `released`, which `diff --released` compares with, and lists the
    /// crates to publish, in order. Refused while a crate's version is too low for its changes, or a sentence must still be
    /// written.
    Release {
        /// Publishes them, one after the other. If a registry's rate limit stops it, a further run goes on from there.
        #[arg(long)]
        publish: bool,
    },
    /// Generates the crates, starts the sandbox and tells the story of a call over the three vendors.
    Demo,
    /// Compares the clients and the sandbox with the vendors' own SDKs. Needs python3 with venv, node and npm.
    Interop(interop::Options),
    /// Fuzzes everything that reads external input; `cargo xtask fuzz --help` lists the options.
    #[command(disable_help_flag = true)]
    Fuzz {
        /// Targets, `--runs NUMBER`, `--seed NUMBER`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

const DEMO: Program<'_> =
    Program { package: "rtc-demo", what: "the sandbox, the clients and the demo", takes: "about a minute" };
const FUZZ: Program<'_> = Program { package: "rtc-fuzz", what: "the fuzz targets", takes: "about a minute" };

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let root = arguments.root.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    match arguments.task {
        Task::Gen { check } => generate::run(&root, check),
        Task::Diff { revision, released, bump } => {
            let base = if released { Base::Released } else { Base::Revision(revision) };
            diff::run(&root, &base, bump)
        }
        Task::Release { publish } => release::run(&root, publish),
        Task::Read { pages, json } => read::run(&root, &pages, json),
        Task::Drift(options) => drift::run(&root, &options),
        Task::Import(options) => import::run(&root, &options),
        Task::Demo => match generate::run(&root, false) {
            ExitCode::SUCCESS => DEMO.run(&root, [""; 0]),
            failure => failure,
        },
        Task::Interop(options) => interop::run(&root, &options),
        Task::Fuzz { arguments } => FUZZ.run(&root, arguments),
    }
}
