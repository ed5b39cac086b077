//! Each fact of a page is changed, one at a time, and each change must be found.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are tests too")]

#[path = "../common/mod.rs"]
mod common;
mod mutants;
mod rows;
mod words;

use common::{ACTIONS, Project};
use mutants::mutants;
use rtc_drift::{Finding, Spec, compare};
use rtc_spec::model::Model;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// How many changes of each kind were made and how many were found, and those that were not.
#[derive(Default)]
struct Score {
    kinds: BTreeMap<&'static str, (usize, usize)>,
    missed: Vec<String>,
    lost: Vec<String>,
}

impl Score {
    fn print(&self) {
        for (kind, (made, found)) in &self.kinds {
            println!("{found:>5} of {made:>5} {kind}");
        }
        let (made, found) = self.kinds.values().fold((0, 0), |(made, found), one| (made + one.0, found + one.1));
        println!("{found:>5} of {made:>5} together");
        self.missed.iter().for_each(|missed| println!("missed: {missed}"));
        self.lost.iter().for_each(|lost| println!("no longer where it was read: {lost}"));
    }

    /// Changes each fact of a page and looks for findings that were not there before.
    fn add(&mut self, name: &str, page: &str, specs: &Path, model: &Model) {
        let facts = rtc_pages::read(page).unwrap_or_else(|error| panic!("{name}: {error}"));
        let spec = Spec::of(specs, model, &facts).unwrap().unwrap_or_else(|| panic!("{name} has no spec"));
        let before: BTreeSet<(String, Option<String>)> = compare(&facts, &spec).iter().map(key).collect();
        let made = mutants(page, &facts);
        self.lost.extend(made.lost.iter().map(|lost| format!("{name}: {lost}")));
        for mutant in made.mutants {
            let kind = self.kinds.entry(mutant.kind).or_default();
            kind.0 += 1;
            let found = match rtc_pages::read(&mutant.text) {
                Ok(facts) => match Spec::of(specs, model, &facts).unwrap() {
                    Some(spec) => compare(&facts, &spec)
                        .iter()
                        .filter(|finding| !before.contains(&key(finding)))
                        .any(|finding| mutant.names.iter().any(|name| tells_of(&finding.id, name))),
                    // A page of another action is told of too.
                    None => mutant.kind == "action",
                },
                Err(_) => false,
            };
            if found {
                kind.1 += 1;
            } else {
                self.missed.push(format!("{name}: {}", mutant.what));
            }
        }
    }
}

fn key(finding: &Finding) -> (String, Option<String>) {
    (finding.id.clone(), finding.page.as_ref().map(|page| page.text.clone()))
}

/// Whether a finding's name begins as it is to, or has the part that is looked for, with a dot before it.
fn tells_of(id: &str, name: &str) -> bool {
    if name.starts_with('.') {
        return id.match_indices(name).any(|(at, _)| {
            let rest = &id[at + name.len()..];
            rest.is_empty() || rest.starts_with(['.', '['])
        });
    }
    id.starts_with(name)
}

#[test]
fn every_change_of_a_page_is_found() {
    let project = Project::new();
    let model = rtc_spec::load(&project.specs()).unwrap();
    let mut score = Score::default();
    for (_, _, page) in ACTIONS {
        let text = fs::read_to_string(project.pages().join(page)).unwrap();
        score.add(page, &text, &project.specs(), &model);
    }
    score.print();
    assert!(score.missed.is_empty() && score.lost.is_empty());
}

/// The same for any pages of the real specs: `PAGES=folder cargo test -p rtc-drift --test mutation -- --ignored --nocapture`.
#[test]
#[ignore = "for pages of one's own"]
fn every_change_of_given_pages_is_found() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let model = rtc_spec::load(&specs).unwrap();
    let mut score = Score::default();
    let folder = std::env::var("PAGES").expect("PAGES names a folder of pages");
    for file in rtc_drift::files(&[folder.into()]).unwrap() {
        let text = fs::read_to_string(&file).unwrap();
        score.add(&file.display().to_string(), &text, &specs, &model);
    }
    score.print();
    assert!(score.missed.is_empty(), "{} were not found", score.missed.len());
}
