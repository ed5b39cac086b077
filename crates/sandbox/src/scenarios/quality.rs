//! Series of quality samples.
//!
//! The world knows when somebody was there, and no qualities: the values are those of the spec's examples.

use crate::world::Session;
use std::ops::Range;
use time::{Duration, OffsetDateTime};

/// The time between two samples.
const STEP: Duration = Duration::MINUTE;

/// The times of samples while the session goes on within the span, the first one when it begins.
pub(super) fn times(
    session: &Session,
    span: &Range<OffsetDateTime>,
    known: OffsetDateTime,
) -> impl Iterator<Item = OffsetDateTime> + use<> {
    let end = session.left(known).unwrap_or(known).min(span.end);
    let mut next = session.join.max(span.start);
    std::iter::from_fn(move || {
        let at = next;
        next = next.saturating_add(STEP);
        (at < end).then_some(at)
    })
}
