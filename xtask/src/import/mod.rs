//! `cargo xtask import`: a saved page becomes a spec.

mod defined;
mod files;
mod jobs;
mod joined;
mod listing;
mod specs;
mod summary;
mod twins;

use crate::{
    lock::Lock,
    pages,
    sources::{self, Refusal},
    terminal,
};
use anstream::eprintln;
use files::is_spec;
use rtc_catalog::model::{Model, Vendor};
use rtc_pages::{Facts, PageKind, Reader};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

/// What is imported, and where it goes.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The pages, text, Markdown or HTML; the definitions, JSON, YAML or Go; or folders of them. Types that one page describes are
    /// used for all. A definition next to pages completes what they say; alone, each of its actions becomes a spec.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// The spec to write, or a folder for the specs. The default is `specs/<vendor>/<action>.yaml`.
    #[arg(long, value_name = "PATH")]
    into: Option<PathBuf>,
    /// The address of the page, or of the definition that all the actions are from. A saved page may have its own.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Only this action of the definitions. Can be given several times.
    #[arg(long, value_name = "ACTION")]
    action: Vec<String>,
    /// Lists the actions of the definitions and what can be made of each. Nothing is written.
    #[arg(long, conflicts_with_all = ["into", "url"])]
    all: bool,
    /// What stands where sentences do: marks for a person who writes them, or the vendor's own sentences.
    #[arg(long, value_enum, default_value = "open")]
    sentences: Kept,
}

/// What stands where sentences do.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Kept {
    /// Marks, `TODO(doc)`.
    Open,
    /// The vendor's own sentences.
    Vendor,
}

/// Exits with 0 if all actions became specs, with 1 if one did not, with 2 if a file cannot be opened.
pub(crate) fn run(root: &Path, options: &Options) -> ExitCode {
    let _lock = match if options.all { Lock::shared(root) } else { Lock::exclusive(root) } {
        Ok(lock) => lock,
        Err(error) => {
            eprintln!("{}", terminal::error(&error));
            return ExitCode::FAILURE;
        }
    };
    let model = match rtc_catalog::load(&root.join("specs")) {
        Ok(model) => model,
        Err(error) => {
            eprintln!("{}", terminal::error(&error.to_string()));
            return ExitCode::FAILURE;
        }
    };
    let reader = Reader::new(&model.vendors);
    let sources = match sources::open(&options.sources, &model.vendors) {
        Ok(sources) => sources,
        Err(Refusal::Broken(message)) => {
            eprintln!("{}", terminal::error(&message));
            return ExitCode::FAILURE;
        }
        Err(Refusal::Unreadable(message)) => {
            eprintln!("{}", terminal::error(&message));
            return ExitCode::from(2);
        }
    };
    if options.all {
        return listing::list(&sources, &model, &reader, &options.action);
    }
    let pages = match pages::open(&sources.pages, &reader) {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("{}", terminal::error(&error));
            return ExitCode::from(2);
        }
    };
    let described = pages.iter().filter(|(_, page)| !matches!(page, Ok(facts) if facts.page == PageKind::Types));
    let mut files: BTreeSet<PathBuf> = described.map(|(file, _)| file.to_path_buf()).collect();
    let (jobs, mut well) = jobs::jobs(pages, &sources, &reader, options);
    files.extend(jobs.iter().map(|job| job.file.clone()));
    if files.len() > 1 && options.url.is_some() {
        eprintln!("`--url` is the address of one page or definition: import several one by one");
        return ExitCode::from(2);
    }
    if files.len().max(jobs.len()) > 1 && options.into.as_deref().is_some_and(is_spec) {
        eprintln!("a file for `--into` holds one action: import several one by one, or name a folder");
        return ExitCode::from(2);
    }
    well &= specs::import(root, &model, jobs, options);
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn report(shown: &str, error: &str) {
    eprintln!("{shown}\n  {}\n", error.replace('\n', "\n  "));
}

fn vendor(model: &Model, facts: &Facts) -> Result<Arc<Vendor>, String> {
    let Some(vendor) = &facts.vendor else {
        let what = if facts.page == PageKind::Definition { "the definition" } else { "the page" };
        return Err(format!("{what} names no vendor: no host or brand under `words` in a vendor.yaml fits it"));
    };
    let id = &vendor.value;
    let found = model.vendors.iter().find(|known| known.id == *id).map(Arc::clone);
    found.ok_or_else(|| format!("specs/{id}/vendor.yaml does not exist: describe the vendor first"))
}
