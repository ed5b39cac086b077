//! Holds nothing: the cases stand in `required`, `types` and `open`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
