//! `cargo xtask drift` and `cargo xtask drift --fix`.

use crate::{
    generate,
    lock::Lock,
    sources,
    terminal::{self, Progress},
};
use anstream::eprintln;
use rtc_definitions::Definition;
use rtc_drift::{CheckError, FixedPage, Report};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The pages to compare, and whether to fix the specs.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The pages and definitions, or folders of them. Types that one page describes are used for all pages.
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// Changes the specs to what the pages say, where that can be done mechanically.
    #[arg(long)]
    fix: bool,
    /// Prints JSON for programs.
    #[arg(long)]
    json: bool,
}

/// Why nothing was compared.
enum Refusal {
    /// What was named cannot be read.
    Usage(String),
    /// Something is wrong in the project.
    Mistakes(String),
}

impl From<CheckError> for Refusal {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Page { .. } => Self::Usage(error.to_string()),
            CheckError::Spec(_) | CheckError::Definition(_) => Self::Mistakes(error.to_string()),
        }
    }
}

/// Exits with 0 if page and spec agree, with 1 if there is something to review, with 2 if a page cannot be opened.
pub(crate) fn run(root: &Path, options: &Options) -> ExitCode {
    match compare(root, options) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Refusal::Mistakes(message)) => {
            eprintln!("{}", terminal::error(&message));
            ExitCode::FAILURE
        }
        Err(Refusal::Usage(message)) => {
            eprintln!("{}", terminal::error(&message));
            ExitCode::from(2)
        }
    }
}

fn compare(root: &Path, options: &Options) -> Result<bool, Refusal> {
    let specs = root.join("specs");
    let _lock = if options.fix { Lock::exclusive(root) } else { Lock::shared(root) }.map_err(Refusal::Mistakes)?;
    let mut model = generate::model(root).map_err(Refusal::Mistakes)?;
    let sources = sources::open(&options.pages, &model.vendors).map_err(|refusal| match refusal {
        sources::Refusal::Unreadable(message) => Refusal::Usage(message),
        sources::Refusal::Broken(message) => Refusal::Mistakes(message),
    })?;
    let files = sources.pages;
    let definitions: Vec<Definition> = sources.definitions.into_iter().map(|named| named.definition).collect();
    let pages = files.len();
    let progress = Progress::start(format!("comparing {pages} page{}", if pages == 1 { "" } else { "s" }));
    let mut applied = String::new();
    if options.fix {
        let (fixed, texts) = rtc_drift::fix_pages_with(&specs, &model, &files, &definitions)?;
        write(&specs, &texts).map_err(|error| Refusal::Mistakes(format!("cannot write the specs: {error}")))?;
        model = generate::model(root).map_err(Refusal::Mistakes)?;
        applied = summary(&fixed);
    }
    let report = rtc_drift::check_with(&specs, &model, &files, &definitions)?;
    drop(progress);
    // A closed pipe, as with `head`, is not a failure.
    let _ = print(&applied, &report, options.json);
    Ok(report.is_clean())
}

/// What was changed in the specs, and what could not be.
fn summary(fixed: &[FixedPage]) -> String {
    let mut message = String::new();
    for FixedPage { file, spec, applied, refused } in fixed {
        if !applied.is_empty() {
            let _ = writeln!(message, "specs/{spec} changed to match {}:", file.display());
            for finding in applied {
                let _ = writeln!(message, "  {}", finding.message);
            }
            message.push_str("next: review its sentences, write those marked TODO(doc), then run cargo xtask gen\n\n");
        }
        if !refused.is_empty() {
            let _ = writeln!(message, "specs/{spec} must be edited by hand for:");
            for (finding, why) in refused {
                let _ = writeln!(message, "  `{}`: {why}", finding.id);
            }
            message.push('\n');
        }
    }
    message
}

/// Writes the specs' new texts. Each file is replaced atomically.
fn write(specs: &Path, texts: &BTreeMap<String, String>) -> io::Result<()> {
    let mut ready = Vec::new();
    for (spec, text) in texts {
        let path = specs.join(spec);
        let mut file = tempfile::Builder::new().prefix(".drift-").tempfile_in(path.parent().unwrap_or(specs))?;
        file.write_all(text.as_bytes())?;
        fs::set_permissions(file.path(), fs::metadata(&path)?.permissions())?;
        ready.push((file, path));
    }
    ready.into_iter().try_for_each(|(file, path)| file.persist(path).map(drop).map_err(|error| error.error))
}

fn print(applied: &str, report: &Report, json: bool) -> io::Result<()> {
    if json {
        let mut out = io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, report)?;
        return writeln!(out);
    }
    let mut text = applied.as_bytes().to_vec();
    report.write(&mut text)?;
    anstream::stdout().write_all(terminal::report(&String::from_utf8_lossy(&text)).as_bytes())
}
