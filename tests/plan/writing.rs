//! What is written and removed.

use crate::{HOME, empty, made, paths, plan, printed, put, three, written};
use rtc_codegen::MARK;
use rtc_tests::files;
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

/// Sets the time of change of every file to one long past, so that a file that is written anew can be told.
fn age(root: &Path) -> SystemTime {
    let past = SystemTime::now() - Duration::from_secs(86_400);
    for path in paths(root) {
        fs::File::options().append(true).open(root.join(path)).unwrap().set_modified(past).unwrap();
    }
    past
}

/// The files that were written since `age`.
fn written_since(root: &Path, past: SystemTime) -> Vec<String> {
    let changed = |path: &String| fs::metadata(root.join(path)).unwrap().modified().unwrap() > past;
    paths(root).into_iter().filter(changed).collect()
}

#[test]
fn everything_is_written_where_nothing_is() {
    let root = empty();
    let plan = plan(root.path(), three()).unwrap();
    assert_eq!(
        printed(&plan),
        [
            "TABLE.md: 1 new",
            "made/crates/acme/list: 2 new",
            "made/crates/acme/show: 3 new",
            "made/crates/other/ping: 1 new"
        ]
    );
    assert_eq!(paths(root.path()), Vec::<String>::new(), "a plan alone writes nothing");
    plan.write().unwrap();
    let mut expected = BTreeMap::from([("TABLE.md".to_owned(), b"a table\n".to_vec())]);
    for item in three() {
        let folder = item.folder.to_string_lossy().into_owned();
        expected
            .extend(item.files.into_iter().map(|(path, text)| (format!("{HOME}/{folder}/{path}"), text.into_bytes())));
    }
    assert_eq!(files(root.path()), expected);
}

#[test]
fn what_is_as_it_is_to_be_is_left_alone() {
    let root = written();
    let past = age(root.path());
    let plan = plan(root.path(), three()).unwrap();
    assert!(printed(&plan).iter().all(|line| line.ends_with(": unchanged")), "{:?}", printed(&plan));
    assert_eq!(plan.diff().unwrap(), "");
    plan.write().unwrap();
    assert_eq!(written_since(root.path(), past), Vec::<String>::new());
}

#[test]
fn only_what_differs_is_written() {
    let root = written();
    let past = age(root.path());
    let mut crates = three();
    crates[1] = made(
        "acme/show",
        &[
            ("Cargo.toml", "show\n"),
            ("src/lib.rs", "changed\n"),
            ("src/new.rs", "new\n"),
            ("tests/examples.rs", "tests\n"),
        ],
    );
    put(root.path(), "made/crates/other/ping/Cargo.toml", &format!("# {MARK}\nedited by hand\n"));
    fs::File::options()
        .append(true)
        .open(root.path().join("made/crates/other/ping/Cargo.toml"))
        .unwrap()
        .set_modified(past)
        .unwrap();
    let plan = plan(root.path(), crates).unwrap();
    plan.write().unwrap();
    assert_eq!(
        printed(&plan),
        [
            "TABLE.md: unchanged",
            "made/crates/acme/list: unchanged",
            "made/crates/acme/show: 1 new, 1 changed",
            "made/crates/other/ping: 1 changed",
        ]
    );
    assert_eq!(
        written_since(root.path(), past),
        ["made/crates/acme/show/src/lib.rs", "made/crates/acme/show/src/new.rs", "made/crates/other/ping/Cargo.toml"]
    );
}

#[test]
fn what_no_spec_makes_any_more_is_removed_with_the_folders_it_leaves_empty() {
    let root = written();
    let past = age(root.path());
    let mut crates = three();
    crates.truncate(2);
    crates[1] = made("acme/show", &[("Cargo.toml", "show\n"), ("src/lib.rs", "lib\n")]);
    let plan = plan(root.path(), crates).unwrap();
    assert_eq!(
        printed(&plan)[2..],
        ["made/crates/acme/show: 1 removed".to_owned(), "made/crates/other/ping: 1 removed".to_owned()]
    );
    plan.write().unwrap();
    assert!(!root.path().join("made/crates/other").exists(), "the vendor's folder is gone too");
    assert!(!root.path().join("made/crates/acme/show/tests").exists());
    assert_eq!(written_since(root.path(), past), Vec::<String>::new());
}

#[test]
fn nothing_is_left_if_there_are_no_specs_and_the_root_stays() {
    let root = written();
    plan(root.path(), Vec::new()).unwrap().write().unwrap();
    assert_eq!(paths(root.path()), ["TABLE.md"]);
    assert!(root.path().exists());
}

#[test]
fn a_folder_with_other_files_stays() {
    let root = written();
    put(root.path(), "made/notes.txt", "beside the crates, not among them");
    plan(root.path(), Vec::new()).unwrap().write().unwrap();
    assert_eq!(paths(root.path()), ["TABLE.md", "made/notes.txt"]);
}

/// What a run that was cut off leaves is taken away by the next one.
#[test]
fn a_half_moved_file_of_an_earlier_run_is_removed() {
    let root = written();
    put(root.path(), "made/crates/acme/list/src/.lib.rs.4711.tmp", &format!("// {MARK}\none\n"));
    plan(root.path(), three()).unwrap().write().unwrap();
    assert_eq!(files(root.path()), files(written().path()));
}

#[test]
fn nothing_but_the_files_themselves_is_left_behind() {
    let root = written();
    assert!(paths(root.path()).iter().all(|path| !path.contains(".tmp")));
}
