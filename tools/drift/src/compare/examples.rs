//! Exchanges that the page shows, each against the most similar one of the spec.

use super::{Collector, SpecLocation, sample_values};
use crate::finding::{Difference, Step};
use percent_encoding::percent_decode_str;
use rtc_catalog::model::{Action, List, Parameter, Type};
use rtc_pages::{Direction, Example, Position};
use serde_json::{Map, Value as Json};

/// What the page shows of one side of an exchange.
struct PageMessage<'f> {
    number: usize,
    /// The page's examples that it consists of.
    parts: Vec<&'f Example>,
    direction: Direction,
    position: Position,
    value: Json,
}

pub(super) fn compare(found: &mut Collector<'_>) {
    for message in page_messages(found) {
        compare_message(found, &message);
    }
}

/// The page's messages; an address and a body of one request are one.
fn page_messages<'f>(found: &Collector<'f>) -> Vec<PageMessage<'f>> {
    let action = &found.spec.action;
    let mut all: Vec<PageMessage<'f>> = Vec::new();
    let (mut number, mut answered, mut bodied) = (1, false, false);
    for example in &found.facts.examples {
        // A second body is that of another request.
        if example.direction == Direction::Request && (answered || bodied && example.json.is_some()) {
            number += 1;
            bodied = false;
        }
        answered = example.direction == Direction::Response;
        bodied |= example.direction == Direction::Request && example.json.is_some();
        let mut take = |value: Json, position: Position| match all.last_mut().filter(|last| {
            last.direction == Direction::Request && last.direction == example.direction && last.number == number
        }) {
            Some(PageMessage { value: Json::Object(known), parts, .. }) => {
                if let Json::Object(more) = value {
                    known.extend(more);
                }
                parts.push(example);
            }
            _ => all.push(PageMessage { number, parts: vec![example], direction: example.direction, position, value }),
        };
        if let Some(address) = example.address.as_ref().filter(|_| example.direction == Direction::Request) {
            let query = query(action, &address.value);
            if !query.is_empty() {
                take(Json::Object(query), address.position);
            }
        }
        match (&example.json, example.direction) {
            (Some(json), Direction::Response) => take(json.value.clone(), json.position),
            (Some(json), Direction::Request) if json.value.is_object() => {
                take(named(action, &json.value), json.position);
            }
            _ => {}
        }
    }
    all
}

/// A body by the names that the spec has for parameters.
fn named(action: &Action, body: &Json) -> Json {
    let wire = |key: &str| {
        let parameter = action.parameters.iter().find(|parameter| parameter.key == key);
        parameter.map_or_else(|| key.to_owned(), |parameter| parameter.wire.clone())
    };
    body.as_object().into_iter().flatten().map(|(key, value)| (wire(key), value.clone())).collect::<Map<_, _>>().into()
}

/// The action's own parameters in an address, as pages write them: often not encoded.
fn query(action: &Action, address: &str) -> Map<String, Json> {
    let mut values = Map::new();
    let query = address.split_once('?').map_or("", |(_, query)| query);
    for (name, text) in query.split('&').filter_map(|part| part.trim().split_once('=')) {
        let common = action.vendor.common_request.iter().any(|common| common.wire == name);
        if name.starts_with('<') || common || matches!(name, "Action" | "Version") {
            continue;
        }
        let [name, text] = [name, text].map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned());
        let key =
            name.trim_end_matches("[]").trim_end_matches(|last: char| last.is_ascii_digit()).trim_end_matches('.');
        let Some(parameter) = action.parameters.iter().find(|one| one.key == name || one.key == key) else {
            values.insert(name, text.into());
            continue;
        };
        add(&mut values, parameter, text);
    }
    values
}

fn add(values: &mut Map<String, Json>, parameter: &Parameter, text: String) {
    let list = matches!(parameter.kind, Type::List(_));
    let value = match &parameter.list {
        List::Joined(between) if list => text.split(between.as_str()).map(Json::from).collect(),
        _ if list => {
            let mut known =
                values.remove(&parameter.wire).and_then(|value| value.as_array().cloned()).unwrap_or_default();
            known.push(text.into());
            Json::Array(known)
        }
        _ => text.into(),
    };
    values.insert(parameter.wire.clone(), value);
}

/// A place where two values differ.
struct ValueDifference {
    path: Vec<String>,
    page: Option<Json>,
    in_spec: Option<Json>,
}

impl PageMessage<'_> {
    /// Where a value is: itself, or what holds it.
    fn position_of(&self, action: &Action, path: &[String]) -> Position {
        let Some((first, rest)) = path.split_first() else { return self.position };
        // The spec's name for a parameter has more in it than the body's.
        let parameter = action.parameters.iter().find(|parameter| parameter.wire == *first);
        let names = [Some(first), parameter.map(|parameter| &parameter.key)];
        let found = (0..=rest.len()).rev().find_map(|length| {
            names.iter().flatten().find_map(|name| {
                let path: Vec<String> =
                    std::iter::once((*name).clone()).chain(rest[..length].iter().cloned()).collect();
                self.parts.iter().find_map(|part| part.position_of(&path))
            })
        });
        found.unwrap_or(self.position)
    }
}

fn compare_message(found: &mut Collector<'_>, message: &PageMessage<'_>) {
    let spec = found.spec;
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
        collect_differences(&message.value, &in_spec, &mut Vec::new(), &mut differences);
        (at, differences)
    });
    let nearest = differences.min_by_key(|(_, differences)| differences.len());
    let front = format!("examples.{}.{name}", message.number);
    let Some((at, differences)) =
        nearest.filter(|(_, differences)| differences.len() * 2 <= leaves(&message.value) + 1)
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
        let position = message.position_of(&spec.action, &path);
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
        (Json::String(text), in_spec) if sample_values::is_text_of(text, in_spec) => {}
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
