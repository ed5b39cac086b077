//! Reading credentials files. Errors name positions, never contents.

mod ini;
mod json;

pub use super::file_error::{FileError, FileProblem};
pub use ini::{Ini, Section};
pub use json::Json;

use super::{CredentialsError, error::find_flaw};
use std::{fs, io, io::Read as _, path::Path, time::Duration};

/// The interval at which a credentials file is read again, so that a long-running service notices a replaced file.
pub const RENEW_AFTER: Duration = Duration::from_secs(60);

/// Maximum size of a credentials file, in bytes.
const LIMIT: u64 = 1024 * 1024;

/// Reads the text of a credentials file, without its byte order mark. It reads synchronously, because credentials files
/// are small and local.
///
/// # Errors
/// [`CredentialsError::NoFile`] if it does not exist, else [`CredentialsError::File`].
pub fn read(path: &Path) -> Result<String, CredentialsError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => CredentialsError::NoFile { path: path.to_owned() },
        kind => FileProblem::Unreadable(kind).at(path),
    };
    // Opening a pipe or a device could block forever.
    if !fs::metadata(path).map_err(failed)?.is_file() {
        return Err(FileProblem::NotAFile.at(path));
    }
    let mut bytes = Vec::new();
    fs::File::open(path).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes)).map_err(failed)?;
    if bytes.len() as u64 > LIMIT {
        return Err(FileProblem::TooLong { limit: LIMIT }.at(path));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(FileProblem::Utf16.at(path));
    }
    let text = String::from_utf8(bytes)
        .map_err(|error| FileProblem::NotUtf8 { byte: error.utf8_error().valid_up_to() + 1 }.at(path))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The value of a key; `None` if it is empty.
fn usable<'a>(path: &Path, key: &str, value: &'a str) -> Result<Option<&'a str>, CredentialsError> {
    if value.is_empty() {
        return Ok(None);
    }
    match find_flaw(value) {
        Some(reason) => Err(FileProblem::Unusable { key: key.to_owned(), reason }.at(path)),
        None => Ok(Some(value)),
    }
}

/// The error of a key that looks like a session token and is not `known`.
fn unread_token<'k>(path: &Path, mut keys: impl Iterator<Item = &'k str>, known: &str) -> Result<(), CredentialsError> {
    let looks_like_one = |key: &&str| *key != known && key.to_ascii_lowercase().contains("token");
    match keys.find(looks_like_one) {
        Some(key) => {
            let key = consists_of_words(key).then(|| key.to_owned());
            Err(FileProblem::UnreadToken { key, known: known.to_owned() }.at(path))
        }
        None => Ok(()),
    }
}

/// Whether a key consists of words that keys of credentials consist of. Only such a key may be repeated: any other text
/// could be a secret that stands in the place of a key.
fn consists_of_words(key: &str) -> bool {
    const WORDS: &str = "token session security secret access auth sts temporary temp key id aws volcengine volc \
                         tencentcloud x _ - .";
    let mut rest = key.to_ascii_lowercase();
    while !rest.is_empty() {
        let Some(after) = WORDS.split(' ').find_map(|word| rest.strip_prefix(word)) else {
            return false;
        };
        rest = after.to_owned();
    }
    true
}

/// The two values that credentials consist of, each under its key.
///
/// # Errors
/// [`CredentialsError::NoneInFile`] if both are missing, [`FileProblem::MissingKey`] if one is.
pub fn key_pair<'a>(
    path: &Path,
    (first_key, first): (&str, Option<&'a str>),
    (second_key, second): (&str, Option<&'a str>),
) -> Result<(&'a str, &'a str), CredentialsError> {
    match (first, second) {
        (Some(first), Some(second)) => Ok((first, second)),
        (None, None) => Err(CredentialsError::NoneInFile { path: path.to_owned() }),
        (None, _) => Err(FileProblem::MissingKey { key: first_key.to_owned() }.at(path)),
        (_, None) => Err(FileProblem::MissingKey { key: second_key.to_owned() }.at(path)),
    }
}
