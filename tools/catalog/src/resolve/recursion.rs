//! Types whose objects contain objects of their own type.

use super::Context;
use crate::model::{Record, Shape, Type};
use std::collections::HashMap;

/// Names of the types that the objects of each type hold directly, without a list or a mapping between.
type Held = HashMap<String, Vec<String>>;

/// Marks the optional fields through which a type holds itself, and reports types that hold themselves through required
/// fields alone: their objects would have no end.
pub(super) fn resolve(records: &mut [Record], context: &mut Context<'_>) {
    let required = held(records, false);
    for record in records.iter() {
        if reaches(&record.name, &record.name, &required) {
            context.report(
                context.key(&["types", &record.name]),
                format!("each object of the type `{}` contains another one, without end", record.name),
                "make one of the fields optional, or a list or a mapping",
            );
        }
    }
    let all = held(records, true);
    for record in records {
        let closes = |kind: &Type, is_optional: bool| match kind {
            Type::Record(name) => is_optional && (*name == record.name || reaches(name, &record.name, &all)),
            _ => false,
        };
        match &mut record.shape {
            Shape::Answered(fields) => {
                for field in fields {
                    field.boxed = closes(&field.kind, field.optional);
                }
            }
            Shape::Sent(parameters) => {
                for parameter in parameters {
                    parameter.boxed = closes(&parameter.kind, !parameter.required);
                }
            }
        }
    }
}

fn held(records: &[Record], with_optional: bool) -> Held {
    let held = |record: &Record| -> Vec<String> {
        let kinds: Vec<(&Type, bool)> = match &record.shape {
            Shape::Answered(fields) => fields.iter().map(|field| (&field.kind, field.optional)).collect(),
            Shape::Sent(parameters) => {
                parameters.iter().map(|parameter| (&parameter.kind, !parameter.required)).collect()
            }
        };
        let kept = kinds.into_iter().filter(|(_, is_optional)| with_optional || !is_optional);
        kept.filter_map(|(kind, _)| if let Type::Record(name) = kind { Some(name.clone()) } else { None }).collect()
    };
    records.iter().map(|record| (record.name.clone(), held(record))).collect()
}

/// Whether an object of the type `from` holds one of the type `to`, directly or through others.
fn reaches(from: &str, to: &str, held: &Held) -> bool {
    let mut found: Vec<&str> = held.get(from).into_iter().flatten().map(String::as_str).collect();
    let mut next = 0;
    while let Some(name) = found.get(next).copied() {
        next += 1;
        for further in held.get(name).into_iter().flatten() {
            if !found.contains(&further.as_str()) {
                found.push(further);
            }
        }
    }
    found.contains(&to)
}
