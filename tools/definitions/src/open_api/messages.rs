//! Bodies and answers: their schemas and examples.

use super::Operation;
use crate::{
    raw::{self, RawAction, RawExample, RawField},
    tree::Item,
    unfold::sent,
};
use rtc_pages::{FieldType, Located, Location};

impl<'t> Operation<'t, '_> {
    fn body_content(&mut self) -> Option<Item<'t>> {
        let body = self.item.get("requestBody")?;
        let (body, _) = self.schemas.follow(body)?;
        self.content(body)
    }

    fn answer_content(&mut self) -> Option<Item<'t>> {
        let responses = self.item.mapping("responses", &mut self.schemas.mistakes)?;
        let success = ["200", "201", "2XX", "default"].iter().find_map(|status| responses.get(status))?;
        let (success, _) = self.schemas.follow(success)?;
        self.content(success)
    }

    /// Reads the body. Returns its examples.
    pub(super) fn body(&mut self, action: &mut RawAction) -> Vec<Shown<'t>> {
        let Some(content) = self.body_content() else { return Vec::new() };
        let shown = self.examples(content);
        let Some(schema) = content.get("schema") else { return shown };
        let name = Located { value: "requestBody".to_owned(), position: schema.position() };
        let Some(mut field) = self.schemas.field(name, schema) else { return shown };
        match &field.kind.value {
            FieldType::Named(key) => {
                let at = field.kind.position;
                action.request_types.push(Located { value: key.clone(), position: at });
            }
            FieldType::Object => {
                field.fields.iter_mut().for_each(|field| field.location = Some(Location::Body));
                action.request.append(&mut field.fields);
            }
            _ => self.unclear("the body is no object with fields, which specs cannot say", schema),
        }
        shown
    }

    /// What a body or an answer is in JSON.
    fn content(&mut self, item: Item<'t>) -> Option<Item<'t>> {
        let content = item.get("content")?;
        let json = content.entries().find(|(kind, _)| kind.value.to_lowercase().contains("json"));
        if json.is_none() && content.entries().next().is_some() {
            self.unclear("a message that is not JSON", content);
        }
        json.map(|(_, content)| content)
    }

    /// Reads the answer. Returns its examples.
    pub(super) fn answer(&mut self, action: &mut RawAction) -> Vec<Shown<'t>> {
        let Some(content) = self.answer_content() else { return Vec::new() };
        let shown = self.examples(content);
        let Some(schema) = content.get("schema") else { return shown };
        let name = Located { value: "responses".to_owned(), position: schema.position() };
        let Some(field) = self.schemas.field(name, schema) else { return shown };
        match field.kind.value {
            FieldType::Named(key) => {
                let at = field.kind.position;
                if let Some(of) = self.schemas.types.get(&key) {
                    action.codes.extend(of.fields.iter().filter_map(codes));
                }
                action.response_types.push(Located { value: key, position: at });
            }
            FieldType::Object => {
                action.codes.extend(field.fields.iter().filter_map(codes));
                action.response = field.fields;
            }
            _ => self.unclear("the answer is no object with fields, which specs cannot say", schema),
        }
        shown
    }

    fn examples(&mut self, content: Item<'t>) -> Vec<Shown<'t>> {
        let many = content.get("examples").into_iter().flat_map(Item::entries);
        let many = many.filter_map(|(name, shown)| {
            let value = self.schemas.library.follow(shown).ok()?.0.get("value")?;
            Some(Shown { name: name.value, value })
        });
        let one = content.get("example").map(|value| Shown { name: String::new(), value });
        let shown: Vec<_> = one.into_iter().chain(many).collect();
        for other in shown.iter().filter(|shown| !shown.value.is_mapping()) {
            self.unclear("left out an example that is no object", other.value);
        }
        shown.into_iter().filter(|shown| shown.value.is_mapping()).collect()
    }
}

/// An example of a message, with its name among several.
pub(super) struct Shown<'t> {
    name: String,
    value: Item<'t>,
}

/// Requests and answers. Those of one name belong together, and the only one of each.
pub(super) fn exchanges(requests: &[Shown<'_>], answers: &[Shown<'_>]) -> Vec<RawExample> {
    let are_alone = requests.len() == 1 && answers.len() == 1;
    let mut names: Vec<String> = requests.iter().map(|shown| shown.name.clone()).collect();
    let part = |direction, exchange, shown: &Shown<'_>| {
        let json = Located { value: shown.value.node.to_json(), position: shown.value.position() };
        RawExample { direction, exchange, shown: raw::Shown::Json(json) }
    };
    let mut parts: Vec<RawExample> =
        requests.iter().enumerate().map(|(at, shown)| part(sent(true), at, shown)).collect();
    for answer in answers {
        let with = if are_alone { Some(0) } else { names.iter().position(|name| *name == answer.name) };
        let exchange = with.unwrap_or(names.len());
        if with.is_none() {
            names.push(answer.name.clone());
        }
        parts.push(part(sent(false), exchange, answer));
    }
    parts
}

/// The description of a field of an answer, if error codes are in it.
fn codes(field: &RawField) -> Option<crate::raw::Prose> {
    let description = field.description.as_ref()?;
    let table =
        description.text.contains("<table") || description.text.contains("|--") || description.text.contains("| --");
    table.then(|| description.clone())
}
