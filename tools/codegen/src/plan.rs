//! Plans changes to generated files: compares them with those on disk, and writes what differs.

use crate::{Crate, MARK};
use rayon::prelude::*;
use similar::TextDiff;
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fmt::{self, Write as _},
    fs, io,
    path::{Path, PathBuf},
};

/// Why nothing was written, or only a part.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// A file or folder could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {}: {source}; files before it are written, so run `cargo xtask gen` again once it is writable", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Files are in folders of generated files but lack the mark of generated files. Nothing was written.
    #[error("{}", in_the_way(.0))]
    InTheWay(Vec<PathBuf>),
}

fn in_the_way(paths: &[PathBuf]) -> String {
    let mut text =
        String::from("nothing was written: these files are in folders of generated files, but are not generated:\n");
    for path in paths {
        let _ = writeln!(text, "  {}", path.display());
    }
    text + "move or remove them, then run `cargo xtask gen` again"
}

/// The changes to one crate, or to one file outside of crates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The crate's folder or the file, relative to the project's root.
    pub name: String,
    /// Number of new files.
    pub new: usize,
    /// Number of files whose text differs.
    pub changed: usize,
    /// Number of files that no spec generates any more.
    pub removed: usize,
    /// Number of unchanged files.
    pub kept: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.new, "new"), (self.changed, "changed"), (self.removed, "removed")];
        let parts: Vec<String> =
            parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        let what = match &parts[..] {
            [] => "unchanged".to_owned(),
            parts => parts.join(", "),
        };
        write!(to, "{}: {what}", self.name)
    }
}

/// The wanted and the existing text of one file.
struct Target {
    path: PathBuf,
    group: String,
    wanted: Option<String>,
    found: Option<Vec<u8>>,
}

impl Target {
    fn differs(&self) -> bool {
        self.wanted.as_ref().map(String::as_bytes) != self.found.as_deref()
    }
}

/// The differences between the generated files and those on disk.
pub struct Plan {
    root: PathBuf,
    targets: Vec<Target>,
    in_the_way: Vec<PathBuf>,
    /// Temporary files of a run that was killed.
    leftovers: BTreeSet<PathBuf>,
}

impl Plan {
    /// Compares with the files on disk. `home` is the folder of all generated crates below `root`; `others` are further
    /// files, by their paths below `root`, which are written if they differ and never removed.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn new(root: &Path, home: &str, crates: Vec<Crate>, others: Vec<(String, String)>) -> Result<Self, PlanError> {
        let mut wanted: BTreeMap<PathBuf, (String, String)> = BTreeMap::new();
        for item in crates {
            let folder = Path::new(home).join(&item.folder);
            let group = slashes(&folder);
            for (path, text) in item.files {
                wanted.insert(folder.join(path), (group.clone(), text));
            }
        }
        let mut present = BTreeSet::new();
        list(&root.join(home), Path::new(home), &mut present)?;
        let mut leftovers: BTreeSet<PathBuf> = present.iter().filter(|path| is_temporary(path)).cloned().collect();
        let stale: Vec<PathBuf> =
            present.into_iter().filter(|path| !wanted.contains_key(path) && !leftovers.contains(path)).collect();
        let folders: BTreeSet<&Path> = others.iter().filter_map(|(path, _)| Path::new(path).parent()).collect();
        for folder in folders {
            leftovers.extend(
                entries(&root.join(folder))?.into_iter().map(|name| folder.join(name)).filter(|it| is_temporary(it)),
            );
        }
        for (path, text) in others {
            wanted.insert(PathBuf::from(&path), (path, text));
        }
        let mut targets = wanted
            .into_par_iter()
            .map(|(path, (group, text))| {
                Ok(Target { found: read(&root.join(&path))?, path, group, wanted: Some(text) })
            })
            .collect::<Result<Vec<_>, PlanError>>()?;
        let mut in_the_way: Vec<PathBuf> = Vec::new();
        for path in stale {
            let found = read(&root.join(&path))?.unwrap_or_default();
            if is_marked(&found) || is_licence(&path) {
                let group = slashes(&path.iter().take(Path::new(home).iter().count() + 2).collect::<PathBuf>());
                targets.push(Target { path, group, wanted: None, found: Some(found) });
            } else {
                in_the_way.push(path);
            }
        }
        for target in &targets {
            let of_a_crate = target.path.starts_with(home) && !is_licence(&target.path);
            if of_a_crate && target.wanted.is_some() && target.found.as_ref().is_some_and(|found| !is_marked(found)) {
                in_the_way.push(target.path.clone());
            }
        }
        in_the_way.sort();
        Ok(Self { root: root.to_owned(), targets, in_the_way, leftovers })
    }

    /// The changes per crate, sorted by name.
    #[must_use]
    pub fn summaries(&self) -> Vec<Summary> {
        let mut groups: BTreeMap<&str, Summary> = BTreeMap::new();
        for target in &self.targets {
            let summary = groups.entry(&target.group).or_insert_with(|| Summary {
                name: target.group.clone(),
                new: 0,
                changed: 0,
                removed: 0,
                kept: 0,
            });
            match (&target.wanted, &target.found) {
                (Some(_), None) => summary.new += 1,
                (None, _) => summary.removed += 1,
                _ if target.differs() => summary.changed += 1,
                _ => summary.kept += 1,
            }
        }
        groups.into_values().collect()
    }

    /// A unified diff from the files on disk to the generated ones; empty if nothing differs.
    ///
    /// # Errors
    /// If a file that is not generated is in the way.
    pub fn diff(&self) -> Result<String, PlanError> {
        self.clear()?;
        let mut text = String::new();
        for target in self.targets.iter().filter(|target| target.differs()) {
            let path = slashes(&target.path);
            let found = String::from_utf8_lossy(target.found.as_deref().unwrap_or_default());
            let wanted = target.wanted.as_deref().unwrap_or_default();
            let old = if target.found.is_some() { format!("a/{path}") } else { "/dev/null".to_owned() };
            let new = if target.wanted.is_some() { format!("b/{path}") } else { "/dev/null".to_owned() };
            let _ = write!(
                text,
                "{}",
                TextDiff::from_lines(&*found, wanted).unified_diff().context_radius(3).header(&old, &new)
            );
        }
        Ok(text)
    }

    /// Writes what differs, and removes files that no spec generates any more and temporary files of a run that was killed.
    /// No other process may write at the same time.
    ///
    /// # Errors
    /// If a file that is not generated is in the way, in which case nothing is written, or if writing fails.
    pub fn write(&self) -> Result<(), PlanError> {
        self.clear()?;
        for path in &self.leftovers {
            remove(&self.root.join(path), &self.root)
                .map_err(|source| PlanError::Write { path: path.clone(), source })?;
        }
        for target in self.targets.iter().filter(|target| target.differs()) {
            let path = self.root.join(&target.path);
            let done = match &target.wanted {
                Some(text) => replace(&path, text),
                None => remove(&path, &self.root),
            };
            done.map_err(|source| PlanError::Write { path: target.path.clone(), source })?;
        }
        Ok(())
    }

    fn clear(&self) -> Result<(), PlanError> {
        if self.in_the_way.is_empty() { Ok(()) } else { Err(PlanError::InTheWay(self.in_the_way.clone())) }
    }
}

/// Replaces a file atomically: writes a temporary file beside it and renames that.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}{TEMPORARY}", std::process::id()));
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        // Remove the temporary file; the error to report is the original one.
        let _ = fs::remove_file(&beside);
    })
}

/// The end of a temporary file's name, behind the process that made it.
const TEMPORARY: &str = ".tmp";

/// Whether it is a temporary file, as `.lib.rs.4711.tmp`.
fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let process = name.strip_prefix('.').and_then(|name| name.strip_suffix(TEMPORARY)?.rsplit_once('.'));
    process.is_some_and(|(_, process)| !process.is_empty() && process.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Whether it is a copy of one of the project's licences, which has no mark.
fn is_licence(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("LICENSE-"))
}

/// Removes a file and the folders that become empty.
fn remove(path: &Path, root: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != root) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, PlanError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(PlanError::Read { path: path.to_owned(), source }),
    }
}

/// All files below `folder`, by their paths relative to the root.
fn list(folder: &Path, shown: &Path, files: &mut BTreeSet<PathBuf>) -> Result<(), PlanError> {
    let error = |source| PlanError::Read { path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(error(source)),
    };
    for entry in entries {
        let entry = entry.map_err(error)?;
        let shown = shown.join(entry.file_name());
        if entry.file_type().map_err(error)?.is_dir() {
            list(&entry.path(), &shown, files)?;
        } else {
            files.insert(shown);
        }
    }
    Ok(())
}

/// The names in a folder; none if it is not there.
fn entries(folder: &Path) -> Result<Vec<OsString>, PlanError> {
    let error = |source| PlanError::Read { path: folder.to_owned(), source };
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry.map_err(error)?.file_name())).collect(),
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(error(source)),
    }
}

fn is_marked(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    String::from_utf8_lossy(head).lines().take(3).any(|line| line.contains(MARK))
}

fn slashes(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
