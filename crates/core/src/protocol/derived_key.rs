//! A derived signing key that is kept for later requests.

use secrecy::zeroize::Zeroizing;
use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

/// The signing key that a vendor derives from a secret for one scope, such as a day, a region and a service. Deriving it
/// takes several HMACs, and most requests have the same scope, so the key of the last scope is kept.
///
/// It belongs to one secret. Clones share the key, `Debug` does not show it, and it is overwritten in memory when it is
/// replaced or dropped.
#[derive(Clone, Default)]
pub struct DerivedKey(Arc<RwLock<Option<Kept>>>);

struct Kept {
    scope: String,
    key: Zeroizing<[u8; 32]>,
}

impl DerivedKey {
    /// The key for the scope: the one that is kept, or else what `derive` returns.
    #[must_use]
    pub fn get(&self, scope: &str, derive: impl FnOnce() -> Zeroizing<[u8; 32]>) -> Zeroizing<[u8; 32]> {
        // A panic cannot leave the key half-written, so a poisoned lock is still usable.
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = &*kept
            && kept.scope == scope
        {
            return kept.key.clone();
        }
        drop(kept);
        let key = derive();
        let kept = Kept { scope: scope.to_owned(), key: key.clone() };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        key
    }
}

impl fmt::Debug for DerivedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DerivedKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_derived_once_for_each_scope() {
        let keys = DerivedKey::default();
        let get = |scope, byte| *keys.clone().get(scope, || Zeroizing::new([byte; 32]));
        assert_eq!(get("monday", 1), [1; 32]);
        assert_eq!(get("monday", 2), [1; 32]);
        assert_eq!(get("tuesday", 3), [3; 32]);
        assert_eq!(get("monday", 4), [4; 32]);
        assert_eq!(format!("{keys:?}"), "DerivedKey");
    }
}
