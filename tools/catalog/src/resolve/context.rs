//! Positions and mistakes in the file that is being checked.

use crate::{
    diagnostic::Problem,
    yaml::{Node, Span},
};
use std::collections::HashSet;

/// The file that is being checked.
pub(crate) struct Context<'n> {
    root: &'n Node,
    removed: HashSet<String>,
    /// Positions of values that could not be decoded; further mistakes there are not reported.
    malformed: Vec<Span>,
    problems: Vec<Problem>,
}

impl<'n> Context<'n> {
    pub(crate) fn new(root: &'n Node, removed: HashSet<String>, problems: Vec<Problem>) -> Self {
        Self { root, removed, malformed: problems.iter().map(|problem| problem.span).collect(), problems }
    }

    pub(crate) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.span);
        self.problems
    }

    /// The position of the last key of `path`. Items of lists are addressed by index.
    pub(crate) fn key(&self, path: &[&str]) -> Option<Span> {
        self.root.find(path).map(|(key, _)| key)
    }

    /// The position of the value at `path`.
    pub(crate) fn value(&self, path: &[&str]) -> Option<Span> {
        self.root.find(path).map(|(_, node)| node.span)
    }

    /// The position of the value at the longest prefix of `path` that exists.
    pub(crate) fn nearest(&self, path: &[&str]) -> Option<Span> {
        (0..=path.len()).rev().find_map(|length| self.value(&path[..length]))
    }

    /// Whether something of that name was removed because it could not be decoded.
    pub(crate) fn is_removed(&self, name: &str) -> bool {
        self.removed.contains(name)
    }

    /// Reports a mistake. Without a position nothing is reported: the value is a placeholder for a missing key.
    pub(crate) fn report(&mut self, span: Option<Span>, message: impl Into<String>, help: impl Into<String>) {
        self.report_pair(span, None, message, help);
    }

    /// Reports a mistake with two positions.
    pub(crate) fn report_pair(
        &mut self,
        second: Option<Span>,
        first: Option<(Span, &str)>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let repeats =
            |span: Span| self.malformed.iter().any(|known| known.start <= span.start && span.end <= known.end);
        if let Some(span) = second.filter(|span| !repeats(*span)) {
            let problem = Problem::new(span, message).help(help);
            self.problems.push(match first {
                Some((span, label)) => problem.also(span, label),
                None => problem,
            });
        }
    }
}
