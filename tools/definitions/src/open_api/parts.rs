//! Schemas that consist of others: `allOf`, `oneOf` and `anyOf`, and what is beside a reference.

use super::{
    schema::{DEEPEST, Schemas},
    values::narrow,
};
use crate::{
    file::Mistake,
    raw::{RawField, Unclear},
    tree::Item,
};
use rtc_pages::Located;
use std::collections::HashMap;

/// A schema, and those around it of which it is the only one.
pub(super) struct Innermost<'t> {
    pub(super) found: Item<'t>,
    pub(super) reference: Option<String>,
    /// The outermost one first.
    pub(super) around: Vec<Item<'t>>,
}

impl<'t> Schemas<'t> {
    /// The one schema of `oneOf`, `anyOf` or `allOf`, where there is one alone, or one and `null`, with the schemas around it.
    pub(super) fn innermost(
        &mut self,
        name: &str,
        schema: Item<'t>,
        reference: Option<String>,
    ) -> Option<Innermost<'t>> {
        let mut innermost = Innermost { found: schema, reference, around: Vec::new() };
        while let Some(one) = self.only_one(name, innermost.found) {
            if innermost.around.len() >= DEEPEST {
                let message = "schemas that consist of one another";
                self.mistakes.push(Mistake::new(schema.position(), message, "write what is meant in one of them"));
                return None;
            }
            innermost.around.push(innermost.found);
            let (found, reference) = self.follow(one)?;
            innermost.found = found;
            innermost.reference = reference.or(innermost.reference);
        }
        Some(innermost)
    }

    fn only_one(&mut self, name: &str, schema: Item<'t>) -> Option<Item<'t>> {
        let is_there = |key: &str, form: fn(Item<'t>) -> bool| schema.get(key).is_some_and(form);
        let has_fields = is_there("properties", |_| true)
            || is_there("required", Item::is_list)
            || is_there("additionalProperties", Item::is_mapping);
        for key in ["oneOf", "anyOf", "allOf"] {
            let Some(list) = schema.get(key) else { continue };
            let mut real = list.items().filter(|item| item.text("type") != Some("null"));
            match (real.next(), real.next()) {
                (Some(one), None) if !has_fields => return Some(one),
                _ if key == "allOf" => {}
                _ => self.cannot_say(&format!("`{key}` of `{name}`: one of several schemas"), list),
            }
        }
        None
    }

    /// The fields of an object, those that it has from others included. What any part requires is required.
    pub(super) fn fields(&mut self, schema: Item<'t>) -> Vec<RawField> {
        let (mut fields, mut known, mut required) = (Vec::new(), HashMap::new(), Vec::new());
        self.collect(schema, &mut fields, &mut known, &mut required);
        for mark in required {
            let Some(field) = known.get(&mark.value).map(|at: &usize| &mut fields[*at]) else {
                let words = format!("`{}` is required, and no schema describes it", mark.value);
                let said = Located { value: words, position: mark.position };
                self.unclear.push(Unclear { said, is_of_requests: false });
                continue;
            };
            let mark = Located { value: true, position: mark.position };
            field.answered = Some(mark.clone());
            field.required = Some(mark);
        }
        fields
    }

    fn collect(
        &mut self,
        schema: Item<'t>,
        fields: &mut Vec<RawField>,
        known: &mut HashMap<String, usize>,
        required: &mut Vec<Located<String>>,
    ) {
        for part in schema.get("allOf").into_iter().flat_map(Item::items) {
            if self.depth < DEEPEST
                && let Some((part, _)) = self.follow(part)
            {
                self.depth += 1;
                self.collect(part, fields, known, required);
                self.depth -= 1;
            }
        }
        let list = schema.get("required").filter(|list| list.is_list());
        let marks = list.into_iter().flat_map(Item::items);
        required.extend(
            marks.filter_map(|item| Some(Located { value: item.scalar()?.to_owned(), position: item.position() })),
        );
        let Some(properties) = schema.get("properties") else { return };
        if !properties.is_mapping() && !properties.node.is_null() {
            let help = "the definition is incomplete or cut off: take the whole of it";
            self.mistakes.push(Mistake::new(properties.position(), "`properties` is no mapping", help));
        }
        for (name, property) in properties.entries() {
            let Some(mut field) = self.field(name, property) else { continue };
            let mark = Located { value: false, position: field.name.position };
            // A schema without a list says nothing of answers: all that is in them is optional then, as all know.
            field.answered = list.is_some().then(|| mark.clone());
            field.required = Some(mark);
            if let Some(flag) = property.get("required").filter(|flag| !flag.is_list())
                && property.flag("required", &mut self.mistakes).is_some_and(|required| required.value)
            {
                required.push(Located { value: field.name.value.clone(), position: flag.position() });
                let words = format!(
                    "`required` of `{}` itself, which is for the list around it: taken as required",
                    field.name.value
                );
                self.note(words, flag, false);
            }
            if let Some(at) = known.get(&field.name.value).copied() {
                let other = std::mem::replace(&mut fields[at], field);
                self.merge(&mut fields[at], other, property);
            } else {
                known.insert(field.name.value.clone(), fields.len());
                fields.push(field);
            }
        }
    }

    /// Adds what another part says of the same field. Both hold.
    fn merge(&mut self, field: &mut RawField, mut other: RawField, at: Item<'t>) {
        if field.kind.value != other.kind.value {
            self.cannot_say(&format!("`{}` has several types", field.name.value), at);
        }
        narrow(&mut field.limits, other.limits);
        if field.values.is_empty() {
            field.values = other.values;
        } else if !other.values.is_empty() {
            field.values.retain(|value| other.values.iter().any(|known| known.value.is == value.value.is));
        }
        field.default = field.default.take().or(other.default);
        field.example = field.example.take().or(other.example);
        field.description = field.description.take().or(other.description);
        field.answered = field.answered.take().or(other.answered);
        field.nullable = field.nullable.or(other.nullable);
        field.is_read_only |= other.is_read_only;
        field.is_write_only |= other.is_write_only;
        other.fields.retain(|inner| field.fields.iter().all(|known| known.name.value != inner.name.value));
        field.fields.splice(0..0, other.fields);
    }

    /// What is said beside a reference, or beside the only schema of several, goes before what that says.
    pub(super) fn beside(&mut self, field: &mut RawField, schema: Item<'t>) {
        let mut other = RawField::new(field.name.clone(), field.kind.clone(), "");
        self.facts(&mut other, schema);
        field.default = other.default.or(field.default.take());
        field.example = other.example.or(field.example.take());
        field.nullable = other.nullable.or(field.nullable);
        field.description = other.description.or(field.description.take());
        field.is_read_only |= other.is_read_only;
        field.is_write_only |= other.is_write_only;
        if !other.values.is_empty() {
            field.values = other.values;
        }
        narrow(&mut other.limits, std::mem::take(&mut field.limits));
        field.limits = other.limits;
    }
}
