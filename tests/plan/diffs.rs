//! What differs, as text.

use crate::{made, plan, put, three, written};
use rtc_codegen::MARK;

#[test]
fn new_changed_and_removed_files_in_one_unified_diff() {
    let root = written();
    let mut crates = three();
    crates.truncate(2);
    let lines: Vec<String> = (1..=20).map(|line| format!("{line}\n")).collect();
    put(root.path(), "made/crates/acme/list/src/lib.rs", &format!("// {MARK}\n{}", lines.concat()));
    let changed = lines.concat().replace("\n3\n", "\nthree\n").replace("\n17\n", "\n");
    crates[0] = made("acme/list", &[("Cargo.toml", "list\n"), ("src/lib.rs", &changed)]);
    crates.push(made("acme/tell", &[("Cargo.toml", "tell\n")]));
    put(root.path(), "TABLE.md", "an old table, with no line break at its end");
    insta::assert_snapshot!(plan(root.path(), crates).unwrap().diff().unwrap());
}

#[test]
fn no_difference_is_no_text() {
    assert_eq!(plan(written().path(), three()).unwrap().diff().unwrap(), "");
}

#[test]
fn line_ends_of_other_systems_are_a_difference() {
    let root = written();
    put(root.path(), "made/crates/other/ping/Cargo.toml", &format!("// {MARK}\r\nping\r\n"));
    let diff = plan(root.path(), three()).unwrap().diff().unwrap();
    assert!(diff.contains("-ping\r\n") && diff.contains("+ping\n"), "{diff:?}");
}
