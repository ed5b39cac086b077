//! A folder of specs to the model.

use crate::{
    diagnostic::{Diagnostic, Problem, Source},
    format::{ActionFile, VendorFile},
    model::{Action, Model, Vendor},
    resolve::{Context, resolve_action, resolve_vendor, shared_words},
    yaml::{self, Node, Span},
};
use rayon::prelude::*;
use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Why there is no model.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A folder or file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The specs have mistakes: all of them, in the order of paths and places.
    #[error("{}", summary(.0))]
    Mistakes(Vec<Diagnostic>),
}

fn summary(diagnostics: &[Diagnostic]) -> String {
    let mut parts: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    let files: HashSet<_> = diagnostics.iter().map(Diagnostic::path).collect();
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    parts.push(format!("{} in {}", plural(diagnostics.len(), "mistake"), plural(files.len(), "file")));
    parts.join("\n\n")
}

/// The name of the file that describes a vendor.
const VENDOR_FILE: &str = "vendor.yaml";

/// What the names of files end in that say what changed from version to version of an action's crate.
const CHANGES: &str = ".changes.md";

/// Loads and checks all specs below `folder`: `<vendor>/vendor.yaml` and `<vendor>/<action>.yaml`, with
/// `<vendor>/<action>.changes.md` where a crate has had more than one version. The folder `schema` is passed over. Paths in diagnostics begin with `folder`'s own name.
///
/// # Errors
/// What cannot be read, or else every mistake of every file.
pub fn load(folder: &Path) -> Result<Model, LoadError> {
    let shown = shown(folder);
    let vendors: Vec<(String, PathBuf)> = folders(folder)?.into_iter().filter(|(name, _)| name != "schema").collect();
    let loaded: Vec<_> = vendors
        .into_par_iter()
        .map(|(name, path)| load_vendor(&name, &path, &shown.join(&name)))
        .collect::<Result<_, _>>()?;
    let mut model = Model::default();
    let mut diagnostics = Vec::new();
    for (vendor, actions, mistakes) in loaded {
        if let Some(vendor) = &vendor {
            let file = Path::new(&vendor.id).join(VENDOR_FILE);
            if folder.join(&file).exists() {
                let source = read(&folder.join(&file), &shown.join(&file))?;
                diagnostics.extend(shared_words(vendor, &model.vendors, &source));
            }
        }
        model.vendors.extend(vendor);
        model.actions.extend(actions);
        diagnostics.extend(mistakes);
    }
    diagnostics.extend(shared_packages(&model, &shown, folder)?);
    if diagnostics.is_empty() { Ok(model) } else { Err(LoadError::Mistakes(diagnostics)) }
}

/// What paths in diagnostics begin with.
pub(crate) fn shown(folder: &Path) -> PathBuf {
    folder.file_name().map_or_else(|| PathBuf::from("specs"), PathBuf::from)
}

/// Checks the text of an action's spec that stands nowhere yet. `spec` is where it would, as `zego/list-rooms.yaml`, and
/// paths in diagnostics begin with `shown`.
///
/// # Errors
/// Every mistake in it.
pub fn check_action(text: String, spec: &str, shown: &Path, vendor: &Arc<Vendor>) -> Result<Action, Vec<Diagnostic>> {
    let source = Arc::new(Source { path: shown.join(spec), text });
    let mut diagnostics = Vec::new();
    let action = check(&source, &mut diagnostics, |written: &ActionFile, context| {
        resolve_action(written, spec, vendor, context)
    });
    action.filter(|_| diagnostics.is_empty()).ok_or(diagnostics)
}

type Loaded = (Option<Arc<Vendor>>, Vec<Action>, Vec<Diagnostic>);

fn load_vendor(name: &str, folder: &Path, shown: &Path) -> Result<Loaded, LoadError> {
    let files = specs(folder)?;
    let mut diagnostics = Vec::new();
    let Some((_, path)) = files.iter().find(|(file, _)| file == VENDOR_FILE) else {
        let source = Arc::new(Source { path: shown.join(VENDOR_FILE), text: String::new() });
        let problem = Problem::new(Span::default(), format!("`{name}` has no `{VENDOR_FILE}`"));
        let help = "every folder of specs describes its vendor there; specs/README.md shows how";
        return Ok((None, Vec::new(), vec![problem.help(help).within(&source)]));
    };
    let source = read(path, &shown.join(VENDOR_FILE))?;
    let vendor = check(&source, &mut diagnostics, |file: &VendorFile, context| resolve_vendor(file, name, context));
    let Some(vendor) = vendor.map(Arc::new) else { return Ok((None, Vec::new(), diagnostics)) };
    let actions: Vec<(Option<Action>, Vec<Diagnostic>)> = files
        .par_iter()
        .filter(|(file, _)| file != VENDOR_FILE)
        .map(|(file, path)| {
            let source = read(path, &shown.join(file))?;
            let mut diagnostics = Vec::new();
            let spec = format!("{name}/{file}");
            let mut action = check(&source, &mut diagnostics, |written: &ActionFile, context| {
                resolve_action(written, &spec, &vendor, context)
            });
            if let Some(action) = &mut action {
                action.changes = changes(path, &shown.join(file))?;
            }
            Ok((action, diagnostics))
        })
        .collect::<Result<_, LoadError>>()?;
    let mut loaded = Vec::new();
    for (action, mistakes) in actions {
        loaded.extend(action);
        diagnostics.extend(mistakes);
    }
    diagnostics.extend(ownerless_changes(folder, shown, &files)?);
    loaded.sort_by(|one, other| one.name.cmp(&other.name));
    Ok((Some(vendor), loaded, diagnostics))
}

/// What changed from version to version, from the file beside the action's; empty if there is none.
fn changes(spec: &Path, shown: &Path) -> Result<String, LoadError> {
    let beside = |path: &Path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        path.with_file_name(format!("{stem}{CHANGES}"))
    };
    let path = beside(spec);
    if !path.exists() {
        return Ok(String::new());
    }
    Ok(read(&path, &beside(shown))?.text.clone())
}

/// Notes what would change nothing: changes of an action that has no file.
fn ownerless_changes(folder: &Path, shown: &Path, specs: &[(String, PathBuf)]) -> Result<Vec<Diagnostic>, LoadError> {
    let mut diagnostics = Vec::new();
    for (file, path) in entries(folder)? {
        let Some(stem) = file.strip_suffix(CHANGES) else { continue };
        let spec = format!("{stem}.yaml");
        if spec != VENDOR_FILE && specs.iter().any(|(name, _)| *name == spec) {
            continue;
        }
        let source = read(&path, &shown.join(&file))?;
        let problem = Problem::new(Span::default(), format!("changes of `{stem}`, which is no action"));
        let help = "name the file like the action's, or remove it: an action that is gone has no crate to tell them";
        diagnostics.push(problem.help(help).within(&source));
    }
    Ok(diagnostics)
}

/// Reads one file and resolves it as far as it goes; every mistake goes into `diagnostics`.
fn check<File, Resolved>(
    source: &Arc<Source>,
    diagnostics: &mut Vec<Diagnostic>,
    resolve: impl FnOnce(&File, &mut Context<'_>) -> Resolved,
) -> Option<Resolved>
where
    File: for<'n> serde::Deserialize<'n>,
{
    let (root, problems) = yaml::parse(&source.text);
    let (resolved, problems) = match &root {
        None => (None, problems),
        Some(root) => check_tree(root, problems, resolve),
    };
    diagnostics.extend(problems.into_iter().map(|problem| problem.within(source)));
    resolved
}

fn check_tree<File, Resolved>(
    root: &Node,
    mut problems: Vec<Problem>,
    resolve: impl FnOnce(&File, &mut Context<'_>) -> Resolved,
) -> (Option<Resolved>, Vec<Problem>)
where
    File: for<'n> serde::Deserialize<'n>,
{
    let decoded = yaml::decode::<File>(root);
    problems.extend(decoded.problems);
    let mut context = Context::new(root, decoded.removed, problems);
    let resolved = decoded.value.map(|file| resolve(&file, &mut context));
    (resolved, context.into_problems())
}

/// Notes two actions that would get one crate.
fn shared_packages(model: &Model, shown: &Path, folder: &Path) -> Result<Vec<Diagnostic>, LoadError> {
    let mut seen: std::collections::HashMap<&str, &Action> = std::collections::HashMap::new();
    let mut diagnostics = Vec::new();
    for action in &model.actions {
        if let Some(first) = seen.insert(&action.package, action) {
            let source = read(&folder.join(&action.spec), &shown.join(&action.spec))?;
            let problem = Problem::new(
                Span::default(),
                format!("the crate `{}` would also be made from `{}`", action.package, first.spec),
            );
            diagnostics.push(problem.help("give one of the vendors another `package`").within(&source));
        }
    }
    Ok(diagnostics)
}

pub(crate) fn read(path: &Path, shown: &Path) -> Result<Arc<Source>, LoadError> {
    let bytes = fs::read(path).map_err(|source| LoadError::Io { path: path.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|error| LoadError::Io {
        path: path.to_owned(),
        source: io::Error::new(io::ErrorKind::InvalidData, format!("{error}: save the file as UTF-8")),
    })?;
    Ok(Arc::new(Source { path: shown.to_owned(), text }))
}

fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, LoadError> {
    let error = |source| LoadError::Io { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        let entry = entry.map_err(error)?;
        found.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    found.sort();
    Ok(found)
}

fn folders(folder: &Path) -> Result<Vec<(String, PathBuf)>, LoadError> {
    Ok(entries(folder)?.into_iter().filter(|(name, path)| path.is_dir() && !name.starts_with('.')).collect())
}

fn specs(folder: &Path) -> Result<Vec<(String, PathBuf)>, LoadError> {
    let is_spec =
        |name: &str| Path::new(name).extension().is_some_and(|extension| extension == "yaml") && !name.starts_with('.');
    Ok(entries(folder)?.into_iter().filter(|(name, path)| path.is_file() && is_spec(name)).collect())
}
