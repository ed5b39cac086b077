//! Holds nothing: the cases stand in `required`, `types`, `open` and `listing`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
