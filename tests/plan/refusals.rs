//! What is in the way, and what cannot be read or written.

use crate::{HOME, empty, made, paths, plan, put, three, written};
use rtc_codegen::{Plan, PlanError};
use rtc_tests::files;
use std::fs;

/// The error without the temporary folder's name.
fn hidden(error: &PlanError, root: &tempfile::TempDir) -> String {
    error.to_string().replace(&root.path().display().to_string(), "…")
}

#[test]
fn files_without_the_mark_are_refused_and_nothing_is_written() {
    let root = written();
    // One that no spec makes, one where a generated one is to go, one in a crate that is to go, one beside the vendors.
    put(root.path(), "made/crates/acme/list/notes.txt", "mine\n");
    put(root.path(), "made/crates/acme/show/src/lib.rs", "fn mine() {}\n");
    put(root.path(), "made/crates/other/ping/src/mine.rs", "fn mine() {}\n");
    put(root.path(), "made/crates/README.md", "mine\n");
    let before = files(root.path());
    let mut crates = three();
    crates.truncate(2);
    crates.push(made("acme/tell", &[("Cargo.toml", "tell\n")]));
    let plan = plan(root.path(), crates).unwrap();
    let error = plan.write().unwrap_err();
    assert!(matches!(&error, PlanError::InTheWay(paths) if paths.len() == 4));
    insta::assert_snapshot!(error);
    assert_eq!(plan.diff().unwrap_err().to_string(), error.to_string(), "comparing says the same");
    assert_eq!(files(root.path()), before);
}

#[test]
fn the_mark_counts_in_the_first_three_lines_only() {
    let root = written();
    let late = format!("//\n//\n//\n// {}\n", rtc_codegen::MARK);
    put(root.path(), "made/crates/acme/list/late.rs", &late);
    assert!(matches!(plan(root.path(), three()).unwrap().write(), Err(PlanError::InTheWay(_))));
    put(root.path(), "made/crates/acme/list/late.rs", &late.replacen("//\n", "", 1));
    plan(root.path(), three()).unwrap().write().unwrap();
    assert_eq!(files(root.path()), files(written().path()));
}

#[test]
fn files_that_are_no_text_and_empty_ones_are_refused() {
    for bytes in [&b""[..], b"\xff\xfe\x00", b"\n\n\n"] {
        let root = written();
        fs::write(root.path().join("made/crates/acme/data.bin"), bytes).unwrap();
        assert!(matches!(plan(root.path(), three()).unwrap().write(), Err(PlanError::InTheWay(_))));
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_gives_an_error_that_names_it() {
    let root = empty();
    fs::create_dir_all(root.path().join("made/crates/acme/list/src/lib.rs")).unwrap();
    let error = plan(root.path(), three()).err().unwrap();
    assert!(matches!(error, PlanError::Read { .. }));
    insta::assert_snapshot!(hidden(&error, &root));
    assert_eq!(paths(root.path()), Vec::<String>::new());
}

#[test]
fn a_file_in_the_place_of_the_folder_gives_an_error_that_names_it() {
    let root = empty();
    put(root.path(), HOME, "a file\n");
    let error = plan(root.path(), three()).err().unwrap();
    insta::assert_snapshot!(hidden(&error, &root));
    assert_eq!(paths(root.path()), [HOME]);
}

/// The name can be read, but is too long for the one beside it under which it is first written.
#[test]
fn a_file_that_cannot_be_written_is_named() {
    const LONG: &str = concat!(
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    );
    let root = written();
    let before = files(root.path());
    let mut crates = three();
    crates.push(made("zeta/last", &[(LONG, "\n")]));
    let error = plan(root.path(), crates).unwrap().write().unwrap_err();
    let PlanError::Write { path, .. } = &error else { panic!("{error}") };
    assert_eq!(path.to_string_lossy(), format!("{HOME}/zeta/last/{LONG}"));
    assert!(error.to_string().contains("run `cargo xtask gen` again"), "{error}");
    assert_eq!(files(root.path()), before, "and nothing half-written stays");
}

/// Says nothing where the system lets this user write everywhere.
#[test]
fn a_folder_that_may_not_be_written_to_gives_an_error_that_names_the_file() {
    let root = written();
    let folder = root.path().join("made/crates/acme/list/src");
    let mut permissions = fs::metadata(&folder).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&folder, permissions).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        return;
    }
    let before = files(root.path());
    let crates = vec![made("acme/list", &[("Cargo.toml", "list\n"), ("src/lib.rs", "changed\n")])];
    let plan = Plan::new(root.path(), HOME, [crates, three().split_off(1)].concat(), Vec::new()).unwrap();
    let error = plan.write().unwrap_err().to_string();
    assert!(error.starts_with("cannot write made/crates/acme/list/src/lib.rs: "), "{error}");
    assert_eq!(files(root.path()), before);
}
