//! Fixes the specs of many pages.

use crate::{
    CheckError, Finding, Spec,
    check::{Specs, defined},
    fix::{Fixed, fix},
    spec::action,
};
use rtc_catalog::model::{Action, Model};
use rtc_definitions::Definition;
use rtc_pages::{PageKind, Record};
use rtc_transcribe::{Draft, draft, join};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

/// A page whose spec was fixed.
#[derive(Debug)]
pub struct FixedPage {
    /// The page.
    pub file: PathBuf,
    /// The spec, below the folder of specs.
    pub spec: String,
    /// The differences that were fixed.
    pub applied: Vec<Finding>,
    /// The differences that must be fixed by hand, and why.
    pub refused: Vec<(Finding, String)>,
}

/// Changes the specs below `folder` to what import would write of pages, one page after another. Returns what was fixed and the
/// new texts of the specs; no file is written.
///
/// # Errors
/// If a page or a spec cannot be read.
pub fn fix_pages(
    folder: &Path,
    model: &Model,
    files: &[PathBuf],
) -> Result<(Vec<FixedPage>, BTreeMap<String, String>), CheckError> {
    fix_pages_with(folder, model, files, &[])
}

/// The same, with definitions: what a page and a definition say of one action is joined, as [`check_with`](crate::check_with)
/// does.
///
/// # Errors
/// If a page or a spec cannot be read, or a definition is broken where it describes an action that has a spec.
pub fn fix_pages_with(
    folder: &Path,
    model: &Model,
    files: &[PathBuf],
    definitions: &[Definition],
) -> Result<(Vec<FixedPage>, BTreeMap<String, String>), CheckError> {
    let specs = Specs::new(folder, model)?;
    let defined = defined(&specs, definitions)?;
    let read = |file: &PathBuf| {
        let bytes = fs::read(file).map_err(|source| CheckError::Page { path: file.clone(), source })?;
        Ok::<_, CheckError>(specs.reader.read_all(&String::from_utf8_lossy(&bytes)).unwrap_or_default())
    };
    let mut pages = Vec::new();
    for file in files {
        pages.extend(read(file)?.into_iter().map(|facts| (file, facts)));
    }
    let of_types = pages.iter().filter(|(_, facts)| facts.page == PageKind::Types);
    let types: Vec<Record> = of_types.flat_map(|(_, facts)| facts.types.clone()).collect();
    let mut fixes = Fixes { specs: &specs, open: BTreeMap::new(), fixed: Vec::new(), texts: BTreeMap::new() };
    let mut joined = HashSet::new();
    for (file, mut facts) in pages {
        facts.look_up(&types);
        let Some(action) = action(model, &facts) else { continue };
        let known = defined.iter().find(|known| known.spec == action.spec);
        let facts = match known {
            Some(known) => join(facts, file, known.facts.clone()).0,
            None => facts,
        };
        joined.extend(known.map(|known| known.spec.clone()));
        if let Ok(draft) = draft(&facts, &action.vendor) {
            fixes.fix(file, action, &draft)?;
        }
    }
    for known in defined.iter().filter(|known| !joined.contains(&known.spec)) {
        if let Some(action) = model.actions.iter().find(|action| action.spec == known.spec) {
            fixes.fix(&known.path, action, &known.draft)?;
        }
    }
    Ok((fixes.fixed, fixes.texts))
}

/// What is fixed so far.
struct Fixes<'a> {
    specs: &'a Specs<'a>,
    /// The specs that changed. Others can be opened again.
    open: BTreeMap<String, Spec>,
    fixed: Vec<FixedPage>,
    texts: BTreeMap<String, String>,
}

impl Fixes<'_> {
    fn fix(&mut self, file: &Path, action: &Action, draft: &Draft) -> Result<(), CheckError> {
        let spec = match self.open.remove(&action.spec) {
            Some(spec) => spec,
            None => self.specs.open(action)?,
        };
        let Fixed { spec, applied, refused } = fix(draft, &spec);
        if !applied.is_empty() {
            self.texts.insert(action.spec.clone(), spec.file.source().text.clone());
        }
        if !applied.is_empty() || !refused.is_empty() {
            self.fixed.push(FixedPage { file: file.to_owned(), spec: action.spec.clone(), applied, refused });
        }
        if self.texts.contains_key(&action.spec) {
            self.open.insert(action.spec.clone(), spec);
        }
        Ok(())
    }
}
