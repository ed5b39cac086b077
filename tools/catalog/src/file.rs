//! A spec's text, and the positions of its parts.

use crate::{
    diagnostic::{Problem, Source},
    folder,
    load::{self, LoadError},
    yaml::{self, Node, Span},
};
use std::{path::Path, sync::Arc};

/// A spec's text and tree, to locate a fact or to edit it.
#[derive(Clone, Debug)]
pub struct SpecFile {
    source: Arc<Source>,
    root: Node,
}

impl SpecFile {
    /// Reads `<vendor>/<action>.yaml` or `<vendor>/vendor.yaml` below `folder`, as [`load`](crate::load) shows it.
    ///
    /// # Errors
    /// If it cannot be read or is not YAML.
    pub fn open(folder: &Path, spec: &str) -> Result<Self, LoadError> {
        let text = folder::read(&folder.join(spec))?;
        Self::parse(Arc::new(Source { path: load::shown(folder).join(spec), text }))
    }

    /// Parses a text.
    ///
    /// # Errors
    /// If it is not YAML.
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

    /// The position of the last key of `path`, such as `["request", "PageSize"]`. Items of lists are addressed by index.
    #[must_use]
    pub fn key(&self, path: &[&str]) -> Option<Span> {
        self.root.find(path).map(|(key, _)| key)
    }

    /// The position of the value at `path`.
    #[must_use]
    pub fn value(&self, path: &[&str]) -> Option<Span> {
        self.root.find(path).map(|(_, node)| node.span)
    }

    /// The position of the value at `path` or, if it is missing, of the last key that exists.
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
    fn positions_by_path() {
        let text = "\u{feff}a: é\nrequest:\n  UserId[]:\n    required: true\nlist: [x, { y: 1 }]\n".to_owned();
        let file = SpecFile::parse(Arc::new(Source { path: "a.yaml".into(), text })).expect("it is YAML");
        let shown = |span: Option<Span>| {
            let span = span.expect("it is there");
            let (line, column) = file.source().position(span);
            format!("{line}:{column} {}", &file.source().text[file.source().bytes(span)])
        };
        assert_eq!(shown(file.value(&["a"])), "1:5 é");
        assert_eq!(shown(file.key(&["request", "UserId[]", "required"])), "4:5 required");
        assert_eq!(shown(file.value(&["request", "UserId[]", "required"])), "4:15 true");
        assert_eq!(shown(file.value(&["list", "1", "y"])), "5:16 1");
        assert_eq!(shown(Some(file.nearest(&["request", "UserId[]", "default"]))), "3:3 UserId[]");
        assert_eq!(file.value(&["request", "Other"]), None);
    }

    #[test]
    fn invalid_yaml_is_reported_with_its_position() {
        let source = Source { path: "a.yaml".into(), text: "a: [".to_owned() };
        let error = SpecFile::parse(Arc::new(source)).expect_err("it is broken");
        assert!(error.to_string().contains("--> a.yaml:"), "{error}");
    }
}
