//! The calls of one key: first come, first served.

use super::{
    NoTurn, Pace, QuotaKey, QuotaStore, Reservation, Reserving, Slot, StoreError,
    place::{Notes, Place, later},
    quotas::Store,
};
use crate::bounded::bounded;
use std::{fmt, future::poll_fn, pin::pin, task::Poll, time::Duration};
use tokio::{
    sync::{Mutex, MutexGuard, Notify},
    time::{Instant, sleep_until},
};

/// The calls of one key. Whoever holds `first` is the first of them; the lock hands itself on in the order of asking.
#[derive(Debug)]
pub(super) struct Lane {
    first: Mutex<Held>,
    /// Wakes everybody when the vendor said "too often".
    slowed: Notify,
    notes: Notes,
}

/// What the first of a lane has, or has left behind for the next.
#[derive(Default)]
struct Held {
    /// A slot that has not begun, or was not used.
    slot: Option<Waiting>,
    /// The answer to come of a store that was asked for a slot.
    asked: Option<(Reserving, Origin)>,
}

/// A slot that waits for its time.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    /// When it begins, as the store says it.
    slot: i64,
    /// When it begins, by this process's clock.
    begins: Instant,
    /// How often the vendor had said "too often" when it was asked for.
    slowed: u64,
}

/// When a slot was asked for.
#[derive(Clone, Copy, Debug)]
struct Origin {
    at: Instant,
    /// How often the vendor had said "too often".
    slowed: u64,
}

/// Whose turns they are.
pub(super) type Counts<'a> = (&'a Store, &'a QuotaKey, Pace);

impl Lane {
    pub(super) fn new(now: Instant, pace: Pace) -> Self {
        Self { first: Mutex::default(), slowed: Notify::new(), notes: Notes::new(now, pace.interval()) }
    }

    /// Whether forgetting the lane changes nothing, if nobody stands in it.
    pub(super) fn is_idle(&self, now: Instant) -> bool {
        self.notes.is_idle(now)
    }

    /// No turn within this pause: everybody in the lane looks anew.
    pub(super) fn pause(&self, pause: Duration) {
        self.notes.pause(pause);
        self.slowed.notify_waiters();
    }

    /// Waits for a turn and says how long that took.
    pub(super) async fn turn(&self, counts: Counts<'_>, latest: Instant) -> Result<Duration, NoTurn> {
        let start = Instant::now();
        let place = Place::take(&self.notes, start, latest)?;
        let (mut held, now) = match self.first.try_lock() {
            Ok(held) => (held, start),
            Err(_) => (self.become_first(&place, latest).await?, Instant::now()),
        };
        // From here on it is dropped before the lock is, so that the next in line finds the notes as they should be.
        let mut place = place;
        let left = self.lead(counts, &mut held, &mut place, now, latest).await?;
        place.go();
        Ok(left.saturating_duration_since(start))
    }

    /// Waits until everybody before has left.
    async fn become_first(&self, place: &Place<'_>, latest: Instant) -> Result<MutexGuard<'_, Held>, NoTurn> {
        let mut first = pin!(self.first.lock());
        let mut time_is_up = pin!(sleep_until(latest));
        loop {
            let mut slowed = pin!(self.slowed.notified());
            place.check()?;
            let held = poll_fn(|context| {
                if let Poll::Ready(held) = first.as_mut().poll(context) {
                    return Poll::Ready(Ok(Some(held)));
                }
                if slowed.as_mut().poll(context).is_ready() {
                    return Poll::Ready(Ok(None));
                }
                time_is_up.as_mut().poll(context).map(|()| Err(place.too_late()))
            });
            if let Some(held) = held.await? {
                return Ok(held);
            }
        }
    }

    /// As the first, gets a slot and waits until it begins. Says when that was.
    async fn lead(
        &self,
        counts: Counts<'_>,
        held: &mut Held,
        place: &mut Place<'_>,
        mut now: Instant,
        latest: Instant,
    ) -> Result<Instant, NoTurn> {
        let (_, _, pace) = counts;
        loop {
            let mut slowed = pin!(self.slowed.notified());
            let asked = Origin { at: now, slowed: self.notes.times_slowed() };
            let Some(slot) = held.slot.filter(|slot| slot.is_usable(asked, pace)) else {
                let given = reserve(counts, held, place, asked, latest).await?;
                if given.slower {
                    // Somebody may wait in vain now.
                    self.slowed.notify_waiters();
                }
                if let Some(begun) = given.begun {
                    return Ok(begun);
                }
                now = Instant::now();
                continue;
            };
            place.take_over(slot.begins);
            if slot.begins <= asked.at {
                held.slot = None;
                return Ok(asked.at);
            }
            if slot.begins > latest {
                return Err(place.too_late());
            }
            let mut begins = pin!(sleep_until(slot.begins));
            poll_fn(|context| match slowed.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(()),
                Poll::Pending => begins.as_mut().poll(context),
            })
            .await;
            now = Instant::now();
        }
    }
}

/// What became of asking for a slot.
#[derive(Default)]
struct Given {
    /// When it was given, if it had begun then; otherwise it is in [`Held`].
    begun: Option<Instant>,
    /// Slots are further apart now.
    slower: bool,
}

/// Gets the first of a lane a slot.
async fn reserve(
    (store, key, pace): Counts<'_>,
    held: &mut Held,
    place: &mut Place<'_>,
    mine: Origin,
    latest: Instant,
) -> Result<Given, NoTurn> {
    let most = latest.saturating_duration_since(mine.at);
    let asked = Reservation { key, pace, most, missed: held.slot.map(|missed| missed.slot) };
    let (given, origin, inherited) = match store {
        Store::Local(store) => (store.reserve_at(asked, mine.at), mine, false),
        Store::Shared(store) => ask(&**store, asked, held, mine, latest).await?,
    };
    held.slot = None;
    match given {
        Ok(slot) => {
            let begins = later(origin.at, slot.wait);
            let slower = place.hold(begins, later(origin.at, slot.next), slot.interval);
            let begun = (slot.wait.is_zero() && !inherited).then_some(origin.at);
            if begun.is_none() {
                held.slot = Some(Waiting { slot: slot.begins, begins, slowed: origin.slowed });
            }
            Ok(Given { begun, slower })
        }
        // Whoever asked could wait less, or asked while the store was away.
        Err(_) if inherited => Ok(Given::default()),
        Err(StoreError::TooLate { wait }) => {
            place.expect(later(origin.at, wait));
            Err(NoTurn::TooLate { needed: wait, allowed: most })
        }
        Err(StoreError::Away { reason }) => Err(NoTurn::Unknown { reason }),
    }
}

/// Asks a store that answers later, or waits for the answer that somebody before has asked for: then `true`. An answer
/// that does not come by `latest` is left to the next in line.
async fn ask(
    store: &dyn QuotaStore,
    asked: Reservation<'_>,
    held: &mut Held,
    mine: Origin,
    latest: Instant,
) -> Result<(Result<Slot, StoreError>, Origin, bool), NoTurn> {
    let inherited = held.asked.is_some();
    let (answer, origin) = held.asked.get_or_insert_with(|| (store.reserve(asked), mine));
    let Some(given) = bounded(answer, latest).await else {
        let reason = "what counts the calls of several processes has not answered in time; look after it, or allow the call more time";
        return Err(NoTurn::Unknown { reason: reason.to_owned() });
    };
    // An answer that another asked for may have come long ago, so its wait counts from the asking.
    let origin = if inherited { *origin } else { Origin { at: Instant::now(), ..mine } };
    held.asked = None;
    Ok((given, origin, inherited))
}

impl Waiting {
    /// Whether the slot may still be used: it did not begin too long ago, and the vendor has not said "too often" since.
    fn is_usable(self, now: Origin, pace: Pace) -> bool {
        self.slowed == now.slowed && now.at.saturating_duration_since(self.begins) <= pace.tolerance()
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").field("slot", &self.slot).field("asked", &self.asked.is_some()).finish()
    }
}
