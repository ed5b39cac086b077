//! Renamed keys and values of the format.

/// Old and new name of each renamed key.
const KEYS: [(&str, &str); 5] = [
    ("written", "page_type"),
    ("sized", "effective_size"),
    ("begins", "row_start"),
    ("listed", "listed_codes"),
    ("most", "max"),
];

/// Old and new name of each renamed value.
const WORDS: [(&str, &str); 4] =
    [("again", "backoff"), ("slower", "throttle"), ("resigned", "resign"), ("refreshed", "refresh_credentials")];

/// The present name of the key `old`, if it is among those that `known` allows.
pub(super) fn key(old: &str, known: &[&'static str]) -> Option<&'static str> {
    find(&KEYS, old, known)
}

/// The present name of the value `old`, if it is among those that `known` allows.
pub(super) fn word(old: &str, known: &[&'static str]) -> Option<&'static str> {
    find(&WORDS, old, known)
}

fn find(renamed: &[(&'static str, &'static str)], old: &str, known: &[&'static str]) -> Option<&'static str> {
    renamed.iter().find(|(name, new)| *name == old && known.contains(new)).map(|(_, new)| *new)
}
