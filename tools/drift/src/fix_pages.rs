//! Fixes the specs of many pages.

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
    /// The differences that were fixed.
    pub applied: Vec<Finding>,
    /// The differences that must be fixed by hand, and why.
    pub refused: Vec<(Finding, String)>,
}

/// Changes the specs below `folder` to what pages say, one page after another. Returns what was fixed and the new texts of
/// the specs; no file is written.
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
        let Ok(draft) = rtc_transcribe::draft(&facts, &action.vendor) else { continue };
        let Fixed { spec, applied, refused } = fix(&draft, &spec);
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
