//! `cargo xtask drift`.

use crate::generate;
use rtc_drift::{CheckError, Report};
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Exits with 0 if page and spec agree, with 1 if anything is left to look at, with 2 if a page cannot be opened.
pub(crate) fn run(root: &Path, pages: &[PathBuf], json: bool) -> ExitCode {
    let model = match generate::model(root) {
        Ok(model) => model,
        Err(said) => {
            eprintln!("{said}");
            return ExitCode::FAILURE;
        }
    };
    let checked = rtc_drift::files(pages).and_then(|files| match files[..] {
        [] => Ok(None),
        _ => rtc_drift::check(&root.join("specs"), &model, &files).map(Some),
    });
    match checked {
        Ok(Some(report)) => {
            // A reader that stops early, as `head` does, is no failure.
            let _ = print(&report, json);
            if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Ok(None) => {
            eprintln!("there are no pages in what was named: text, Markdown and HTML are looked for");
            ExitCode::from(2)
        }
        Err(error @ CheckError::Page { .. }) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn print(report: &Report, json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, report)?;
        return writeln!(out);
    }
    report.write(&mut out)
}
