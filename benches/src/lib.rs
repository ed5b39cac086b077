//! What the benchmarks have in common: the work done [by hand](by_hand), fixed [answers], a [server] that gives them,
//! many [specs], and the [comparison](compare) of two ways of doing one thing.
#![forbid(unsafe_code)]

pub mod answers;
pub mod by_hand;
pub mod compare;
pub mod crowd;
pub mod pin;
pub mod process;
pub mod redis_server;
pub mod sdk;
pub mod server;
pub mod specs;
pub mod work;

/// The app that Volcengine is asked about.
pub const APP: &str = "661e0000000000000000043c";
/// Made-up credentials for Volcengine: the id.
pub const ACCESS_KEY: &str = "AKLTbenchmark00000000000000000000000000000000";
/// And the secret.
pub const SECRET_KEY: &str = "YmVuY2htYXJrLWJlbmNobWFyay1iZW5jaG1hcms=";
