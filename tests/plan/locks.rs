//! Commands that meet other commands, and what a killed one leaves; and how they print.

use crate::{
    commands::{command, copy, run},
    paths, put,
};
use rtc_tests::files;
use std::{fs, process::Stdio};

#[test]
fn several_at_once_wait_for_each_other() {
    let copy = copy();
    let wanted = files(copy.path());
    fs::remove_dir_all(copy.path().join("crates")).unwrap();
    let start = |_| command(copy.path(), &["gen"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let running: Vec<_> = (0..6).map(start).collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(files(copy.path()), wanted);
}

/// A file that was being written has no mark yet.
#[test]
fn what_a_killed_run_left_is_cleared_away() {
    let copy = copy();
    let wanted = files(copy.path());
    for path in [
        ".README.md.4711.tmp",
        "specs/schema/.action.schema.json.4711.tmp",
        "crates/actions/zego/describe-users/src/.lib.rs.4711.tmp",
        "crates/actions/zego/gone/.Cargo.toml.4711.tmp",
    ] {
        put(copy.path(), path, "# half a li");
    }
    put(copy.path(), ".notes.tmp", "somebody's own");
    let (code, _, errors) = run(copy.path(), &["gen"]);
    assert_eq!((code, &*errors), (0, ""));
    fs::remove_file(copy.path().join(".notes.tmp")).expect("it is no leftover");
    assert_eq!(files(copy.path()), wanted);
}

#[test]
fn licences_come_and_go_with_their_crates() {
    let copy = copy();
    let licence = "crates/actions/zego/describe-users/LICENSE-MIT";
    assert_eq!(fs::read(copy.path().join(licence)).unwrap(), fs::read(copy.path().join("LICENSE-MIT")).unwrap());
    let kickout = copy.path().join("specs/zego/kickout-user.yaml");
    let text = fs::read_to_string(&kickout).unwrap();
    fs::write(&kickout, text.replace("verify_with: DescribeUsers\n", "")).unwrap();
    for file in ["describe-users.yaml", "describe-users.changes.md"] {
        let path = copy.path().join("specs/zego").join(file);
        if path.exists() {
            fs::remove_file(path).unwrap();
        }
    }
    let (code, _, errors) = run(copy.path(), &["gen"]);
    assert_eq!((code, &*errors), (0, ""));
    assert!(!paths(copy.path()).iter().any(|path| path.starts_with("crates/actions/zego/describe-users/")));
}

#[test]
fn colours_are_for_terminals_and_lines_fit() {
    let copy = copy();
    let spec = copy.path().join("specs/zego/describe-users.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    fs::write(&spec, text.replace("doc: Publishes streams.", "doc: Sends streams.")).unwrap();
    let is_coloured = |names: &[&str]| {
        let mut command = command(copy.path(), &["gen", "--check"]);
        command.envs(names.iter().map(|name| (*name, "1")));
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        [output.stdout, output.stderr].map(|bytes| bytes.contains(&0x1b))
    };
    assert_eq!(is_coloured(&[]), [false, false], "in a pipe");
    assert_eq!(is_coloured(&["CLICOLOR_FORCE"]), [true, true]);
    assert_eq!(is_coloured(&["CLICOLOR_FORCE", "NO_COLOR"]), [false, false]);

    fs::write(&spec, text.replace("required: true", "requierd: true")).unwrap();
    let (code, _, errors) = run(copy.path(), &["gen"]);
    assert_eq!(code, 1);
    assert!(errors.lines().all(|line| line.chars().count() <= 100), "{errors}");
    for arguments in [&["--help"][..], &["gen", "--help"], &["release", "--help"], &["drift", "--help"]] {
        let (_, printed, _) = run(copy.path(), arguments);
        assert!(printed.lines().count() > 3 && printed.lines().all(|line| line.chars().count() <= 100), "{printed}");
    }
}
