//! Schemas to fields and types.

use super::library::Library;
use crate::{
    file::Mistake,
    raw::{Prose, RawField, RawType},
    tree::Item,
};
use rtc_pages::{Bound, FieldType, Limit, LimitKind, Located, Value};
use std::collections::BTreeMap;

/// How deep schemas may be in one another.
const DEEPEST: usize = 32;

/// Reads schemas, and collects the types that they refer to.
pub(super) struct Schemas<'t> {
    pub(super) library: &'t Library,
    pub(super) types: BTreeMap<String, RawType>,
    pub(super) mistakes: Vec<Mistake>,
    /// What is there and cannot be said.
    pub(super) unclear: Vec<Located<String>>,
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
        if !found.is_mapping() {
            let message = format!("the schema of `{}` is no mapping", name.value);
            self.mistakes.push(Mistake::new(
                found.position(),
                message,
                "the definition is incomplete or cut off: take the whole of it",
            ));
            return None;
        }
        let (found, reference) = self.only_one(found, reference)?;
        let word = self.word(found)?;
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
    fn word(&mut self, schema: Item<'t>) -> Option<String> {
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
        if matches!(word, "object" | "array" | "string" | "integer" | "number" | "boolean") {
            return Some(word.to_owned());
        }
        let message = format!("`{word}` is no type that is known");
        let help = "known are `object`, `array`, `string`, `integer`, `number` and `boolean`";
        self.mistakes.push(Mistake::new(kind.position(), message, help));
        None
    }

    /// The one schema of `oneOf`, `anyOf` or `allOf`, where there is one alone, or one and `null`.
    fn only_one(&mut self, schema: Item<'t>, reference: Option<String>) -> Option<(Item<'t>, Option<String>)> {
        for key in ["oneOf", "anyOf", "allOf"] {
            let Some(list) = schema.get(key) else { continue };
            let mut real = list.items().filter(|item| item.text("type") != Some("null"));
            match (real.next(), real.next()) {
                (Some(one), None) if schema.get("properties").is_none() => return self.follow(one),
                _ if key == "allOf" => {}
                _ => {
                    let words = format!("`{key}`: one of several schemas, which specs cannot say");
                    self.unclear.push(Located { value: words, position: list.position() });
                }
            }
        }
        Some((schema, reference))
    }

    fn object(&mut self, field: &mut RawField, schema: Item<'t>, reference: Option<String>) -> Option<FieldType> {
        let has_fields = schema.get("properties").is_some() || schema.get("allOf").is_some();
        if !has_fields {
            let values = schema.get("additionalProperties").filter(|values| values.is_mapping());
            let Some(values) = values else { return Some(FieldType::Object) };
            let inner = self.field(field.name.clone(), values)?;
            field.fields = inner.fields;
            return Some(FieldType::Map(Box::new(inner.kind.value)));
        }
        let Some(reference) = reference else {
            field.fields = self.fields(schema);
            return Some(FieldType::Object);
        };
        if !self.types.contains_key(&reference) {
            let last = reference.rsplit('/').next().unwrap_or(&reference).to_owned();
            let shown = (!last.is_empty() && reference.contains("/schemas/")).then_some(last);
            let record =
                RawType { shown, at: schema.position(), description: prose(schema, "description"), fields: Vec::new() };
            self.types.insert(reference.clone(), record);
            let fields = self.fields(schema);
            if let Some(record) = self.types.get_mut(&reference) {
                record.fields = fields;
            }
        }
        Some(FieldType::Named(reference))
    }

    fn array(&mut self, field: &mut RawField, schema: Item<'t>) -> Option<FieldType> {
        let Some(items) = schema.get("items") else { return Some(FieldType::List(Box::new(FieldType::Any))) };
        let inner = self.field(field.name.clone(), items)?;
        field.fields = inner.fields;
        field.values = inner.values;
        field.limits.extend(inner.limits.into_iter().filter(|limit| limit.value.of != LimitKind::Items));
        if field.description.is_none() {
            field.description = inner.description;
        }
        Some(FieldType::List(Box::new(inner.kind.value)))
    }

    /// The fields of an object, those that it has from others included.
    pub(super) fn fields(&mut self, schema: Item<'t>) -> Vec<RawField> {
        let mut fields: Vec<RawField> = Vec::new();
        for part in schema.get("allOf").into_iter().flat_map(Item::items) {
            if self.depth < DEEPEST
                && let Some((part, _)) = self.follow(part)
            {
                self.depth += 1;
                let more = self.fields(part);
                self.depth -= 1;
                fields.extend(more);
            }
        }
        let list = schema.get("required").filter(|list| list.is_list());
        let required: Vec<Located<&str>> = list
            .into_iter()
            .flat_map(Item::items)
            .filter_map(|item| Some(Located { value: item.scalar()?, position: item.position() }))
            .collect();
        let Some(properties) = schema.get("properties") else { return fields };
        if !properties.is_mapping() && !properties.node.is_null() {
            let help = "the definition is incomplete or cut off: take the whole of it";
            self.mistakes.push(Mistake::new(properties.position(), "`properties` is no mapping", help));
        }
        for (name, property) in properties.entries() {
            let Some(mut field) = self.field(name, property) else { continue };
            let marked = required.iter().find(|mark| mark.value == field.name.value);
            let mark =
                Located { value: marked.is_some(), position: marked.map_or(field.name.position, |mark| mark.position) };
            // A schema without a list says nothing of answers: all that is in them is optional then, as all know.
            field.answered = list.is_some().then(|| mark.clone());
            field.required = Some(mark);
            fields.retain(|known| known.name.value != field.name.value);
            fields.push(field);
        }
        fields
    }

    /// What a schema says in keys of its own.
    fn facts(&mut self, field: &mut RawField, schema: Item<'t>) {
        field.description = prose(schema, "description").or_else(|| prose(schema, "title"));
        field.default = value(schema.get("default"));
        let listed = || schema.get("examples").and_then(|list| list.items().next());
        field.example = value(schema.get("example").or_else(listed));
        let null = schema.flag("nullable", &mut self.mistakes).filter(|nullable| nullable.value);
        let among = schema.get("type").into_iter().flat_map(Item::items).find(|item| item.scalar() == Some("null"));
        field.nullable = null.map(|null| null.position).or(among.map(Item::position));
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
            let least = bound(schema, least, "exclusiveMinimum", of == LimitKind::Value, whole);
            let most = bound(schema, most, "exclusiveMaximum", of == LimitKind::Value, whole);
            let at = least.as_ref().or(most.as_ref()).map(|bound| bound.position);
            if let Some(position) = at {
                let limit = Limit { of, least: least.map(|bound| bound.value), most: most.map(|bound| bound.value) };
                field.limits.push(Located { value: limit, position });
            }
        }
    }
}

/// An end of a limit. Up to version 3.0 a flag says that the number itself is not allowed, from 3.1 on a number of its own does.
fn bound(schema: Item<'_>, key: &str, exclusive: &str, exclusive_too: bool, whole: bool) -> Option<Located<Bound>> {
    let number = |item: Item<'_>| {
        let text = item.scalar().filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite))?;
        let text = if whole { text.strip_suffix(".0").unwrap_or(text) } else { text };
        Some(Located { value: text.to_owned(), position: item.position() })
    };
    let excluded = schema.get(exclusive).filter(|_| exclusive_too);
    if let Some(own) = excluded.and_then(number) {
        return Some(own.map(|number| Bound { number, included: false }));
    }
    let found = schema.get(key).and_then(number)?;
    let included = excluded.and_then(Item::scalar) != Some("true");
    Some(found.map(|number| Bound { number, included }))
}

/// A value as pages write one: lists and objects as JSON.
pub(super) fn value(item: Option<Item<'_>>) -> Option<Located<String>> {
    let item = item.filter(|item| !item.node.is_null())?;
    let text = item.scalar().map_or_else(|| item.node.to_json().to_string(), str::to_owned);
    (!text.trim().is_empty()).then(|| Located { value: text, position: item.position() })
}

pub(super) fn prose(item: Item<'_>, key: &str) -> Option<Prose> {
    let item = item.get(key)?;
    let text = item.scalar().filter(|text| !text.trim().is_empty())?;
    Some(Prose { text: text.to_owned(), origin: item.file.origin(item.node) })
}
