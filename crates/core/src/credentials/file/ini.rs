//! Credentials in sections of an INI file.

use super::{FileProblem, unread_token, usable};
use crate::CredentialsError;
use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

/// An INI file, with the rules that Python's `configparser` and Go's `ini` apply to credentials: `[section]`,
/// `key = value` or `key: value`; lines that begin with `#` or `;` are comments; keys are case-insensitive. Quotes
/// around a value are removed.
/// Its `Debug` shows the path only.
pub struct Ini {
    path: PathBuf,
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

impl Ini {
    /// Reads a file.
    ///
    /// # Errors
    /// [`CredentialsError::NoFile`] if there is none, [`CredentialsError::File`] if it cannot be read or is no INI
    /// file.
    pub fn read(path: &Path) -> Result<Self, CredentialsError> {
        Self::parse(path, &super::read(path)?)
    }

    /// Parses the text of a file.
    ///
    /// # Errors
    /// [`CredentialsError::File`] if it is not a valid INI file.
    pub fn parse(path: &Path, text: &str) -> Result<Self, CredentialsError> {
        let mut sections = BTreeMap::<String, BTreeMap<String, String>>::new();
        let mut current = None;
        for (line, text) in (1..).zip(text.lines()) {
            let mistake = |reason| FileProblem::NotIni { line, reason }.at(path);
            match Line::of(text.trim()).map_err(mistake)? {
                Line::Blank => {}
                Line::Section(name) => current = Some(sections.entry(name.to_owned()).or_default()),
                Line::Pair(key, value) => {
                    let section = current.as_mut().ok_or_else(|| mistake("no [section] precedes it; add one"))?;
                    if section.insert(key, value.to_owned()).is_some() {
                        return Err(mistake("the section has this key already; remove one of the two"));
                    }
                }
            }
        }
        Ok(Self { path: path.to_owned(), sections })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A section; one without anything in it if there is none of this name.
    #[must_use]
    pub fn section(&self, name: &str) -> Section<'_> {
        Section { path: &self.path, pairs: self.sections.get(name) }
    }
}

/// A section of an [`Ini`].
#[derive(Clone, Copy)]
pub struct Section<'a> {
    path: &'a Path,
    pairs: Option<&'a BTreeMap<String, String>>,
}

impl<'a> Section<'a> {
    /// A part of credentials; the key in small letters. `None` if it is missing or empty.
    ///
    /// # Errors
    /// [`CredentialsError::File`] if it is not visible ASCII.
    pub fn text(self, key: &str) -> Result<Option<&'a str>, CredentialsError> {
        match self.pairs.and_then(|pairs| pairs.get(key)) {
            Some(value) => usable(self.path, key, value),
            None => Ok(None),
        }
    }
}

impl Section<'_> {
    /// Checks that no key looks like a session token except `known`, the key that is read.
    ///
    /// # Errors
    /// [`CredentialsError::File`] names the key: its token would be left out.
    pub fn check_tokens(self, known: &str) -> Result<(), CredentialsError> {
        let filled = self.pairs.into_iter().flatten().filter(|(_, value)| !value.is_empty());
        unread_token(self.path, filled.map(|(key, _)| key.as_str()), known)
    }
}

/// A parsed line.
enum Line<'a> {
    Blank,
    Section(&'a str),
    Pair(String, &'a str),
}

impl<'a> Line<'a> {
    fn of(text: &'a str) -> Result<Self, &'static str> {
        if text.is_empty() || text.starts_with(['#', ';']) {
            return Ok(Self::Blank);
        }
        if let Some(rest) = text.strip_prefix('[') {
            let name = rest.strip_suffix(']').ok_or("the `[` has no `]` at the end of the line; add it")?;
            return Ok(Self::Section(name.trim()));
        }
        let (key, value) =
            text.split_once(['=', ':']).ok_or("it is neither `[section]` nor `key = value`; correct it")?;
        let value = value.trim();
        let bare = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
        Ok(Self::Pair(key.trim().to_lowercase(), bare.unwrap_or(value)))
    }
}

impl fmt::Debug for Ini {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ini({})", self.path.display())
    }
}

impl fmt::Debug for Section<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Section({})", self.path.display())
    }
}
