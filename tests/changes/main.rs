//! What `rtc-changes` says of an edit, held against what the edit does to the generated crate: against its source, for many
//! edits, and against another tool's view of its public API, for one edit of each kind.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod lines;
mod surface;
#[path = "../../tools/changes/tests/edits/table/mod.rs"]
mod table;
mod tool;

use rtc_catalog::model::{Action, Model, Vendor};
use rtc_changes::{Bump, Item, Report, compare};
use rtc_codegen::{Crate, emit};
use std::{collections::BTreeMap, sync::Arc};
use surface::{TAKES_OPTION, TAKES_VALUE, surface};

/// The largest step that the sources of two crates ask for by themselves: what is gone from the surface, or is not what it
/// was, breaks, except where it takes more; what is new is new; and whatever differs elsewhere is a patch.
fn asked_for(before: &Crate, now: &Crate) -> Option<Bump> {
    let [old, new] = [before, now].map(|item| surface(item).into_iter().collect::<BTreeMap<_, _>>());
    let changed: Vec<_> = old.iter().filter(|(item, shape)| new.get(*item) != Some(shape)).collect();
    if changed.iter().any(|(item, shape)| !new.get(*item).is_some_and(|now| takes_more(shape, now))) {
        return Some(Bump::Major);
    }
    if !changed.is_empty() || new.len() > old.len() {
        return Some(Bump::Minor);
    }
    (before.files != now.files).then_some(Bump::Patch)
}

/// Whether a setter that took a value now takes a value or an `Option` of one, which is so where a required parameter became
/// optional: every call that compiled still does, because `IntoOption` is implemented for all that implements `IntoValue`.
fn takes_more(before: &str, now: &str) -> bool {
    let types = before.strip_prefix(TAKES_VALUE).zip(now.strip_prefix(TAKES_OPTION));
    types.is_some_and(|(before, now)| before == now)
}

/// Checks what is said of two models against their crates.
fn check(before: &Model, now: &Model, edit: &str) -> Report {
    let report = compare(before, now);
    assert!(compare(now, now).comparisons.iter().all(|one| one.changes.is_empty()), "{edit}");
    let check = |package: &str, asked: Option<Bump>| {
        let printed = report.comparisons.iter().find(|one| one.package == package).unwrap();
        assert!(printed.bump() >= asked, "{edit}: the source asks for {asked:?}\n{printed}");
        // The source follows the vendor's crate only once that has its next version, which the manifest then names.
        let follows = printed.changes.iter().any(|change| change.item == Item::CommonCrate);
        let changed = asked.is_some() || follows;
        assert_eq!(printed.bump().is_some(), changed, "{edit}: a bump for a crate that did not change\n{printed}");
    };
    // Making a crate takes much longer than comparing all that it is made of.
    for after in &now.actions {
        let Some(old) = before.actions.iter().find(|old| old.spec == after.spec) else { continue };
        let same = format!("{old:?}") == format!("{after:?}");
        check(&after.package, if same { None } else { asked_for(&made(old), &made(after)) });
    }
    for after in &now.vendors {
        let Some(old) = before.vendors.iter().find(|old| old.id == after.id) else { continue };
        let same = format!("{old:?}") == format!("{after:?}");
        check(&after.common_package(), if same { None } else { asked_for(&common(old), &common(after)) });
    }
    report
}

fn made(action: &Action) -> Crate {
    emit(&Model { vendors: Vec::new(), actions: vec![action.clone()] }).remove(0)
}

/// The crate with what the vendor's actions share.
fn common(vendor: &Arc<Vendor>) -> Crate {
    emit(&Model { vendors: vec![Arc::clone(vendor)], actions: Vec::new() }).remove(0)
}

/// Both say so: what changed, and the source. The other tool is asked in `tool`.
#[test]
fn a_required_parameter_that_becomes_optional_is_minor() {
    let before = table::model(&[]);
    for name in ["required becomes optional", "required becomes optional in a sent type"] {
        let mut edits = table::EDITS.iter().flat_map(|(_, edits)| *edits);
        let (_, file, replacements) = edits.find(|(found, ..)| *found == name).unwrap();
        let now = table::model(&[(file, &table::edited(file, replacements))]);
        let report = check(&before, &now, name);
        let bumps: Vec<_> = report.comparisons.iter().filter_map(rtc_changes::Comparison::bump).collect();
        assert_eq!(bumps, [Bump::Minor], "{name}\n{report}");
        let changed =
            before.actions.iter().zip(&now.actions).find(|(old, new)| format!("{old:?}") != format!("{new:?}"));
        let (old, new) = changed.unwrap();
        assert_eq!(asked_for(&made(old), &made(new)), Some(Bump::Minor), "{name}");
        assert_eq!(asked_for(&made(new), &made(old)), Some(Bump::Major), "{name}, the other way");
    }
}

#[test]
fn edits_of_the_table_are_no_larger_than_said() {
    let before = table::model(&[]);
    for (name, file, replacements) in table::EDITS.iter().flat_map(|(_, edits)| *edits) {
        check(&before, &table::model(&[(file, &table::edited(file, replacements))]), name);
    }
}
