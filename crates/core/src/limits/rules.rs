//! The rules for single parameters.

use super::{Limits, span};
use std::{fmt::Display, ops::RangeBounds};
use time::OffsetDateTime;

impl Limits {
    /// `value` has an allowed number of characters (not bytes).
    pub fn length(&mut self, parameter: &'static str, value: &str, allowed: impl RangeBounds<usize>) {
        let found = value.chars().count();
        if !allowed.contains(&found) {
            let rule = format!("must have {}", span::counted(&allowed, "character", "characters"));
            self.violated(parameter, rule, Some(found.to_string()));
        }
    }

    /// `value` holds allowed characters only. `allowed` lists them, single ones and ranges with blanks between:
    /// `a-z A-Z 0-9 @ . _ -`. The first other character is named, and where it stands, counted from 1.
    pub fn characters(&mut self, parameter: &'static str, value: &str, allowed: &'static str) {
        if let Some((index, other)) = value.chars().enumerate().find(|&(_, character)| !is_among(allowed, character)) {
            let found = format!("{other:?} as character {}", index + 1);
            self.violated(parameter, format!("may hold only the characters `{allowed}`"), Some(found));
        }
    }

    /// A list has an allowed number of items.
    pub fn count(&mut self, parameter: &'static str, found: usize, allowed: impl RangeBounds<usize>) {
        if !allowed.contains(&found) {
            let rule = format!("must have {}", span::counted(&allowed, "item", "items"));
            self.violated(parameter, rule, Some(found.to_string()));
        }
    }

    /// A number is within a range.
    pub fn range<T: PartialOrd + Display + Copy>(
        &mut self,
        parameter: &'static str,
        value: T,
        allowed: impl RangeBounds<T>,
    ) {
        if !allowed.contains(&value) {
            self.violated(parameter, format!("must be {}", span::range(&allowed)), Some(value.to_string()));
        }
    }

    /// A number is neither infinite nor "not a number", which no wire format can hold.
    pub fn finite(&mut self, parameter: &'static str, value: f64) {
        if !value.is_finite() {
            self.violated(parameter, "must be a finite number", Some(value.to_string()));
        }
    }

    /// The items can be told apart again once joined: none is empty or holds the separator.
    pub fn separable<'a>(
        &mut self,
        parameter: &'static str,
        items: impl IntoIterator<Item = &'a str>,
        separator: &'static str,
    ) {
        for (index, item) in items.into_iter().enumerate() {
            let place = index + 1;
            if item.is_empty() {
                let rule = format!("is sent joined by `{separator}`, so no item may be empty");
                self.violated(parameter, rule, Some(format!("item {place} empty")));
            } else if item.contains(separator) {
                let rule = format!("is sent joined by `{separator}`, so no item may hold it");
                self.violated(parameter, rule, Some(format!("it in item {place}")));
            }
        }
    }

    /// A time can be written as RFC 3339, which has the years 0 to 9999.
    pub fn rfc3339(&mut self, parameter: &'static str, value: OffsetDateTime) {
        if !(0..=9999).contains(&value.year()) {
            let found = format!("the year {}", value.year());
            self.violated(parameter, "must be in the years 0 to 9999", Some(found));
        }
    }

    /// Parameters that mean something together only: all of them are set, or none. Each comes with whether it is set.
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
