//! The files that the vendor's own tools keep credentials in.

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

/// The file of the vendor's command line and Python SDK, in the user's home.
const CREDENTIALS: &str = ".volc/credentials";
/// The file of the vendor's SDKs, in the user's home.
const CONFIG: &str = ".volc/config";
/// The names of access key and secret key in the INI file.
const INI: [&str; 2] = ["access_key_id", "secret_access_key"];
/// The names of access key and secret key in the JSON file: the Node SDK's, and those of all others.
const JSON: [[&str; 2]; 2] = [[super::ACCESS_KEY, super::SECRET_KEY], ["ak", "sk"]];

/// `~/.volc/credentials`, as the vendor's command line and Python SDK have it: INI, section `[default]`, keys
/// `access_key_id` and `secret_access_key`.
#[must_use]
pub fn credentials_file() -> impl CredentialsProvider<Credentials> + fmt::Debug {
    from_sync_fn(|environment: Environment<'_>| ini(&environment.in_home(CREDENTIALS)?))
}

/// A file like [`credentials_file`] in another place.
pub fn credentials_file_at(path: impl Into<PathBuf>) -> impl CredentialsProvider<Credentials> + fmt::Debug {
    let path = path.into();
    from_sync_fn(move |_: Environment<'_>| ini(&path))
}

/// `~/.volc/config`, as the vendor's SDKs have it: JSON, keys `ak` and `sk`, or `VOLC_ACCESSKEY` and `VOLC_SECRETKEY`.
#[must_use]
pub fn config_file() -> impl CredentialsProvider<Credentials> + fmt::Debug {
    from_sync_fn(|environment: Environment<'_>| json(&environment.in_home(CONFIG)?))
}

/// A file like [`config_file`] in another place.
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
