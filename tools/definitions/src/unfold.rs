//! From an action of a definition to facts: prose is understood, and types are filled in.

use crate::{
    file::Mistake,
    raw::{Api, Prose, RawAction, RawExample, RawField, RawType, Shown},
};
use rtc_pages::{
    Direction, Example, Facts, Field, FieldType, LimitKind, Located, PageKind, Position, Reader, Record, Required,
    TypeWord, Value,
};
use std::collections::HashSet;

/// How many fields an action may have, those of its types included. Types that hold one another many times over would fill
/// the memory.
const MOST_FIELDS: usize = 20_000;

/// How many letters a name may have. Longer ones are no keys of YAML and no names of files.
const LONGEST_NAME: usize = 200;

/// How deep types may be in one another.
const DEEPEST: usize = 24;

/// Whether fields are sent or answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Response,
}

struct Unfold<'a> {
    api: &'a Api,
    reader: &'a Reader,
    action: &'a RawAction,
    types: Vec<Record>,
    mistakes: Vec<Mistake>,
    unclear: Vec<Located<String>>,
    /// Types that were visited, by their names.
    visited: HashSet<(&'a str, bool)>,
    count: usize,
}

/// The facts of an action. `integer` is what the vendor means by an integer without a size.
pub(crate) fn facts(
    api: &Api,
    action: &RawAction,
    reader: &Reader,
    vendor: Option<Located<String>>,
    integer: Option<&FieldType>,
) -> Result<Facts, Vec<Mistake>> {
    let mut unfold = Unfold {
        api,
        reader,
        action,
        types: Vec::new(),
        mistakes: action.mistakes.clone(),
        unclear: action.unclear.clone(),
        visited: HashSet::new(),
        count: 0,
    };
    let mut facts = Facts::none(PageKind::Definition);
    unfold.name(&action.name);
    facts.request = unfold.root(&action.request, &action.request_types, Side::Request);
    facts.response = unfold.root(&action.response, &action.response_types, Side::Response);
    if !unfold.mistakes.is_empty() {
        unfold.mistakes.sort_by_key(|mistake| (mistake.at.file, mistake.at));
        unfold.mistakes.dedup();
        return Err(unfold.mistakes);
    }
    facts.types = unfold.types;
    facts.unclear = unfold.unclear;
    for fields in [&mut facts.request, &mut facts.response]
        .into_iter()
        .chain(facts.types.iter_mut().map(|record| &mut record.fields))
    {
        size(fields, integer);
    }
    facts.vendor = vendor;
    facts.title.clone_from(&action.title);
    facts.action = Some(action.name.clone());
    facts.version.clone_from(&action.version);
    facts.method.clone_from(&action.method);
    facts.hosts.clone_from(&action.hosts);
    facts.ignored_tables.clone_from(&action.ignored);
    facts.quotas.clone_from(&action.quotas);
    facts.description =
        action.prose.first().map(|prose| Located { value: prose.text.trim().to_owned(), position: prose.origin.start });
    for prose in &action.prose {
        say(&mut facts, reader.prose(&prose.text, prose.origin));
    }
    for prose in &action.codes {
        facts.codes.extend(reader.prose(&prose.text, prose.origin).codes);
    }
    let mut seen = HashSet::new();
    facts.codes.retain(|code| code.code.value != "0" && seen.insert(code.code.value.clone()));
    for example in &action.examples {
        match exchange(example, reader) {
            Ok(shown) => facts.examples.push(shown),
            Err(unclear) => facts.unclear.push(unclear),
        }
    }
    for example in &facts.examples {
        let head = example.address.as_ref().and_then(|address| address.value.split_whitespace().next());
        if let (None, Some(method @ ("GET" | "POST"))) = (&facts.method, head) {
            let position = example.address.as_ref().map_or(action.name.position, |address| address.position);
            facts.method = Some(Located { value: method.to_owned(), position });
        }
    }
    facts.files = api.files.iter().map(|file| file.source.path.clone()).collect();
    Ok(facts)
}

/// Takes quotas, spans and hosts out of prose; what was said first stays.
fn say(facts: &mut Facts, said: Facts) {
    facts.quotas.extend(said.quotas);
    let window = &mut facts.window;
    window.span = window.span.take().or(said.window.span);
    window.back = window.back.take().or(said.window.back);
    window.lag = window.lag.take().or(said.window.lag);
    window.clamped = window.clamped.take().or(said.window.clamped);
    facts.codes.extend(said.codes);
}

/// A part of an exchange, or why it is left out.
fn exchange(example: &RawExample, reader: &Reader) -> Result<Example, Located<String>> {
    let mut shown = match &example.shown {
        Shown::Text(prose) => {
            let read = reader.exchange(&prose.text, example.direction, prose.origin);
            read.filter(|read| read.json.is_some() || !prose.text.contains('{')).ok_or_else(|| {
                let part = if example.direction == Direction::Request { "request" } else { "answer" };
                let words = format!("left out the {part} of example {}, which is not JSON", example.exchange + 1);
                Located { value: words, position: prose.origin.start }
            })?
        }
        Shown::Json(json) => Example::of_json(example.direction, json.clone()),
    };
    shown.direction = example.direction;
    shown.exchange = Some(example.exchange);
    Ok(shown)
}

/// Gives whole numbers without a size the one that the vendor means.
fn size(fields: &mut [Field], integer: Option<&FieldType>) {
    for field in fields {
        if let (Some(kind), Some(integer)) = (&mut field.kind, integer)
            && *kind.value.word.innermost() == FieldType::Integer
        {
            kind.value.word = kind.value.word.with_innermost(integer.clone());
        }
        // A point in time is a whole number, whatever the word for it.
        if let Some(kind) = field.kind.as_mut().filter(|kind| kind.value.means.is_some())
            && *kind.value.word.innermost() == FieldType::Number
        {
            kind.value.word = kind.value.word.with_innermost(FieldType::I64);
        }
        size(&mut field.fields, integer);
    }
}

impl<'a> Unfold<'a> {
    fn fields(&mut self, raw: &'a [RawField], side: Side, open: &mut Vec<&'a str>) -> Vec<Field> {
        let mut seen = HashSet::new();
        let fields =
            raw.iter().filter(|raw| seen.insert((raw.name.value.as_str(), raw.location.map(|place| place as u8))));
        let is_sent = |raw: &&RawField| !if side == Side::Request { raw.is_read_only } else { raw.is_write_only };
        fields.filter(is_sent).filter_map(|raw| self.field(raw, side, open)).collect()
    }

    /// The fields of a whole request or answer.
    fn root(&mut self, own: &'a [RawField], types: &'a [Located<String>], side: Side) -> Vec<Field> {
        let mut fields = self.fields(own, side, &mut Vec::new());
        for of in types {
            let Some((key, named)) = self.api.types.get_key_value(&of.value) else {
                self.dangling(&of.value, of.position);
                continue;
            };
            self.visit(key, named, side);
            fields.extend(self.fields(&named.fields, side, &mut vec![key.as_str()]));
        }
        fields
    }

    /// Takes over what a type has beside fields, once for each side.
    fn visit(&mut self, key: &'a str, named: &'a RawType, side: Side) {
        if named.unclear.is_empty() && named.mistakes.is_empty() || !self.visited.insert((key, side == Side::Request)) {
            return;
        }
        self.mistakes.extend(named.mistakes.iter().cloned());
        for unclear in &named.unclear {
            if (side == Side::Request || !unclear.is_of_requests) && !self.unclear.contains(&unclear.said) {
                self.unclear.push(unclear.said.clone());
            }
        }
    }

    fn name(&mut self, name: &Located<String>) {
        let length = name.value.chars().count();
        if length > LONGEST_NAME {
            let start: String = name.value.chars().take(20).collect();
            let message = format!("the name `{start}…` has {length} letters, and at most {LONGEST_NAME} are read");
            self.mistakes.push(Mistake::new(name.position, message, "describe the action by hand"));
        }
    }

    fn dangling(&mut self, key: &str, at: Position) {
        let message = format!("there is no type `{key}`");
        let help = "the definition is incomplete or cut off: take the whole of it, or describe the action by hand";
        self.mistakes.push(Mistake::new(at, message, help));
    }

    fn field(&mut self, raw: &'a RawField, side: Side, open: &mut Vec<&'a str>) -> Option<Field> {
        self.count += 1;
        if self.count > MOST_FIELDS {
            if self.count == MOST_FIELDS + 1 {
                let message =
                    format!("the types of `{}` unfold to more than {MOST_FIELDS} fields", self.action.name.value);
                let help =
                    "types that hold one another many times over cannot be written out: describe the action by hand";
                self.mistakes.push(Mistake::new(raw.name.position, message, help));
            }
            return None;
        }
        self.name(&raw.name);
        let reader = self.reader;
        let mut field = raw.understood.get_or_init(|| understood(raw, reader)).clone();
        let required = if side == Side::Request { &raw.required } else { &raw.answered };
        let condition = field.required.take().and_then(|required| required.value.condition);
        field.required =
            required.clone().map(|required| required.map(|always| Required { always: Some(always), condition }));
        if side == Side::Request {
            field.nullable = None;
        } else {
            field.default = None;
        }
        let FieldType::Named(key) = raw.kind.value.innermost() else {
            field.fields = self.fields(&raw.fields, side, open);
            return Some(field);
        };
        let Some((key, named)) = self.api.types.get_key_value(key) else {
            self.dangling(key, raw.kind.position);
            return None;
        };
        let innermost = named.shown.clone().map_or(FieldType::Object, FieldType::Named);
        if let Some(kind) = &mut field.kind {
            kind.value.word = kind.value.word.with_innermost(innermost);
        }
        field.of.clone_from(&named.shown);
        if open.contains(&key.as_str()) {
            if named.shown.is_none() {
                field.of = Some(key.clone());
            }
            return Some(field);
        }
        if open.len() >= DEEPEST {
            let message =
                format!("the types of `{}` are more than {DEEPEST} deep in one another", self.action.name.value);
            self.mistakes.push(Mistake::new(raw.kind.position, message, "describe the action by hand"));
            return None;
        }
        self.visit(key, named, side);
        if let Some(shown) = &named.shown {
            self.name(&Located { value: shown.clone(), position: named.at });
        }
        open.push(key);
        field.fields = self.fields(&named.fields, side, open);
        open.pop();
        self.record(named, &field);
        Some(field)
    }

    /// Notes a type that has a name, once.
    fn record(&mut self, named: &RawType, field: &Field) {
        let Some(shown) = named.shown.as_ref() else { return };
        if self.types.iter().any(|known| known.name.value == *shown) {
            return;
        }
        let flat = field.fields.iter().cloned().map(|mut field| {
            field.fields.clear();
            field
        });
        self.types.push(Record {
            name: Located { value: shown.clone(), position: named.at },
            description: named.description.as_ref().and_then(said),
            fields: flat.collect(),
        });
    }
}

fn said(prose: &Prose) -> Option<Located<String>> {
    let text = prose.text.trim();
    (!text.is_empty()).then(|| Located { value: text.to_owned(), position: prose.origin.start })
}

/// A field without the fields in it. What the structure says goes before what its prose says.
fn understood(raw: &RawField, reader: &Reader) -> Field {
    let mut field = Field::new(raw.name.clone());
    field.location = raw.location;
    field.list_notation = raw.list_notation;
    let word = TypeWord { word: raw.kind.value.clone(), written: raw.written.clone(), means: None };
    field.kind = Some(Located { value: word, position: raw.kind.position });
    // What prose says of a condition belongs to what is required.
    field.required =
        Some(Located { value: Required { always: Some(false), condition: None }, position: raw.name.position });
    if let Some(prose) = raw.description.as_ref().filter(|prose| !prose.text.trim().is_empty()) {
        reader.describe(&mut field, &prose.text, prose.origin);
    }
    let structural = |kind: &LimitKind| raw.limits.iter().any(|limit| limit.value.of == *kind);
    field.limits.retain(|limit| {
        let bytes = limit.value.of == LimitKind::Bytes;
        !(structural(&limit.value.of) || bytes && structural(&LimitKind::Characters))
    });
    field.limits.splice(0..0, raw.limits.iter().cloned());
    if !raw.values.is_empty() {
        let meanings = std::mem::take(&mut field.values);
        field.values = raw.values.iter().map(|value| meaning(value, &meanings)).collect();
    }
    field.default = raw.default.clone().or(field.default);
    field.example = raw.example.clone().or(field.example);
    field.joined = raw.joined.clone().or(field.joined);
    field.nullable = raw.nullable.map(|position| Located { value: true, position }).or(field.nullable);
    field
}

/// A value with what the prose says that it means.
fn meaning(value: &Located<Value>, meanings: &[Located<Value>]) -> Located<Value> {
    let known = meanings.iter().find(|known| known.value.is == value.value.is);
    match known {
        Some(known) if value.value.meaning.is_none() => known.clone(),
        _ => value.clone(),
    }
}

/// The direction as pages have it.
pub(crate) const fn sent(request: bool) -> Direction {
    if request { Direction::Request } else { Direction::Response }
}
