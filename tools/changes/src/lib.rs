//! What a change of the specs means for users of the generated crates: what breaks, and which version comes next.
//!
//! [`compare`] takes two [models](rtc_catalog::model) and tells for each crate what changed, as its users see it, with the
//! smallest [`Bump`] that is honest and the reason:
//!
//! ```no_run
//! let before = rtc_catalog::load("released".as_ref())?;
//! let now = rtc_catalog::load("specs".as_ref())?;
//! let report = rtc_changes::compare(&before, &now);
//! print!("{report}");
//! assert!(report.versions_suffice());
//! # Ok::<(), rtc_catalog::LoadError>(())
//! ```
//!
//! [`with_release`] writes the next version into a spec, [`with_entry`] what changed into its list of changes.
//!
//! [`compare_apis`] does the same for the hand-written crates, whose public APIs come as text. What a new generator changes
//! is not seen here.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api;
mod bump;
mod change;
mod changelog;
mod compare;
mod item;
mod release;
mod report;
mod severity;

pub use api::{Api, ApiChange, ApiReport, compare_apis};
pub use bump::Bump;
pub use change::{Change, ChangeKind};
pub use changelog::with_entry;
pub use compare::compare;
pub use item::Item;
pub use release::{ReleaseError, with_release};
pub use report::{Comparison, CrateKind, Report, Verdict};
pub use semver::Version;
