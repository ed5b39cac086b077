//! The limits of a sentence while it is read.

use super::{
    super::{
        limited::{is_number, kilobytes, of_single},
        scale::in_its_unit,
    },
    about, bound, ordered,
    patterns::{CLAUSE, INSIDE, OF_ITEMS, OF_UNITS},
};
use crate::{
    facts::{FieldType, Limit, LimitKind},
    pattern::{front, has, starts},
    words::{limits as words, units},
};
use regex::Captures;
use std::ops::Range;

/// The limits found so far, and where the words are that were read.
pub(super) struct Found<'t> {
    /// The text in small letters.
    pub(super) small: &'t str,
    pub(super) limits: Vec<(Limit, usize)>,
    pub(super) read: Vec<Range<usize>>,
}

impl Found<'_> {
    /// Adds a limit unless some of its words were read already.
    pub(super) fn push(&mut self, limit: Limit, part: &Captures<'_>) {
        self.push_at(limit, part.get(0).map_or(0..0, |all| all.range()));
    }

    fn push_at(&mut self, mut limit: Limit, range: Range<usize>) {
        if limit.of == LimitKind::Value {
            for bound in [&mut limit.least, &mut limit.most].into_iter().flatten() {
                match in_its_unit(&bound.number, &self.small[range.end..], self.small) {
                    Some(number) => bound.number = number,
                    None => return,
                }
            }
        }
        if self.read.iter().all(|read| read.end <= range.start || range.end <= read.start) {
            self.limits.push((limit, range.start));
            self.read.push(range);
        }
    }

    /// Ranges that are a clause of their own or have a unit of length behind them, and numbers that something is within.
    pub(super) fn clauses(&mut self, kind: Option<&FieldType>) {
        let small = self.small;
        if !has_a_pair(small) {
            return self.inside(kind);
        }
        if kind.is_some_and(is_number) {
            for part in CLAUSE.captures_iter(small).filter(|part| ends_a_clause(small, part)) {
                // What precedes the numbers is of another clause.
                let range = part.get(1).map_or(0, |least| least.start())..part.get(2).map_or(0, |most| most.end());
                let limit = Limit { of: LimitKind::Value, least: bound(&part[1], true), most: bound(&part[2], true) };
                if ordered(&limit) {
                    self.push_at(limit, range);
                }
            }
        } else if has(small, units::CHARACTERS) || has(small, units::BYTES) {
            for part in OF_UNITS.captures_iter(small).filter(|part| part.get(1).is_some() || part.get(3).is_some()) {
                let unit = small[part.get(4).map_or(0, |most| most.end())..].trim_start();
                let of = if starts(unit, units::BYTES) { LimitKind::Bytes } else { LimitKind::Characters };
                self.pair(of, &part[2], &part[4], &part);
            }
        }
        if let Some(FieldType::List(_)) = kind {
            self.of_items();
        }
        self.inside(kind);
    }

    /// Ranges of how many items a list has, as `1-100 个 ID`.
    fn of_items(&mut self) {
        let small = self.small;
        let others = [units::CHARACTERS, units::BYTES, units::SPANS, units::NO_ITEMS];
        for part in OF_ITEMS.captures_iter(small) {
            let unit = &small[part.get(0).map_or(0, |all| all.end())..];
            if starts(unit, units::ITEMS) && !others.iter().any(|words| starts(unit, words)) {
                self.pair(LimitKind::Items, &part[1], &part[2], &part);
            }
        }
    }

    /// Numbers that something is within, as `128 字节以内`.
    fn inside(&mut self, kind: Option<&FieldType>) {
        let small = self.small;
        if words::INSIDE.iter().any(|word| follows_a_number(small, word)) {
            for part in INSIDE.captures_iter(small) {
                let unit = part.get(2).map_or("", |unit| unit.as_str());
                if let Some(of) =
                    of_single(small, "", unit, kind).filter(|of| *of != LimitKind::Value || unit.is_empty())
                {
                    self.push(Limit { of, least: None, most: bound(&part[1], true) }, &part);
                }
            }
        }
    }

    pub(super) fn pair(&mut self, of: LimitKind, least: &str, most: &str, part: &Captures<'_>) {
        let limit = Limit { of, least: bound(least, true), most: bound(most, true) };
        if ordered(&limit) {
            self.push(limit, part);
        }
    }

    /// What the limit right before an offset is of: `at least 8 characters and at most 64` names it once.
    fn of_the_last(&self, at: usize, kind: Option<&FieldType>) -> Option<LimitKind> {
        let before = self.read.iter().zip(&self.limits).rfind(|(read, _)| read.end <= at);
        let (read, (limit, _)) = before.filter(|_| kind == Some(&FieldType::String))?;
        let between = &self.small[read.end..at];
        let near = between.len() <= 32 && !between.contains(['。', '；', ';', '\n']);
        let of_a_length = matches!(limit.of, LimitKind::Characters | LimitKind::Bytes);
        (near && of_a_length).then(|| limit.of.clone())
    }

    /// One end. The word behind it says what is counted.
    pub(super) fn single(
        &mut self,
        text: &str,
        kind: Option<&FieldType>,
        part: &Captures<'_>,
        number: &str,
        most: bool,
        included: bool,
    ) {
        let all = part.get(0).map_or(0..0, |all| all.range());
        let words = format!("{}{}", about(&text[..all.start]), &text[all.clone()]);
        let unit = text[all.end..].trim_start();
        let (of, end) = match kilobytes(text, unit, number, kind) {
            Some(bytes) => (LimitKind::Bytes, bound(&bytes.to_string(), included)),
            None => match of_single(text, &words, unit, kind).or_else(|| self.of_the_last(all.start, kind)) {
                Some(of) => (of, bound(number, included)),
                None => return,
            },
        };
        // Which of two lengths counts depends on the letters.
        if most && matches!(of, LimitKind::Characters | LimitKind::Bytes) && has_an_alternative(unit) {
            self.read.push(all);
            return;
        }
        let (least, most) = if most { (None, end) } else { (end, None) };
        self.push(Limit { of, least, most }, part);
    }
}

/// Whether nothing but a unit of time is between a range and the end of its clause.
fn ends_a_clause(small: &str, part: &Captures<'_>) -> bool {
    let behind = small[part.get(0).map_or(0, |all| all.end())..].trim_start();
    let times: Vec<&str> = units::MILLIS.iter().map(|(word, _)| *word).collect();
    let unit = front(behind, &times).or_else(|| front(behind, words::WHOLE)).map_or(0, str::len);
    let behind = behind[unit..].trim_start();
    behind.is_empty() || behind.starts_with(['，', '。', '；', ',', '.', ';', '\n', '）', ')', '（', '('])
}

/// Whether another length follows the unit of a first one.
fn has_an_alternative(unit: &str) -> bool {
    let small = unit.to_lowercase();
    let end = small.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
    let behind = &small[end..].trim_start_matches(|letter: char| letter.is_ascii_digit()).trim_start();
    has(&small[..end], words::ALTERNATIVES)
        && !small[..end].contains(['，', '。', '；', ',', '.', ';', '\n'])
        && (starts(behind, units::CHARACTERS) || starts(behind, units::BYTES))
}

/// Whether a text has two numbers with words between them that are between the ends of a range: patterns are slow.
fn has_a_pair(small: &str) -> bool {
    let is_digit = |letter: char| letter.is_ascii_digit();
    [words::TO_IN_A_CLAUSE, words::AND].iter().flat_map(|table| table.iter()).any(|to| {
        small.match_indices(to).any(|(at, _)| {
            small[..at].trim_end().ends_with(is_digit) && small[at + to.len()..].trim_start().starts_with(is_digit)
        })
    })
}

/// Whether a word comes soon behind a number.
fn follows_a_number(small: &str, word: &str) -> bool {
    small.match_indices(word).any(|(at, _)| small[..at].chars().rev().take(8).any(|letter| letter.is_ascii_digit()))
}
