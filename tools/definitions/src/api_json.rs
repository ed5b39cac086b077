//! The definitions of a vendor's command-line tool: `api.json`, and `examples.json` beside it.

use crate::{
    file::{File, Mistake},
    raw::{Api, Prose, RawAction, RawExample, RawField, RawType, Shown},
    tree::Item,
    unfold::sent,
};
use rtc_catalog::yaml::Node;
use rtc_pages::{FieldType, Located};
use std::sync::Arc;

/// The version of the form that is read.
const VERSION: &str = "1.0";

/// Whether a JSON file is one of actions and types.
pub(crate) fn is(root: Item<'_>) -> bool {
    root.get("actions").is_some_and(Item::is_mapping)
        && (root.get("objects").is_some() || root.get("metadata").is_some())
}

/// Whether a JSON file is one of examples.
pub(crate) fn is_examples(root: Item<'_>) -> bool {
    let lists = |actions: Item<'_>| actions.entries().all(|(_, item)| item.is_list());
    !is(root) && root.get("actions").is_some_and(|actions| actions.is_mapping() && lists(actions))
}

/// Reads the file of actions, and the one of examples if there is one.
pub(crate) fn read(file: &Arc<File>, root: &Node, examples: Option<(&Arc<File>, &Node)>) -> Result<Api, Vec<Mistake>> {
    let root = Item { file, node: root };
    let mut mistakes = Vec::new();
    version(root, &mut mistakes);
    let metadata = root.mapping("metadata", &mut mistakes);
    let actions = root.mapping("actions", &mut mistakes);
    let objects = root.mapping("objects", &mut mistakes);
    let shown = examples.map(|(file, node)| Item { file, node });
    if let Some(shown) = shown {
        version(shown, &mut mistakes);
    }
    let (Some(metadata), Some(actions), Some(objects), []) = (metadata, actions, objects, &mistakes[..]) else {
        return Err(mistakes);
    };
    let mut api = Api { service: metadata.text("serviceShortName").map(str::to_owned), ..Api::default() };
    api.files.push(Arc::clone(file));
    api.files.extend(examples.map(|(file, _)| Arc::clone(file)));
    api.mentions = mentions(metadata, shown);
    for (name, object) in objects.entries() {
        api.types.insert(name.value.clone(), object_type(&name, object));
    }
    let version = metadata.located("apiVersion");
    for (name, action) in actions.entries() {
        let examples = shown.and_then(|shown| shown.get("actions")).and_then(|actions| actions.get(&name.value));
        let service = api.service.as_deref();
        api.actions.push(self::action(name, action, version.clone(), service, examples));
    }
    if api.actions.is_empty() && mistakes.is_empty() {
        let help = "the definition is incomplete, or cut off: take the whole of it";
        mistakes.push(Mistake::new(actions.position(), "no action is defined here", help));
    }
    if mistakes.is_empty() { Ok(api) } else { Err(mistakes) }
}

fn version(root: Item<'_>, mistakes: &mut Vec<Mistake>) {
    let Some(version) = root.located("version").filter(|version| version.value != VERSION) else { return };
    let message = format!("this is version `{}` of the form, and version `{VERSION}` is read", version.value);
    mistakes.push(Mistake::new(
        version.position,
        message,
        "take the file out of a release of the tool that has the version that is read",
    ));
}

/// Texts that may name the vendor or one of its hosts.
fn mentions(metadata: Item<'_>, examples: Option<Item<'_>>) -> Vec<String> {
    let shown = examples.and_then(|examples| examples.get("actions")).into_iter().flat_map(|actions| {
        actions.entries().flat_map(|(_, list)| list.items()).filter_map(|example| example.text("input")).take(8)
    });
    let own = metadata.entries().filter_map(|(_, item)| item.scalar());
    shown.chain(own).map(str::to_owned).collect()
}

fn object_type(name: &Located<String>, object: Item<'_>) -> RawType {
    let mut mistakes = Vec::new();
    let list = object.get("members");
    if list.is_none_or(|list| !list.is_list() && !list.node.is_null()) {
        let message = format!("the type `{}` has no list of `members`", name.value);
        mistakes.push(Mistake::new(
            object.position(),
            message,
            "the definition is incomplete, or cut off: take the whole of it",
        ));
    }
    let members = list.into_iter().flat_map(Item::items).filter_map(|item| member(item, &mut mistakes));
    let fields = members.collect();
    let description = prose(object, "document");
    RawType { description, fields, mistakes, ..RawType::new(Some(name.value.clone()), name.position) }
}

/// A member of a type. One that is disabled is none.
fn member(item: Item<'_>, mistakes: &mut Vec<Mistake>) -> Option<RawField> {
    let needed = |key: &str, mistakes: &mut Vec<Mistake>| {
        let found = item.located(key);
        if found.is_none() {
            mistakes.push(Mistake::new(item.position(), format!("a member without `{key}`"), "correct the definition"));
        }
        found
    };
    let name = needed("name", mistakes)?;
    if item.flag("disabled", mistakes).is_some_and(|disabled| disabled.value) {
        return None;
    }
    let word = needed("type", mistakes)?;
    let of = item.located("member").unwrap_or_else(|| word.clone());
    let Some(kind) = kind(&word.value, &of.value) else {
        let message = format!("`{}` of `{}` is no type that is known", word.value, of.value);
        let help = "known are `string`, `int`, `float`, `bool`, `object` and `list`";
        mistakes.push(Mistake::new(word.position, message, help));
        return None;
    };
    let written = if of.value == word.value { word.value.clone() } else { format!("{} of {}", word.value, of.value) };
    let at = if matches!(kind.innermost(), FieldType::Named(_)) { of.position } else { word.position };
    let mut field = RawField::new(name, Located { value: kind, position: at }, written);
    let null = item.flag("value_allowed_null", mistakes);
    let always = item.flag("output_required", mistakes);
    field.nullable = null.as_ref().filter(|null| null.value).map(|null| null.position);
    field.answered = always.map(|always| always.map(|always| always && !null.as_ref().is_some_and(|null| null.value)));
    field.required = item.flag("required", mistakes);
    field.example =
        item.located("example").filter(|example| !matches!(example.value.trim(), "" | "无" | "null" | "-" | "空"));
    field.description = prose(item, "document");
    Some(field)
}

/// The type that a word and what it is of stand for.
fn kind(word: &str, of: &str) -> Option<FieldType> {
    let scalar = |word: &str| {
        Some(match word {
            "string" | "date" | "datetime" | "binary" => FieldType::String,
            "datetime_iso" => FieldType::Rfc3339,
            "int64" => FieldType::I64,
            "uint64" => FieldType::U64,
            "int32" => FieldType::I32,
            "uint32" => FieldType::U32,
            "int" | "integer" => FieldType::Integer,
            "float" | "double" => FieldType::F64,
            "bool" | "boolean" => FieldType::Bool,
            _ => return None,
        })
    };
    match word {
        "list" => Some(FieldType::List(Box::new(scalar(of).unwrap_or_else(|| FieldType::Named(of.to_owned()))))),
        "object" => Some(FieldType::Named(of.to_owned())),
        word => scalar(word).map(|general| scalar(of).unwrap_or(general)),
    }
}

fn prose(item: Item<'_>, key: &str) -> Option<Prose> {
    let item = item.get(key)?;
    let text = item.scalar().filter(|text| !text.trim().is_empty())?;
    Some(Prose { text: text.to_owned(), origin: item.file.origin(item.node) })
}

fn action(
    name: Located<String>,
    item: Item<'_>,
    version: Option<Located<String>>,
    service: Option<&str>,
    examples: Option<Item<'_>>,
) -> RawAction {
    // The vendor's tool calls all actions in this way.
    let method = Located { value: "POST".to_owned(), position: name.position };
    let mut action = RawAction { version, method: Some(method), ..RawAction::new(name) };
    action.title = item.located("name");
    action.status = item.text("status").filter(|status| *status != "online").map(str::to_owned);
    action.prose.extend(prose(item, "document"));
    for (key, request) in [("input", true), ("output", false)] {
        let Some(of) = item.located(key) else {
            let message = format!("the action `{}` has no `{key}`", action.name.value);
            action.mistakes.push(Mistake::new(
                item.position(),
                message,
                "the definition is incomplete, or cut off: take the whole of it",
            ));
            continue;
        };
        if request { action.request_types.push(of) } else { action.response_types.push(of) }
    }
    for (exchange, example) in examples.into_iter().flat_map(Item::items).enumerate() {
        if let Some(input) = prose(example, "input") {
            action.unclear.extend(other_call(&input, exchange, &action.name.value, service));
        }
        for (key, request) in [("input", true), ("output", false)] {
            let shown = prose(example, key).map(Shown::Text);
            action.examples.extend(shown.map(|shown| RawExample { direction: sent(request), exchange, shown }));
        }
    }
    action
}

/// What the headers of a request say that is not of the action: another action, another service.
fn other_call(input: &Prose, exchange: usize, action: &str, service: Option<&str>) -> Vec<Located<String>> {
    let head = input.text.lines().take_while(|line| !line.trim_start().starts_with('{'));
    let headers = head.filter_map(|line| line.split_once(':')).map(|(name, value)| (name.trim(), value.trim()));
    let mut found = Vec::new();
    let number = exchange + 1;
    for (name, value) in headers {
        let words = match name.to_lowercase().as_str() {
            "x-tc-action" if value != action => format!("example {number} calls another action, `{value}`"),
            "host" if service.is_some_and(|service| value.split('.').next() != Some(service)) => {
                format!("example {number} calls another service, `{value}`")
            }
            _ => continue,
        };
        found.push(Located { value: words, position: input.origin.start });
    }
    found
}
