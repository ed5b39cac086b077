//! Credentials in environment variables.

use super::Credentials;
use rtc_core::protocol::{CredentialsError, Environment};

/// The variables of access key, secret key and session token, in the order in which they are looked at: those of the
/// vendor's SDKs of today, and those of its older ones.
const SETS: [[&str; 3]; 2] = [
    ["VOLCENGINE_ACCESS_KEY", "VOLCENGINE_SECRET_KEY", "VOLCENGINE_SESSION_TOKEN"],
    ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSIONTOKEN"],
];

/// The first complete pair of keys. Keys of different sets are never combined: they may belong to different accounts. Only
/// the token may have the other set's name, as the vendor's own programs accept it, if that set has no key.
pub(crate) fn read(environment: Environment<'_>) -> Result<Credentials, CredentialsError> {
    let mut sources = Vec::new();
    for (set, other) in [(SETS[0], SETS[1]), (SETS[1], SETS[0])] {
        let [access_key, secret_key, token] = set;
        let keys = match environment.required([access_key, secret_key]) {
            Err(CredentialsError::Missing { variables }) => {
                sources.push((variables, token));
                continue;
            }
            keys => keys?,
        };
        let other_has_keys = other[..2].iter().any(|variable| environment.is_set(variable));
        let token = match environment.optional(token)? {
            None if !other_has_keys => environment.optional(other[2])?,
            token => token,
        };
        let [access_key, secret_key] = keys;
        let credentials = Credentials::new(access_key, secret_key);
        return Ok(match token {
            Some(token) => credentials.session_token(token),
            None => credentials,
        });
    }
    // Other sources must not be used without the token that is set here.
    if let Some((variables, token)) = sources.iter().find(|(_, token)| environment.is_set(token)) {
        return Err(CredentialsError::TokenAlone { token, variables: variables.clone() });
    }
    Err(missing(sources.into_iter().map(|(variables, _)| variables).collect()))
}

/// The error of variables that are not set: of the set that has one of its keys, else of both.
fn missing(mut sets: Vec<Vec<&'static str>>) -> CredentialsError {
    if let Some(half) = sets.iter().position(|variables| variables.len() == 1) {
        return CredentialsError::Missing { variables: sets.swap_remove(half) };
    }
    let sources = sets.into_iter().map(|variables| CredentialsError::Missing { variables }).collect();
    CredentialsError::NoneFound { sources }
}
