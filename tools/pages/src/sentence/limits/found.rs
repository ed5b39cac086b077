//! The limits of a sentence while it is read.

use super::{
    super::{
        limited::{kilobytes, of_single},
        scale::in_its_unit,
    },
    about, bound, ordered,
};
use crate::facts::{FieldType, Limit, LimitKind};
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
    pub(super) fn push(&mut self, mut limit: Limit, part: &Captures<'_>) {
        let range = part.get(0).map_or(0..0, |all| all.range());
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

    pub(super) fn pair(&mut self, of: LimitKind, least: &str, most: &str, part: &Captures<'_>) {
        let limit = Limit { of, least: bound(least, true), most: bound(most, true) };
        if ordered(&limit) {
            self.push(limit, part);
        }
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
            None => match of_single(text, &words, unit, kind) {
                Some(of) => (of, bound(number, included)),
                None => return,
            },
        };
        let (least, most) = if most { (None, end) } else { (end, None) };
        self.push(Limit { of, least, most }, part);
    }
}
