//! `cargo xtask read`.

use crate::{
    generate, pages,
    terminal::{self, Progress},
};
use anstream::eprintln;
use rtc_pages::{Facts, Reader};
use serde::Serialize;
use std::{
    io,
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
pub(crate) fn run(root: &Path, files: &[PathBuf], json: bool) -> ExitCode {
    let vendors = match generate::vendors(root) {
        Ok(vendors) => vendors,
        Err(error) => {
            eprintln!("{}", terminal::error(&error));
            return ExitCode::FAILURE;
        }
    };
    let progress = Progress::start("reading");
    let pages = match pages::open(files, &Reader::new(&vendors)) {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("{}", terminal::error(&error));
            return ExitCode::from(2);
        }
    };
    drop(progress);
    let page = |(file, facts)| match facts {
        Ok(facts) => Page { file, facts: Some(facts), error: None },
        Err(error) => Page { file, facts: None, error: Some(error) },
    };
    let pages: Vec<Page<'_>> = pages.into_iter().map(page).collect();
    let clear = pages.iter().all(|page| page.facts.as_ref().is_some_and(Facts::is_clear));
    // A closed pipe, as with `head`, is not a failure.
    let _ = print(&pages, json);
    if clear { ExitCode::SUCCESS } else { ExitCode::FAILURE }
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
