//! Each fact of a page is changed, one at a time, and each change must be found.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are tests too")]

#[path = "../common/mod.rs"]
mod common;
mod mutants;
mod rows;
mod words;

use common::{ACTIONS, Project};
use mutants::{Mutant, mutants, mutants_of_types};
use rayon::prelude::*;
use rtc_catalog::{
    SpecFile,
    model::{Exception, ExceptionSource, Model},
};
use rtc_drift::{Difference, Sources, Spec, apply_exceptions, compare};
use rtc_pages::{Facts, Record};
use rtc_transcribe::{Draft, Source, transcribe};
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

/// How many changes of each kind were made and how many were found, and those that were not.
#[derive(Default)]
struct Score {
    kinds: BTreeMap<&'static str, (usize, usize)>,
    missed: Vec<String>,
    lost: Vec<String>,
}

impl Score {
    fn together(&self) -> (usize, usize) {
        self.kinds.values().fold((0, 0), |(made, found), one| (made + one.0, found + one.1))
    }

    fn print(&self) {
        for (kind, (made, found)) in &self.kinds {
            println!("{found:>5} of {made:>5} {kind}");
        }
        let (made, found) = self.together();
        println!("{found:>5} of {made:>5} together");
        self.missed.iter().for_each(|missed| println!("missed: {missed}"));
        self.lost.iter().for_each(|lost| println!("no longer where it was read: {lost}"));
    }

    /// Changes each fact of a page and looks for findings that were not there before. What differed before is excepted in
    /// the spec, as people do it, so that a change of that is found too.
    fn add(&mut self, name: &str, page: &str, spec: &Spec, types: &[Record], every: usize) {
        let facts = common::read(page).unwrap_or_else(|error| panic!("{name}: {error}"));
        let made = mutants(page, &facts);
        self.lost.extend(made.lost.iter().map(|lost| format!("{name}: {lost}")));
        let spec = &excepted(spec, facts, types);
        let shown = |kind: &str| {
            // An exchange that the spec has not at all is reported as a whole, until somebody writes it.
            kind != "value of an example" || spec.action.exceptions.iter().all(|one| !is_whole_exchange(&one.finding))
        };
        let mutants: Vec<&Mutant> = made.mutants.iter().filter(|mutant| shown(mutant.kind)).step_by(every).collect();
        let found = mutants.par_iter().map(|mutant| match common::read(&mutant.text) {
            Ok(facts) if is_of(&facts, spec) => is_found(mutant, facts, spec, types),
            // A page of another action, or one that is not understood any more, is reported too.
            _ => mutant.kind == "action",
        });
        for (mutant, found) in mutants.iter().zip(found.collect::<Vec<_>>()) {
            self.count(mutant, found, name);
        }
    }

    /// The same for a page of types that the page of an action names.
    fn add_types(&mut self, name: &str, types: &str, page: &str, spec: &Spec) {
        let read = |types: &str| common::read(types).map(|facts| facts.types).unwrap_or_default();
        let known = read(types);
        let facts = common::read(page).unwrap();
        let spec = excepted(spec, facts.clone(), &known);
        for mutant in &mutants_of_types(types, &known).mutants {
            self.count(mutant, is_found(mutant, facts.clone(), &spec, &read(&mutant.text)), name);
        }
    }

    fn count(&mut self, mutant: &Mutant, found: bool, name: &str) {
        let kind = self.kinds.entry(mutant.kind).or_default();
        kind.0 += 1;
        kind.1 += usize::from(found);
        if !found {
            self.missed.push(format!("{name}: {}", mutant.what));
        }
    }
}

/// The draft of a page of a spec's action.
fn draft(facts: &Facts, spec: &Spec) -> Draft {
    rtc_transcribe::draft(facts, &spec.action.vendor).expect("the page is one of an action")
}

/// The spec with exceptions for all that differs.
fn excepted(spec: &Spec, mut facts: Facts, types: &[Record]) -> Spec {
    facts.look_up(types);
    let mut spec = spec.clone();
    let exceptions = compare(&draft(&facts, &spec), &spec).into_iter().map(|finding| Exception {
        finding: finding.id,
        page: finding.page.map(|page| page.text),
        of: ExceptionSource::Page,
        reason: "It did before.".to_owned(),
        since: "2026-11-22".to_owned(),
    });
    spec.action.exceptions = exceptions.collect();
    spec
}

fn is_found(mutant: &Mutant, mut facts: Facts, spec: &Spec, types: &[Record]) -> bool {
    facts.look_up(types);
    let left =
        apply_exceptions(spec, vec![compare(&draft(&facts, spec), spec)], Sources { page: true, definition: false })
            .remove(0)
            .remaining;
    left.iter().any(|finding| {
        let id = finding.id.trim_start_matches("exceptions.");
        // Of what the spec has not at all, the outermost is reported, with all that is in it.
        let around = finding.difference == Difference::MissingInSpec && mutant.names[0].starts_with(&format!("{id}."));
        around || mutant.names.iter().any(|name| is_named(id, name))
    })
}

fn is_whole_exchange(id: &str) -> bool {
    id.starts_with("examples.") && id.matches('.').count() == 2
}

fn is_of(facts: &Facts, spec: &Spec) -> bool {
    let vendor = facts.vendor.as_ref().map(|vendor| vendor.value.as_str());
    let action = facts.action.as_ref().map(|action| action.value.as_str());
    vendor == Some(&spec.action.vendor.id) && action == Some(&spec.action.name)
}

/// Whether a finding's name begins as it is to, or has the part that is looked for, with a dot before it.
fn is_named(id: &str, name: &str) -> bool {
    if name.starts_with('.') {
        return id.match_indices(name).any(|(at, _)| {
            let rest = &id[at + name.len()..];
            rest.is_empty() || rest.starts_with(['.', '['])
        });
    }
    id.starts_with(name)
}

const TYPES: &str = include_str!("../../../pages/tests/data/tencent-types.txt");

/// The spec of a page, from a folder of specs.
fn spec_of(page: &str, specs: &Path, model: &Model) -> Spec {
    let facts = common::read(page).unwrap();
    Spec::of(specs, model, &facts).unwrap().expect("the page has a spec")
}

#[test]
fn every_change_of_a_page_is_found() {
    let project = Project::new();
    let model = rtc_catalog::load(&project.specs()).unwrap();
    let types = common::read(TYPES).unwrap().types;
    let mut score = Score::default();
    for (vendor, _, page) in ACTIONS {
        let text = fs::read_to_string(project.pages().join(page)).unwrap();
        let spec = spec_of(&text, &project.specs(), &model);
        score.add(page, &text, &spec, &types, 1);
        if vendor == "tencent" {
            score.add_types("tencent-types.txt", TYPES, &text, &spec);
        }
    }
    score.print();
    assert!(score.missed.is_empty() && score.lost.is_empty());
}

/// The spec that is imported from a page; `None` if the page describes no action.
fn imported(page: &str, types: &[Record], model: &Model, specs: &Path) -> Option<Spec> {
    let mut facts = common::read(page).ok()?;
    facts.look_up(types);
    let id = facts.vendor.as_ref()?.value.as_str();
    let vendor = model.vendors.iter().find(|vendor| vendor.id == id)?;
    let source = Source { url: "https://example.com".to_owned(), is_known: true, read: "2026-11-22".to_owned() };
    let transcript = transcribe(rtc_transcribe::draft(&facts, vendor).ok()?, vendor, &source).unwrap();
    let text = rtc_catalog::Source { path: transcript.spec.clone().into(), text: transcript.text };
    let vendor = SpecFile::open(specs, &format!("{id}/vendor.yaml")).unwrap();
    let file = SpecFile::parse(Arc::new(text)).unwrap();
    Some(Spec { action: transcript.action, file: Arc::new(file), vendor: Arc::new(vendor) })
}

/// Pages in all forms, against the specs that are imported from them. One change of so many is made; `MUTANTS_EVERY=1` makes
/// all of them.
#[test]
fn every_change_of_an_imported_page_is_found() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let specs = here.join("../../specs");
    let model = rtc_catalog::load(&specs).unwrap();
    let types = common::read(TYPES).unwrap().types;
    let every = std::env::var("MUTANTS_EVERY").map_or(3, |every| every.parse().unwrap());
    let mut score = Score::default();
    let mut pages = 0;
    for file in rtc_drift::files(&[here.join("../pages/tests/data")]).unwrap() {
        let text = fs::read_to_string(&file).unwrap();
        // What is not understood of a page is reported by itself.
        let clear = common::read(&text).is_ok_and(|facts| facts.is_clear());
        let Some(spec) = imported(&text, &types, &model, &specs).filter(|_| clear) else { continue };
        pages += 1;
        score.add(&file.file_name().unwrap().to_string_lossy(), &text, &spec, &types, every);
    }
    println!("{pages} pages");
    score.print();
    let (made, found) = score.together();
    assert!(pages >= 20 && found * 100 >= made * 98, "{found} of {made} on {pages} pages");
}

/// The same for any pages: `PAGES=folder cargo test -p rtc-drift --test mutation -- --ignored --nocapture`. Those whose action has
/// no spec are compared with what is imported from them; `MUTANTS_EVERY=10` makes one change of ten.
#[test]
#[ignore = "for pages of one's own"]
fn every_change_of_given_pages_is_found() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let model = rtc_catalog::load(&specs).unwrap();
    let every = std::env::var("MUTANTS_EVERY").map_or(1, |every| every.parse().unwrap());
    let mut score = Score::default();
    let folder = std::env::var("PAGES").expect("PAGES names a folder of pages");
    for file in rtc_drift::files(&[folder.into()]).unwrap() {
        let text = fs::read_to_string(&file).unwrap();
        let Ok(facts) = common::read(&text) else { continue };
        let known = Spec::of(&specs, &model, &facts).unwrap();
        let Some(spec) = known.or_else(|| imported(&text, &[], &model, &specs)) else { continue };
        let (before, start) = (score.together().0, std::time::Instant::now());
        score.add(&file.display().to_string(), &text, &spec, &[], every);
        println!("{}: {} changes in {:?}", file.display(), score.together().0 - before, start.elapsed());
    }
    score.print();
    assert!(score.missed.is_empty(), "{} were not found", score.missed.len());
}
