//! The YAML that specs are written in.

use crate::Target;
use rtc_catalog::yaml;

pub(super) const TARGET: Target = Target {
    name: "yaml",
    holds: "any text ends in a tree or in problems that have their places",
    test,
    seeds: super::specs::files,
    words: super::specs::WORDS,
};

fn test(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    // The parser counts bytes behind a directive, else characters.
    let length = text.len();
    let (node, problems) = yaml::parse(&text);
    assert!(node.is_some() || !problems.is_empty());
    for problem in problems {
        assert!(problem.span.start <= problem.span.end && problem.span.end <= length + 1, "{problem:?}");
    }
    if let Some(node) = node {
        let _ = node.to_json();
    }
}
