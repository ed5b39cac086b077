//! Fixes what can be fixed mechanically in a spec.
//!
//! Each finding that can be fixed is tried by itself: the spec's text is edited, the result is loaded, and the edit is kept
//! if the finding is gone and nothing new differs. So a finding that cannot be fixed never blocks another one.

mod edit;
mod fragment;

use crate::{
    Finding, Spec, compare,
    exceptions::{Filtered, Sources, apply_exceptions},
    finding::Step,
};
use edit::InsertPosition;
use rtc_catalog::{
    SpecFile, check_action,
    model::Vendor,
    yaml::{Node, Value},
};
use rtc_transcribe::Draft;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A spec that was fixed.
#[derive(Debug)]
pub struct Fixed {
    /// The spec as it is now; its file is not written.
    pub spec: Spec,
    /// The findings that are gone.
    pub applied: Vec<Finding>,
    /// The findings that could not be fixed, and why.
    pub refused: Vec<(Finding, String)>,
}

/// Changes a spec to what import would write of its page.
#[must_use]
pub fn fix(draft: &Draft, spec: &Spec) -> Fixed {
    let mut fixed = Fixed { spec: spec.clone(), applied: Vec::new(), refused: Vec::new() };
    for finding in remaining(draft, spec).into_iter().filter(|finding| finding.fixable) {
        match try_fix(&finding, draft, &fixed.spec) {
            Ok(next) => {
                fixed.spec = next;
                fixed.applied.push(finding);
            }
            Err(why) => fixed.refused.push((finding, why)),
        }
    }
    fixed
}

/// The spec without a finding, or why there is none.
fn try_fix(finding: &Finding, draft: &Draft, spec: &Spec) -> Result<Spec, String> {
    let file =
        apply_steps(finding, spec, draft).ok_or("the spec is written in a way that this edit does not support")?;
    let next = reload(file, spec, &spec.action.vendor)?;
    if is_better(finding, &remaining(draft, spec), &remaining(draft, &next)) {
        Ok(next)
    } else {
        Err("page and spec would still differ".to_owned())
    }
}

/// The findings that no exception covers, stale exceptions among them, but for those of contradictions between sources.
fn remaining(draft: &Draft, spec: &Spec) -> Vec<Finding> {
    apply_exceptions(spec, vec![compare(draft, spec)], Sources::of(draft))
        .into_iter()
        .flat_map(|Filtered { remaining, .. }| remaining)
        .filter(|finding| !finding.is_of_sources())
        .collect()
}

/// Whether the finding is gone and no other one came.
fn is_better(finding: &Finding, before: &[Finding], now: &[Finding]) -> bool {
    let key = |finding: &Finding| (finding.id.clone(), finding.page.as_ref().map(|page| page.text.clone()));
    let known: BTreeSet<_> = before.iter().map(key).collect();
    now.iter().map(key).all(|one| one != key(finding) && known.contains(&one))
}

/// The spec's file with all steps taken. `None` if one cannot be taken.
fn apply_steps(finding: &Finding, spec: &Spec, draft: &Draft) -> Option<SpecFile> {
    let mut file = (*spec.file).clone();
    for step in &finding.steps {
        file = apply_step(step, &file, draft)?;
    }
    Some(without_unused(file))
}

fn apply_step(step: &Step, file: &SpecFile, draft: &Draft) -> Option<SpecFile> {
    match step {
        Step::Set { path, key, value } => edit::set(file, &keys(path), key, value),
        Step::Remove { path } if file.root().find(&keys(path)).is_none() => Some(file.clone()),
        Step::Remove { path } => edit::remove(file, &keys(path)),
        Step::AddItem { list, item } => edit::append(file, list, &format!("{item:?}")),
        Step::RemoveItem { list, item } => {
            let at = position(file, list, |other| matches!(&other.value, Value::Scalar { text, .. } if text == item))?;
            edit::remove(file, &[*list, &at.to_string()])
        }
        Step::RemoveException { finding, page } => {
            let has = |item: &Node, key: &str, wanted: Option<&String>| {
                let found = item.entry(key).map(|entry| &entry.value.value);
                match (found, wanted) {
                    (Some(Value::Scalar { text, .. }), Some(wanted)) => text == wanted,
                    (None, None) => true,
                    _ => false,
                }
            };
            let is = |item: &Node| has(item, "finding", Some(finding)) && has(item, "page", page.as_ref());
            edit::remove(file, &["exceptions", &position(file, "exceptions", is)?.to_string()])
        }
        Step::Insert { path, behind, what } => {
            let fragment = fragment::of(what, draft, file)?;
            let mut file = file.clone();
            for (section, text) in fragment.others {
                file = edit::insert(&file, &[section], InsertPosition::Last, &text)?;
            }
            let path = keys(path);
            let there = |key: &&String| file.root().find(&[&path[..], &[key.as_str()]].concat()).is_some();
            let place = match behind.iter().find(there) {
                Some(key) => InsertPosition::Behind(key),
                None if behind.is_empty() => InsertPosition::First,
                None => InsertPosition::Last,
            };
            edit::insert(&file, &path, place, &fragment.text)
        }
    }
}

fn keys(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

fn position(file: &SpecFile, list: &str, is: impl Fn(&Node) -> bool) -> Option<usize> {
    match &file.root().entry(list)?.value.value {
        Value::Sequence(items) => items.iter().position(is),
        _ => None,
    }
}

/// The file without the types that nothing leads to any more.
fn without_unused(mut file: SpecFile) -> SpecFile {
    while let Some(next) = first_unused(&file).and_then(|(section, name)| edit::remove(&file, &[section, &name])) {
        file = next;
    }
    file
}

fn first_unused(file: &SpecFile) -> Option<(&'static str, String)> {
    let mut used = BTreeSet::new();
    for section in ["request", "response", "types"] {
        let Some(entry) = file.root().entry(section) else { continue };
        collect_type_names(&entry.value, &mut used);
    }
    ["types", "enums"].into_iter().find_map(|section| {
        let Value::Mapping(entries) = &file.root().entry(section)?.value.value else { return None };
        Some((section, entries.iter().find(|entry| !used.contains(&entry.key))?.key.clone()))
    })
}

/// All words in types.
fn collect_type_names(node: &Node, used: &mut BTreeSet<String>) {
    match &node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                if entry.key == "type" {
                    words(&entry.value, used);
                }
                collect_type_names(&entry.value, used);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| collect_type_names(item, used)),
        Value::Scalar { .. } => {}
    }
}

fn words(node: &Node, used: &mut BTreeSet<String>) {
    match &node.value {
        Value::Scalar { text, .. } => drop(used.insert(text.clone())),
        Value::Sequence(items) => items.iter().for_each(|item| words(item, used)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| words(&entry.value, used)),
    }
}

/// The spec with another file, or what the loader says against it.
fn reload(file: SpecFile, spec: &Spec, vendor: &Arc<Vendor>) -> Result<Spec, String> {
    let (text, name) = (file.source().text.clone(), &spec.action.spec);
    let shown = shown(&file.source().path, name);
    match check_action(text, name, &shown, vendor) {
        Ok(action) => Ok(Spec { action, file: Arc::new(file), vendor: Arc::clone(&spec.vendor) }),
        Err(mistakes) => Err(mistakes.first().map_or_else(String::new, |mistake| mistake.message().to_owned())),
    }
}

/// The folder that paths in messages begin with.
fn shown(path: &Path, spec: &str) -> PathBuf {
    let levels = spec.split('/').count();
    path.ancestors().nth(levels).unwrap_or(Path::new("specs")).to_owned()
}
