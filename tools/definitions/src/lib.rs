//! Reads vendors' machine definitions and returns the facts of each action in them, as the reader of pages does for a page.
//!
//! Three forms are known: the JSON of a vendor's command-line tool, `OpenAPI` 3, and the structs of a vendor's SDK in Go. A definition
//! has names, types and what is required; rates, error codes and habits are mostly on pages alone. What descriptions in a
//! definition say in prose is understood as on pages.
//!
//! ```no_run
//! let model = rtc_catalog::load("specs".as_ref())?;
//! let reader = rtc_pages::Reader::new(&model.vendors);
//! for definition in rtc_definitions::open(&["api.json".into()], &model.vendors)? {
//!     for action in definition.actions() {
//!         let facts = definition.facts(action, &reader)?;
//!         println!("{}: {} parameters", action.name(), facts.request.len());
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api_json;
mod file;
mod form;
mod go;
mod open;
mod open_api;
mod raw;
mod tree;
mod unfold;

pub use form::Form;
pub use open::{OpenError, is_definition, is_in, open, open_within};

use file::Mistake;
use raw::{Api, RawAction};
use rtc_catalog::{
    Diagnostic,
    format::IntegerType,
    model::{ParameterLocation, Vendor},
};
use rtc_pages::{Facts, FieldType, Located, Location, Origin, Position, Reader};
use std::{fmt, path::Path, sync::Arc};

/// A definition: the actions in it.
#[derive(Debug)]
pub struct Definition {
    api: Api,
    vendors: Vec<Arc<Vendor>>,
}

/// An action of a definition.
#[derive(Clone, Copy, Debug)]
pub struct Action<'d>(&'d RawAction);

impl<'d> Action<'d> {
    /// Its name on the wire.
    #[must_use]
    pub fn name(&self) -> &'d str {
        &self.0.name.value
    }

    /// Its version, if the definition has one.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.0.version.as_ref().map(|version| version.value.as_str())
    }

    /// What the definition says of its state where it is not the usual one, as `deprecated`.
    #[must_use]
    pub fn status(&self) -> Option<&str> {
        self.0.status.as_deref()
    }
}

/// Moves the parameters that every call has to where pages have them, and keeps those hosts that the vendor has, or the first one.
/// A parameter of the body that is called as a header of every call is the action's own.
fn set_common_apart(facts: &mut Facts, vendor: &Vendor) {
    for mut field in std::mem::take(&mut facts.request) {
        let common = vendor.common_request.iter().find(|common| common.wire == field.name.value);
        let is_there = |place: ParameterLocation| match field.location {
            None => place != ParameterLocation::Header,
            Some(Location::Query) => place == ParameterLocation::Query,
            Some(Location::Header) => place == ParameterLocation::Header,
            Some(Location::Body) => place == ParameterLocation::Body,
        };
        match common.map(|common| is_there(common.location)) {
            Some(true) => facts.common.push(field),
            Some(false) => {
                field.location.get_or_insert(Location::Body);
                facts.request.push(field);
            }
            None => facts.request.push(field),
        }
    }
    let known = |host: &Located<String>| vendor.hosts.iter().any(|known| known.host == host.value);
    if facts.hosts.iter().any(known) {
        facts.hosts.retain(known);
    } else {
        facts.hosts.truncate(1);
    }
}

/// Mistakes in a definition that keep an action from being read.
#[derive(Clone, Debug, thiserror::Error)]
pub struct Mistakes(pub Vec<Diagnostic>);

impl fmt::Display for Mistakes {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        to.write_str(&all.join("\n\n"))
    }
}

impl Mistakes {
    fn new(mistakes: Vec<Mistake>, files: &[Arc<file::File>]) -> Self {
        Self(mistakes.into_iter().filter_map(|mistake| mistake.diagnostic(files)).collect())
    }
}

impl Definition {
    /// The actions, in the order of the definition.
    pub fn actions(&self) -> impl Iterator<Item = Action<'_>> {
        self.api.actions.iter().map(Action)
    }

    /// The file in which the actions are listed.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.api.files.first().map_or(Path::new(""), |file| file.source.path.as_path())
    }

    /// The file in which an action is.
    #[must_use]
    pub fn file(&self, action: Action<'_>) -> &Path {
        let number = usize::from(action.0.name.position.file);
        self.api.files.get(number).map_or(self.path(), |file| file.source.path.as_path())
    }

    /// What the definition says of an action. Positions name one of [`Facts::files`].
    ///
    /// # Errors
    /// If something that belongs to the action is broken, or leads nowhere.
    pub fn facts(&self, action: Action<'_>, reader: &Reader) -> Result<Facts, Mistakes> {
        let vendor = self.vendor(action.0, reader);
        let known = vendor.as_ref().and_then(|vendor| self.vendors.iter().find(|known| known.id == vendor.value));
        let integer = known.and_then(|vendor| vendor.words.integer).map(|integer| match integer {
            IntegerType::I32 => FieldType::I32,
            IntegerType::I64 => FieldType::I64,
            IntegerType::U32 => FieldType::U32,
            IntegerType::U64 => FieldType::U64,
        });
        let vendors_own = known.map(Arc::clone);
        let mut facts = unfold::facts(&self.api, action.0, reader, vendor, integer.as_ref())
            .map_err(|mistakes| Mistakes::new(mistakes, &self.api.files))?;
        if let Some(vendor) = vendors_own {
            set_common_apart(&mut facts, &vendor);
            let other =
                self.api.service.as_ref().filter(|service| !vendor.service.is_empty() && **service != vendor.service);
            facts.unclear.extend(other.map(|service| Located {
                value: format!("the action is one of the service `{service}`, and calls go to `{}`", vendor.service),
                position: action.0.name.position,
            }));
        }
        Ok(facts)
    }

    /// The vendor whose action it is: by a host, by the service's name, or by a name in prose.
    fn vendor(&self, action: &RawAction, reader: &Reader) -> Option<Located<String>> {
        let host = action.hosts.iter().find_map(|host| Some((reader.vendor_of_host(&host.value)?, host.position)));
        if let Some((id, position)) = host {
            return Some(Located { value: id.to_owned(), position });
        }
        let position = action.name.position;
        let service = self.api.service.as_deref().unwrap_or_default();
        let serves = |vendor: &&Arc<Vendor>| !vendor.service.is_empty() && vendor.service == service;
        let mut served = self.vendors.iter().filter(serves);
        if let (Some(vendor), None) = (served.next(), served.next()) {
            return Some(Located { value: vendor.id.clone(), position });
        }
        let nowhere = Origin { start: Position::new(1, 1), indent: None };
        let named = |text: &String| reader.prose(text, nowhere).vendor.map(|vendor| vendor.value);
        let prose = action.prose.iter().map(|prose| &prose.text);
        let value = self.api.mentions.iter().chain(prose).find_map(named)?;
        Some(Located { value, position })
    }
}
