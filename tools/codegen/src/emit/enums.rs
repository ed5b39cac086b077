//! `src/enums.rs`: open enumerations.

use crate::{
    markdown,
    print::{Part, rust_file},
};
use rtc_catalog::model::{Action, Enum};

pub(super) fn emit(action: &Action) -> String {
    let tables: Vec<Part> = action.regions.iter().chain(&action.enums).map(|item| Part::Table(table(item))).collect();
    if tables.is_empty() {
        return String::new();
    }
    rust_file(&action.spec, "//! Types with a few documented values.\n", tables)
}

fn table(item: &Enum) -> String {
    let kind = if item.integer { "number_enum" } else { "text_enum" };
    let mut text = format!("rtc_core::{kind}! {{\n");
    let about = format!(
        "{}\n\nThe vendor may add values at any time: one without a name here comes as `{}::Undocumented`, is kept as it is and \
         written back so.",
        markdown::safe(&markdown::sentence(&item.doc)),
        item.name
    );
    comment(&about, "    ", &mut text);
    text.push_str(&format!("    pub enum {} {{\n", item.name));
    for value in &item.values {
        if let Some(about) = &value.doc {
            comment(&markdown::safe(&markdown::sentence(about)), "        ", &mut text);
        }
        let wire = if item.integer {
            super::number(value.wire.parse::<i64>().unwrap_or_default()).to_string()
        } else {
            format!("{:?}", value.wire)
        };
        text.push_str(&format!("        {} = {},\n", value.rust, wire.replace("- ", "-")));
    }
    text.push_str("    }\n}\n");
    text
}

/// Documentation lines.
pub(super) fn comment(about: &str, indent: &str, to: &mut String) {
    for line in markdown::wrap(about, 100) {
        to.push_str(format!("{indent}/// {line}").trim_end());
        to.push('\n');
    }
}
