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
/// The INI keys of access key and secret key.
const INI: [&str; 2] = ["access_key_id", "secret_access_key"];
/// The JSON keys of access key and secret key: those of the Node SDK, and those of all others.
const JSON: [[&str; 2]; 2] = [[super::ACCESS_KEY, super::SECRET_KEY], ["ak", "sk"]];

/// `~/.volc/credentials`, the file of the vendor's command line and Python SDK: INI, section `[default]`, keys
/// `access_key_id` and `secret_access_key`.
#[must_use]
pub fn credentials_file() -> impl CredentialsProvider<Credentials> + fmt::Debug {
    from_sync_fn(|environment: Environment<'_>| ini(&environment.in_home(CREDENTIALS)?))
}

/// A file with the format of [`credentials_file`] at another path.
pub fn credentials_file_at(path: impl Into<PathBuf>) -> impl CredentialsProvider<Credentials> + fmt::Debug {
    let path = path.into();
    from_sync_fn(move |_: Environment<'_>| ini(&path))
}

/// `~/.volc/config`, the file of the vendor's SDKs: JSON, keys `ak` and `sk`, or `VOLC_ACCESSKEY` and `VOLC_SECRETKEY`.
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
    let [access_key, secret_key] = INI;
    let keys = file::key_pair(path, (access_key, section.text(access_key)?), (secret_key, section.text(secret_key)?))?;
    Ok(issued(keys))
}

fn json(path: &Path) -> Result<Issued<Credentials>, CredentialsError> {
    let json = Json::read(path)?;
    let [access_key, secret_key] =
        JSON.into_iter().find(|keys| keys.iter().any(|key| json.has(key))).unwrap_or(JSON[0]);
    let keys = file::key_pair(path, (access_key, json.text(access_key)?), (secret_key, json.text(secret_key)?))?;
    Ok(issued(keys))
}

fn issued((access_key, secret_key): (&str, &str)) -> Issued<Credentials> {
    Issued::new(Credentials::new(access_key, secret_key)).renew_after(file::RENEW_AFTER)
}
