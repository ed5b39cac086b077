//! Credentials: found, missing, unusable, and never shown.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_core::BuildError;

use rtc_core::protocol::CredentialsError;
use rtc_tencent::{Client, Credentials};
use std::ffi::OsString;

fn build(variables: &'static [(&'static str, &'static str)]) -> Result<Client, BuildError> {
    let found = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
    Client::builder().endpoint("http://127.0.0.1:1").environment(found).build()
}

#[test]
fn the_vendors_variables_are_read() {
    let client = build(&[("TENCENTCLOUD_SECRET_ID", "AKIDx"), ("TENCENTCLOUD_SECRET_KEY", "top-secret")]).unwrap();
    let shown = format!("{client:?}");
    assert!(shown.contains("AKIDx") && !shown.contains("top-secret"), "{shown}");
}

#[test]
fn every_missing_variable_is_named() {
    let missing = |variables: &[&'static str]| CredentialsError::Missing { variables: variables.into() }.into();
    assert_eq!(build(&[]).unwrap_err(), missing(&["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"]));
    assert_eq!(build(&[("TENCENTCLOUD_SECRET_ID", "AKIDx")]).unwrap_err(), missing(&["TENCENTCLOUD_SECRET_KEY"]));
    assert_eq!(
        build(&[("TENCENTCLOUD_SECRET_ID", "AKIDx"), ("TENCENTCLOUD_SECRET_KEY", "")]).unwrap_err().to_string(),
        "the client has no usable credentials: TENCENTCLOUD_SECRET_KEY is not set in the environment; set it, or give the client credentials",
    );
}

#[test]
fn unusable_ones_are_refused_without_being_shown() {
    for (credentials, expected) in [
        (Credentials::new("", "s3cret-key"), "the secret id is empty"),
        (Credentials::new("AKIDx", ""), "the secret key is empty"),
        (Credentials::new("AKIDx", "s3cret-key\n"), "the secret key has white space at its start or end"),
        (Credentials::new("AKIDx", "s3cret\0key"), "the secret key holds a control character"),
        (Credentials::new("AKIDx", "k").token(" s3cret"), "the token has white space"),
    ] {
        let builder = Client::builder().endpoint("http://127.0.0.1:1").credentials(credentials);
        assert!(!format!("{builder:?}").contains("s3cret"));
        let error = builder.build().unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error} {error:?}").contains("s3cret"));
    }
}

#[test]
fn token_and_region_come_from_the_environment_where_they_are_set() {
    let client = build(&[
        ("TENCENTCLOUD_SECRET_ID", "AKIDx"),
        ("TENCENTCLOUD_SECRET_KEY", "top-secret"),
        ("TENCENTCLOUD_TOKEN", "temporary"),
        ("TENCENTCLOUD_REGION", "ap-mumbai"),
    ]);
    let shown = format!("{:?}", client.unwrap());
    assert!(shown.contains(r#"region: Some("ap-mumbai")"#) && shown.contains("token: Some("), "{shown}");
    assert!(!shown.contains("temporary") && !shown.contains("top-secret"), "{shown}");
}
