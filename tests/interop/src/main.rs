//! Our clients and our sandbox against the vendors' own code, both ways. `cargo xtask interop` runs it.
//!
//! Exit codes: 0 they agree, 1 they do not, 2 it could not be tried.
#![forbid(unsafe_code)]

mod case_runner;
mod child;
mod language;
mod our_clients;
mod texts;
mod vendor_sdks;

use clap::Parser;
use language::Interpreters;
use proptest::test_runner::{Config, RngSeed};
use std::{path::PathBuf, process::ExitCode, time::Instant};

/// Has the vendors' SDKs call the sandbox, and the vendors' signers check our calls.
#[derive(Parser)]
#[command(name = "rtc-interop")]
struct Arguments {
    /// A Python interpreter that has the packages of python/requirements.txt.
    #[arg(long, value_name = "PROGRAM")]
    python: PathBuf,
    /// A folder `node_modules` with the packages of node/package-lock.json.
    #[arg(long, value_name = "FOLDER")]
    node_modules: PathBuf,
    /// What the calls are drawn from; the same number draws the same calls. By chance unless given.
    #[arg(long)]
    seed: Option<u64>,
    /// How many calls of each kind are made.
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
    let theirs = vendor_sdks::run(&runtime, &interpreters, sampling);
    let ours = theirs.and_then(|theirs| Ok(theirs + our_clients::run(&runtime, &interpreters, sampling)?));
    match ours {
        Ok(tally) if tally.failed == 0 => {
            println!("{} calls, all as they should be, in {} ms", tally.calls, begun.elapsed().as_millis());
            ExitCode::SUCCESS
        }
        Ok(tally) => {
            eprintln!("{} kinds of calls are not as they should be", tally.failed);
            ExitCode::FAILURE
        }
        Err(why) => cannot(&why),
    }
}

fn cannot(why: &str) -> ExitCode {
    eprintln!("rtc-interop: {why}");
    ExitCode::from(2)
}

fn by_chance() -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    RandomState::new().build_hasher().finish() >> 32
}

/// What the calls are drawn from.
#[derive(Clone, Copy, Debug)]
struct Sampling {
    seed: u64,
    cases: u32,
}

impl Sampling {
    /// For the `number`-th kind of calls: each has its own.
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

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    calls: usize,
    /// Kinds of calls of which one was not as it should be.
    failed: usize,
}

impl std::ops::Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { calls: self.calls + other.calls, failed: self.failed + other.failed }
    }
}
