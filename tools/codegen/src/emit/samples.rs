//! Values of specs as Rust expressions, for examples and tests.

use heck::ToUpperCamelCase;
use rtc_catalog::model::{Action, Calendar, Parameter, Record, Shape, Type};
use serde_json::{Map, Value as Json};

/// How times are written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Times {
    /// By the helpers `at`, `seconds` and `millis` of the generated tests.
    Helpers,
    /// By items of the crate `time`, which are imported.
    Imported,
    /// By items of the crate `time`, each with its path.
    Qualified,
}

impl Times {
    /// The type of a time, as it is named.
    pub(super) fn date_time(self) -> &'static str {
        if self == Self::Qualified { "time::OffsetDateTime" } else { "OffsetDateTime" }
    }
}

/// The chain of setters that makes `request`, with `between` before each of them.
pub(super) fn builder(
    action: &Action,
    name: &str,
    parameters: &[Parameter],
    request: &Map<String, Json>,
    times: Times,
    between: &str,
) -> String {
    let mut text = format!("{name}::builder()");
    for parameter in parameters {
        if let Some(value) = request.get(&parameter.wire).or_else(|| request.get(&parameter.key)) {
            text.push_str(&format!(
                "{between}.{}({})",
                parameter.rust,
                expression(action, &parameter.kind, value, times)
            ));
        }
    }
    text
}

/// `value` as an expression that a setter takes.
pub(super) fn expression(action: &Action, kind: &Type, value: &Json, times: Times) -> String {
    match (kind, value) {
        (Type::Enum(name), _) => variant(action, name, value),
        (Type::Rfc3339, Json::String(text)) if times == Times::Helpers => format!("at({text:?})"),
        (Type::Rfc3339, Json::String(text)) if times == Times::Qualified => {
            format!("time::OffsetDateTime::parse({text:?}, &time::format_description::well_known::Rfc3339)?")
        }
        (Type::Rfc3339, Json::String(text)) => format!("OffsetDateTime::parse({text:?}, &Rfc3339)?"),
        (Type::UnixSeconds, _) if times == Times::Helpers => format!("seconds({value})"),
        (Type::UnixSeconds, _) => format!("{}::from_unix_timestamp({value})?", times.date_time()),
        (Type::UnixMillis, _) if times == Times::Helpers => format!("millis({value})"),
        (Type::UnixMillis, _) => format!("{}::from_unix_timestamp_nanos({value}_000_000)?", times.date_time()),
        (Type::Calendar(calendar), Json::String(text)) => calendar_expression(*calendar, text, times),
        (Type::F64, Json::Number(number)) => format!("{:?}", number.as_f64().unwrap_or_default()),
        (Type::List(inner), Json::Array(items)) if items.is_empty() => {
            format!("Vec::<{}>::new()", super::types::rust(inner))
        }
        (Type::List(inner), Json::Array(items)) => {
            let one = item(inner, items.len());
            let items = items.iter().map(|item| one(action, inner, item, times));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        (Type::Map(inner), Json::Object(entries)) if entries.is_empty() => {
            format!("Vec::<(String, {})>::new()", super::types::rust(inner))
        }
        (Type::Map(inner), Json::Object(entries)) => {
            let one = item(inner, entries.len());
            let entries = entries.iter().map(|(key, item)| format!("({key:?}, {})", one(action, inner, item, times)));
            format!("[{}]", entries.collect::<Vec<_>>().join(", "))
        }
        (Type::Record(name), Json::Object(object)) => match action.record(name) {
            Some(Record { shape: Shape::Sent(parameters), .. }) => {
                format!("{}.build()", builder(action, name, parameters, object, times, ""))
            }
            _ => "()".to_owned(),
        },
        (_, Json::String(text)) => format!("{text:?}"),
        _ => value.to_string(),
    }
}

/// A day or a time of a spec as an expression. In tests it may fail by `expect`, in programs by `?`.
fn calendar_expression(calendar: Calendar, text: &str, times: Times) -> String {
    let Some(at) = calendar.parse(text) else { return format!("{text:?}") };
    if calendar.is_day() {
        let end = if times == Times::Helpers { ".expect(\"a day\")" } else { "?" };
        return format!(
            "time::Date::from_calendar_date({}, time::Month::{}, {}){end}",
            at.year(),
            at.month(),
            at.day()
        );
    }
    let seconds = at.unix_timestamp();
    match times {
        Times::Helpers => format!("seconds({seconds})"),
        _ => format!("{}::from_unix_timestamp({seconds})?", times.date_time()),
    }
}

type Write = fn(&Action, &Type, &Json, Times) -> String;

/// How each of `count` items of a collection is written. Arrays of other lengths are other types, so collections in a
/// collection are written as the types that the request keeps.
fn item(inner: &Type, count: usize) -> Write {
    if count > 1 && matches!(inner, Type::List(_) | Type::Map(_)) { exact } else { expression }
}

/// `value` as an expression of exactly the type.
fn exact(action: &Action, kind: &Type, value: &Json, times: Times) -> String {
    let joined = |items: Vec<String>| items.join(", ");
    match (kind, value) {
        (Type::List(inner), Json::Array(items)) if !items.is_empty() => {
            format!("vec![{}]", joined(items.iter().map(|item| exact(action, inner, item, times)).collect()))
        }
        (Type::Map(inner), Json::Object(entries)) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, item)| format!("({}, {})", owned(key), exact(action, inner, item, times)));
            let entries = joined(entries.collect());
            format!("std::collections::BTreeMap::<String, {}>::from([{entries}])", super::types::rust(inner))
        }
        (Type::String, Json::String(text)) => owned(text),
        _ => expression(action, kind, value, times),
    }
}

/// A `String` as an expression.
fn owned(text: &str) -> String {
    if text.is_empty() { "String::new()".to_owned() } else { format!("{text:?}.to_owned()") }
}

/// A value of an enumeration; documented ones by name.
pub(super) fn variant(action: &Action, name: &str, value: &Json) -> String {
    let wire = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let item = action.enumeration(name);
    match item.and_then(|item| item.values.iter().find(|known| known.wire == wire)) {
        Some(known) => format!("{name}::{}", known.rust),
        None => match value.as_str() {
            Some(text) => format!("{name}::from({text:?})"),
            None => format!("{name}::from({value})"),
        },
    }
}

/// A value to show for a parameter: the spec's own, or one made up from its name and type.
pub(super) fn shown(action: &Action, parameter: &Parameter) -> Json {
    MadeUp { action, open: Vec::new() }.parameter(parameter)
}

/// Values made up from names and types.
struct MadeUp<'m> {
    action: &'m Action,
    /// The types of objects around the value: one within itself has an empty list or mapping there.
    open: Vec<&'m str>,
}

impl<'m> MadeUp<'m> {
    fn parameter(&mut self, parameter: &'m Parameter) -> Json {
        let made_up = || self.value(&parameter.kind, &parameter.key);
        parameter.example.clone().unwrap_or_else(made_up)
    }

    fn value(&mut self, kind: &'m Type, name: &str) -> Json {
        match kind {
            Type::String => format!("your {}", name.to_upper_camel_case()).replace(' ', "-").into(),
            Type::Bool => true.into(),
            Type::I32 | Type::I64 | Type::U32 | Type::U64 => 1.into(),
            Type::F64 => 1.5.into(),
            Type::Rfc3339 => "2026-01-01T00:00:00+00:00".into(),
            Type::UnixSeconds => 1_767_225_600.into(),
            Type::UnixMillis => 1_767_225_600_000_i64.into(),
            Type::Calendar(calendar) => calendar.sample().into(),
            Type::Enum(name) => documented(self.action, name),
            Type::List(_) if self.is_within(kind) => Json::Array(Vec::new()),
            Type::Map(_) if self.is_within(kind) => Json::Object(Map::new()),
            Type::List(inner) => vec![self.value(inner, name)].into(),
            Type::Map(inner) => Json::Object([("key".to_owned(), self.value(inner, name))].into_iter().collect()),
            Type::Record(name) => self.object(name),
        }
    }

    /// Whether the innermost type is that of an object around it.
    fn is_within(&self, kind: &Type) -> bool {
        matches!(kind.innermost(), Type::Record(name) if self.open.contains(&&**name))
    }

    fn object(&mut self, name: &'m str) -> Json {
        let shape = self.action.record(name).map(|record| &record.shape);
        let Some(Shape::Sent(parameters)) = shape else { return Json::Null };
        self.open.push(name);
        let needed = parameters.iter().filter(|parameter| parameter.required);
        let object = needed.map(|parameter| (parameter.key.clone(), self.parameter(parameter))).collect();
        self.open.pop();
        Json::Object(object)
    }
}

/// The first value of an enumeration.
fn documented(action: &Action, name: &str) -> Json {
    let Some(item) = action.enumeration(name) else { return Json::Null };
    let wire = item.values.first().map(|value| value.wire.clone()).unwrap_or_default();
    if item.integer { wire.parse::<i64>().unwrap_or_default().into() } else { wire.into() }
}
