//! What types are called.

use crate::facts::FieldType;

/// Words for simple types in small letters, without blanks and hyphens, and what they stand for. An `s` may follow.
pub(crate) const SIMPLE: &[(&str, FieldType)] = &[
    ("string", FieldType::String),
    ("str", FieldType::String),
    ("text", FieldType::String),
    ("varchar", FieldType::String),
    ("char", FieldType::String),
    ("字符串", FieldType::String),
    ("字符", FieldType::String),
    ("enum", FieldType::String),
    ("date", FieldType::String),
    ("datetime", FieldType::String),
    ("timestamp", FieldType::String),
    ("time", FieldType::String),
    ("uuid", FieldType::String),
    ("url", FieldType::String),
    ("binary", FieldType::String),
    ("timestampiso8601", FieldType::Rfc3339),
    ("rfc3339", FieldType::Rfc3339),
    ("bool", FieldType::Bool),
    ("boolean", FieldType::Bool),
    ("布尔", FieldType::Bool),
    ("布尔值", FieldType::Bool),
    ("布尔型", FieldType::Bool),
    ("int", FieldType::I32),
    ("int8", FieldType::I32),
    ("int16", FieldType::I32),
    ("int32", FieldType::I32),
    ("short", FieldType::I32),
    ("integer", FieldType::Integer),
    ("整型", FieldType::Integer),
    ("整数", FieldType::Integer),
    ("整形", FieldType::Integer),
    ("int64", FieldType::I64),
    ("long", FieldType::I64),
    ("longint", FieldType::I64),
    ("bigint", FieldType::I64),
    ("长整型", FieldType::I64),
    ("signedinteger", FieldType::I64),
    ("uint", FieldType::U32),
    ("uint8", FieldType::U32),
    ("uint16", FieldType::U32),
    ("uint32", FieldType::U32),
    ("unsignedint", FieldType::U32),
    ("无符号整型", FieldType::U32),
    ("uint64", FieldType::U64),
    ("ulong", FieldType::U64),
    ("unsignedlong", FieldType::U64),
    ("unsignedinteger", FieldType::U64),
    ("float", FieldType::F64),
    ("float32", FieldType::F64),
    ("float64", FieldType::F64),
    ("double", FieldType::F64),
    ("decimal", FieldType::F64),
    ("浮点", FieldType::F64),
    ("浮点型", FieldType::F64),
    ("浮点数", FieldType::F64),
    ("number", FieldType::Number),
    ("数字", FieldType::Number),
    ("object", FieldType::Object),
    ("struct", FieldType::Object),
    ("json", FieldType::Object),
    ("jsonobject", FieldType::Object),
    ("jsonmap", FieldType::Object),
    ("对象", FieldType::Object),
    ("结构体", FieldType::Object),
    ("any", FieldType::Any),
];

/// Words for lists, before or behind what they are of.
pub(crate) const LISTS: &[&str] = &["array", "list", "数组", "列表", "jsonarray", "arrays", "lists"];

/// Words for mappings.
pub(crate) const MAPS: &[&str] = &["map", "dict", "dictionary", "映射"];

/// What is between a word for a list and what it is of. The first that fits counts.
pub(crate) const OF: &[&str] = &[" of ", " of", "of ", "<", "("];

/// What may follow a word for a list and means nothing.
pub(crate) const LIST_TAILS: &[&str] = &["类型", "type"];

/// What may precede the name of a type.
pub(crate) const OBJECT_OF: &str = "object of ";

/// What may follow a word for a type or the name of one.
pub(crate) const TAILS: &[&str] = &[" object", " objects", " type", " struct", "对象", "类型"];

/// How a list starts in a row of plain text, in these letters.
pub(crate) const LIST_FRONTS: &[&str] = &["Array of ", "Array Of ", "array of ", "List of "];

/// How the brackets of a list start in a list of fields.
pub(crate) const LIST_BRACKETS: &[&str] = &["Array [", "Array["];

/// What may follow a word for a point in time.
pub(crate) const ISO: &str = " ISO8601";

/// Words for types that are as often words of a sentence, in these letters.
pub(crate) const COMMON: &[&str] = &["Time", "Text", "URL", "Url", "Any"];

/// Words for types that begin no field's type in a list without a header.
pub(crate) const NO_ITEMS: &[&str] = &["Time", "Text", "Any", "List", "Date"];

/// Words for types that can be told from a name or a sentence they are glued to.
pub(crate) const GLUED: &[&str] = &[
    "String",
    "Integer",
    "Float",
    "Boolean",
    "Bool",
    "Timestamp",
    "Timestamp ISO8601",
    "Datetime",
    "Date",
    "Binary",
    "Object",
    "Int32",
    "Int64",
    "Uint32",
    "Uint64",
    "Long",
    "Double",
    "Int",
];

/// Words for types with which no other word begins, but their own plural.
pub(crate) const UNMISTAKABLE: &[&str] = &["String", "Integer", "Boolean", "Object", "Float"];

/// Words for `true` and `false` values' type.
pub(crate) const BOOLEANS: &[&str] = &["bool", "boolean"];
