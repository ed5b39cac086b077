//! The specs' examples, as the model has them.

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// Written from the specs beside this crate: action, then example, then `query`, `body`, `status` and `response`.
const EXAMPLES: &str = include_str!("../examples.json");

/// An exchange as a spec has it.
#[derive(Debug)]
pub struct Example(Value);

/// The example of that name.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn example(action: &str, name: &str) -> Example {
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap();
    let found = examples[action][name].clone();
    assert!(found.is_object(), "{action} has no example `{name}`");
    Example(found)
}

impl Example {
    /// The HTTP status of the answer.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0["status"].as_u64().and_then(|status| status.try_into().ok()).unwrap()
    }

    /// The whole answer.
    #[must_use]
    pub fn response(&self) -> String {
        self.0["response"].to_string()
    }

    /// The body that is to be sent.
    #[must_use]
    pub fn body(&self) -> &Value {
        &self.0["body"]
    }

    /// The pairs of the action's own query, decoded and sorted.
    #[must_use]
    pub fn query(&self) -> Vec<(String, String)> {
        pairs(self.0["query"].as_str().unwrap_or_default())
    }
}

/// The pairs of a query, decoded and sorted by name; pairs of one name keep their order.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        assert!(!text.contains('+'), "a plus means a blank to many servers: {text}");
        percent_decode_str(text).decode_utf8().unwrap().into_owned()
    };
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (decode(name), decode(value))).unwrap();
    let mut pairs: Vec<_> = query.split('&').filter(|text| !text.is_empty()).map(pair).collect();
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    pairs
}
