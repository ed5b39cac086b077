//! Plain scalars by YAML 1.2's core schema.

/// The value of a scalar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scalar {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text,
}

pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Reads a scalar; one in quotes is always text.
pub(super) fn read(text: &str, plain: bool) -> Scalar {
    if !plain {
        return Scalar::Text;
    }
    match text {
        _ if is_null(text) => Scalar::Null,
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        _ => number(text),
    }
}

fn number(text: &str) -> Scalar {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return Scalar::Text;
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().map_or(Scalar::Text, Scalar::Integer);
    }
    match text.parse::<f64>() {
        Ok(number)
            if number.is_finite() && digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte)) =>
        {
            Scalar::Float(number)
        }
        _ => Scalar::Text,
    }
}

pub(super) fn to_json(text: &str, plain: bool) -> serde_json::Value {
    match read(text, plain) {
        Scalar::Null => serde_json::Value::Null,
        Scalar::Bool(value) => value.into(),
        Scalar::Integer(value) => i64::try_from(value)
            .map(serde_json::Value::from)
            .or_else(|_| u64::try_from(value).map(serde_json::Value::from))
            .unwrap_or_else(|_| text.into()),
        Scalar::Float(value) => value.into(),
        Scalar::Text => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        for (text, expected) in [
            ("", Scalar::Null),
            ("~", Scalar::Null),
            ("true", Scalar::Bool(true)),
            ("yes", Scalar::Text),
            ("12", Scalar::Integer(12)),
            ("-1", Scalar::Integer(-1)),
            ("1.5", Scalar::Float(1.5)),
            ("1e3", Scalar::Float(1000.0)),
            ("2g", Scalar::Text),
            ("2023-11-01", Scalar::Text),
            ("1..=10", Scalar::Text),
            ("inf", Scalar::Text),
        ] {
            assert_eq!(read(text, true), expected, "{text}");
        }
        assert_eq!(read("12", false), Scalar::Text);
    }
}
