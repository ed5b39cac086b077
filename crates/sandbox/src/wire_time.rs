//! Formats times for answers.

use rtc_catalog::model::Type;
use serde_json::Value as Json;
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// The time as a value of the documented type.
pub(crate) fn json(kind: &Type, at: OffsetDateTime) -> Json {
    match kind {
        Type::UnixSeconds => at.unix_timestamp().into(),
        Type::UnixMillis => unix_millis(at).into(),
        Type::Calendar(calendar) => calendar.text(at).into(),
        _ => rfc3339(at).into(),
    }
}

pub(crate) fn unix_millis(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// RFC 3339 in whole seconds with the offset of China, as in the vendors' examples.
pub(crate) fn rfc3339(at: OffsetDateTime) -> String {
    let offset = UtcOffset::from_hms(8, 0, 0).unwrap_or(UtcOffset::UTC);
    // The last hours of the year 9999 are in the year 10000 in China, which RFC 3339 cannot express.
    let local = at.checked_to_offset(offset).unwrap_or(at);
    local.replace_nanosecond(0).unwrap_or(local).format(&Rfc3339).unwrap_or_default()
}
