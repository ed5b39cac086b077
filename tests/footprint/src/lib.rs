//! The tests of this package are in `one_call.rs`.
#![forbid(unsafe_code)]
