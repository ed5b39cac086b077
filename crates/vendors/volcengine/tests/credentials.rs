//! Credentials: found, missing, unusable, and never shown.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_core::{BuildError, Environment, protocol::CredentialsError};
use rtc_volcengine::{
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
    let client = build(&[("VOLC_ACCESSKEY", "AKLTx"), ("VOLC_SECRETKEY", "top-secret")]).unwrap();
    let shown = format!("{client:?}");
    assert!(shown.contains("AKLTx") && !shown.contains("top-secret"), "{shown}");
}

/// Access key and whether there is a session token, or what is wrong.
fn found(variables: &'static [(&'static str, &'static str)]) -> String {
    match build(variables) {
        Ok(client) => {
            let shown = format!("{client:?}");
            assert!(!shown.contains("s3cret"), "{shown}");
            let key = shown.split_once("access_key: \"").unwrap().1.split_once('"').unwrap().0;
            let token = if shown.contains("session_token: None") { "without token" } else { "with token" };
            format!("{key} {token}")
        }
        Err(error) => {
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
            error.to_string()
        }
    }
}

const NEW: [(&str, &str); 2] = [("VOLCENGINE_ACCESS_KEY", "new"), ("VOLCENGINE_SECRET_KEY", "s3cret")];
const OLD: [(&str, &str); 2] = [("VOLC_ACCESSKEY", "old"), ("VOLC_SECRETKEY", "s3cret")];
const NEW_TOKEN: (&str, &str) = ("VOLCENGINE_SESSION_TOKEN", "s3cret-token");
const OLD_TOKEN: (&str, &str) = ("VOLC_SESSIONTOKEN", "s3cret-token");

#[test]
fn both_generations_of_variables_are_read_those_of_today_first() {
    assert_eq!(found(const { &[NEW[0], NEW[1]] }), "new without token");
    assert_eq!(found(const { &[OLD[0], OLD[1]] }), "old without token");
    assert_eq!(found(const { &[NEW[0], NEW[1], OLD[0], OLD[1]] }), "new without token");
    assert_eq!(found(const { &[NEW[0], NEW[1], NEW_TOKEN] }), "new with token");
    assert_eq!(found(const { &[OLD[0], OLD[1], OLD_TOKEN] }), "old with token");
    // Half a pair is none, and pairs are not mixed.
    assert_eq!(found(const { &[NEW[0], OLD[0], OLD[1]] }), "old without token");
    assert!(found(const { &[NEW[0], OLD[1]] }).contains("VOLCENGINE_SECRET_KEY is not set"));
}

#[test]
fn a_session_token_is_used_or_an_error() {
    // By its other name, as long as it can belong to nothing else.
    assert_eq!(found(const { &[NEW[0], NEW[1], OLD_TOKEN] }), "new with token");
    assert_eq!(found(const { &[OLD[0], OLD[1], NEW_TOKEN] }), "old with token");
    assert_eq!(found(const { &[NEW[0], NEW[1], OLD[0], OLD[1], OLD_TOKEN] }), "new without token");
    let alone = found(const { &[NEW_TOKEN] });
    assert!(
        alone.contains("VOLCENGINE_SESSION_TOKEN is set, but not VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY"),
        "{alone}"
    );
    let half = found(const { &[OLD[0], OLD_TOKEN] });
    assert!(half.contains("VOLC_SESSIONTOKEN is set, but not VOLC_SECRETKEY, which it belongs to"), "{half}");
}

#[test]
fn a_value_that_was_damaged_on_the_way_is_refused_with_its_variable() {
    for (value, reason) in [
        ("\u{feff}key", "VOLC_SECRETKEY begins with a byte order mark"),
        ("ke\u{200b}y", "VOLC_SECRETKEY holds an invisible character"),
        ("\"key\"", "VOLC_SECRETKEY is in quotes"),
        ("key\n", "VOLC_SECRETKEY has white space at its start or end"),
        ("k\u{a0}y", "VOLC_SECRETKEY holds white space"),
        ("ｋｅｙ", "VOLC_SECRETKEY holds a character that is not ASCII"),
    ] {
        let variables = Box::leak(Box::new([("VOLC_ACCESSKEY", "AKLTx"), ("VOLC_SECRETKEY", value)]));
        assert!(found(variables).contains(reason), "{}", found(variables));
    }
}

#[test]
fn every_missing_variable_is_named() {
    let missing = |variables: &[&'static str]| CredentialsError::Missing { variables: variables.into() }.into();
    assert_eq!(
        build(&[]).unwrap_err().to_string(),
        "the client has no usable credentials: none found; looked in the environment (VOLCENGINE_ACCESS_KEY and \
         VOLCENGINE_SECRET_KEY are not set), the environment (VOLC_ACCESSKEY and VOLC_SECRETKEY are not set); add some to \
         one of these, or give the client credentials"
    );
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
        (Credentials::new("\u{feff}AKLTx", "s3cret"), "the access key begins with a byte order mark"),
        (Credentials::new("AKLTx", "s3\u{200b}cret"), "the secret key holds an invisible character"),
        (Credentials::new("AKLTx", "k").session_token(" s3cret"), "the session token has white space"),
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
