//! The actions of definitions that no page describes.

use super::{
    jobs::Job,
    report,
    twins::{difference, twice},
};
use crate::sources::Named;
use anstream::eprintln;
use rtc_definitions::Action;
use rtc_pages::{Facts, Located, PageKind, Reader};
use std::{cmp::Ordering, collections::BTreeMap, path::PathBuf};

/// Adds the actions of definitions to those of pages.
pub(super) struct Defined<'a> {
    jobs: &'a mut Vec<Job>,
    types: &'a BTreeMap<String, PathBuf>,
    /// How many actions two definitions have alike: the second and the first.
    alike: BTreeMap<(PathBuf, PathBuf), usize>,
    /// Actions that a first definition has in another way, and where they differ.
    different: Vec<(PathBuf, Job, String)>,
    /// How many actions of a folder are not made, because pages were named and none is theirs.
    left: usize,
    well: bool,
}

impl<'a> Defined<'a> {
    pub(super) fn new(jobs: &'a mut Vec<Job>, types: &'a BTreeMap<String, PathBuf>) -> Self {
        Self { jobs, types, alike: BTreeMap::new(), different: Vec::new(), left: 0, well: true }
    }

    /// Adds those of one definition that are named, or all if none is and no page says which.
    pub(super) fn add_all(&mut self, named: &Named, names: &[String], have_pages: bool, reader: &Reader) {
        let Named { definition, in_folder, whole } = named;
        let wanted = |action: &Action<'_>| {
            if names.is_empty() { *whole || !have_pages } else { names.iter().any(|name| name == action.name()) }
        };
        if *in_folder && names.is_empty() {
            self.left += definition.actions().filter(|action| !wanted(action) && !self.has_page(*action)).count();
        }
        let (mut made, mut broken) = (Vec::new(), Vec::new());
        for action in definition.actions().filter(wanted) {
            match definition.facts(action, reader) {
                Ok(facts) => made.push((definition.file(action).to_owned(), facts)),
                Err(mistakes) => broken.push(mistakes.to_string()),
            }
        }
        // Nothing is made of a definition that is broken anywhere.
        if !broken.is_empty() {
            self.well = false;
            broken.dedup();
            eprintln!("{}\n", broken.join("\n\n"));
            return;
        }
        for (file, facts) in made {
            let shown = file.display().to_string();
            let types = self.types.clone();
            let job = Job { shown, file, types, facts, contradictions: Vec::new(), defined: true };
            self.add(definition.path().to_owned(), job);
        }
    }

    fn has_page(&self, action: Action<'_>) -> bool {
        self.jobs.iter().any(|job| job.facts.action.as_ref().is_some_and(|known| known.value == action.name()))
    }

    /// Adds an action. Of several versions the latest is made, and what a page describes is made already.
    fn add(&mut self, definition: PathBuf, job: Job) {
        let version = |job: &Job| job.facts.version.as_ref().map(|version| version.value.clone());
        let Some(known) = self.jobs.iter_mut().find(|known| key(known) == key(&job)) else {
            self.jobs.push(job);
            return;
        };
        if known.facts.page != PageKind::Definition {
            return;
        }
        match version(&job).cmp(&version(known)) {
            Ordering::Less => {}
            Ordering::Greater => *known = job,
            Ordering::Equal => match difference(&known.facts, &job.facts) {
                None => *self.alike.entry((definition, known.file.clone())).or_default() += 1,
                Some(difference) => self.different.push((known.file.clone(), job, difference)),
            },
        }
    }

    /// Says what two definitions have, and what is not made. Whether all that was named can be made.
    pub(super) fn finish(mut self) -> bool {
        for ((second, first), count) in self.alike {
            let (actions, are) = if count == 1 { ("action", "is") } else { ("actions", "are") };
            println!("{count} {actions} of {} {are} in {} too, which is used\n", second.display(), first.display());
        }
        for (first, job, difference) in self.different {
            self.well = false;
            let key = key(&job);
            self.jobs.retain(|known| self::key(known) != key);
            report(&job.shown, &twice(job.facts.action.as_ref(), &difference, &first));
        }
        if self.left > 0 {
            println!(
                "{} other actions in the folder have no page here and are not imported: to import them, name the folder \
                 alone, or name them with --action\n",
                self.left
            );
        }
        self.well
    }
}

/// The vendor and the action.
fn key(job: &Job) -> (Option<String>, Option<String>) {
    let value = |of: &Option<Located<String>>| of.as_ref().map(|of| of.value.clone());
    let Facts { vendor, action, .. } = &job.facts;
    (value(vendor), value(action))
}
