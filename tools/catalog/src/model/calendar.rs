//! Days and times of day as texts without an offset.

use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// A day, or a time of day in the vendor's time zone, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// A day such as `2026-11-30`.
    Date,
    /// A day such as `20261130`.
    CompactDate,
    /// A time such as `2026-11-30 08:00:00`, in a zone that is this many seconds east of UTC.
    Seconds(i32),
    /// A time such as `2026-11-30 08:00`, in a zone that is this many seconds east of UTC.
    Minutes(i32),
}

impl Calendar {
    /// Whether it is a day, with no time.
    #[must_use]
    pub const fn is_day(self) -> bool {
        matches!(self, Self::Date | Self::CompactDate)
    }

    /// The same form in the zone that is `seconds` east of UTC. Days have no zone.
    #[must_use]
    pub const fn in_zone(self, seconds: i32) -> Self {
        match self {
            Self::Seconds(_) => Self::Seconds(seconds),
            Self::Minutes(_) => Self::Minutes(seconds),
            day => day,
        }
    }

    /// The form, with `9` for each digit.
    const fn form(self) -> &'static str {
        match self {
            Self::Date => "9999-99-99",
            Self::CompactDate => "99999999",
            Self::Seconds(_) => "9999-99-99 99:99:99",
            Self::Minutes(_) => "9999-99-99 99:99",
        }
    }

    /// A text of this form.
    #[must_use]
    pub const fn sample(self) -> &'static str {
        match self {
            Self::Date => "2026-01-01",
            Self::CompactDate => "20260101",
            Self::Seconds(_) => "2026-01-01 00:00:00",
            Self::Minutes(_) => "2026-01-01 00:00",
        }
    }

    /// What a value of this form is, for a message.
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Date => "a day such as `2026-01-01`",
            Self::CompactDate => "a day such as `20260101`",
            Self::Seconds(_) => "a time such as `2026-01-01 00:00:00`",
            Self::Minutes(_) => "a time such as `2026-01-01 00:00`",
        }
    }

    /// The time that the text stands for: for a day, its beginning in UTC. `None` if the text has another form, or is no
    /// date of the calendar.
    #[must_use]
    pub fn parse(self, text: &str) -> Option<OffsetDateTime> {
        let fits =
            |(expected, letter): (u8, u8)| if expected == b'9' { letter.is_ascii_digit() } else { expected == letter };
        let form = self.form();
        if text.len() != form.len() || !form.bytes().zip(text.bytes()).all(fits) {
            return None;
        }
        let digits: Vec<u16> = text.bytes().filter(u8::is_ascii_digit).map(|digit| u16::from(digit - b'0')).collect();
        let number = |from: usize, to: usize| {
            digits.get(from..to).map_or(0, |part| part.iter().fold(0, |all, digit| all * 10 + digit))
        };
        let small = |from: usize, to: usize| u8::try_from(number(from, to)).ok();
        let month = Month::try_from(small(4, 6)?).ok()?;
        let date = Date::from_calendar_date(i32::from(number(0, 4)), month, small(6, 8)?).ok()?;
        let (hour, minute, second) = (small(8, 10)?, small(10, 12)?, small(12, 14)?);
        let (time, zone) = match self {
            Self::Date | Self::CompactDate => (Time::MIDNIGHT, 0),
            Self::Seconds(zone) => (Time::from_hms(hour, minute, second).ok()?, zone),
            Self::Minutes(zone) => (Time::from_hms(hour, minute, 0).ok()?, zone),
        };
        Some(PrimitiveDateTime::new(date, time).assume_offset(UtcOffset::from_whole_seconds(zone).ok()?))
    }

    /// The time as text; a day is taken as the time's own offset has it.
    #[must_use]
    pub fn text(self, at: OffsetDateTime) -> String {
        let at = match self {
            Self::Date | Self::CompactDate => at,
            Self::Seconds(zone) | Self::Minutes(zone) => {
                let zone = UtcOffset::from_whole_seconds(zone).unwrap_or(UtcOffset::UTC);
                at.checked_to_offset(zone).unwrap_or(at)
            }
        };
        let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
        let (hour, minute, second) = (at.hour(), at.minute(), at.second());
        match self {
            Self::Date => format!("{year:04}-{month:02}-{day:02}"),
            Self::CompactDate => format!("{year:04}{month:02}{day:02}"),
            Self::Seconds(_) => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
            Self::Minutes(_) => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_parsed_and_formatted() {
        let china = 8 * 3600;
        for (calendar, text) in [
            (Calendar::Date, "2026-11-30"),
            (Calendar::CompactDate, "20240229"),
            (Calendar::Seconds(china), "2026-11-30 00:00:01"),
            (Calendar::Minutes(china), "2026-11-30 23:59"),
            (Calendar::Seconds(0), "0000-01-01 00:00:00"),
        ] {
            assert_eq!(calendar.text(calendar.parse(text).unwrap()), text);
        }
        let at = Calendar::Seconds(china).parse("2026-11-30 08:00:00").unwrap();
        assert_eq!(at, Calendar::Seconds(0).parse("2026-11-30 00:00:00").unwrap());
    }

    #[test]
    fn other_forms_and_days_that_do_not_exist_are_none() {
        for (calendar, text) in [
            (Calendar::Date, "2026-11-31"),
            (Calendar::Date, "20261130"),
            (Calendar::Date, "2026-1-1"),
            (Calendar::CompactDate, "20250229"),
            (Calendar::CompactDate, "２０２６１１３０"),
            (Calendar::Seconds(0), "2026-11-30T00:00:00"),
            (Calendar::Seconds(0), "2026-11-30 24:00:00"),
            (Calendar::Minutes(0), "2026-11-30 00:00:00"),
            (Calendar::Minutes(0), ""),
        ] {
            assert_eq!(calendar.parse(text), None, "{text}");
        }
    }
}
