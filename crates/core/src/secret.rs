//! Parameters that nothing may show.

use crate::{builder::IntoValue, each::Each};
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroizing};
use serde::{Serialize, Serializer};
use std::{cell::RefCell, fmt};

/// What is written in place of a secret.
const REDACTED: &str = "[redacted]";

/// A secret parameter, such as the key of a storage to which the vendor uploads recordings.
///
/// It is sent as it is. `Debug` and `Serialize` write `[redacted]`, errors redact it in answers that echo it, and its
/// memory is zeroed when it is dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl<T: Into<String>> From<T> for Secret {
    fn from(text: T) -> Self {
        Self(SecretString::from(text.into()))
    }
}

impl<T: Into<String>> IntoValue<Secret> for T {
    fn into_value(self) -> Secret {
        self.into().into()
    }
}

impl IntoValue<Secret> for Secret {
    fn into_value(self) -> Secret {
        self
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl Each<str> for Secret {
    fn each<'v>(&'v self, visit: &mut dyn FnMut(&'v str)) {
        visit(self.expose());
    }
}

thread_local! {
    /// The secrets of the body that this thread is writing, while it writes one.
    static REVEALED: RefCell<Option<Vec<Zeroizing<String>>>> = const { RefCell::new(None) };
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let is_sent = REVEALED.with_borrow_mut(|revealed| {
            let Some(revealed) = revealed else { return false };
            revealed.push(Zeroizing::new(self.expose().to_owned()));
            true
        });
        to.serialize_str(if is_sent { self.expose() } else { REDACTED })
    }
}

/// Runs `write`, which serialises a body that is sent: only there are secrets serialised as they are. Returns these, too.
///
/// A request and the objects nested in it have one `Serialize` for both purposes, and a serializer cannot tell them apart.
pub(crate) fn revealing<T>(write: impl FnOnce() -> T) -> (T, Vec<Zeroizing<String>>) {
    /// Hides secrets again, whatever `write` does.
    struct Guard;
    impl Drop for Guard {
        fn drop(&mut self) {
            REVEALED.set(None);
        }
    }
    REVEALED.set(Some(Vec::new()));
    let guard = Guard;
    let written = write();
    let revealed = REVEALED.take().unwrap_or_default();
    drop(guard);
    (written, revealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_nowhere_but_where_it_is_sent() {
        let secret = Secret::from("swordfish");
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "[redacted] Some([redacted])");
        assert_eq!(serde_json::to_string(&[&secret]).unwrap(), "[\"[redacted]\"]");
        let (sent, secrets) = revealing(|| serde_json::to_string(&[&secret]).unwrap());
        assert_eq!((&*sent, secrets), ("[\"swordfish\"]", vec![Zeroizing::new("swordfish".to_owned())]));
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"[redacted]\"");
    }

    #[test]
    fn a_writer_that_panics_leaves_secrets_hidden() {
        let _ = std::panic::catch_unwind(|| revealing(|| panic!("in between")));
        assert_eq!(serde_json::to_string(&Secret::from("swordfish")).unwrap(), "\"[redacted]\"");
    }
}
