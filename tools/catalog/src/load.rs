//! Loads a folder of specs into the model.

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

/// The error of [`load`].
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A folder or file could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// Its path.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The specs have mistakes: all of them, ordered by path and position.
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

/// The suffix of files with the changes between versions of a crate.
const CHANGES: &str = ".changes.md";

/// Loads and checks all specs below `folder`: `<vendor>/vendor.yaml` and `<vendor>/<action>.yaml`, with
/// `<vendor>/<action>.changes.md` and `<vendor>/vendor.changes.md` if a crate has had more than one version. The folder `schema` is skipped. Paths in diagnostics begin with `folder`'s own name.
///
/// # Errors
/// The file that cannot be read, or else all mistakes of all files.
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

/// The prefix of paths in diagnostics.
pub(crate) fn shown(folder: &Path) -> PathBuf {
    folder.file_name().map_or_else(|| PathBuf::from("specs"), PathBuf::from)
}

/// Checks the text of a new action's spec. `spec` is its future path, such as `zego/list-rooms.yaml`; paths in
/// diagnostics begin with `shown`.
///
/// # Errors
/// All mistakes in it.
pub fn check_action(text: String, spec: &str, shown: &Path, vendor: &Arc<Vendor>) -> Result<Action, Vec<Diagnostic>> {
    let source = Arc::new(Source { path: shown.join(spec), text });
    let mut diagnostics = Vec::new();
    let action =
        check(&source, &mut diagnostics, |file: &ActionFile, context| resolve_action(file, spec, vendor, context));
    action.filter(|_| diagnostics.is_empty()).ok_or(diagnostics)
}

/// Checks the text of a vendor's file, in the folder `name`.
///
/// # Errors
/// All mistakes in it.
pub fn check_vendor(text: String, name: &str, shown: &Path) -> Result<Arc<Vendor>, Vec<Diagnostic>> {
    let source = Arc::new(Source { path: shown.join(name).join(VENDOR_FILE), text });
    let mut diagnostics = Vec::new();
    let vendor = check(&source, &mut diagnostics, |file: &VendorFile, context| resolve_vendor(file, name, context));
    vendor.filter(|_| diagnostics.is_empty()).map(Arc::new).ok_or(diagnostics)
}

type Loaded = (Option<Arc<Vendor>>, Vec<Action>, Vec<Diagnostic>);

fn load_vendor(name: &str, folder: &Path, shown: &Path) -> Result<Loaded, LoadError> {
    let files = specs(folder)?;
    let mut diagnostics = Vec::new();
    let Some((_, path)) = files.iter().find(|(file, _)| file == VENDOR_FILE) else {
        let source = Arc::new(Source { path: shown.join(VENDOR_FILE), text: String::new() });
        let problem = Problem::new(Span::default(), format!("`{name}` has no `{VENDOR_FILE}`"));
        let help = "each folder of specs needs a description of its vendor, see specs/README.md";
        return Ok((None, Vec::new(), vec![problem.help(help).within(&source)]));
    };
    let source = read(path, &shown.join(VENDOR_FILE))?;
    let vendor = check(&source, &mut diagnostics, |file: &VendorFile, context| resolve_vendor(file, name, context));
    let Some(mut vendor) = vendor else { return Ok((None, Vec::new(), diagnostics)) };
    vendor.changes = changes(path, &shown.join(VENDOR_FILE))?;
    let vendor = Arc::new(vendor);
    let actions: Vec<(Option<Action>, Vec<Diagnostic>)> = files
        .par_iter()
        .filter(|(file, _)| file != VENDOR_FILE)
        .map(|(file, path)| {
            let source = read(path, &shown.join(file))?;
            let mut diagnostics = Vec::new();
            let spec = format!("{name}/{file}");
            let mut action = check(&source, &mut diagnostics, |file: &ActionFile, context| {
                resolve_action(file, &spec, &vendor, context)
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
    diagnostics.extend(orphaned_changes(folder, shown, &files)?);
    loaded.sort_by(|one, other| one.name.cmp(&other.name));
    Ok((Some(vendor), loaded, diagnostics))
}

/// The changes between versions, from the file beside the spec; empty if there is none.
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

/// Reports files with changes of an action that has no spec.
fn orphaned_changes(folder: &Path, shown: &Path, specs: &[(String, PathBuf)]) -> Result<Vec<Diagnostic>, LoadError> {
    let mut diagnostics = Vec::new();
    for (file, path) in entries(folder)? {
        let Some(stem) = file.strip_suffix(CHANGES) else { continue };
        let spec = format!("{stem}.yaml");
        if specs.iter().any(|(name, _)| *name == spec) {
            continue;
        }
        let source = read(&path, &shown.join(&file))?;
        let problem = Problem::new(Span::default(), format!("changes of `{stem}`, which has no spec"));
        let help = "rename the file like the action's spec, or remove it";
        diagnostics.push(problem.help(help).within(&source));
    }
    Ok(diagnostics)
}

/// Decodes one file and resolves it as far as possible; adds all mistakes to `diagnostics`.
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

/// Reports two actions whose crates would have the same name.
fn shared_packages(model: &Model, shown: &Path, folder: &Path) -> Result<Vec<Diagnostic>, LoadError> {
    let mut seen: std::collections::HashMap<&str, &Action> = std::collections::HashMap::new();
    let mut diagnostics = Vec::new();
    for action in &model.actions {
        if let Some(first) = seen.insert(&action.package, action) {
            let source = read(&folder.join(&action.spec), &shown.join(&action.spec))?;
            let problem = Problem::new(
                Span::default(),
                format!("the crate `{}` is also generated from `{}`", action.package, first.spec),
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
