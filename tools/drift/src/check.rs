//! Compares many pages with the specs of their actions.

use crate::{
    Finding, Spec,
    compare::{compare, contradictions},
    exceptions::{Filtered, Sources, apply_exceptions},
    report::{Outcome, PageReport, Report},
    spec::{action, vendor_file},
};
use rayon::prelude::*;
use rtc_catalog::{
    LoadError, SpecFile,
    model::{Action, Model},
};
use rtc_definitions::Definition;
use rtc_pages::{Facts, PageKind, Reader, Record};
use rtc_transcribe::{Draft, draft, join};
use std::{
    collections::{BTreeMap, HashSet},
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
    /// A definition is broken.
    #[error(transparent)]
    Definition(#[from] rtc_definitions::Mistakes),
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
    Compared { spec: String, findings: Vec<Finding>, files: Vec<PathBuf>, joined: bool, sources: Sources },
}

/// Compares pages with the specs below `folder`, from which `model` was loaded. Several pages may describe one action, and
/// pages of types are looked up for the others. Pages are read side by side, and no more of them is kept than what differs.
///
/// # Errors
/// If a page or a spec cannot be read.
pub fn check(folder: &Path, model: &Model, files: &[PathBuf]) -> Result<Report, CheckError> {
    check_with(folder, model, files, &[])
}

/// The same, with definitions. What a page and a definition say of one action is joined before it is compared, and what they
/// contradict each other in is a finding too. Actions of definitions that have a spec and no page are compared alone.
///
/// # Errors
/// If a page or a spec cannot be read, or a definition is broken where it describes an action that has a spec.
pub fn check_with(
    folder: &Path,
    model: &Model,
    files: &[PathBuf],
    definitions: &[Definition],
) -> Result<Report, CheckError> {
    let mut specs = Specs::new(folder, model)?;
    specs.defined = defined(&specs, definitions)?;
    let read = |file: &PathBuf, types: &[Record], wait: bool| {
        let bytes = fs::read(file).map_err(|source| CheckError::Page { path: file.clone(), source })?;
        check_page(file, &String::from_utf8_lossy(&bytes), &specs, types, wait)
    };
    let first: Vec<Vec<PageState>> =
        files.par_iter().map(|file| read(file, &[], true)).collect::<Result<_, CheckError>>()?;
    let (types, type_pages) = types(files, &first);
    let again = |(file, state): (&PathBuf, Vec<PageState>)| match state[..] {
        [PageState::Waiting] => read(file, &types, false),
        _ => Ok(state),
    };
    let state: Vec<Vec<PageState>> = files.par_iter().zip(first).map(again).collect::<Result<_, CheckError>>()?;
    // A page of several actions is there once for each.
    let pages = files.iter().zip(state).flat_map(|(file, all)| all.into_iter().map(move |one| (file.clone(), one)));
    let (mut files, mut state): (Vec<PathBuf>, Vec<PageState>) = pages.unzip();
    let joined: HashSet<String> = state
        .iter()
        .filter_map(|state| match state {
            PageState::Compared { spec, joined: true, .. } => Some(spec.clone()),
            _ => None,
        })
        .collect();
    for known in specs.defined.iter().filter(|known| !joined.contains(&known.spec)) {
        let Some(action) = specs.model.actions.iter().find(|action| action.spec == known.spec) else { continue };
        files.push(known.path.clone());
        state.push(PageState::Compared {
            spec: known.spec.clone(),
            findings: compare(&known.draft, &specs.open(action)?),
            files: known.facts.files.clone(),
            joined: false,
            sources: Sources::of(&known.draft),
        });
    }
    for definition in definitions {
        let used = |known: &Defined| definition.actions().any(|action| definition.file(action) == known.path);
        if !specs.defined.iter().any(used) {
            files.push(definition.path().to_owned());
            state.push(PageState::Done(Outcome::Unused { actions: definition.actions().count() }));
        }
    }
    Ok(Report { pages: filtered(&files, state, &specs)?, folder: folder.to_owned(), type_pages })
}

/// An action of a definition that has a spec.
pub(crate) struct Defined {
    pub(crate) spec: String,
    pub(crate) path: PathBuf,
    pub(crate) facts: Facts,
    pub(crate) draft: Draft,
}

/// The actions of definitions that have a spec. Of several versions, the one that the spec has.
pub(crate) fn defined(specs: &Specs<'_>, definitions: &[Definition]) -> Result<Vec<Defined>, CheckError> {
    let mut found: Vec<Defined> = Vec::new();
    for definition in definitions {
        for action in definition.actions() {
            let named = |spec: &&Action| spec.name == action.name();
            if !specs.model.actions.iter().any(|spec| named(&spec)) {
                continue;
            }
            let facts = definition.facts(action, &specs.reader)?;
            let Some(spec) = self::action(specs.model, &facts) else { continue };
            let same = |version: Option<&str>| version.is_none_or(|version| version == spec.version);
            if !same(action.version()) {
                continue;
            }
            if found.iter().all(|known| known.spec != spec.spec)
                && let Ok(draft) = draft(&facts, &spec.vendor)
            {
                let path = definition.file(action).to_owned();
                found.push(Defined { spec: spec.spec.clone(), path, facts, draft });
            }
        }
    }
    Ok(found)
}

/// The specs below a folder. An action's file is opened while one of its pages is looked at and no longer.
pub(crate) struct Specs<'a> {
    folder: &'a Path,
    model: &'a Model,
    vendors: BTreeMap<&'a str, Arc<SpecFile>>,
    pub(crate) reader: Reader,
    defined: Vec<Defined>,
}

impl<'a> Specs<'a> {
    pub(crate) fn new(folder: &'a Path, model: &'a Model) -> Result<Self, LoadError> {
        let open = |id: &'a str| Ok((id, Arc::new(SpecFile::open(folder, &vendor_file(id))?)));
        let vendors = model.vendors.iter().map(|vendor| open(&vendor.id)).collect::<Result<_, LoadError>>()?;
        Ok(Self { folder, model, vendors, reader: Reader::new(&model.vendors), defined: Vec::new() })
    }

    pub(crate) fn open(&self, action: &Action) -> Result<Spec, LoadError> {
        match self.vendors.get(action.vendor.id.as_str()) {
            Some(vendor) => Spec::of_vendor(self.folder, action, Arc::clone(vendor)),
            None => Spec::open(self.folder, action),
        }
    }
}

/// Reads one page and compares each of its actions with its spec. With `wait`, a page that names types of other pages is deferred.
fn check_page(
    file: &Path,
    text: &str,
    specs: &Specs<'_>,
    types: &[Record],
    wait: bool,
) -> Result<Vec<PageState>, CheckError> {
    let actions = match specs.reader.read_all(text) {
        Ok(actions) => actions,
        Err(error) => return Ok(vec![PageState::Done(Outcome::NotUnderstood { why: error.to_string() })]),
    };
    if wait && actions.iter().any(|facts| facts.page != PageKind::Types && !facts.external_types.is_empty()) {
        return Ok(vec![PageState::Waiting]);
    }
    actions.into_iter().map(|facts| check_action(file, facts, specs, types)).collect()
}

/// Compares what a page says of one action with its spec.
fn check_action(file: &Path, mut facts: Facts, specs: &Specs<'_>, types: &[Record]) -> Result<PageState, CheckError> {
    if facts.page == PageKind::Types {
        return Ok(PageState::Types(facts.types));
    }
    facts.look_up(types);
    let Some(action) = action(specs.model, &facts) else {
        let vendor = facts.vendor.map(|vendor| vendor.value);
        let action = facts.action.map(|action| action.value).unwrap_or_default();
        return Ok(PageState::Done(Outcome::NoSpec { vendor, action }));
    };
    let spec = specs.open(action)?;
    let known = specs.defined.iter().find(|known| known.spec == action.spec);
    let (facts, differing) = match known {
        Some(known) => join(facts, file, known.facts.clone()),
        None => (facts, Vec::new()),
    };
    let draft = match draft(&facts, &action.vendor) {
        Ok(draft) => draft,
        Err(error) => return Ok(PageState::Done(Outcome::NotUnderstood { why: error.to_string() })),
    };
    let mut findings = compare(&draft, &spec);
    findings.extend(contradictions(&draft, &spec, &differing));
    let (files, joined, sources) = (facts.files, known.is_some(), Sources::of(&draft));
    Ok(PageState::Compared { spec: action.spec.clone(), findings, files, joined, sources })
}

/// All types of pages of types, and where each is described.
fn types(files: &[PathBuf], state: &[Vec<PageState>]) -> (Vec<Record>, BTreeMap<String, PathBuf>) {
    let mut types = Vec::new();
    let mut type_pages = BTreeMap::new();
    for (file, state) in files.iter().zip(state).flat_map(|(file, all)| all.iter().map(move |one| (file, one))) {
        let PageState::Types(records) = state else { continue };
        type_pages.extend(records.iter().map(|record| (record.name.value.clone(), file.clone())));
        types.extend(records.iter().cloned());
    }
    (types, type_pages)
}

/// The pages' reports, after the specs' exceptions were looked at for all pages of an action together.
fn filtered(files: &[PathBuf], state: Vec<PageState>, specs: &Specs<'_>) -> Result<Vec<PageReport>, LoadError> {
    let mut outcomes: Vec<Option<Outcome>> = Vec::new();
    let mut open: BTreeMap<String, Vec<(usize, Vec<Finding>)>> = BTreeMap::new();
    let mut compared: BTreeMap<String, Sources> = BTreeMap::new();
    let mut read: BTreeMap<usize, Vec<PathBuf>> = BTreeMap::new();
    for (at, state) in state.into_iter().enumerate() {
        outcomes.push(match state {
            PageState::Done(outcome) => Some(outcome),
            PageState::Types(_) => Some(Outcome::Types),
            PageState::Waiting => None,
            PageState::Compared { spec, findings, files, sources, .. } => {
                read.insert(at, files);
                let known = compared.entry(spec.clone()).or_default();
                *known = known.and(sources);
                open.entry(spec).or_default().push((at, findings));
                None
            }
        });
    }
    for (name, pages) in open {
        let places: Vec<usize> = pages.iter().map(|(at, _)| *at).collect();
        let pages = pages.into_iter().map(|(_, findings)| findings);
        let filtered = match specs.model.actions.iter().find(|action| action.spec == name) {
            Some(action) if !action.exceptions.is_empty() => {
                let sources = compared.get(&name).copied().unwrap_or_default();
                apply_exceptions(&specs.open(action)?, pages.collect(), sources)
            }
            _ => pages.map(|remaining| Filtered { remaining, excepted: Vec::new() }).collect(),
        };
        for (at, Filtered { remaining, excepted }) in places.into_iter().zip(filtered) {
            outcomes[at] =
                Some(Outcome::Compared { spec: name.clone(), findings: remaining, excepted: excepted.len() });
        }
    }
    let reports = files.iter().zip(outcomes).enumerate();
    let report = |(at, (file, outcome)): (usize, (&PathBuf, Option<Outcome>))| {
        let files = read.remove(&at).unwrap_or_default();
        Some(PageReport { file: file.clone(), files, outcome: outcome? })
    };
    Ok(reports.filter_map(report).collect())
}
