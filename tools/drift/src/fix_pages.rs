//! Specs that are fixed of what their pages say otherwise.

use crate::{
    CheckError, Finding, Spec,
    fix::{Fixed, fix},
    spec::action,
};
use rtc_catalog::model::Model;
use rtc_pages::PageKind;
use std::{
    collections::BTreeMap,
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
    /// What differed and does no longer.
    pub applied: Vec<Finding>,
    /// What takes a person after all, and why.
    pub refused: Vec<(Finding, String)>,
}

/// Mends the specs below `folder` of what pages say otherwise, one page after another. Returns what was fixed and the new
/// texts of the specs; no file is written.
///
/// # Errors
/// If a page or a spec cannot be read.
pub fn fix_pages(
    folder: &Path,
    model: &Model,
    files: &[PathBuf],
) -> Result<(Vec<FixedPage>, BTreeMap<String, String>), CheckError> {
    let reader = rtc_pages::Reader::new(&model.vendors);
    let read = |file: &PathBuf| {
        let bytes = fs::read(file).map_err(|source| CheckError::Page { path: file.clone(), source })?;
        Ok::<_, CheckError>(reader.read(&String::from_utf8_lossy(&bytes)).ok())
    };
    let mut types = Vec::new();
    for file in files {
        types.extend(
            read(file)?.filter(|facts| facts.page == PageKind::Types).into_iter().flat_map(|facts| facts.types),
        );
    }
    let (mut fixed, mut specs, mut texts) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for file in files {
        let Some(mut facts) = read(file)? else { continue };
        facts.look_up(&types);
        let Some(action) = action(model, &facts) else { continue };
        let spec = match specs.remove(&action.spec) {
            Some(spec) => spec,
            None => Spec::open(folder, action)?,
        };
        let Fixed { spec, applied, refused } = fix(&facts, &spec);
        if !applied.is_empty() {
            texts.insert(action.spec.clone(), spec.file.source().text.clone());
        }
        if !applied.is_empty() || !refused.is_empty() {
            fixed.push(FixedPage { file: file.clone(), spec: action.spec.clone(), applied, refused });
        }
        // What did not change can be read again.
        if texts.contains_key(&action.spec) {
            specs.insert(action.spec.clone(), spec);
        }
    }
    Ok((fixed, texts))
}
