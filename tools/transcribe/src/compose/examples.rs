//! The page's exchanges as examples of a spec.

use super::value;
use crate::draft::{Draft, Example, Message};
use rtc_pages::{Direction, Located};
use serde_json::{Map, Value as Json};

/// The page's exchanges. What is no call that can be made is left out here, what is no answer when the spec is checked.
pub(super) fn examples(draft: &mut Draft) -> Vec<Example> {
    let numbers: Vec<usize> = draft.messages.iter().map(|message| message.number).collect();
    let count = numbers.last().copied().unwrap_or_default();
    let mut refused = Vec::new();
    let mut made = Vec::new();
    for number in 1..=count {
        let name = if count > 1 { format!("the page's example {number}") } else { "the page's example".to_owned() };
        let shown = |direction: Direction| {
            draft.messages.iter().find(|message| message.number == number && message.direction == direction)
        };
        let request = shown(Direction::Request).and_then(|message| match (&message.refused, &message.value) {
            (None, Json::Object(values)) if !values.is_empty() => Some(located(message, repaired(values, draft))),
            (Some(why), _) => {
                refused.push((message.position, format!("left out a request that is no call: {why}")));
                None
            }
            _ => None,
        });
        let response = shown(Direction::Response).map(|message| located(message, message.value.clone()));
        if request.is_some() || response.is_some() {
            made.push(Example { name, request, query: None, body: None, response });
        }
    }
    for (at, words) in refused {
        draft.remark(&["examples"], Some(at), words);
    }
    made
}

/// The parameters with times that lost their plus sign on the way through a query.
fn repaired(values: &Map<String, Json>, draft: &Draft) -> Map<String, Json> {
    let one = |(name, value): (&String, &Json)| {
        let member = draft.request.iter().find(|member| member.name.value == *name);
        let repaired = member.zip(value.as_str()).and_then(|(member, text)| {
            let value = value::of(text, &member.kind.value, &value::in_draft(&draft.enums), member.list_text())?;
            value::is_repaired(&value, text).then_some(value)
        });
        (name.clone(), repaired.unwrap_or_else(|| value.clone()))
    };
    values.iter().map(one).collect()
}

fn located<T>(message: &Message, value: T) -> Located<T> {
    Located { value, position: message.position }
}
