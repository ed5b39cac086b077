use super::*;
use proptest::prelude::*;

const TOKEN: &str = "AbCd+/9dGhpcyBpcyBh/IHRva2Vu+Zm9v==";

fn redacted(secret: &str, text: &str) -> Option<String> {
    let found = Patterns::new([secret.as_bytes()].into_iter()).redact(text.as_bytes());
    found.map(|redacted| String::from_utf8(redacted).unwrap())
}

/// The secret does not appear, and everything around it does.
fn hidden(secret: &str, before: &str, echo: &str, after: &str) {
    let redacted = redacted(secret, &[before, echo, after].concat());
    assert_eq!(redacted, Some(format!("{before}[redacted]{after}")), "{echo}");
}

#[test]
fn a_secret_is_found_in_every_form() {
    for echo in [
        TOKEN.to_owned(),
        TOKEN.to_uppercase(),
        TOKEN.to_lowercase(),
        TOKEN.replace('/', r"\/"),
        TOKEN.replace('=', r"\u003d").replace('+', r"\u002B"),
        TOKEN.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D"),
        TOKEN.replace('+', "%252B").replace('/', "%25252F"),
        TOKEN.replace('+', "&plus;").replace('/', "&sol;").replace('=', "&equals;"),
        TOKEN.replace('+', "&#43;").replace('/', "&#x2F;").replace('=', "&#061;"),
        TOKEN.replace('+', "&amp;#43;").replace('/', r"\\/").replace('=', "%26equals;"),
        TOKEN.replace('+', "-").replace('/', "_"),
        format!("{}\r\n  {}", &TOKEN[..10], &TOKEN[10..]),
        format!(r"{}\n{}", &TOKEN[..10], &TOKEN[10..]),
        format!("{}<br/>{}", &TOKEN[..10], &TOKEN[10..]),
        TOKEN.replace('+', r"\053").replace('/', r"\057").replace('=', r"\075"),
        format!("{}&#8203;{}&#xad;{}", &TOKEN[..10], &TOKEN[10..20], &TOKEN[20..]),
        TOKEN.chars().flat_map(|letter| [letter, '\0']).collect::<String>().trim_end_matches('\0').to_owned(),
        hex::encode(TOKEN.as_bytes()),
        hex::encode(TOKEN.as_bytes()).to_uppercase(),
    ] {
        hidden(TOKEN, "a token: \"", &echo, "\" & more, 100 % of it");
    }
}

#[test]
fn a_secret_is_found_within_base64() {
    // `id:secret` with names of different lengths, by another encoder.
    for text in ["MTpzZWNyZXQta2V5LTEyMw", "MTI6c2VjcmV0LWtleS0xMjM", "MTIzOnNlY3JldC1rZXktMTIz"] {
        let redacted = redacted("secret-key-123", &format!("Basic {text} was wrong")).unwrap();
        assert!(redacted.starts_with("Basic MT") && redacted.contains("[redacted]"), "{redacted}");
    }
}

#[test]
fn the_beginning_of_a_secret_is_redacted_where_the_text_is_cut() {
    assert_eq!(redacted(TOKEN, &format!("it is {}", &TOKEN[..20])).unwrap(), "it is [redacted]");
    assert_eq!(redacted(TOKEN, &format!("it is {} no more", &TOKEN[..20])), None);
    assert_eq!(redacted(TOKEN, &format!("it is {}", &TOKEN[..8])), None);
}

#[test]
fn other_texts_stay() {
    for text in ["", "no such room", r"\u003d%2B&plus;<br>", "AbCd+/9dGhpcyBpcyBh"] {
        assert_eq!(redacted(TOKEN, &format!("{text}.")), None, "{text}");
    }
    assert_eq!(redacted("short", "a short text"), None);
    let both = redacted(TOKEN, &format!("{TOKEN}, {TOKEN}")).unwrap();
    assert_eq!(both, "[redacted], [redacted]");
}

/// One character in one of its encodings.
fn encoded(character: char, way: u8) -> String {
    let code = u32::from(character);
    match way {
        0 => character.to_ascii_uppercase().to_string(),
        1 => character.to_ascii_lowercase().to_string(),
        2 => format!("\\u{code:04x}"),
        3 => format!("\\u{code:04X}"),
        4 => format!("%{code:02x}"),
        5 => format!("%25{code:02X}"),
        6 => format!("&#{code};"),
        7 => format!("&#x{code:x};"),
        8 => format!("\\x{code:02x}"),
        9 => format!("\r\n {character}"),
        10 => format!("\\n{character}"),
        11 if character == '/' => "\\/".to_owned(),
        12 if character == '=' => "&equals;".to_owned(),
        13 if character == '+' => "&plus;".to_owned(),
        _ => character.to_string(),
    }
}

/// The whole text, encoded once more.
fn outer(text: &str, way: u8) -> String {
    match way {
        0 => serde_json::to_string(text).unwrap(),
        1 => text.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}")),
        2 => text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;"),
        _ => text.to_owned(),
    }
}

proptest! {
    #[test]
    fn any_mixture_of_encodings_is_found(
        secret in "[A-Za-z0-9+/]{16,60}={0,2}",
        ways in prop::collection::vec(0_u8..24, 64),
        outer_way in 0_u8..6,
    ) {
        let echo: String = secret.chars().zip(ways).map(|(character, way)| encoded(character, way)).collect();
        let text = outer(&format!("it was [{echo}] then"), outer_way);
        let redacted = redacted(&secret, &text);
        prop_assert!(redacted.is_some(), "{text}");
        let redacted = redacted.unwrap();
        prop_assert!(redacted.len() < text.len() && redacted.contains("[redacted]"), "{redacted}");
        prop_assert!(self::redacted(&secret, &redacted).is_none(), "{redacted}");
    }

    #[test]
    fn any_text_is_searched(text in prop::collection::vec(any::<u8>(), 0..256)) {
        prop_assert_eq!(Patterns::new([TOKEN.as_bytes()].into_iter()).redact(&text), None);
    }

    #[test]
    fn any_escapes_are_searched(text in r"[%&#\\ux0-9a-f;<br/{} ]{0,120}") {
        prop_assert_eq!(redacted(TOKEN, &text), None);
    }
}
