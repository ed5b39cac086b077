//! What is imported or compared: saved pages, and definitions for programs.

use rtc_catalog::model::Vendor;
use rtc_definitions::{Definition, OpenError};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Named files, and those in named folders, by what they are.
#[derive(Default)]
pub(crate) struct Sources {
    /// Pages.
    pub(crate) pages: Vec<PathBuf>,
    /// Definitions, and whether a folder that holds them was named: all their actions are meant then.
    pub(crate) definitions: Vec<(Definition, bool)>,
}

/// Why sources cannot be used.
pub(crate) enum Refusal {
    /// A path cannot be read.
    Unreadable(String),
    /// A file is broken, or of no form that is known.
    Broken(String),
}

/// Opens everything that is named.
pub(crate) fn open(named: &[PathBuf], vendors: &[Arc<Vendor>]) -> Result<Sources, Refusal> {
    let mut sources = Sources::default();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = named.iter().cloned().partition(|path| path.is_dir());
    let (definitions, pages): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|path| rtc_definitions::is_definition(path));
    let pages: Vec<PathBuf> = pages.into_iter().chain(folders.iter().cloned()).collect();
    sources.pages = rtc_drift::files(&pages).map_err(|error| Refusal::Unreadable(error.to_string()))?;
    for (paths, whole) in [(definitions, false), (folders, true)] {
        let opened = rtc_definitions::open(&paths, vendors).map_err(|error| match error {
            OpenError::Io { .. } => Refusal::Unreadable(error.to_string()),
            OpenError::NotKnown { .. } | OpenError::Mistakes(_) => Refusal::Broken(error.to_string()),
        })?;
        sources.definitions.extend(opened.into_iter().map(|definition| (definition, whole)));
    }
    if sources.pages.is_empty() && sources.definitions.is_empty() {
        let all: Vec<String> = named.iter().map(|path: &PathBuf| Path::display(path).to_string()).collect();
        let looked_for = "looked for: pages as text, Markdown or HTML, and definitions as JSON, YAML or Go";
        return Err(Refusal::Unreadable(format!("no pages and no definitions in {}\n{looked_for}", all.join(", "))));
    }
    Ok(sources)
}
