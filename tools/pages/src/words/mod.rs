//! The words of vendors' pages, in Chinese and English: what columns, headings, types, units, rates and so on are called.
//!
//! These are tables and nothing else; the code that reads pages has the marks and numbers around words, and looks words up
//! here. A vendor's own words, such as its hosts and brands, are in its `vendor.yaml`.
//!
//! Where a table does not say otherwise, its words are in small letters, match texts in any letters, and match anywhere in a
//! text. Of several that match at one place, the longest counts.

pub(crate) mod calls;
pub(crate) mod cases;
pub(crate) mod columns;
pub(crate) mod defaults;
pub(crate) mod headings;
pub(crate) mod limits;
pub(crate) mod names;
pub(crate) mod rates;
pub(crate) mod required;
pub(crate) mod spans;
pub(crate) mod times;
pub(crate) mod types;
pub(crate) mod units;
pub(crate) mod values;

pub use names::{ACCOUNTS, APPS, BATCH, ENDS, READING_VERBS, ROOMS, STARTS};
