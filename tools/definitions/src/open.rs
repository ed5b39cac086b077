//! Files to definitions: which form a file has, and which files belong together.

use crate::{
    Definition, Mistakes, api_json,
    file::{File, Mistake},
    go,
    open_api::{self, folder::grouped, library::Library},
    tree::{Item, parse_json, parse_yaml},
};
use rtc_catalog::{model::Vendor, yaml::Node};
use std::{
    collections::{BTreeMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Why files could not be opened as definitions.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A file or a folder could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file has no form that is known.
    #[error(
        "{}: this is no definition of a known form: {found}\n\
         looked for: JSON with `actions`, `objects` and `metadata`, the api.json of a command-line tool; YAML or JSON with `openapi` and \
         `paths`; Go with structs that have `json` tags, and the list `ApiListInfo`",
        path.display()
    )]
    NotKnown {
        /// Which file.
        path: PathBuf,
        /// What was found in it.
        found: String,
    },
    /// Files are broken, or lack what belongs to them.
    #[error(transparent)]
    Mistakes(#[from] Mistakes),
}

/// Whether a path has the name of a definition's file: JSON, YAML or Go.
#[must_use]
pub fn is_definition(path: &Path) -> bool {
    let known =
        |end: &std::ffi::OsStr| ["json", "yaml", "yml", "go"].iter().any(|known| end.eq_ignore_ascii_case(known));
    path.extension().is_some_and(known)
}

/// The largest file that is read.
const LARGEST: u64 = 64 << 20;

/// Opens definitions: files, or folders of them at any depth. In a folder, files of other forms are left alone.
///
/// # Errors
/// If a file cannot be read, a named file has no known form, or one is broken.
pub fn open(named: &[PathBuf], vendors: &[Arc<Vendor>]) -> Result<Vec<Definition>, OpenError> {
    open_within(named, &[], vendors)
}

/// The same, where files may refer to other ones below these folders, which are not opened themselves.
///
/// # Errors
/// If a file cannot be read, a named file has no known form, or one is broken.
pub fn open_within(
    named: &[PathBuf],
    bounds: &[PathBuf],
    vendors: &[Arc<Vendor>],
) -> Result<Vec<Definition>, OpenError> {
    let mut files = Files::default();
    for path in named {
        if metadata(path)?.is_dir() {
            let mut inside = Vec::new();
            walk(path, &mut inside)?;
            for file in inside {
                // A folder may hold other files too.
                match files.add(&file, Some(path)) {
                    Ok(()) | Err(OpenError::NotKnown { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
        } else {
            files.add(path, None)?;
            files.bounds.extend(bounds.iter().filter(|bound| is_in(path, bound)).cloned());
        }
    }
    files.definitions(vendors)
}

/// Whether a file is in a folder, at any depth.
#[must_use]
pub fn is_in(file: &Path, folder: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real(file).starts_with(real(folder))
}

fn metadata(path: &Path) -> Result<fs::Metadata, OpenError> {
    fs::metadata(path).map_err(|source| OpenError::Io { path: path.to_owned(), source })
}

pub(crate) fn read(path: &Path) -> Result<String, OpenError> {
    let error = |source| OpenError::Io { path: path.to_owned(), source };
    if metadata(path)?.len() > LARGEST {
        return Err(error(io::Error::new(io::ErrorKind::FileTooLarge, "the file is larger than 64 MB")));
    }
    let bytes = fs::read(path).map_err(error)?;
    String::from_utf8(bytes)
        .map_err(|utf8| error(io::Error::new(io::ErrorKind::InvalidData, format!("{utf8}: save the file as UTF-8"))))
}

/// The files below a folder that may be of definitions, sorted.
fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), OpenError> {
    let error = |source| OpenError::Io { path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        let entry = entry.map_err(error)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    for path in paths {
        // A link to a folder above would never end.
        let link = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
        if metadata(&path)?.is_dir() {
            if !link {
                walk(&path, found)?;
            }
        } else if is_definition(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// A JSON or YAML file, parsed.
type Tree = (Arc<File>, Node);

/// Files by their forms.
#[derive(Default)]
struct Files {
    tools: Vec<(PathBuf, Tree)>,
    examples: Vec<(PathBuf, Tree)>,
    /// Packages of Go, by their folders.
    packages: BTreeMap<PathBuf, Vec<(PathBuf, String)>>,
    /// Files of `OpenAPI`, with the named folder in which they are.
    open_api: Vec<(PathBuf, String, Option<PathBuf>)>,
    /// Folders in which references of named files may lead to other ones.
    bounds: Vec<PathBuf>,
}

impl Files {
    fn add(&mut self, path: &Path, folder: Option<&Path>) -> Result<(), OpenError> {
        let text = read(path)?;
        let extension = path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
        let unknown = |found: &str| Err(OpenError::NotKnown { path: path.to_owned(), found: found.to_owned() });
        if extension == "go" {
            if !go::is(&text) {
                return unknown("Go without structs that have `json` tags, and without the list `ApiListInfo`");
            }
            let package = path.parent().unwrap_or(Path::new("")).to_owned();
            let known = self.packages.entry(package).or_default();
            if known.iter().all(|(known, _)| known != path) {
                known.push((path.to_owned(), text));
            }
            return Ok(());
        }
        let file = File::new(path.to_owned(), &text, 0);
        let json = extension == "json" || file.text().trim_start().starts_with('{');
        let parsed = if json {
            parse_json(file)
        } else {
            match parse_yaml(&file) {
                Ok(root) => Ok((file, root)),
                Err(mistakes) => Err((file, mistakes)),
            }
        };
        let (file, root) = match parsed {
            Ok((file, root)) => (Arc::new(file), root),
            Err((file, mistakes)) => return Err(broken(file, mistakes, folder.is_some())),
        };
        let item = Item { file: &file, node: &root };
        if api_json::is(item) {
            self.tools.push((path.to_owned(), (file, root)));
        } else if api_json::is_examples(item) {
            self.examples.push((path.to_owned(), (file, root)));
        } else if open_api::is(item) {
            self.open_api.push((path.to_owned(), file.text().to_owned(), folder.map(Path::to_owned)));
        } else {
            let keys: Vec<String> = item.entries().take(6).map(|(key, _)| format!("`{}`", key.value)).collect();
            let found = match keys.is_empty() {
                true if item.is_list() => "a list".to_owned(),
                true => "no keys and values".to_owned(),
                false => format!("the keys {}", keys.join(", ")),
            };
            return unknown(&found);
        }
        Ok(())
    }

    fn definitions(mut self, vendors: &[Arc<Vendor>]) -> Result<Vec<Definition>, OpenError> {
        let mut apis = Vec::new();
        for (path, (file, root)) in std::mem::take(&mut self.tools) {
            let examples = self.examples_of(&path)?;
            let examples = examples.as_ref().map(|(file, node)| (file, node));
            let files: Vec<Arc<File>> =
                std::iter::once(&file).chain(examples.map(|(file, _)| file)).map(Arc::clone).collect();
            apis.push(api_json::read(&file, &root, examples).map_err(|mistakes| Mistakes::new(mistakes, &files))?);
        }
        if let Some((path, _)) = self.examples.first() {
            let found = "examples, without the file of the actions that they belong to beside it".to_owned();
            return Err(OpenError::NotKnown { path: path.clone(), found });
        }
        for (folder, files) in &self.packages {
            let files = package(folder, files)?;
            apis.push(go::read(&files).map_err(|mistakes| Mistakes::new(mistakes, &files))?);
        }
        let common: HashSet<String> =
            vendors.iter().flat_map(|vendor| &vendor.common_request).map(|common| common.wire.clone()).collect();
        for (folder, files) in grouped(self.open_api, &self.bounds)? {
            let mut library = Library::new(folder);
            let mut numbers = Vec::new();
            for (path, real, text) in files {
                let added = library.add(&path, &real, &text);
                let number = added.map_err(|(file, mistakes)| Mistakes::new(renumbered(mistakes), &[file]))?;
                if !open_api::is_components(library.root(number)) {
                    numbers.push(number);
                }
            }
            apis.push(open_api::read(&library, &numbers, &common));
        }
        let definition = |api| Definition { api, vendors: vendors.to_vec() };
        Ok(apis.into_iter().map(definition).collect())
    }

    /// The examples that belong to a file of actions: named too, or beside it.
    fn examples_of(&mut self, path: &Path) -> Result<Option<Tree>, OpenError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let other = path.with_file_name(name.replacen("api", "examples", 1));
        let at = self
            .examples
            .iter()
            .position(|(known, _)| *known == other || self.tools.is_empty() && known.parent() != other.parent());
        if let Some(at) = at {
            let (_, (file, root)) = self.examples.remove(at);
            return Ok(Some((second(&file), root)));
        }
        if other == path || !other.exists() {
            return Ok(None);
        }
        let (file, root) = match parse_json(File::new(other.clone(), &read(&other)?, 1)) {
            Ok(parsed) => parsed,
            Err((file, mistakes)) => return Err(broken(file, mistakes, false)),
        };
        let file = Arc::new(file);
        Ok(api_json::is_examples(Item { file: &file, node: &root }).then_some((file, root)))
    }
}

/// The same file as the second one of a definition.
fn second(file: &Arc<File>) -> Arc<File> {
    let other = File::new(file.source.path.clone(), file.text(), 1);
    Arc::new(parse_json(other).map_or_else(|(file, _)| file, |(file, _)| file))
}

/// The error of a file that cannot be parsed. One in a folder may be something else.
fn broken(file: File, mistakes: Vec<Mistake>, in_folder: bool) -> OpenError {
    let start: String = file.text().chars().take(4096).collect();
    let known = ["\"actions\"", "\"objects\"", "openapi:", "swagger:", "paths:", "\"openapi\""];
    if in_folder && !known.iter().any(|word| start.contains(word)) {
        return OpenError::NotKnown { path: file.source.path.clone(), found: "neither JSON nor YAML".to_owned() };
    }
    OpenError::Mistakes(Mistakes::new(renumbered(mistakes), &[Arc::new(file)]))
}

/// Mistakes as if their file were the first one.
fn renumbered(mut mistakes: Vec<Mistake>) -> Vec<Mistake> {
    for mistake in &mut mistakes {
        mistake.at.file = 0;
    }
    mistakes
}

/// The files of a package: those named, with `config.go` and `model.go` beside them.
fn package(folder: &Path, named: &[(PathBuf, String)]) -> Result<Vec<Arc<File>>, OpenError> {
    let mut files: Vec<(PathBuf, String)> = named.to_vec();
    for name in ["config.go", "model.go"] {
        let path = folder.join(name);
        if files.iter().all(|(known, _)| *known != path) && path.exists() {
            let text = read(&path)?;
            if go::is(&text) {
                files.push((path, text));
            }
        }
    }
    files.sort_by(|one, other| one.0.cmp(&other.0));
    let numbered = files.into_iter().zip(0..).map(|((path, text), number)| Arc::new(File::new(path, &text, number)));
    Ok(numbered.collect())
}
