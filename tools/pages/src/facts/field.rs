//! Parameters and fields.

use super::{FieldType, Record};
use crate::position::Located;
use serde::Serialize;

/// A parameter, or a field of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name on the wire.
    pub name: Located<String>,
    /// How its name says that it is a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_notation: Option<ListNotation>,
    /// Where it goes, if the page says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Option<Located<TypeWord>>,
    /// Whether it must be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<Located<Required>>,
    /// What it is when it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<Located<String>>,
    /// A value, as the page writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Located<String>>,
    /// What its values are limited to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Located<Limit>>,
    /// The values it can have, where there are a few.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Located<Value>>,
    /// Where the page says that it may be `null` or empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nullable: Option<Located<bool>>,
    /// The separator between the items, where a list is written as one text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<Located<String>>,
    /// The page's sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Located<String>>,
    /// The type whose fields these are, where they are in a table of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Its fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Numbers that it may have though its limits do not allow them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub special: Vec<Located<String>>,
    /// Where links in its row lead: perhaps to the table with its fields.
    #[serde(skip)]
    pub(crate) links: Vec<String>,
}

impl Field {
    /// A field of which nothing is known yet but its name.
    #[must_use]
    pub fn new(name: Located<String>) -> Self {
        Self {
            name,
            list_notation: None,
            location: None,
            kind: None,
            required: None,
            default: None,
            example: None,
            limits: Vec::new(),
            values: Vec::new(),
            nullable: None,
            joined: None,
            description: None,
            of: None,
            fields: Vec::new(),
            special: Vec::new(),
            links: Vec::new(),
        }
    }
}

/// Fills in the fields of types that are known by their names.
pub(super) fn look_up(fields: &mut [Field], types: &[Record], open: &mut Vec<String>) {
    for field in fields {
        let named = match field.kind.as_ref().map(|kind| kind.value.word.innermost()) {
            Some(FieldType::Named(name)) if field.fields.is_empty() && !open.contains(name) => Some(name.clone()),
            _ => None,
        };
        let known = named.and_then(|name| types.iter().find(|record| record.name.value == name));
        if let Some(record) = known {
            field.fields.clone_from(&record.fields);
            field.of = Some(record.name.value.clone());
            open.push(record.name.value.clone());
            look_up(&mut field.fields, types, open);
            open.pop();
        } else {
            look_up(&mut field.fields, types, open);
        }
    }
}

/// A type, and the word the page has for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TypeWord {
    /// The type in the words of a spec.
    pub word: FieldType,
    /// What the page has.
    pub written: String,
    /// The point in time it stands for, where the page says so: `rfc3339`, `unix_seconds` or `unix_millis`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub means: Option<FieldType>,
}

/// How a name says that it is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListNotation {
    /// `Name[]`.
    Brackets,
    /// `Name.N`.
    Numbered,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// Into the query.
    Query,
    /// Into the body.
    Body,
    /// Into a header.
    Header,
}

/// Whether something must be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Required {
    /// Yes or no. `None` if it depends on the condition.
    pub always: Option<bool>,
    /// What the page says beyond yes or no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
}

/// A limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// What is limited.
    pub of: LimitKind,
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<Bound>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Bound>,
}

/// An end of a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bound {
    /// The number, as the page writes it.
    pub number: String,
    /// Whether the number itself is allowed.
    pub included: bool,
}

/// What a limit is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// The value of a number.
    Value,
    /// The length of a text in characters.
    Characters,
    /// The length of a text in bytes.
    Bytes,
    /// The length of a list.
    Items,
}

/// A value out of a few.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The value as it is on the wire.
    pub is: String,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<String>,
}
