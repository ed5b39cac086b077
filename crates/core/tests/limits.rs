//! Documented limits: what breaks them, and in which words.

use rtc_core::generated::{Limits, Window};
use std::time::Duration;
use time::{
    Date, OffsetDateTime, UtcOffset,
    macros::{date, datetime},
};

const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// What `check` finds, without the page.
fn found(check: impl FnOnce(&mut Limits)) -> Vec<String> {
    let mut limits = Limits::new(NOW, "https://p");
    check(&mut limits);
    let text = |violation: &rtc_core::Violation| violation.to_string().replace(" (https://p)", "");
    limits.violations().iter().map(text).collect()
}

const NOTHING: [&str; 0] = [];

fn text(text: &str) -> String {
    text.to_owned()
}

/// A list with so many items.
fn ids(count: usize) -> Vec<String> {
    vec![text("id"); count]
}

/// A parameter that is not set breaks no limit, and one within others is checked like one that stands alone.
#[test]
fn only_values_that_are_there_are_checked() {
    assert_eq!(found(|limits| limits.range("Page", &None::<u32>, 1..)), NOTHING);
    assert_eq!(found(|limits| limits.items("Ids", &None::<Vec<String>>, 1..)), NOTHING);
    assert_eq!(found(|limits| limits.length("Id", &None::<String>, 1..)), NOTHING);
    let nested = Some(vec![vec![1_u32], vec![0, 2]]);
    assert_eq!(found(|limits| limits.range("Page", &nested, 1..)), ["`Page` must be at least 1, found 0"]);
}

#[test]
fn a_violation_knows_its_parts() {
    let mut limits = Limits::new(NOW, "https://p");
    limits.range("PageSize", &101, 1..=100);
    let violation = &limits.violations()[0];
    assert_eq!(violation.parameter(), "PageSize");
    assert_eq!(violation.rule(), "must be 1 to 100");
    assert_eq!(violation.found(), Some("101"));
    assert_eq!(violation.page(), "https://p");
    assert_eq!(violation.to_string(), "`PageSize` must be 1 to 100, found 101 (https://p)");
}

#[test]
fn lengths_are_in_characters() {
    assert_eq!(found(|limits| limits.length("Id", &text("é房"), ..=2)), NOTHING);
    assert_eq!(
        found(|limits| limits.length("Id", &text("abc"), ..=2)),
        ["`Id` must have at most 2 characters, found 3"]
    );
    assert_eq!(found(|limits| limits.length("Id", &text(""), 1..)), ["`Id` must have at least 1 character, found 0"]);
    assert_eq!(
        found(|limits| limits.length("Id", &text(""), 1..=128)),
        ["`Id` must have 1 to 128 characters, found 0"]
    );
}

#[test]
fn only_the_offending_character_is_named() {
    const WORDS: &str = "a-z A-Z 0-9 @ . _ -";
    assert_eq!(found(|limits| limits.characters("Id", &text("azAZ09@._-"), WORDS)), NOTHING);
    assert_eq!(
        found(|limits| limits.characters("Id", &text("secret/user,"), WORDS)),
        ["`Id` may hold only the characters `a-z A-Z 0-9 @ . _ -`, found '/' as character 7"],
    );
    assert_eq!(
        found(|limits| limits.characters("Id", &text("\n"), WORDS)),
        ["`Id` may hold only the characters `a-z A-Z 0-9 @ . _ -`, found '\\n' as character 1"],
    );
}

#[test]
fn numbers_and_counts() {
    assert_eq!(found(|limits| limits.range("Page", &0, 1..)), ["`Page` must be at least 1, found 0"]);
    assert_eq!(
        found(|limits| limits.range("Rate", &1.5, 0.0..1.0)),
        ["`Rate` must be at least 0 and less than 1, found 1.5"]
    );
    assert_eq!(found(|limits| limits.range("Rate", &f64::NAN, 0.0..=1.0)), ["`Rate` must be 0 to 1, found NaN"]);
    assert_eq!(found(|limits| limits.range("Page", &u64::MAX, ..)), NOTHING);
    assert_eq!(found(|limits| limits.items("Ids", &ids(0), 1..=10)), ["`Ids` must have 1 to 10 items, found 0"]);
    assert_eq!(found(|limits| limits.items("Ids", &ids(10), 1..=10)), NOTHING);
    assert_eq!(found(|limits| limits.finite("Rate", &f64::INFINITY)), ["`Rate` must be a finite number, found inf"]);
    assert_eq!(found(|limits| limits.finite("Rate", &f64::MAX)), NOTHING);
}

#[test]
fn joined_items_can_be_told_apart() {
    assert_eq!(found(|limits| limits.separable("Ids", &["a", "b"].map(text).to_vec(), ",")), NOTHING);
    assert_eq!(
        found(|limits| limits.separable("Ids", &["a", "", "b,c"].map(text).to_vec(), ",")),
        [
            "`Ids` is sent joined by `,`, so no item may be empty, found item 2 empty",
            "`Ids` is sent joined by `,`, so no item may contain it, found `,` in item 3",
        ],
    );
}

#[test]
fn times_can_be_written() {
    let year = |date: Date| found(|limits| limits.year("At", &date.midnight().assume_utc()));
    assert_eq!(year(date!(0000 - 01 - 01)), NOTHING);
    assert_eq!(year(date!(9999 - 12 - 31)), NOTHING);
    assert_eq!(year(date!(-0001 - 12 - 31)), ["`At` must be in the years 0 to 9999, found the year -1"]);
}

#[test]
fn parameters_that_go_together() {
    let together = |set: [bool; 2]| found(|limits| limits.together(&[("PageNumber", set[0]), ("PageSize", set[1])]));
    assert_eq!(together([true, true]), NOTHING);
    assert_eq!(together([false, false]), NOTHING);
    assert_eq!(
        together([true, false]),
        ["`PageSize` is missing: set `PageNumber` and `PageSize` together, or none of them, found `PageNumber` alone"],
    );
    assert_eq!(
        together([false, true]),
        ["`PageNumber` is missing: set `PageNumber` and `PageSize` together, or none of them, found `PageSize` alone"],
    );
}

const HOUR: Duration = Duration::from_secs(3_600);
const WINDOW: Option<Window> = Some(within(HOUR.saturating_mul(6), HOUR.saturating_mul(14 * 24)));

const fn within(span: Duration, back: Duration) -> Window {
    Window { span: Some(span), back: Some(back), lag: None, unit: Duration::from_secs(1) }
}

fn window(start: OffsetDateTime, end: OffsetDateTime, window: Option<Window>) -> Vec<String> {
    found(|limits| limits.window(("StartTime", Some(start)), ("EndTime", Some(end)), window))
}

#[test]
fn an_open_window_is_not_checked() {
    let early = Some(NOW - 100 * 24 * HOUR);
    assert_eq!(found(|limits| limits.window(("StartTime", early), ("EndTime", None), WINDOW)), NOTHING);
    assert_eq!(found(|limits| limits.window(("StartTime", None), ("EndTime", early), WINDOW)), NOTHING);
}

#[test]
fn a_window_at_its_limits_is_fine() {
    assert_eq!(window(NOW - 14 * 24 * HOUR, NOW - 14 * 24 * HOUR + 6 * HOUR, WINDOW), NOTHING);
    assert_eq!(window(NOW, NOW, WINDOW), NOTHING);
    assert_eq!(window(NOW + HOUR, NOW + 2 * HOUR, WINDOW), NOTHING);
    let tokyo = UtcOffset::from_hms(9, 0, 0).unwrap();
    assert_eq!(window((NOW - HOUR).to_offset(tokyo), NOW, WINDOW), NOTHING);
}

#[test]
fn a_window_beyond_them_is_not() {
    let second = Duration::from_secs(1);
    assert_eq!(
        window(NOW - 6 * HOUR - second, NOW, WINDOW),
        ["`EndTime` must be at most 6 h after `StartTime`, found 6 h 1 s"],
    );
    assert_eq!(
        window(NOW, NOW - Duration::from_millis(1), WINDOW),
        ["`StartTime` must not be after `EndTime`, found 0.001 s later"],
    );
    assert_eq!(
        window(NOW - 14 * 24 * HOUR - second, NOW, WINDOW),
        [
            "`EndTime` must be at most 6 h after `StartTime`, found 14 d 1 s",
            "`StartTime` must be at most 14 d ago, found 14 d 1 s",
        ],
    );
}

#[test]
fn a_window_without_limits_only_has_an_order() {
    let (first, last) = (datetime!(-9999-01-01 0:00 UTC), datetime!(9999-12-31 23:59:59 UTC));
    assert_eq!(window(first, last, None), NOTHING);
    assert_eq!(window(last, first, None).len(), 1);
    let forever = Some(within(Duration::MAX, Duration::MAX));
    assert_eq!(window(first, last, forever), NOTHING);
}
