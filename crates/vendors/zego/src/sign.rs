//! The signature of any request to ZEGO's server API.
//!
//! It covers only the app, the nonce and the time, so TLS alone protects the action and its parameters.

use crate::Credentials;
use md5::{Digest, Md5};
use rtc_core::protocol::hex;

/// The version of this signature, `SignatureVersion` in the query.
pub const VERSION: &str = "2.0";

/// The signature for a nonce (16 hexadecimal characters, never used twice) and a time in Unix seconds.
#[must_use]
pub fn sign(credentials: &Credentials, nonce: &str, timestamp: i64) -> String {
    let digest = Md5::new()
        .chain_update(credentials.app_id().to_string())
        .chain_update(nonce)
        .chain_update(credentials.server_secret())
        .chain_update(timestamp.to_string())
        .finalize();
    hex::encode(&digest)
}
