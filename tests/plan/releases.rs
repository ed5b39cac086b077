//! `cargo xtask release` and `cargo xtask diff --released`: what users have, and what changed since.

use crate::{
    commands::run,
    versions::{NAME, SENTENCE, SPEC, commit, edit, git, repository, worked_on},
};
use rtc_tests::{files, yaml_files};
use std::{fs, path::Path};

fn printed(folder: &Path, arguments: &[&str]) -> String {
    let (code, printed, errors) = run(folder, arguments);
    // How many files a crate has is nothing to the point.
    let crates = |line: &str| line.strip_prefix("crates/actions/").and_then(|line| line.split_once(": ")).is_some();
    let printed = printed.lines().filter(|line| !crates(line)).fold(String::new(), |text, line| text + line + "\n");
    format!("$ cargo xtask {}\n{printed}{errors}= {code}\n\n", arguments.join(" "))
}

#[test]
fn from_one_release_to_the_next() {
    let folder = repository();
    let mut all = printed(folder.path(), &["diff", "--released"]);
    all += &printed(folder.path(), &["release"]);
    assert_eq!(yaml_files(&folder.path().join("released")), yaml_files(&folder.path().join("specs")));
    all += &printed(folder.path(), &["release"]);
    all += &printed(folder.path(), &["diff", "--released"]);

    // Two commits on the way, one version.
    edit(folder.path(), SPEC, SENTENCE);
    all += &printed(folder.path(), &["diff", "--released", "--bump"]);
    commit(folder.path());
    edit(folder.path(), SPEC, NAME);
    let before = worked_on(folder.path());
    all += &printed(folder.path(), &["release"]);
    assert_eq!(worked_on(folder.path()), before);
    all += &printed(folder.path(), &["diff", "--released", "--bump"]);
    commit(folder.path());
    all += &printed(folder.path(), &["diff", "--released"]);
    all += &printed(folder.path(), &["release"]);
    assert_eq!(yaml_files(&folder.path().join("released")), yaml_files(&folder.path().join("specs")));
    insta::assert_snapshot!(uncounted(&all));
}

/// The text without the numbers of crates, which grow with each action.
fn uncounted(text: &str) -> String {
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let is_count = |at: usize| {
            words.get(at + 1).is_some_and(|next| next.starts_with("crates")) && words[at].parse::<u32>().is_ok()
        };
        (0..words.len()).map(|at| if is_count(at) { "N" } else { words[at] }).collect::<Vec<_>>().join(" ")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
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

/// A vendor's crate has a version of its own, which must follow too.
#[test]
fn a_vendor_s_version_that_did_not_follow_is_not_released() {
    const VENDOR: &str = "specs/volcengine/vendor.yaml";
    let folder = repository();
    assert_eq!(run(folder.path(), &["release"]).0, 0);
    edit(folder.path(), VENDOR, ("correct this machine's clock", "correct your machine's clock"));
    let (code, _, errors) = run(folder.path(), &["release"]);
    assert_eq!((code, errors.contains("volcengine-rtc-common 0.1.0")), (1, true), "{errors}");
    assert_eq!(run(folder.path(), &["diff", "--released", "--bump"]).0, 0);
    assert_eq!(run(folder.path(), &["release"]).0, 0);
    let released = fs::read_to_string(folder.path().join("released/volcengine/vendor.yaml")).unwrap();
    assert!(released.contains("\nrelease: 0.1.1\n"), "{released}");
}

#[test]
fn what_is_gone_from_the_specs_goes_from_the_copy() {
    let folder = repository();
    edit(folder.path(), "specs/zego/kickout-user.yaml", ("verify_with: DescribeUsers\n", ""));
    assert_eq!(run(folder.path(), &["release"]).0, 0);
    fs::remove_file(folder.path().join(SPEC)).unwrap();
    // The crate itself has no version any more, and the umbrella crate has a module less.
    edit(folder.path(), "specs/zego/vendor.yaml", ("umbrella: 0.1.0", "umbrella: 0.2.0"));
    assert_eq!(run(folder.path(), &["diff", "--released"]).0, 0);
    assert_eq!(run(folder.path(), &["release"]).0, 0);
    assert_eq!(yaml_files(&folder.path().join("released")), yaml_files(&folder.path().join("specs")));
}

#[test]
fn a_sentence_that_is_still_to_be_written_is_not_released() {
    let folder = repository();
    edit(folder.path(), SPEC, ("doc: Publishes streams.", "doc: \"TODO(doc): what is it?\""));
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

/// The public API of a hand-written crate, as its reviewed text has it.
fn public_api(folder: &Path, version: &str, items: &[&str]) {
    let reviewed = folder.join("tests/snapshots/public_api");
    fs::create_dir_all(&reviewed).unwrap();
    fs::create_dir_all(folder.join("crates/core")).unwrap();
    let manifest = format!("[package]\nname = \"rtc-core\"\nversion = \"{version}\"\n");
    fs::write(folder.join("crates/core/Cargo.toml"), manifest).unwrap();
    let text = format!("---\nsource: tests/public_api.rs\n---\n{}\n", items.join("\n"));
    fs::write(reviewed.join("rtc-core-apps.snap"), text).unwrap();
}

#[test]
fn what_a_hand_written_crate_changes_for_users_needs_a_version_too() {
    let folder = repository();
    public_api(folder.path(), "0.1.0", &["pub fn rtc_core::a()", "pub fn rtc_core::b()"]);
    commit(folder.path());
    // Without manifests of a workspace, only specs and public APIs are released.
    assert_eq!(run(folder.path(), &["release"]).0, 0);
    commit(folder.path());
    for base in [&["diff"][..], &["diff", "--released"]] {
        public_api(folder.path(), "0.1.0", &["pub fn rtc_core::a()", "pub fn rtc_core::b()"]);
        assert_eq!(run(folder.path(), base).0, 0);
        public_api(folder.path(), "0.1.0", &["pub fn rtc_core::a(u8)", "pub fn rtc_core::b()"]);
        let (code, printed, _) = run(folder.path(), base);
        let line = "rtc-core 0.1.0: major, so 0.2.0 is next, but it has 0.1.0\n  major, breaking  removed  pub fn rtc_core::a()\n";
        assert_eq!((code, printed.contains(line)), (1, true), "{printed}");
        let (code, _, errors) = run(folder.path(), &["release"]);
        assert_eq!((code, errors.contains("nothing is released")), (1, true), "{errors}");
        public_api(folder.path(), "0.2.0", &["pub fn rtc_core::a(u8)", "pub fn rtc_core::b()"]);
        assert_eq!(run(folder.path(), base).0, 0);
    }
    assert_eq!(run(folder.path(), &["release"]).0, 0);
    public_api(folder.path(), "0.2.0", &["pub fn rtc_core::a(u8)"]);
    assert_eq!(run(folder.path(), &["diff", "--released"]).0, 1);
}
