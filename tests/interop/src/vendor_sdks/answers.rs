//! Compares the answers that a vendor's SDK and our client parse, and the fields and parameters that both know.

use super::{differences::Difference, target::Target};
use crate::our_actions::{Decoded, OurAction};
use rtc_catalog::model::{Action, Field, Parameter, Shape, Type};
use serde_json::{Map, Value as Json};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Compares what the SDK made of an answer with what our client makes of it.
pub(crate) fn compare(
    target: &Target<'_>,
    our: &OurAction,
    status: u16,
    report: &Json,
) -> Result<Vec<Difference>, String> {
    let action = target.action;
    let ours = (our.decode)(status, &report["answer"])?;
    // A vendor without typed SDK parses JSON alone.
    let typed = !report["request"].is_null();
    let theirs = if typed { &report["parsed"] } else { payload(action, &report["answer"]) };
    let ours = match ours {
        Decoded::Refused(code) if !typed || report["code"] == code.as_str() => return Ok(Vec::new()),
        Decoded::Refused(code) => return Err(format!("our client has the code {code}, the SDK {}", report["code"])),
        Decoded::Output(output) => output,
    };
    if typed && theirs.is_null() {
        return Err(format!("the SDK did not parse the answer: {}", report["code"]));
    }
    let mut comparison = Comparison { action, typed, differences: Vec::new() };
    match action.whole_answer() {
        Some(field) => comparison.values(&field.kind, &ours, theirs, "the payload"),
        None => comparison.fields(&action.output, &ours, theirs, ""),
    }
    Ok(comparison.differences)
}

/// Compares the parameters that the SDK's type of the request has with the spec's. Without a type there is no difference.
pub(crate) fn compare_request(action: &Action, report: &Json) -> Vec<Difference> {
    let mut comparison = Comparison { action, typed: true, differences: Vec::new() };
    if let Json::Object(theirs) = &report["request"] {
        comparison.parameters(&action.parameters, theirs, "");
    }
    comparison.differences
}

/// The payload of an answer.
fn payload<'a>(action: &Action, answer: &'a Json) -> &'a Json {
    let path = &action.vendor.envelope.payload;
    path.split('.').try_fold(answer, |value, key| value.get(key)).unwrap_or(&Json::Null)
}

struct Comparison<'m> {
    action: &'m Action,
    /// Whether the SDK has types, whose fields are known even if an answer does not have them.
    typed: bool,
    differences: Vec<Difference>,
}

impl Comparison<'_> {
    fn fields(&mut self, fields: &[Field], ours: &Json, theirs: &Json, path: &str) {
        for field in fields {
            let path = below(path, &field.wire);
            let their = theirs.get(&field.wire);
            if self.typed && their.is_none() {
                self.differences.push(Difference::SdkLacksField(without_indexes(&path)));
                continue;
            }
            let our = ours.get(&field.wire).unwrap_or(&Json::Null);
            let their = their.unwrap_or(&Json::Null);
            if !(is_nothing(field, our) && is_nothing(field, their)) {
                self.values(&field.kind, our, their, &path);
            }
        }
        let common = self.action.vendor.common_response.iter();
        let common: Vec<_> = common.filter_map(|field| field.wire.rsplit('.').next()).collect();
        for name in theirs.as_object().into_iter().flat_map(Map::keys).filter(|_| self.typed) {
            let known = fields.iter().any(|field| field.wire == *name);
            let in_all_answers = path.is_empty() && common.contains(&name.as_str());
            if !known && !in_all_answers {
                self.differences.push(Difference::SpecLacksField(without_indexes(&below(path, name))));
            }
        }
    }

    fn values(&mut self, kind: &Type, ours: &Json, theirs: &Json, path: &str) {
        match (kind, ours, theirs) {
            (Type::List(inner), Json::Array(our), Json::Array(their)) if our.len() == their.len() => {
                for (at, (our, their)) in our.iter().zip(their).enumerate() {
                    self.values(inner, our, their, &format!("{path}[{at}]"));
                }
            }
            (Type::Map(inner), Json::Object(our), Json::Object(their)) if our.keys().eq(their.keys()) => {
                for (key, our) in our {
                    self.values(inner, our, &their[key], &below(path, key));
                }
            }
            (Type::Record(name), Json::Object(_), Json::Object(_)) => {
                if let Some(Shape::Answered(fields)) = self.action.record(name).map(|record| &record.shape) {
                    self.fields(fields, ours, theirs, path);
                }
            }
            _ if same(kind, ours, theirs) => {}
            _ => self
                .differences
                .push(Difference::Values(format!("`{path}` is {ours} for our client and {theirs} for the SDK"))),
        }
    }

    fn parameters(&mut self, parameters: &[Parameter], theirs: &Map<String, Json>, path: &str) {
        for parameter in parameters {
            let path = below(path, &parameter.key);
            let Some(their) = theirs.get(&parameter.key) else {
                self.differences.push(Difference::SdkLacksParameter(path));
                continue;
            };
            let Type::Record(name) = parameter.kind.innermost() else { continue };
            let Some(Shape::Sent(inner)) = self.action.record(name).map(|record| &record.shape) else { continue };
            for their in innermost(their).into_iter().filter_map(Json::as_object) {
                self.parameters(inner, their, &path);
            }
        }
        for name in theirs.keys().filter(|name| parameters.iter().all(|parameter| parameter.key != **name)) {
            self.differences.push(Difference::SpecLacksParameter(below(path, name)));
        }
    }
}

/// The items of a list, of its items' items and so on.
fn innermost(value: &Json) -> Vec<&Json> {
    match value {
        Json::Array(items) => items.iter().flat_map(innermost).collect(),
        value => vec![value],
    }
}

/// Whether a value stands for none.
fn is_nothing(field: &Field, value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Array(items) => items.is_empty(),
        Json::Object(entries) => entries.is_empty(),
        Json::Number(number) => field.zero_is_none && number.as_f64() == Some(0.0),
        Json::String(text) if field.kind.is_time() => {
            (field.optional && text.is_empty()) || (field.zero_is_none && text.starts_with("0001-01-01T00:00:00"))
        }
        Json::String(text) => field.zero_is_none && text.is_empty(),
        Json::Bool(_) => false,
    }
}

/// Whether two scalars are the same value, however it is written.
fn same(kind: &Type, ours: &Json, theirs: &Json) -> bool {
    let time = |value: &Json| OffsetDateTime::parse(value.as_str()?, &Rfc3339).ok();
    match kind {
        Type::F64 => ours.is_number() && ours.as_f64() == theirs.as_f64(),
        Type::Rfc3339 => time(ours).is_some() && time(ours) == time(theirs),
        _ => ours == theirs,
    }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A path without the numbers of items: the same for all items of a list.
fn without_indexes(path: &str) -> String {
    let mut parts = path.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect::<String>()
}
