//! Saved pages.

use rtc_pages::{Facts, PageKind, Reader, Record};
use std::{fs, path::Path, path::PathBuf};

/// A page's file with its facts, or why it was not understood.
pub(crate) type Page<'f> = (&'f Path, Result<Facts, String>);

/// Reads pages. Types that one page describes are used for all pages.
///
/// # Errors
/// In words, if a file cannot be opened.
pub(crate) fn open<'f>(files: &'f [PathBuf], reader: &Reader) -> Result<Vec<Page<'f>>, String> {
    let mut pages = Vec::new();
    for file in files {
        let bytes = fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let facts = reader.read(&String::from_utf8_lossy(&bytes)).map_err(|error| error.to_string());
        pages.push((file.as_path(), facts));
    }
    let types: Vec<Record> = pages
        .iter()
        .filter_map(|(_, page)| page.as_ref().ok())
        .filter(|facts| facts.page == PageKind::Types)
        .flat_map(|facts| facts.types.iter().cloned())
        .collect();
    pages.iter_mut().filter_map(|(_, page)| page.as_mut().ok()).for_each(|facts| facts.look_up(&types));
    Ok(pages)
}
