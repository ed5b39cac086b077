//! Types of parameters and fields, and values of them.

use crate::{names, random::Random};
use serde_json::{Map, Value as Json, json};

/// The types that a spec can name, with their definitions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kinds {
    pub(crate) sent: Map<String, Json>,
    pub(crate) answered: Map<String, Json>,
    pub(crate) enums: Map<String, Json>,
}

/// Where a type stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Stand {
    Query,
    Header,
    Body,
    Answer,
}

const SCALARS: &[&str] = &[
    "string",
    "string",
    "bool",
    "i32",
    "i64",
    "u32",
    "u64",
    "f64",
    "rfc3339",
    "unix_seconds",
    "unix_millis",
    "date",
    "compact_date",
];

impl Kinds {
    /// All of both.
    pub(crate) fn with(&self, other: &Self) -> Self {
        let mut all = self.clone();
        all.sent.extend(other.sent.clone());
        all.answered.extend(other.answered.clone());
        all.enums.extend(other.enums.clone());
        all
    }

    pub(crate) fn kind(&self, stand: Stand, random: &mut Random) -> Json {
        let objects = match stand {
            Stand::Body => &self.sent,
            Stand::Answer => &self.answered,
            Stand::Query | Stand::Header => &Map::new(),
        };
        let any = |names: &Map<String, Json>, random: &mut Random| names.keys().nth(random.below(names.len())).cloned();
        let name = match random.below(10) {
            0..3 if !objects.is_empty() => any(objects, random),
            3..5 if !self.enums.is_empty() => any(&self.enums, random),
            _ => None,
        };
        let inner = Json::from(name.unwrap_or_else(|| random.pick(SCALARS).to_owned()));
        match (stand, random.below(10)) {
            (Stand::Header, _) | (_, 0..6) => inner,
            (Stand::Query, _) | (_, 6..8) => json!([inner]),
            (_, 8) => json!({ "map": inner }),
            _ => json!([{ "map": [inner] }]),
        }
    }

    /// A value of a type, with what is required of objects.
    pub(crate) fn value(&self, kind: &Json, depth: usize, random: &mut Random) -> Json {
        match kind {
            Json::Array(inner) => (0..random.below(3)).map(|_| self.value(&inner[0], depth + 1, random)).collect(),
            Json::Object(map) => {
                let value = self.value(&map["map"], depth + 1, random);
                json!({ names::value(random): value })
            }
            _ => self.named(kind.as_str().unwrap_or_default(), depth, random),
        }
    }

    /// A value for a parameter that keeps its limits.
    pub(crate) fn fitting(&self, parameter: &Json, depth: usize, random: &mut Random) -> Json {
        let value = self.value(&parameter["type"], depth, random);
        let bounds = |key: &str| parameter[key].as_str().map(bounds);
        match (value, bounds("items")) {
            (Json::Array(mut items), Some((least, most))) => {
                while (items.len() as i128) < least {
                    items.push(self.value(&parameter["type"][0], depth + 1, random));
                }
                items.truncate(usize::try_from(most).unwrap_or(usize::MAX));
                items.into_iter().map(|item| limited(parameter, item)).collect()
            }
            (Json::Array(items), None) => items.into_iter().map(|item| limited(parameter, item)).collect(),
            (value, _) => limited(parameter, value),
        }
    }

    fn named(&self, name: &str, depth: usize, random: &mut Random) -> Json {
        if let Some(item) = self.enums.get(name) {
            let values = item["values"].as_object().expect("an enumeration has values");
            let wire = values.keys().nth(random.below(values.len())).expect("it is one of them");
            return if item["of"] == "integer" { wire.parse().unwrap_or(0_i64).into() } else { wire.as_str().into() };
        }
        let object = self.sent.get(name).map(|object| &object["parameters"]);
        if let Some(members) = object.or_else(|| self.answered.get(name).map(|object| &object["fields"])) {
            let members = members.as_object().expect("members stand by name");
            let needed = |member: &Json| depth < 4 && member["optional"] != true && is_single(member);
            let values = members.iter().filter(|(_, member)| needed(member));
            let key = |wire: &str| wire.trim_end_matches("[]").trim_end_matches(".N").to_owned();
            return values.map(|(wire, it)| (key(wire), self.fitting(it, depth + 1, random))).collect();
        }
        match name {
            "bool" => random.chance(50).into(),
            "i32" | "i64" => random.pick(&[&-1, &0, &1, &123_456, &-2_147_483_648_i64]).to_owned().into(),
            "u32" | "u64" => random.pick(&[&0, &1, &1_000_000, &4_294_967_295_u64]).to_owned().into(),
            "f64" => random.pick(&[&0.5, &-1.25, &1e21, &100_000.0_f64]).to_owned().into(),
            "unix_seconds" => 1_795_000_000.into(),
            "unix_millis" => 1_795_000_000_123_i64.into(),
            "date" => "2026-11-30".into(),
            "compact_date" => "20261130".into(),
            "rfc3339" => random.pick(&["2026-11-22T01:02:03+08:00", "2026-11-22T01:02:03Z"]).into(),
            _ => names::value(random).into(),
        }
    }
}

/// Whether a member of an object has a value of its own in an example: lists and mappings may be missing.
fn is_single(member: &Json) -> bool {
    member["type"].is_string() || member["required"] == true
}

/// The least and the most that bounds such as `1..=10` allow.
fn bounds(text: &str) -> (i128, i128) {
    let (least, most) = text.split_once("..").expect("bounds have two dots");
    (least.parse().unwrap_or(i128::MIN), most.trim_start_matches('=').parse().unwrap_or(i128::MAX))
}

/// A single value, changed so that it keeps the parameter's limits.
fn limited(parameter: &Json, value: Json) -> Json {
    let limit = |key: &str| parameter[key].as_str();
    match &value {
        Json::Number(number) => {
            let Some((least, most)) = limit("range").map(bounds) else { return value };
            let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            // A number that is not whole has bounds by chance alone: any that keeps them does.
            let within = whole.unwrap_or(0).clamp(least, most);
            i64::try_from(within).map_or(value, Json::from)
        }
        Json::String(_) if limit("length") == Some("3..=3") => "abc".into(),
        Json::String(text) if text.is_empty() && limit("length").is_some() => "a".into(),
        Json::String(_) => match limit("characters") {
            Some(set) => set.chars().next().map(String::from).into(),
            None => value,
        },
        _ => value,
    }
}
