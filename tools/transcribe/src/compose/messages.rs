//! The messages that a page shows, in the terms of the draft.

use super::value;
use crate::draft::{Draft, Member, Message, innermost, key};
use percent_encoding::percent_decode_str;
use rtc_catalog::{
    format::{Bounds, TypeExpression},
    model::Vendor,
};
use rtc_pages::{Direction, Example, Facts, Located};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// A request and what is answered to it, as far as the page shows both.
#[derive(Default)]
struct Exchange<'f> {
    address: Option<(&'f Example, &'f Located<String>)>,
    body: Option<(&'f Example, &'f Located<Json>)>,
    answer: Option<(&'f Example, &'f Located<Json>)>,
}

/// All messages, requests before their answers.
pub(super) fn messages(draft: &Draft, facts: &Facts, vendor: &Vendor) -> Vec<Message> {
    let exchanges = exchanges(facts);
    let numbered = exchanges.iter().enumerate().map(|(at, exchange)| (at + 1, exchange));
    numbered
        .flat_map(|(number, exchange)| [request(number, exchange, draft, vendor), answer(number, exchange)])
        .flatten()
        .collect()
}

/// Requests with the answers that come after them. Several parts of a request are one as long as they do not repeat.
fn exchanges(facts: &Facts) -> Vec<Exchange<'_>> {
    if facts.examples.iter().any(|example| example.exchange.is_some()) {
        return numbered(facts);
    }
    let mut requests: Vec<Exchange<'_>> = Vec::new();
    let mut answers = Vec::new();
    let mut ends = true;
    for example in &facts.examples {
        let address = example.address.as_ref().map(|address| (example, address));
        let json = example.json.as_ref().map(|json| (example, json));
        if example.direction == Direction::Response {
            answers.extend(json);
            ends = true;
            continue;
        }
        let fits = |last: &Exchange<'_>| {
            !(last.address.is_some() && address.is_some() || last.body.is_some() && json.is_some())
        };
        match requests.last_mut().filter(|last| !ends && fits(last)) {
            Some(last) => {
                last.address = last.address.or(address);
                last.body = last.body.or(json);
            }
            None => requests.push(Exchange { address, body: json, answer: None }),
        }
        ends = false;
    }
    for (at, answer) in answers.into_iter().enumerate() {
        match requests.get_mut(at) {
            Some(exchange) => exchange.answer = Some(answer),
            None => requests.push(Exchange { answer: Some(answer), ..Exchange::default() }),
        }
    }
    requests
}

/// Requests and answers whose source says which belong together.
fn numbered(facts: &Facts) -> Vec<Exchange<'_>> {
    let mut exchanges: BTreeMap<usize, Exchange<'_>> = BTreeMap::new();
    for example in &facts.examples {
        let exchange = exchanges.entry(example.exchange.unwrap_or(usize::MAX)).or_default();
        let json = example.json.as_ref().map(|json| (example, json));
        if example.direction == Direction::Response {
            exchange.answer = exchange.answer.or(json);
        } else {
            exchange.address = exchange.address.or(example.address.as_ref().map(|address| (example, address)));
            exchange.body = exchange.body.or(json);
        }
    }
    exchanges.into_values().collect()
}

fn answer(number: usize, exchange: &Exchange<'_>) -> Option<Message> {
    let (example, json) = exchange.answer?;
    Some(Message {
        number,
        direction: Direction::Response,
        position: json.position,
        value: json.value.clone(),
        refused: None,
        places: example.places().to_vec(),
    })
}

/// A request, if the page shows any parameter of it.
fn request(number: usize, exchange: &Exchange<'_>, draft: &Draft, vendor: &Vendor) -> Option<Message> {
    let address = exchange.address.map(|(example, address)| (example, address.position));
    let body = exchange.body.map(|(example, body)| (example, body.position));
    let parts = || [address, body].into_iter().flatten();
    let (_, position) = parts().next()?;
    let mut request = Request { draft, vendor, values: Map::new(), refused: None };
    if let Some((_, address)) = exchange.address {
        request.put_query(&address.value);
    }
    if let Some((_, Located { value: Json::Object(body), .. })) = exchange.body {
        request.put_body(body);
    }
    let shows_any = !request.values.is_empty() || exchange.body.is_some();
    if !shows_any {
        return None;
    }
    request.check();
    Some(Message {
        number,
        direction: Direction::Request,
        position,
        value: Json::Object(request.values),
        refused: request.refused,
        places: parts().flat_map(|(example, _)| example.places().iter().cloned()).collect(),
    })
}

/// A request while it is made.
struct Request<'d> {
    draft: &'d Draft,
    vendor: &'d Vendor,
    values: Map<String, Json>,
    refused: Option<String>,
}

impl Request<'_> {
    fn refuse(&mut self, why: String) {
        self.refused.get_or_insert(why);
    }

    /// Whether it is a parameter of every call.
    fn is_common(&self, name: &str) -> bool {
        matches!(name, "Action" | "Version") || self.vendor.common_request.iter().any(|common| common.wire == name)
    }

    fn put_query(&mut self, address: &str) {
        for (name, text) in pairs(address) {
            match parameter(self.draft, &name) {
                Some(member) => self.put_text(member, text),
                None if self.is_common(&name) => {}
                None => {
                    self.refuse(format!("`{name}` is no parameter"));
                    self.put(&name, text.into(), name.ends_with("[]"));
                }
            }
        }
    }

    fn put_body(&mut self, body: &Map<String, Json>) {
        for (name, value) in body {
            match parameter(self.draft, name) {
                Some(member) => drop(self.values.insert(member.name.value.clone(), value.clone())),
                None if self.is_common(name) => {}
                None => {
                    self.refuse(format!("`{name}` is no parameter"));
                    self.values.insert(name.clone(), value.clone());
                }
            }
        }
    }

    /// Puts what a query has of a parameter: its value, or the text if it is no value of the type.
    fn put_text(&mut self, member: &Member, text: String) {
        let name = &member.name.value;
        let (kind, repeats) = match &member.kind.value {
            TypeExpression::List(inner) if member.join.is_none() => (&**inner, true),
            kind => (kind, false),
        };
        let value = value::of(&text, kind, &value::in_draft(&self.draft.enums), member.list_text());
        if value.is_none() {
            self.refuse(format!("`{text}` is no value of `{name}`"));
        }
        // What is repaired is not what the page has.
        let value = value.filter(|value| !value::is_repaired(value, &text)).unwrap_or(Json::String(text));
        self.put(name, value, repeats);
    }

    /// Puts a value; one that repeats is an item of a list.
    fn put(&mut self, name: &str, value: Json, repeats: bool) {
        match self.values.get_mut(name) {
            Some(Json::Array(items)) if repeats => items.push(value),
            _ => drop(self.values.insert(name.to_owned(), if repeats { Json::Array(vec![value]) } else { value })),
        }
    }

    /// Whether it is a call that can be made.
    fn check(&mut self) {
        for member in &self.draft.request {
            let name = &member.name.value;
            let why = match self.values.get(name) {
                Some(value) if !keeps(value, member, self.draft) => format!("`{name}` is beyond its limits"),
                None if member.required.value => format!("the required `{name}` is not there"),
                _ => continue,
            };
            self.refuse(why);
        }
    }
}

/// Names and values in a query, as pages show it: encoded or not, over several lines, with marks for what is common.
fn pairs(address: &str) -> impl Iterator<Item = (String, String)> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    query
        .split('&')
        .map(str::trim)
        .filter(|part| !part.is_empty() && !part.starts_with('<'))
        .filter_map(|part| part.split_once('='))
        .map(move |(name, text)| (decoded(name), decoded(text)))
}

/// The parameter that is written under a name: `UserIds.N` as `UserIds`, `UserIds.0`, `UserId[]` as `UserId`, `UserId[]`.
fn parameter<'d>(draft: &'d Draft, written: &str) -> Option<&'d Member> {
    let bare = written
        .rsplit_once('.')
        .filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|(base, _)| base);
    draft.request.iter().find(|member| {
        member.name.value == written
            || member.key() == key(written)
            || (member.list_suffix() == ".N" && bare.is_some_and(|bare| bare == member.key()))
    })
}

/// Whether a value keeps the limits, and all that is inside it.
fn keeps(value: &Json, member: &Member, draft: &Draft) -> bool {
    let record = draft.record(innermost(&member.kind.value));
    let one = |value: &Json| {
        let inner = record.zip(value.as_object());
        let members =
            || inner.into_iter().flat_map(|(record, object)| record.members.iter().map(move |inner| (inner, object)));
        keeps_one(value, member)
            && members()
                .all(|(inner, object)| object.get(&inner.name.value).is_none_or(|value| keeps(value, inner, draft)))
    };
    match value {
        Json::Array(items) => within(member.items.as_ref(), i128::try_from(items.len()).ok()) && items.iter().all(one),
        value => one(value),
    }
}

fn keeps_one(value: &Json, member: &Member) -> bool {
    let letters = value.as_str().and_then(|text| i128::try_from(text.chars().count()).ok());
    let number = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
    let bytes = value.as_str().and_then(|text| i128::try_from(text.len()).ok());
    within(member.length.as_ref(), letters)
        && within(member.bytes.as_ref(), bytes)
        && within(member.range.as_ref(), number)
}

fn within(bounds: Option<&Located<Bounds>>, size: Option<i128>) -> bool {
    match (bounds, size) {
        (Some(bounds), Some(size)) => bounds.value.contains(size),
        _ => true,
    }
}
