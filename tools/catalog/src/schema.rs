//! JSON Schema of the format, made from the types that the loader reads.

use crate::format::{ActionFile, VendorFile};
use schemars::{JsonSchema, generate::SchemaSettings};

/// File name and text of each schema.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![("action.schema.json", schema::<ActionFile>()), ("vendor.schema.json", schema::<VendorFile>())]
}

fn schema<T: JsonSchema>() -> String {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    // Keys are sorted, so that the text depends on nothing but the types.
    let mut text = serde_json::to_string_pretty(schema.as_value()).expect("a JSON value can be written");
    text.push('\n');
    text
}
