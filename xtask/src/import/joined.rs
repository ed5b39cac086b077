//! A page joined with the definition of its action.

use super::{
    jobs::Job,
    twins::{difference, twice},
};
use crate::sources::Sources;
use rtc_definitions::{Action, Definition};
use rtc_pages::{Facts, Located, Reader};
use rtc_transcribe::Contradiction;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The action of a page, with what its definition says if there is one.
pub(super) fn job(
    facts: Facts,
    file: &Path,
    types: &BTreeMap<String, PathBuf>,
    sources: &Sources,
    reader: &Reader,
) -> Result<Job, String> {
    let shown = file.display().to_string();
    let (shown, facts, contradictions, defined) = match join(&facts, file, sources, reader)? {
        Some((path, facts, contradictions)) => {
            (format!("{shown} with {}", path.display()), facts, contradictions, true)
        }
        None => (shown, facts, Vec::new(), false),
    };
    Ok(Job { shown, file: file.to_owned(), types: types.clone(), facts, contradictions, defined })
}

/// A page joined with the definition of its action, if there is one: of its version, else the latest.
fn join(
    facts: &Facts,
    file: &Path,
    sources: &Sources,
    reader: &Reader,
) -> Result<Option<(PathBuf, Facts, Vec<Contradiction>)>, String> {
    let Some(name) = &facts.action else { return Ok(None) };
    let mut found = definitions(&name.value, facts.version.as_ref(), sources);
    while let Some((definition, action)) = found.pop() {
        let defined = definition.facts(action, reader).map_err(|mistakes| mistakes.to_string())?;
        let same = |vendor: &str| defined.vendor.as_ref().is_none_or(|known| known.value == vendor);
        if !facts.vendor.as_ref().is_none_or(|vendor| same(&vendor.value)) {
            continue;
        }
        for (other, second) in found.iter().filter(|(_, other)| other.version() == action.version()) {
            let second = other.facts(*second, reader).map_err(|mistakes| mistakes.to_string())?;
            let vendor = |facts: &Facts| facts.vendor.as_ref().map(|vendor| vendor.value.clone());
            if vendor(&second) == vendor(&defined)
                && let Some(difference) = difference(&defined, &second)
            {
                return Err(twice(Some(name), &difference, definition.file(action)));
            }
        }
        let (facts, contradictions) = rtc_transcribe::join(facts.clone(), file, defined);
        return Ok(Some((definition.file(action).to_owned(), facts, contradictions)));
    }
    Ok(None)
}

/// The definitions of an action, the one to use last: of a version, else the latest.
fn definitions<'a>(
    name: &str,
    version: Option<&Located<String>>,
    sources: &'a Sources,
) -> Vec<(&'a Definition, Action<'a>)> {
    let version = version.map(|version| version.value.as_str());
    let all = sources
        .definitions
        .iter()
        .flat_map(|named| named.definition.actions().map(move |action| (&named.definition, action)));
    let mut found: Vec<(&Definition, Action<'_>)> = all.filter(|(_, action)| action.name() == name).collect();
    found.sort_by_key(|(_, action)| (action.version() == version, action.version().unwrap_or_default().to_owned()));
    found
}
