//! What an app's tests do with the crates of actions: see the tests.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
