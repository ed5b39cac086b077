//! `cargo xtask diff --bump`: versions, changelogs and all that is made from them.

use crate::{
    commands::run,
    versions::{NAME, SENTENCE, SPEC, commit, edit, git, repository, worked_on},
};
use rtc_tests::{files, root};
use std::{fs, path::Path};
use tempfile::TempDir;

const VENDOR: &str = "specs/volcengine/vendor.yaml";
const CHANGES: &str = "specs/zego/describe-users.changes.md";
const CHANGELOG: &str = "crates/actions/zego/describe-users/CHANGELOG.md";

/// A repository with all that the specs make, committed.
pub(crate) fn made() -> TempDir {
    let folder = repository();
    let (code, _, errors) = run(folder.path(), &["gen"]);
    assert_eq!(code, 0, "{errors}");
    commit(folder.path());
    folder
}

fn text(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap()
}

/// The paths that differ from the last commit.
fn touched(folder: &Path) -> Vec<String> {
    let printed = git(folder, &["status", "--porcelain", "--untracked-files=all"]);
    printed.lines().map(|line| line[3..].to_owned()).collect()
}

#[test]
fn it_writes_the_version_the_changelog_and_the_crate() {
    let folder = made();
    let spec = text(folder.path(), SPEC);
    edit(folder.path(), SPEC, SENTENCE);
    edit(folder.path(), SPEC, NAME);
    let edited = text(folder.path(), SPEC);
    let (code, printed, errors) = run(folder.path(), &["diff", "--bump"]);
    assert_eq!((code, &*errors), (0, ""), "{printed}");
    let (table, written) = printed.split_once("\n\n2 crates changed").unwrap();
    insta::assert_snapshot!("bump", table);
    for path in [
        "crates/actions/zego/describe-users: 1 new, ",
        "zego/describe-users.changes.md: 1 new",
        "zego/describe-users.yaml: 1 changed",
    ] {
        assert!(written.contains(path), "{written}");
    }
    assert_eq!(text(folder.path(), SPEC), edited.replace("DescribeUsers\n", "DescribeUsers\nrelease: 0.2.0\n"));
    assert_ne!(text(folder.path(), SPEC), spec);
    insta::assert_snapshot!("bump_changes", text(folder.path(), CHANGES));
    insta::assert_snapshot!("bump_changelog", text(folder.path(), CHANGELOG));
    let manifest = text(folder.path(), "crates/actions/zego/describe-users/Cargo.toml");
    assert!(manifest.contains("version = \"0.2.0\""), "{manifest}");
    let others = touched(folder.path());
    let expected = ["zego/describe-users", "zego/examples", "zego/umbrella", "specs/zego/vendor.yaml"];
    assert!(others.iter().all(|path| expected.iter().any(|part| path.contains(part))), "{others:?}");
    assert!(others.iter().any(|path| path.contains("zego/examples")), "the examples read the field: {others:?}");

    // Nothing is left to do, neither now nor after a commit.
    let after = worked_on(folder.path());
    for arguments in [&["diff"][..], &["gen", "--check"], &["diff", "--bump"]] {
        let (code, printed, _) = run(folder.path(), arguments);
        assert_eq!(code, 0, "{printed}");
        assert_eq!(worked_on(folder.path()), after);
    }
    commit(folder.path());
    let (code, printed, _) = run(folder.path(), &["diff", "--bump"]);
    assert_eq!(code, 0);
    assert!(printed.ends_with("every version and every changelog is up to date"), "{printed}");
    assert_eq!(worked_on(folder.path()), after);
}

#[test]
fn a_version_that_was_raised_by_hand_stays_and_is_told() {
    let folder = made();
    edit(folder.path(), SPEC, SENTENCE);
    edit(folder.path(), SPEC, ("DescribeUsers\n", "DescribeUsers\nrelease: \"1.0.0\" # at last\n"));
    let edited = text(folder.path(), SPEC);
    assert_eq!(run(folder.path(), &["diff", "--bump"]).0, 0);
    assert_eq!(text(folder.path(), SPEC), edited);
    assert!(text(folder.path(), CHANGELOG).contains("## 1.0.0\n"));
}

/// Its modules are the crates of the actions, so where one breaks, it breaks; and it has a version and a changelog of its own.
#[test]
fn a_breaking_change_of_an_action_raises_the_umbrella_crate_of_its_vendor() {
    let folder = made();
    edit(folder.path(), SPEC, NAME);
    assert_eq!(run(folder.path(), &["diff", "--bump"]).0, 0);
    let vendor = text(folder.path(), "specs/zego/vendor.yaml");
    assert!(vendor.contains("\numbrella: 0.2.0\n") && !vendor.contains("\nrelease: "), "{vendor}");
    let manifest = text(folder.path(), "crates/actions/zego/umbrella/Cargo.toml");
    assert!(manifest.contains("version = \"0.2.0\"\ndescription"), "{manifest}");
    assert!(
        manifest.contains("zego-rtc-describe-users = { path = \"../describe-users\", version = \"0.2\""),
        "{manifest}"
    );
    for path in ["specs/zego/umbrella.changes.md", "crates/actions/zego/umbrella/CHANGELOG.md"] {
        let changes = text(folder.path(), path);
        assert!(changes.contains("## 0.2.0\n") && changes.contains("Action `describe-users`: 0.1 → 0.2"), "{changes}");
    }
    assert_eq!(run(folder.path(), &["diff"]).0, 0);
}

/// A new action is a new feature and nothing else.
#[test]
fn a_new_action_raises_the_umbrella_crate_by_a_minor_step() {
    let folder = made();
    fs::copy(root().join("tests/data/list-rooms.yaml"), folder.path().join("specs/zego/list-rooms.yaml")).unwrap();
    let (code, printed, _) = run(folder.path(), &["diff"]);
    assert_eq!((code, printed.contains("zego-rtc 0.1.0: minor, so 0.1.1 is next")), (1, true), "{printed}");
    assert_eq!(run(folder.path(), &["diff", "--bump"]).0, 0);
    let manifest = text(folder.path(), "crates/actions/zego/umbrella/Cargo.toml");
    assert!(manifest.contains("\nlist-rooms = [\"dep:zego-rtc-list-rooms\"]\n"), "{manifest}");
    let changes = text(folder.path(), "specs/zego/umbrella.changes.md");
    assert!(changes.contains("- Action `list-rooms`: added"), "{changes}");
}

/// What the actions of a vendor share is a crate of its own. Their crates re-export it, so where it breaks, they break.
#[test]
fn a_breaking_change_of_a_vendor_raises_its_crate_and_those_of_all_its_actions() {
    let folder = made();
    edit(folder.path(), VENDOR, ("name: SINGAPORE", "name: SOUTH_EAST"));
    assert_eq!(run(folder.path(), &["diff", "--bump"]).0, 0);
    for spec in ["vendor", "list-user-info", "get-room-online-users"] {
        assert!(text(folder.path(), &format!("specs/volcengine/{spec}.yaml")).contains("\nrelease: 0.2.0\n"), "{spec}");
    }
    assert!(text(folder.path(), VENDOR).contains("\numbrella: 0.2.0\n"));
    assert!(text(folder.path(), "specs/volcengine/vendor.changes.md").contains("`SOUTH_EAST`"));
    let common = text(folder.path(), "crates/actions/volcengine/common/Cargo.toml");
    assert!(common.contains("version = \"0.2.0\""), "{common}");
    assert!(text(folder.path(), "crates/actions/volcengine/common/CHANGELOG.md").contains("## 0.2.0\n"));
    for action in ["list-user-info", "get-room-online-users"] {
        let changes = text(folder.path(), &format!("specs/volcengine/{action}.changes.md"));
        assert!(!changes.contains("`SOUTH_EAST`") && changes.contains("0.1 → 0.2"), "{changes}");
        let manifest = text(folder.path(), &format!("crates/actions/volcengine/{action}/Cargo.toml"));
        assert!(manifest.contains("volcengine-rtc-common = { path = \"../common\", version = \"0.2\" }"), "{manifest}");
    }
    let after = worked_on(folder.path());
    for arguments in [&["diff"][..], &["gen", "--check"], &["diff", "--bump"]] {
        let (code, printed, _) = run(folder.path(), arguments);
        assert_eq!((code, worked_on(folder.path()) == after), (0, true), "{printed}");
    }
}

/// Whatever else changes of a vendor, its actions' crates stay as they are, however many there are.
#[test]
fn a_reworded_code_of_a_vendor_raises_its_own_crate_alone() {
    let folder = made();
    edit(folder.path(), VENDOR, ("correct this machine's clock", "correct your machine's clock"));
    assert_eq!(run(folder.path(), &["diff", "--bump"]).0, 0);
    assert!(text(folder.path(), VENDOR).contains("\nrelease: 0.1.1\n"));
    let touched = touched(folder.path());
    let is_common = |path: &String| {
        path.starts_with("specs/volcengine/vendor.") || path.starts_with("crates/actions/volcengine/common/")
    };
    assert!(!touched.is_empty() && touched.iter().all(is_common), "{touched:?}");
    let sources: Vec<_> = touched.iter().filter(|path| path.contains("/src/")).collect();
    assert_eq!(sources, ["crates/actions/volcengine/common/src/error.rs"]);
    assert_eq!(run(folder.path(), &["diff"]).0, 0);
}

#[test]
fn a_mistake_or_a_stranger_s_file_leaves_every_byte_as_it_is() {
    let folder = made();
    edit(folder.path(), SPEC, NAME);
    let stranger = folder.path().join("crates/actions/zego/describe-users/mine.txt");
    fs::write(&stranger, "mine\n").unwrap();
    let before = files(folder.path());
    let (code, _, errors) = run(folder.path(), &["diff", "--bump"]);
    assert_eq!((code, errors.contains("nothing was written")), (1, true), "{errors}");
    assert_eq!(files(folder.path()), before);
    fs::remove_file(stranger).unwrap();
    edit(folder.path(), SPEC, ("safe: true", "save: true"));
    let before = files(folder.path());
    assert_eq!(run(folder.path(), &["diff", "--bump"]).0, 1);
    assert_eq!(files(folder.path()), before);
}

/// What is compared with is the commit that is named, so what was bumped since is told as a whole.
#[test]
fn bumps_that_add_up_become_one_version() {
    let folder = made();
    git(folder.path(), &["tag", "last"]);
    edit(folder.path(), SPEC, SENTENCE);
    assert_eq!(run(folder.path(), &["diff", "last", "--bump"]).0, 0);
    assert!(text(folder.path(), CHANGELOG).contains("## 0.1.1\n"));
    commit(folder.path());
    edit(folder.path(), SPEC, NAME);
    assert_eq!(run(folder.path(), &["diff", "last", "--bump"]).0, 0);
    assert!(text(folder.path(), SPEC).contains("\nrelease: 0.2.0\n"));
    let changelog = text(folder.path(), CHANGELOG);
    assert_eq!((changelog.matches("\n## ").count(), changelog.contains("## 0.2.0\n")), (1, true), "{changelog}");
    assert_eq!(changelog.matches("\n- ").count(), 2, "{changelog}");
}
