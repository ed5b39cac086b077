//! From what a vendor's page says to what a spec of it would say.
//!
//! A [`Draft`] holds the facts of a page in the terms of specs, each with its place in the page. It is compared with a spec
//! that is there, or written as one that is not. Sentences are never taken over: people write them.
//!
//! ```no_run
//! let model = rtc_catalog::load("specs".as_ref())?;
//! let facts = rtc_pages::Reader::new(&model.vendors).read(&std::fs::read_to_string("page.md")?)?;
//! let vendor = model.vendors.iter().find(|vendor| facts.vendor.as_ref().is_some_and(|is| is.value == vendor.id));
//! let draft = rtc_transcribe::draft(&facts, vendor.expect("the vendor has specs"))?;
//! for parameter in &draft.request {
//!     println!("{}: {}", parameter.name.position, parameter.name.value);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod compose;
mod draft;
mod join;
mod leave_out;
mod shared;
mod terms;
mod transcript;
pub mod yaml;

pub use compose::{
    LimitKey, NoAction, Sentences, SpecLimit, draft, draft_with, is_answer_of, is_natural_end, is_object,
    may_become_common, value,
};
pub use draft::{
    AnswerField, AnswerLevel, Batch, Code, Draft, Enumeration, Example, Exception, Host, Member, Message,
    NotUnderstood, PageWords, Pages, Quota, Record, Remark, Requirement, Side, Sourced, Value, Window, expression,
    innermost, words,
};
pub use join::{Contradiction, join};
pub use shared::{SharedTypes, shared_types};
pub use transcript::{Refused, Transcript, transcribe};
pub use yaml::{Source, yaml};
