//! Reads pages of RTC vendors' documentation as people save them, text, Markdown or HTML, and returns their facts:
//! action, parameters, answer, codes and so on, each with its line and column.
//!
//! A page goes one way: its form is read into headings, paragraphs, tables and code; tables, cells and sentences are then
//! understood alike for all forms and vendors. What is not understood is listed, never silently ignored.
//!
//! ```
//! let page = "# Close a room\n\n- 请求方法：GET\n- 请求地址：`https://rtc-api.zego.im/?Action=CloseThing`\n\n\
//!             ## 请求参数\n\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| RoomId | String | 是 | 房间。 |\n";
//! let model = rtc_catalog::load("../../specs".as_ref())?;
//! let facts = rtc_pages::Reader::new(&model.vendors).read(page)?;
//! assert_eq!(facts.action.map(|action| action.value).as_deref(), Some("CloseThing"));
//! assert_eq!(facts.request[0].name.position.to_string(), "10:3");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod cell;
mod column;
mod document;
mod facts;
mod form;
mod heading;
mod pattern;
mod position;
mod report;
mod sentence;
mod text;
mod understand;
mod vendors;
pub mod words;

pub use facts::{
    Answer, Bound, Code, Direction, Example, Facts, Field, FieldType, Limit, LimitKind, ListNotation, Location,
    PageKind, Quota, Record, Required, Rows, TypeWord, Value, Window,
};
pub use position::{Located, Origin, Position};
pub use understand::NotUnderstood;

use rtc_catalog::model::Vendor;
use std::sync::Arc;

/// Whether a file is a definition for machines, in the form of `OpenAPI`.
fn is_definition(page: &str) -> bool {
    let mut lines =
        page.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#') && *line != "---");
    let json = page.trim_start().starts_with('{');
    let key = |line: &str| {
        let bare = line.trim_start_matches(['{', ' ', '"']);
        ["openapi", "swagger"].iter().any(|word| {
            bare.strip_prefix(word).is_some_and(|rest| rest.trim_start_matches('"').trim_start().starts_with(':'))
        })
    };
    if json { lines.take(3).any(key) } else { lines.next().is_some_and(key) }
}

/// Reads pages of the vendors that it knows.
#[derive(Debug)]
pub struct Reader {
    vendors: vendors::Vendors,
}

impl Reader {
    /// A reader of these vendors' pages, as [`rtc_catalog::load`] returns them. It recognises pages by the vendors' hosts and
    /// [words](rtc_catalog::model::Vendor::words).
    #[must_use]
    pub fn new(vendors: &[Arc<Vendor>]) -> Self {
        Self { vendors: vendors::Vendors::new(vendors) }
    }

    /// Reads a page of one action, or of types. Of a page of several actions, the first one is read.
    ///
    /// # Errors
    /// If the page describes neither an action nor types of actions.
    pub fn read(&self, page: &str) -> Result<Facts, NotUnderstood> {
        self.read_all(page).map(|mut actions| actions.swap_remove(0))
    }

    /// Reads a page: its action, each of its actions, or types. There is at least one.
    ///
    /// # Errors
    /// If the page describes neither an action nor types of actions, or not all that it says of several actions is understood.
    pub fn read_all(&self, page: &str) -> Result<Vec<Facts>, NotUnderstood> {
        let page = page.strip_prefix('\u{feff}').unwrap_or(page);
        if is_definition(page) {
            return Err(NotUnderstood::definition());
        }
        let lines = position::Lines::new(page);
        let document = form::read(page, self.vendors.codes());
        let mut actions = understand::understand(&document, page, &lines, &self.vendors)?;
        let address = understand::address(page, &lines);
        let updated = understand::updated(page, &lines);
        for facts in &mut actions {
            facts.address.clone_from(&address);
            facts.updated.clone_from(&updated);
        }
        Ok(actions)
    }

    /// Reads the description of a parameter or field that is not on a page, and adds what it says beyond describing: limits,
    /// values, a default and so on. The field's type must be known before.
    pub fn describe(&self, field: &mut Field, text: &str, origin: Origin) {
        understand::describe(field, text, origin, &self.vendors);
    }

    /// Reads the description of an action that is not on a page: the quotas, the spans, the hosts and the error codes in it.
    #[must_use]
    pub fn prose(&self, text: &str, origin: Origin) -> Facts {
        understand::prose(text, origin, &self.vendors)
    }

    /// Reads an exchange that is not on a page. `None` if it is neither an address nor JSON.
    #[must_use]
    pub fn exchange(&self, text: &str, direction: Direction, origin: Origin) -> Option<Example> {
        understand::exchange(text, direction, origin, &self.vendors)
    }

    /// The id of the vendor whose host it is.
    #[must_use]
    pub fn vendor_of_host(&self, host: &str) -> Option<&str> {
        self.vendors.of_host(&host.to_lowercase())
    }
}
