//! A program without an async runtime: see the tests.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
