//! The page's answer: the payload, and what every answer has around it.

use super::{members::Composer, samples::Samples};
use crate::draft::{AnswerField, AnswerLevel, Member, Side, WHOLE};
use rtc_catalog::model::Vendor;
use rtc_pages::{Answer, Direction, Facts, Field, FieldType, Located};

/// What is answered.
pub(super) struct Composed {
    /// The payload's fields, or the payload itself.
    pub(super) fields: Vec<Member>,
    /// The fields of which nothing is known but the names.
    pub(super) left_out: Vec<Member>,
    /// Whether it is the payload itself.
    pub(super) is_whole: bool,
    /// The objects on the way to the payload.
    pub(super) levels: Vec<AnswerLevel>,
}

/// A page's answer, taken apart.
struct Parts<'f> {
    levels: Vec<AnswerLevel>,
    payload: Vec<&'f Field>,
    /// The field of the payload, if that is no object with fields.
    whole: Option<&'f Field>,
    /// Fields next to the payload, where the client reads none, and the key of the payload.
    beside: Vec<(&'f Field, String)>,
}

/// What the answer of the page's example holds, where the page does not describe the payload.
pub(super) fn shown(facts: &Facts, vendor: &Vendor) -> Option<Located<Answer>> {
    let described = facts.response.iter().any(|field| vendor.envelope.payload == field.name.value);
    facts.answer.clone().filter(|_| !described)
}

impl Composer<'_> {
    pub(super) fn answer(&mut self) -> Composed {
        let facts = self.facts;
        let path: Vec<&str> = self.vendor.envelope.payload.split('.').collect();
        let parts = parts(&facts.response, &path, self.vendor);
        for (field, key) in &parts.beside {
            let words = format!("`{}` is next to `{key}`, where no field is read", field.name.value);
            self.remark(&["response"], Some(field.name.position), words);
        }
        let samples = Samples::of(facts, Direction::Response);
        let (fields, left_out) = if let Some(payload) = parts.whole {
            let mut named = payload.clone();
            WHOLE.clone_into(&mut named.name.value);
            self.remark(&[WHOLE], Some(payload.name.position), "the answer is no object with fields");
            self.members(&[&named], &[], Side::Response, &samples)
        } else {
            let samples = path.iter().fold(samples, |samples, key| samples.below(key));
            self.members(&parts.payload, &["response"], Side::Response, &samples)
        };
        let is_whole = parts.whole.is_some() && !fields.is_empty();
        Composed { fields, left_out, is_whole, levels: parts.levels }
    }
}

fn parts<'f>(fields: &'f [Field], path: &[&str], vendor: &Vendor) -> Parts<'f> {
    let mut parts = Parts { levels: Vec::new(), payload: Vec::new(), whole: None, beside: Vec::new() };
    let (mut fields, mut front) = (fields, String::new());
    // Pages may describe the payload alone.
    let around = if describes_envelope(fields, path, vendor) { path } else { &[] };
    for (depth, key) in around.iter().enumerate() {
        let Some(holder) = parts.level(fields, &front, key, vendor) else { return parts };
        if depth + 1 == path.len() && is_whole(holder) {
            parts.whole = Some(holder);
            return parts;
        }
        fields = &holder.fields;
        front = format!("{front}{key}.");
    }
    let front = format!("{}.", path.join("."));
    let mut level = AnswerLevel::of(fields, &front, None);
    parts.payload.extend(fields.iter().filter(|field| !level.put_common(field, &front, vendor)));
    parts.levels.push(level);
    parts
}

impl<'f> Parts<'f> {
    /// Takes the fields of an object around the payload apart. Returns the one under `key`, which leads to the payload.
    fn level(&mut self, fields: &'f [Field], front: &str, key: &str, vendor: &Vendor) -> Option<&'f Field> {
        let holder = fields.iter().find(|field| field.name.value == key);
        let mut level = AnswerLevel::of(fields, front, Some(key));
        level.holder = holder.map(|field| AnswerField::of(field, format!("{front}{key}")));
        for field in fields.iter().filter(|field| field.name.value != key) {
            if level.put_common(field, front, vendor) {
                continue;
            }
            if holder.is_some() {
                level.common.push(AnswerField::of(field, format!("{front}{}", field.name.value)));
                self.beside.push((field, key.to_owned()));
            } else {
                // Without a field for the payload, what is not in every answer is the payload's.
                self.payload.push(field);
            }
        }
        self.levels.push(level);
        holder
    }
}

/// Whether the page describes whole answers and not the payload alone.
fn describes_envelope(fields: &[Field], path: &[&str], vendor: &Vendor) -> bool {
    let first = |wire: &str| wire.split('.').next().unwrap_or_default().to_owned();
    let outside = vendor.common_response.iter().map(|common| first(&common.wire));
    let payload = path.first().copied().unwrap_or_default();
    let names: Vec<String> = outside.filter(|name| name != payload).chain([payload.to_owned()]).collect();
    fields.iter().any(|field| names.contains(&field.name.value))
}

/// Whether the payload is no object with fields: a text, a number, or a list.
fn is_whole(payload: &Field) -> bool {
    let Some(kind) = &payload.kind else { return false };
    let word = &kind.value.word;
    match word.innermost() {
        FieldType::Object | FieldType::Any => *word != *word.innermost() && !payload.fields.is_empty(),
        FieldType::Named(_) => *word != *word.innermost(),
        _ => true,
    }
}

impl AnswerLevel {
    fn of(fields: &[Field], front: &str, next: Option<&str>) -> Self {
        Self {
            front: front.to_owned(),
            listed: fields.iter().map(|field| field.name.value.clone()).collect(),
            common: Vec::new(),
            next: next.map(str::to_owned),
            holder: None,
        }
    }

    /// Puts a field if every answer has it. Says whether it does.
    fn put_common(&mut self, field: &Field, front: &str, vendor: &Vendor) -> bool {
        let path = format!("{front}{}", field.name.value);
        let below = format!("{path}.");
        let has = |fits: &dyn Fn(&str) -> bool| vendor.common_response.iter().any(|common| fits(&common.wire));
        if has(&|wire| wire == path) {
            self.common.push(AnswerField::of(field, path));
            return true;
        }
        let holds_common = has(&|wire| wire.starts_with(&below));
        for inner in field.fields.iter().filter(|_| holds_common) {
            if !self.put_common(inner, &below, vendor) {
                self.common.push(AnswerField::of(inner, format!("{below}{}", inner.name.value)));
            }
        }
        holds_common
    }
}

impl AnswerField {
    fn of(field: &Field, path: String) -> Self {
        Self { path, position: field.name.position, kind: field.kind.clone() }
    }
}
