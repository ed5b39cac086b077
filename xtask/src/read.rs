//! `cargo xtask read`.

use rtc_pages::{Facts, PageKind};
use serde::Serialize;
use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// A page and what it says.
#[derive(Serialize)]
struct Page<'a> {
    file: &'a Path,
    facts: Option<Facts>,
    error: Option<String>,
}

/// Exits with 0 if everything was understood, with 1 if not, with 2 if a page cannot be opened.
pub(crate) fn run(files: &[PathBuf], json: bool) -> ExitCode {
    let mut pages = Vec::new();
    for file in files {
        let text = match fs::read(file) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => {
                eprintln!("cannot read {}: {error}", file.display());
                return ExitCode::from(2);
            }
        };
        let (facts, error) = match rtc_pages::read(&text) {
            Ok(facts) => (Some(facts), None),
            Err(error) => (None, Some(error.to_string())),
        };
        pages.push(Page { file, facts, error });
    }
    let types = types(&pages);
    pages.iter_mut().filter_map(|page| page.facts.as_mut()).for_each(|facts| facts.look_up(&types));
    let clear = pages.iter().all(|page| page.facts.as_ref().is_some_and(Facts::is_clear));
    // A reader that stops early, as `head` does, is no failure.
    let _ = print(&pages, json);
    if clear { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The types of all pages of types.
fn types(pages: &[Page<'_>]) -> Vec<rtc_pages::Record> {
    let facts = pages.iter().filter_map(|page| page.facts.as_ref());
    facts.filter(|facts| facts.page == PageKind::Types).flat_map(|facts| facts.types.iter().cloned()).collect()
}

fn print(pages: &[Page<'_>], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, pages)?;
        return writeln!(out);
    }
    for page in pages {
        writeln!(out, "{}", page.file.display())?;
        match (&page.facts, &page.error) {
            (Some(facts), _) => writeln!(out, "{facts}")?,
            (None, error) => writeln!(out, "  {}\n", error.as_deref().unwrap_or_default().replace('\n', "\n  "))?,
        }
    }
    Ok(())
}
