//! Loads a folder of specs into the model.

mod across;

use crate::{
    diagnostic::{Diagnostic, Problem, Source},
    folder::{Folder, OnDisk, Texts},
    format::{ActionFile, VendorFile},
    model::{Action, Model, Vendor},
    resolve::{Context, resolve_action, resolve_vendor, shared_words},
    yaml::{self, Node, Span},
};
use rayon::prelude::*;
use std::{
    collections::HashSet,
    io,
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

/// How many mistakes are shown with their lines.
const SHOWN: usize = 100;

fn summary(diagnostics: &[Diagnostic]) -> String {
    let mut parts: Vec<String> = diagnostics.iter().take(SHOWN).map(ToString::to_string).collect();
    let files: HashSet<_> = diagnostics.iter().map(Diagnostic::path).collect();
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let rest = if diagnostics.len() > SHOWN { format!("; the first {SHOWN} are shown") } else { String::new() };
    parts.push(format!("{} in {}{rest}", plural(diagnostics.len(), "mistake"), plural(files.len(), "file")));
    parts.join("\n\n")
}

/// The name of the file that describes a vendor.
const VENDOR_FILE: &str = "vendor.yaml";

/// The file with the changes between versions of a vendor's umbrella crate is named as if there were this spec; no action
/// can have it.
const UMBRELLA_FILE: &str = "umbrella.yaml";

/// The suffix of files with the changes between versions of a crate.
const CHANGES: &str = ".changes.md";

/// Loads and checks all specs below `folder`: `<vendor>/vendor.yaml` and `<vendor>/<action>.yaml`. A crate that has had more
/// than one version has `<vendor>/<action>.changes.md`, or `vendor.changes.md` for the vendor's common crate and
/// `umbrella.changes.md` for its umbrella crate. The folder `schema` is skipped. Paths in diagnostics begin with `folder`'s own
/// name.
///
/// # Errors
/// The file that cannot be read, or else all mistakes of all files.
pub fn load(folder: &Path) -> Result<Model, LoadError> {
    load_folder(&OnDisk(folder), &shown(folder))
}

/// Loads and checks specs whose texts are part of a program, each with its path, as `zego/vendor.yaml`. Paths in diagnostics
/// begin with `specs`.
///
/// # Errors
/// All mistakes of all texts.
pub fn load_texts(texts: &[(&str, &str)]) -> Result<Model, LoadError> {
    load_folder(&Texts(texts), Path::new("specs"))
}

fn load_folder(folder: &impl Folder, shown: &Path) -> Result<Model, LoadError> {
    let vendors: Vec<String> = folder.vendors()?.into_iter().filter(|name| name != "schema").collect();
    let loaded: Vec<_> =
        vendors.par_iter().map(|name| load_vendor(folder, name, &shown.join(name))).collect::<Result<_, _>>()?;
    let mut model = Model::default();
    let mut diagnostics = Vec::new();
    for (name, (vendor, actions, mistakes)) in vendors.iter().zip(loaded) {
        // One in a folder with another name is reported already.
        if let Some(vendor) = vendor.as_ref().filter(|vendor| vendor.id == *name) {
            let source = read(folder, name, VENDOR_FILE, &shown.join(name))?;
            diagnostics.extend(shared_words(vendor, &model.vendors, &source));
        }
        model.vendors.extend(vendor);
        model.actions.extend(actions);
        diagnostics.extend(mistakes);
    }
    let specs = across::Specs { model: &model, shown, folder };
    diagnostics.extend(specs.shared_packages()?);
    diagnostics.extend(specs.vendors_of_one_package()?);
    if diagnostics.is_empty() {
        diagnostics = specs.verifying_actions()?;
    }
    if diagnostics.is_empty() { Ok(model) } else { Err(LoadError::Mistakes(diagnostics)) }
}

/// Loads and checks the vendors' own files below `folder`, and none of their actions'.
///
/// # Errors
/// The file that cannot be read, or else all mistakes of all vendors' files.
pub fn load_vendors(folder: &Path) -> Result<Vec<Arc<Vendor>>, LoadError> {
    let shown = shown(folder);
    let folder = OnDisk(folder);
    let (mut vendors, mut diagnostics): (Vec<Arc<Vendor>>, _) = (Vec::new(), Vec::new());
    for name in folder.vendors()?.into_iter().filter(|name| name != "schema") {
        let shown = shown.join(&name);
        let (source, vendor) = match vendor_file(&folder, &name, &shown, &folder.files(&name)?, &mut diagnostics)? {
            Some((source, Some(vendor))) => (source, Arc::new(vendor)),
            _ => continue,
        };
        if vendor.id == name {
            diagnostics.extend(shared_words(&vendor, &vendors, &source));
        }
        vendors.push(vendor);
    }
    if diagnostics.is_empty() { Ok(vendors) } else { Err(LoadError::Mistakes(diagnostics)) }
}

/// A vendor's file, and the vendor if it could be made of it.
type VendorSource = (Arc<Source>, Option<Vendor>);

/// The file of a vendor, and the vendor if it could be made of it. `None` if there is no such file.
fn vendor_file(
    folder: &impl Folder,
    name: &str,
    shown: &Path,
    files: &[String],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<VendorSource>, LoadError> {
    if !files.iter().any(|file| file == VENDOR_FILE) {
        let source = Arc::new(Source { path: shown.join(VENDOR_FILE), text: String::new() });
        let problem = Problem::new(Span::default(), format!("`{name}` has no `{VENDOR_FILE}`"));
        let help = "each folder of specs needs a description of its vendor, see specs/README.md";
        diagnostics.push(problem.help(help).within(&source));
        return Ok(None);
    }
    let source = read(folder, name, VENDOR_FILE, shown)?;
    let vendor = check(&source, diagnostics, |file: &VendorFile, context| resolve_vendor(file, name, context));
    Ok(Some((source, vendor)))
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

fn load_vendor(folder: &impl Folder, name: &str, shown: &Path) -> Result<Loaded, LoadError> {
    let files = folder.files(name)?;
    let mut diagnostics = Vec::new();
    let vendor = vendor_file(folder, name, shown, &files, &mut diagnostics)?.and_then(|(_, vendor)| vendor);
    let Some(mut vendor) = vendor else { return Ok((None, Vec::new(), diagnostics)) };
    vendor.changes = changes(folder, name, &files, VENDOR_FILE, shown)?;
    if vendor.umbrella.is_some() {
        vendor.umbrella_changes = changes(folder, name, &files, UMBRELLA_FILE, shown)?;
    }
    let vendor = Arc::new(vendor);
    let actions: Vec<(Option<Action>, Vec<Diagnostic>)> = files
        .par_iter()
        .filter(|file| *file != VENDOR_FILE && is_spec(file))
        .map(|file| {
            let source = read(folder, name, file, shown)?;
            let mut diagnostics = Vec::new();
            let spec = format!("{name}/{file}");
            let mut action = check(&source, &mut diagnostics, |file: &ActionFile, context| {
                resolve_action(file, &spec, &vendor, context)
            });
            if let Some(action) = &mut action {
                action.changes = changes(folder, name, &files, file, shown)?;
            }
            Ok((action, diagnostics))
        })
        .collect::<Result<_, LoadError>>()?;
    let mut loaded = Vec::new();
    for (action, mistakes) in actions {
        loaded.extend(action);
        diagnostics.extend(mistakes);
    }
    diagnostics.extend(orphaned_changes(folder, name, &files, vendor.umbrella.is_some(), shown)?);
    loaded.sort_by(|one, other| (&one.name, &one.folder).cmp(&(&other.name, &other.folder)));
    Ok((Some(vendor), loaded, diagnostics))
}

/// The changes between versions, from the file beside the spec; empty if there is none.
fn changes(
    folder: &impl Folder,
    vendor: &str,
    files: &[String],
    spec: &str,
    shown: &Path,
) -> Result<String, LoadError> {
    let beside = format!("{}{CHANGES}", spec.trim_end_matches(".yaml"));
    if !files.contains(&beside) {
        return Ok(String::new());
    }
    Ok(read(folder, vendor, &beside, shown)?.text.clone())
}

/// Reports files with changes of a crate that no spec makes.
fn orphaned_changes(
    folder: &impl Folder,
    vendor: &str,
    files: &[String],
    has_umbrella: bool,
    shown: &Path,
) -> Result<Vec<Diagnostic>, LoadError> {
    let mut diagnostics = Vec::new();
    for file in files {
        let Some(stem) = file.strip_suffix(CHANGES) else { continue };
        let spec = format!("{stem}.yaml");
        if files.contains(&spec) || (spec == UMBRELLA_FILE && has_umbrella) {
            continue;
        }
        let source = read(folder, vendor, file, shown)?;
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
    let numbered = (!decoded.removed_at.is_empty()).then(|| root.without_items(&decoded.removed_at));
    let mut context = Context::new(numbered.as_ref().unwrap_or(root), decoded.removed, problems);
    let resolved = decoded.value.map(|file| resolve(&file, &mut context));
    (resolved, context.into_problems())
}

/// The text of a file in a vendor's folder, which diagnostics show as `shown`.
fn read(folder: &impl Folder, vendor: &str, file: &str, shown: &Path) -> Result<Arc<Source>, LoadError> {
    Ok(Arc::new(Source { path: shown.join(file), text: folder.read(vendor, file)? }))
}

fn is_spec(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "yaml")
}
