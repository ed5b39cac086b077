//! What schemas say and specs have no words for.

use super::schema::Schemas;
use crate::{
    raw::{RawField, Unclear},
    tree::Item,
};
use rtc_pages::Located;

/// Keys that restrict values, for which specs have no words.
const RESTRICTIONS: [&str; 13] = [
    "pattern",
    "multipleOf",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "patternProperties",
    "propertyNames",
    "contains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "not",
    "if",
];

impl<'t> Schemas<'t> {
    /// Notes something for which specs have no words.
    pub(super) fn cannot_say(&mut self, what: &str, item: Item<'t>) {
        self.note(format!("{what}, which specs cannot say"), item, false);
    }

    pub(super) fn note(&mut self, words: String, item: Item<'t>, is_of_requests: bool) {
        let said = Located { value: words, position: item.position() };
        self.unclear.push(Unclear { said, is_of_requests });
    }

    /// Notes that items of a list or values of a mapping may be `null`.
    pub(super) fn inner_null(&mut self, inner: &RawField, what: &str, item: Item<'t>) {
        if inner.nullable.is_some() {
            self.cannot_say(&format!("{what} of `{}` may be `null`", inner.name.value), item);
        }
    }

    /// Notes the keys that restrict values and for which specs have no words.
    pub(super) fn restrictions(&mut self, name: &str, schema: Item<'t>) {
        let is_listed = schema.get("enum").is_some() || schema.get("const").is_some();
        for (key, item) in schema.entries().filter(|(key, _)| RESTRICTIONS.contains(&key.value.as_str())) {
            let is_nothing = match key.value.as_str() {
                "pattern" | "multipleOf" => is_listed,
                _ => item.scalar() == Some("false"),
            };
            if !is_nothing {
                let value = item.scalar().map_or(String::new(), |value| format!(": {value}"));
                self.note(format!("`{}` of `{name}`{value}, which specs cannot say", key.value), item, true);
            }
        }
    }
}
