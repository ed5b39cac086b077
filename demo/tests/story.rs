//! The demo runs to its end.
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

use std::process::Command;

#[test]
fn all_answers_of_the_demo_are_as_expected() {
    let output = Command::new(env!("CARGO_BIN_EXE_rtc-demo")).output().unwrap();
    let (text, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{text}{error}");
    let titles: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("■ ")).collect();
    assert_eq!(titles.len(), 7, "{text}");
    for part in
        ["  mallory  Absent", "  Tencent     ", "InvalidParameter.QueryScaleOversize", "All answers are as expected"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}
