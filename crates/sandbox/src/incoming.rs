//! A received request, and its parsed query.

use bytes::Bytes;
use http::HeaderMap;
use rtc_catalog::model::percent_encode;
use serde_json::{Map, Value as Json};

/// A received request.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    /// The HTTP method in upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    /// The query as sent.
    pub(crate) query: String,
    /// The decoded pairs, in the order of the query.
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Incoming {
    pub(crate) fn new(method: &str, path: &str, query: &str, headers: HeaderMap, body: Bytes) -> Self {
        let pairs = decode_query(query);
        Self {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            query: query.to_owned(),
            pairs,
            headers,
            body,
        }
    }

    /// The value of a header; `None` if it is missing or not UTF-8.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| std::str::from_utf8(value.as_bytes()).ok())
    }

    /// The first value of that name in the query, unless it is empty.
    pub(crate) fn asked(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The values of a parameter in the query. For a list, those of `name`, `name[]` and `name.0`, in order.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        let of =
            move |key: &str| key.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']));
        self.pairs.iter().filter(move |(key, _)| of(key)).map(|(_, value)| value.as_str())
    }

    /// The canonical forms of the query, independent of its original encoding: sorted by name, encoded by RFC 3986,
    /// with the values of one name in order of arrival or sorted, because signers differ.
    pub(crate) fn canonical_queries(&self) -> [String; 2] {
        let mut pairs: Vec<_> = self.pairs.iter().map(|(name, value)| (name, percent_encode(value))).collect();
        pairs.sort_by(|one, other| one.0.cmp(other.0));
        let arrived = join(&pairs);
        pairs.sort();
        [arrived, join(&pairs)]
    }

    /// The query for the log, without signatures and session tokens.
    pub(crate) fn query_as_json(&self) -> Json {
        let mut object = Map::new();
        let secret = |name: &str| name.ends_with("signature") || name == "x-security-token";
        for (name, value) in self.pairs.iter().filter(|(name, _)| !secret(&name.to_ascii_lowercase())) {
            let value = Json::from(value.as_str());
            match object.get_mut(name) {
                None => {
                    object.insert(name.clone(), value);
                }
                Some(Json::Array(values)) => values.push(value),
                Some(first) => *first = Json::Array(vec![first.take(), value]),
            }
        }
        Json::Object(object)
    }
}

/// Joins pairs; the values are already encoded, the names are not.
fn join(pairs: &[(&String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{}={value}", percent_encode(name))).collect::<Vec<_>>().join("&")
}

/// Splits a query into pairs, in its order.
pub(crate) fn decode_query(query: &str) -> Vec<(String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(decode_pair).collect()
}

fn decode_pair(pair: &str) -> (String, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (decode(name), decode(value))
}

/// Decodes `%XX` and `+` (a space), as servers do. Invalid UTF-8 is replaced.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first, behind) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(digit(*high) << 4 | digit(*low));
                rest = after;
            }
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(hex: u8) -> u8 {
    match hex {
        b'0'..=b'9' => hex - b'0',
        _ => (hex | 0x20) - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incoming(query: &str) -> Incoming {
        Incoming::new("get", "/", query, HeaderMap::new(), Bytes::new())
    }

    #[test]
    fn a_query_is_the_same_however_it_is_written() {
        let plain = incoming("b=%5B%2a%7E%5d&a=1+2&a=%e6%96%87&c&a=");
        assert_eq!(plain.method, "GET");
        assert_eq!(plain.canonical_queries()[0], "a=1%202&a=%E6%96%87&a=&b=%5B%2A~%5D&c=");
        assert_eq!(plain.canonical_queries()[1], "a=&a=%E6%96%87&a=1%202&b=%5B%2A~%5D&c=");
        assert_eq!(incoming("c=&b=[*~]&a=1%202&a=文&a=").canonical_queries(), plain.canonical_queries());
    }

    /// As the vendors' SDKs do: `-` comes before `[`, though `%5B` comes before `-`.
    #[test]
    fn names_are_sorted_before_they_are_encoded() {
        assert_eq!(incoming("a%5B=1&a-=2&%E6%96%87=3&~=4").canonical_queries()[0], "a-=2&a%5B=1&~=4&%E6%96%87=3");
    }

    #[test]
    fn broken_escapes_stay_as_they_are() {
        assert_eq!(decode("%"), "%");
        assert_eq!(decode("%4"), "%4");
        assert_eq!(decode("%zz%41"), "%zzA");
    }

    #[test]
    fn the_log_sees_no_signature() {
        let json = incoming("Signature=s&X-Signature=t&id=1&id=2&id=3&Action=A").query_as_json();
        assert_eq!(json, serde_json::json!({ "id": ["1", "2", "3"], "Action": "A" }));
    }
}
