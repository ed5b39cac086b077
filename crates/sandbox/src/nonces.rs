//! Detects repeated nonces.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};
use time::OffsetDateTime;

/// Maximum number of remembered nonces. A vendor's quota keeps the number far below.
const CAPACITY: usize = 200_000;

/// The nonces of calls whose signature has not expired.
#[derive(Debug, Default)]
pub(crate) struct Nonces(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    nonces: HashSet<String>,
    /// With the time of arrival, oldest first.
    order: VecDeque<(OffsetDateTime, String)>,
}

impl Nonces {
    /// Whether the nonce is new. A call may be signed up to `valid` ahead, and is then valid for twice that long.
    /// Without `valid`, nonces are remembered until the capacity is reached.
    pub(crate) fn is_new(&self, nonce: &str, now: OffsetDateTime, valid: Option<Duration>) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let expired = |at: OffsetDateTime| valid.is_some_and(|valid| (now - at).unsigned_abs() > 2 * valid);
        while seen.order.len() >= CAPACITY || seen.order.front().is_some_and(|(at, _)| expired(*at)) {
            if let Some((_, old)) = seen.order.pop_front() {
                seen.nonces.remove(&old);
            }
        }
        let new = seen.nonces.insert(nonce.to_owned());
        if new {
            seen.order.push_back((now, nonce.to_owned()));
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration as Signed;

    const VALID: Option<Duration> = Some(Duration::from_secs(600));

    #[test]
    fn a_nonce_is_new_once_while_its_call_could_be_good() {
        let nonces = Nonces::default();
        let at = |seconds| OffsetDateTime::UNIX_EPOCH + Signed::seconds(seconds);
        assert!(nonces.is_new("a", at(0), VALID) && nonces.is_new("b", at(1), VALID));
        assert!(!nonces.is_new("a", at(1200), VALID));
        assert!(nonces.is_new("a", at(1201), VALID) && !nonces.is_new("b", at(1201), VALID));
    }

    #[test]
    fn no_more_than_so_many_are_kept() {
        let nonces = Nonces::default();
        for number in 0..=CAPACITY {
            assert!(nonces.is_new(&number.to_string(), OffsetDateTime::UNIX_EPOCH, VALID));
        }
        assert!(nonces.is_new("0", OffsetDateTime::UNIX_EPOCH, VALID));
        assert!(!nonces.is_new(&CAPACITY.to_string(), OffsetDateTime::UNIX_EPOCH, VALID));
    }
}
