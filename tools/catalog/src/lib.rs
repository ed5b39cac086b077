//! The YAML format in which vendors' actions are described: loader, checks, resolved model, JSON Schema.
//!
//! [`load`] reads a folder of specs and returns the [`model`], or all mistakes with their positions:
//!
//! ```no_run
//! let model = rtc_catalog::load("specs".as_ref())?;
//! for action in &model.actions {
//!     println!("{}: {}", action.package, action.summary);
//! }
//! # Ok::<(), rtc_catalog::LoadError>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub mod format;
pub mod model;
pub mod names;
pub mod yaml;

mod diagnostic;
mod file;
mod folder;
mod load;
mod resolve;
mod schema;
mod suggestions;

pub use diagnostic::{Diagnostic, Problem, Source};
pub use file::SpecFile;
pub use load::{LoadError, check_action, check_vendor, load, load_texts, load_vendors};
pub use schema::schemas;
pub use suggestions::nearest;
