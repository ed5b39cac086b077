//! When a version follows.

use crate::{CLOSE, LIST, after, edited, model};
use rtc_changes::{Bump, Verdict, Version, compare};

const SENTENCE: (&str, &str) = ("doc: The app to look in.", "doc: The app.");
const FIELD: (&str, &str) = ("Total: { type: i64,", "Total: { type: u64,");

fn verdict(file: &str, edits: &[(&str, &str)]) -> Verdict {
    let report = after(file, edits);
    let changed = report.comparisons.iter().find(|one| one.spec.ends_with(file)).unwrap();
    assert_eq!(report.versions_suffice(), !matches!(changed.verdict(), Verdict::TooLow(_)));
    changed.verdict()
}

fn released(version: &str) -> String {
    format!("action: ListRooms # the name\nrelease: {version}\n")
}

#[test]
fn a_version_follows_if_it_is_raised_far_enough() {
    let behind = |version: &str| Verdict::TooLow(version.parse().unwrap());
    let with = |version: &str, edit| verdict(LIST, &[edit, ("action: ListRooms # the name\n", &released(version))]);
    assert_eq!(verdict(LIST, &[SENTENCE]), behind("0.1.1"));
    assert_eq!(verdict(LIST, &[SENTENCE, FIELD]), behind("0.2.0"));
    assert_eq!(with("0.1.1", SENTENCE), Verdict::Sufficient);
    assert_eq!(with("0.2.0", SENTENCE), Verdict::Sufficient, "a larger bump is no lie");
    assert_eq!(with("0.1.9", FIELD), behind("0.2.0"));
    assert_eq!(with("0.2.0", FIELD), Verdict::Sufficient);
    assert_eq!(with("1.0.0", FIELD), Verdict::Sufficient);
    let close = |version: &str| {
        verdict(CLOSE, &[("doc: Why. }", "doc: Why not. }"), ("release: 1.2.3", &format!("release: {version}"))])
    };
    assert_eq!(close("1.2.3"), behind("1.2.4"));
    assert_eq!(close("1.2.10"), Verdict::Sufficient, "numbers, not texts");
}

#[test]
fn a_version_that_was_lowered_never_follows() {
    let lowered = |edits: &[(&str, &str)]| verdict(CLOSE, &[&[("release: 1.2.3", "release: 1.2.2")], edits].concat());
    assert_eq!(lowered(&[]), Verdict::TooLow("1.2.3".parse().unwrap()));
    assert_eq!(lowered(&[("doc: Why. }", "doc: Why not. }")]), Verdict::TooLow("1.2.4".parse().unwrap()));
}

#[test]
fn a_version_alone_is_no_change() {
    assert_eq!(verdict(CLOSE, &[("release: 1.2.3", "release: 1.3.0")]), Verdict::Unchanged);
}

#[test]
fn the_largest_change_decides_and_stands_first() {
    let report = after(LIST, &[SENTENCE, ("errors:\n", "errors:\n  More: { doc: more, retry: never }\n"), FIELD]);
    let changed = report.comparisons.iter().find(|one| one.package == "invented-v-list-rooms").unwrap();
    let steps: Vec<Bump> = changed.changes.iter().map(rtc_changes::Change::bump).collect();
    assert_eq!(steps, [Bump::Major, Bump::Minor, Bump::Patch]);
    assert!(changed.changes[0].is_breaking() && !changed.changes[1].is_breaking());
    assert_eq!(changed.bump(), Some(Bump::Major));
    assert_eq!(changed.before, Some(Version::new(0, 1, 0)));
}

/// What is there alone in one of the two has nothing that could follow.
#[test]
fn crates_that_come_and_go_need_no_version() {
    let (all, fewer) = (model(&[]), model(&[(CLOSE, "")]));
    for (before, now, expected) in [(&all, &fewer, Verdict::Removed), (&fewer, &all, Verdict::New)] {
        let report = compare(before, now);
        assert!(report.versions_suffice());
        let one = report.comparisons.iter().find(|one| one.package == "invented-v-close-rooms").unwrap();
        assert_eq!(one.verdict(), expected);
    }
}

#[test]
fn an_edit_of_one_spec_is_said_of_its_own_crate_alone() {
    let report = compare(&model(&[]), &model(&[(LIST, &edited(LIST, &[SENTENCE]))]));
    let changed: Vec<_> = report.comparisons.iter().filter(|one| !one.changes.is_empty()).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(report.too_low().count(), 1);
}
