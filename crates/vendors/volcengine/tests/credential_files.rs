//! The vendor's own credentials files: in which order, in which spelling, and what is said about a broken one.
#![cfg(any(feature = "ring", feature = "aws-lc-rs"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use proptest::prelude::*;
use rtc_core::{BuildError, CredentialsProvider};
use rtc_volcengine::{Client, Credentials, credentials};
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

/// The access key that is found, or what is said instead, with `~` for the home.
fn found(files: &[(&str, &str)], variables: &'static [(&'static str, &'static str)]) -> String {
    let home = home(files);
    match build(home.path(), variables, credentials::default_chain()) {
        Ok(client) => {
            let shown = format!("{client:?}");
            assert!(!shown.contains("s3cret"), "{shown}");
            shown.split_once("access_key: \"").unwrap().1.split_once('"').unwrap().0.to_owned()
        }
        Err(error) => {
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
            error.to_string().replace(home.path().to_str().unwrap(), "~").replace('\\', "/")
        }
    }
}

const INI: (&str, &str) = (".volc/credentials", "[default]\naccess_key_id = of-ini\nsecret_access_key = s3cret==\n");
const OF_NODE: (&str, &str) = (".volc/config", r#"{"VOLC_ACCESSKEY": "of-node", "VOLC_SECRETKEY": "s3cret"}"#);
const OF_OTHERS: (&str, &str) = (".volc/config", r#"{"ak": "of-others", "sk": "s3cret"}"#);

#[test]
fn the_first_place_wins() {
    let variables = &[("VOLC_ACCESSKEY", "of-environment"), ("VOLC_SECRETKEY", "s3cret")];
    assert_eq!(found(&[INI, OF_NODE], variables), "of-environment");
    assert_eq!(found(&[INI, OF_NODE], &[]), "of-ini");
    assert_eq!(found(&[OF_NODE], &[]), "of-node");
    assert_eq!(found(&[OF_OTHERS], &[]), "of-others");
    assert_eq!(found(&[(".volc/credentials", "[other]\n"), OF_OTHERS], &[]), "of-others");
}

const OF_CLI: (&str, &str) = (
    ".volcengine/config.json",
    r#"{"current": "work", "profiles": {
        "default": {"access-key": "of-default", "secret-key": "s3cret"},
        "work": {"mode": "AK", "access-key": "of-work", "secret-key": "s3cret", "session-token": "s3cret-token"},
        "login": {"mode": "sso", "access-key": "of-login", "secret-key": "s3cret", "session-token": "s3cret",
                  "sts-expiration": 4102444800000}
    }}"#,
);

#[test]
fn the_command_lines_file_comes_before_the_older_ones() {
    assert_eq!(found(&[OF_CLI, INI, OF_NODE], &[]), "of-work");
    assert_eq!(found(&[OF_CLI], &[("VOLCENGINE_PROFILE", "default")]), "of-default");
    assert_eq!(found(&[OF_CLI], &[("VOLCENGINE_CLI_PROFILE", "login")]), "of-login");
    assert_eq!(found(&[(OF_CLI.0, r#"{"profiles": {}}"#), INI], &[]), "of-ini");
    let home = home(&[("elsewhere.json", OF_CLI.1)]);
    let at = credentials::cli_config().at(home.path().join("elsewhere.json")).named("login");
    let client = build(Path::new("/nonexistent"), &[], at).unwrap();
    let shown = format!("{client:?}");
    assert!(shown.contains("of-login") && shown.contains("end: Some(2100-01-01 0:00:00.0 +00:00:00)"), "{shown}");
}

#[test]
fn no_file_loses_its_session_token() {
    for (file, text) in [
        (".volc/credentials", "[default]\naccess_key_id = x\nsecret_access_key = s3cret\nsession_token = s3cret\n"),
        (".volc/config", r#"{"ak": "x", "sk": "s3cret", "session_token": "s3cret"}"#),
        (".volc/config", r#"{"ak": "x", "sk": "s3cret", "VOLC_SESSIONTOKEN": "s3cret"}"#),
        (".volc/config", r#"{"VOLC_ACCESSKEY": "x", "VOLC_SECRETKEY": "s3cret", "VOLC_SESSIONTOKEN": "s3cret"}"#),
        OF_CLI,
    ] {
        let home = home(&[(file, text)]);
        let client = build(home.path(), &[], credentials::default_chain()).unwrap();
        assert!(format!("{client:?}").contains("session_token: Some("), "{file}: {client:?}");
    }
    for (file, text, key) in [
        (
            ".volc/credentials",
            "[default]\naccess_key_id = x\nsecret_access_key = s3cret\nSecurityToken = s3cret\n",
            "securitytoken",
        ),
        (".volc/config", r#"{"ak": "x", "sk": "s3cret", "sessionToken": "s3cret"}"#, "sessionToken"),
        (
            ".volcengine/config.json",
            r#"{"profiles": {"default": {"access-key": "x", "secret-key": "s3cret", "token": "s3cret"}}}"#,
            "token",
        ),
    ] {
        let error = found(&[(file, text)], &[]);
        assert!(error.contains(&format!("has `{key}`, which is not read; rename it to")), "{error}");
    }
    // A token in the environment belongs to none of the files.
    let error = found(&[INI], &[("VOLC_SESSIONTOKEN", "s3cret")]);
    assert!(error.contains("VOLC_SESSIONTOKEN is set, but not VOLC_ACCESSKEY and VOLC_SECRETKEY"), "{error}");
}

#[test]
fn a_profile_that_cannot_be_used_is_an_error() {
    let config = |profile: &str| format!(r#"{{"current": "work", "profiles": {{"work": {profile}}}}}"#);
    for (profile, expected) in [
        (
            r#"{"mode": "RamRoleArn", "access-key": "x", "secret-key": "s3cret", "role-name": "r"}"#,
            "has `mode`, which is a way",
        ),
        (r#"{"mode": "sso", "sso-session-name": "s"}"#, "run `ve sso login`"),
        (r#"{"mode": "StsToken", "access-key": "x", "secret-key": "s3cret"}"#, "has no `session-token`"),
        (r#"{"access-key": "x"}"#, "has no `secret-key`"),
        (r#"{"access-key": "\"x\"", "secret-key": "s3cret"}"#, "has `access-key`, which is in quotes"),
        (
            r#"{"access-key": "x", "secret-key": "s3cret", "sts-expiration": "s3cret"}"#,
            "has `sts-expiration`, which is not a Unix time",
        ),
    ] {
        let error = found(&[(".volcengine/config.json", &config(profile)), INI], &[]);
        assert!(error.contains(expected), "{profile}: {error}");
    }
    let error = found(&[OF_CLI, INI], &[("VOLCENGINE_PROFILE", "gone")]);
    assert!(error.contains("has no `profiles.gone`"), "{error}");
    let error = found(&[INI], &[("VOLCENGINE_CLI_CONFIG_FILE", "/nonexistent/config.json")]);
    assert!(error.contains("does not exist, and VOLCENGINE_CLI_CONFIG_FILE names it"), "{error}");
}

#[test]
fn what_is_wrong_is_said_by_place() {
    let told = [
        found(&[], &[("VOLC_ACCESSKEY", "half")]),
        found(&[(".volc/credentials", ""), (".volc/config", "{}")], &[]),
        found(&[(".volc/credentials", "[default]\naccess_key_id = x\n"), OF_NODE], &[]),
        found(&[(".volc/credentials", "[default]\nsecret_access_key = s3cret\n")], &[]),
        found(&[(".volc/config", r#"{"ak": "x", "VOLC_SECRETKEY": "s3cret"}"#)], &[]),
        found(&[(".volc/config", r#"{"ak": "x", "sk": "s3cret""#)], &[]),
        found(&[(".volc/config", "[default]\nregion = cn-beijing\n")], &[]),
        found(&[(".volc/config", r#"{"ak": "x", "sk": " s3cret"}"#)], &[]),
    ];
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_file_in_another_place() {
    let home = home(&[("keys.ini", INI.1), ("keys.json", OF_OTHERS.1)]);
    let nowhere = Path::new("/nonexistent");
    build(nowhere, &[], credentials::credentials_file_at(home.path().join("keys.ini"))).unwrap();
    build(nowhere, &[], credentials::config_file_at(home.path().join("keys.json"))).unwrap();
    let error = build(nowhere, &[], credentials::config_file_at("/nonexistent/keys.json")).unwrap_err();
    assert!(error.to_string().contains("there is no file `/nonexistent/keys.json`"), "{error}");
}

proptest! {
    /// Whatever becomes of a file, its error does not show the secret.
    #[test]
    fn a_damaged_file_keeps_its_secret(
        which in 0..3_usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..4),
    ) {
        let (name, text) = [INI, OF_NODE, OF_CLI][which];
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
