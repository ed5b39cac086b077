//! Files with thousands of mistakes: what is shown is limited, and it says so.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are tests too")]

use rtc_catalog::{LoadError, load};
use std::fs;

const VENDOR: &str = include_str!("data/vendor.yaml");
const ACTION: &str = include_str!("data/list-things.yaml");

fn mistakes(action: &str) -> LoadError {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("acme")).unwrap();
    fs::write(folder.path().join("acme/vendor.yaml"), VENDOR).unwrap();
    fs::write(folder.path().join("acme/list-things.yaml"), action).unwrap();
    load(folder.path()).unwrap_err()
}

fn with_parameters(line: impl Fn(usize) -> String) -> String {
    let lines: String = (0..3_000).map(line).collect();
    let edited = ACTION.replacen("\nrequest:\n", &format!("\nrequest:\n{lines}"), 1);
    assert_ne!(edited, ACTION);
    edited
}

#[test]
fn values_that_do_not_match_are_reported_up_to_a_limit() {
    let error =
        mistakes(&with_parameters(|number| format!("  Name{number}: {{ type: string, required: 7, doc: A. }}\n")));
    let text = error.to_string();
    assert_eq!(text.matches("expected `true` or `false`").count().min(99), 99, "{}", &text[text.len() - 2_000..]);
    assert!(text.lines().last().unwrap().contains("the first 100 are shown"), "{}", text.lines().last().unwrap());
    let LoadError::Mistakes(all) = error else { unreachable!("the files are readable") };
    assert!(all.iter().any(|mistake| mistake.message().contains("the rest of the file was not checked")));
}

#[test]
fn unknown_keys_are_counted_once_and_shown_up_to_a_limit() {
    let error = mistakes(&with_parameters(|number| format!("  Name{number}: {{ type: string, dock: A., doc: A. }}\n")));
    let text = error.to_string();
    assert_eq!(text.matches("unknown key `dock`").count(), 100);
    assert!(text.ends_with("3000 mistakes in 1 file; the first 100 are shown"), "{}", text.lines().last().unwrap());
}
