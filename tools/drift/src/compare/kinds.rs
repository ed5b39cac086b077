//! Types.

use super::{Found, members::Pair};
use crate::finding::Difference;
use rtc_catalog::model::{Action, Type};
use rtc_pages::{Kind, TypeWord};

pub(super) fn compare(found: &mut Found<'_>, pair: &Pair<'_>) {
    let Some(kind) = &pair.field.kind else { return };
    let fields = !pair.field.fields.is_empty();
    let fits = match (pair.member.page_type, pair.member.joined()) {
        (Some(written), _) => same_word(written, &kind.value.written),
        (None, Some(_)) => matches!(kind.value.word, Kind::String | Kind::Any | Kind::List(_)),
        (None, None) => fits(&found.spec.action, &kind.value.word, pair.member.kind, fields),
    };
    let word = kind.value.written.clone();
    match (&kind.value.means, pair.member.page_type) {
        (Some(means), _) if contradicts(&kind.value, pair.member.kind) => {
            let said = (format!("{word} ({means})"), kind.position);
            pair.differs(found, "type", Difference::Type, said, Some(words(pair.member.kind)));
        }
        _ if fits => {}
        (_, Some(written)) => {
            pair.differs(found, "page_type", Difference::Type, (word, kind.position), Some(written.to_owned()));
        }
        (_, None) => {
            let told = Some(words(pair.member.kind));
            pair.differs(found, "type", Difference::Type, (word, kind.position), told);
        }
    }
}

/// Words for types differ in case and blanks alone.
fn same_word(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    letters(one) == letters(other)
}

/// Whether the page has another unit of time than the spec.
fn contradicts(kind: &TypeWord, told: &Type) -> bool {
    matches!(
        (&kind.means, told.innermost()),
        (Some(Kind::UnixSeconds), Type::UnixMillis) | (Some(Kind::UnixMillis), Type::UnixSeconds)
    )
}

/// Whether values of the spec's type are of the page's. `fields` says whether the page describes fields of it.
pub(super) fn fits(action: &Action, page: &Kind, spec: &Type, fields: bool) -> bool {
    let enumeration = |integer: bool| match spec {
        Type::Enum(name) => action.enumeration(name).is_some_and(|item| item.integer == integer),
        _ => false,
    };
    match (page, spec) {
        (Kind::Object | Kind::Named(_), Type::Map(_)) => !fields,
        (Kind::List(page), Type::List(spec)) | (Kind::Map(page), Type::Map(spec)) => fits(action, page, spec, fields),
        (Kind::Any, _)
        | (Kind::Named(_), Type::Record(_) | Type::Enum(_))
        | (Kind::Object, Type::Record(_))
        | (Kind::String, Type::String | Type::Rfc3339)
        | (Kind::Rfc3339, Type::Rfc3339)
        | (Kind::Bool, Type::Bool)
        | (Kind::F64 | Kind::Number, Type::F64)
        | (Kind::I32, Type::I32)
        | (Kind::I64, Type::I64)
        | (Kind::U32, Type::U32)
        | (Kind::U64, Type::U64)
        | (Kind::UnixSeconds, Type::UnixSeconds)
        | (Kind::UnixMillis | Kind::I64 | Kind::U64 | Kind::Integer | Kind::Number, Type::UnixMillis) => true,
        (Kind::String, Type::Enum(_)) => enumeration(false),
        (page, Type::UnixSeconds) => page.is_integer() || *page == Kind::Number,
        (page, Type::Enum(_)) => (page.is_integer() || *page == Kind::Number) && enumeration(true),
        (Kind::Integer | Kind::Number, spec) => spec.is_integer(),
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
