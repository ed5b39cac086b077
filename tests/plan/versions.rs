//! `cargo xtask diff` as people run it, in a repository of its own.

use crate::commands::run;
use rtc_tests::{files, root, write};
use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

pub(crate) const SPEC: &str = "specs/zego/describe-users.yaml";
pub(crate) const SENTENCE: (&str, &str) = ("doc: Publishes streams.", "doc: Sends streams.");
pub(crate) const NAME: (&str, &str) = ("type: [UserStatus]", "type: [UserStatus]\n    as: statuses");

/// Runs git, by its own settings alone, and gives what it said.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.com"]).args(arguments);
    for (name, value) in [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")] {
        command.env(name, value);
    }
    for inherited in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(inherited);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

pub(crate) fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--allow-empty", "--message", "A state"]);
}

/// Takes the versions and the changes out of the specs: what was released of the real ones does not matter here.
fn unreleased(specs: &Path) {
    for (path, bytes) in files(specs) {
        if path.ends_with(".changes.md") {
            fs::remove_file(specs.join(path)).unwrap();
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let kept = text.split_inclusive('\n').filter(|line| !line.starts_with("release: "));
        let first = |line| if str::starts_with(line, "umbrella: ") { "umbrella: 0.1.0\n" } else { line };
        let kept: String = kept.map(first).collect();
        fs::write(specs.join(path), kept).unwrap();
    }
}

/// A repository with the specs and what is beside them, committed.
pub(crate) fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("specs"), &files(&root().join("specs")));
    for file in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
        fs::copy(root().join(file), folder.path().join(file)).unwrap();
    }
    unreleased(&folder.path().join("specs"));
    git(folder.path(), &["init", "--quiet", "--initial-branch", "main"]);
    commit(folder.path());
    folder
}

pub(crate) fn edit(folder: &Path, path: &str, (from, to): (&str, &str)) {
    let text = fs::read_to_string(folder.join(path)).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}");
    fs::write(folder.join(path), text.replacen(from, to, 1)).unwrap();
}

/// The files of the work tree, without git's own.
pub(crate) fn worked_on(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files(folder).into_iter().filter(|(path, _)| !path.starts_with(".git/")).collect()
}

#[test]
fn nothing_is_said_of_specs_as_they_were() {
    let folder = repository();
    for arguments in [&["diff"][..], &["diff", "HEAD"], &["diff", "main"]] {
        let (code, printed, errors) = run(folder.path(), arguments);
        assert_eq!((code, &*errors), (0, ""));
        assert!(printed.starts_with("nothing changed for users of the "), "{printed}");
    }
}

#[test]
fn a_version_that_did_not_follow_fails_and_one_that_did_does_not() {
    let folder = repository();
    edit(folder.path(), SPEC, SENTENCE);
    edit(folder.path(), SPEC, NAME);
    let before = worked_on(folder.path());
    let index = fs::read(folder.path().join(".git/index")).unwrap();
    let (code, printed, errors) = run(folder.path(), &["diff"]);
    assert_eq!((code, &*errors), (1, ""));
    insta::assert_snapshot!("diff_behind", printed);
    assert_eq!(worked_on(folder.path()), before);
    assert_eq!(fs::read(folder.path().join(".git/index")).unwrap(), index);

    edit(folder.path(), SPEC, ("action: DescribeUsers\n", "action: DescribeUsers\nrelease: 0.2.0\n"));
    edit(folder.path(), "specs/zego/vendor.yaml", ("umbrella: 0.1.0", "umbrella: 0.2.0"));
    let (code, printed, errors) = run(folder.path(), &["diff"]);
    assert_eq!((code, &*errors), (0, ""), "{printed}");
    insta::assert_snapshot!("diff_followed", printed);
}

#[test]
fn any_revision_can_be_compared_with() {
    let folder = repository();
    git(folder.path(), &["tag", "first"]);
    edit(folder.path(), SPEC, SENTENCE);
    commit(folder.path());
    edit(folder.path(), "specs/volcengine/vendor.yaml", ("name: SINGAPORE", "name: SOUTH_EAST"));
    commit(folder.path());
    assert_eq!(run(folder.path(), &["diff"]).0, 0);
    let (code, printed, _) = run(folder.path(), &["diff", "HEAD~1"]);
    assert_eq!(
        (code, printed.contains("volcengine-rtc-"), printed.contains("zego-rtc-")),
        (1, true, false),
        "{printed}"
    );
    let (code, printed, _) = run(folder.path(), &["diff", "first"]);
    assert_eq!(
        (code, printed.contains("volcengine-rtc-"), printed.contains("zego-rtc-")),
        (1, true, true),
        "{printed}"
    );
}

/// The project may stand in a folder of a larger repository.
#[test]
fn a_folder_of_a_repository_is_compared_with_itself() {
    let folder = repository();
    let inner = folder.path().join("inner/project");
    write(&inner.join("specs"), &files(&root().join("specs")));
    commit(folder.path());
    edit(folder.path(), SPEC, SENTENCE);
    assert_eq!(run(&inner, &["diff"]).0, 0);
    edit(&inner, SPEC, SENTENCE);
    assert_eq!(run(&inner, &["diff"]).0, 1);
}

#[test]
fn mistakes_in_the_specs_are_said_as_by_gen() {
    let folder = repository();
    edit(folder.path(), SPEC, ("safe: true", "save: true"));
    let (code, printed, errors) = run(folder.path(), &["diff"]);
    assert_eq!((code, &*printed), (1, ""));
    assert_eq!(errors, run(folder.path(), &["gen"]).2);
}

#[test]
fn what_cannot_be_compared_with_ends_with_2_and_says_why() {
    let folder = repository();
    edit(folder.path(), SPEC, ("safe: true", "save: true"));
    git(folder.path(), &["commit", "--quiet", "--all", "--message", "A mistake"]);
    git(folder.path(), &["tag", "mistake"]);
    edit(folder.path(), SPEC, ("save: true", "safe: true"));
    commit(folder.path());
    git(folder.path(), &["checkout", "--quiet", "--orphan", "empty"]);
    git(folder.path(), &["rm", "-r", "--quiet", "--cached", "."]);
    git(folder.path(), &["commit", "--quiet", "--allow-empty", "--message", "Nothing"]);
    let nowhere = tempfile::tempdir().unwrap();
    let mut all = String::new();
    for (folder, arguments) in [
        (folder.path(), &["diff", "mistake"][..]),
        (folder.path(), &["diff", "nowhere"]),
        (folder.path(), &["diff", "--", "--all"]),
        (folder.path(), &["diff", ""]),
        (folder.path(), &["diff", "main:specs"]),
        (folder.path(), &["diff", "empty"]),
        (nowhere.path(), &["diff"]),
    ] {
        let (code, printed, errors) = run(folder, arguments);
        assert_eq!((code, &*printed), (2, ""), "{arguments:?}: {errors}");
        all.push_str(&format!("{}\n{errors}\n\n", arguments.join(" ")));
    }
    insta::assert_snapshot!("diff_refused", all);
}
