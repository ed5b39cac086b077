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
use std::future::ready;

/// The variable that names the profile.
const VARIABLE: &str = "TCCLI_PROFILE";
/// The profile that is used if the variable is not set.
const DEFAULT: &str = "default";
/// The JSON keys of secret id and secret key.
const KEYS: [&str; 2] = ["secretId", "secretKey"];

/// The JSON key of the session token.
const TOKEN: &str = "token";

/// A profile of the vendor's command line `tccli`: the one that `TCCLI_PROFILE` names, else `default`.
#[must_use]
pub const fn profile() -> Profile {
    Profile { name: None }
}

/// A profile of the vendor's command line: credentials in `~/.tccli/<profile>.credential`, the region in
/// `~/.tccli/<profile>.configure`. Temporary credentials, as created by `tccli auth login` and `tccli sso login`, are
/// used until they expire; only the command line can renew them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    name: Option<String>,
}

impl Profile {
    /// Selects a profile, whatever `TCCLI_PROFILE` says.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// One of the profile's files.
    fn file(&self, kind: &str, environment: Environment<'_>) -> Result<Json, CredentialsError> {
        let of_environment = if self.name.is_none() { environment.text(VARIABLE)? } else { None };
        let name = self.name.as_deref().or(of_environment.as_deref()).unwrap_or(DEFAULT);
        Json::read(&environment.in_home(&format!(".tccli/{name}.{kind}"))?)
    }

    fn read(&self, environment: Environment<'_>) -> Result<Issued<Credentials>, CredentialsError> {
        let json = self.file("credential", environment)?;
        let [id, key] = KEYS;
        let (id, key) = file::key_pair(json.path(), (id, json.text(id)?), (key, json.text(key)?))?;
        if json.text("roleArn")?.is_some() {
            let reason = "names a role, which this program cannot assume; use credentials of the role";
            return Err(FileProblem::Unusable { key: "roleArn".to_owned(), reason }.at(json.path()));
        }
        let mut credentials = Credentials::new(id, key);
        json.check_tokens(TOKEN)?;
        if let Some(token) = json.text(TOKEN)? {
            credentials = credentials.token(token);
        }
        let issued = Issued::new(credentials).renew_after(file::RENEW_AFTER);
        Ok(match json.unix_seconds("expiresAt")? {
            Some(end) => issued.expires(end),
            None => issued,
        })
    }
}

impl CredentialsProvider<Credentials> for Profile {
    fn issue<'a>(&'a self, environment: Environment<'a>) -> IssueFuture<'a, Credentials> {
        Box::pin(ready(self.read(environment)))
    }

    fn issue_now(&self, environment: Environment<'_>) -> Option<Result<Issued<Credentials>, CredentialsError>> {
        Some(self.read(environment))
    }

    fn region(&self, environment: Environment<'_>) -> Result<Option<String>, CredentialsError> {
        let json = match self.file("configure", environment) {
            Err(error) if error.is_missing() => return Ok(None),
            json => json?,
        };
        // Old profiles have the region at the top level.
        let region = match json.object("_sys_param")? {
            Some(parameters) => parameters.text("region")?.map(str::to_owned),
            None => None,
        };
        region.map_or_else(|| Ok(json.text("region")?.map(str::to_owned)), |region| Ok(Some(region)))
    }
}
