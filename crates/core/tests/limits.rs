//! Documented limits: what breaks them, and in which words.

use rtc_core::generated::{Cure, Limits, Window};
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
    assert_eq!(
        found(|limits| {
            limits.parameter("page", "Page", &None::<u32>).range(1..);
        }),
        NOTHING
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("ids", "Ids", &None::<Vec<String>>).items(1..);
        }),
        NOTHING
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("id", "Id", &None::<String>).length(1..);
        }),
        NOTHING
    );
    let nested = Some(vec![vec![1_u32], vec![0, 2]]);
    assert_eq!(
        found(|limits| {
            limits.parameter("page", "Page", &nested).range(1..);
        }),
        ["`page` (`Page`) must be at least 1, found 0"]
    );
}

#[test]
fn a_violation_knows_its_parts() {
    let mut limits = Limits::new(NOW, "https://p");
    limits.parameter("page_size", "PageSize", &101).cure(Cure::Rows).range(1..=100);
    let violation = &limits.violations()[0];
    assert_eq!((violation.setter(), violation.parameter()), ("page_size", "PageSize"));
    assert_eq!(violation.rule(), "must be 1 to 100");
    assert_eq!(violation.found(), Some("101"));
    assert_eq!(violation.hint(), Some("`.rows(&client)` reads all pages"));
    assert_eq!(violation.page(), "https://p");
    let text = "`page_size` (`PageSize`) must be 1 to 100, found 101; `.rows(&client)` reads all pages (https://p)";
    assert_eq!((violation.to_string(), format!("{violation:?}")), (text.to_owned(), text.to_owned()));
}

#[test]
fn lengths_are_in_characters() {
    assert_eq!(
        found(|limits| {
            limits.parameter("id", "Id", &text("é房")).length(..=2);
        }),
        NOTHING
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("id", "Id", &text("abc")).length(..=2);
        }),
        ["`id` (`Id`) must have at most 2 characters, found 3"]
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("id", "Id", &text("")).length(1..);
        }),
        ["`id` (`Id`) must have at least 1 character, found 0"]
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("id", "Id", &text("")).length(1..=128);
        }),
        ["`id` (`Id`) must have 1 to 128 characters, found 0"]
    );
}

#[test]
fn only_the_offending_character_is_named() {
    const WORDS: &str = "a-z A-Z 0-9 @ . _ -";
    assert_eq!(
        found(|limits| {
            limits.parameter("id", "Id", &text("azAZ09@._-")).characters(WORDS);
        }),
        NOTHING
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("id", "Id", &text("secret/user,")).characters(WORDS);
        }),
        ["`id` (`Id`) may hold only the characters `a-z A-Z 0-9 @ . _ -`, found '/' as character 7"],
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("id", "Id", &text("\n")).characters(WORDS);
        }),
        ["`id` (`Id`) may hold only the characters `a-z A-Z 0-9 @ . _ -`, found '\\n' as character 1"],
    );
}

#[test]
fn numbers_and_counts() {
    assert_eq!(
        found(|limits| {
            limits.parameter("page", "Page", &0).range(1..);
        }),
        ["`page` (`Page`) must be at least 1, found 0"]
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("rate", "Rate", &1.5).range(0.0..1.0);
        }),
        ["`rate` (`Rate`) must be at least 0 and less than 1, found 1.5"]
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("rate", "Rate", &f64::NAN).range(0.0..=1.0);
        }),
        ["`rate` (`Rate`) must be 0 to 1, found NaN"]
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("page", "Page", &u64::MAX).range(..);
        }),
        NOTHING
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("ids", "Ids", &ids(0)).items(1..=10);
        }),
        ["`ids` (`Ids`) must have 1 to 10 items, found 0"]
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("ids", "Ids", &ids(10)).items(1..=10);
        }),
        NOTHING
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("rate", "Rate", &f64::INFINITY).finite();
        }),
        ["`rate` (`Rate`) must be a finite number, found inf"]
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("rate", "Rate", &f64::MAX).finite();
        }),
        NOTHING
    );
}

#[test]
fn joined_items_can_be_told_apart() {
    assert_eq!(
        found(|limits| {
            limits.parameter("ids", "Ids", &["a", "b"].map(text).to_vec()).separable(",");
        }),
        NOTHING
    );
    assert_eq!(
        found(|limits| {
            limits.parameter("ids", "Ids", &["a", "", "b,c"].map(text).to_vec()).separable(",");
        }),
        [
            "`ids` (`Ids`) is sent joined by `,`, so no item may be empty, found item 2 empty",
            "`ids` (`Ids`) is sent joined by `,`, so no item may contain it, found `,` in item 3",
        ],
    );
}

#[test]
fn times_can_be_written() {
    let year = |date: Date| {
        found(|limits| {
            limits.parameter("at", "At", &date.midnight().assume_utc()).year();
        })
    };
    assert_eq!(year(date!(0000 - 01 - 01)), NOTHING);
    assert_eq!(year(date!(9999 - 12 - 31)), NOTHING);
    assert_eq!(year(date!(-0001 - 12 - 31)), ["`at` (`At`) must be in the years 0 to 9999, found the year -1"]);
}

#[test]
fn parameters_that_go_together() {
    let together = |set: [bool; 2]| {
        found(|limits| limits.together(&[("number", "PageNumber", set[0]), ("size", "PageSize", set[1])]))
    };
    assert_eq!(together([true, true]), NOTHING);
    assert_eq!(together([false, false]), NOTHING);
    assert_eq!(
        together([true, false]),
        ["`size` (`PageSize`) is missing: set `number` and `size` together, or none of them, found `number` alone"],
    );
    assert_eq!(
        together([false, true]),
        ["`number` (`PageNumber`) is missing: set `number` and `size` together, or none of them, found `size` alone"],
    );
}

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3_600);
const WINDOW: Option<Window> = Some(within(HOUR.saturating_mul(6), HOUR.saturating_mul(14 * 24)));

const fn within(span: Duration, back: Duration) -> Window {
    Window { span: Some(span), back: Some(back), lag: None, unit: Duration::from_secs(1) }
}

fn ends(start: Option<OffsetDateTime>, end: Option<OffsetDateTime>, window: Option<Window>) -> Vec<String> {
    found(|limits| {
        limits.window(("start", "StartTime", start), ("end", "EndTime", end), window, Some(Cure::Sweep));
    })
}

fn window(start: OffsetDateTime, end: OffsetDateTime, window: Option<Window>) -> Vec<String> {
    ends(Some(start), Some(end), window)
}

const TOO_FAR_BACK: &str = "`start` (`StartTime`) must be at most 14 d ago, found 14 d 1 s; \
                            `.sweep(&client).clamped()` reads what is left of the span";

#[test]
fn each_end_is_checked_by_itself() {
    let (early, late) = (NOW - 14 * 24 * HOUR - SECOND, NOW + HOUR);
    assert_eq!(ends(Some(early), None, WINDOW), [TOO_FAR_BACK]);
    assert_eq!(ends(None, Some(early), WINDOW), NOTHING);
    assert_eq!(ends(None, Some(late), WINDOW), NOTHING);
    assert_eq!(ends(None, None, WINDOW), NOTHING);
    assert_eq!(ends(Some(late), None, None).len(), 1);
}

#[test]
fn a_window_at_its_limits_is_fine() {
    assert_eq!(window(NOW - 14 * 24 * HOUR, NOW - 14 * 24 * HOUR + 6 * HOUR, WINDOW), NOTHING);
    assert_eq!(window(NOW, NOW, WINDOW), NOTHING);
    assert_eq!(window(NOW, NOW + 2 * HOUR, WINDOW), NOTHING);
    let tokyo = UtcOffset::from_hms(9, 0, 0).unwrap();
    assert_eq!(window((NOW - HOUR).to_offset(tokyo), NOW, WINDOW), NOTHING);
}

#[test]
fn a_window_beyond_them_is_not() {
    assert_eq!(
        window(NOW - 6 * HOUR - SECOND, NOW, WINDOW),
        ["`end` (`EndTime`) must be at most 6 h after `start`, found 6 h 1 s; `.sweep(&client)` takes any span"],
    );
    assert_eq!(
        window(NOW, NOW - Duration::from_millis(1), WINDOW),
        ["`start` (`StartTime`) must not be after `end`, found 0.001 s later"],
    );
    assert_eq!(
        window(NOW - 14 * 24 * HOUR - SECOND, NOW, WINDOW),
        [
            "`end` (`EndTime`) must be at most 6 h after `start`, found 14 d 1 s; `.sweep(&client)` takes any span",
            TOO_FAR_BACK,
        ],
    );
}

/// A local time that is labelled as UTC is ahead by its offset.
#[test]
fn a_window_does_not_start_in_the_future() {
    let labelled_as_utc = NOW.to_offset(UtcOffset::from_hms(8, 0, 0).unwrap()).replace_offset(UtcOffset::UTC);
    let expected = "`start` (`StartTime`) must not be in the future, found 8 h ahead of the client's clock; \
                    a local time labelled as UTC is ahead by its offset, in China by 8 h";
    assert_eq!(window(labelled_as_utc, labelled_as_utc + HOUR, WINDOW), [expected]);
    assert_eq!(window(labelled_as_utc, labelled_as_utc + HOUR, None), [expected]);
    // Clocks differ by as much as that.
    assert_eq!(window(NOW + 60 * SECOND, NOW + HOUR, WINDOW), NOTHING);
    assert_eq!(window(NOW + 61 * SECOND, NOW + HOUR, WINDOW).len(), 1);
    // It is also after its end.
    assert_eq!(window(labelled_as_utc, NOW, WINDOW).len(), 2);
}

#[test]
fn a_window_without_limits_only_has_an_order() {
    let (first, last) = (datetime!(-9999-01-01 0:00 UTC), NOW);
    assert_eq!(window(first, last, None), NOTHING);
    assert_eq!(window(last, first, None).len(), 1);
    let forever = Some(within(Duration::MAX, Duration::MAX));
    assert_eq!(window(first, datetime!(9999-12-31 23:59:59 UTC), forever), NOTHING);
}

/// What to call instead helps against too much, not against too little.
#[test]
fn a_cure_is_named_where_it_helps() {
    let count = |count| {
        found(|limits| {
            limits.parameter("ids", "Ids", &ids(count)).cure(Cure::SendAll).items(1..=10);
        })
    };
    assert_eq!(count(11), ["`ids` (`Ids`) must have 1 to 10 items, found 11; `.send_all(&client)` takes any number"],);
    assert_eq!(count(0), ["`ids` (`Ids`) must have 1 to 10 items, found 0"]);
    let size = |size: u32| {
        found(|limits| {
            limits.parameter("size", "size", &size).cure(Cure::Rows).range(1..=100);
        })
    };
    assert_eq!(size(101), ["`size` must be 1 to 100, found 101; `.rows(&client)` reads all pages"]);
    assert_eq!(size(0), ["`size` must be 1 to 100, found 0"]);
}

/// Of several parameters that are set, the one with the smallest maximum counts; the others do not show up.
#[test]
fn limits_that_depend_on_other_parameters() {
    let items = |count: usize, set: [bool; 2]| {
        found(|limits| {
            let narrower = [("details", set[0], 6), ("raw", set[1], 3)];
            limits.parameter("ids", "Ids", &ids(count)).cure(Cure::SendAll).narrower_items(1..=10, &narrower);
        })
    };
    assert_eq!(items(10, [false, false]), NOTHING);
    assert_eq!(items(6, [true, false]), NOTHING);
    assert_eq!(items(3, [true, true]), NOTHING);
    assert_eq!(
        items(11, [false, false]),
        ["`ids` (`Ids`) must have 1 to 10 items, found 11; `.send_all(&client)` takes any number"]
    );
    assert_eq!(
        items(7, [true, false]),
        [
            "`ids` (`Ids`) must have 1 to 6 items because `details` is set, found 7; `.send_all(&client)` takes any number"
        ]
    );
    assert_eq!(
        items(11, [true, true]),
        ["`ids` (`Ids`) must have 1 to 3 items because `raw` is set, found 11; `.send_all(&client)` takes any number"]
    );
    let range = |number: f64, set: bool| {
        found(|limits| {
            limits.parameter("level", "Level", &number).narrower_range(.., &[("details", set, 0.5)]);
        })
    };
    assert_eq!(range(9.0, false), NOTHING);
    assert_eq!(range(0.5, true), NOTHING);
    assert_eq!(range(0.75, true), ["`level` (`Level`) must be at most 0.5 because `details` is set, found 0.75"]);
    let window = |length: Duration, set: bool| {
        found(|limits| {
            let (start, end) = (("start", "Start", Some(NOW - 15 * 24 * HOUR)), NOW - 15 * 24 * HOUR + length);
            limits.narrower_window(start, ("end", "End", Some(end)), WINDOW, &[("details", set, HOUR)], None);
        })
    };
    let back = "`start` (`Start`) must be at most 14 d ago, found 15 d";
    assert_eq!(window(6 * HOUR, false), [back]);
    assert_eq!(window(HOUR, true), [back]);
    assert_eq!(
        window(2 * HOUR, true),
        [
            "`end` (`End`) must be at most 1 h after `start` because `details` is set, found 2 h; make a call for each part of the span",
            back
        ]
    );
    assert_eq!(
        window(7 * HOUR, false),
        ["`end` (`End`) must be at most 6 h after `start`, found 7 h; make a call for each part of the span", back]
    );
}
