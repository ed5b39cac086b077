//! Compares the clients and the sandbox with the vendors' own code. Run by `cargo xtask interop`.
//!
//! Exit codes: 0 everything matches, 1 something differs, 2 the comparison could not run.
#![forbid(unsafe_code)]

mod case_runner;
mod child;
mod complete;
mod credentials;
mod language;
mod our_actions;
mod our_clients;
mod texts;
mod vendor_sdks;

use clap::Parser;
use language::Interpreters;
use proptest::test_runner::{Config, RngSeed};
use std::{path::PathBuf, process::ExitCode, time::Instant};
use tokio::runtime::Runtime;

/// Lets the vendors' SDKs call the sandbox, the vendors' signers verify the clients' calls, and both look for credentials.
#[derive(Parser)]
#[command(name = "rtc-interop")]
struct Arguments {
    /// Python interpreter with the packages of python/requirements.txt.
    #[arg(long, value_name = "PROGRAM")]
    python: PathBuf,
    /// Folder `node_modules` with the packages of node/package-lock.json.
    #[arg(long, value_name = "FOLDER")]
    node_modules: PathBuf,
    /// Seed of the generated calls; equal seeds generate equal calls. Random by default.
    #[arg(long)]
    seed: Option<u64>,
    /// Number of calls of each kind.
    #[arg(long, default_value_t = 40)]
    cases: u32,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let seed = arguments.seed.unwrap_or_else(by_chance);
    println!("seed {seed}; to try the same calls again: cargo xtask interop --seed {seed} --cases {}", arguments.cases);
    let interpreters = Interpreters { python: arguments.python, node_modules: arguments.node_modules };
    let sampling = Sampling { seed, cases: arguments.cases };
    let begun = Instant::now();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return cannot(&format!("no runtime: {error}")),
    };
    match all(&runtime, &interpreters, sampling) {
        Ok(tally) if tally.failed == 0 => {
            println!("{} calls, all passed, in {} ms", tally.calls, begun.elapsed().as_millis());
            ExitCode::SUCCESS
        }
        Ok(tally) => {
            eprintln!("{} kinds of calls failed", tally.failed);
            ExitCode::FAILURE
        }
        Err(why) => cannot(&why),
    }
}

fn all(runtime: &Runtime, interpreters: &Interpreters, sampling: Sampling) -> Result<Tally, String> {
    let found = credentials::run(runtime, interpreters)?;
    let theirs = vendor_sdks::run(runtime, interpreters, sampling)?;
    Ok(found + theirs + our_clients::run(runtime, interpreters, sampling)?)
}

fn cannot(why: &str) -> ExitCode {
    eprintln!("rtc-interop: {why}");
    ExitCode::from(2)
}

fn by_chance() -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    RandomState::new().build_hasher().finish() >> 32
}

/// How calls are generated.
#[derive(Clone, Copy, Debug)]
struct Sampling {
    seed: u64,
    cases: u32,
}

impl Sampling {
    /// The sampling of the `number`-th kind of calls, with its own seed.
    fn config(self, kind: usize) -> Config {
        Config {
            cases: self.cases,
            rng_seed: RngSeed::Fixed(self.seed.wrapping_add(kind as u64)),
            failure_persistence: None,
            max_shrink_iters: 300,
            ..Config::default()
        }
    }
}

/// The results so far.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    calls: usize,
    /// Number of kinds of calls that failed.
    failed: usize,
}

impl std::ops::Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { calls: self.calls + other.calls, failed: self.failed + other.failed }
    }
}
