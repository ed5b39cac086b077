//! Exchanges that the page shows, each against the most similar one of the spec.

use super::{Collector, SpecLocation, sample_values};
use crate::finding::{Difference, Step};
use rtc_catalog::model::{Action, List, Parameter, Type};
use rtc_pages::{Direction, Position};
use rtc_transcribe::{Message, value};
use serde_json::{Map, Value as Json};

pub(super) fn compare(found: &mut Collector<'_>) {
    for message in &found.draft.messages {
        compare_message(found, message);
    }
}

/// A request by the spec's names of its parameters. A query has a list as texts, which the spec may write in another way.
fn named(action: &Action, request: &Json) -> Json {
    let spelled = |(name, value): (&String, &Json)| {
        let parameter = action.parameters.iter().find(|parameter| is_named(parameter, name));
        match parameter {
            Some(parameter) => (parameter.wire.clone(), listed(parameter, value.clone())),
            None => (name.clone(), value.clone()),
        }
    };
    request.as_object().into_iter().flatten().map(spelled).collect::<Map<_, _>>().into()
}

fn is_named(parameter: &Parameter, name: &str) -> bool {
    let bare = name.strip_suffix("[]").or_else(|| name.strip_suffix(".N")).unwrap_or(name);
    parameter.wire == name || parameter.key == bare
}

/// A text as a list, where the spec has one.
fn listed(parameter: &Parameter, value: Json) -> Json {
    match (&parameter.kind, &parameter.list, value) {
        (Type::List(_), List::Joined(between), Json::String(text)) => {
            text.split(between.as_str()).map(Json::from).collect()
        }
        (Type::List(_), _, text @ Json::String(_)) => Json::Array(vec![text]),
        (_, _, value) => value,
    }
}

/// A place where two values differ.
struct ValueDifference {
    path: Vec<String>,
    page: Option<Json>,
    in_spec: Option<Json>,
}

/// Where a value of a message is: itself, or what holds it.
fn position_of(message: &Message, action: &Action, path: &[String]) -> Position {
    let Some((first, rest)) = path.split_first() else { return message.position };
    // The spec's name for a parameter has more in it than the body's.
    let parameter = action.parameters.iter().find(|parameter| parameter.wire == *first);
    let names = [Some(first), parameter.map(|parameter| &parameter.key)];
    let found = (0..=rest.len()).rev().find_map(|length| {
        names.iter().flatten().find_map(|name| {
            let path: Vec<String> = std::iter::once((*name).clone()).chain(rest[..length].iter().cloned()).collect();
            message.position_of(&path)
        })
    });
    found.unwrap_or(message.position)
}

fn compare_message(found: &mut Collector<'_>, message: &Message) {
    let spec = found.spec;
    let on_page = match message.direction {
        Direction::Request => named(&spec.action, &message.value),
        Direction::Response => message.value.clone(),
    };
    let (name, key) = match message.direction {
        Direction::Request => ("request", "request"),
        Direction::Response => ("response", "response"),
    };
    let in_spec = spec.action.examples.iter().enumerate().filter_map(|(at, example)| match message.direction {
        Direction::Request => Some((at, Json::Object(example.request.clone()?))),
        Direction::Response => Some((at, example.response.clone()?)),
    });
    let differences = in_spec.map(|(at, in_spec)| {
        let mut differences = Vec::new();
        collect_differences(&on_page, &in_spec, &mut Vec::new(), &mut differences);
        (at, differences)
    });
    let nearest = differences.min_by_key(|(_, differences)| differences.len());
    let front = format!("examples.{}.{name}", message.number);
    let Some((at, differences)) = nearest.filter(|(_, differences)| differences.len() * 2 <= leaves(&on_page) + 1)
    else {
        found.differs(
            &front,
            Difference::MissingInSpec,
            (String::new(), message.position),
            None,
            SpecLocation::Action(&["examples"]),
        );
        return;
    };
    for ValueDifference { path, page, in_spec } in differences {
        let id = std::iter::once(front.as_str()).chain(path.iter().map(String::as_str)).collect::<Vec<_>>().join(".");
        let at = at.to_string();
        let place: Vec<&str> = ["examples", &at, key].into_iter().chain(path.iter().map(String::as_str)).collect();
        // An address holds texts alone.
        let value = page.as_ref().map(|page| match (page, &in_spec) {
            (Json::String(text), Some(Json::Number(_) | Json::Bool(_))) => text.clone(),
            _ => sample_values::yaml(page),
        });
        let position = position_of(message, &spec.action, &path);
        let page = page.map(|value| (sample_values::text(&value), position, None));
        found.note(
            id,
            Difference::Example,
            page,
            in_spec.as_ref().map(sample_values::text),
            SpecLocation::Action(&place),
        );
        if let (Some(value), Some((key, path))) = (value, place.split_last()) {
            let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
            found.propose_fix(vec![Step::set(&path, key, value)]);
        }
    }
}

/// Notes where `page` and `in_spec` differ.
fn collect_differences(page: &Json, in_spec: &Json, path: &mut Vec<String>, differences: &mut Vec<ValueDifference>) {
    match (page, in_spec) {
        (Json::Object(page), Json::Object(in_spec)) => {
            for (key, value) in page {
                path.push(key.clone());
                match in_spec.get(key) {
                    Some(other) => collect_differences(value, other, path, differences),
                    None => differences.push(ValueDifference {
                        path: path.clone(),
                        page: Some(value.clone()),
                        in_spec: None,
                    }),
                }
                path.pop();
            }
            for (key, value) in in_spec.iter().filter(|(key, _)| !page.contains_key(*key)) {
                let path = path.iter().cloned().chain([key.clone()]).collect();
                differences.push(ValueDifference { path, page: None, in_spec: Some(value.clone()) });
            }
        }
        (Json::Array(page), Json::Array(in_spec)) if page.len() == in_spec.len() => {
            for (at, (value, other)) in page.iter().zip(in_spec).enumerate() {
                path.push(at.to_string());
                collect_differences(value, other, path, differences);
                path.pop();
            }
        }
        // An address holds texts alone.
        (Json::String(text), in_spec) if value::is_text_of_one(text, in_spec) => {}
        (page, in_spec) if page == in_spec => {}
        (page, in_spec) => differences.push(ValueDifference {
            path: path.clone(),
            page: Some(page.clone()),
            in_spec: Some(in_spec.clone()),
        }),
    }
}

/// How many values there are.
fn leaves(value: &Json) -> usize {
    match value {
        Json::Object(entries) => entries.values().map(leaves).sum(),
        Json::Array(items) => items.iter().map(leaves).sum(),
        _ => 1,
    }
}
