//! `OpenAPI` 3: a file per action, with references to components that they share.

pub(crate) mod folder;
pub(crate) mod library;
mod marks;
mod messages;
mod parts;
mod schema;
mod values;

use crate::{
    file::Mistake,
    raw::{Api, RawAction, RawField, Unclear},
    tree::Item,
};
use library::Library;
use messages::exchanges;
use rtc_pages::{FieldType, ListNotation, Located, Location, Quota};
use schema::Schemas;
use std::{collections::HashSet, sync::Arc};
use values::{prose, value};

/// Whether a tree is `OpenAPI`, of whatever version.
pub(crate) fn is(root: Item<'_>) -> bool {
    root.get("openapi").is_some() || root.get("swagger").is_some() || root.get("paths").is_some_and(Item::is_mapping)
}

/// Whether it has nothing but what others refer to.
pub(crate) fn is_components(root: Item<'_>) -> bool {
    let none = |paths: Item<'_>| paths.is_mapping() && paths.entries().next().is_none();
    is(root) && root.get("components").is_some_and(Item::is_mapping) && root.get("paths").is_none_or(none)
}

/// The keys of a path that are methods.
const METHODS: [&str; 8] = ["get", "post", "put", "delete", "patch", "head", "options", "trace"];

/// Reads files of a library. `common` are the parameters of every call, which clients write themselves.
pub(crate) fn read(library: &Library, numbers: &[usize], common: &HashSet<String>) -> Api {
    let mut api = Api { files: library.files.iter().map(|(file, _)| Arc::clone(file)).collect(), ..Api::default() };
    let mut schemas = Schemas {
        library,
        types: std::collections::BTreeMap::new(),
        mistakes: Vec::new(),
        unclear: Vec::new(),
        depth: 0,
    };
    for number in numbers {
        file(library.root(*number), &mut schemas, common, &mut api);
    }
    api.types = schemas.types;
    api
}

fn file<'t>(root: Item<'t>, schemas: &mut Schemas<'t>, common: &HashSet<String>, api: &mut Api) {
    let mut actions = Vec::new();
    version(root, &mut schemas.mistakes);
    let paths = root.mapping("paths", &mut schemas.mistakes);
    for (path, item) in paths.into_iter().flat_map(Item::entries) {
        let Some((item, _)) = schemas.follow(item) else { continue };
        for (method, operation) in item.entries().filter(|(key, _)| METHODS.contains(&key.value.as_str())) {
            let mut reader = Operation { root, path: item, item: operation, schemas, common };
            let mut action = reader.action(&method);
            if let Some(action) = action.as_mut().filter(|_| !matches!(path.value.trim(), "" | "/")) {
                let words = format!("calls go to the path `{}`, which specs cannot say", path.value);
                action.unclear.push(Located { value: words, position: path.position });
            }
            actions.extend(action);
        }
        if item.entries().all(|(key, _)| !METHODS.contains(&key.value.as_str())) {
            let message = format!("the path `{}` has no operation", path.value);
            schemas.mistakes.push(Mistake::new(
                path.position,
                message,
                "the definition is incomplete or cut off: take the whole of it",
            ));
        }
    }
    let mistakes = std::mem::take(&mut schemas.mistakes);
    if actions.is_empty() {
        // It must be said somewhere.
        let name = root.get("paths").map_or(root.position(), Item::position);
        let mut action = RawAction::new(Located { value: String::new(), position: name });
        action.mistakes = mistakes;
        if action.mistakes.is_empty() {
            let help = "a definition of an action has an operation under `paths`";
            action.mistakes.push(Mistake::new(name, "no action is defined here", help));
        }
        api.actions.push(action);
        return;
    }
    for action in &mut actions {
        action.mistakes.extend(mistakes.iter().cloned());
    }
    api.actions.extend(actions);
}

fn version(root: Item<'_>, mistakes: &mut Vec<Mistake>) {
    let found = root.get("openapi").or_else(|| root.get("swagger"));
    let at = found.map_or(root.position(), Item::position);
    let word = found.and_then(Item::scalar).unwrap_or_default();
    if root.get("openapi").is_none() || !(word == "3" || word.starts_with("3.")) {
        let message = match found {
            Some(_) => format!("this is version `{word}` of OpenAPI, and version 3 is read"),
            None => "`openapi`, the version of the form, is missing here".to_owned(),
        };
        mistakes.push(Mistake::new(at, message, "convert the definition to OpenAPI 3"));
    }
}

/// An operation that is being read.
struct Operation<'t, 's> {
    root: Item<'t>,
    path: Item<'t>,
    item: Item<'t>,
    schemas: &'s mut Schemas<'t>,
    common: &'s HashSet<String>,
}

impl<'t> Operation<'t, '_> {
    fn action(&mut self, method: &Located<String>) -> Option<RawAction> {
        self.schemas.unclear.clear();
        let (parameters, named) = self.parameters();
        let summary = self.item.located("summary");
        let camel = |text: &Located<String>| rtc_catalog::names::is_camel(&text.value);
        let Some(name) = named.or_else(|| summary.clone().filter(camel)) else {
            let help = "an action is named by the only value of the parameter `Action`, or by `summary`";
            self.schemas.mistakes.push(Mistake::new(method.position, "this operation does not name its action", help));
            return None;
        };
        let mut action = RawAction::new(name);
        action.title = summary;
        action.method = Some(method.clone().map(|method| method.to_uppercase()));
        action.prose.extend(prose(self.item, "description"));
        action.hosts = self.hosts();
        action.request = parameters;
        if self.item.text("deprecated") == Some("true") {
            action.status = Some("deprecated".to_owned());
        }
        action.quotas.extend(self.rate());
        let shown = self.body(&mut action);
        let sent = std::mem::take(&mut self.schemas.unclear);
        let answers = self.answer(&mut action);
        let answered = std::mem::take(&mut self.schemas.unclear).into_iter().filter(|unclear| !unclear.is_of_requests);
        action.unclear = sent.into_iter().chain(answered).map(|unclear| unclear.said).collect();
        action.examples = exchanges(&shown, &answers);
        Some(action)
    }

    /// The rate that keys beside the standard's ones say: how many calls, in how many seconds.
    fn rate(&mut self) -> Option<Located<Quota>> {
        let item = self.item.get("x-ratelimit-limit")?;
        let calls = item.scalar().and_then(|calls| calls.parse().ok()).filter(|calls| *calls > 0);
        let seconds = self.item.get("x-ratelimit-window").map_or(Some(1), |window| window.scalar()?.parse().ok());
        let (Some(calls), Some(seconds)) = (calls, seconds.filter(|seconds| *seconds > 0)) else {
            self.unclear(
                "a rate, `x-ratelimit-limit` with `x-ratelimit-window`, that is not in calls and seconds",
                item,
            );
            return None;
        };
        Some(Located { value: Quota { calls, seconds, scope: None }, position: item.position() })
    }

    /// The parameters, and the action's name if one of them has it.
    fn parameters(&mut self) -> (Vec<RawField>, Option<Located<String>>) {
        let (mut fields, mut action) = (Vec::new(), None);
        let lists = [self.path.get("parameters"), self.item.get("parameters")];
        for item in lists.into_iter().flatten().flat_map(Item::items) {
            let last = item.text("$ref").and_then(|reference| reference.rsplit('/').next());
            let found = match self.schemas.library.follow(item) {
                Ok((found, _)) => found,
                // What every call has is known, wherever it is defined.
                Err(_) if last.is_some_and(|last| self.common.contains(last)) => continue,
                Err(mistake) => {
                    self.schemas.mistakes.push(mistake);
                    continue;
                }
            };
            let Some(name) = found.located("name") else {
                self.schemas.mistakes.push(Mistake::new(
                    found.position(),
                    "a parameter without a `name`",
                    "correct the definition",
                ));
                continue;
            };
            if name.value == "Action" {
                action = action_of(found).or(action);
                continue;
            }
            fields.extend(self.parameter(&name, found));
        }
        (fields, action)
    }

    fn parameter(&mut self, name: &Located<String>, item: Item<'t>) -> Option<RawField> {
        let content = || {
            item.get("content").and_then(|content| content.entries().next()).and_then(|(_, kind)| kind.get("schema"))
        };
        let Some(schema) = item.get("schema").or_else(content) else {
            let message = format!("the parameter `{}` has no schema", name.value);
            self.schemas.mistakes.push(Mistake::new(
                item.position(),
                message,
                "the definition is incomplete or cut off: take the whole of it",
            ));
            return None;
        };
        let location = match item.text("in") {
            Some("query") => Location::Query,
            Some("header") => Location::Header,
            other => {
                let place = other.unwrap_or("nowhere");
                let words = format!("`{}` is in `{place}`, where specs have no parameters", name.value);
                let said = Located { value: words, position: name.position };
                self.schemas.unclear.push(Unclear { said, is_of_requests: true });
                return None;
            }
        };
        let written = name.value.as_str();
        let (base, notation) = match (written.strip_suffix("[]"), written.strip_suffix(".N")) {
            (Some(base), _) => (base, Some(ListNotation::Brackets)),
            (_, Some(base)) => (base, Some(ListNotation::Numbered)),
            (None, None) => (written, None),
        };
        let mut field = self.schemas.field(Located { value: base.to_owned(), position: name.position }, schema)?;
        field.location = Some(location);
        field.list_notation = notation;
        let required = item.flag("required", &mut self.schemas.mistakes);
        field.required = Some(required.unwrap_or(Located { value: false, position: name.position }));
        field.description = prose(item, "description").or(field.description);
        let shown =
            || item.get("examples").and_then(|list| list.entries().next()).and_then(|(_, shown)| shown.get("value"));
        field.example = value(item.get("example").or_else(shown)).or(field.example);
        if matches!(field.kind.value, FieldType::List(_)) && location == Location::Query {
            let explode = item.text("explode").map(|word| word == "true");
            let between = match item.text("style").unwrap_or("form") {
                "form" if explode == Some(false) => Some(","),
                "spaceDelimited" if explode != Some(true) => Some(" "),
                "pipeDelimited" if explode != Some(true) => Some("|"),
                _ => None,
            };
            let at = item.get("style").or_else(|| item.get("explode")).map_or(name.position, Item::position);
            field.joined = between.map(|between| Located { value: between.to_owned(), position: at });
        }
        Some(field)
    }

    fn hosts(&mut self) -> Vec<Located<String>> {
        let lists = [self.item.get("servers"), self.path.get("servers"), self.root.get("servers")];
        let Some(list) = lists.into_iter().flatten().next() else { return Vec::new() };
        let Some((list, _)) = self.schemas.follow(list) else { return Vec::new() };
        let mut hosts = Vec::new();
        for server in list.items() {
            let Some(url) = server.located("url") else { continue };
            let rest = url.value.split_once("://").map_or(url.value.as_str(), |(_, rest)| rest);
            let host = rest.split(['/', '?', ':']).next().unwrap_or_default();
            if !matches!(&rest[host.len()..], "" | "/") {
                self.unclear(&format!("calls go to `{}`, of which specs can say the host alone", url.value), server);
            }
            if !host.is_empty() {
                hosts.push(Located { value: host.to_lowercase(), position: url.position });
            }
        }
        hosts
    }

    fn unclear(&mut self, words: &str, item: Item<'t>) {
        let said = Located { value: words.to_owned(), position: item.position() };
        self.schemas.unclear.push(Unclear { said, is_of_requests: false });
    }
}

/// The action that the parameter `Action` names: its only value, or what an address in its description has.
fn action_of(parameter: Item<'_>) -> Option<Located<String>> {
    let schema = parameter.get("schema");
    let listed = schema.and_then(|schema| schema.get("enum")).and_then(|list| {
        let mut items = list.items();
        items.next().filter(|_| items.next().is_none())
    });
    let other =
        || ["const", "default", "example"].iter().find_map(|key| schema?.get(key)).or_else(|| parameter.get("example"));
    if let Some(item) = listed.or_else(other) {
        return Some(Located { value: item.scalar()?.to_owned(), position: item.position() });
    }
    let description = parameter.located("description")?;
    let (_, rest) = description.value.split_once("Action=")?;
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    (!name.is_empty()).then_some(Located { value: name, position: description.position })
}
