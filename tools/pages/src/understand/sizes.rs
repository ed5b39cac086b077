//! The sizes of numbers that the page's words leave open, and types that are described elsewhere.

use super::nesting::are_whole_numbers;
use crate::{
    facts::{Example, Field, FieldType, LimitKind, Value},
    position::Located,
};

/// What the vendor means by words that leave the size of a number open, and the names of types that are elsewhere.
pub(super) fn resolve_types(
    fields: &mut [Field],
    integer: Option<&FieldType>,
    examples: &[Example],
    external_types: &mut Vec<Located<String>>,
) {
    for field in fields {
        let is_negative = may_be_negative(field);
        let field_name = &field.name.value;
        if let Some(kind) = &mut field.kind {
            let resolved = match (kind.value.word.innermost(), integer) {
                (FieldType::Integer, Some(integer)) if is_negative => Some(match integer {
                    FieldType::U32 => FieldType::I32,
                    FieldType::U64 => FieldType::I64,
                    signed => signed.clone(),
                }),
                (FieldType::Integer, Some(integer)) => Some(integer.clone()),
                (FieldType::Number, _) => number(field_name, &field.values, kind.value.means.is_some(), examples),
                (FieldType::Named(name), _) if field.fields.is_empty() => {
                    if external_types.iter().all(|known| known.value != *name) && field.of.is_none() {
                        external_types.push(Located { value: name.clone(), position: kind.position });
                    }
                    None
                }
                _ => None,
            };
            if let Some(resolved) = resolved {
                kind.value.word = kind.value.word.with_innermost(resolved);
            }
        }
        resolve_types(&mut field.fields, integer, examples, external_types);
    }
}

/// Whether the page says of a number that it may be negative.
fn may_be_negative(field: &Field) -> bool {
    let negative = |number: &str| number.starts_with('-') && number.parse::<f64>().is_ok();
    let least = field.limits.iter().filter(|limit| limit.value.of == LimitKind::Value);
    let mut least = least.filter_map(|limit| limit.value.least.as_ref());
    least.any(|bound| negative(&bound.number))
        || field.values.iter().any(|value| negative(&value.value.is))
        || field.default.iter().chain(&field.example).any(|value| negative(&value.value))
}

/// Which kind of number the examples show, or else the values it can have; points in time are whole.
fn number(name: &str, values: &[Located<Value>], is_time: bool, examples: &[Example]) -> Option<FieldType> {
    let listed = || values.iter().map(|value| value.value.is.parse::<i64>().is_ok()).reduce(|all, one| all && one);
    let whole = are_whole_numbers(name, examples).or_else(listed).or_else(|| is_time.then_some(true));
    whole.map(|whole| if whole { FieldType::I64 } else { FieldType::F64 })
}
