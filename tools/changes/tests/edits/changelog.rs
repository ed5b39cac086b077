//! What changed, told from version to version.

use crate::{LIST, after};
use rtc_changes::{Change, Version, with_entry};

const FIRST: Version = Version::new(0, 1, 0);

fn changes(edits: &[(&str, &str)]) -> Vec<Change> {
    let report = after(LIST, edits);
    report.comparisons.into_iter().flat_map(|one| one.changes).collect()
}

const SENTENCE: (&str, &str) = ("doc: The app to look in.", "doc: The app.");
const CODE: (&str, &str) = ("errors:\n", "errors:\n  More: { doc: more, retry: never }\n");
const TYPE: (&str, &str) = ("Total: { type: i64,", "Total: { type: u64,");

#[test]
fn the_first_entry() {
    let changes = changes(&[SENTENCE, CODE, TYPE]);
    let text = with_entry("", &FIRST, &Version::new(0, 2, 0), &changes);
    insta::assert_snapshot!(text);
    assert_eq!(with_entry(&text, &FIRST, &Version::new(0, 2, 0), &changes), text, "twice is as good as once");
}

#[test]
fn a_released_entry_stays_and_the_new_one_stands_before_it() {
    let first = with_entry("", &FIRST, &Version::new(0, 1, 1), &changes(&[SENTENCE]));
    let second = with_entry(&first, &Version::new(0, 1, 1), &Version::new(0, 2, 0), &changes(&[TYPE]));
    assert!(first.starts_with("## 0.1.1\n"));
    assert_eq!(
        second.strip_suffix(&first).map(str::trim_end),
        Some(with_entry("", &FIRST, &Version::new(0, 2, 0), &changes(&[TYPE])).trim_end())
    );
}

/// What was to be 0.1.1, and then 0.1.2, breaks after all.
#[test]
fn entries_that_were_never_released_become_part_of_the_next_one() {
    let text = with_entry("", &FIRST, &Version::new(0, 1, 1), &changes(&[SENTENCE]));
    let text = with_entry(&text, &Version::new(0, 1, 1), &Version::new(0, 1, 2), &changes(&[CODE]));
    let both = changes(&[SENTENCE, CODE, TYPE]);
    let text = with_entry(&text, &FIRST, &Version::new(0, 2, 0), &both);
    insta::assert_snapshot!(text);
    assert_eq!(with_entry(&text, &FIRST, &Version::new(0, 2, 0), &both), text);
}

#[test]
fn what_people_wrote_stays() {
    let text = "Words above.\n\n## 0.1.1 (soon)\n\nWords on it.\n\n### New\n\n- By hand.\n\n### Thanks\n\n- To all.\n\n## 0.1.0\n\n- The first.\n";
    let text = with_entry(text, &FIRST, &Version::new(0, 1, 1), &changes(&[CODE, SENTENCE]));
    insta::assert_snapshot!(text);
}

#[test]
fn line_ends_of_other_systems_stay() {
    let text = with_entry("", &FIRST, &Version::new(0, 1, 1), &changes(&[SENTENCE])).replace('\n', "\r\n");
    assert_eq!(with_entry(&text, &FIRST, &Version::new(0, 1, 1), &changes(&[SENTENCE])), text);
}

/// A line in better words is known again, and so is one that was taken out.
#[test]
fn what_was_told_is_not_told_again() {
    let now = Version::new(0, 2, 0);
    let both = changes(&[SENTENCE, TYPE]);
    let text = with_entry("", &FIRST, &now, &both);
    let lines: Vec<&str> = text.lines().filter(|line| !line.contains("AppId")).collect();
    let edited = lines.join("\n").replace("- Field `Total`: `i64`", "- The total is now never negative: `i64`") + "\n";
    let edited = edited.replace("\n\n\n", "\n\n");
    assert!(edited.contains("never negative") && edited.contains("### Otherwise\n"));
    assert_eq!(with_entry(&edited, &FIRST, &now, &both), edited);
    let more = with_entry(&edited, &FIRST, &now, &changes(&[SENTENCE, TYPE, CODE]));
    assert_eq!((more.matches("`Total`").count(), more.matches("`More`").count()), (0, 1), "{more}");
}

#[test]
fn an_older_entry_is_never_touched() {
    let text = "## 0.3.0\n\n- Later than all.\n\n## 0.1.0\n\n- The first.\n";
    let with = with_entry(text, &Version::new(0, 3, 0), &Version::new(0, 3, 1), &changes(&[SENTENCE]));
    assert!(with.starts_with("## 0.3.1\n") && with.ends_with(text), "{with}");
}
