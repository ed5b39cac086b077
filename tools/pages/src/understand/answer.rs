//! What an answer is where its table and its example say different things, or where it has no fields.

use super::nesting::are_objects;
use crate::{
    facts::{Answer, Direction, Example, Facts, Field, FieldType},
    position::Located,
};
use serde_json::Value as Json;

/// Fields that the page calls lists and whose examples all are objects are objects.
pub(super) fn objects_in_place_of_lists(
    fields: &mut [Field],
    examples: &[Example],
    inferred: &mut Vec<Located<String>>,
) {
    for field in fields {
        if let Some(kind) = &mut field.kind
            && matches!(&kind.value.word, FieldType::List(item) if item.has_fields())
            && are_objects(&field.name.value, examples) == Some(true)
        {
            let word = kind.value.word.innermost().clone();
            kind.value.word = if word == FieldType::Any { FieldType::Object } else { word };
            let value = format!(
                "the fields of `{}`, an object in the page's example and a list in its table,",
                field.name.value
            );
            inferred.push(Located { value, position: kind.position });
        }
        objects_in_place_of_lists(&mut field.fields, examples, inferred);
    }
}

/// What an answer holds under the key of the payload, if that is no object with fields. `common` says which fields each
/// answer has.
pub(super) fn answer(key: &str, facts: &Facts, common: impl Fn(&str) -> bool) -> Option<Located<Answer>> {
    // Fields without the payload around them are the payload's.
    let others = |field: &Field| field.name.value != key && !common(&field.name.value);
    if facts.response.iter().any(others) {
        return None;
    }
    let answers = facts.examples.iter().filter(|example| example.direction == Direction::Response);
    let mut shown = answers.filter_map(|example| {
        let value = example.json.as_ref()?.value.get(key)?;
        let position = example.position_of(&[key.to_owned()]).or(example.json.as_ref().map(|json| json.position))?;
        Some((value, position))
    });
    let shown = shown.next().map(|(value, position)| {
        let value = match value {
            Json::String(_) => Some(Answer::Text),
            Json::Array(_) => Some(Answer::List),
            Json::Null => Some(Answer::Nothing),
            Json::Bool(_) | Json::Number(_) => Some(Answer::Scalar),
            Json::Object(_) => None,
        };
        value.map(|value| Located { value, position })
    });
    let field = facts.response.iter().find(|field| field.name.value == key);
    let described = || {
        let kind = field?.kind.as_ref()?;
        let value = match &kind.value.word {
            FieldType::List(_) => Answer::List,
            word if word.has_fields() || matches!(word, FieldType::Map(_)) => return None,
            FieldType::String => Answer::Text,
            _ => Answer::Scalar,
        };
        Some(Located { value, position: kind.position })
    };
    match shown {
        // Where fields are described, an empty text or list is one of a call that found nothing.
        Some(shown) => shown.filter(|_| {
            field.is_none_or(|field| {
                field.fields.is_empty() || !field.kind.as_ref().is_some_and(|kind| kind.value.word == FieldType::Object)
            })
        }),
        None => described(),
    }
}
