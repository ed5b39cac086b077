//! Spans of time that are too long, too far back or upside down, and how their ends are written.

use crate::{at, body_of, broken, good, query_of};
use time::Duration;

#[test]
fn a_span_may_be_as_long_as_documented_and_no_longer() {
    let midnight = at("2026-11-22T00:00:00Z");
    let asked = good::list_user_info().start_time(midnight).end_time(midnight + Duration::hours(6));
    assert_eq!(broken(&asked.clone().build()), Vec::<String>::new());
    let asked = asked.end_time(midnight + Duration::hours(6) + Duration::seconds(1)).build();
    assert_eq!(broken(&asked), ["EndTime must be at most 6 h after `start_time`: 6 h 1 s"]);
    let morning = at("2026-11-22T06:00:00Z");
    let end = morning + Duration::hours(4) + Duration::minutes(1);
    let asked = good::describe_user_info().start_time(morning).end_time(end).build();
    assert_eq!(broken(&asked), ["EndTime must be at most 4 h after `start_time`: 4 h 1 min"]);
}

#[test]
fn a_start_after_the_end_is_refused() {
    let (one, four) = (at("2026-11-22T01:00:00Z"), at("2026-11-22T04:00:00Z"));
    let asked = good::list_user_info().start_time(four).end_time(one).build();
    assert_eq!(broken(&asked), ["StartTime must not be after `end_time`: 3 h later"]);
    let asked = good::describe_user_info().start_time(four).end_time(one).build();
    assert_eq!(broken(&asked), ["StartTime must not be after `end_time`: 3 h later"]);
}

#[test]
fn the_same_start_and_end_are_an_empty_span() {
    let one = at("2026-11-22T01:00:00Z");
    let asked = good::list_user_info().start_time(one).end_time(one).build();
    assert_eq!(broken(&asked), Vec::<String>::new());
}

#[test]
fn a_start_too_far_back_is_refused() {
    let noon = at("2026-11-22T12:00:00Z");
    let earliest = noon - Duration::days(14);
    let asked = good::list_user_info().start_time(earliest).end_time(earliest + Duration::hours(1));
    assert_eq!(broken(&asked.clone().build()), Vec::<String>::new());
    let asked = asked.start_time(earliest - Duration::seconds(1)).build();
    assert_eq!(broken(&asked), ["StartTime must be at most 14 d ago: 14 d 1 s"]);
    let earlier = noon - Duration::days(15);
    let asked = good::describe_user_info().start_time(earlier).end_time(earlier).build();
    assert_eq!(broken(&asked), ["StartTime must be at most 14 d ago: 15 d"]);
}

#[test]
fn instants_count_and_not_how_they_are_written() {
    let asked = good::list_user_info().start_time(at("2026-11-22T14:00:00+08:00"));
    let asked = asked.end_time(at("2026-11-22T07:00:00+01:00")).build();
    assert_eq!(broken(&asked), Vec::<String>::new());
}

#[test]
fn a_time_goes_with_its_offset_and_its_plus_is_encoded() {
    let query = query_of(&good::list_user_info().build());
    assert!(query.contains("StartTime=2026-11-22T08%3A00%3A00%2B08%3A00"), "{query}");
    assert!(!query.contains('+'), "{query}");
    let asked = good::list_user_info().start_time(at("2026-11-22T00:00:00.999999999Z"));
    let query = query_of(&asked.end_time(at("2026-11-21T21:30:00-03:30")).build());
    assert!(query.contains("StartTime=2026-11-22T00%3A00%3A00%2B00%3A00"), "neither `Z` nor a fraction: {query}");
    assert!(query.contains("EndTime=2026-11-21T21%3A30%3A00-03%3A30"), "{query}");
}

#[test]
fn the_other_vendor_s_times_are_seconds_as_numbers() {
    let asked = good::describe_user_info().start_time(at("2020-05-21T20:56:17.9+08:00")).build();
    assert_eq!(body_of(&asked)["StartTime"], 1_590_065_777);
}
