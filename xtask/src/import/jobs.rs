//! What is to be imported: pages, definitions, and both joined.

use super::{Options, defined::Defined, joined, report};
use crate::{pages, sources::Sources};
use anstream::eprintln;
use rtc_pages::{Facts, PageKind, Reader};
use rtc_transcribe::Contradiction;
use std::{collections::BTreeMap, path::PathBuf};

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
    let is_types = |page: &pages::Page<'_>| matches!(&page.1, Ok(facts) if facts.page == PageKind::Types);
    let have_action = pages.iter().any(|page| !is_types(page));
    let types = types(&pages);
    let (mut jobs, pages_well) = of_pages(pages, &types, sources, reader);
    let mut defined = Defined::new(&mut jobs, &types);
    for named in &sources.definitions {
        defined.add_all(named, &options.action, have_action, reader);
    }
    let mut well = defined.finish() && pages_well;
    for name in &options.action {
        if well && jobs.iter().all(|job| job.facts.action.as_ref().is_none_or(|action| action.value != *name)) {
            well = false;
            eprintln!("{}", unknown(name, sources));
        }
    }
    (jobs, well)
}

/// The files of the pages that describe types alone, by the types' names.
fn types(pages: &[pages::Page<'_>]) -> BTreeMap<String, PathBuf> {
    pages
        .iter()
        .filter_map(|(file, page)| Some((file, page.as_ref().ok().filter(|facts| facts.page == PageKind::Types)?)))
        .flat_map(|(file, facts)| facts.types.iter().map(|record| (record.name.value.clone(), file.to_path_buf())))
        .collect()
}

/// The actions of the pages, each joined with its definition. A page of types that serves others makes no spec of its own.
fn of_pages(
    pages: Vec<pages::Page<'_>>,
    types: &BTreeMap<String, PathBuf>,
    sources: &Sources,
    reader: &Reader,
) -> (Vec<Job>, bool) {
    let (all, skipped) = (pages.len(), pages.iter().filter(|(_, page)| page.is_err()).count());
    let is_types = |facts: &Facts| facts.page == PageKind::Types;
    let serve = !sources.definitions.is_empty() || pages.iter().any(|(_, page)| !page.as_ref().is_ok_and(is_types));
    let (mut jobs, mut well) = (Vec::new(), true);
    for (file, page) in pages {
        let job = match page {
            Ok(facts) if is_types(&facts) && serve => continue,
            Ok(facts) => joined::job(facts, file, types, sources, reader),
            Err(error) => Err(error),
        };
        match job {
            Ok(job) => jobs.push(job),
            Err(error) => {
                well = false;
                report(&file.display().to_string(), &error);
            }
        }
    }
    if all > 1 && skipped > 0 {
        eprintln!("{skipped} of {all} pages are not of an action or of types, and were skipped\n");
    }
    (jobs, well)
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
