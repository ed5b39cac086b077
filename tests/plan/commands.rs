//! `cargo xtask gen` and `cargo xtask gen --check` as people run them, on a copy of the project's specs.

use crate::paths;
use rtc_tests::{files, root, write};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};
use tempfile::TempDir;

/// A throw-away action, as somebody would add it.
pub(crate) const LIST_ROOMS: &str = include_str!("../data/list-rooms.yaml");

/// A copy of the specs, with all that is made from them.
pub(crate) fn copy() -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    write(&copy.path().join("specs"), &files(&root().join("specs")));
    for file in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
        fs::copy(root().join(file), copy.path().join(file)).unwrap();
    }
    let (code, _, errors) = run(copy.path(), &["gen"]);
    assert_eq!(code, 0, "{errors}");
    copy
}

/// The program, built once.
fn xtask() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "xtask", "--message-format", "json"]).current_dir(root());
        let output = build.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let messages = String::from_utf8_lossy(&output.stdout).into_owned();
        let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let mut programs = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
        programs.next().expect("cargo says where the program is")
    })
}

/// The program, for that folder.
pub(crate) fn command(copy: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(xtask());
    command.arg("--root").arg(copy).args(arguments);
    for name in ["RUST_BACKTRACE", "CLICOLOR_FORCE", "NO_COLOR"] {
        command.env_remove(name);
    }
    command
}

/// Runs it; gives the exit code and what it said, on both ways, with the folder and the time taken out.
pub(crate) fn run(copy: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command(copy, arguments).output().unwrap();
    let text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap().replace(&copy.display().to_string(), "…");
        let lines = text.lines().map(|line| match line.rsplit_once(" in ") {
            Some((printed, time)) if time.ends_with(" ms") => format!("{printed} in … ms"),
            _ => line.to_owned(),
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    (status.code().unwrap(), text(stdout), text(stderr))
}

#[test]
fn what_is_committed_is_what_it_makes() {
    let copy = copy();
    write(&copy.path().join("specs"), &files(&root().join("specs")));
    write(&copy.path().join("crates/actions"), &files(&root().join("crates/actions")));
    let before = files(copy.path());
    let (code, printed, errors) = run(copy.path(), &["gen", "--check"]);
    assert_eq!((code, &*errors), (0, ""), "{printed}");
    insta::assert_snapshot!("check_clean", printed);
    let (code, printed, errors) = run(copy.path(), &["gen"]);
    assert_eq!((code, &*errors), (0, ""));
    insta::assert_snapshot!("gen_clean", printed);
    assert_eq!(files(copy.path()), before);
}

#[test]
fn a_new_spec_is_a_new_crate_and_without_it_everything_is_as_before() {
    let copy = copy();
    let before = files(copy.path());
    fs::write(copy.path().join("specs/zego/list-rooms.yaml"), LIST_ROOMS).unwrap();
    let with_spec = files(copy.path());

    let (code, printed, errors) = run(copy.path(), &["gen", "--check"]);
    assert_eq!(code, 1);
    assert_eq!(errors, "generated files differ from what the specs make; to fix it, run: cargo xtask gen");
    assert!(
        printed.contains("--- /dev/null\n+++ b/crates/actions/zego/list-rooms/Cargo.toml\n@@ -0,0 +1,"),
        "{printed}"
    );
    assert!(printed.contains("--- a/README.md\n+++ b/README.md\n"), "{printed}");
    assert_eq!(files(copy.path()), with_spec, "comparing writes nothing");

    let (code, printed, errors) = run(copy.path(), &["gen"]);
    assert_eq!((code, &*errors), (0, ""));
    insta::assert_snapshot!("gen_new", printed);
    assert!(copy.path().join("crates/actions/zego/list-rooms/src/lib.rs").exists());
    assert!(fs::read_to_string(copy.path().join("README.md")).unwrap().contains("(crates/actions/zego/list-rooms)"));
    assert_eq!(run(copy.path(), &["gen", "--check"]).0, 0);
    let made = paths(copy.path());
    assert!(made.iter().all(|path| !path.contains(".tmp")), "{made:?}");

    fs::remove_file(copy.path().join("specs/zego/list-rooms.yaml")).unwrap();
    let (code, printed, _) = run(copy.path(), &["gen", "--check"]);
    assert_eq!(code, 1);
    assert!(printed.contains("--- a/crates/actions/zego/list-rooms/src/lib.rs\n+++ /dev/null\n"), "{printed}");
    let (code, printed, _) = run(copy.path(), &["gen"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!("gen_removed", printed);
    assert_eq!(files(copy.path()), before);
    assert!(!copy.path().join("crates/actions/zego/list-rooms").exists());
}

#[test]
fn an_edited_spec_changes_its_own_crate_alone() {
    let copy = copy();
    let spec = copy.path().join("specs/zego/describe-users.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    assert!(text.contains("doc: Publishes streams."));
    fs::write(&spec, text.replace("doc: Publishes streams.", "doc: Sends streams.")).unwrap();
    let (code, printed, _) = run(copy.path(), &["gen", "--check"]);
    assert_eq!(code, 1);
    let touched: Vec<_> = printed.lines().filter_map(|line| line.strip_prefix("+++ b/")).collect();
    assert!(!touched.is_empty() && touched.iter().all(|path| path.starts_with("crates/actions/zego/describe-users/")));
    let (_, printed, _) = run(copy.path(), &["gen"]);
    let touched: Vec<_> = printed.lines().map(|line| line.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(touched[..touched.len() - 1], ["crates/actions/zego/describe-users"], "{printed}");
}

#[test]
fn a_generated_file_that_was_edited_or_lost_is_made_again() {
    let copy = copy();
    let before = files(copy.path());
    let lib = copy.path().join("crates/actions/zego/describe-users/src/lib.rs");
    fs::write(&lib, fs::read_to_string(&lib).unwrap() + "// by hand\n").unwrap();
    fs::remove_file(copy.path().join("crates/actions/zego/describe-users/README.md")).unwrap();
    fs::remove_file(copy.path().join("specs/schema/action.schema.json")).unwrap();
    let (code, printed, errors) = run(copy.path(), &["gen", "--check"]);
    assert_eq!(code, 1, "{errors}");
    assert!(printed.contains("\n-// by hand\n"), "{printed}");
    assert!(printed.contains("+++ b/crates/actions/zego/describe-users/README.md\n@@ -0,0 "), "{printed}");
    assert_eq!(run(copy.path(), &["gen"]).0, 0);
    assert_eq!(files(copy.path()), before);
}

/// The alias that people type.
#[test]
fn the_alias_runs_it() {
    let copy = copy();
    let mut command = Command::new(env!("CARGO"));
    let output = command
        .args(["xtask", "--root"])
        .arg(copy.path())
        .args(["gen", "--check"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
