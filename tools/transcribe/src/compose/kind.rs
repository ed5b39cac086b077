//! The types of parameters and fields, and the types of objects that they lead to.

use super::{
    members::{Composer, Section},
    names,
    samples::Samples,
};
use crate::draft::{PageWords, Record, Side, expression as spec_type};
use rtc_catalog::{
    format::{Method, TypeExpression},
    model::{Definitions, Type},
};
use rtc_pages::{Answer, Field, FieldType, Located, Position, TypeWord};

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
            inner => (self.enumeration(field, inner, path).unwrap_or_else(|| scalars(inner)[0].to_owned()), None),
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

/// The scalars that a page's word for a type may become in a spec. Import takes the first; a person who knows more of the values
/// may take another.
fn scalars(word: &FieldType) -> &'static [&'static str] {
    match word {
        FieldType::Bool => &["bool"],
        FieldType::I32 => &["i32", "unix_seconds"],
        FieldType::U32 => &["u32", "unix_seconds"],
        FieldType::I64 => &["i64", "unix_seconds", "unix_millis"],
        FieldType::U64 => &["u64", "unix_seconds", "unix_millis"],
        FieldType::Integer => &["i64", "i32", "u32", "u64", "unix_seconds", "unix_millis"],
        FieldType::Number => &["f64", "i64", "i32", "u32", "u64", "unix_seconds", "unix_millis"],
        FieldType::F64 => &["f64"],
        FieldType::Rfc3339 => &["rfc3339"],
        FieldType::UnixSeconds => &["unix_seconds"],
        FieldType::UnixMillis => &["unix_millis"],
        _ => &["string", "rfc3339", "date", "compact_date", "local_time", "local_minutes"],
    }
}

/// Whether a page's word for a type may become a type of a spec. `known` has the spec's types, and `has_fields` says whether the
/// page describes fields of it.
fn may_become(word: &FieldType, kind: &Type, known: &dyn Definitions, has_fields: bool) -> bool {
    match (word, kind) {
        (FieldType::List(word), Type::List(kind)) | (FieldType::Map(word), Type::Map(kind)) => {
            may_become(word, kind, known, has_fields)
        }
        (FieldType::Any, _)
        | (FieldType::Object | FieldType::Named(_), Type::Record(_))
        | (FieldType::Named(_), Type::Enum(_)) => true,
        (FieldType::Object | FieldType::Named(_), Type::Map(_)) => !has_fields,
        (FieldType::Object | FieldType::Named(_) | FieldType::List(_) | FieldType::Map(_), _) => false,
        (word, Type::Enum(name)) => {
            let whole = word.is_integer() || *word == FieldType::Number;
            (whole || *word == FieldType::String) && known.enumeration(name).is_some_and(|item| item.integer == whole)
        }
        (word, kind) => match spec_type(kind) {
            TypeExpression::Name(name) => scalars(word).contains(&name.as_str()),
            TypeExpression::List(_) | TypeExpression::Map(_) => false,
        },
    }
}

/// Whether a word for a type says nothing of the size of a number.
fn is_without_size(word: &TypeWord) -> bool {
    matches!(word.written.to_lowercase().as_str(), "number" | "integer" | "数字" | "整型")
}

impl PageWords {
    /// Whether a spec's type is one that the page's word may become. `known` has the spec's types. True if the page has no word.
    #[must_use]
    pub fn may_become(&self, kind: &Type, known: &dyn Definitions) -> bool {
        self.kind.as_ref().is_none_or(|word| may_become(&word.value.word, kind, known, self.has_fields))
    }

    /// Whether the page's word may be that of a list, or of the one text that has its items.
    #[must_use]
    pub fn may_become_joined_list(&self) -> bool {
        let fits = |word: &TypeWord| matches!(word.word, FieldType::String | FieldType::Any | FieldType::List(_));
        self.kind.as_ref().is_none_or(|word| fits(&word.value))
    }

    /// Whether the page has another unit of time than a spec's type.
    #[must_use]
    pub fn has_other_unit(&self, kind: &Type) -> bool {
        let means = self.kind.as_ref().and_then(|word| word.value.means.as_ref());
        matches!(
            (means, kind.innermost()),
            (Some(FieldType::UnixSeconds), Type::UnixMillis) | (Some(FieldType::UnixMillis), Type::UnixSeconds)
        )
    }

    /// Whether the page calls it, or its items, an object and does not describe its fields.
    #[must_use]
    pub fn is_object_without_fields(&self) -> bool {
        let object = |word: &TypeWord| *word.word.innermost() == FieldType::Object;
        !self.has_fields && self.kind.as_ref().is_some_and(|word| object(&word.value))
    }
}

/// Whether a page's word for the type of what is in every answer or call may become the vendor's type. Words without a size fit
/// all whole numbers.
#[must_use]
pub fn may_become_common(word: &TypeWord, kind: &Type, known: &dyn Definitions) -> bool {
    if is_without_size(word) {
        return kind.is_integer() || matches!(kind, Type::UnixSeconds | Type::UnixMillis);
    }
    may_become(&word.word, kind, known, false)
}

/// Whether a page's word for a type is that of one object, which can hold a payload.
#[must_use]
pub fn is_object(word: &TypeWord) -> bool {
    matches!(word.word, FieldType::Object | FieldType::Named(_) | FieldType::Any | FieldType::Map(_))
}

/// Whether an answer in an example is of a type.
#[must_use]
pub fn is_answer_of(answer: Answer, kind: &Type) -> bool {
    match answer {
        Answer::Text => matches!(kind, Type::String | Type::Enum(_)) || kind.is_time(),
        Answer::Scalar => matches!(kind, Type::Bool | Type::F64 | Type::Enum(_)) || kind.is_integer() || kind.is_time(),
        Answer::List => matches!(kind, Type::List(_)),
        Answer::Nothing => true,
    }
}

/// A type with another one in its middle.
fn expression(kind: &FieldType, innermost: &TypeExpression) -> TypeExpression {
    match kind {
        FieldType::List(inner) => TypeExpression::List(Box::new(expression(inner, innermost))),
        FieldType::Map(inner) => TypeExpression::Map(Box::new(expression(inner, innermost))),
        _ => innermost.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rtc_catalog::model::{Enum, Record};

    /// A spec without types.
    struct Nothing;

    impl Definitions for Nothing {
        fn record(&self, _: &str) -> Option<&Record> {
            None
        }

        fn enumeration(&self, _: &str) -> Option<&Enum> {
            None
        }
    }

    #[test]
    fn what_import_chooses_is_what_a_word_may_become() {
        use FieldType as T;
        let words = [T::String, T::Bool, T::I32, T::I64, T::U32, T::U64, T::Integer, T::F64, T::Number];
        for word in words.into_iter().chain([T::Rfc3339, T::UnixSeconds, T::UnixMillis]) {
            let known = |name: &str| Type::SCALARS.iter().find(|(known, _)| *known == name).map(|(_, kind)| kind);
            let chosen = known(scalars(&word)[0]).expect("it is a scalar");
            assert!(may_become(&word, chosen, &Nothing, false), "{word}");
            assert!(scalars(&word).iter().all(|name| known(name).is_some()), "{word}");
        }
        assert!(may_become(&T::Integer, &Type::UnixMillis, &Nothing, false));
        assert!(!may_become(&T::I32, &Type::UnixMillis, &Nothing, false));
        assert!(!may_become(&T::I32, &Type::I64, &Nothing, false));
        let list = |kind: T| T::List(Box::new(kind));
        assert!(may_become(&list(T::Number), &Type::List(Box::new(Type::U32)), &Nothing, false));
        assert!(!may_become(&list(T::Number), &Type::U32, &Nothing, false));
        let map = Type::Map(Box::new(Type::String));
        assert!(may_become(&T::Object, &map, &Nothing, false) && !may_become(&T::Object, &map, &Nothing, true));
    }
}
