//! Saved pages: reading one, and comparing a hundred and a thousand of them with the specs of as many actions.
//!
//! Each measurement of many pages runs in a separate process, so that memory is measured separately.
#![forbid(unsafe_code)]

use rtc_benches::{compare::median, process};
use rtc_catalog::model::Model;
use rtc_pages::Reader;
use rtc_transcribe::Source;
use std::{
    error::Error,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// The folder of the real specs.
const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs");
/// Pages of each vendor, in several formats.
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/pages/tests/data");
/// The pages that are multiplied, each with its action's name.
const MANY: [(&str, &str); 6] = [
    ("tencent-text.txt", "DescribeCallNotes"),
    ("tencent-html.html", "StopNote"),
    ("volcengine.md", "ListNotes"),
    ("volcengine-flat.md", "ListTask"),
    ("zego.md", "DescribeNotes"),
    ("zego-english.md", "StartNote"),
];
/// The argument that makes this program a measuring worker.
const WORKER: &str = "--worker";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, root] = &arguments[..]
        && word == WORKER
    {
        return work(Path::new(root));
    }
    let measuring = arguments.iter().any(|argument| argument == "--bench");
    let times = if measuring { 200 } else { 1 };
    read(times)?;
    let runs: &[(usize, usize)] = if measuring { &[(100, 5), (1_000, 5)] } else { &[(6, 1)] };
    for &(count, times) in runs {
        drift(count, times)?;
    }
    Ok(())
}

/// The time to read each page, after the patterns are compiled.
fn read(times: usize) -> Result<(), Box<dyn Error>> {
    let mut slowest = 0.0_f64;
    let mut all = Vec::new();
    let reader = Reader::new(&rtc_catalog::load(Path::new(SPECS))?.vendors);
    for (file, _) in MANY {
        let text = fs::read_to_string(Path::new(PAGES).join(file))?;
        black_box(reader.read(&text)?);
        let mut took: Vec<f64> = (0..times)
            .map(|_| {
                let begun = Instant::now();
                let _ = black_box(reader.read(black_box(&text)));
                begun.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        let middle = median(&mut took);
        println!("reading {file}, {} lines: {middle:.2} ms", text.lines().count());
        slowest = slowest.max(middle);
        all.push(middle);
    }
    println!("reading a page, median of pages {:.2} ms, slowest {slowest:.2} ms", median(&mut all));
    Ok(())
}

/// The time to compare `count` pages with the specs of `count` actions.
fn drift(count: usize, times: usize) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    write(folder.path(), count)?;
    let mut runs = Vec::new();
    for _ in 0..times {
        let output = Command::new(std::env::current_exe()?).arg(WORKER).arg(folder.path()).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        let words = String::from_utf8(output.stdout)?;
        runs.push(words.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?);
    }
    println!("{count} pages against {count} specs, {times} times:");
    for (at, step, unit) in [
        (0, "load the specs", "s"),
        (1, "compare", "s"),
        (2, "total", "s"),
        (3, "CPU time", "s"),
        (4, "memory after loading", "MB"),
        (5, "peak memory", "MB"),
        (6, "differences", ""),
    ] {
        let mut values: Vec<f64> = runs.iter().map(|run| run[at]).collect();
        let middle = median(&mut values);
        println!("  {step:20} {middle:8.3} {unit} ({:.3} to {:.3})", values[0], values[values.len() - 1]);
    }
    Ok(())
}

/// Writes pages with changed names, and the specs imported from them. Every tenth page is changed afterwards.
fn write(root: &Path, count: usize) -> Result<(), Box<dyn Error>> {
    let (specs, pages) = (root.join("specs"), root.join("pages"));
    fs::create_dir_all(&pages)?;
    for vendor in rtc_catalog::load(Path::new(SPECS))?.vendors {
        fs::create_dir_all(specs.join(&vendor.id))?;
        fs::copy(Path::new(SPECS).join(&vendor.id).join("vendor.yaml"), specs.join(&vendor.id).join("vendor.yaml"))?;
    }
    let model = rtc_catalog::load(&specs)?;
    let reader = Reader::new(&model.vendors);
    for (number, (file, action)) in (0..count).zip(MANY.into_iter().cycle()) {
        let text =
            fs::read_to_string(Path::new(PAGES).join(file))?.replace(action, &format!("{action}{}", word(number)));
        import(&specs, &model, &reader, &text)?;
        let text = if number % 10 == 0 { text.replace("Mode", "Way").replace("Status", "State") } else { text };
        fs::write(pages.join(format!("{number}-{file}")), text)?;
    }
    Ok(())
}

fn import(specs: &Path, model: &Model, reader: &Reader, page: &str) -> Result<(), Box<dyn Error>> {
    let facts = reader.read(page)?;
    let vendor = facts.vendor.as_ref().map(|vendor| vendor.value.as_str()).unwrap_or_default();
    let vendor = model.vendors.iter().find(|known| known.id == vendor).ok_or("the page belongs to no vendor")?;
    let source = Source { url: "https://example.com".to_owned(), is_known: true, read: "2026-11-22".to_owned() };
    let transcript = rtc_transcribe::transcribe(rtc_transcribe::draft(&facts, vendor)?, vendor, &source)?;
    Ok(fs::write(specs.join(&transcript.spec), transcript.text)?)
}

/// A word of four letters for each number.
fn word(mut number: usize) -> String {
    let mut word = String::from("B");
    for _ in 0..3 {
        word.push(char::from(b"acdefghiklmnopqrstuv"[number % 20]));
        number /= 20;
    }
    word
}

/// Does the work of `cargo xtask drift`, and prints the time of each step and the memory.
fn work(root: &Path) -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let specs = root.join("specs");
    let model = rtc_catalog::load(&specs)?;
    let loaded = begun.elapsed();
    let after_loading = process::most_memory();
    let files = rtc_drift::files(&[PathBuf::from(root).join("pages")])?;
    let report = rtc_drift::check(&specs, &model, &files)?;
    let mut output = Vec::new();
    report.write(&mut output)?;
    let all = begun.elapsed();
    let differences = String::from_utf8(output)?.matches("\nerror: ").count();
    println!(
        "{} {} {} {} {after_loading} {} {differences}",
        loaded.as_secs_f64(),
        all.saturating_sub(loaded).as_secs_f64(),
        all.as_secs_f64(),
        process::cpu_time().as_secs_f64(),
        process::most_memory(),
    );
    Ok(())
}
