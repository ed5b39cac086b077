//! Decoding of queries.

/// The decoded pairs of a query.
pub(super) fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// A text without its percent-encoding. What is no valid encoding stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let hex = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        if let (b'%', Some(hex)) = (byte, hex) {
            found.push(hex);
            at += 3;
        } else {
            found.push(byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&found).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(pairs(""), []);
        assert_eq!(
            pairs("UserId%5B%5D=a%20b&UserId%5B%5D=%E6%88%BF&Flag"),
            [pair("UserId[]", "a b"), pair("UserId[]", "房"), pair("Flag", ""),]
        );
        assert_eq!(pairs("a=%2&b=%zz&c=%+f"), [pair("a", "%2"), pair("b", "%zz"), pair("c", "%+f")]);
    }
}
