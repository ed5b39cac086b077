//! Values that are allowed beside a range, as `0` in `[10, 100]，0 表示不限`.

use crate::{
    facts::{Limit, LimitKind},
    pattern::{BLANKS, any, pattern},
    words::limits as words,
};

// A number with a meaning of its own, or one before a range.
pattern!(
    SPECIAL,
    &format!(
        r"(-?[0-9]+){BLANKS}(?:(?:：|:|=|{means})|{beside}{BLANKS}(?:\[|［|\(|（|【))",
        means = any(&[words::MEANS]),
        beside = any(&[words::BESIDE])
    )
);

/// The numbers that a description allows though they are outside of its limits, each with where it is.
pub(crate) fn special(text: &str, limits: &[(Limit, usize)]) -> Vec<(String, usize)> {
    let values: Vec<&Limit> =
        limits.iter().map(|(limit, _)| limit).filter(|limit| limit.of == LimitKind::Value).collect();
    if values.is_empty() {
        return Vec::new();
    }
    let small = text.to_ascii_lowercase();
    let mut found: Vec<(String, usize)> = Vec::new();
    for part in SPECIAL.captures_iter(&small) {
        let Some(number) = part.get(1) else { continue };
        let before = small[..number.start()].chars().next_back();
        let inside =
            before.is_some_and(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '~' | '～' | '-'));
        let Ok(value) = number.as_str().parse::<f64>() else { continue };
        if !inside
            && values.iter().all(|limit| is_outside(value, limit))
            && found.iter().all(|(known, _)| known != number.as_str())
        {
            found.push((number.as_str().to_owned(), number.start()));
        }
    }
    found
}

fn is_outside(value: f64, limit: &Limit) -> bool {
    let end = |number: &str| number.parse::<f64>().ok();
    limit.least.as_ref().and_then(|bound| end(&bound.number)).is_some_and(|least| value < least)
        || limit.most.as_ref().and_then(|bound| end(&bound.number)).is_some_and(|most| most < value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{facts::FieldType, sentence::limits};

    #[test]
    fn numbers_beside_a_range() {
        for (text, wanted) in [
            ("取值范围为 0、 [1,21)，0 表示不开启", "0"),
            ("取值范围为0，[200，3000]。", "0"),
            ("取值范围为-1或者[1, 99999999]，默认为-1", "-1"),
            ("[10, 86400]，0表示不限", "0"),
            ("取值 0 ~ 200，默认 100；-1 表示静音。", "-1"),
            ("Value range: 64-4000; 0 means automatic.", "0"),
            ("取值范围为[-50,100]，100 代表 2.0 倍速，-50 代表 0.5 倍速", ""),
            ("端口，0 为自动；其余取值 1024–65535。", "0"),
            ("The seconds, at least 5, or -1 for no limit.", "-1"),
            ("取值范围：1-100。", ""),
            ("0：关，1：开。", ""),
        ] {
            let found = special(text, &limits(text, Some(&FieldType::I32), ""));
            assert_eq!(found.into_iter().map(|(number, _)| number).collect::<Vec<_>>().join(" "), wanted, "{text}");
        }
    }
}
