//! Where specs go, and how files are written.

use super::Options;
use rtc_catalog::model::Model;
use rtc_transcribe::Transcript;
use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

/// Replaces a file atomically.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut file = tempfile::Builder::new().prefix(".import-").tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    fs::set_permissions(file.path(), fs::metadata(path)?.permissions())?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

pub(super) fn is_spec(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml")
}

/// Where the spec goes, and how that is shown.
pub(super) fn place(
    root: &Path,
    model: &Model,
    transcript: &Transcript,
    options: &Options,
) -> Result<(PathBuf, String), String> {
    let spec = spec(model, transcript);
    let name = spec.rsplit('/').next().unwrap_or(&spec);
    let place = match &options.into {
        None => return Ok((root.join("specs").join(&spec), format!("specs/{spec}"))),
        Some(into) if is_spec(into) && into.file_name().is_none_or(|into| into != name) => {
            let action = &transcript.draft.action.value;
            return Err(format!("the spec of `{action}` must be named `{name}`, not {}", into.display()));
        }
        Some(into) if is_spec(into) => into.clone(),
        Some(into) => into.join(name),
    };
    let shown = place.display().to_string();
    Ok((place, shown))
}

/// The path of the spec. Next to the spec of another version, it has the version in its name.
fn spec(model: &Model, transcript: &Transcript) -> String {
    let (vendor, version) = (&transcript.draft.vendor, &transcript.action.version);
    let mut others = model.versions(vendor, &transcript.action.name).peekable();
    if others.peek().is_none() || version.is_empty() {
        return transcript.spec.clone();
    }
    let same = others.find(|other| other.version == *version).map(|other| other.spec.clone());
    same.unwrap_or_else(|| format!("{}-{version}.yaml", transcript.spec.trim_end_matches(".yaml")))
}

pub(super) fn already(shown: &str) -> String {
    format!("{shown} already exists and is not changed: compare the page with it by `cargo xtask drift`")
}

/// Creates a file atomically; an existing file is an error.
pub(super) fn write(place: &Path, shown: &str, text: &str) -> Result<(), String> {
    let there = || already(shown);
    if place.exists() {
        return Err(there());
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = |error: io::Error| format!("cannot write {shown}: {error}");
    fs::create_dir_all(folder).map_err(cannot)?;
    let mut file = tempfile::Builder::new().prefix(".import-").tempfile_in(folder).map_err(cannot)?;
    file.write_all(text.as_bytes()).map_err(cannot)?;
    match file.persist_noclobber(place) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(there()),
        Err(error) => Err(cannot(error.error)),
    }
}
