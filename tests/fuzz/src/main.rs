//! `cargo xtask fuzz`. Exit codes: 0 everything holds, 1 something does not, 2 wrong usage.
#![forbid(unsafe_code)]

use clap::Parser;
use rtc_fuzz::{TARGETS, Target, kept, run, target};
use std::{process::ExitCode, time::Instant};

/// Tries the fuzz targets with inputs made by chance from those that are kept and from the specs.
#[derive(Parser)]
#[command(name = "cargo xtask fuzz", bin_name = "cargo xtask fuzz")]
struct Arguments {
    /// The targets; all of them unless named.
    #[arg(value_parser = |name: &str| target(name).ok_or_else(|| format!("there is none of this name; there are: {}", names())))]
    targets: Vec<&'static Target>,
    /// How many inputs each is tried with.
    #[arg(long, default_value_t = 2000)]
    runs: u32,
    /// What the inputs are made from; the same number makes the same ones. By chance unless given.
    #[arg(long)]
    seed: Option<u64>,
}

fn names() -> String {
    TARGETS.map(|target| target.name).join(", ")
}

fn main() -> ExitCode {
    let Arguments { targets, runs, seed } = Arguments::parse();
    let targets = if targets.is_empty() { TARGETS.iter().collect() } else { targets };
    let seed = seed.unwrap_or_else(by_chance);
    println!("seed {seed}");
    let mut found = false;
    for target in targets {
        let begun = Instant::now();
        let kept = match kept(target) {
            Ok(kept) => kept,
            Err(error) => {
                eprintln!("{}: what is kept cannot be read: {error}", target.name);
                return ExitCode::from(2);
            }
        };
        match run(target, &kept, runs, seed) {
            Ok(()) => println!("{}: {runs} inputs, {} ms", target.name, begun.elapsed().as_millis()),
            Err(fault) => {
                found = true;
                let at = fault.keep(target).map_or_else(|error| error.to_string(), |path| path.display().to_string());
                eprintln!("{}: it does not hold that {}\n{fault}\nkept in {at}", target.name, target.holds);
            }
        }
    }
    if found { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn by_chance() -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    RandomState::new().build_hasher().finish() >> 32
}
