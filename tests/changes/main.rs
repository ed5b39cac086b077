//! What `rtc-changes` says of an edit, held against what the edit does to the generated crate: against its source, for many
//! edits, and against another tool's view of its public API, for one edit of each kind.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod lines;
mod surface;
#[path = "../../tools/changes/tests/edits/table/mod.rs"]
mod table;
mod tool;

use rtc_catalog::model::{Action, Model};
use rtc_changes::{Bump, Report, compare};
use rtc_codegen::{Crate, emit};
use surface::surface;

/// The largest step that the sources of two crates ask for by themselves: what is gone from the surface, or is not what it
/// was, breaks; what is new is new; and whatever differs elsewhere is a patch.
fn asked_for(before: &Crate, now: &Crate) -> Option<Bump> {
    let (old, new) = (surface(before), surface(now));
    if old.iter().any(|(item, shape)| new.get(item) != Some(shape)) {
        return Some(Bump::Major);
    }
    if new.len() > old.len() {
        return Some(Bump::Minor);
    }
    (before.files != now.files).then_some(Bump::Patch)
}

/// Checks what is said of two models against their crates.
fn check(before: &Model, now: &Model, edit: &str) -> Report {
    let report = compare(before, now);
    assert!(compare(now, now).comparisons.iter().all(|one| one.changes.is_empty()), "{edit}");
    for after in &now.actions {
        let Some(old) = before.actions.iter().find(|old| old.spec == after.spec) else { continue };
        let said = report.comparisons.iter().find(|one| one.package == after.package).unwrap();
        // Making a crate takes much longer than comparing all that it is made of.
        let same = format!("{old:?}") == format!("{after:?}");
        let asked = if same { None } else { asked_for(&made(old), &made(after)) };
        assert!(said.bump() >= asked, "{edit}: the source asks for {asked:?}\n{said}");
        assert_eq!(said.bump().is_some(), asked.is_some(), "{edit}: said of a crate that did not change\n{said}");
    }
    report
}

fn made(action: &Action) -> Crate {
    emit(&Model { vendors: Vec::new(), actions: vec![action.clone()] }).remove(0)
}

#[test]
fn edits_of_the_table_are_no_larger_than_said() {
    let before = table::model(&[]);
    for (name, file, replacements) in table::EDITS.iter().flat_map(|(_, edits)| *edits) {
        check(&before, &table::model(&[(file, &table::edited(file, replacements))]), name);
    }
}
