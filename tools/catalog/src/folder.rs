//! Where the texts of specs are: on disk, or in the program itself.

use crate::load::LoadError;
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// A folder with one folder for each vendor. Names that begin with a dot are left out.
pub(crate) trait Folder: Sync {
    /// The names of its folders, sorted.
    fn vendors(&self) -> Result<Vec<String>, LoadError>;

    /// The names of the files in a vendor's folder, sorted.
    fn files(&self, vendor: &str) -> Result<Vec<String>, LoadError>;

    /// The text of one of them.
    fn read(&self, vendor: &str, file: &str) -> Result<String, LoadError>;
}

/// A folder on disk.
pub(crate) struct OnDisk<'a>(pub(crate) &'a Path);

impl Folder for OnDisk<'_> {
    fn vendors(&self) -> Result<Vec<String>, LoadError> {
        entries(self.0, Path::is_dir)
    }

    fn files(&self, vendor: &str) -> Result<Vec<String>, LoadError> {
        entries(&self.0.join(vendor), Path::is_file)
    }

    fn read(&self, vendor: &str, file: &str) -> Result<String, LoadError> {
        read(&self.0.join(vendor).join(file))
    }
}

/// Paths as `zego/vendor.yaml` with their texts.
pub(crate) struct Texts<'a>(pub(crate) &'a [(&'a str, &'a str)]);

impl Folder for Texts<'_> {
    fn vendors(&self) -> Result<Vec<String>, LoadError> {
        let vendors: BTreeSet<&str> =
            self.0.iter().filter_map(|(path, _)| path.split_once('/')).map(|(it, _)| it).collect();
        Ok(vendors.into_iter().map(str::to_owned).collect())
    }

    fn files(&self, vendor: &str) -> Result<Vec<String>, LoadError> {
        let split = self.0.iter().filter_map(|(path, _)| path.split_once('/'));
        let files: BTreeSet<&str> = split.filter(|(folder, _)| *folder == vendor).map(|(_, file)| file).collect();
        Ok(files.into_iter().map(str::to_owned).collect())
    }

    fn read(&self, vendor: &str, file: &str) -> Result<String, LoadError> {
        let path = format!("{vendor}/{file}");
        let text = self.0.iter().find(|(known, _)| *known == path).map(|(_, text)| (*text).to_owned());
        text.ok_or_else(|| LoadError::Io { path: PathBuf::from(path), source: io::ErrorKind::NotFound.into() })
    }
}

/// The text of a file, which must be UTF-8.
pub(crate) fn read(path: &Path) -> Result<String, LoadError> {
    let bytes = fs::read(path).map_err(|source| LoadError::Io { path: path.to_owned(), source })?;
    String::from_utf8(bytes).map_err(|error| LoadError::Io {
        path: path.to_owned(),
        source: io::Error::new(io::ErrorKind::InvalidData, format!("{error}: save the file as UTF-8")),
    })
}

fn entries(folder: &Path, wanted: fn(&Path) -> bool) -> Result<Vec<String>, LoadError> {
    let error = |source| LoadError::Io { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        let entry = entry.map_err(error)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && wanted(&entry.path()) {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}
