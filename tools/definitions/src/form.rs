//! Which form a file has.

use crate::{
    api_json,
    file::File,
    go,
    open::is_definition,
    open_api,
    tree::{Item, parse_json, parse_yaml},
};
use std::{fmt, path::Path};

/// The form of a definition's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The `api.json` of a command-line tool.
    Tool,
    /// The examples that belong to one.
    ToolExamples,
    /// `OpenAPI`.
    OpenApi,
    /// `OpenAPI` with nothing but what other files refer to.
    OpenApiComponents,
    /// Structs or the list of actions of an SDK in Go.
    Go,
}

impl fmt::Display for Form {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Tool => "the api.json of a command-line tool",
            Self::ToolExamples => "the examples of a command-line tool",
            Self::OpenApi => "OpenAPI",
            Self::OpenApiComponents => "the shared components of OpenAPI files",
            Self::Go => "a file of an SDK in Go",
        })
    }
}

impl Form {
    /// The form of a file, by its text. `None` if it is no definition. A file that is broken has the form of its start.
    #[must_use]
    pub fn of(path: &Path, text: &str) -> Option<Self> {
        let start: String = text.chars().take(4096).collect();
        let first = start.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"));
        if first.is_some_and(|line| line.starts_with("package ")) {
            return go::is(text).then_some(Self::Go);
        }
        let has = |words: &[&str]| words.iter().any(|word| start.contains(word));
        let json = start.trim_start().starts_with('{');
        let keyed = start.lines().any(|line| line.starts_with("openapi:") || line.starts_with("swagger:"));
        if !json && !keyed && !is_definition(path) {
            return None;
        }
        let file = File::new(path.to_owned(), text, 0);
        let parsed = if json { parse_json(file).ok() } else { parse_yaml(&file).ok().map(|root| (file, root)) };
        let Some((file, root)) = parsed else {
            return match () {
                () if json && has(&["\"actions\"", "\"objects\""]) => Some(Self::Tool),
                () if keyed || json && has(&["\"openapi\"", "\"swagger\""]) => Some(Self::OpenApi),
                () => None,
            };
        };
        let root = Item { file: &file, node: &root };
        match () {
            () if api_json::is(root) => Some(Self::Tool),
            () if api_json::is_examples(root) => Some(Self::ToolExamples),
            () if open_api::is_components(root) => Some(Self::OpenApiComponents),
            () if open_api::is(root) => Some(Self::OpenApi),
            () => None,
        }
    }
}
