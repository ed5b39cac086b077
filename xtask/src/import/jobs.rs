//! What is to be imported: pages, definitions, and both joined.

use super::{Options, report, twins::difference};
use crate::{
    pages,
    sources::{Named, Sources},
};
use anstream::eprintln;
use rtc_definitions::{Action, Definition, Mistakes};
use rtc_pages::{Facts, Located, PageKind, Reader};
use rtc_transcribe::Contradiction;
use std::{
    cmp::Ordering,
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// An action that becomes a spec.
pub(super) struct Job {
    /// Where it comes from, to show.
    pub(super) shown: String,
    /// The file of the page, or of the definition if there is no page.
    pub(super) file: PathBuf,
    /// The files that describe types for all pages, by the types' names.
    pub(super) types: BTreeMap<String, PathBuf>,
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
    let (all, skipped) = (pages.len(), pages.iter().filter(|(_, page)| page.is_err()).count());
    let types: BTreeMap<String, PathBuf> = pages
        .iter()
        .filter_map(|(file, page)| Some((file, page.as_ref().ok().filter(|facts| facts.page == PageKind::Types)?)))
        .flat_map(|(file, facts)| facts.types.iter().map(|record| (record.name.value.clone(), file.to_path_buf())))
        .collect();
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
                    jobs.push(Job {
                        shown,
                        file: file.to_owned(),
                        types: types.clone(),
                        facts,
                        contradictions,
                        defined: true,
                    });
                }
                Ok(None) => jobs.push(Job {
                    shown,
                    file: file.to_owned(),
                    types: types.clone(),
                    facts,
                    contradictions: Vec::new(),
                    defined: false,
                }),
                Err(mistakes) => {
                    well = false;
                    report(&shown, &mistakes);
                }
            },
        }
    }
    let mut left = 0;
    let mut alike: BTreeMap<(PathBuf, PathBuf), usize> = BTreeMap::new();
    let mut different = Vec::new();
    for Named { definition, in_folder, whole } in &sources.definitions {
        let wanted = |action: &Action<'_>| {
            let named = options.action.iter().any(|name| name == action.name());
            if options.action.is_empty() { *whole || actions == 0 } else { named }
        };
        if *in_folder && options.action.is_empty() {
            left += definition.actions().filter(|action| !wanted(action) && !has_page(&jobs, *action)).count();
        }
        let mut made = Vec::new();
        let mut broken = Vec::new();
        for action in definition.actions().filter(wanted) {
            match definition.facts(action, reader) {
                Ok(facts) => made.push((definition.file(action).to_owned(), facts)),
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
        for (file, facts) in made {
            let shown = file.display().to_string();
            let job = Job { shown, file, types: types.clone(), facts, contradictions: Vec::new(), defined: true };
            match add(&mut jobs, job) {
                Added::Used => {}
                Added::Alike(first) => *alike.entry((definition.path().to_owned(), first)).or_default() += 1,
                Added::Different(first, job, difference) => different.push((first, job, difference)),
            }
        }
    }
    for ((second, first), count) in alike {
        let (actions, are) = if count == 1 { ("action", "is") } else { ("actions", "are") };
        println!("{count} {actions} of {} {are} in {} too, which is used\n", second.display(), first.display());
    }
    for (first, job, difference) in different {
        well = false;
        let key = key(&job);
        jobs.retain(|known| self::key(known) != key);
        report(&job.shown, &twice(job.facts.action.as_ref(), &difference, &first));
    }
    if all > 1 && skipped > 0 {
        eprintln!("{skipped} of {all} pages are not of an action or of types, and were skipped\n");
    }
    if left > 0 {
        println!(
            "{left} other actions in the folder have no page here and are not imported: to import them, name the folder \
             alone, or name them with --action\n"
        );
    }
    for name in &options.action {
        if jobs.iter().all(|job| job.facts.action.as_ref().is_none_or(|action| action.value != *name)) && well {
            well = false;
            eprintln!("{}", unknown(name, sources));
        }
    }
    (jobs, well)
}

fn has_page(jobs: &[Job], action: Action<'_>) -> bool {
    jobs.iter().any(|job| job.facts.action.as_ref().is_some_and(|known| known.value == action.name()))
}

/// Says that no definition has an action, which one may be meant, and how to list them.
pub(super) fn unknown(name: &str, sources: &Sources) -> String {
    if sources.definitions.is_empty() {
        return format!("`--action {name}` chooses an action of a definition, and none is named");
    }
    let known = sources.definitions.iter().flat_map(|named| named.definition.actions());
    let nearest = rtc_catalog::nearest(name, known.map(|action| action.name()));
    let meant = nearest.map_or(String::new(), |nearest| format!(": did you mean `{nearest}`?"));
    let files: Vec<String> =
        sources.definitions.iter().map(|named| named.definition.path().display().to_string()).collect();
    format!(
        "no definition has an action `{name}`{meant}\nto list those that there are, run: cargo xtask import --all {}",
        files.join(" ")
    )
}

/// What became of an action of a definition.
enum Added {
    /// It is made, or another version of it, or a page has it.
    Used,
    /// A definition has the same of it.
    Alike(PathBuf),
    /// A definition has something else of it.
    Different(PathBuf, Job, String),
}

/// The vendor and the action.
fn key(job: &Job) -> (Option<String>, Option<String>) {
    let value = |of: &Option<Located<String>>| of.as_ref().map(|of| of.value.clone());
    (value(&job.facts.vendor), value(&job.facts.action))
}

/// Adds an action of a definition. Of several versions the latest is made, and what a page describes is made already.
fn add(jobs: &mut Vec<Job>, job: Job) -> Added {
    let version = |job: &Job| job.facts.version.as_ref().map(|version| version.value.clone());
    let Some(known) = jobs.iter_mut().find(|known| key(known) == key(&job)) else {
        jobs.push(job);
        return Added::Used;
    };
    if known.facts.page != PageKind::Definition {
        return Added::Used;
    }
    match version(&job).cmp(&version(known)) {
        Ordering::Less => Added::Used,
        Ordering::Greater => {
            *known = job;
            Added::Used
        }
        Ordering::Equal => match difference(&known.facts, &job.facts) {
            None => Added::Alike(known.file.clone()),
            Some(difference) => Added::Different(known.file.clone(), job, difference),
        },
    }
}

fn twice(action: Option<&Located<String>>, difference: &str, first: &Path) -> String {
    let name = action.map_or("", |action| action.value.as_str());
    format!(
        "`{name}` is defined in another way than in {}, in the same version: {difference} differs; import it from one of them",
        first.display()
    )
}

/// A page joined with the definition of its action, if there is one: of its version, else the latest.
fn join(
    facts: &Facts,
    file: &Path,
    sources: &Sources,
    reader: &Reader,
) -> Result<Option<(PathBuf, Facts, Vec<Contradiction>)>, String> {
    let Some(name) = &facts.action else { return Ok(None) };
    let version = facts.version.as_ref().map(|version| version.value.as_str());
    let all = sources
        .definitions
        .iter()
        .flat_map(|named| named.definition.actions().map(move |action| (&named.definition, action)));
    let mut found: Vec<(&Definition, Action<'_>)> = all.filter(|(_, action)| action.name() == name.value).collect();
    found.sort_by_key(|(_, action)| (action.version() == version, action.version().unwrap_or_default().to_owned()));
    while let Some((definition, action)) = found.pop() {
        let defined = definition.facts(action, reader).map_err(|mistakes: Mistakes| mistakes.to_string())?;
        let same = |vendor: &str| defined.vendor.as_ref().is_none_or(|known| known.value == vendor);
        if facts.vendor.as_ref().is_none_or(|vendor| same(&vendor.value)) {
            for (other, second) in found.iter().filter(|(_, other)| other.version() == action.version()) {
                let second = other.facts(*second, reader).map_err(|mistakes| mistakes.to_string())?;
                let is_same = second.vendor.as_ref().map(|vendor| &vendor.value)
                    == defined.vendor.as_ref().map(|vendor| &vendor.value);
                if let Some(difference) = is_same.then(|| difference(&defined, &second)).flatten() {
                    return Err(twice(Some(name), &difference, definition.file(action)));
                }
            }
            let (facts, contradictions) = rtc_transcribe::join(facts.clone(), file, defined);
            return Ok(Some((definition.file(action).to_owned(), facts, contradictions)));
        }
    }
    Ok(None)
}
