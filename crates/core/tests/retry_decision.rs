//! The decision on trying again, alone.

use rtc_core::{
    Retry,
    retry::{Outcome, decide},
};

#[test]
fn the_decision() {
    use Outcome::{NotSent, QuotaTimeout, Refused, Unanswered, Unreadable, Unsendable};
    use Retry::{Backoff, Never, RefreshCredentials, Resign, Throttle};
    let refused = |documented, status| Refused { documented, status };
    let unreadable = |status| Unreadable { status };
    for (outcome, safe, not_safe) in [
        (Unsendable, Never, Never),
        (NotSent, Backoff, Backoff),
        (QuotaTimeout, Throttle, Throttle),
        (Unanswered, Backoff, Never),
        (refused(Some(Backoff), 500), Backoff, Never),
        (refused(Some(Backoff), 400), Backoff, Never),
        (refused(Some(Throttle), 200), Throttle, Throttle),
        (refused(Some(Resign), 403), Resign, Resign),
        (refused(Some(RefreshCredentials), 401), RefreshCredentials, RefreshCredentials),
        (refused(Some(Never), 503), Never, Never),
        (refused(None, 503), Backoff, Never),
        (refused(None, 429), Throttle, Throttle),
        (refused(None, 200), Never, Never),
        (unreadable(200), Never, Never),
        (unreadable(301), Never, Never),
        (unreadable(404), Never, Never),
        (unreadable(408), Backoff, Never),
        (unreadable(429), Throttle, Throttle),
        (unreadable(499), Never, Never),
        (unreadable(500), Backoff, Never),
        (unreadable(599), Backoff, Never),
        (unreadable(600), Never, Never),
    ] {
        assert_eq!((decide(outcome, true), decide(outcome, false)), (safe, not_safe), "{outcome:?}");
    }
}

#[test]
fn an_action_that_changes_something_is_never_repeated_where_it_may_have_been_carried_out() {
    let documented = [Retry::Never, Retry::Backoff, Retry::Throttle, Retry::Resign, Retry::RefreshCredentials];
    for status in 0..=u16::MAX {
        for code in documented.into_iter().map(Some).chain([None]) {
            let refused = Outcome::Refused { documented: code, status };
            for outcome in [refused, Outcome::Unreadable { status }, Outcome::Unanswered] {
                let (safe, not_safe) = (decide(outcome, true), decide(outcome, false));
                assert_ne!(not_safe, Retry::Backoff, "{outcome:?}");
                assert!(not_safe == safe || (safe, not_safe) == (Retry::Backoff, Retry::Never), "{outcome:?}");
            }
        }
    }
}
