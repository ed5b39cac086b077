//! Reserving the slot of the call that is first in a queue.

use super::{
    error::QuotaTimeout,
    gcra::Slot,
    key_queue::QueueContext,
    quota_store::{QuotaStore, Reservation, ReserveFuture, StoreError},
    rate_limit::RateLimit,
    slot_source::SlotSource,
    ticket::{Ticket, saturating_add},
};
use crate::deadline::with_deadline;
use std::{fmt, time::Duration};
use tokio::time::Instant;

/// What the call at the head holds. It stays here when that call is cancelled, so that the next call takes it over.
#[derive(Default)]
pub(super) struct HeadState {
    /// A reserved slot that has not begun yet, or was not used.
    pub(super) slot: Option<ReservedSlot>,
    /// A reservation whose answer is pending.
    asked: Option<(ReserveFuture, AskedAt)>,
}

/// A reserved slot.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReservedSlot {
    /// When it begins, in the store's own units.
    slot: i64,
    /// When it begins, on this process's clock.
    pub(super) begins: Instant,
    /// The throttle count at the time of the reservation.
    pub(super) throttled: u64,
}

/// When a reservation was made.
#[derive(Clone, Copy, Debug)]
pub(super) struct AskedAt {
    pub(super) at: Instant,
    /// The throttle count at that time.
    pub(super) throttled: u64,
}

/// The time that passes between two calls of a queue. Calls that are only counted need not wait for each other.
pub(super) fn expected_interval(rate_limit: RateLimit, interval: Duration) -> Duration {
    if rate_limit.is_counted() { Duration::ZERO } else { interval }
}

/// The result of a reservation.
#[derive(Default)]
pub(super) struct Outcome {
    /// When the slot was granted, if it has begun.
    pub(super) began: Option<Instant>,
    /// Whether the time between slots has grown.
    pub(super) slower: bool,
}

/// Reserves a slot for the call at the head.
pub(super) async fn reserve(
    QueueContext { store, key, rate_limit, .. }: QueueContext<'_>,
    head: &mut HeadState,
    ticket: &mut Ticket<'_>,
    own: AskedAt,
    latest: Instant,
) -> Result<Outcome, QuotaTimeout> {
    let max_wait = latest.saturating_duration_since(own.at);
    let asked = Reservation { key, rate_limit, max_wait, missed: head.slot.map(|missed| missed.slot) };
    let (grant, origin, inherited) = match store {
        SlotSource::Local(store) => (store.reserve_at(asked, own.at), own, false),
        SlotSource::Shared(store) => ask(&**store, asked, head, own, latest).await?,
    };
    head.slot = None;
    match grant {
        Ok(slot) => {
            let begins = saturating_add(origin.at, slot.wait);
            let interval = expected_interval(rate_limit, slot.interval);
            let slower = ticket.hold(begins, saturating_add(origin.at, slot.next), interval);
            let began = (slot.wait.is_zero() && !inherited).then_some(origin.at);
            head.slot = Some(ReservedSlot { slot: slot.begins, begins, throttled: origin.throttled });
            Ok(Outcome { began, slower })
        }
        // The call that started this reservation had less time, or the store was unavailable then: try again.
        Err(_) if inherited => Ok(Outcome::default()),
        Err(StoreError::TooLate { wait }) => {
            ticket.expect(saturating_add(origin.at, wait));
            Err(QuotaTimeout::TooLate { needed: wait, allowed: max_wait })
        }
        Err(StoreError::Unavailable { reason }) => Err(QuotaTimeout::StoreUnavailable { reason }),
    }
}

/// Reserves a slot from a shared store, or waits for the reservation that an earlier call started; the returned flag says
/// which (`true`: an earlier call's). A reservation that is not answered by `latest` is left to the next call.
async fn ask(
    store: &dyn QuotaStore,
    asked: Reservation<'_>,
    head: &mut HeadState,
    own: AskedAt,
    latest: Instant,
) -> Result<(Result<Slot, StoreError>, AskedAt, bool), QuotaTimeout> {
    let inherited = head.asked.is_some();
    let (answer, origin) = head.asked.get_or_insert_with(|| (store.reserve(asked), own));
    let Some(grant) = with_deadline(answer, latest).await? else {
        let reason = "the shared quota store did not answer in time; check the store, or allow the call more time";
        return Err(QuotaTimeout::StoreUnavailable { reason: reason.to_owned() });
    };
    // An earlier call's answer may have arrived long ago, so its wait counts from the start of the reservation.
    let origin = if inherited { *origin } else { AskedAt { at: Instant::now(), ..own } };
    head.asked = None;
    Ok((grant, origin, inherited))
}

impl ReservedSlot {
    /// Whether the slot is still usable: it is within its tolerance, and the vendor has not throttled since.
    pub(super) fn is_usable(self, now: AskedAt, rate_limit: RateLimit) -> bool {
        self.throttled == now.throttled && now.at.saturating_duration_since(self.begins) <= rate_limit.usable_for()
    }
}

impl fmt::Debug for HeadState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeadState").field("slot", &self.slot).field("asked", &self.asked.is_some()).finish()
    }
}
