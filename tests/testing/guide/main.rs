//! The snippets of the guide to testing, each a file, and the guide itself.
#![allow(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

mod own_transport;
mod sandbox_library;
mod sandbox_program;
mod scripted;

/// What is compiled and run here is what the guide shows.
#[test]
fn each_snippet_of_the_guide_is_a_file_here() {
    let guide = include_str!("../../../docs/testing.md");
    let snippets = [
        include_str!("scripted.rs"),
        include_str!("own_transport.rs"),
        include_str!("sandbox_library.rs"),
        include_str!("sandbox_program.rs"),
    ];
    let shown: Vec<&str> = guide.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(shown, snippets);
}
