//! Exchanges that the page shows, each against the most similar one of the spec.

use super::{At, Found, samples};
use crate::finding::{Difference, Step};
use percent_encoding::percent_decode_str;
use rtc_catalog::model::{Action, List, Parameter, Type};
use rtc_pages::{Part, Position};
use serde_json::{Map, Value as Json};

/// What the page shows of one side of an exchange.
struct Shown {
    number: usize,
    part: Part,
    position: Position,
    value: Json,
}

pub(super) fn compare(found: &mut Found<'_>) {
    for shown in shown(found) {
        one(found, &shown);
    }
}

/// The page's messages; an address and a body of one request are one.
fn shown(found: &Found<'_>) -> Vec<Shown> {
    let action = &found.spec.action;
    let mut all: Vec<Shown> = Vec::new();
    let (mut number, mut answered, mut bodied) = (1, false, false);
    for example in &found.facts.examples {
        // A second body is that of another request.
        if example.part == Part::Request && (answered || bodied && example.json.is_some()) {
            number += 1;
            bodied = false;
        }
        answered = example.part == Part::Response;
        bodied |= example.part == Part::Request && example.json.is_some();
        let mut take = |value: Json, position: Position| match all
            .last_mut()
            .filter(|last| last.part == Part::Request && last.part == example.part && last.number == number)
        {
            Some(Shown { value: Json::Object(known), .. }) => {
                if let Json::Object(more) = value {
                    known.extend(more);
                }
            }
            _ => all.push(Shown { number, part: example.part, position, value }),
        };
        if let Some(address) = example.address.as_ref().filter(|_| example.part == Part::Request) {
            let query = query(action, &address.value);
            if !query.is_empty() {
                take(Json::Object(query), address.position);
            }
        }
        match (&example.json, example.part) {
            (Some(json), Part::Response) => take(json.value.clone(), json.position),
            (Some(json), Part::Request) if json.value.is_object() => take(named(action, &json.value), json.position),
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
struct Apart {
    path: Vec<String>,
    page: Option<Json>,
    told: Option<Json>,
}

fn one(found: &mut Found<'_>, shown: &Shown) {
    let spec = found.spec;
    let (name, key) = match shown.part {
        Part::Request => ("request", "request"),
        Part::Response => ("response", "response"),
    };
    let told = spec.action.examples.iter().enumerate().filter_map(|(at, example)| match shown.part {
        Part::Request => Some((at, Json::Object(example.request.clone()?))),
        Part::Response => Some((at, example.response.clone()?)),
    });
    let differences = told.map(|(at, told)| {
        let mut apart = Vec::new();
        differ(&shown.value, &told, &mut Vec::new(), &mut apart);
        (at, apart)
    });
    let nearest = differences.min_by_key(|(_, apart)| apart.len());
    let front = format!("examples.{}.{name}", shown.number);
    let Some((at, apart)) = nearest.filter(|(_, apart)| apart.len() * 2 <= leaves(&shown.value) + 1) else {
        found.differs(
            &front,
            Difference::MissingInSpec,
            (String::new(), shown.position),
            None,
            At::Action(&["examples"]),
        );
        return;
    };
    for Apart { path, page, told } in apart {
        let id = std::iter::once(front.as_str()).chain(path.iter().map(String::as_str)).collect::<Vec<_>>().join(".");
        let at = at.to_string();
        let place: Vec<&str> = ["examples", &at, key].into_iter().chain(path.iter().map(String::as_str)).collect();
        // An address holds texts alone.
        let value = page.as_ref().map(|page| match (page, &told) {
            (Json::String(text), Some(Json::Number(_) | Json::Bool(_))) => text.clone(),
            _ => samples::yaml(page),
        });
        let page = page.map(|value| (samples::text(&value), shown.position, None));
        found.note(id, Difference::Example, page, told.as_ref().map(samples::text), At::Action(&place));
        if let (Some(value), Some((key, path))) = (value, place.split_last()) {
            let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
            found.mend(vec![Step::set(&path, key, value)]);
        }
    }
}

/// Notes where `page` and `told` differ.
fn differ(page: &Json, told: &Json, path: &mut Vec<String>, apart: &mut Vec<Apart>) {
    match (page, told) {
        (Json::Object(page), Json::Object(told)) => {
            for (key, value) in page {
                path.push(key.clone());
                match told.get(key) {
                    Some(other) => differ(value, other, path, apart),
                    None => apart.push(Apart { path: path.clone(), page: Some(value.clone()), told: None }),
                }
                path.pop();
            }
            for (key, value) in told.iter().filter(|(key, _)| !page.contains_key(*key)) {
                let path = path.iter().cloned().chain([key.clone()]).collect();
                apart.push(Apart { path, page: None, told: Some(value.clone()) });
            }
        }
        (Json::Array(page), Json::Array(told)) if page.len() == told.len() => {
            for (at, (value, other)) in page.iter().zip(told).enumerate() {
                path.push(at.to_string());
                differ(value, other, path, apart);
                path.pop();
            }
        }
        // An address holds texts alone.
        (Json::String(text), told) if samples::is_text_of(text, told) => {}
        (page, told) if page == told => {}
        (page, told) => apart.push(Apart { path: path.clone(), page: Some(page.clone()), told: Some(told.clone()) }),
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
