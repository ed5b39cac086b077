//! What a field becomes whatever its type is.

use crate::draft::{Member, PageWords, Side, Sourced};
use rtc_catalog::format::{ParameterLocation, TypeExpression};
use rtc_pages::{Field, ListNotation, Located};
use std::collections::HashSet;

/// What a field becomes whatever its type is, with a type that stands for none.
pub(super) fn plain_member(field: &Field, side: Side) -> Member {
    let suffix = match field.list_notation.filter(|_| side == Side::Request) {
        Some(ListNotation::Brackets) => "[]",
        Some(ListNotation::Numbered) => ".N",
        None => "",
    };
    Member {
        name: field.name.clone().map(|name| format!("{name}{suffix}")),
        rust: None,
        kind: Sourced::assumed(TypeExpression::Name("string".to_owned())),
        page_type: None,
        required: required(field, side),
        condition: field.required.as_ref().and_then(|required| {
            let value = required.value.condition.clone();
            let value = if required.value.always.is_none() { Some(value.unwrap_or_default()) } else { value };
            value.map(|value| Located { value, position: required.position })
        }),
        place: None,
        join: None,
        range: None,
        length: None,
        bytes: None,
        items: None,
        default: None,
        example: None,
        nullable: field.nullable.clone().filter(|nullable| nullable.value),
        doc: None,
        page: page_words(field),
    }
}

fn required(field: &Field, side: Side) -> Sourced<bool> {
    let marked = field.required.as_ref();
    let nullable = field.nullable.as_ref().filter(|nullable| nullable.value);
    match (marked.and_then(|required| required.value.always), side) {
        // What is always there and may be `null` is optional in a spec.
        (Some(true), Side::Response) if nullable.is_some() => {
            Sourced { value: false, source: nullable.map(|nullable| nullable.position) }
        }
        (Some(always), _) => Sourced { value: always, source: marked.map(|required| required.position) },
        (None, Side::Response) => Sourced { value: false, source: nullable.map(|nullable| nullable.position) },
        (None, Side::Request) => Sourced::assumed(false),
    }
}

fn page_words(field: &Field) -> PageWords {
    let mut seen = HashSet::new();
    let values = field.values.iter().filter(|value| seen.insert(&value.value.is));
    PageWords {
        kind: field.kind.clone(),
        has_fields: !field.fields.is_empty(),
        described: None,
        location: field.location.map(location),
        join: field.joined.clone(),
        limits: field.limits.clone(),
        special: field.special.clone(),
        default: field.default.clone(),
        example: field.example.clone(),
        values: values.map(|value| Located { value: value.value.is.clone(), position: value.position }).collect(),
    }
}

pub(super) fn location(location: rtc_pages::Location) -> ParameterLocation {
    match location {
        rtc_pages::Location::Query => ParameterLocation::Query,
        rtc_pages::Location::Body => ParameterLocation::Body,
        rtc_pages::Location::Header => ParameterLocation::Header,
    }
}
