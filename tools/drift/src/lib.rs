//! Compares pages of RTC vendors' documentation with the specs of the same actions.
//!
//! [`check`] compares files and folders of pages, and [`fix_pages`] changes specs to what pages say. [`compare`] returns one
//! [`Finding`] for each difference between the draft of a page, which is what import would write, and the spec of its action,
//! with the position in both.
//! A fact that a page does not mention is no difference. Where a page is known to be wrong, its spec lists the difference under `exceptions`; one
//! that no longer matches the page is a finding itself.
//!
//! ```no_run
//! let model = rtc_catalog::load("specs".as_ref())?;
//! let facts = rtc_pages::Reader::new(&model.vendors).read(&std::fs::read_to_string("page.md")?)?;
//! let spec = rtc_drift::Spec::of("specs".as_ref(), &model, &facts)?.expect("the action has a spec");
//! let draft = rtc_transcribe::draft(&facts, &spec.action.vendor)?;
//! for finding in rtc_drift::compare(&draft, &spec) {
//!     println!("{}: {}", finding.id, finding.message);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod check;
mod compare;
mod display;
mod exceptions;
mod files;
mod finding;
mod fix;
mod fix_pages;
mod fresh;
mod report;
mod spec;

pub use check::{CheckError, check, check_with};
pub use compare::{compare, contradictions};
pub use display::FindingDisplay;
pub use exceptions::{Filtered, Sources, apply_exceptions};
pub use files::files;
pub use finding::{Difference, Finding, PageSide, SpecSide};
pub use fix::{Fixed, fix};
pub use fix_pages::{FixedPage, fix_pages, fix_pages_with};
pub use fresh::with_exceptions;
pub use report::{Outcome, PageReport, Report};
pub use spec::Spec;
