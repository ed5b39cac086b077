//! Whether a value of a request keeps the limits of its parameter.

use super::{Bounds, Definitions, List, Parameter, Shape, Situation, Tolerance, Type};
use serde_json::Value as Json;

/// A limit that a value does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenLimit {
    /// What the vendor's code would say.
    pub situation: Situation,
    /// A continuation of the parameter's name, such as `has 3 items, allowed are 1 to 2`.
    pub why: String,
}

fn broken(situation: Situation, why: String) -> Result<(), BrokenLimit> {
    Err(BrokenLimit { situation, why })
}

/// Checks the limits of a parameter: of its value, of a list's items, and of nested objects. A value of another type keeps
/// all of them; see [`fits`](super::fits).
///
/// # Errors
/// The first limit that is broken.
pub fn within_limits(known: &dyn Definitions, parameter: &Parameter, value: &Json) -> Result<(), BrokenLimit> {
    limits(known, parameter, &parameter.kind, value)
}

/// Checks a single item of a list by the limits of its parameter, or the value of one that is no list.
///
/// # Errors
/// The first limit that is broken.
pub fn item_within_limits(known: &dyn Definitions, parameter: &Parameter, item: &Json) -> Result<(), BrokenLimit> {
    limits(known, parameter, parameter.kind.innermost(), item)
}

fn limits(known: &dyn Definitions, parameter: &Parameter, kind: &Type, value: &Json) -> Result<(), BrokenLimit> {
    match (kind, value) {
        (Type::List(item), Json::Array(items)) => {
            // The bounds apply to the parameter's own list or mapping, not to nested ones.
            if *kind == parameter.kind {
                count(parameter, items.len())?;
            }
            items.iter().try_for_each(|value| limits(known, parameter, item, value))
        }
        (Type::Map(item), Json::Object(entries)) => {
            if *kind == parameter.kind {
                count(parameter, entries.len())?;
            }
            entries.values().try_for_each(|value| limits(known, parameter, item, value))
        }
        (Type::Record(name), Json::Object(object)) => match known.record(name).map(|record| &record.shape) {
            Some(Shape::Sent(parameters)) => parameters
                .iter()
                .filter_map(|parameter| Some((parameter, object.get(&parameter.key)?)))
                .try_for_each(|(parameter, value)| limits(known, parameter, &parameter.kind, value)),
            _ => Ok(()),
        },
        (Type::String, Json::String(text)) => text_limits(parameter, text),
        (Type::F64, Json::Number(number)) => match (parameter.limits.range, number.as_f64()) {
            (Some(bounds), Some(number)) if !bounds.contains_float(number) => {
                broken(Situation::OutOfRange, format!("is {number}, allowed is {bounds}"))
            }
            _ => Ok(()),
        },
        (_, Json::Number(number)) if kind.is_integer() => {
            let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            match (parameter.limits.range, whole) {
                (Some(bounds), Some(whole)) if !bounds.contains(whole) => {
                    broken(Situation::OutOfRange, format!("is {whole}, allowed is {bounds}"))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Checks the number of items. A list may be empty if the vendor ignored all of its items.
fn count(parameter: &Parameter, items: usize) -> Result<(), BrokenLimit> {
    let ignored = items == 0 && parameter.malformed == Some(Tolerance::Ignored);
    let items = items as i128;
    match parameter.limits.items {
        Some(bounds) if !ignored && !bounds.contains(items) => {
            let situation = if over(bounds, items) { Situation::TooManyItems } else { Situation::OutOfRange };
            broken(situation, format!("has {items} items, allowed are {bounds}"))
        }
        _ => Ok(()),
    }
}

fn text_limits(parameter: &Parameter, text: &str) -> Result<(), BrokenLimit> {
    let length = text.chars().count() as i128;
    if let Some(bounds) = parameter.limits.length.filter(|bounds| !bounds.contains(length)) {
        let situation = if over(bounds, length) { Situation::TooLong } else { Situation::OutOfRange };
        return broken(situation, format!("has {length} characters, allowed are {bounds}"));
    }
    let bytes = text.len() as i128;
    if let Some(bounds) = parameter.limits.bytes.filter(|bounds| !bounds.contains(bytes)) {
        let situation = if over(bounds, bytes) { Situation::TooLong } else { Situation::OutOfRange };
        return broken(situation, format!("has {bytes} bytes, allowed are {bounds}"));
    }
    if let (List::Joined(separator), Type::List(_)) = (&parameter.list, &parameter.kind)
        && (text.is_empty() || text.contains(separator))
    {
        let why = format!("is sent joined by `{separator}`, so no item may be empty or contain it");
        return broken(Situation::Malformed, why);
    }
    match &parameter.limits.characters {
        Some(allowed) if !text.chars().all(|letter| allowed.contains(letter)) => {
            broken(Situation::Malformed, format!("may contain only {}", allowed.pattern))
        }
        _ => Ok(()),
    }
}

fn over(bounds: Bounds, value: i128) -> bool {
    bounds.max.is_some_and(|most| i128::from(most) < value)
}
