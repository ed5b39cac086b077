//! The folders that references of `OpenAPI` files do not leave.

use super::{is_components, library::normal};
use crate::{
    file::File,
    open::{OpenError, is_in, read},
    tree::{Item, parse_yaml},
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// How far above a file of `OpenAPI` its shared components may be.
const LEVELS: usize = 4;

/// Path as it is shown, path without links, text.
pub(crate) type Opened = (PathBuf, PathBuf, String);

/// Files of `OpenAPI` by the folders that their references do not leave: the nearest one that holds components which others share, or
/// the folder that was named, whichever is further up.
pub(crate) fn grouped(
    files: Vec<(PathBuf, String, Option<PathBuf>)>,
    bounds: &[PathBuf],
) -> Result<BTreeMap<PathBuf, Vec<Opened>>, OpenError> {
    let mut groups: BTreeMap<PathBuf, Vec<Opened>> = BTreeMap::new();
    for (path, text, named) in files {
        let real =
            |path: &Path| fs::canonicalize(path).map_err(|source| OpenError::Io { path: path.to_owned(), source });
        let file = real(&path)?;
        let own = file.parent().unwrap_or(Path::new("/")).to_owned();
        let bound = bounds.iter().find(|bound| is_in(&file, bound)).cloned();
        let named = named.or(bound);
        let shared = own.ancestors().take(LEVELS).find(|folder| holds_components(folder));
        let folder = match (shared, named) {
            (Some(shared), Some(named)) => {
                let named = real(&named)?;
                if named.starts_with(shared) { shared.to_owned() } else { named }
            }
            (Some(shared), None) => shared.to_owned(),
            (None, Some(named)) => real(&named)?,
            (None, None) => own,
        };
        groups.entry(folder).or_default().push((normal(&path), file, text));
    }
    Ok(groups)
}

/// Whether a file with nothing but components is in a folder.
fn holds_components(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let named = |path: &PathBuf| path.extension().is_some_and(|end| end == "yaml" || end == "yml" || end == "json");
    entries.filter_map(Result::ok).map(|entry| entry.path()).filter(named).any(|path| {
        let Ok(text) = read(&path) else { return false };
        let start: String = text.chars().take(4096).collect();
        if !start.contains("openapi") {
            return false;
        }
        let file = File::new(path, &text, 0);
        parse_yaml(&file).is_ok_and(|root| is_components(Item { file: &file, node: &root }))
    })
}
