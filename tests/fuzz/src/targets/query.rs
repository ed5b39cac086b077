//! The query encoder, against a decoder that shares nothing with it.

use crate::{Target, input::Input, input::texts};
use rtc_core::protocol::query;
use std::borrow::Cow;

pub(super) const TARGET: Target = Target {
    name: "query",
    holds: "names and values of a query come back from what is sent, which has no characters but the unreserved ones",
    test,
    seeds,
    words: &["&", "=", "+", "%", "%20", "%2B", "~", "*", "[]", "/", "?", "#", ";", "'", "\"", "\\", "\n"],
};

/// The parameters of the specs' examples.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for folder in [rtc_tests::specs(), rtc_tests::synthetic_specs()] {
        let model = rtc_catalog::load(&folder).unwrap();
        let queries =
            model.actions.iter().flat_map(|action| &action.examples).filter_map(|example| example.query.as_ref());
        seeds.extend(queries.map(|query| {
            texts(
                form_urlencoded::parse(query.as_bytes())
                    .flat_map(|(name, value)| [name.into_owned(), value.into_owned()]),
            )
        }));
    }
    seeds
}

fn test(data: &[u8]) {
    let pairs = Input::new(data).pairs();
    let joined = query::join(&pairs);
    let unreserved = |letter: char| letter.is_ascii_alphanumeric() || "-_.~%&=".contains(letter);
    assert!(joined.chars().all(unreserved), "{joined}");
    // A pair of two empty texts is no pair to a decoder that takes `+` for a blank.
    let back: Vec<(Cow<'_, str>, Cow<'_, str>)> = form_urlencoded::parse(joined.as_bytes()).collect();
    assert_eq!(back.len(), pairs.len(), "{joined}");
    for ((name, value), (set, to)) in back.iter().zip(&pairs) {
        assert_eq!((name.as_ref(), value.as_ref()), (set.as_str(), to.as_str()), "{joined}");
    }
    for (name, _) in &pairs {
        assert_eq!(rtc_catalog::model::percent_encode(name), query::encode(name));
    }
    let mut sorted: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        pairs.iter().map(|(name, value)| (name.as_str().into(), value.as_str().into())).collect();
    query::sort(&mut sorted);
    assert!(sorted.windows(2).all(|two| two[0].0.as_bytes() <= two[1].0.as_bytes()), "{sorted:?}");
}
