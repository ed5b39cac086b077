//! Schemas to fields and types.

use super::library::Library;
use crate::{
    file::Mistake,
    raw::{Prose, RawField, RawType, Unclear},
    tree::Item,
};
use rtc_pages::{Bound, FieldType, Limit, LimitKind, Located, Value};
use std::collections::{BTreeMap, HashMap};

/// How deep schemas may be in one another.
const DEEPEST: usize = 32;

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

/// A schema, and those around it of which it is the only one.
struct Innermost<'t> {
    found: Item<'t>,
    reference: Option<String>,
    /// The outermost one first.
    around: Vec<Item<'t>>,
}

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
                    self.cannot_say(format!("`{key}` beside the reference of `{}`", field.name.value), item);
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
            self.cannot_say(format!("`type` of `{name}`: one of several types"), kind);
        }
        if matches!(word, "object" | "array" | "string" | "integer" | "number" | "boolean") {
            return Some(word.to_owned());
        }
        let message = format!("`{word}` is no type that is known");
        let help = "known are `object`, `array`, `string`, `integer`, `number` and `boolean`";
        self.mistakes.push(Mistake::new(kind.position(), message, help));
        None
    }

    /// The one schema of `oneOf`, `anyOf` or `allOf`, where there is one alone, or one and `null`, with the schemas around it.
    fn innermost(&mut self, name: &str, schema: Item<'t>, reference: Option<String>) -> Option<Innermost<'t>> {
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
                _ => self.cannot_say(format!("`{key}` of `{name}`: one of several schemas"), list),
            }
        }
        None
    }

    fn cannot_say(&mut self, what: String, item: Item<'t>) {
        self.note(format!("{what}, which specs cannot say"), item, false);
    }

    fn note(&mut self, words: String, item: Item<'t>, is_of_requests: bool) {
        let said = Located { value: words, position: item.position() };
        self.unclear.push(Unclear { said, is_of_requests });
    }

    /// Notes that items of a list or values of a mapping may be `null`.
    fn inner_null(&mut self, inner: &RawField, what: &str, item: Item<'t>) {
        if inner.nullable.is_some() {
            self.cannot_say(format!("{what} of `{}` may be `null`", inner.name.value), item);
        }
    }

    /// Notes the keys that restrict values and for which specs have no words.
    fn restrictions(&mut self, name: &str, schema: Item<'t>) {
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

    fn object(&mut self, field: &mut RawField, schema: Item<'t>, reference: Option<String>) -> Option<FieldType> {
        let has_fields = schema.get("properties").is_some() || schema.get("allOf").is_some();
        if !has_fields {
            let values = schema.get("additionalProperties").filter(|values| values.is_mapping());
            let Some(values) = values else { return Some(FieldType::Object) };
            let inner = self.field(field.name.clone(), values)?;
            if !inner.limits.is_empty() || !inner.values.is_empty() {
                let what = format!("`additionalProperties` of `{}`: what values a mapping may have", field.name.value);
                self.cannot_say(what, values);
            }
            self.inner_null(&inner, "values", values);
            field.fields = inner.fields;
            return Some(FieldType::Map(Box::new(inner.kind.value)));
        }
        if let Some(others) = schema.get("additionalProperties").filter(|others| others.is_mapping()) {
            let what = format!("`additionalProperties` of `{}`: further fields without names", field.name.value);
            self.cannot_say(what, others);
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
                format!("`prefixItems` of `{}`: items that differ by their place", field.name.value),
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
            if let Some(flag) = property.get("required").filter(|flag| !flag.is_list()) {
                if property.flag("required", &mut self.mistakes).is_some_and(|required| required.value) {
                    required.push(Located { value: field.name.value.clone(), position: flag.position() });
                    let words = format!(
                        "`required` of `{}` itself, which is for the list around it: taken as required",
                        field.name.value
                    );
                    self.note(words, flag, false);
                }
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
            self.cannot_say(format!("`{}` has several types", field.name.value), at);
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

    /// An end of a limit. Up to version 3.0 a flag says that the number itself is not allowed, from 3.1 on a number of its own does.
    fn bound(&mut self, schema: Item<'t>, key: &str, exclusive: Option<&str>, whole: bool) -> Option<Located<Bound>> {
        let excluded = exclusive.and_then(|key| Some((key, schema.get(key)?)));
        let flag = excluded.and_then(|(_, item)| item.scalar()).filter(|word| matches!(*word, "true" | "false"));
        if let Some((key, item)) = excluded.filter(|_| flag.is_none()) {
            let own = self.number(key, item, whole)?;
            return Some(own.map(|number| Bound { number, included: false }));
        }
        let found = self.number(key, schema.get(key)?, whole)?;
        Some(found.map(|number| Bound { number, included: flag != Some("true") }))
    }

    fn number(&mut self, key: &str, item: Item<'t>, whole: bool) -> Option<Located<String>> {
        if item.node.is_null() {
            return None;
        }
        let text = item.scalar().filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite));
        let Some(text) = text else {
            self.mistakes.push(Mistake::new(
                item.position(),
                format!("`{key}` is no number"),
                "correct the definition",
            ));
            return None;
        };
        let text = if whole { text.strip_suffix(".0").unwrap_or(text) } else { text };
        Some(Located { value: text.to_owned(), position: item.position() })
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
            let least = self.bound(schema, least, is_value.then_some("exclusiveMinimum"), whole);
            let most = self.bound(schema, most, is_value.then_some("exclusiveMaximum"), whole);
            let at = least.as_ref().or(most.as_ref()).map(|bound| bound.position);
            if let Some(position) = at {
                let limit = Limit { of, least: least.map(|bound| bound.value), most: most.map(|bound| bound.value) };
                field.limits.push(Located { value: limit, position });
            }
        }
    }
}

/// Makes limits those that keep others too.
fn narrow(limits: &mut Vec<Located<Limit>>, others: Vec<Located<Limit>>) {
    for other in others {
        let Some(limit) = limits.iter_mut().find(|limit| limit.value.of == other.value.of) else {
            limits.push(other);
            continue;
        };
        let (least, most) = (limit.value.least.take(), limit.value.most.take());
        limit.value.least = tighter(least, other.value.least, |one, other| one > other);
        limit.value.most = tighter(most, other.value.most, |one, other| one < other);
    }
}

/// The one of two ends that keeps the other.
fn tighter(one: Option<Bound>, other: Option<Bound>, is_within: fn(f64, f64) -> bool) -> Option<Bound> {
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other),
    };
    let number = |bound: &Bound| bound.number.parse().unwrap_or(f64::NAN);
    let (here, there): (f64, f64) = (number(&one), number(&other));
    let same = here.total_cmp(&there).is_eq();
    Some(if is_within(there, here) || same && !other.included { other } else { one })
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
