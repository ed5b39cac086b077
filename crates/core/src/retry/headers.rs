//! The headers of an answer that concern time.

use http::{HeaderMap, HeaderName, header};
use std::time::Duration;
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

/// The wait that the vendor requests: `Retry-After` in seconds, with or without a fraction, or as a time relative to the
/// answer's `Date`, or to `now` without a `Date`. `None` if it is none of these, such as a negative number.
pub(crate) fn retry_after(headers: &HeaderMap, now: OffsetDateTime) -> Option<Duration> {
    let text = text(headers, &header::RETRY_AFTER)?;
    if let Some(wait) = seconds(text) {
        return Some(wait);
    }
    let until = http_date(text)? - date(headers).unwrap_or(now);
    Some(until.try_into().unwrap_or(Duration::ZERO))
}

/// Seconds in digits, with up to nine more behind a point. A number too large for the type counts as its maximum.
fn seconds(text: &str) -> Option<Duration> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if !digits(whole) || !digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let nanoseconds = format!("{fraction:0<9}").parse().ok()?;
    Some(Duration::new(whole.parse().unwrap_or(u64::MAX), nanoseconds))
}

/// When the vendor sent the answer, to the second.
pub(crate) fn date(headers: &HeaderMap) -> Option<OffsetDateTime> {
    http_date(text(headers, &header::DATE)?)
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// A time as HTTP writes it today, such as `Sun, 06 Nov 1994 08:49:37 GMT`. The two obsolete formats are not supported.
fn http_date(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc2822).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(1994-11-06 08:49:00 UTC);

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        let pair = |(name, value): &(HeaderName, &str)| (name.clone(), HeaderValue::from_str(value).expect("a header"));
        pairs.iter().map(pair).collect()
    }

    fn after(value: &str) -> Option<Duration> {
        retry_after(&headers(&[(header::RETRY_AFTER, value)]), NOW)
    }

    #[test]
    fn dates_are_http_s() {
        let read = |text| date(&headers(&[(header::DATE, text)]));
        assert_eq!(read("Sun, 06 Nov 1994 08:49:37 GMT"), Some(datetime!(1994-11-06 08:49:37 UTC)));
        assert_eq!(read("Fri, 31 Dec 9999 23:59:59 GMT"), Some(datetime!(9999-12-31 23:59:59 UTC)));
        for text in ["", "now", "Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT", "0", "1994-11-06"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(date(&HeaderMap::new()), None);
    }

    #[test]
    fn a_wait_in_seconds() {
        assert_eq!(after("0"), Some(Duration::ZERO));
        assert_eq!(after(" 120 "), Some(Duration::from_secs(120)));
        assert_eq!(after(&"9".repeat(400)), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(after("1.5"), Some(Duration::from_millis(1_500)));
        assert_eq!(after("0.000000001"), Some(Duration::from_nanos(1)));
        for text in ["", "-1", "-1.5", "1.", ".5", "1.5.1", "1,5", "1e3", "soon", "+3", "1 s", "\u{661}"] {
            let value = HeaderValue::from_bytes(text.as_bytes()).expect("a header");
            assert_eq!(retry_after(&HeaderMap::from_iter([(header::RETRY_AFTER, value)]), NOW), None, "{text}");
        }
    }

    #[test]
    fn a_wait_until_a_time() {
        assert_eq!(after("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::from_secs(37)));
        assert_eq!(after("Sun, 06 Nov 1994 08:48:00 GMT"), Some(Duration::ZERO), "over already");
        assert!(after("Fri, 31 Dec 9999 23:59:59 GMT").is_some_and(|wait| wait > Duration::from_secs(1 << 37)));
        let both =
            [(header::RETRY_AFTER, "Sun, 06 Nov 1994 08:49:37 GMT"), (header::DATE, "Sun, 06 Nov 1994 08:49:30 GMT")];
        let far_off = NOW + Duration::from_secs(3_600);
        assert_eq!(retry_after(&headers(&both), far_off), Some(Duration::from_secs(7)), "by the vendor's own clock");
    }
}
