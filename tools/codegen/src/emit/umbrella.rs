//! The crate that re-exports the crates of all actions of a vendor, each behind a feature.

use super::{changelog, common_crate, make, manifest, protocol, readme};
use crate::{
    Crate,
    jobs::second_version,
    markdown::{code, inline, sentence},
    source::Source,
};
use rtc_catalog::model::{Action, Vendor};

/// The crate's folder below the vendor's.
pub(super) const FOLDER: &str = "umbrella";

/// The crate's features beside those of the actions.
const FEATURES: [&str; 7] = ["aws-lc-rs", "blocking", "default", "reqwest", "ring", "rustcrypto", "testing"];

/// The documentation refers to that of the re-exported crate. To repeat it here would also repeat the documentation of the
/// crates that the action's crate re-exports, `http` and `bytes` among them, once for every action: rustdoc knows another
/// crate's re-exports, but not that they are marked as this one.
const NO_INLINE: &str = "#[doc(no_inline)]";

/// The crate; `None` if the vendor has none.
pub(super) fn emit(vendor: &Vendor, actions: &[&Action]) -> Option<Crate> {
    let release = vendor.umbrella.as_deref()?;
    let changes = format!("{}/umbrella.yaml", vendor.id);
    let files = vec![
        ("CHANGELOG.md", changelog::emit(&vendor.package, &changes, &vendor.umbrella_changes)),
        ("Cargo.toml", manifest::of_umbrella(vendor, release, actions)),
        ("README.md", readme::of_umbrella(vendor, release, actions)),
        ("src/lib.rs", root(vendor, actions)),
    ];
    Some(make(vendor.package.clone(), vendor, FOLDER, true, files))
}

/// The feature that enables an action: the action's name in kebab case. One that is named like another feature has an
/// underscore behind it.
pub(super) fn feature(action: &Action) -> String {
    let name = action.folder.clone();
    if FEATURES.contains(&name.as_str()) { name + "_" } else { name }
}

/// The module that an action's crate is re-exported as.
pub(super) fn module(action: &Action) -> String {
    let others = ["blocking", "common", "testing", "transport", &protocol(&action.vendor)];
    super::module_name(action.folder.replace('-', "_"), &others)
}

fn root(vendor: &Vendor, actions: &[&Action]) -> String {
    let mut to = Source::file(&vendor.id, "");
    to.line("#![doc = include_str!(\"../README.md\")]");
    to.line("#![forbid(unsafe_code)]");
    to.line("#![deny(missing_docs)]");
    to.line("#![allow(clippy::doc_markdown, reason = \"names and prose are the vendor's\")]");
    to.line("#![cfg_attr(rustfmt, rustfmt_skip)]\n");
    super::root::re_export_protocol(vendor, &mut to);
    to.blank();
    to.doc(&format!("Error codes, endpoints and types that the actions of {} share.", inline(&vendor.title)));
    to.line(NO_INLINE);
    to.line(format_args!("pub use ::{} as common;", common_crate(vendor)));
    for action in actions {
        to.blank();
        let version = second_version(action).map(|version| format!(", version {version}")).unwrap_or_default();
        let summary = inline(&sentence(&action.summary));
        to.doc(&format!("`{}`{version}: {summary} Feature {}.", action.name, code(&feature(action))));
        to.line(format_args!("#[cfg(feature = {:?})]", feature(action)));
        to.line(NO_INLINE);
        to.line(format_args!("pub use ::{} as {};", action.package.replace('-', "_"), module(action)));
    }
    to.finish()
}
