//! The server's clock as this process sees it.

use crate::script::{ScriptReply, between};
use std::time::Duration;
use tokio::time::Instant;

/// How many replies are needed before one with a long round trip is relied on.
const ENOUGH_REPLIES: u32 = 3;

/// Relates the server's clock to this process's. A reply may be delayed by the network, the server or this process, but a
/// slot begins at one point of time, so its begin is computed from the reply with the shortest round trip.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ServerClock {
    anchor: Option<Anchor>,
    replies: u32,
}

/// The same point of time on both clocks.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    local: Instant,
    /// Microseconds of the server's clock.
    server: i64,
    round_trip: Duration,
}

impl ServerClock {
    /// Learns from a reply.
    pub(crate) fn observe(&mut self, reply: &ScriptReply) {
        let round_trip = reply.received.saturating_duration_since(reply.sent);
        let is_consistent = |anchor: &Anchor| {
            let replied = anchor.instant_of(reply.now);
            replied >= reply.sent && replied <= reply.received && anchor.round_trip <= round_trip
        };
        let anchor = self.anchor.filter(is_consistent).unwrap_or_else(|| Anchor {
            local: reply.sent + round_trip / 2,
            server: reply.now,
            round_trip,
        });
        self.anchor = Some(anchor);
        self.replies = self.replies.saturating_add(1);
    }

    /// A time of the server's clock as an instant.
    pub(crate) fn instant_of(&self, server: i64) -> Option<Instant> {
        self.anchor.map(|anchor| anchor.instant_of(server))
    }

    /// Whether the clocks are known to be related with this precision, or cannot be better.
    pub(crate) fn is_settled(&self, precision: Duration) -> bool {
        self.replies >= ENOUGH_REPLIES || self.anchor.is_some_and(|anchor| anchor.round_trip <= precision)
    }

    /// How long a reply takes to arrive if nothing delays it.
    pub(crate) fn latency(&self) -> Duration {
        self.anchor.map_or(Duration::ZERO, |anchor| anchor.round_trip / 2)
    }
}

impl Anchor {
    fn instant_of(&self, server: i64) -> Instant {
        if server >= self.server {
            self.local.checked_add(between(self.server, server)).unwrap_or(self.local)
        } else {
            self.local.checked_sub(between(server, self.server)).unwrap_or(self.local)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    /// A reply at the server's time `now`, with the one-way times to and from the server.
    fn reply(start: Instant, now: u64, to: u64, from: u64) -> ScriptReply {
        let replied = start + ms(now);
        ScriptReply {
            granted: true,
            slot: 0,
            now: i64::try_from(now * 1000).expect("small"),
            next: 0,
            interval: Duration::ZERO,
            processes: None,
            sent: replied - ms(to),
            received: replied + ms(from),
        }
    }

    #[test]
    fn the_shortest_round_trip_relates_the_clocks() {
        let (mut clock, start) = (ServerClock::default(), Instant::now() + ms(1000));
        assert!(clock.instant_of(0).is_none() && !clock.is_settled(ms(5)));
        clock.observe(&reply(start, 1000, 10, 90));
        assert_eq!(clock.instant_of(1_000_000), Some(start + ms(1040)));
        assert!(!clock.is_settled(ms(5)));
        clock.observe(&reply(start, 2000, 1, 1));
        assert_eq!(clock.instant_of(3_000_000), Some(start + ms(3000)));
        assert_eq!(clock.instant_of(500_000), Some(start + ms(500)));
        assert!(clock.is_settled(ms(5)));
        // A late reply changes nothing.
        clock.observe(&reply(start, 3000, 1, 80));
        assert_eq!(clock.instant_of(3_000_000), Some(start + ms(3000)));
        assert_eq!(clock.latency(), ms(1));
    }

    #[test]
    fn a_clock_that_jumped_is_related_again() {
        let (mut clock, start) = (ServerClock::default(), Instant::now() + ms(1000));
        clock.observe(&reply(start, 1000, 1, 1));
        let jumped = ScriptReply { now: 90_000_000, ..reply(start, 2000, 4, 4) };
        clock.observe(&jumped);
        assert_eq!(clock.instant_of(90_000_000), Some(start + ms(2000)));
    }
}
