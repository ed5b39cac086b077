//! One edit of each kind.

use crate::{CLOSE, after, model, table::EDITS};
use rtc_changes::compare;
use std::fmt::Write as _;

#[test]
fn every_edit_of_the_table() {
    for (of, edits) in EDITS {
        let mut text = String::new();
        for (name, file, replacements) in edits {
            let _ = writeln!(text, "## {name}\n{}", after(file, replacements));
        }
        insta::assert_snapshot!(format!("edits_of_{}", of.replace(' ', "_")), text);
    }
}

#[test]
fn actions_added_and_removed() {
    let (all, fewer) = (model(&[]), model(&[(CLOSE, "")]));
    insta::assert_snapshot!(format!("{}\n{}", compare(&all, &fewer), compare(&fewer, &all)));
}

#[test]
fn nothing_is_said_where_nothing_changed() {
    let report = compare(&model(&[]), &model(&[]));
    assert!(report.versions_suffice() && report.comparisons.iter().all(|one| one.changes.is_empty()));
    insta::assert_snapshot!(report);
}
