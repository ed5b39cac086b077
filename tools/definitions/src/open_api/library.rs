//! The files of an `OpenAPI` definition, and where references in them lead. No reference is followed out of the folder.

use crate::{
    file::{File, Mistake},
    tree::{Item, parse_yaml},
};
use percent_encoding::percent_decode_str;
use rtc_catalog::yaml::{Node, Value};
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How many files a definition may have.
const MOST_FILES: usize = 4096;

/// How many references may lead to one another.
const MOST_STEPS: usize = 16;

/// The files of a definition.
pub(crate) struct Library {
    /// The folder that no reference leaves, without links in its path.
    folder: PathBuf,
    pub(crate) files: Vec<(Arc<File>, Node)>,
    numbers: HashMap<PathBuf, usize>,
    /// Why a file that is referred to is not here, by the file with the reference and the path in it.
    missing: HashMap<(usize, String), Missing>,
}

/// Why a file that is referred to is not read.
enum Missing {
    Outside(PathBuf),
    Unreadable(String),
    Broken(Vec<Mistake>),
}

impl Library {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, files: Vec::new(), numbers: HashMap::new(), missing: HashMap::new() }
    }

    /// Adds a file and all files that it refers to. Returns its number.
    pub(crate) fn add(&mut self, shown: &Path, real: &Path, text: &str) -> Result<usize, (Arc<File>, Vec<Mistake>)> {
        if let Some(known) = self.numbers.get(real) {
            return Ok(*known);
        }
        let number = self.files.len();
        let file = Arc::new(File::new(shown.to_owned(), text, u16::try_from(number).unwrap_or(u16::MAX)));
        let root = parse_yaml(&file).map_err(|mistakes| (Arc::clone(&file), mistakes))?;
        self.numbers.insert(real.to_owned(), number);
        let mut references = Vec::new();
        collect(&root, &mut references);
        self.files.push((file, root));
        for path in references {
            if let Err(missing) = self.load(shown, real, &path) {
                self.missing.insert((number, path), missing);
            }
        }
        Ok(number)
    }

    fn load(&mut self, shown: &Path, real: &Path, path: &str) -> Result<usize, Missing> {
        let beside = |from: &Path| from.parent().unwrap_or(Path::new("")).join(path);
        if path.contains("://") || Path::new(path).is_absolute() {
            return Err(Missing::Outside(self.folder.clone()));
        }
        // What leaves the folder by its letters is not even looked for.
        if !normal(&beside(real)).starts_with(&self.folder) {
            return Err(Missing::Outside(self.folder.clone()));
        }
        let target = fs::canonicalize(beside(real)).map_err(|error| Missing::Unreadable(error.to_string()))?;
        if !target.starts_with(&self.folder) {
            return Err(Missing::Outside(self.folder.clone()));
        }
        if self.files.len() >= MOST_FILES {
            return Err(Missing::Unreadable(format!("the definition has more than {MOST_FILES} files")));
        }
        let text = fs::read_to_string(&target).map_err(|error| Missing::Unreadable(error.to_string()))?;
        self.add(&normal(&beside(shown)), &target, &text).map_err(|(_, mistakes)| Missing::Broken(mistakes))
    }

    pub(crate) fn root(&self, number: usize) -> Item<'_> {
        let (file, node) = &self.files[number];
        Item { file, node }
    }

    /// What a value refers to by `$ref`, however many steps away, with a name for the place. The value itself if it refers to
    /// nothing.
    pub(crate) fn follow<'t>(&'t self, item: Item<'t>) -> Result<(Item<'t>, Option<String>), Mistake> {
        let (mut item, mut name) = (item, None);
        for _ in 0..MOST_STEPS {
            let Some(reference) = item.located("$ref") else { return Ok((item, name)) };
            let (path, pointer) = reference.value.split_once('#').unwrap_or((&reference.value, ""));
            let here = usize::from(item.file.number);
            let number = if path.is_empty() { here } else { self.number(here, path, &reference.position)? };
            let parts: Vec<String> = pointer.split('/').skip(1).map(unescaped).collect();
            let found = parts.iter().try_fold(self.root(number), |item, part| step(item, part));
            let Some(found) = found else {
                let message = format!("the reference `{}` leads nowhere", reference.value);
                let help = "the definition is incomplete or cut off: take the whole of it";
                return Err(Mistake::new(reference.position, message, help));
            };
            name = Some(format!("{number}#{pointer}"));
            item = found;
        }
        Err(Mistake::new(
            item.position(),
            "references that lead to one another",
            "write what is meant in one of these places",
        ))
    }

    fn number(&self, from: usize, path: &str, at: &rtc_pages::Position) -> Result<usize, Mistake> {
        let mistake = |message: String, help: &str| Err(Mistake::new(*at, message, help));
        match self.missing.get(&(from, path.to_owned())) {
            Some(Missing::Outside(folder)) => mistake(
                format!("the reference leads out of the definition's folder, {}", folder.display()),
                "references are not followed out of it: copy the file into the folder, or write here what it says",
            ),
            Some(Missing::Unreadable(why)) => mistake(
                format!("cannot read the file that this refers to: {why}"),
                "take the whole definition, with all its files",
            ),
            Some(Missing::Broken(mistakes)) => {
                let why = mistakes.first().map_or("it is broken", |mistake| mistake.message.as_str());
                mistake(
                    format!("the file that this refers to is broken: {why}"),
                    "correct that file, or take the whole of it",
                )
            }
            None => {
                let (file, _) = &self.files[from];
                let real = self.numbers.iter().find(|(_, number)| **number == from).map(|(real, _)| real.clone());
                let target = real.map(|real| normal(&real.parent().unwrap_or(Path::new("")).join(path)));
                let found = target.and_then(|target| {
                    self.numbers.get(&target).or_else(|| self.numbers.get(&fs::canonicalize(target).ok()?)).copied()
                });
                found.ok_or_else(|| {
                    let message = format!("{} refers to a file that was not read", file.source.path.display());
                    Mistake::new(*at, message, "take the whole definition, with all its files")
                })
            }
        }
    }
}

/// The files that a tree refers to.
fn collect(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                match &entry.value.value {
                    Value::Scalar { text, .. } if entry.key == "$ref" => {
                        let path = text.split('#').next().unwrap_or_default();
                        if !path.is_empty() && !found.iter().any(|known| known == path) {
                            found.push(path.to_owned());
                        }
                    }
                    _ => collect(&entry.value, found),
                }
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Scalar { .. } => {}
    }
}

fn step<'t>(item: Item<'t>, part: &str) -> Option<Item<'t>> {
    item.get(part).or_else(|| part.parse().ok().and_then(|at| item.items().nth(at)))
}

/// A part of a JSON pointer in a URL.
fn unescaped(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().replace("~1", "/").replace("~0", "~")
}

/// A path without `.` and `..`, by its letters alone.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if normal.file_name().is_some() => drop(normal.pop()),
            other => normal.push(other),
        }
    }
    normal
}
