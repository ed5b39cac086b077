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
        let around = found;
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
        for outer in [around, schema] {
            if !std::ptr::eq(outer.node, found.node) {
                self.beside(&mut field, outer);
            }
        }
        let choices = ["oneOf", "anyOf"].into_iter().filter_map(|key| around.get(key)).flat_map(Item::items);
        let null = choices.filter(|choice| choice.text("type") == Some("null")).map(Item::position).next();
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
        if words.next().is_some() {
            self.cannot_say("`type`: one of several types", kind);
        }
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
                _ => self.cannot_say(&format!("`{key}`: one of several schemas"), list),
            }
        }
        Some((schema, reference))
    }

    fn cannot_say(&mut self, what: &str, item: Item<'t>) {
        self.unclear.push(Located { value: format!("{what}, which specs cannot say"), position: item.position() });
    }

    fn object(&mut self, field: &mut RawField, schema: Item<'t>, reference: Option<String>) -> Option<FieldType> {
        let has_fields = schema.get("properties").is_some() || schema.get("allOf").is_some();
        if !has_fields {
            let values = schema.get("additionalProperties").filter(|values| values.is_mapping());
            let Some(values) = values else { return Some(FieldType::Object) };
            let inner = self.field(field.name.clone(), values)?;
            if !inner.limits.is_empty() || !inner.values.is_empty() {
                self.cannot_say("`additionalProperties`: what values a mapping may have", values);
            }
            field.fields = inner.fields;
            return Some(FieldType::Map(Box::new(inner.kind.value)));
        }
        if let Some(others) = schema.get("additionalProperties").filter(|others| others.is_mapping()) {
            self.cannot_say("`additionalProperties`: further fields beside those that have names", others);
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
        if let Some(items) = schema.get("prefixItems") {
            self.cannot_say("`prefixItems`: items that differ by their place", items);
        }
        let Some(items) = schema.get("items") else { return Some(FieldType::List(Box::new(FieldType::Any))) };
        let inner = self.field(field.name.clone(), items)?;
        field.fields = inner.fields;
        field.values = inner.values;
        if inner.limits.iter().any(|limit| limit.value.of == LimitKind::Items) {
            self.cannot_say("how many items a list in a list may have", items);
        }
        field.limits.extend(inner.limits.into_iter().filter(|limit| limit.value.of != LimitKind::Items));
        if field.description.is_none() {
            field.description = inner.description;
        }
        Some(FieldType::List(Box::new(inner.kind.value)))
    }

    /// The fields of an object, those that it has from others included. What any part requires is required.
    pub(super) fn fields(&mut self, schema: Item<'t>) -> Vec<RawField> {
        let (mut fields, mut required) = (Vec::new(), Vec::new());
        self.collect(schema, &mut fields, &mut required);
        for mark in required {
            let Some(field) = fields.iter_mut().find(|field| field.name.value == mark.value) else {
                let words = format!("`{}` is required, and no schema describes it", mark.value);
                self.unclear.push(Located { value: words, position: mark.position });
                continue;
            };
            let mark = Located { value: true, position: mark.position };
            field.answered = Some(mark.clone());
            field.required = Some(mark);
        }
        fields
    }

    fn collect(&mut self, schema: Item<'t>, fields: &mut Vec<RawField>, required: &mut Vec<Located<&'t str>>) {
        for part in schema.get("allOf").into_iter().flat_map(Item::items) {
            if self.depth < DEEPEST
                && let Some((part, _)) = self.follow(part)
            {
                self.depth += 1;
                self.collect(part, fields, required);
                self.depth -= 1;
            }
        }
        let list = schema.get("required").filter(|list| list.is_list());
        let marks = list.into_iter().flat_map(Item::items);
        required.extend(marks.filter_map(|item| Some(Located { value: item.scalar()?, position: item.position() })));
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
            if let Some(at) = fields.iter().position(|known| known.name.value == field.name.value) {
                let known = fields.remove(at);
                narrow(&mut field.limits, known.limits);
                field.default = field.default.or(known.default);
                field.example = field.example.or(known.example);
                field.description = field.description.or(known.description);
            }
            fields.push(field);
        }
    }

    /// What is said beside a reference, or beside the only schema of several, goes before what that says.
    fn beside(&mut self, field: &mut RawField, schema: Item<'t>) {
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

    /// What a schema says in keys of its own.
    fn facts(&mut self, field: &mut RawField, schema: Item<'t>) {
        field.description = prose(schema, "description").or_else(|| prose(schema, "title"));
        field.default = value(schema.get("default"));
        field.is_read_only = schema.text("readOnly") == Some("true");
        field.is_write_only = schema.text("writeOnly") == Some("true");
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

/// Adds what `wider` limits and `limits` do not.
fn narrow(limits: &mut Vec<Located<Limit>>, wider: Vec<Located<Limit>>) {
    for other in wider {
        match limits.iter_mut().find(|limit| limit.value.of == other.value.of) {
            Some(limit) => {
                limit.value.least = limit.value.least.take().or(other.value.least);
                limit.value.most = limit.value.most.take().or(other.value.most);
            }
            None => limits.push(other),
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
