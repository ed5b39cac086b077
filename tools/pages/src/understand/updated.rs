//! The day of a page's last change.

use crate::{
    position::{Lines, Located},
    words::headings::{DAY_MARKS, UPDATED},
};

/// The day of the last change that a page names, as `2026-11-30`.
pub(crate) fn updated(page: &str, lines: &Lines<'_>) -> Option<Located<String>> {
    let starts = UPDATED.iter().flat_map(|word| page.match_indices(word).map(|(at, word)| at + word.len()));
    let found = starts.filter_map(|at| {
        let rest = page[at..].trim_start_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, ':' | '：' | '*' | '"' | '\'')
        });
        Some((page.len() - rest.len(), day(rest)?))
    });
    found.min_by_key(|(at, _)| *at).map(|(at, day)| lines.at(day, at))
}

/// The day at the start of a text: `2026-11-30`, `2026/11/30`, `2026.11.30`, `2026年11月30日`.
fn day(text: &str) -> Option<String> {
    let mut numbers = [0_u32; 3];
    let mut rest = text;
    for (at, number) in numbers.iter_mut().enumerate() {
        let length = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let fits = if at == 0 { length == 4 } else { (1..=2).contains(&length) };
        *number = rest[..length].parse().ok().filter(|_| fits)?;
        rest = &rest[length..];
        if at < 2 {
            rest = rest.strip_prefix(DAY_MARKS)?;
        }
    }
    let [year, month, day] = numbers;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_several_spellings() {
        for (page, wanted) in [
            ("# A\n\n最近更新时间：2025.01.02 03:04:05\n", Some("2025-01-02 3:8")),
            ("Last updated: 2025-01-02 03:04:05", Some("2025-01-02 1:15")),
            ("Last updated:2025/1/2", Some("2025-01-02 1:14")),
            ("更新于 2025年11月30日", Some("2025-11-30 1:5")),
            ("Last updated: last week", None),
            ("Last updated: 2025-13-02", None),
            ("更新时间 | Int64 | 2025", None),
        ] {
            let found = updated(page, &Lines::new(page)).map(|day| format!("{} {}", day.value, day.position));
            assert_eq!(found.as_deref(), wanted, "{page}");
        }
    }
}
