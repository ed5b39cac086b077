//! The decision on trying again, alone.

use rtc_core::{
    Retry,
    retry::{Outcome, decide},
};

#[test]
fn the_decision() {
    use Outcome::{NotSent, QuotaTimeout, Refused, Unanswered, Unreadable, Unsendable};
    use Retry::{Again, Never, Refreshed, Resigned, Slower};
    let refused = |documented, status| Refused { documented, status };
    let unreadable = |status| Unreadable { status };
    for (outcome, safe, not_safe) in [
        (Unsendable, Never, Never),
        (NotSent, Again, Again),
        (QuotaTimeout, Slower, Slower),
        (Unanswered, Again, Never),
        (refused(Some(Again), 500), Again, Never),
        (refused(Some(Again), 400), Again, Never),
        (refused(Some(Slower), 200), Slower, Slower),
        (refused(Some(Resigned), 403), Resigned, Resigned),
        (refused(Some(Refreshed), 401), Refreshed, Refreshed),
        (refused(Some(Never), 503), Never, Never),
        (refused(None, 503), Again, Never),
        (refused(None, 429), Slower, Slower),
        (refused(None, 200), Never, Never),
        (unreadable(200), Never, Never),
        (unreadable(301), Never, Never),
        (unreadable(404), Never, Never),
        (unreadable(408), Again, Never),
        (unreadable(429), Slower, Slower),
        (unreadable(499), Never, Never),
        (unreadable(500), Again, Never),
        (unreadable(599), Again, Never),
        (unreadable(600), Never, Never),
    ] {
        assert_eq!((decide(outcome, true), decide(outcome, false)), (safe, not_safe), "{outcome:?}");
    }
}

#[test]
fn an_action_that_changes_something_is_never_repeated_where_it_may_have_been_carried_out() {
    let documented = [Retry::Never, Retry::Again, Retry::Slower, Retry::Resigned, Retry::Refreshed];
    for status in 0..=u16::MAX {
        for code in documented.into_iter().map(Some).chain([None]) {
            let refused = Outcome::Refused { documented: code, status };
            for outcome in [refused, Outcome::Unreadable { status }, Outcome::Unanswered] {
                let (safe, not_safe) = (decide(outcome, true), decide(outcome, false));
                assert_ne!(not_safe, Retry::Again, "{outcome:?}");
                assert!(not_safe == safe || (safe, not_safe) == (Retry::Again, Retry::Never), "{outcome:?}");
            }
        }
    }
}
