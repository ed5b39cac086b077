//! The page's exchanges in the words of the spec.

use super::value;
use crate::draft::{Draft, Example, Member, innermost};
use percent_encoding::percent_decode_str;
use rtc_catalog::{
    format::{Bounds, TypeExpression},
    model::Vendor,
};
use rtc_pages::{Direction, Facts, Located, Position};
use serde_json::{Map, Value as Json};

/// A request and what is answered to it, as far as the page shows both.
#[derive(Default)]
struct Exchange<'f> {
    address: Option<&'f Located<String>>,
    body: Option<&'f Located<Json>>,
    answer: Option<&'f Located<Json>>,
}

/// The page's examples. What is no call that can be made is left out here, what is no answer when the spec is checked.
pub(super) fn examples(draft: &mut Draft, facts: &Facts, vendor: &Vendor) -> Vec<Example> {
    let exchanges = exchanges(facts);
    let many = exchanges.len() > 1;
    let mut refused = Vec::new();
    let mut made = Vec::new();
    for (at, exchange) in exchanges.iter().enumerate() {
        let name = if many { format!("the page's example {}", at + 1) } else { "the page's example".to_owned() };
        let request = exchange.position().and_then(|position| match request(exchange, draft, vendor) {
            Ok(value) => (!value.is_empty()).then_some(Located { value, position }),
            Err(why) => {
                refused.push((position, format!("left out a request that is no call: {why}")));
                None
            }
        });
        let response = exchange.answer.cloned();
        if request.is_some() || response.is_some() {
            made.push(Example { name, request, query: None, body: None, response });
        }
    }
    for (at, words) in refused {
        draft.remark(&["examples"], Some(at), words);
    }
    made
}

impl Exchange<'_> {
    /// Where the request is.
    fn position(&self) -> Option<Position> {
        self.body.map(|body| body.position).or(self.address.map(|address| address.position))
    }
}

/// Requests with the answers that come after them. Several parts of a request are one as long as they do not repeat.
fn exchanges(facts: &Facts) -> Vec<Exchange<'_>> {
    let mut requests: Vec<Exchange<'_>> = Vec::new();
    let mut answers = Vec::new();
    let mut ends = true;
    for example in &facts.examples {
        let (address, json) = (example.address.as_ref(), example.json.as_ref());
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

/// The parameters of a request by their names in the spec, or why it is no call that can be made.
fn request(exchange: &Exchange<'_>, draft: &Draft, vendor: &Vendor) -> Result<Map<String, Json>, String> {
    let common = |name: &str| {
        matches!(name, "Action" | "Version") || vendor.common_request.iter().any(|common| common.wire == name)
    };
    let unknown = |name: &str| if common(name) { Ok(()) } else { Err(format!("`{name}` is no parameter")) };
    let mut request = Map::new();
    if let Some(address) = exchange.address {
        for (name, text) in pairs(&address.value) {
            match parameter(draft, &name) {
                Some(member) => add(&mut request, member, &text, draft)
                    .ok_or_else(|| format!("`{text}` is no value of `{}`", member.name.value))?,
                None => unknown(&name)?,
            }
        }
    }
    if let Some(Json::Object(body)) = exchange.body.map(|body| &body.value) {
        for (name, value) in body {
            match parameter(draft, name) {
                Some(member) => drop(request.insert(member.name.value.clone(), value.clone())),
                None => unknown(name)?,
            }
        }
    }
    let shows_any = !request.is_empty() || exchange.body.is_some();
    for member in draft.request.iter().filter(|_| shows_any) {
        let name = &member.name.value;
        match request.get(name) {
            Some(value) if !keeps(value, member, draft) => return Err(format!("`{name}` is beyond its limits")),
            None if member.required.value => return Err(format!("the required `{name}` is not there")),
            _ => {}
        }
    }
    Ok(request)
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
    let base = |name: &str| name.trim_end_matches("[]").trim_end_matches(".N").to_owned();
    let bare = written
        .rsplit_once('.')
        .filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|(base, _)| base);
    draft.request.iter().find(|member| {
        let name = &member.name.value;
        name == written
            || base(name) == base(written)
            || (name.strip_suffix(".N").is_some() && bare.is_some_and(|bare| bare == base(name)))
    })
}

/// Adds what a query has of a parameter. `None` if it is no value of its type.
fn add(request: &mut Map<String, Json>, member: &Member, text: &str, draft: &Draft) -> Option<()> {
    let name = member.name.value.clone();
    let one = match &member.kind.value {
        TypeExpression::List(inner) if member.join.is_none() => value::of(text, inner, &draft.enums, &name)?,
        kind => {
            request.insert(name.clone(), value::of(text, kind, &draft.enums, &name)?);
            return Some(());
        }
    };
    match request.entry(name).or_insert_with(|| Json::Array(Vec::new())) {
        Json::Array(items) => items.push(one),
        _ => return None,
    }
    Some(())
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
