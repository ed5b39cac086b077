//! Credentials: found, missing, unusable, and never shown.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_core::{BuildError, Environment, protocol::CredentialsError};
use rtc_tencent::{
    Client, Credentials,
    credentials::{Issued, from_sync_fn},
};
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
        (Credentials::new("\u{feff}AKIDx", "s3cret"), "the secret id begins with a byte order mark"),
        (Credentials::new("AKIDx", "s3\u{200b}cret"), "the secret key holds an invisible character"),
        (Credentials::new("AKIDx", "k").token(" s3cret"), "the token has white space"),
    ] {
        let given = credentials.clone();
        let provided = from_sync_fn(move |_: Environment<'_>| Ok(Issued::new(credentials.clone())));
        let builder = || Client::builder().endpoint("http://127.0.0.1:1");
        for builder in [builder().credentials(given), builder().credentials_from(provided)] {
            assert!(!format!("{builder:?}").contains("s3cret"));
            let error = builder.build().unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
            assert!(!format!("{error} {error:?}").contains("s3cret"));
        }
    }
}

#[test]
fn a_value_that_was_damaged_on_the_way_is_refused_with_its_variable() {
    const NAMES: [&str; 4] =
        ["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN", "TENCENTCLOUD_REGION"];
    for name in NAMES {
        for (damaged, reason) in [
            ("s3cret\n", "has white space at its start or end"),
            (" s3cret", "has white space at its start or end"),
            ("\u{3000}s3cret", "has white space at its start or end"),
            ("\"s3cret\"", "is in quotes"),
            ("'s3cret'", "is in quotes"),
            ("\u{201c}s3cret\u{201d}", "is in quotes"),
            ("\u{feff}s3cret", "begins with a byte order mark"),
            ("s3\u{200b}cret", "holds an invisible character"),
            ("s3\u{200e}cret\u{202c}", "holds an invisible character"),
            ("s3\u{ad}cret", "holds an invisible character"),
            ("s3\u{fe0f}cret", "holds an invisible character"),
            ("s3\u{1b}cret", "holds a control character"),
            ("s3\ncret", "holds a control character"),
            ("s3 cret", "holds white space"),
            ("s3cr\u{435}t", "holds a character that is not ASCII"),
        ] {
            let lookup = move |variable: &str| match variable {
                variable if variable == name => Some(OsString::from(damaged)),
                variable => NAMES.contains(&variable).then(|| OsString::from("good")),
            };
            let error = Client::builder().environment(lookup).build().unwrap_err();
            assert!(error.to_string().contains(&format!("{name} {reason}")), "{damaged:?}: {error}");
            assert!(!format!("{error:?}").contains("s3"), "{error:?}");
            let is_region = name == "TENCENTCLOUD_REGION";
            assert_eq!(matches!(error, BuildError::Region(_)), is_region, "{error:?}");
        }
    }
}

#[test]
fn a_region_that_cannot_be_sent_is_refused_by_hand_too() {
    let good = || Client::builder().credentials(Credentials::new("AKIDx", "k"));
    for region in ["ap-guangzhou\n", "", "\"ap-guangzhou\"", "ap\u{200b}-guangzhou"] {
        let error = good().region(region).build().unwrap_err();
        assert!(error.to_string().starts_with("the client has no usable region: the region "), "{error}");
    }
    good().region("ap-guangzhou").build().unwrap();
}

#[test]
fn a_token_without_its_keys_is_an_error() {
    let error = build(&[("TENCENTCLOUD_TOKEN", "temporary"), ("TENCENTCLOUD_SECRET_ID", "AKIDx")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the client has no usable credentials: TENCENTCLOUD_TOKEN is set, but not TENCENTCLOUD_SECRET_KEY, which it belongs \
         to; set what is missing, or unset TENCENTCLOUD_TOKEN"
    );
}

#[test]
fn a_stand_in_on_another_machine_needs_a_word() {
    let to = |url: &str| Client::builder().credentials(Credentials::new("AKIDx", "k")).endpoint(url);
    for url in ["http://sandbox:8080", "http://host.docker.internal:8080"] {
        let error = to(url).build().unwrap_err();
        assert!(error.to_string().contains("`.allow_plain_http()`"), "{error}");
        to(url).allow_plain_http().build().unwrap();
    }
    assert!(to("http://user@sandbox").allow_plain_http().build().is_err());
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
