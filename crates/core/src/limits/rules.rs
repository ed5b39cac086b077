//! The rules for single parameters.

use super::{Limits, span};
use crate::each::{Each, Items};
use std::{fmt::Display, ops::RangeBounds};
use time::{Date, OffsetDateTime};

impl Limits {
    /// Each text has an allowed number of characters (not bytes).
    pub fn length(&mut self, parameter: &'static str, texts: &impl Each<str>, allowed: impl RangeBounds<usize>) {
        texts.each(&mut |text| {
            let found = text.chars().count();
            if !allowed.contains(&found) {
                let rule = format!("must have {}", span::counted(&allowed, "character", "characters"));
                self.violated(parameter, rule, Some(found.to_string()));
            }
        });
    }

    /// Each text contains allowed characters only. `allowed` lists single characters and ranges, separated by spaces:
    /// `a-z A-Z 0-9 @ . _ -`. A violation names the first other character and its position, counted from 1.
    pub fn characters(&mut self, parameter: &'static str, texts: &impl Each<str>, allowed: &'static str) {
        texts.each(&mut |text| {
            let other = text.chars().enumerate().find(|&(_, character)| !is_among(allowed, character));
            if let Some((index, other)) = other {
                let found = format!("{other:?} as character {}", index + 1);
                self.violated(parameter, format!("may hold only the characters `{allowed}`"), Some(found));
            }
        });
    }

    /// A list or mapping has an allowed number of items.
    pub fn items(&mut self, parameter: &'static str, items: &impl Items, allowed: impl RangeBounds<usize>) {
        if let Some(found) = items.count().filter(|found| !allowed.contains(found)) {
            let rule = format!("must have {}", span::counted(&allowed, "item", "items"));
            self.violated(parameter, rule, Some(found.to_string()));
        }
    }

    /// Each number is within a range.
    pub fn range<T: PartialOrd + Display + Copy + 'static>(
        &mut self,
        parameter: &'static str,
        numbers: &impl Each<T>,
        allowed: impl RangeBounds<T>,
    ) {
        numbers.each(&mut |number| {
            if !allowed.contains(number) {
                self.violated(parameter, format!("must be {}", span::range(&allowed)), Some(number.to_string()));
            }
        });
    }

    /// Each number is finite: no wire format can represent infinity or NaN.
    pub fn finite(&mut self, parameter: &'static str, numbers: &impl Each<f64>) {
        numbers.each(&mut |number| {
            if !number.is_finite() {
                self.violated(parameter, "must be a finite number", Some(number.to_string()));
            }
        });
    }

    /// The items of a list can be split again after joining: none is empty or contains the separator.
    pub fn separable(&mut self, parameter: &'static str, items: &impl Each<str>, separator: &'static str) {
        let mut position = 0;
        items.each(&mut |item| {
            position += 1;
            if item.is_empty() {
                let rule = format!("is sent joined by `{separator}`, so no item may be empty");
                self.violated(parameter, rule, Some(format!("item {position} empty")));
            } else if item.contains(separator) {
                let rule = format!("is sent joined by `{separator}`, so no item may contain it");
                self.violated(parameter, rule, Some(format!("`{separator}` in item {position}")));
            }
        });
    }

    /// Each day or time has a year of four digits, 0 to 9999, as all text forms need it.
    pub fn year<T: CalendarYear>(&mut self, parameter: &'static str, times: &impl Each<T>) {
        times.each(&mut |time| {
            if !(0..=9999).contains(&time.calendar_year()) {
                let found = format!("the year {}", time.calendar_year());
                self.violated(parameter, "must be in the years 0 to 9999", Some(found));
            }
        });
    }

    /// Parameters that are only valid together: all are set, or none. Each comes with whether it is set.
    pub fn together(&mut self, parameters: &[(&'static str, bool)]) {
        let Some(&(missing, _)) = parameters.iter().find(|(_, set)| !set) else { return };
        let given = |&(name, set): &(&'static str, bool)| set.then(|| format!("`{name}`"));
        let given: Vec<_> = parameters.iter().filter_map(given).collect();
        if !given.is_empty() {
            let names: Vec<_> = parameters.iter().map(|(name, _)| format!("`{name}`")).collect();
            let rule = format!("is missing: set {} together, or none of them", names.join(" and "));
            self.violated(missing, rule, Some(format!("{} alone", given.join(" and "))));
        }
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
