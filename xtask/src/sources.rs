//! What is imported or compared: saved pages, and definitions for programs.

use rtc_catalog::model::Vendor;
use rtc_definitions::{Definition, OpenError, is_definition, is_in};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Named files, and those in named folders, by what they are.
#[derive(Default)]
pub(crate) struct Sources {
    /// Pages.
    pub(crate) pages: Vec<PathBuf>,
    /// Definitions.
    pub(crate) definitions: Vec<Named>,
}

/// A definition.
pub(crate) struct Named {
    pub(crate) definition: Definition,
    /// Whether it is in a folder that was named.
    pub(crate) in_folder: bool,
    /// Whether all its actions are meant, since folders alone were named.
    pub(crate) whole: bool,
}

/// Why sources cannot be used.
pub(crate) enum Refusal {
    /// A path cannot be read.
    Unreadable(String),
    /// A file is broken, or of no form that is known.
    Broken(String),
}

/// Opens everything that is named. A folder in which a named definition is says how far its references may lead, and no more.
pub(crate) fn open(named: &[PathBuf], vendors: &[Arc<Vendor>]) -> Result<Sources, Refusal> {
    let mut sources = Sources::default();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = named.iter().cloned().partition(|path| path.is_dir());
    let whole = files.is_empty();
    let (definitions, pages): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(|path| is_definition(path));
    let (bounds, folders): (Vec<PathBuf>, Vec<PathBuf>) =
        folders.into_iter().partition(|folder| definitions.iter().any(|file| is_in(file, folder)));
    let pages: Vec<PathBuf> = pages.into_iter().chain(folders.iter().cloned()).collect();
    sources.pages = rtc_drift::files(&pages).map_err(|error| Refusal::Unreadable(error.to_string()))?;
    for (paths, in_folder) in [(definitions, false), (folders, true)] {
        let opened = rtc_definitions::open_within(&paths, &bounds, vendors).map_err(|error| match error {
            OpenError::Io { .. } => Refusal::Unreadable(error.to_string()),
            OpenError::NotKnown { .. } | OpenError::Mistakes(_) => Refusal::Broken(error.to_string()),
        })?;
        let named = |definition| Named { definition, in_folder, whole: whole && in_folder };
        sources.definitions.extend(opened.into_iter().map(named));
    }
    if sources.pages.is_empty() && sources.definitions.is_empty() {
        let all: Vec<String> = named.iter().map(|path: &PathBuf| Path::display(path).to_string()).collect();
        let looked_for = "looked for: pages as text, Markdown or HTML, and definitions as JSON, YAML or Go";
        return Err(Refusal::Unreadable(format!("no pages and no definitions in {}\n{looked_for}", all.join(", "))));
    }
    Ok(sources)
}
