//! The version of the crate that re-exports those of all actions of a vendor.

use crate::{CLOSE, LIST, VENDOR, edited, model};
use rtc_changes::{Bump, Comparison, Verdict, compare};

const UMBRELLA: (&str, &str) = ("package: invented-v\n", "package: invented-v\numbrella: 0.1.0\n");

/// What becomes of the umbrella crate when the specs, which are the invented ones and replaced ones, change.
fn compared(before: &[(&str, &str)], now: &[(&str, &str)]) -> Comparison {
    let vendor = edited(VENDOR, &[UMBRELLA]);
    let with = |replaced: &[(&str, &str)]| model(&[&[(VENDOR, &*vendor)], replaced].concat());
    let report = compare(&with(before), &with(now));
    report.comparisons.into_iter().find(|one| one.package == "invented-v").unwrap()
}

fn next(now: &[(&str, &str)]) -> (Option<Bump>, Verdict) {
    let comparison = compared(&[], now);
    (comparison.bump(), comparison.verdict())
}

fn behind(version: &str) -> Verdict {
    Verdict::TooLow(version.parse().unwrap())
}

#[test]
fn a_new_action_is_minor_and_a_removed_one_major() {
    let added = compared(&[(CLOSE, "")], &[]);
    assert_eq!((added.bump(), added.verdict()), (Some(Bump::Minor), behind("0.1.1")), "{added}");
    assert!(added.to_string().contains("action `close-rooms`  added"), "{added}");
    assert_eq!(next(&[(CLOSE, "")]), (Some(Bump::Major), behind("0.2.0")));
}

/// The version of the action's crate may be too low still: what counts is the one that it must get.
#[test]
fn a_breaking_change_of_an_action_breaks_it() {
    let field = ("Total: { type: i64,", "Total: { type: u64,");
    let raised = ("action: ListRooms # the name\n", "action: ListRooms # the name\nrelease: 0.2.0\n");
    for edits in [&[field][..], &[field, raised]] {
        assert_eq!(next(&[(LIST, &edited(LIST, edits))]), (Some(Bump::Major), behind("0.2.0")));
    }
}

#[test]
fn what_it_takes_from_compatible_versions_of_its_crates_needs_no_new_version() {
    let list = edited(LIST, &[("doc: The app to look in.", "doc: The app.")]);
    let close = edited(CLOSE, &[("  At: {", "  More: { type: bool, doc: More. }\n  At: {")]);
    assert_eq!(next(&[(LIST, &list), (CLOSE, &close)]), (None, Verdict::Unchanged));
}

#[test]
fn a_breaking_change_of_the_common_crate_breaks_it() {
    let vendor = edited(VENDOR, &[UMBRELLA, ("name: SOUTH,", "name: NORTH,")]);
    assert_eq!(next(&[(VENDOR, &vendor)]), (Some(Bump::Major), behind("0.2.0")));
}

#[test]
fn the_list_of_actions_is_documentation() {
    for edit in [("summary: Rooms", "summary: All rooms"), ("summary: ", "job: rooms\nsummary: ")] {
        assert_eq!(next(&[(CLOSE, &edited(CLOSE, &[edit]))]), (Some(Bump::Patch), behind("0.1.1")), "{edit:?}");
    }
}

#[test]
fn the_first_one_is_new() {
    let vendor = edited(VENDOR, &[UMBRELLA]);
    let (with, without) = (model(&[(VENDOR, &vendor)]), model(&[]));
    for (before, now, expected) in [(&without, &with, Verdict::New), (&with, &without, Verdict::Removed)] {
        let report = compare(before, now);
        assert!(report.versions_suffice());
        let one = report.comparisons.iter().find(|one| one.package == "invented-v").unwrap();
        assert_eq!((one.verdict(), &*one.changelog()), (expected, "volcengine/umbrella.changes.md"));
    }
}
