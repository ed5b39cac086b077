//! What is to be imported: pages, definitions, and both joined.

use super::{Options, report};
use crate::{pages, sources::Sources};
use anstream::eprintln;
use rtc_definitions::{Action, Definition, Mistakes};
use rtc_pages::{Facts, PageKind, Reader};
use rtc_transcribe::Contradiction;
use std::path::{Path, PathBuf};

/// An action that becomes a spec.
pub(super) struct Job {
    /// Where it comes from, to show.
    pub(super) shown: String,
    pub(super) facts: Facts,
    pub(super) contradictions: Vec<Contradiction>,
    pub(super) defined: bool,
}

/// What is to be made, and whether all that was named can be.
pub(super) fn jobs(
    pages: Vec<pages::Page<'_>>,
    sources: &Sources,
    reader: &Reader,
    options: &Options,
) -> (Vec<Job>, bool) {
    let (mut jobs, mut well): (Vec<Job>, bool) = (Vec::new(), true);
    let actions = pages.iter().filter(|(_, page)| !matches!(page, Ok(facts) if facts.page == PageKind::Types)).count();
    for (file, page) in pages {
        let shown = file.display().to_string();
        match page {
            Err(error) => {
                well = false;
                report(&shown, &error);
            }
            Ok(facts) if facts.page == PageKind::Types && (actions > 0 || !sources.definitions.is_empty()) => {}
            Ok(facts) => match join(&facts, file, sources, reader) {
                Ok(Some((path, facts, contradictions))) => {
                    let shown = format!("{shown} with {}", path.display());
                    jobs.push(Job { shown, facts, contradictions, defined: true });
                }
                Ok(None) => jobs.push(Job { shown, facts, contradictions: Vec::new(), defined: false }),
                Err(mistakes) => {
                    well = false;
                    report(&shown, &mistakes.to_string());
                }
            },
        }
    }
    for (definition, whole) in &sources.definitions {
        let wanted = |action: &Action<'_>| {
            let named = options.action.iter().any(|name| name == action.name());
            if options.action.is_empty() { *whole || actions == 0 } else { named }
        };
        let mut made = Vec::new();
        let mut broken = Vec::new();
        for action in definition.actions().filter(wanted) {
            match definition.facts(action, reader) {
                Ok(facts) => made.push((definition.file(action).display().to_string(), facts)),
                Err(mistakes) => broken.push(mistakes.to_string()),
            }
        }
        // Nothing is made of a definition that is broken anywhere.
        if !broken.is_empty() {
            well = false;
            broken.dedup();
            eprintln!("{}\n", broken.join("\n\n"));
            continue;
        }
        for (shown, facts) in made {
            add(&mut jobs, Job { shown, facts, contradictions: Vec::new(), defined: true });
        }
    }
    for name in &options.action {
        if jobs.iter().all(|job| job.facts.action.as_ref().is_none_or(|action| action.value != *name)) && well {
            well = false;
            eprintln!("no definition has an action `{name}`; `--all` lists those that there are");
        }
    }
    (jobs, well)
}

/// Adds an action of a definition. Of several versions the latest is made, and what a page describes is made already.
fn add(jobs: &mut Vec<Job>, job: Job) {
    let key = |job: &Job| {
        (
            job.facts.vendor.as_ref().map(|vendor| vendor.value.clone()),
            job.facts.action.as_ref().map(|action| action.value.clone()),
        )
    };
    let version = |job: &Job| job.facts.version.as_ref().map(|version| version.value.clone());
    match jobs.iter_mut().find(|known| key(known) == key(&job)) {
        None => jobs.push(job),
        Some(known) if known.facts.page == PageKind::Definition && version(&job) > version(known) => *known = job,
        Some(_) => {}
    }
}

/// A page joined with the definition of its action, if there is one: of its version, else the latest.
fn join(
    facts: &Facts,
    file: &Path,
    sources: &Sources,
    reader: &Reader,
) -> Result<Option<(PathBuf, Facts, Vec<Contradiction>)>, Mistakes> {
    let Some(name) = &facts.action else { return Ok(None) };
    let version = facts.version.as_ref().map(|version| version.value.as_str());
    let all = sources
        .definitions
        .iter()
        .flat_map(|(definition, _)| definition.actions().map(move |action| (definition, action)));
    let mut found: Vec<(&Definition, Action<'_>)> = all.filter(|(_, action)| action.name() == name.value).collect();
    found.sort_by_key(|(_, action)| (action.version() == version, action.version().unwrap_or_default().to_owned()));
    while let Some((definition, action)) = found.pop() {
        let defined = definition.facts(action, reader)?;
        let same = |vendor: &str| defined.vendor.as_ref().is_none_or(|known| known.value == vendor);
        if facts.vendor.as_ref().is_none_or(|vendor| same(&vendor.value)) {
            let (facts, contradictions) = rtc_transcribe::join(facts.clone(), file, defined);
            return Ok(Some((definition.file(action).to_owned(), facts, contradictions)));
        }
    }
    Ok(None)
}
