//! What a limit in a sentence limits: a value, a length, or something beside what is described.

use super::joined;
use crate::{
    facts::{FieldType, LimitKind},
    pattern::{has, starts},
    words::{limits as words, units},
};

/// What a pair of numbers limits.
pub(super) fn of_pair(about: &str, unit: &str, kind: Option<&FieldType>) -> LimitKind {
    let about = about.to_lowercase();
    let number = kind.is_some_and(is_number);
    if number {
        LimitKind::Value
    } else if let Some(FieldType::List(inner)) = kind {
        let of_values = has(&about, words::OF_VALUES) && is_number(inner) && !has(&about, words::OF_COUNTS);
        if of_values && !starts(&unit.to_lowercase(), units::ITEMS) { LimitKind::Value } else { LimitKind::Items }
    } else if has(&unit.to_lowercase(), words::BYTES) {
        LimitKind::Bytes
    } else if has(&about, words::ITEMS) {
        LimitKind::Items
    } else if has(&about, words::LENGTH) {
        LimitKind::Characters
    } else {
        LimitKind::Value
    }
}

/// How many bytes `number` of a unit such as `KB` are, where they limit a text.
pub(super) fn kilobytes(text: &str, unit: &str, number: &str, kind: Option<&FieldType>) -> Option<u64> {
    let unit = unit.to_lowercase();
    let (_, size) = units::KILOBYTES.iter().find(|(word, _)| {
        unit.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphabetic()))
    })?;
    let small = text.to_lowercase();
    let is_text = kind.is_none_or(|kind| matches!(kind, FieldType::String | FieldType::Object | FieldType::Any));
    let count: u64 = number.replace(',', "").parse().ok()?;
    count.checked_mul(*size).filter(|_| is_text && !has(&small, words::FILES))
}

/// What a single number limits, if it limits what is described and not something beside it.
pub(super) fn of_single(text: &str, words: &str, unit: &str, kind: Option<&FieldType>) -> Option<LimitKind> {
    let (about, unit) = (words.to_lowercase(), unit.to_lowercase());
    let is_of = |list: &[&str]| starts(&unit, list);
    if is_of(units::BYTES) {
        return Some(LimitKind::Bytes);
    }
    if is_of(units::CHARACTERS) {
        return Some(LimitKind::Characters);
    }
    match kind {
        Some(kind) if is_number(kind) => {
            (!is_other(text, &unit) || about.contains(words::VALUE)).then_some(LimitKind::Value)
        }
        Some(FieldType::List(_)) => (!is_of(units::SPANS) && !is_of(units::NO_ITEMS)).then_some(LimitKind::Items),
        Some(FieldType::String) if is_of(units::ITEMS) => Some(LimitKind::Items),
        Some(FieldType::String) if joined(text).is_some() && !is_of(units::SPANS) && !is_of(units::NO_ITEMS) => {
            Some(LimitKind::Items)
        }
        Some(FieldType::String) if has(&about, words::LENGTH) => Some(LimitKind::Characters),
        _ => None,
    }
}

/// Whether a number's unit is of something else than the parameter, as `24 hours` beside a time in seconds.
fn is_other(text: &str, unit: &str) -> bool {
    let text = text.to_lowercase();
    if let Some(time) = units::SPANS.iter().find(|time| unit.starts_with(**time)) {
        // The page may say `in hours` too.
        return text.matches(*time).count() < 2;
    }
    let Some(counted) = units::COUNTED.iter().find(|counted| unit.starts_with(**counted)) else { return false };
    let says = [format!("{counted}{}", words::COUNT), format!("{}{counted}", words::NUMBER_OF)];
    !has(&text, words::COUNTS) && !says.iter().any(|word| text.contains(word))
}

pub(super) fn is_number(kind: &FieldType) -> bool {
    kind.is_integer() || matches!(kind, FieldType::F64 | FieldType::Number)
}
