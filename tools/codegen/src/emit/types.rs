//! Types of the model as types of Rust, and as the codecs that read and write them.

use rtc_catalog::model::{Calendar, Type};
use std::collections::BTreeSet;

/// The Rust type.
pub(super) fn rust(kind: &Type) -> String {
    match kind {
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::U32 => "u32".to_owned(),
        Type::U64 => "u64".to_owned(),
        Type::F64 => "f64".to_owned(),
        kind if kind.is_day() => "time::Date".to_owned(),
        Type::Rfc3339 | Type::UnixSeconds | Type::UnixMillis | Type::Calendar(_) => "time::OffsetDateTime".to_owned(),
        Type::Record(name) | Type::Enum(name) => name.clone(),
        Type::List(inner) => format!("Vec<{}>", rust(inner)),
        Type::Map(inner) => format!("std::collections::BTreeMap<String, {}>", rust(inner)),
    }
}

/// The codec that reads and writes the type in answers.
pub(super) fn codec(kind: &Type) -> String {
    codec_with(kind, "rtc::Rfc3339")
}

/// The codec that writes the type into requests.
pub(super) fn sent_codec(kind: &Type) -> String {
    codec_with(kind, "rtc::Rfc3339Seconds")
}

fn codec_with(kind: &Type, rfc3339: &str) -> String {
    let codec = |kind: &Type| codec_with(kind, rfc3339);
    match kind {
        Type::Rfc3339 => rfc3339.to_owned(),
        Type::UnixSeconds => "rtc::UnixSeconds".to_owned(),
        Type::UnixMillis => "rtc::UnixMillis".to_owned(),
        Type::Calendar(Calendar::Date) => "rtc::Date".to_owned(),
        Type::Calendar(Calendar::CompactDate) => "rtc::CompactDate".to_owned(),
        Type::Calendar(Calendar::Seconds(zone)) => format!("rtc::LocalTime<{zone}>"),
        Type::Calendar(Calendar::Minutes(zone)) => format!("rtc::LocalMinutes<{zone}>"),
        Type::List(inner) => format!("rtc::List<{}>", codec(inner)),
        Type::Map(inner) => format!("rtc::Map<{}>", codec(inner)),
        Type::Record(name) => format!("rtc::Object<{name}>"),
        _ => format!("rtc::Plain<{}>", rust(kind)),
    }
}

/// A function of a codec, as a path in an expression.
pub(super) fn function(codec: &str, function: &str) -> String {
    match codec.split_once('<') {
        Some((head, tail)) => format!("{head}::<{tail}::{function}"),
        None => format!("{codec}::{function}"),
    }
}

/// Whether `serde` alone writes the type as it is on the wire.
pub(super) fn is_plain(kind: &Type) -> bool {
    !kind.innermost().is_time()
}

/// The names of types and enumerations that the types lead to.
pub(super) fn names<'k>(kinds: impl IntoIterator<Item = &'k Type>) -> BTreeSet<&'k str> {
    let names = kinds.into_iter().filter_map(|kind| match kind.innermost() {
        Type::Record(name) | Type::Enum(name) => Some(name.as_str()),
        _ => None,
    });
    names.collect()
}
