//! Types whose objects contain objects of their own type.

use super::{
    Context,
    holding::{Holding, members},
};
use crate::model::{Record, Shape, Type};
use std::collections::HashSet;

/// Marks the optional fields through which a type holds itself, and reports types that hold themselves through required
/// fields alone: their objects would have no end.
pub(super) fn resolve(records: &mut [Record], context: &mut Context<'_>) {
    for record in endless(records) {
        context.report(
            context.key(&["types", &record.name]),
            format!("each object of the type `{}` contains another one, without end", record.name),
            "make one of the fields optional, or a list or a mapping",
        );
    }
    let closing = closing(records);
    let closes = |name: &str, kind: &Type, is_optional: bool| matches!(kind, Type::Record(held) if is_optional && closing.contains(&(name.to_owned(), held.clone())));
    for Record { name, shape, .. } in records {
        match shape {
            Shape::Answered(fields) => {
                for field in fields {
                    field.boxed = closes(name, &field.kind, field.optional);
                }
            }
            Shape::Sent(parameters) => {
                for parameter in parameters {
                    parameter.boxed = closes(name, &parameter.kind, !parameter.required);
                }
            }
        }
    }
}

/// The types that hold themselves through required fields alone.
fn endless(records: &[Record]) -> Vec<&Record> {
    let all: Vec<&Record> = records.iter().collect();
    let required = Holding::new(&all, |record| held(record, false));
    let circles = required.circles();
    let is_endless = |(at, _): &(usize, &&Record)| required.holds(*at, |inner| circles[inner] == circles[*at]);
    all.iter().enumerate().filter(is_endless).map(|(_, record)| *record).collect()
}

/// The pairs of a type and one that it holds directly and that holds it.
fn closing(records: &[Record]) -> HashSet<(String, String)> {
    let all: Vec<&Record> = records.iter().collect();
    let holding = Holding::new(&all, |record| held(record, true));
    let circles = holding.circles();
    let circle = |name: &str| holding.number(name).map(|at| circles[at]);
    let pairs = all.iter().flat_map(|record| held(record, true).into_iter().map(|inner| (record.name.as_str(), inner)));
    let closing = pairs.filter(|(name, inner)| circle(inner).is_some() && circle(name) == circle(inner));
    closing.map(|(name, inner)| (name.to_owned(), inner.to_owned())).collect()
}

/// The names of the types that a type's objects hold directly, without a list or a mapping between.
fn held(record: &Record, with_optional: bool) -> Vec<&str> {
    let kept = members(record).into_iter().filter(|(_, is_optional)| with_optional || !is_optional);
    kept.filter_map(|(kind, _)| if let Type::Record(name) = kind { Some(name.as_str()) } else { None }).collect()
}
