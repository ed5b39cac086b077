//! A spec that a page is compared with.

use rtc_catalog::{
    LoadError, SpecFile,
    model::{Action, Field, List, Model, Parameter, Shape, Type},
};
use rtc_pages::{Facts, PageKind};
use serde_json::Value as Json;
use std::{path::Path, sync::Arc};

/// An action's spec: what it says, and where in its file and the vendor's it says it.
#[derive(Clone, Debug)]
pub struct Spec {
    /// What it says.
    pub action: Action,
    /// Its file.
    pub file: Arc<SpecFile>,
    /// The vendor's file.
    pub vendor: Arc<SpecFile>,
}

impl Spec {
    /// Opens the files of an action of the model that was loaded from `folder`.
    ///
    /// # Errors
    /// If they cannot be read any more.
    pub fn open(folder: &Path, action: &Action) -> Result<Self, LoadError> {
        let vendor = SpecFile::open(folder, &vendor_file(&action.vendor.id))?;
        Self::of_vendor(folder, action, Arc::new(vendor))
    }

    /// The same with the vendor's file at hand.
    pub(crate) fn of_vendor(folder: &Path, action: &Action, vendor: Arc<SpecFile>) -> Result<Self, LoadError> {
        let file = SpecFile::open(folder, &action.spec)?;
        Ok(Self { action: action.clone(), file: Arc::new(file), vendor })
    }

    /// The spec of the action that a page describes; `None` if there is none.
    ///
    /// # Errors
    /// If its files cannot be read any more.
    pub fn of(folder: &Path, model: &Model, facts: &Facts) -> Result<Option<Self>, LoadError> {
        action(model, facts).map(|action| Self::open(folder, action)).transpose()
    }
}

/// A vendor's file, below the folder of specs.
pub(crate) fn vendor_file(vendor: &str) -> String {
    format!("{vendor}/vendor.yaml")
}

/// The action that a page describes: that of the page's vendor, name and version.
pub(crate) fn action<'m>(model: &'m Model, facts: &Facts) -> Option<&'m Action> {
    let (vendor, action) = (facts.vendor.as_ref()?, facts.action.as_ref()?);
    let version = facts.version.as_ref().map(|version| version.value.as_str());
    model.version(&vendor.value, &action.value, version).filter(|_| facts.page != PageKind::Types)
}

/// A parameter or a field of a spec.
pub(crate) struct Member<'a> {
    /// The name as the spec spells it.
    pub(crate) wire: &'a str,
    /// The name without what says how a list is written.
    pub(crate) key: &'a str,
    pub(crate) kind: &'a Type,
    pub(crate) page_type: Option<&'a str>,
    pub(crate) example: Option<&'a Json>,
    /// What only parameters have.
    pub(crate) parameter: Option<&'a Parameter>,
    /// Whether it is a field that may be missing.
    pub(crate) optional: bool,
}

impl<'a> Member<'a> {
    pub(crate) fn of_parameter(parameter: &'a Parameter) -> Self {
        Self {
            wire: &parameter.wire,
            key: &parameter.key,
            kind: &parameter.kind,
            page_type: parameter.page_type.as_deref(),
            example: parameter.example.as_ref(),
            parameter: Some(parameter),
            optional: false,
        }
    }

    pub(crate) fn of_field(field: &'a Field) -> Self {
        Self {
            wire: &field.wire,
            key: &field.wire,
            kind: &field.kind,
            page_type: field.page_type.as_deref(),
            example: field.example.as_ref(),
            parameter: None,
            optional: field.optional,
        }
    }

    /// The separator between the items, if it is a list written as one text.
    pub(crate) fn joined(&self) -> Option<&'a str> {
        match &self.parameter?.list {
            List::Joined(between) if matches!(self.kind, Type::List(_)) => Some(between),
            _ => None,
        }
    }
}

/// The members of the objects that a type holds, and the keys that lead to them in the file.
pub(crate) fn members<'a>(action: &'a Action, kind: &'a Type) -> Option<(Vec<Member<'a>>, [String; 3])> {
    let Type::Record(name) = kind.innermost() else { return None };
    let (members, section) = match &action.record(name)?.shape {
        Shape::Sent(parameters) => (parameters.iter().map(Member::of_parameter).collect(), "parameters"),
        Shape::Answered(fields) => (fields.iter().map(Member::of_field).collect(), "fields"),
    };
    Some((members, ["types".to_owned(), name.clone(), section.to_owned()]))
}
