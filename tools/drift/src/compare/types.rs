//! Types.

use super::{Collector, matched::Matched};
use crate::finding::Difference;
use rtc_catalog::model::{Action, Type};
use rtc_pages::{FieldType, TypeWord};

pub(super) fn compare(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let Some(kind) = &matched.field.kind else { return };
    let fields = !matched.field.fields.is_empty();
    let fits = match (matched.member.page_type, matched.member.joined()) {
        (Some(written), _) => same_word(written, &kind.value.written),
        (None, Some(_)) => matches!(kind.value.word, FieldType::String | FieldType::Any | FieldType::List(_)),
        (None, None) => fits(&found.spec.action, &kind.value.word, matched.member.kind, fields),
    };
    let word = kind.value.written.clone();
    match (&kind.value.means, matched.member.page_type) {
        (Some(means), _) if contradicts(&kind.value, matched.member.kind) => {
            let on_page = (format!("{word} ({means})"), kind.position);
            matched.differs(found, "type", Difference::Type, on_page, Some(words(matched.member.kind)));
        }
        _ if fits => {}
        (_, Some(written)) => {
            matched.differs(found, "written", Difference::Type, (word, kind.position), Some(written.to_owned()));
        }
        (_, None) => {
            let in_spec = Some(words(matched.member.kind));
            matched.differs(found, "type", Difference::Type, (word, kind.position), in_spec);
        }
    }
}

/// Words for types differ in case and blanks alone.
fn same_word(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    letters(one) == letters(other)
}

/// Whether the page has another unit of time than the spec.
fn contradicts(kind: &TypeWord, in_spec: &Type) -> bool {
    matches!(
        (&kind.means, in_spec.innermost()),
        (Some(FieldType::UnixSeconds), Type::UnixMillis) | (Some(FieldType::UnixMillis), Type::UnixSeconds)
    )
}

/// Whether values of the spec's type are of the page's. `fields` says whether the page describes fields of it.
pub(super) fn fits(action: &Action, page: &FieldType, spec: &Type, fields: bool) -> bool {
    let enumeration = |integer: bool| match spec {
        Type::Enum(name) => action.enumeration(name).is_some_and(|item| item.integer == integer),
        _ => false,
    };
    match (page, spec) {
        (FieldType::Object | FieldType::Named(_), Type::Map(_)) => !fields,
        (FieldType::List(page), Type::List(spec)) | (FieldType::Map(page), Type::Map(spec)) => {
            fits(action, page, spec, fields)
        }
        (FieldType::Any, _)
        | (FieldType::Named(_), Type::Record(_) | Type::Enum(_))
        | (FieldType::Object, Type::Record(_))
        | (FieldType::String, Type::String | Type::Rfc3339 | Type::Calendar(_))
        | (FieldType::Rfc3339, Type::Rfc3339)
        | (FieldType::Bool, Type::Bool)
        | (FieldType::F64 | FieldType::Number, Type::F64)
        | (FieldType::I32, Type::I32)
        | (FieldType::I64, Type::I64)
        | (FieldType::U32, Type::U32)
        | (FieldType::U64, Type::U64)
        | (FieldType::UnixSeconds, Type::UnixSeconds)
        | (
            FieldType::UnixMillis | FieldType::I64 | FieldType::U64 | FieldType::Integer | FieldType::Number,
            Type::UnixMillis,
        ) => true,
        (FieldType::String, Type::Enum(_)) => enumeration(false),
        (page, Type::UnixSeconds) => page.is_integer() || *page == FieldType::Number,
        (page, Type::Enum(_)) => (page.is_integer() || *page == FieldType::Number) && enumeration(true),
        (FieldType::Integer | FieldType::Number, spec) => spec.is_integer(),
        _ => false,
    }
}

/// A type as specs write it.
pub(super) fn words(kind: &Type) -> String {
    match kind {
        Type::Record(name) | Type::Enum(name) => name.clone(),
        Type::List(inner) => format!("[{}]", words(inner)),
        Type::Map(inner) => format!("{{ map: {} }}", words(inner)),
        scalar => {
            let name = Type::SCALARS.iter().find(|(_, known)| known == scalar).map_or("", |(name, _)| name);
            name.to_owned()
        }
    }
}
