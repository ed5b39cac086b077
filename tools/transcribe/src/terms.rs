//! Single words and numbers of pages, in the terms of specs.

use rtc_catalog::format::Scope;
use rtc_pages::{Bound, words};

/// Which calls count together, where the page's words say it. Calls of all rooms of an app, or of one account, are counted by
/// the app or the account.
pub(crate) fn scope(said: &str) -> Option<Scope> {
    let small = said.to_lowercase();
    let has = |known: &[&str]| known.iter().any(|word| small.contains(word));
    if has(words::APPS) {
        Some(Scope::App)
    } else if has(words::ACCOUNTS) {
        Some(Scope::Account)
    } else {
        has(words::ROOMS).then_some(Scope::Room)
    }
}

/// An end of a limit as a whole number, itself allowed: the nearest one that leaves nothing out. `whole` says whether only
/// whole numbers are limited, `lower` whether it is the lower end. `None` if the page has no number there, or a decimal one for
/// decimal numbers: a whole one would be another limit.
pub(crate) fn integer_bound(bound: &Bound, whole: bool, lower: bool) -> Option<i128> {
    let text = bound.number.replace([',', '_', ' '], "");
    if let Ok(number) = text.parse::<i64>().map(i128::from).or_else(|_| text.parse::<u64>().map(i128::from)) {
        let inwards = if lower { 1 } else { -1 };
        return Some(if bound.included || !whole { number } else { number + inwards });
    }
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite())?;
    if !whole && number.fract() != 0.0 {
        return None;
    }
    let inside = if lower { number.ceil() } else { number.floor() };
    #[expect(clippy::cast_possible_truncation, reason = "what is beyond 128 bits is beyond all types too")]
    Some(inside as i128)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_of_the_named_is_counted() {
        for (words, wanted) in [
            ("同一个 AppID 下所有房间", Some(Scope::App)),
            ("All rooms under the same app", Some(Scope::App)),
            ("单账号下所有房间", Some(Scope::Account)),
            ("Each room of an account", Some(Scope::Account)),
            ("Single room", Some(Scope::Room)),
            ("测试环境", None),
        ] {
            assert_eq!(scope(words), wanted, "{words}");
        }
    }
}
