//! Shared parts of the benchmarks: a [hand-written](by_hand) client, fixed [answers], a [server] that sends them, many
//! [specs], and the [comparison](compare) of two implementations.
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

/// The app id in requests to Volcengine.
pub const APP: &str = "661e0000000000000000043c";
/// Invented credentials for Volcengine: the access key.
pub const ACCESS_KEY: &str = "AKLTbenchmark00000000000000000000000000000000";
/// Invented credentials for Volcengine: the secret key.
pub const SECRET_KEY: &str = "YmVuY2htYXJrLWJlbmNobWFyay1iZW5jaG1hcms=";
