//! The types of parameters and fields, and the types of objects that they lead to.

use super::{
    members::{Composer, Section},
    names,
    samples::Samples,
    type_words::chosen_scalar,
};
use crate::draft::{Record, Side};
use rtc_catalog::format::{Method, TypeExpression};
use rtc_pages::{Field, FieldType, Located, Position};

/// How deep types may be in one another.
const DEEPEST: usize = 16;

/// The type of a parameter or field.
pub(super) struct Kind {
    /// The type, and where the page says it. `None` if no type can be found and the field is left out.
    pub(super) found: Option<(TypeExpression, Option<Position>)>,
    /// The name of the type of objects whose members the page describes, also if a spec can have none of them.
    pub(super) described: Option<String>,
}

/// What is known of the type of objects.
enum Object {
    /// Its name.
    Of(String),
    /// Nothing, but the field must be there. Perhaps the name of the type with what the page describes all the same.
    Unknown(Option<String>),
    /// Nothing, and the field can be left out.
    LeftOut(Option<String>),
}

impl Composer<'_> {
    /// A field's type.
    pub(super) fn kind(&mut self, field: &Field, section: Section<'_>, samples: &Samples<'_>, path: &[&str]) -> Kind {
        let printed = field.kind.as_ref().map(|kind| kind.position);
        let word = field.kind.as_ref().map_or(FieldType::Any, |kind| kind.value.word.clone());
        let means = field.kind.as_ref().and_then(|kind| kind.value.means.clone());
        let (word, printed) = match word.innermost() {
            FieldType::Any if field.fields.is_empty() => match samples.kind(&field.name.value) {
                Some(seen) if matches!(word, FieldType::Any) => (seen, None),
                Some(FieldType::List(seen)) => (word.with_innermost(*seen), None),
                _ => (word, printed),
            },
            FieldType::Any => (word.with_innermost(FieldType::Object), printed),
            _ => (word, printed),
        };
        let word = match (means, word.innermost()) {
            (Some(FieldType::Rfc3339), FieldType::String) => word.with_innermost(FieldType::Rfc3339),
            (Some(time @ (FieldType::UnixSeconds | FieldType::UnixMillis)), inner) if inner.is_integer() => {
                word.with_innermost(time)
            }
            _ => word,
        };
        let (name, described) = match word.innermost() {
            FieldType::Object | FieldType::Named(_) | FieldType::Any => {
                match self.object(field, &word, section, samples, path) {
                    Object::Of(name) => (name.clone(), Some(name)),
                    Object::Unknown(described) => {
                        return Kind { found: Some((expression(&word, &self.stand_in()), None)), described };
                    }
                    Object::LeftOut(described) => return Kind { found: None, described },
                }
            }
            inner => (self.enumeration(field, inner, path).unwrap_or_else(|| chosen_scalar(inner).to_owned()), None),
        };
        if printed.is_none() && !self.types.is_inferring() {
            self.remark(path, Some(field.name.position), "the page does not state its type");
        }
        Kind { found: Some((expression(&word, &TypeExpression::Name(name)), printed)), described }
    }

    /// The name of the type of an object's field.
    fn object(
        &mut self,
        field: &Field,
        word: &FieldType,
        section: Section<'_>,
        samples: &Samples<'_>,
        path: &[&str],
    ) -> Object {
        let named = match word.innermost() {
            FieldType::Named(name) => Some(name.as_str()),
            _ => None,
        };
        let written = field.of.as_deref().or(named);
        let at = field.name.position;
        if let Some(around) =
            written.filter(|_| field.fields.is_empty()).and_then(|name| self.types.around(name, section.side))
        {
            if matches!(word, FieldType::List(_) | FieldType::Map(_)) {
                return Object::Of(around);
            }
            self.remark(path, Some(at), format!("left out: `{around}` contains itself"));
            return Object::LeftOut(None);
        }
        let inferred = field.fields.is_empty();
        let fields = if inferred { seen(samples, at) } else { field.fields.clone() };
        if fields.is_empty() || self.types.depth() >= DEEPEST {
            return self.unknown(field, section, path, None);
        }
        if let Some(same) = self.types.same(written, section.side, &fields) {
            return Object::Of(same);
        }
        let wanted = match (&field.of, named) {
            (_, Some(name)) => name.to_owned(),
            (Some(name), None) if matches!(word, FieldType::List(_)) => names::item(name),
            (Some(name), None) => name.clone(),
            (None, None) if matches!(word, FieldType::List(_) | FieldType::Map(_)) => names::item(&field.name.value),
            (None, None) => field.name.value.clone(),
        };
        let parent = self.types.parent().map(str::to_owned);
        let name = self.types.names.claim(&wanted, parent.as_deref(), section.side == Side::Request);
        let here = |name: &str| self.facts.types.iter().any(|known| known.name.value == name);
        let described_as = match &field.of {
            Some(of) => (!here(of)).then(|| of.clone()),
            None => self.types.described_as(),
        };
        let record = Record {
            name: name.clone(),
            written: written.map(str::to_owned),
            side: section.side,
            doc: self.sentences.of_type(written, field, self.facts),
            members: Vec::new(),
            left_out: Vec::new(),
            inferred,
            external: described_as.is_some() && !inferred,
            described_as: described_as.filter(|_| !inferred),
        };
        self.types.begin(record, fields.clone());
        if inferred {
            let words = "the page does not describe its fields: names and types are those of the page's example";
            self.remark(&["types", &name], Some(at), words);
        }
        let list_key = if section.side == Side::Request { "parameters" } else { "fields" };
        let (members, left_out) =
            self.members(&fields.iter().collect::<Vec<_>>(), &["types", &name, list_key], section.side, samples);
        if self.types.end(members, left_out) {
            Object::Of(name)
        } else {
            self.unknown(field, section, path, Some(name).filter(|_| !inferred))
        }
    }

    /// What stands for a type of which nothing is known: only what every call must have is kept.
    fn unknown(&mut self, field: &Field, section: Section<'_>, path: &[&str], described: Option<String>) -> Object {
        let required = field.required.as_ref().is_some_and(|required| required.value.always == Some(true));
        let at = field.kind.as_ref().map_or(field.name.position, |kind| kind.position);
        if required && section.side == Side::Request {
            self.remark(path, Some(at), "the page does not describe its fields; this type is a placeholder");
            return Object::Unknown(described);
        }
        let parent = &path[..path.len().saturating_sub(1)];
        self.remark(parent, Some(at), format!("left out: the page does not say what is in `{}`", field.name.value));
        Object::LeftOut(described)
    }

    /// The type that stands in for one of which nothing is known: in a body an object, in a query a text.
    fn stand_in(&self) -> TypeExpression {
        let text = TypeExpression::Name("string".to_owned());
        if self.method == Method::Post { TypeExpression::Map(Box::new(text)) } else { text }
    }
}

/// The fields that objects of the page's examples have.
fn seen(samples: &Samples<'_>, position: Position) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for key in samples.objects().flat_map(serde_json::Map::keys) {
        if fields.iter().all(|field| field.name.value != *key) {
            fields.push(Field::new(Located { value: key.clone(), position }));
        }
    }
    fields
}

/// A type with another one in its middle.
fn expression(kind: &FieldType, innermost: &TypeExpression) -> TypeExpression {
    match kind {
        FieldType::List(inner) => TypeExpression::List(Box::new(expression(inner, innermost))),
        FieldType::Map(inner) => TypeExpression::Map(Box::new(expression(inner, innermost))),
        _ => innermost.clone(),
    }
}
