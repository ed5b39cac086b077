//! Types with a few documented values.

use super::{limits, members::Composer, names};
use crate::draft::{Enumeration, Value};
use rtc_pages::{Field, FieldType, Located};
use std::collections::HashSet;

impl Composer<'_> {
    /// The name of the enumeration of a field's documented values, if it has some that its type can have.
    pub(super) fn enumeration(&mut self, field: &Field, inner: &FieldType, path: &[&str]) -> Option<String> {
        let integer = inner.is_integer();
        if field.values.is_empty() || !(integer || *inner == FieldType::String) {
            return None;
        }
        let whole = |text: &str| text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
        let mut seen = HashSet::new();
        let values: Vec<_> = field.values.iter().filter(|value| seen.insert(value.value.is.clone())).collect();
        if integer && !values.iter().all(|value| whole(&value.value.is)) {
            self.remark(
                path,
                Some(field.name.position),
                "not all its documented values are whole numbers, as its type is",
            );
            return None;
        }
        if integer && field.limits.iter().any(|limit| limits::allows_more_than(&limit.value, values.len())) {
            let words = "its documented values are a few of the numbers that its range allows";
            self.remark(path, Some(field.name.position), words);
            return None;
        }
        let documented = values.iter().map(|value| value.value.clone()).collect();
        let documented = (field.name.value.clone(), integer, documented);
        if let Some((_, known)) = self.documented.iter().find(|(known, _)| *known == documented) {
            return Some(known.clone());
        }
        let parent = self.types.parent().map(str::to_owned);
        let name = self.types.names.claim(&names::item(&field.name.value), parent.as_deref(), false);
        let mut taken = HashSet::new();
        let values = values.iter().map(|value| {
            let rust = names::value(&value.value.is, value.value.meaning.as_deref(), &name, &mut taken);
            let doc = self.sentences.of_value(&value.value);
            Value { wire: Located { value: value.value.is.clone(), position: value.position }, rust, doc }
        });
        let values: Vec<Value> = values.collect();
        if values.iter().any(|value| names::is_made_up(&value.rust)) {
            self.remark(&["enums", &name], Some(field.name.position), "call the values by what they mean");
        }
        self.documented.push((documented, name.clone()));
        self.enums.push(Enumeration {
            name: name.clone(),
            written: field.name.value.clone(),
            integer,
            doc: self.sentences.of_field(field),
            values,
            external: self.types.is_external(),
        });
        Some(name)
    }
}
