//! Types that both an action's file and the vendor's file define.

use super::Context;
use crate::model::{Enum, Record, Vendor};

/// Removes definitions that equal the vendor's definition of the same name, and notes those that differ.
pub(super) fn remove_equal(
    records: &mut Vec<Record>,
    enums: &mut Vec<Enum>,
    vendor: &Vendor,
    context: &mut Context<'_>,
) {
    let mut is_own = |section: &str, name: &str, equal: bool| {
        let is_shared = vendor.record(name).is_some() || vendor.enumeration(name).is_some();
        if is_shared && !equal {
            let message = format!("the vendor has a different type named `{name}`");
            let help = "use the vendor's type, or choose another name; two equal definitions are allowed";
            context.report(context.key(&[section, name]), message, help);
        }
        !is_shared
    };
    records.retain(|record| is_own("types", &record.name, vendor.record(&record.name) == Some(record)));
    enums.retain(|item| is_own("enums", &item.name, vendor.enumeration(&item.name) == Some(item)));
}
