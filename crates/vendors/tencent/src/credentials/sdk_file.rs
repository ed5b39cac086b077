//! The credentials file of the vendor's SDKs.

use super::Credentials;
use rtc_core::protocol::{CredentialsError, Environment};
use rtc_core::protocol::{
    CredentialsProvider,
    credentials::{
        Issued,
        file::{self, FileProblem, Ini},
        from_sync_fn,
    },
};
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// The variable that names another file.
const VARIABLE: &str = "TENCENTCLOUD_CREDENTIALS_FILE";
/// The file in the user's home directory.
const OF_USER: &str = ".tencentcloud/credentials";
/// The file for all users.
const OF_ALL: &str = "/etc/tencentcloud/credentials";
/// The INI keys of secret id and secret key.
const KEYS: [&str; 2] = ["secret_id", "secret_key"];

/// The INI key of the session token.
const TOKEN: &str = "token";

/// The credentials file of the vendor's SDKs: the one that `TENCENTCLOUD_CREDENTIALS_FILE` names, else
/// `~/.tencentcloud/credentials`, else `/etc/tencentcloud/credentials`. An INI file with the section `[default]` and
/// the keys `secret_id`, `secret_key` and, for temporary credentials, `token`, which the vendor's SDKs leave out.
#[must_use]
pub fn sdk_file() -> impl CredentialsProvider<Credentials> + fmt::Debug {
    from_sync_fn(|environment: Environment<'_>| {
        if let Some(path) = environment.path(VARIABLE) {
            return read(&path).map_err(|error| match error {
                CredentialsError::NoFile { path } => FileProblem::NamedFileMissing { variable: VARIABLE }.at(&path),
                error => error,
            });
        }
        let mut sources = Vec::new();
        for path in [environment.in_home(OF_USER), Ok(OF_ALL.into())] {
            match path.and_then(|path| read(&path)) {
                Err(error) if error.is_missing() => sources.push(error),
                end => return end,
            }
        }
        Err(CredentialsError::NoneFound { sources })
    })
}

/// A file with the format of [`sdk_file`] at another path.
pub fn sdk_file_at(path: impl Into<PathBuf>) -> impl CredentialsProvider<Credentials> + fmt::Debug {
    let path = path.into();
    from_sync_fn(move |_: Environment<'_>| read(&path))
}

fn read(path: &Path) -> Result<Issued<Credentials>, CredentialsError> {
    let ini = Ini::read(path)?;
    let section = ini.section("default");
    let [id, key] = KEYS;
    let (id, key) = file::key_pair(path, (id, section.text(id)?), (key, section.text(key)?))?;
    section.check_tokens(TOKEN)?;
    let credentials = Credentials::new(id, key);
    let credentials = match section.text(TOKEN)? {
        Some(token) => credentials.token(token),
        None => credentials,
    };
    Ok(Issued::new(credentials).renew_after(file::RENEW_AFTER))
}
