//! A difference between a page and its spec.

use rtc_pages::Position;
use serde::Serialize;
use std::{ops::Range, path::PathBuf};

/// A difference between what a page says and what its spec says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Its name, as `request.PageSize.type`: made from names on the wire, the same in every run.
    pub id: String,
    /// What differs.
    pub difference: Difference,
    /// The difference in words.
    pub message: String,
    /// What the page says. `None` if it says nothing where the spec says something.
    pub page: Option<PageSide>,
    /// What the spec says, or where it would say it.
    pub spec: SpecSide,
    /// Whether a program can fix the spec, unless something else in it conflicts with the change.
    pub fixable: bool,
    /// How.
    #[serde(skip)]
    pub(crate) steps: Vec<Step>,
}

impl Finding {
    /// Whether it is a contradiction between a page and a definition, or a stale exception for one: without both there is none.
    pub(crate) fn is_of_sources(&self) -> bool {
        self.id.trim_start_matches("exceptions.").starts_with("sources.")
    }
}

/// A step on the way to a spec that agrees with its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Sets a key of the mapping at a path to a value, as YAML has it.
    Set { path: Vec<String>, key: String, value: String },
    /// Removes the entry at a path, if there is one.
    Remove { path: Vec<String> },
    /// Inserts a new entry into the mapping at a path, after the first of these keys that exists.
    Insert { path: Vec<String>, behind: Vec<String>, what: NewEntry },
    /// Adds an item to the list of that key.
    AddItem { list: &'static str, item: String },
    /// Takes it out.
    RemoveItem { list: &'static str, item: String },
    /// Takes out an exception.
    RemoveException { finding: String, page: Option<String> },
}

impl Step {
    pub(crate) fn set(path: &[String], key: &str, value: impl Into<String>) -> Self {
        Self::Set { path: path.to_vec(), key: key.to_owned(), value: value.into() }
    }
}

/// Something that the spec does not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NewEntry {
    /// A parameter or field, by the page's names that lead to it from `request` or `response`.
    Member(Vec<String>),
    /// A documented value of such a one.
    Value(Vec<String>, String),
    /// An error code.
    Code(String),
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// Something that the page describes is not in the spec.
    MissingInSpec,
    /// Something that the spec describes is not on the page.
    MissingOnPage,
    /// The version of the action.
    Version,
    /// The HTTP method.
    Method,
    /// The host.
    Host,
    /// The rate limit of an action.
    Quota,
    /// Whether the quota counts by account, app or room.
    Scope,
    /// The span of time a call may cover.
    Window,
    /// A type.
    Type,
    /// Whether a parameter is required.
    Required,
    /// Whether a field may be missing.
    Optional,
    /// Where a parameter goes.
    Location,
    /// How a list is written.
    List,
    /// The value that the vendor assumes where none is sent.
    Default,
    /// A limit.
    Limit,
    /// A value to show, alone or in an exchange.
    Example,
    /// The HTTP status of an error code.
    Status,
    /// Something of the page or of a definition is not understood, so it is not compared.
    NotUnderstood,
    /// The page and a definition of the same action do not say the same.
    Sources,
    /// An exception that no longer matches the page.
    Stale,
}

/// What a page says, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageSide {
    /// What it says.
    pub text: String,
    /// Where.
    #[serde(flatten)]
    pub position: Position,
    /// The type whose page of its own says it, if not the action's page.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// What a spec says, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpecSide {
    /// What it says; `None` if it says nothing.
    pub text: Option<String>,
    /// The spec's file, or the vendor's.
    pub file: PathBuf,
    /// The line, counted from 1; if the spec says nothing, that of what it belongs to.
    pub line: usize,
    /// The character in the line, counted from 1.
    pub column: usize,
    /// The bytes in the file.
    #[serde(skip)]
    pub bytes: Range<usize>,
}
