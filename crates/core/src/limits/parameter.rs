//! The rules for single parameters.

use super::{
    Cure, Limits, Narrower,
    narrower::{because, narrowed},
    span,
    violation::ParameterName,
};
use crate::each::{Each, Items};
use std::{fmt::Display, ops::Bound, ops::RangeBounds};
use time::{Date, OffsetDateTime};

/// Checks the value of a parameter against one rule after another.
#[derive(Debug)]
pub struct ParameterLimits<'l, T> {
    pub(super) limits: &'l mut Limits,
    pub(super) name: ParameterName,
    pub(super) value: &'l T,
    pub(super) cure: Option<Cure>,
    pub(super) is_secret: bool,
}

#[allow(clippy::must_use_candidate, clippy::return_self_not_must_use, reason = "nothing follows the last rule")]
impl<T> ParameterLimits<'_, T> {
    /// What to call instead if a list has too many items, or a number is too large.
    #[must_use]
    pub const fn cure(mut self, cure: Cure) -> Self {
        self.cure = Some(cure);
        self
    }

    /// The value is secret: violations do not show any of its characters.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.is_secret = true;
        self
    }

    /// Each text has an allowed number of characters (not bytes).
    pub fn length(self, allowed: impl RangeBounds<usize>) -> Self
    where
        T: Each<str>,
    {
        self.value.each(&mut |text| {
            let found = text.chars().count();
            if !allowed.contains(&found) {
                let rule = format!("must have {}", span::counted(&allowed, "character", "characters"));
                self.limits.violated(self.name, rule, Some(found.to_string()), None);
            }
        });
        self
    }

    /// Each text has an allowed number of bytes in UTF-8.
    pub fn bytes(self, allowed: impl RangeBounds<usize>) -> Self
    where
        T: Each<str>,
    {
        self.value.each(&mut |text| {
            let found = text.len();
            if !allowed.contains(&found) {
                let rule = format!("must have {} in UTF-8", span::counted(&allowed, "byte", "bytes"));
                self.limits.violated(self.name, rule, Some(found.to_string()), None);
            }
        });
        self
    }

    /// Each text contains allowed characters only. `allowed` lists single characters and ranges, separated by spaces:
    /// `a-z A-Z 0-9 @ . _ -`. A violation names the first other character and its position, counted from 1.
    pub fn characters(self, allowed: &'static str) -> Self
    where
        T: Each<str>,
    {
        self.value.each(&mut |text| {
            let other = text.chars().enumerate().find(|&(_, character)| !is_among(allowed, character));
            if let Some((index, other)) = other {
                let rule = format!("may hold only the characters `{allowed}`");
                let found = if self.is_secret { "another one".to_owned() } else { format!("{other:?}") };
                let found = format!("{found} as character {}", index + 1);
                self.limits.violated(self.name, rule, Some(found), None);
            }
        });
        self
    }

    /// A list or mapping has an allowed number of items.
    pub fn items(self, allowed: impl RangeBounds<usize>) -> Self
    where
        T: Items,
    {
        self.narrower_items(allowed, &[])
    }

    /// A list or mapping has an allowed number of items, which is smaller if other parameters are set.
    pub fn narrower_items(self, allowed: impl RangeBounds<usize>, narrower: &[Narrower<usize>]) -> Self
    where
        T: Items,
    {
        let (allowed, reason) = narrowed(&allowed, narrower);
        if let Some(found) = self.value.count().filter(|found| !allowed.contains(found)) {
            let rule = format!("must have {}{}", span::counted(&allowed, "item", "items"), because(reason));
            let hint = self.cure.filter(|_| is_above(&found, &allowed)).map(Cure::text);
            self.limits.violated(self.name, rule, Some(found.to_string()), hint);
        }
        self
    }

    /// Each number is within a range.
    pub fn range<N: PartialOrd + Display + Copy + 'static>(self, allowed: impl RangeBounds<N>) -> Self
    where
        T: Each<N>,
    {
        self.narrower_range(allowed, &[])
    }

    /// Each number is within a range, whose end is smaller if other parameters are set.
    pub fn narrower_range<N: PartialOrd + Display + Copy + 'static>(
        self,
        allowed: impl RangeBounds<N>,
        narrower: &[Narrower<N>],
    ) -> Self
    where
        T: Each<N>,
    {
        let (allowed, reason) = narrowed(&allowed, narrower);
        self.value.each(&mut |number| {
            if !allowed.contains(number) {
                let rule = format!("must be {}{}", span::range(&allowed), because(reason));
                let hint = self.cure.filter(|_| is_above(number, &allowed)).map(Cure::text);
                self.limits.violated(self.name, rule, Some(number.to_string()), hint);
            }
        });
        self
    }

    /// Each number is finite: no wire format can represent infinity or NaN.
    pub fn finite(self) -> Self
    where
        T: Each<f64>,
    {
        self.value.each(&mut |number| {
            if !number.is_finite() {
                let rule = "must be a finite number".to_owned();
                self.limits.violated(self.name, rule, Some(number.to_string()), None);
            }
        });
        self
    }

    /// The items of a list can be split again after joining: none is empty or contains the separator.
    pub fn separable(self, separator: &'static str) -> Self
    where
        T: Each<str>,
    {
        let mut position = 0;
        self.value.each(&mut |item| {
            position += 1;
            let (rule, found) = if item.is_empty() {
                ("no item may be empty", format!("item {position} empty"))
            } else if item.contains(separator) {
                ("no item may contain it", format!("`{separator}` in item {position}"))
            } else {
                return;
            };
            self.limits.violated(self.name, format!("is sent joined by `{separator}`, so {rule}"), Some(found), None);
        });
        self
    }

    /// Each day or time has a year of four digits, 0 to 9999, as text forms need it.
    pub fn year<V: CalendarYear>(self) -> Self
    where
        T: Each<V>,
    {
        self.value.each(&mut |time| {
            if !(0..=9999).contains(&time.calendar_year()) {
                let found = format!("the year {}", time.calendar_year());
                self.limits.violated(self.name, "must be in the years 0 to 9999".to_owned(), Some(found), None);
            }
        });
        self
    }
}

/// A day or a time.
pub trait CalendarYear {
    /// Its year, as its own offset has it.
    fn calendar_year(&self) -> i32;
}

impl CalendarYear for OffsetDateTime {
    fn calendar_year(&self) -> i32 {
        self.year()
    }
}

impl CalendarYear for Date {
    fn calendar_year(&self) -> i32 {
        self.year()
    }
}

/// Whether a number is above the largest allowed one.
fn is_above<N: PartialOrd>(number: &N, allowed: &impl RangeBounds<N>) -> bool {
    match allowed.end_bound() {
        Bound::Included(max) => number > max,
        Bound::Excluded(end) => number >= end,
        Bound::Unbounded => false,
    }
}

/// Whether `character` is one of a list as `a-z 0-9 _`.
fn is_among(allowed: &str, character: char) -> bool {
    allowed.split(' ').any(|word| {
        let mut letters = word.chars();
        match (letters.next(), letters.next(), letters.next()) {
            (Some(only), None, _) => character == only,
            (Some(first), Some('-'), Some(last)) => (first..=last).contains(&character),
            _ => false,
        }
    })
}
