//! The profiles of the vendor's command line.

use super::Credentials;
use rtc_core::protocol::{CredentialsError, Environment};
use rtc_core::protocol::{
    CredentialsProvider,
    credentials::{
        IssueFuture, Issued,
        file::{self, FileProblem, Json},
    },
};
use std::{future::ready, path::PathBuf};

/// The variable that names another file.
const FILE: &str = "VOLCENGINE_CLI_CONFIG_FILE";
/// The file in the user's home directory.
const OF_USER: &str = ".volcengine/config.json";
/// The variables that name the profile: of the vendor's SDKs, and of its command line.
const PROFILES: [&str; 2] = ["VOLCENGINE_PROFILE", "VOLCENGINE_CLI_PROFILE"];
/// The profile that is used if neither a variable nor the file names one.
const DEFAULT: &str = "default";
/// The JSON keys of access key, secret key and session token.
const KEYS: [&str; 3] = ["access-key", "secret-key", "session-token"];
/// The JSON key of the time at which the credentials expire.
const EXPIRATION: &str = "sts-expiration";

/// The configuration of the vendor's command line `ve`: the profile that `VOLCENGINE_PROFILE` or `VOLCENGINE_CLI_PROFILE`
/// names, else the file's current one, else `default`.
#[must_use]
pub const fn cli_config() -> CliConfig {
    CliConfig { path: None, profile: None }
}

/// A profile of the vendor's command line, in the file that `VOLCENGINE_CLI_CONFIG_FILE` names, else
/// `~/.volcengine/config.json`. Credentials that `ve sso login` stored there are used until they expire; only the command
/// line can renew them. Profiles that name a role are refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CliConfig {
    path: Option<PathBuf>,
    profile: Option<String>,
}

impl CliConfig {
    /// Reads another file, whatever the environment says.
    #[must_use]
    pub fn at(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Selects a profile, whatever the environment and the file say.
    #[must_use]
    pub fn named(mut self, profile: impl Into<String>) -> Self {
        self.profile = Some(profile.into());
        self
    }

    fn file(&self, environment: Environment<'_>) -> Result<Json, CredentialsError> {
        if let Some(path) = &self.path {
            return Json::read(path);
        }
        match environment.path(FILE) {
            Some(path) => Json::read(&path).map_err(|error| match error {
                CredentialsError::NoFile { path } => FileProblem::NamedFileMissing { variable: FILE }.at(&path),
                error => error,
            }),
            None => Json::read(&environment.in_home(OF_USER)?),
        }
    }

    /// The name of the profile, and whether it was asked for.
    fn profile(&self, environment: Environment<'_>, file: &Json) -> Result<(String, bool), CredentialsError> {
        if let Some(name) = &self.profile {
            return Ok((name.clone(), true));
        }
        for variable in PROFILES {
            if let Some(name) = environment.text(variable)? {
                return Ok((name, true));
            }
        }
        let current = file.name("current")?;
        Ok((current.unwrap_or(DEFAULT).to_owned(), current.is_some()))
    }

    fn read(&self, environment: Environment<'_>) -> Result<Issued<Credentials>, CredentialsError> {
        let file = self.file(environment)?;
        let (name, is_named) = self.profile(environment, &file)?;
        let profile = match file.object("profiles")? {
            Some(profiles) => profiles.object(&name)?,
            None => None,
        };
        let Some(profile) = profile else {
            return Err(if is_named {
                FileProblem::MissingKey { key: format!("profiles.{name}") }.at(file.path())
            } else {
                CredentialsError::NoneInFile { path: file.path().to_owned() }
            });
        };
        let refused = |key: &str, reason| Err(FileProblem::Unusable { key: key.to_owned(), reason }.at(file.path()));
        let mode = profile.name("mode")?.unwrap_or_default().trim().to_ascii_lowercase();
        let expires = profile.unix_time(EXPIRATION)?;
        match mode.as_str() {
            "" | "ak" => {}
            "ststoken" if profile.text(KEYS[2])?.is_some() => {}
            "ststoken" => return Err(FileProblem::MissingKey { key: KEYS[2].to_owned() }.at(file.path())),
            "sso" if expires.is_some() => {}
            "sso" => return refused("mode", "is a single sign-on without stored credentials; run `ve sso login`"),
            _ => {
                let reason = "is a way to get credentials that this program does not have; use a profile with keys, or \
                              `from_fn`";
                return refused("mode", reason);
            }
        }
        let [access_key, secret_key, token] = KEYS;
        let access_key = (access_key, profile.text(access_key)?);
        let keys = file::key_pair(file.path(), access_key, (secret_key, profile.text(secret_key)?))?;
        profile.check_tokens(token)?;
        let issued = super::issued(keys, profile.text(token)?);
        Ok(match expires {
            Some(end) => issued.expires(end),
            None => issued,
        })
    }
}

impl CredentialsProvider<Credentials> for CliConfig {
    fn issue<'a>(&'a self, environment: Environment<'a>) -> IssueFuture<'a, Credentials> {
        Box::pin(ready(self.read(environment)))
    }

    fn issue_now(&self, environment: Environment<'_>) -> Option<Result<Issued<Credentials>, CredentialsError>> {
        Some(self.read(environment))
    }
}
