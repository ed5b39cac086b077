//! Repairs a body that is nearly JSON: a byte order mark, text that is not Unicode, raw control characters.

use std::borrow::Cow;

/// What replaces text that cannot be read.
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;
/// The byte order mark in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// How text that is not UTF-8 may be encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// UTF-8 with invalid bytes in between.
    Broken,
    /// Characters of two bytes, such as GBK, Big5 or Shift JIS, whose second byte may be a backslash.
    DoubleByte,
}

/// The body as text that a strict JSON parser reads, if only the texts within are damaged. Within texts, invalid UTF-8,
/// lone surrogates, invalid escapes and raw control characters become U+FFFD; raw line breaks and tabs are escaped. A
/// body without damage is borrowed.
pub(super) fn repair(body: &[u8]) -> Cow<'_, str> {
    let mut body = body;
    while let Some(rest) = body.strip_prefix(MARK) {
        body = rest;
    }
    let text = std::str::from_utf8(body);
    if let Ok(text) = text
        && is_sound(text)
    {
        return Cow::Borrowed(text);
    }
    let repaired = rewrite(body, Encoding::Broken);
    if text.is_err() && !is_json(&repaired) {
        let other = rewrite(body, Encoding::DoubleByte);
        if is_json(&other) {
            return Cow::Owned(other);
        }
    }
    Cow::Owned(repaired)
}

/// Whether there is nothing to repair. A scan of JSON does not notice lone surrogates.
fn is_sound(text: &str) -> bool {
    !text.contains(r"\ud") && !text.contains(r"\uD") && is_json(text)
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Copies the body and replaces what is damaged.
fn rewrite(body: &[u8], encoding: Encoding) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    let mut quoted = false;
    while let Some(&first) = rest.first() {
        let length = match first {
            b'"' => {
                quoted = !quoted;
                text.push('"');
                1
            }
            b'\\' if quoted => escape(rest, &mut text),
            0..0x20 if quoted => {
                match first {
                    b'\n' => text.push_str("\\n"),
                    b'\r' => text.push_str("\\r"),
                    b'\t' => text.push_str("\\t"),
                    _ => text.push(REPLACEMENT),
                }
                1
            }
            0..0x80 => {
                text.push(char::from(first));
                1
            }
            _ => character(rest, encoding, &mut text),
        };
        rest = &rest[length..];
    }
    text
}

/// Copies an escape if it is valid. Returns its length in bytes.
fn escape(rest: &[u8], to: &mut String) -> usize {
    let unit = |at: usize| {
        let [b'\\', b'u', hex @ ..] = rest.get(at..at + 6)? else { return None };
        let hex = std::str::from_utf8(hex).ok().filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        u16::from_str_radix(hex, 16).ok()
    };
    let length = match (unit(0), rest.get(1)) {
        (Some(0xd800..0xdc00), _) if matches!(unit(6), Some(0xdc00..0xe000)) => 12,
        (Some(0xd800..0xe000), _) => {
            to.push(REPLACEMENT);
            return 6;
        }
        (Some(_), _) => 6,
        (None, Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't')) => 2,
        (None, _) => {
            to.push(REPLACEMENT);
            return 1;
        }
    };
    to.extend(rest[..length].iter().map(|&byte| char::from(byte)));
    length
}

/// Copies a character beyond ASCII, or replaces it. Returns its length in bytes.
fn character(rest: &[u8], encoding: Encoding, to: &mut String) -> usize {
    let window = &rest[..rest.len().min(4)];
    let (valid, invalid) = match std::str::from_utf8(window) {
        Ok(text) => (text, 0),
        // What is valid before the error is text; the window may also end within a character.
        Err(error) => (
            std::str::from_utf8(&window[..error.valid_up_to()]).unwrap_or_default(),
            error.error_len().unwrap_or(window.len() - error.valid_up_to()),
        ),
    };
    if let Some(first) = valid.chars().next() {
        to.push(first);
        return first.len_utf8();
    }
    to.push(REPLACEMENT);
    match encoding {
        Encoding::DoubleByte if matches!(rest.get(1), Some(0x40..)) => 2,
        _ => invalid.max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn repaired(body: &[u8]) -> String {
        repair(body).into_owned()
    }

    #[test]
    fn a_sound_body_is_borrowed() {
        for body in [r#"{"a": "b\n\u0041é"}"#, "{}", "[1, 2]", "7"] {
            assert!(matches!(repair(body.as_bytes()), Cow::Borrowed(same) if same == body), "{body}");
        }
        assert!(matches!(repair("\u{feff}{}".as_bytes()), Cow::Borrowed("{}")), "the mark is passed over");
        assert!(matches!(repair("\u{feff}\u{feff}{}".as_bytes()), Cow::Borrowed("{}")));
    }

    #[test]
    fn only_the_damage_is_replaced() {
        for (body, text) in [
            (&br#"["a\ud83d"]"#[..], r#"["a�"]"#),
            (br#"["\ud83d\ude00 \uDE00 \ud83d\ud83d\ude00"]"#, r#"["\ud83d\ude00 � �\ud83d\ude00"]"#),
            (br#"["\ud83dx", "\u12", "\x41", "\'"]"#, r#"["�x", "�u12", "�x41", "�'"]"#),
            (b"[\"\xff\xfe\", \"\xe4\xb8\", \"\xe4\xb8\xad\"]", "[\"��\", \"�\", \"中\"]"),
            (b"[\"a\nb\tc\r\x00\"]", "[\"a\\nb\\tc\\r�\"]"),
            // GBK: `昞` ends in a backslash.
            (b"{\"Message\":\"\xb3\xac\x95\x5c\",\"RequestId\":\"r\"}", "{\"Message\":\"��\",\"RequestId\":\"r\"}"),
        ] {
            assert_eq!(repaired(body), text);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(body in prop::collection::vec(any::<u8>(), 0..64)) {
            let text = repaired(&body);
            prop_assert!(text.len() <= 3 * body.len());
        }

        /// A text of any bytes stays a text: only quotes and backslashes could end it.
        #[test]
        fn a_damaged_text_does_not_spoil_what_follows(bytes in prop::collection::vec(any::<u8>(), 0..24)) {
            let bytes: Vec<u8> = bytes.into_iter().filter(|byte| !matches!(byte, b'"' | b'\\')).collect();
            let body = [b"{\"a\":\"", &*bytes, b"\",\"b\":\"c\"}"].concat();
            let json: serde_json::Value = serde_json::from_str(&repaired(&body)).unwrap();
            prop_assert_eq!(&json["b"], "c");
        }
    }
}
