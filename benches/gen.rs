//! The generator over a thousand and ten thousand invented actions: time by step, and peak memory.
//!
//! Each measurement runs in a separate process, so that memory is measured separately.
#![forbid(unsafe_code)]

use rtc_benches::{compare::median, process, specs};
use rtc_codegen::Plan;
use std::{
    error::Error,
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

/// The folder of the real specs.
const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs");
/// The folder of all generated crates.
const HOME: &str = "crates/actions";
/// The argument that makes this program a measuring worker.
const WORKER: &str = "--worker";
/// The measured steps.
const STEPS: [&str; 7] = ["load", "parse alone", "emit", "plan", "write", "total", "CPU time"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, root] = &arguments[..]
        && word == WORKER
    {
        return work(Path::new(root));
    }
    let measuring = arguments.iter().any(|argument| argument == "--bench");
    let runs: &[(usize, usize)] = if measuring { &[(1_000, 7), (10_000, 3)] } else { &[(5, 1)] };
    for &(count, times) in runs {
        measure(count, times)?;
    }
    Ok(())
}

fn measure(count: usize, times: usize) -> Result<(), Box<dyn Error>> {
    let mut new = Vec::new();
    let mut same = Vec::new();
    // Folders are kept until the end: removing one slows down writing the next.
    let mut folders = Vec::new();
    for _ in 0..times {
        let folder = tempfile::tempdir()?;
        let lines = specs::write(Path::new(SPECS), folder.path(), count)?;
        if folders.is_empty() {
            println!("{count} actions of {} lines on average, {times} times:", lines / count);
        }
        new.push(run(folder.path())?);
        same.push(run(folder.path())?);
        folders.push(folder);
    }
    show("into an empty folder", &new, count);
    show("nothing to change", &same, count);
    Ok(())
}

/// Starts a measuring process, and reads its output.
fn run(root: &Path) -> Result<Vec<f64>, Box<dyn Error>> {
    let output = Command::new(std::env::current_exe()?).arg(WORKER).arg(root).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.split_whitespace().map(str::parse).collect::<Result<_, _>>()?)
}

fn show(title: &str, runs: &[Vec<f64>], count: usize) {
    println!("  {title}, µs per action, median (minimum to maximum):");
    let column = |at: usize| {
        let mut values: Vec<f64> = runs.iter().map(|run| run[at]).collect();
        (median(&mut values), values[0], values[values.len() - 1])
    };
    let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    for (at, step) in STEPS.iter().enumerate() {
        let (middle, least, most) = column(at);
        let per_action = |seconds: f64| seconds * 1e6 / count;
        println!("    {step:12} {:6.0} ({:.0} to {:.0})", per_action(middle), per_action(least), per_action(most));
    }
    let (_, _, most) = column(STEPS.len());
    println!("    peak memory: {most:.0} MB");
}

/// Does the work of `cargo xtask gen`, and prints the seconds of each step and the peak memory in megabytes.
fn work(root: &Path) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let model = rtc_catalog::load(&root.join("specs"))?;
    let loaded = begun.elapsed();
    let crates = rtc_codegen::emit(&model);
    let readme = rtc_codegen::with_table(&fs::read_to_string(root.join("README.md"))?, &model)?;
    let mut others: Vec<_> =
        rtc_catalog::schemas().into_iter().map(|(name, text)| (format!("specs/schema/{name}"), text)).collect();
    others.push(("README.md".to_owned(), readme));
    let emitted = begun.elapsed();
    let plan = Plan::new(root, HOME, crates, others)?;
    let planned = begun.elapsed();
    plan.write()?;
    let written = begun.elapsed();
    let (memory, cpu_time) = (process::most_memory(), process::cpu_time());
    let (emit, plan, write) =
        (emitted.saturating_sub(loaded), planned.saturating_sub(emitted), written.saturating_sub(planned));
    let steps = [loaded, parse(root)?, emit, plan, write, written, cpu_time];
    let seconds: Vec<String> = steps.iter().map(|step| step.as_secs_f64().to_string()).collect();
    println!("{} {memory}", seconds.join(" "));
    Ok(())
}

/// The time to read and parse the specs alone, on all cores.
fn parse(root: &Path) -> Result<Duration, Box<dyn Error>> {
    let mut paths = Vec::new();
    for vendor in fs::read_dir(root.join("specs"))? {
        for file in fs::read_dir(vendor?.path())? {
            let path = file?.path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                paths.push(path);
            }
        }
    }
    let cores = std::thread::available_parallelism()?.get();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for part in paths.chunks(paths.len().div_ceil(cores)) {
            scope.spawn(move || {
                for path in part {
                    if let Ok(text) = fs::read_to_string(path) {
                        std::hint::black_box(rtc_catalog::yaml::parse(&text));
                    }
                }
            });
        }
    });
    Ok(begun.elapsed())
}
