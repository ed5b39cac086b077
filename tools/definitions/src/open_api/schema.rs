//! Schemas to fields and types.

use super::{
    library::Library,
    parts::Innermost,
    values::{bound, prose, value},
};
use crate::{
    file::Mistake,
    raw::{RawField, RawType, Unclear},
    tree::Item,
};
use rtc_pages::{FieldType, Limit, LimitKind, Located, Value};
use std::collections::BTreeMap;

/// How deep schemas may be in one another.
pub(super) const DEEPEST: usize = 32;

/// Reads schemas, and collects the types that they refer to.
pub(super) struct Schemas<'t> {
    pub(super) library: &'t Library,
    pub(super) types: BTreeMap<String, RawType>,
    pub(super) mistakes: Vec<Mistake>,
    /// What is there and cannot be said.
    pub(super) unclear: Vec<Unclear>,
    pub(super) depth: usize,
}

impl<'t> Schemas<'t> {
    /// A value with the references before it followed. `None`, and a mistake, if one leads nowhere.
    pub(super) fn follow(&mut self, item: Item<'t>) -> Option<(Item<'t>, Option<String>)> {
        match self.library.follow(item) {
            Ok(found) => Some(found),
            Err(mistake) => {
                self.mistakes.push(mistake);
                None
            }
        }
    }

    /// A field of that name with a schema.
    pub(super) fn field(&mut self, name: Located<String>, schema: Item<'t>) -> Option<RawField> {
        if self.depth >= DEEPEST {
            let message = format!("schemas are more than {DEEPEST} deep in one another");
            self.mistakes.push(Mistake::new(schema.position(), message, "describe the action by hand"));
            return None;
        }
        self.depth += 1;
        let field = self.shallow(name, schema);
        self.depth -= 1;
        field
    }

    fn shallow(&mut self, name: Located<String>, schema: Item<'t>) -> Option<RawField> {
        let (found, reference) = self.follow(schema)?;
        let Innermost { found, reference, around } = self.innermost(&name.value, found, reference)?;
        if !found.is_mapping() {
            let message = format!("the schema of `{}` is no mapping", name.value);
            self.mistakes.push(Mistake::new(
                found.position(),
                message,
                "the definition is incomplete or cut off: take the whole of it",
            ));
            return None;
        }
        let word = self.word(&name.value, found)?;
        let at = found.get("type").map_or(found.position(), Item::position);
        let mut field = RawField::new(name, Located { value: FieldType::Any, position: at }, word.clone());
        self.facts(&mut field, found);
        field.kind.value = match word.as_str() {
            "object" => self.object(&mut field, found, reference)?,
            "array" => self.array(&mut field, found)?,
            "string" => match found.text("format") {
                Some("date-time") => FieldType::Rfc3339,
                _ => FieldType::String,
            },
            "integer" => match found.text("format") {
                Some("int32") => FieldType::I32,
                Some("int64" | "long") => FieldType::I64,
                Some("uint32") => FieldType::U32,
                Some("uint64") => FieldType::U64,
                _ => FieldType::Integer,
            },
            "number" if found.text("format").is_some() => FieldType::F64,
            "number" => FieldType::Number,
            "boolean" => FieldType::Bool,
            _ => FieldType::Any,
        };
        for outer in around.iter().rev() {
            self.beside(&mut field, *outer);
        }
        if schema.get("$ref").is_some() {
            self.beside(&mut field, schema);
            for key in ["required", "properties", "additionalProperties"] {
                if let Some(item) = schema.get(key) {
                    self.cannot_say(&format!("`{key}` beside the reference of `{}`", field.name.value), item);
                }
            }
        }
        let null = around.iter().chain([&found]).find_map(|schema| {
            let choices = ["oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)).flat_map(Item::items);
            choices.filter(|choice| choice.text("type") == Some("null")).map(Item::position).next()
        });
        field.nullable = field.nullable.or(null);
        if field.kind.value == FieldType::Bool {
            field.values.clear();
        }
        if let Some(format) = found.text("format").filter(|_| word != "object" && word != "array") {
            field.written = format.to_owned();
        }
        // What is next to the reference is about this field.
        field.description = prose(schema, "description").or(field.description);
        Some(field)
    }

    /// The word for a schema's type. Empty if it has none.
    fn word(&mut self, name: &str, schema: Item<'t>) -> Option<String> {
        let Some(kind) = schema.get("type") else {
            let has = |key: &str| schema.get(key).is_some();
            let listed = || schema.get("enum").and_then(|list| list.items().next()).map(|first| first.node.to_json());
            return Some(
                match () {
                    () if has("properties") || has("allOf") || has("additionalProperties") => "object",
                    () if has("items") => "array",
                    () => match listed() {
                        Some(serde_json::Value::String(_)) => "string",
                        Some(serde_json::Value::Number(_)) => "integer",
                        _ => "",
                    },
                }
                .to_owned(),
            );
        };
        // From version 3.1 on, `null` is one of several types.
        let mut words = kind.items().filter_map(Item::scalar).filter(|word| *word != "null");
        let word = kind.scalar().or_else(|| words.next()).unwrap_or_default();
        if words.next().is_some() {
            self.cannot_say(&format!("`type` of `{name}`: one of several types"), kind);
        }
        if matches!(word, "object" | "array" | "string" | "integer" | "number" | "boolean") {
            return Some(word.to_owned());
        }
        let message = format!("`{word}` is no type that is known");
        let help = "known are `object`, `array`, `string`, `integer`, `number` and `boolean`";
        self.mistakes.push(Mistake::new(kind.position(), message, help));
        None
    }

    fn object(&mut self, field: &mut RawField, schema: Item<'t>, reference: Option<String>) -> Option<FieldType> {
        let has_fields = schema.get("properties").is_some() || schema.get("allOf").is_some();
        if !has_fields {
            let values = schema.get("additionalProperties").filter(|values| values.is_mapping());
            let Some(values) = values else { return Some(FieldType::Object) };
            let inner = self.field(field.name.clone(), values)?;
            if !inner.limits.is_empty() || !inner.values.is_empty() {
                let what = format!("`additionalProperties` of `{}`: what values a mapping may have", field.name.value);
                self.cannot_say(&what, values);
            }
            self.inner_null(&inner, "values", values);
            field.fields = inner.fields;
            return Some(FieldType::Map(Box::new(inner.kind.value)));
        }
        if let Some(others) = schema.get("additionalProperties").filter(|others| others.is_mapping()) {
            let what = format!("`additionalProperties` of `{}`: further fields without names", field.name.value);
            self.cannot_say(&what, others);
        }
        let Some(reference) = reference else {
            field.fields = self.fields(schema);
            return Some(FieldType::Object);
        };
        if !self.types.contains_key(&reference) {
            let last = reference.rsplit('/').next().unwrap_or(&reference).to_owned();
            let shown = (!last.is_empty() && reference.contains("/schemas/")).then_some(last);
            let description = prose(schema, "description");
            let record = RawType { description, ..RawType::new(shown, schema.position()) };
            self.types.insert(reference.clone(), record);
            // What is wrong with a type is so for all actions that have it, and for no other.
            let (unclear, mistakes) = (std::mem::take(&mut self.unclear), std::mem::take(&mut self.mistakes));
            let fields = self.fields(schema);
            let unclear = std::mem::replace(&mut self.unclear, unclear);
            let mistakes = std::mem::replace(&mut self.mistakes, mistakes);
            if let Some(record) = self.types.get_mut(&reference) {
                (record.fields, record.unclear, record.mistakes) = (fields, unclear, mistakes);
            }
        }
        Some(FieldType::Named(reference))
    }

    fn array(&mut self, field: &mut RawField, schema: Item<'t>) -> Option<FieldType> {
        if let Some(items) = schema.get("prefixItems") {
            self.cannot_say(
                &format!("`prefixItems` of `{}`: items that differ by their place", field.name.value),
                items,
            );
        }
        let Some(items) = schema.get("items") else { return Some(FieldType::List(Box::new(FieldType::Any))) };
        let inner = self.field(field.name.clone(), items)?;
        self.inner_null(&inner, "items", items);
        field.fields = inner.fields;
        field.values = inner.values;
        if inner.limits.iter().any(|limit| limit.value.of == LimitKind::Items) {
            let words = format!("how many items a list in `{}` may have, which specs cannot say", field.name.value);
            self.note(words, items, true);
        }
        field.limits.extend(inner.limits.into_iter().filter(|limit| limit.value.of != LimitKind::Items));
        if field.description.is_none() {
            field.description = inner.description;
        }
        Some(FieldType::List(Box::new(inner.kind.value)))
    }

    /// What a schema says in keys of its own.
    pub(super) fn facts(&mut self, field: &mut RawField, schema: Item<'t>) {
        field.description = prose(schema, "description").or_else(|| prose(schema, "title"));
        field.default = value(schema.get("default"));
        field.is_read_only = schema.text("readOnly") == Some("true");
        field.is_write_only = schema.text("writeOnly") == Some("true");
        let listed = || schema.get("examples").and_then(|list| list.items().next());
        field.example = value(schema.get("example").or_else(listed));
        let null = schema.flag("nullable", &mut self.mistakes).filter(|nullable| nullable.value);
        let among = schema.get("type").into_iter().flat_map(Item::items).find(|item| item.scalar() == Some("null"));
        field.nullable = null.map(|null| null.position).or(among.map(Item::position));
        self.restrictions(&field.name.value, schema);
        let constant = schema.get("const");
        let values = schema.get("enum").into_iter().flat_map(Item::items).chain(constant);
        for item in values {
            match item.scalar() {
                Some(text) => {
                    let value = Value { is: text.to_owned(), meaning: None };
                    field.values.push(Located { value, position: item.position() });
                }
                None => field.nullable = field.nullable.or(Some(item.position())),
            }
        }
        let whole = schema.text("type") == Some("integer");
        for (of, least, most) in [
            (LimitKind::Value, "minimum", "maximum"),
            (LimitKind::Characters, "minLength", "maxLength"),
            (LimitKind::Items, "minItems", "maxItems"),
        ] {
            let is_value = of == LimitKind::Value;
            let least = bound(schema, least, is_value.then_some("exclusiveMinimum"), whole, &mut self.mistakes);
            let most = bound(schema, most, is_value.then_some("exclusiveMaximum"), whole, &mut self.mistakes);
            let at = least.as_ref().or(most.as_ref()).map(|bound| bound.position);
            if let Some(position) = at {
                let limit = Limit { of, least: least.map(|bound| bound.value), most: most.map(|bound| bound.value) };
                field.limits.push(Located { value: limit, position });
            }
        }
    }
}
