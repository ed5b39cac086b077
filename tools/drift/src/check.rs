//! Compares many pages with the specs of their actions.

use crate::{
    Finding, Spec, compare,
    exceptions::{Filtered, apply_exceptions},
    report::{Outcome, PageReport, Report},
    spec::{action, vendor_file},
};
use rayon::prelude::*;
use rtc_catalog::{
    LoadError, SpecFile,
    model::{Action, Model},
};
use rtc_pages::{Facts, PageKind, Reader, Record};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Why pages could not be compared with specs.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// A page or a folder of pages could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Page {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A spec could not be read.
    #[error(transparent)]
    Spec(#[from] LoadError),
}

/// What the names of files with pages end in.
const PAGES: [&str; 6] = ["txt", "md", "mdx", "markdown", "html", "htm"];

/// The files of pages that are named, or are in the folders that are named, at any depth. Sorted.
///
/// # Errors
/// If one of them is not there, or a folder cannot be read.
pub fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, CheckError> {
    let mut files = Vec::new();
    for path in named {
        collect(path, true, &mut files).map_err(|(path, source)| CheckError::Page { path, source })?;
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn collect(path: &Path, named: bool, files: &mut Vec<PathBuf>) -> Result<(), (PathBuf, io::Error)> {
    let error = |source| (path.to_owned(), source);
    let ends = path.extension().is_some_and(|end| PAGES.iter().any(|known| end.eq_ignore_ascii_case(known)));
    if fs::metadata(path).map_err(error)?.is_dir() {
        for entry in fs::read_dir(path).map_err(error)? {
            let entry = entry.map_err(error)?;
            if !entry.file_name().to_string_lossy().starts_with('.') {
                collect(&entry.path(), false, files)?;
            }
        }
    } else if named || ends {
        files.push(path.to_owned());
    }
    Ok(())
}

/// What is kept of a page while the others are read.
enum PageState {
    /// It is done.
    Done(Outcome),
    /// It describes types, which others may name.
    Types(Vec<Record>),
    /// It names types that are described elsewhere.
    Waiting,
    /// It was compared with the spec of that action.
    Compared { spec: String, findings: Vec<Finding>, unclear: usize },
}

/// Compares pages with the specs below `folder`, from which `model` was loaded. Several pages may describe one action, and
/// pages of types are looked up for the others. Pages are read side by side, and no more of them is kept than what differs.
///
/// # Errors
/// If a page or a spec cannot be read.
pub fn check(folder: &Path, model: &Model, files: &[PathBuf]) -> Result<Report, CheckError> {
    let specs = Specs::new(folder, model)?;
    let read = |file: &PathBuf, types: &[Record], wait: bool| {
        let bytes = fs::read(file).map_err(|source| CheckError::Page { path: file.clone(), source })?;
        check_page(&String::from_utf8_lossy(&bytes), &specs, types, wait)
    };
    let first: Vec<PageState> =
        files.par_iter().map(|file| read(file, &[], true)).collect::<Result<_, CheckError>>()?;
    let (types, type_pages) = types(files, &first);
    let again = |(file, state): (&PathBuf, PageState)| match state {
        PageState::Waiting => read(file, &types, false),
        state => Ok(state),
    };
    let state: Vec<PageState> = files.par_iter().zip(first).map(again).collect::<Result<_, CheckError>>()?;
    Ok(Report { pages: filtered(files, state, &specs)?, folder: folder.to_owned(), type_pages })
}

/// The specs below a folder. An action's file is opened while one of its pages is looked at and no longer.
struct Specs<'a> {
    folder: &'a Path,
    model: &'a Model,
    vendors: BTreeMap<&'a str, Arc<SpecFile>>,
    reader: Reader,
}

impl<'a> Specs<'a> {
    fn new(folder: &'a Path, model: &'a Model) -> Result<Self, LoadError> {
        let open = |id: &'a str| Ok((id, Arc::new(SpecFile::open(folder, &vendor_file(id))?)));
        let vendors = model.vendors.iter().map(|vendor| open(&vendor.id)).collect::<Result<_, LoadError>>()?;
        Ok(Self { folder, model, vendors, reader: Reader::new(&model.vendors) })
    }

    fn open(&self, action: &Action) -> Result<Spec, LoadError> {
        match self.vendors.get(action.vendor.id.as_str()) {
            Some(vendor) => Spec::of_vendor(self.folder, action, Arc::clone(vendor)),
            None => Spec::open(self.folder, action),
        }
    }
}

/// Reads one page and compares it with its spec. With `wait`, a page that names types of other pages is deferred.
fn check_page(text: &str, specs: &Specs<'_>, types: &[Record], wait: bool) -> Result<PageState, CheckError> {
    let mut facts: Facts = match specs.reader.read(text) {
        Ok(facts) => facts,
        Err(error) => return Ok(PageState::Done(Outcome::NotUnderstood { why: error.to_string() })),
    };
    if facts.page == PageKind::Types {
        return Ok(PageState::Types(facts.types));
    }
    if wait && !facts.external_types.is_empty() {
        return Ok(PageState::Waiting);
    }
    facts.look_up(types);
    let Some(action) = action(specs.model, &facts) else {
        let vendor = facts.vendor.map(|vendor| vendor.value);
        let action = facts.action.map(|action| action.value).unwrap_or_default();
        return Ok(PageState::Done(Outcome::NoSpec { vendor, action }));
    };
    let findings = compare(&facts, &specs.open(action)?);
    let unclear = facts.unclear.len().max(facts.rows.present.saturating_sub(facts.rows.understood));
    Ok(PageState::Compared { spec: action.spec.clone(), findings, unclear })
}

/// All types of pages of types, and where each is described.
fn types(files: &[PathBuf], state: &[PageState]) -> (Vec<Record>, BTreeMap<String, PathBuf>) {
    let mut types = Vec::new();
    let mut type_pages = BTreeMap::new();
    for (file, state) in files.iter().zip(state) {
        let PageState::Types(records) = state else { continue };
        type_pages.extend(records.iter().map(|record| (record.name.value.clone(), file.clone())));
        types.extend(records.iter().cloned());
    }
    (types, type_pages)
}

/// The pages' reports, after the specs' exceptions were looked at for all pages of an action together.
fn filtered(files: &[PathBuf], state: Vec<PageState>, specs: &Specs<'_>) -> Result<Vec<PageReport>, LoadError> {
    let mut outcomes: Vec<Option<Outcome>> = Vec::new();
    let mut open: BTreeMap<String, Vec<(usize, Vec<Finding>, usize)>> = BTreeMap::new();
    for (at, state) in state.into_iter().enumerate() {
        outcomes.push(match state {
            PageState::Done(outcome) => Some(outcome),
            PageState::Types(_) => Some(Outcome::Types),
            PageState::Waiting => None,
            PageState::Compared { spec, findings, unclear } => {
                open.entry(spec).or_default().push((at, findings, unclear));
                None
            }
        });
    }
    for (name, pages) in open {
        let places: Vec<(usize, usize)> = pages.iter().map(|(at, _, unclear)| (*at, *unclear)).collect();
        let pages = pages.into_iter().map(|(_, findings, _)| findings);
        let filtered = match specs.model.actions.iter().find(|action| action.spec == name) {
            Some(action) if !action.exceptions.is_empty() => apply_exceptions(&specs.open(action)?, pages.collect()),
            _ => pages.map(|remaining| Filtered { remaining, excepted: Vec::new() }).collect(),
        };
        for ((at, unclear), Filtered { remaining, excepted }) in places.into_iter().zip(filtered) {
            outcomes[at] =
                Some(Outcome::Compared { spec: name.clone(), findings: remaining, excepted: excepted.len(), unclear });
        }
    }
    let reports = files.iter().zip(outcomes);
    Ok(reports.filter_map(|(file, outcome)| Some(PageReport { file: file.clone(), outcome: outcome? })).collect())
}
