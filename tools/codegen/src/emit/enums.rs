//! `src/enums.rs`: open enumerations.

use super::number;
use crate::{markdown, source::Source};
use rtc_catalog::model::Enum;

/// The file; empty where there are none.
pub(super) fn emit<'e>(spec: &str, enums: impl IntoIterator<Item = &'e Enum>) -> String {
    let mut enums = enums.into_iter().peekable();
    if enums.peek().is_none() {
        return String::new();
    }
    let mut to = Source::file(spec, "Enumerations. All are open: the vendor may add values at any time.");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]");
    for item in enums {
        table(item, &mut to);
    }
    to.finish()
}

fn table(item: &Enum, to: &mut Source) {
    let kind = if item.integer { "number_enum" } else { "text_enum" };
    to.blank();
    to.block(format_args!("rtc_core::{kind}!"), |to| {
        to.doc(&format!(
            "{}\n\nA value that is not documented becomes `{}::Undocumented`, which keeps it and writes it back unchanged.",
            markdown::safe(&markdown::sentence(&item.doc)),
            item.name
        ));
        to.block(format_args!("pub enum {}", item.name), |to| {
            for value in &item.values {
                if let Some(about) = &value.doc {
                    to.doc(&markdown::safe(&markdown::sentence(about)));
                }
                let wire = if item.integer {
                    number(value.wire.parse::<i64>().unwrap_or_default())
                } else {
                    format!("{:?}", value.wire)
                };
                to.line(format_args!("{} = {wire},", value.rust));
            }
        });
    });
}
