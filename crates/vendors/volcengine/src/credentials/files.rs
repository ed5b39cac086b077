//! The credentials files of the vendor's own tools.

use super::Credentials;
use rtc_core::protocol::{CredentialsError, Environment};
use rtc_core::protocol::{
    CredentialsProvider,
    credentials::{
        Issued,
        file::{self, Ini, Json},
        from_sync_fn,
    },
};
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// The file of the vendor's command line and Python SDK, in the user's home directory.
const CREDENTIALS: &str = ".volc/credentials";
/// The file of the vendor's SDKs, in the user's home directory.
const CONFIG: &str = ".volc/config";
/// The INI keys of access key, secret key and session token.
const INI: [&str; 3] = ["access_key_id", "secret_access_key", "session_token"];
/// The JSON keys of access key, secret key and session token: those of the Node SDK, and those of all others.
const JSON: [[&str; 3]; 2] = [["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSIONTOKEN"], ["ak", "sk", "session_token"]];

/// `~/.volc/credentials`, the file of the vendor's command line and Python SDK: INI, section `[default]`, keys
/// `access_key_id`, `secret_access_key` and, for temporary credentials, `session_token`.
#[must_use]
pub fn credentials_file() -> impl CredentialsProvider<Credentials> + fmt::Debug {
    from_sync_fn(|environment: Environment<'_>| ini(&environment.in_home(CREDENTIALS)?))
}

/// A file with the format of [`credentials_file`] at another path.
pub fn credentials_file_at(path: impl Into<PathBuf>) -> impl CredentialsProvider<Credentials> + fmt::Debug {
    let path = path.into();
    from_sync_fn(move |_: Environment<'_>| ini(&path))
}

/// `~/.volc/config`, the file of the vendor's older SDKs: JSON, keys `ak` and `sk`, or `VOLC_ACCESSKEY` and
/// `VOLC_SECRETKEY`; for temporary credentials also `session_token`, or `VOLC_SESSIONTOKEN`.
#[must_use]
pub fn config_file() -> impl CredentialsProvider<Credentials> + fmt::Debug {
    from_sync_fn(|environment: Environment<'_>| json(&environment.in_home(CONFIG)?))
}

/// A file with the format of [`config_file`] at another path.
pub fn config_file_at(path: impl Into<PathBuf>) -> impl CredentialsProvider<Credentials> + fmt::Debug {
    let path = path.into();
    from_sync_fn(move |_: Environment<'_>| json(&path))
}

fn ini(path: &Path) -> Result<Issued<Credentials>, CredentialsError> {
    let ini = Ini::read(path)?;
    let section = ini.section("default");
    let [access_key, secret_key, token] = INI;
    let keys = file::key_pair(path, (access_key, section.text(access_key)?), (secret_key, section.text(secret_key)?))?;
    section.check_tokens(token)?;
    Ok(super::issued(keys, section.text(token)?))
}

fn json(path: &Path) -> Result<Issued<Credentials>, CredentialsError> {
    let json = Json::read(path)?;
    let [access_key, secret_key, mut token] =
        JSON.into_iter().find(|keys| keys[..2].iter().any(|key| json.has(key))).unwrap_or(JSON[0]);
    let keys = file::key_pair(path, (access_key, json.text(access_key)?), (secret_key, json.text(secret_key)?))?;
    // One name of the token goes with either names of the keys.
    if !json.has(token) {
        token = JSON.map(|[.., token]| token).into_iter().find(|token| json.has(token)).unwrap_or(token);
    }
    json.check_tokens(token)?;
    Ok(super::issued(keys, json.text(token)?))
}
