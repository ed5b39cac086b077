//! Numbers that are in another unit of time than what they are about, as `默认 30 秒` of a parameter in milliseconds.

use crate::words::units;

/// The unit that a description says that a parameter is in, in milliseconds.
fn stated(small: &str) -> Option<u64> {
    let behind = |cue: &str| {
        small.match_indices(cue).find_map(|(at, _)| {
            let rest = small[at + cue.len()..].trim_start_matches([' ', '为', '是', '：', ':', '`']);
            unit(rest)
        })
    };
    units::STATED.iter().find_map(|cue| behind(cue)).or_else(|| {
        small.match_indices(['(', '（']).find_map(|(at, open)| {
            let rest = &small[at + open.len()..];
            let inside = &rest[..rest.find([')', '）'])?];
            units::MILLIS.iter().find(|(word, _)| *word == inside.trim()).map(|(_, size)| *size)
        })
    })
}

/// The unit that a text starts with.
fn unit(text: &str) -> Option<u64> {
    let fits = |word: &str| {
        text.strip_prefix(word)
            .is_some_and(|rest| !word.is_ascii() || !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    let found = units::MILLIS.iter().filter(|(word, _)| fits(word)).max_by_key(|(word, _)| word.len());
    found.map(|(_, size)| *size)
}

/// A number before `behind` in the unit of what the text in small letters is about. `None` if it is no whole number there.
pub(super) fn in_its_unit(number: &str, behind: &str, small: &str) -> Option<String> {
    let Some(own) = unit(behind.trim_start_matches([' ', '`', '*'])) else { return Some(number.to_owned()) };
    let Some(stated) = stated(small).filter(|stated| *stated != own) else { return Some(number.to_owned()) };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let scale = 10_u128.checked_pow(u32::try_from(part.len()).ok()?)?;
    let all: u128 = format!("{whole}{part}").parse().ok()?;
    let millis = all.checked_mul(u128::from(own))?;
    let unit = u128::from(stated).checked_mul(scale)?;
    (millis % unit == 0).then(|| (millis / unit).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_into_the_unit_of_the_parameter() {
        for (text, number, wanted) in [
            ("timeout, in ms. default 5s", "5", Some("5000")),
            ("超时（毫秒），默认 30 秒，", "30", Some("30000")),
            ("默认值为 10 分钟，单位秒", "10", Some("600")),
            ("默认值为 1.5 秒，单位为毫秒", "1.5", Some("1500")),
            ("默认值为 10 毫秒，单位秒", "10", None),
            ("默认值为 10 秒，单位秒", "10", Some("10")),
            ("默认值为 10 秒", "10", Some("10")),
            ("默认值为 10，单位秒", "10", Some("10")),
        ] {
            let behind = &text[text.find(number).unwrap() + number.len()..];
            assert_eq!(in_its_unit(number, behind, text).as_deref(), wanted, "{text}");
        }
    }
}
