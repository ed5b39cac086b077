//! The files of pages in folders.

use crate::CheckError;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

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
