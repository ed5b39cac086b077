//! The vendor's own credentials files: in which order, in which spelling, and what is said about a broken one.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use proptest::prelude::*;
use rtc_core::{BuildError, CredentialsProvider};
use rtc_tencent::{Client, Credentials, credentials};
use std::{ffi::OsString, fs, path::Path};
use tempfile::TempDir;

/// A user's home with files in it.
fn home(files: &[(&str, &str)]) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    for (file, text) in files {
        let path = home.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    home
}

fn build(
    home: &Path,
    variables: &'static [(&'static str, &'static str)],
    provider: impl CredentialsProvider<Credentials>,
) -> Result<Client, BuildError> {
    let home = home.as_os_str().to_owned();
    let lookup = move |name: &str| match name {
        "HOME" | "USERPROFILE" => Some(home.clone()),
        name => variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value)),
    };
    Client::builder().endpoint("http://127.0.0.1:1").environment(lookup).credentials_from(provider).build()
}

/// The secret id and the region that are found, or what is said instead, with `~` for the home.
fn found(files: &[(&str, &str)], variables: &'static [(&'static str, &'static str)]) -> String {
    let home = home(files);
    match build(home.path(), variables, credentials::default_chain()) {
        Ok(client) => {
            let shown = format!("{client:?}");
            assert!(!shown.contains("s3cret"), "{shown}");
            let id = shown.split_once("secret_id: \"").unwrap().1.split_once('"').unwrap().0;
            let region = shown.split_once("region: ").unwrap().1.split_once(',').unwrap().0;
            format!("{id} {region}")
        }
        Err(error) => {
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
            error.to_string().replace(home.path().to_str().unwrap(), "~").replace('\\', "/")
        }
    }
}

const OF_SDK: (&str, &str) = (".tencentcloud/credentials", "[default]\nsecret_id = of-sdk\nsecret_key = s3cret\n");
const OF_CLI: (&str, &str) = (".tccli/default.credential", r#"{"secretId": "of-cli", "secretKey": "s3cret"}"#);
const REGION: (&str, &str) =
    (".tccli/default.configure", r#"{"_sys_param": {"region": "ap-hongkong", "output": "json"}, "trtc": {}}"#);

#[test]
fn the_first_place_wins() {
    let variables = &[("TENCENTCLOUD_SECRET_ID", "of-environment"), ("TENCENTCLOUD_SECRET_KEY", "s3cret")];
    assert_eq!(found(&[OF_SDK, OF_CLI, REGION], variables), "of-environment Some(\"ap-hongkong\")");
    assert_eq!(found(&[OF_SDK, OF_CLI], &[("TENCENTCLOUD_REGION", "ap-x")]), "of-sdk Some(\"ap-x\")");
    assert_eq!(found(&[OF_CLI, REGION], &[]), "of-cli Some(\"ap-hongkong\")");
    assert_eq!(found(&[OF_CLI], &[]), "of-cli None");
    let old = (".tccli/default.configure", r#"{"region": "ap-old"}"#);
    assert_eq!(found(&[OF_CLI, old], &[]), "of-cli Some(\"ap-old\")");
}

#[test]
fn a_profile_by_name() {
    let files = &[
        (".tccli/work.credential", r#"{"secretId": "of-work", "secretKey": "s3cret", "token": "s3cret-token"}"#),
        (".tccli/work.configure", r#"{"_sys_param": {"region": "ap-tokyo"}}"#),
        OF_CLI,
        REGION,
    ];
    assert_eq!(found(files, &[("TCCLI_PROFILE", "work")]), "of-work Some(\"ap-tokyo\")");
    assert_eq!(found(files, &[("TCCLI_PROFILE", "")]), "of-cli Some(\"ap-hongkong\")");
    let home = home(files);
    let client = build(home.path(), &[("TCCLI_PROFILE", "gone")], credentials::profile().named("work")).unwrap();
    assert!(format!("{client:?}").contains("of-work"), "{client:?}");
}

#[test]
fn temporary_credentials_end_when_the_file_says() {
    let of_login = r#"{"type": "oauth", "secretId": "of-login", "secretKey": "s3cret", "token": "s3cret", "expiresAt": 4102444800}"#;
    let home = home(&[(".tccli/default.credential", of_login)]);
    let client = build(home.path(), &[], credentials::profile()).unwrap();
    assert!(format!("{client:?}").contains("end: Some(2100-01-01 0:00:00.0 +00:00:00)"), "{client:?}");
}

#[test]
fn no_file_loses_its_session_token() {
    let with = |token: &str| format!("{}{token} = s3cret-token\n", OF_SDK.1);
    let with_token = home(&[(OF_SDK.0, &with("token"))]);
    let client = build(with_token.path(), &[], credentials::default_chain()).unwrap();
    assert!(format!("{client:?}").contains("token: Some("), "{client:?}");
    let error = found(&[(OF_SDK.0, &with("session_token"))], &[]);
    assert!(error.contains("has `session_token`, which is not read; rename it to `token`"), "{error}");
    let cli = r#"{"secretId": "x", "secretKey": "s3cret", "sessionToken": "s3cret"}"#;
    let error = found(&[(OF_CLI.0, cli)], &[]);
    assert!(error.contains("has `sessionToken`, which is not read"), "{error}");
    let misplaced = r#"{"secretId": "x", "secretKey": "s3cret", "s3cret-token": "y"}"#;
    let error = found(&[(OF_CLI.0, misplaced)], &[]);
    assert!(error.contains("has a key with `token` in it, which is not read"), "{error}");
    let error = found(&[OF_SDK], &[("TENCENTCLOUD_TOKEN", "s3cret")]);
    assert!(error.contains("TENCENTCLOUD_TOKEN is set, but not TENCENTCLOUD_SECRET_ID"), "{error}");
}

#[test]
fn what_is_wrong_is_said_by_place() {
    let told = [
        found(&[], &[]),
        found(&[], &[("TENCENTCLOUD_CREDENTIALS_FILE", "/nonexistent/keys")]),
        found(&[], &[("TCCLI_PROFILE", "work"), ("TENCENTCLOUD_SECRET_ID", "half")]),
        found(&[(".tencentcloud/credentials", "secret_key = s3cret")], &[]),
        found(&[(".tencentcloud/credentials", "[default]\nsecret_key = s3cret")], &[]),
        found(&[(".tccli/default.credential", r#"{"secretId": "x", "secretKey": s3cret}"#)], &[]),
        found(&[(".tccli/default.credential", r#"{"secretId": "x", "secretKey": ""}"#)], &[]),
        found(
            &[(".tccli/default.credential", r#"{"secretId": "x", "secretKey": "s3cret", "roleArn": "qcs::x"}"#)],
            &[],
        ),
        found(
            &[(".tccli/default.credential", r#"{"secretId": "x", "secretKey": "s3cret", "expiresAt": "s3cret"}"#)],
            &[],
        ),
        found(&[OF_CLI, (".tccli/default.configure", r#"{"_sys_param": {"region": 7}}"#)], &[]),
        found(&[OF_CLI, (".tccli/default.configure", r#"{"_sys_param": "#)], &[]),
    ];
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_file_in_another_place() {
    let home = home(&[("keys", OF_SDK.1)]);
    build(Path::new("/nonexistent"), &[], credentials::sdk_file_at(home.path().join("keys"))).unwrap();
}

proptest! {
    /// Whatever becomes of a file, its error does not show the secret.
    #[test]
    fn a_damaged_file_keeps_its_secret(
        sdk in any::<bool>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..4),
    ) {
        let (name, text) = if sdk { OF_SDK } else { OF_CLI };
        let mut bytes = text.as_bytes().to_vec();
        for (place, byte, how) in damage {
            let at = place.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => { bytes.remove(at); }
            }
        }
        let home = home(&[(name, "")]);
        fs::write(home.path().join(name), &bytes).unwrap();
        if let Err(error) = build(home.path(), &[], credentials::default_chain()) {
            prop_assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
        }
    }
}
