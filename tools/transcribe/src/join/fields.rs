//! What a page and a definition say of the same parameters and fields.

use super::Joint;
use crate::compose::{alike, is_true_or_false};
use rtc_pages::{Bound, Field, FieldType, Limit, LimitKind, Located};

impl Joint {
    pub(super) fn fields(&mut self, path: &[&str], page: Vec<Field>, definition: &mut Vec<Field>) {
        // A page that has none of them describes them elsewhere.
        if page.is_empty() {
            return;
        }
        let at = page[0].name.position;
        for field in definition.iter() {
            if page.iter().all(|other| other.name.value != field.name.value) {
                let missing = Located { value: String::new(), position: at };
                let path = [path, &[field.name.value.as_str()]].concat();
                let word = field.kind.as_ref().map_or(String::new(), |kind| kind.value.word.to_string());
                self.note(&path, missing, Located { value: word, position: field.name.position });
            }
        }
        for field in page {
            let name = field.name.value.clone();
            let path = [path, &[name.as_str()]].concat();
            if let Some(own) = definition.iter_mut().find(|own| own.name.value == name) {
                self.field(&path, field, own);
                continue;
            }
            let position = definition.first().map_or(field.name.position, |own| own.name.position);
            let word = field.kind.as_ref().map_or(String::new(), |kind| kind.value.written.clone());
            let said = Located { value: word, position: field.name.position };
            self.note(&path, said, Located { value: String::new(), position });
            definition.push(field);
        }
    }

    fn field(&mut self, path: &[&str], page: Field, own: &mut Field) {
        let below = |name: &'static str| -> Vec<&str> { path.iter().copied().chain([name]).collect() };
        let values: Vec<&str> = page.values.iter().map(|value| value.value.is.as_str()).collect();
        own.list_notation = page.list_notation.or(own.list_notation);
        if let (Some(kind), Some(said)) = (&mut own.kind, &page.kind) {
            let is_bool = kind.value.word == FieldType::Bool && is_true_or_false(&said.value.word, &values);
            if !is_bool && !alike(&said.value.word, &kind.value.word) {
                let definition = Located { value: kind.value.word.to_string(), position: kind.position };
                self.note(
                    &below("type"),
                    Located { value: said.value.written.clone(), position: said.position },
                    definition,
                );
            }
            kind.value.written.clone_from(&said.value.written);
            kind.value.means = said.value.means.clone().or(kind.value.means.take());
        } else {
            own.kind = own.kind.take().or_else(|| page.kind.clone());
        }
        self.required(&below("required"), &page, own);
        self.texts_at(&below("default"), page.default.as_ref(), own.default.as_ref());
        self.limits(path, &page.limits, &own.limits);
        if !page.values.is_empty() && !own.values.is_empty() {
            let words = |field: &Field| {
                let mut all: Vec<&str> = field.values.iter().map(|value| value.value.is.as_str()).collect();
                all.sort_unstable();
                Located { value: all.join(", "), position: field.values[0].position }
            };
            self.texts_at(&below("values"), Some(&words(&page)), Some(&words(own)));
        }
        for limit in page.limits.into_iter().rev() {
            own.limits.retain(|known| known.value.of != limit.value.of);
            own.limits.insert(0, limit);
        }
        own.special.extend(page.special);
        if !page.values.is_empty() {
            own.values = page.values;
        }
        own.default = page.default.or(own.default.take());
        own.example = page.example.or(own.example.take());
        own.nullable = page.nullable.or(own.nullable.take());
        own.joined = page.joined.or(own.joined.take());
        own.location = own.location.or(page.location);
        own.description = page.description.or(own.description.take());
        if own.fields.is_empty() {
            own.fields = page.fields;
            own.of = own.of.take().or(page.of);
        } else {
            self.fields(path, page.fields, &mut own.fields);
        }
    }

    /// What is required is the definition's, and under which condition is the page's.
    fn required(&mut self, path: &[&str], page: &Field, own: &mut Field) {
        let Some(said) = &page.required else { return };
        let Some(required) = &mut own.required else {
            own.required.clone_from(&page.required);
            return;
        };
        let word = |always: bool| if always { "required" } else { "optional" }.to_owned();
        if let (Some(one), Some(other)) = (said.value.always, required.value.always)
            && one != other
        {
            let definition = Located { value: word(other), position: required.position };
            self.note(path, Located { value: word(one), position: said.position }, definition);
        }
        if said.value.condition.is_some() {
            required.value.condition.clone_from(&said.value.condition);
        }
    }

    fn limits(&mut self, path: &[&str], page: &[Located<Limit>], own: &[Located<Limit>]) {
        for said in page {
            let Some(known) = own.iter().find(|known| known.value.of == said.value.of) else { continue };
            // An end that one of them leaves open contradicts nothing.
            let same = |one: &Option<Bound>, other: &Option<Bound>| match (one, other) {
                (Some(one), Some(other)) => {
                    number(&one.number) == number(&other.number) && one.included == other.included
                }
                _ => true,
            };
            if same(&said.value.least, &known.value.least) && same(&said.value.most, &known.value.most) {
                continue;
            }
            let key = match said.value.of {
                LimitKind::Value => "range",
                LimitKind::Characters => "length",
                LimitKind::Bytes => "bytes",
                LimitKind::Items => "items",
            };
            let words = |limit: &Located<Limit>| Located { value: bounds(&limit.value), position: limit.position };
            self.note(&[path, &[key]].concat(), words(said), words(known));
        }
    }
}

/// A number whatever way it is written.
fn number(text: &str) -> String {
    let bare = text.replace([',', '_', ' '], "");
    bare.parse::<f64>().map_or(bare, |number| number.to_string())
}

fn bounds(limit: &Limit) -> String {
    let end = |bound: &Option<Bound>| bound.as_ref().map_or(String::new(), |bound| bound.number.clone());
    format!("{}..={}", end(&limit.least), end(&limit.most))
}
