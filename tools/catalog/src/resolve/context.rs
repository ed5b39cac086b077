//! Where things stand in the file that is being checked, and what is wrong there.

use crate::{
    diagnostic::Problem,
    yaml::{Node, Span},
};
use std::collections::HashSet;

/// The file that is being checked.
pub(crate) struct Context<'n> {
    root: &'n Node,
    removed: HashSet<String>,
    /// What did not even have the right shape: what is said of that place later only repeats it.
    misshapen: Vec<Span>,
    problems: Vec<Problem>,
}

impl<'n> Context<'n> {
    pub(crate) fn new(root: &'n Node, removed: HashSet<String>, problems: Vec<Problem>) -> Self {
        Self { root, removed, misshapen: problems.iter().map(|problem| problem.span).collect(), problems }
    }

    pub(crate) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.span);
        self.problems
    }

    /// Where the last key of `path` stands; items of lists go by their numbers.
    pub(crate) fn key(&self, path: &[&str]) -> Option<Span> {
        self.root.find(path).map(|(key, _)| key)
    }

    /// Where the value behind the last key of `path` stands.
    pub(crate) fn value(&self, path: &[&str]) -> Option<Span> {
        self.root.find(path).map(|(_, node)| node.span)
    }

    /// Where the value behind the longest part of `path` that is there stands.
    pub(crate) fn nearest(&self, path: &[&str]) -> Option<Span> {
        (0..=path.len()).rev().find_map(|length| self.value(&path[..length]))
    }

    /// Whether something of that name was taken out because its own description is wrong.
    pub(crate) fn is_removed(&self, name: &str) -> bool {
        self.removed.contains(name)
    }

    /// Notes a mistake. A place that does not exist is a stand-in for something missing, which is noted already.
    pub(crate) fn report(&mut self, span: Option<Span>, message: impl Into<String>, help: impl Into<String>) {
        self.report_pair(span, None, message, help);
    }

    /// Notes a mistake that two places make together.
    pub(crate) fn report_pair(
        &mut self,
        second: Option<Span>,
        first: Option<(Span, &str)>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let repeats =
            |span: Span| self.misshapen.iter().any(|known| known.start <= span.start && span.end <= known.end);
        if let Some(span) = second.filter(|span| !repeats(*span)) {
            let problem = Problem::new(span, message).help(help);
            self.problems.push(match first {
                Some((span, label)) => problem.also(span, label),
                None => problem,
            });
        }
    }
}
