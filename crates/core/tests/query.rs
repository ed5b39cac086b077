//! The query encoder against an independent decoder.

use percent_encoding::percent_decode_str;
use proptest::{collection::vec, prelude::*};
use rtc_core::protocol::query::{encode, join, sort};
use std::borrow::Cow;

#[test]
fn the_bytes_that_other_encoders_get_wrong() {
    assert_eq!(encode("a b+c*~-_./:@"), "a%20b%2Bc%2A~-_.%2F%3A%40");
    assert_eq!(encode("UserId[]"), "UserId%5B%5D");
    assert_eq!(encode("2022-05-22T12:00:00+08:00"), "2022-05-22T12%3A00%3A00%2B08%3A00");
    assert_eq!(encode("房間\0%"), "%E6%88%BF%E9%96%93%00%25");
    assert_eq!(join::<&str, &str>(&[]), "");
    assert_eq!(join(&[("a", ""), ("", "b")]), "a=&=b");
}

proptest! {
    #[test]
    fn decodes_to_what_it_was(text in any::<String>()) {
        let encoded = encode(&text);
        prop_assert_eq!(percent_decode_str(&encoded).decode_utf8().unwrap(), &*text);
        prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte)));
    }

    #[test]
    fn escapes_are_upper_case_and_whole(text in any::<String>()) {
        let encoded = encode(&text);
        for (at, _) in encoded.match_indices('%') {
            let digits = &encoded.as_bytes()[at + 1..at + 3];
            prop_assert!(digits.iter().all(|digit| digit.is_ascii_digit() || (b'A'..=b'F').contains(digit)));
        }
    }

    #[test]
    fn pairs_can_be_told_apart(pairs in vec((any::<String>(), any::<String>()), 1..8)) {
        let joined = join(&pairs);
        let decode = |text| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let found: Vec<_> = joined
            .split('&')
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(name, value)| (decode(name), decode(value)))
            .collect();
        prop_assert_eq!(found, pairs);
    }

    #[test]
    fn sorting_is_by_bytes_and_keeps_repeats_in_order(names in vec("[a-cA-C\\[\u{e9}\u{10000}\u{ffff}]{0,2}", 0..12)) {
        let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> =
            names.iter().enumerate().map(|(place, name)| (name.into(), place.to_string().into())).collect();
        sort(&mut pairs);
        for pair in pairs.windows(2) {
            let place = |(_, value): &(Cow<'_, str>, Cow<'_, str>)| value.parse::<usize>().unwrap();
            let order = pair[0].0.as_bytes().cmp(pair[1].0.as_bytes());
            prop_assert!(order.is_lt() || (order.is_eq() && place(&pair[0]) < place(&pair[1])));
        }
    }
}
