//! Credentials: found, missing, unusable, and never shown.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_core::{BuildError, Environment, protocol::CredentialsError};
use rtc_zego::{
    Client, Credentials,
    credentials::{Issued, from_sync_fn},
};
use std::ffi::OsString;

fn build(variables: &'static [(&'static str, &'static str)]) -> Result<Client, BuildError> {
    let found = |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
    Client::builder().endpoint("http://127.0.0.1:1").environment(found).build()
}

#[test]
fn the_variables_are_read() {
    let client = build(&[("ZEGO_APP_ID", "4294967295"), ("ZEGO_SERVER_SECRET", "top-secret")]).unwrap();
    let shown = format!("{client:?}");
    assert!(shown.contains("4294967295") && !shown.contains("top-secret"), "{shown}");
}

#[test]
fn missing_and_mistaken_variables_are_named_and_not_shown() {
    let missing = CredentialsError::Missing { variables: vec!["ZEGO_APP_ID", "ZEGO_SERVER_SECRET"] };
    assert_eq!(build(&[]).unwrap_err(), missing.into());
    for app_id in ["4294967296", "-1", "top-secret"] {
        let app_id: &'static str = app_id;
        let variables = Box::leak(Box::new([("ZEGO_APP_ID", app_id), ("ZEGO_SERVER_SECRET", "1234")]));
        let error = build(variables).unwrap_err();
        assert!(error.to_string().contains("ZEGO_APP_ID is not a number from 0 to 4294967295"), "{error}");
        assert!(!format!("{error:?}").contains(app_id));
    }
}

#[test]
fn a_value_that_was_damaged_on_the_way_is_refused_with_its_variable() {
    for (id, secret, expected) in [
        ("\"1\"", "1234", "ZEGO_APP_ID is in quotes"),
        ("1\n", "1234", "ZEGO_APP_ID has white space"),
        ("1", "'1234'", "ZEGO_SERVER_SECRET is in quotes"),
        ("1", "12\u{200b}34", "ZEGO_SERVER_SECRET holds an invisible character"),
    ] {
        let variables = Box::leak(Box::new([("ZEGO_APP_ID", id), ("ZEGO_SERVER_SECRET", secret)]));
        let error = build(variables).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn an_unusable_secret_is_refused_wherever_it_comes_from() {
    for (secret, expected) in [
        ("", "the server secret is empty"),
        ("12\n34", "the server secret holds a control character"),
        ("\u{feff}1234", "the server secret begins with a byte order mark"),
    ] {
        let given = Credentials::new(1, secret);
        let provided = from_sync_fn(move |_: Environment<'_>| Ok(Issued::new(Credentials::new(1, secret))));
        for builder in [Client::builder().credentials(given), Client::builder().credentials_from(provided)] {
            let error = builder.build().unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        }
    }
}
