//! Credentials: found, missing, unusable, and never shown.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_core::BuildError;

use rtc_core::protocol::CredentialsError;
use rtc_volcengine::{Client, Credentials};
use std::ffi::OsString;

fn build(variables: &'static [(&'static str, &'static str)]) -> Result<Client, BuildError> {
    let found = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
    Client::builder().endpoint("http://127.0.0.1:1").environment(found).build()
}

#[test]
fn the_vendors_variables_are_read() {
    let client = build(&[("VOLC_ACCESSKEY", "AKLTx"), ("VOLC_SECRETKEY", "top-secret")]).unwrap();
    let shown = format!("{client:?}");
    assert!(shown.contains("AKLTx") && !shown.contains("top-secret"), "{shown}");
}

#[test]
fn every_missing_variable_is_named() {
    let missing = |variables: &[&'static str]| CredentialsError::Missing { variables: variables.into() }.into();
    assert_eq!(build(&[]).unwrap_err(), missing(&["VOLC_ACCESSKEY", "VOLC_SECRETKEY"]));
    assert_eq!(build(&[("VOLC_ACCESSKEY", "AKLTx")]).unwrap_err(), missing(&["VOLC_SECRETKEY"]));
    assert_eq!(
        build(&[("VOLC_ACCESSKEY", "AKLTx"), ("VOLC_SECRETKEY", "")]).unwrap_err().to_string(),
        "the client has no usable credentials: VOLC_SECRETKEY is not set in the environment; set it, or give the client credentials",
    );
}

#[test]
fn unusable_ones_are_refused_without_being_shown() {
    for (credentials, expected) in [
        (Credentials::new("", "s3cret-key"), "the access key is empty"),
        (Credentials::new("AKLTx", ""), "the secret key is empty"),
        (Credentials::new("AKLTx", "s3cret-key\n"), "the secret key has white space at its start or end"),
        (Credentials::new("AKLTx", "s3cret\0key"), "the secret key holds a control character"),
        (Credentials::new("AKLTx", "k").session_token(" s3cret"), "the session token has white space"),
    ] {
        let builder = Client::builder().endpoint("http://127.0.0.1:1").credentials(credentials);
        assert!(!format!("{builder:?}").contains("s3cret"));
        let error = builder.build().unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
}
