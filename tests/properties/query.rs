//! The query encoder, against a decoder that shares nothing with it.

use crate::cases;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use rtc_core::protocol::query;

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

/// Texts with what queries stumble over.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[&=+%#?;,/ ~*\\[\\]'\"<>\\\\\u{0}\u{7f}-\u{a0}大厅🙂]{0,16}",
        "(%[0-9A-Fa-f]{2}){0,6}",
    ]
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn what_is_encoded_is_decoded_to_the_same(text in text()) {
        let encoded = query::encode(&text);
        prop_assert_eq!(decoded(&encoded), text);
    }

    #[test]
    fn nothing_stays_but_what_rfc_3986_leaves_unreserved(text in text()) {
        let encoded = query::encode(&text);
        let mut rest = encoded.as_str();
        while let Some(first) = rest.chars().next() {
            let length = if first == '%' {
                let digits = &rest[1..3];
                prop_assert!(digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F')), "{}", encoded);
                let byte = u8::from_str_radix(digits, 16).unwrap();
                prop_assert!(!byte.is_ascii_alphanumeric() && !b"-_.~".contains(&byte), "{} needs no escape", byte);
                3
            } else {
                prop_assert!(first.is_ascii_alphanumeric() || "-_.~".contains(first), "{}", encoded);
                1
            };
            rest = &rest[length..];
        }
    }

    #[test]
    fn pairs_come_back_in_their_order(pairs in prop::collection::vec((text(), text()), 0..6)) {
        let query = query::join(&pairs);
        let back: Vec<(String, String)> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').map(|(name, value)| (decoded(name), decoded(value))).unwrap())
            .collect();
        prop_assert_eq!(back, pairs);
    }

    #[test]
    fn the_specs_examples_are_encoded_by_the_same_rule(text in text()) {
        prop_assert_eq!(rtc_catalog::model::percent_encode(&text), query::encode(&text));
    }
}
