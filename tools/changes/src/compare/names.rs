//! Facts of the model in words.

use rtc_catalog::model::{List, ParameterLocation, Retry, Type};

/// The type as generated crates have it, without `Option`.
pub(super) fn rust(kind: &Type) -> String {
    match kind {
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        kind if kind.is_day() => "Date".to_owned(),
        Type::Rfc3339 | Type::UnixSeconds | Type::UnixMillis | Type::Calendar(_) => "OffsetDateTime".to_owned(),
        Type::Record(name) | Type::Enum(name) => name.clone(),
        Type::List(inner) => format!("Vec<{}>", rust(inner)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", rust(inner)),
    }
}

pub(super) fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "not to be tried again",
        Retry::Backoff => "to be tried again",
        Retry::Throttle => "to be tried again later",
        Retry::Resign => "to be tried again with a right clock",
        Retry::RefreshCredentials => "to be tried again with new credentials",
    }
}

pub(super) fn location(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Query => "in the query",
        ParameterLocation::Body => "in the body",
        ParameterLocation::Header => "in a header",
    }
}

pub(super) fn list(list: &List) -> String {
    match list {
        List::Repeated => "the name once for each item".to_owned(),
        List::Brackets => "the name with `[]` once for each item".to_owned(),
        List::Numbered(first) => format!("the name with a number from {first}"),
        List::Joined(between) => format!("the items joined by `{between}`"),
    }
}
