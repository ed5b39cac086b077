//! A spec's text, and where in it a thing stands.

use crate::{
    diagnostic::{Problem, Source},
    load::{self, LoadError},
    yaml::{self, Node, Span},
};
use std::{path::Path, sync::Arc};

/// A spec's text and the tree of it, to point at a fact or to edit it.
#[derive(Clone, Debug)]
pub struct SpecFile {
    source: Arc<Source>,
    root: Node,
}

impl SpecFile {
    /// Reads `<vendor>/<action>.yaml` or `<vendor>/vendor.yaml` below `folder`, as [`load`](crate::load) shows it.
    ///
    /// # Errors
    /// If it cannot be read, or is no YAML.
    pub fn open(folder: &Path, spec: &str) -> Result<Self, LoadError> {
        Self::parse(load::read(&folder.join(spec), &load::shown(folder).join(spec))?)
    }

    /// Takes a text.
    ///
    /// # Errors
    /// If it is no YAML.
    pub fn parse(source: Arc<Source>) -> Result<Self, LoadError> {
        match yaml::parse(&source.text) {
            (Some(root), problems) if problems.is_empty() => Ok(Self { source, root }),
            (_, problems) => {
                let within = |problem: Problem| problem.within(&source);
                Err(LoadError::Mistakes(problems.into_iter().map(within).collect()))
            }
        }
    }

    /// Path and text.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The whole tree.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Where the last key of `path` stands, as that of `["request", "PageSize"]`; items of lists go by their numbers.
    #[must_use]
    pub fn key(&self, path: &[&str]) -> Option<Span> {
        self.root.find(path).map(|(key, _)| key)
    }

    /// Where the value behind the last key of `path` stands.
    #[must_use]
    pub fn value(&self, path: &[&str]) -> Option<Span> {
        self.root.find(path).map(|(_, node)| node.span)
    }

    /// The value behind the last key of `path`; or, where that is missing, the last key that is there.
    #[must_use]
    pub fn nearest(&self, path: &[&str]) -> Span {
        let above = || (1..path.len()).rev().find_map(|length| self.key(&path[..length]));
        self.value(path).or_else(above).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_by_path() {
        let text = "\u{feff}a: é\nrequest:\n  UserId[]:\n    required: true\nlist: [x, { y: 1 }]\n".to_owned();
        let file = SpecFile::parse(Arc::new(Source { path: "a.yaml".into(), text })).expect("it is YAML");
        let told = |span: Option<Span>| {
            let span = span.expect("it is there");
            let (line, column) = file.source().position(span);
            format!("{line}:{column} {}", &file.source().text[file.source().bytes(span)])
        };
        assert_eq!(told(file.value(&["a"])), "1:5 é");
        assert_eq!(told(file.key(&["request", "UserId[]", "required"])), "4:5 required");
        assert_eq!(told(file.value(&["request", "UserId[]", "required"])), "4:15 true");
        assert_eq!(told(file.value(&["list", "1", "y"])), "5:16 1");
        assert_eq!(told(Some(file.nearest(&["request", "UserId[]", "default"]))), "3:3 UserId[]");
        assert_eq!(file.value(&["request", "Other"]), None);
    }

    #[test]
    fn what_is_no_yaml_is_told_with_its_place() {
        let source = Source { path: "a.yaml".into(), text: "a: [".to_owned() };
        let error = SpecFile::parse(Arc::new(source)).expect_err("it is broken");
        assert!(error.to_string().contains("--> a.yaml:"), "{error}");
    }
}
