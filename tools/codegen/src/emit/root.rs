//! `src/lib.rs`.

use super::{common_code, common_crate, has_required, protocol};
use crate::source::Source;
use rtc_catalog::model::{Action, Shape, Shared, Vendor};

/// Lints that a vendor's names, counts and prose can trigger.
const ALLOWED: &str = "clippy::doc_markdown, clippy::enum_variant_names, clippy::iter_not_returning_iterator, \
     clippy::needless_pass_by_value, clippy::should_implement_trait, clippy::struct_excessive_bools, clippy::struct_field_names, \
     clippy::too_many_lines, clippy::type_complexity, clippy::wrong_self_convention";

/// The documentation and the attributes of a generated crate.
pub(super) fn attributes(documentation: &str, to: &mut Source) {
    for line in documentation.lines() {
        to.line(format_args!("//! {line}").to_string().trim_end());
    }
    to.line("#![forbid(unsafe_code)]");
    to.line("#![deny(missing_docs)]");
    to.line(format_args!("#![allow({ALLOWED}, reason = \"names, counts and prose are the vendor's\")]"));
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]");
}

/// Re-exports the names from a module or crate.
pub(super) fn export<T: AsRef<str>>(from: &str, names: &[T], to: &mut Source) {
    match names {
        [] => {}
        [one] => to.line(format_args!("pub use {from}::{};", one.as_ref())),
        _ => to.list(&format!("pub use {from}::{{"), names, "};"),
    }
}

pub(super) fn emit(action: &Action, shared: &Shared<'_>) -> String {
    let name = &action.name;
    let mut to = Source::file(&action.spec, "");
    attributes(&super::readme::documentation_of_action(action), &mut to);
    to.blank();
    for (module, is_there) in [
        ("enums", !action.enums.is_empty()),
        ("error", true),
        ("listing", action.pages.is_some() || action.batch.is_some()),
        ("request", true),
        ("response", true),
    ] {
        if is_there {
            to.line(format_args!("mod {module};"));
        }
    }
    to.blank();
    let enums: Vec<&str> = action.enums.iter().map(|item| item.name.as_str()).collect();
    export("enums", &enums, &mut to);
    export("error", &[format!("{name}Code")], &mut to);
    let mut request = vec![name.clone(), format!("{name}Builder")];
    let mut response = vec![format!("{name}Output")];
    for record in &action.records {
        match &record.shape {
            Shape::Sent(_) => request.extend([record.name.clone(), format!("{}Builder", record.name)]),
            Shape::Answered(_) => response.push(record.name.clone()),
        }
    }
    if has_required(action) {
        request.push("required".to_owned());
    }
    export("request", &request, &mut to);
    export("response", &response, &mut to);
    re_exports(action, shared, &mut to);
    to.blank();
    to.doc("The error of a failed call: whether the request was sent, and what the vendor answered.");
    to.line(format_args!("pub type Error = rtc_core::Error<{name}Code>;"));
    to.finish()
}

/// Re-exports from other crates, so that an app needs only this one.
fn re_exports(action: &Action, shared: &Shared<'_>, to: &mut Source) {
    let mut common = vec![common_code(&action.vendor), "endpoints".to_owned()];
    common.extend(shared.enums.iter().map(|item| item.name.clone()));
    for record in &shared.records {
        common.push(record.name.clone());
        if matches!(record.shape, Shape::Sent(_)) {
            common.push(format!("{}Builder", record.name));
        }
    }
    re_export_protocol(&action.vendor, to);
    export(&common_crate(&action.vendor), &common, to);
}

/// Re-exports the client and what belongs to it.
pub(super) fn re_export_protocol(vendor: &Vendor, to: &mut Source) {
    let protocol = protocol(vendor);
    to.line("#[doc(no_inline)]");
    to.line(format_args!("pub use {protocol}::{{self, Client, transport}};"));
    to.line("#[cfg(feature = \"blocking\")]");
    to.line("#[doc(no_inline)]");
    to.line(format_args!("pub use {protocol}::blocking;"));
    to.line("#[cfg(feature = \"testing\")]");
    to.line("#[doc(no_inline)]");
    to.line(format_args!("pub use {protocol}::testing;"));
}
