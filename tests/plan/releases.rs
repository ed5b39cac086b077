//! `cargo xtask release` and `cargo xtask diff --released`: what users have, and what changed since.

use crate::{
    commands::run,
    versions::{NAME, SENTENCE, SPEC, commit, edit, git, repository, worked_on},
};
use rtc_tests::{files, yaml_files};
use std::{fs, path::Path};

fn said(folder: &Path, arguments: &[&str]) -> String {
    let (code, said, errors) = run(folder, arguments);
    // How many files a crate has is nothing to the point.
    let crates = |line: &str| line.strip_prefix("crates/actions/").and_then(|line| line.split_once(": ")).is_some();
    let said = said.lines().filter(|line| !crates(line)).fold(String::new(), |text, line| text + line + "\n");
    format!("$ cargo xtask {}\n{said}{errors}= {code}\n\n", arguments.join(" "))
}

#[test]
fn from_one_release_to_the_next() {
    let folder = repository();
    let mut all = said(folder.path(), &["diff", "--released"]);
    all += &said(folder.path(), &["release"]);
    assert_eq!(yaml_files(&folder.path().join("released")), yaml_files(&folder.path().join("specs")));
    all += &said(folder.path(), &["release"]);
    all += &said(folder.path(), &["diff", "--released"]);

    // Two commits on the way, one version.
    edit(folder.path(), SPEC, SENTENCE);
    all += &said(folder.path(), &["diff", "--released", "--bump"]);
    commit(folder.path());
    edit(folder.path(), SPEC, NAME);
    let before = worked_on(folder.path());
    all += &said(folder.path(), &["release"]);
    assert_eq!(worked_on(folder.path()), before);
    all += &said(folder.path(), &["diff", "--released", "--bump"]);
    commit(folder.path());
    all += &said(folder.path(), &["diff", "--released"]);
    all += &said(folder.path(), &["release"]);
    assert_eq!(yaml_files(&folder.path().join("released")), yaml_files(&folder.path().join("specs")));
    insta::assert_snapshot!(all);
}

/// Neither history nor tags are needed, nor git.
#[test]
fn a_copy_without_a_repository_is_compared_alike() {
    let folder = repository();
    assert_eq!(run(folder.path(), &["release"]).0, 0);
    fs::remove_dir_all(folder.path().join(".git")).unwrap();
    assert_eq!(run(folder.path(), &["diff", "--released"]).0, 0);
    edit(folder.path(), SPEC, SENTENCE);
    assert_eq!(run(folder.path(), &["diff", "--released"]).0, 1);
}

#[test]
fn what_is_gone_from_the_specs_goes_from_the_copy() {
    let folder = repository();
    assert_eq!(run(folder.path(), &["release"]).0, 0);
    fs::remove_file(folder.path().join(SPEC)).unwrap();
    assert_eq!(run(folder.path(), &["diff", "--released"]).0, 0, "there is nothing that could have a version");
    assert_eq!(run(folder.path(), &["release"]).0, 0);
    assert_eq!(yaml_files(&folder.path().join("released")), yaml_files(&folder.path().join("specs")));
}

#[test]
fn a_sentence_that_is_still_to_be_written_is_not_released() {
    let folder = repository();
    edit(folder.path(), SPEC, ("doc: Publishes.", "doc: \"TODO(doc): what is it?\""));
    let before = files(folder.path());
    let (code, _, errors) = run(folder.path(), &["release"]);
    assert_eq!(code, 1);
    assert!(errors.starts_with(&format!("nothing is released: {SPEC}:")), "{errors}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_revision_and_the_release_at_once_are_wrong_usage() {
    let folder = repository();
    git(folder.path(), &["tag", "first"]);
    let (code, _, errors) = run(folder.path(), &["diff", "first", "--released"]);
    assert_eq!((code, errors.contains("cannot be used with")), (2, true), "{errors}");
}
