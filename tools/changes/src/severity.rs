//! How severe a change is for callers of generated code, and why.

use crate::{Bump, ChangeKind, Item};

/// The smallest sufficient version bump, and the reason.
///
/// Callers name setters, fields of answers, types, variants and constants. Structs and enumerations are
/// `#[non_exhaustive]`, so one more field or value breaks nobody. What shows which required parameters are set, the type
/// parameter of a builder and the module `required`, is hidden from the documentation and may change.
pub(crate) fn severity(item: &Item, kind: &ChangeKind) -> (Bump, &'static str) {
    match kind {
        ChangeKind::Reworded => (Bump::Patch, "only documentation changes"),
        ChangeKind::Reordered => reordered(item),
        ChangeKind::Added => added(item),
        ChangeKind::AddedRequired => (Bump::Major, "calls without it no longer compile"),
        ChangeKind::Removed => removed(item),
        ChangeKind::Renamed { .. } => (Bump::Major, "code that uses the old name no longer compiles"),
        ChangeKind::WireNameChanged { .. } => {
            (Bump::Major, "data that was sent, read or stored under the old name no longer matches")
        }
        ChangeKind::RustTypeChanged { .. } => (Bump::Major, "code that gives or takes the old type no longer compiles"),
        ChangeKind::WireTypeChanged { .. } => {
            (Bump::Major, "data that was sent, read or stored in the old form no longer matches")
        }
        ChangeKind::Moved { .. } => (Bump::Minor, "calls still compile and send something else"),
        ChangeKind::Required => required(item),
        ChangeKind::Optional => optional(item),
        ChangeKind::Changed { .. } => changed(item),
    }
}

fn reordered(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Values { .. } => (Bump::Major, "values are compared by their order"),
        _ => (Bump::Patch, "nothing depends on the order"),
    }
}

fn added(item: &Item) -> (Bump, &'static str) {
    let why = match item {
        Item::Parameter { .. } | Item::RegionSetter => "calls that do not set it stay as they are",
        Item::Field { .. } => "patterns on an answer need `..`, so no code breaks",
        Item::Value { .. } | Item::Code(_) => {
            "it came as `Undocumented` before, and every `match` needs a wildcard arm"
        }
        Item::Window | Item::Pages | Item::Batch => "there are more ways to ask",
        Item::QuotaKey => "the request tells what it is counted by",
        Item::Module(_) => "no action is enabled by default",
        _ => "there is more than before",
    };
    (Bump::Minor, why)
}

fn removed(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Window | Item::Pages | Item::Batch => (Bump::Major, "methods that depend on it are removed"),
        Item::QuotaKey => (Bump::Major, "the request no longer exposes its quota key"),
        _ => (Bump::Major, "code that uses it no longer compiles"),
    }
}

fn required(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Field { .. } => (Bump::Major, "the field is no longer an `Option`, and answers without it are errors"),
        _ => (Bump::Major, "calls without it no longer compile"),
    }
}

/// A setter of an optional parameter takes all that one of a required parameter does, and an `Option` of it.
fn optional(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Field { .. } => (Bump::Major, "the field is an `Option` now"),
        _ => (Bump::Minor, "calls that set it compile as before"),
    }
}

fn changed(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Package => (Bump::Major, "the crate has a new name: the old one gets no new versions"),
        Item::Vendor | Item::Action => (Bump::Major, "types have other names"),
        Item::Type(_) => (Bump::Major, "an object that is sent has a builder, one that is answered has none"),
        Item::CommonCrate | Item::Module(_) => {
            (Bump::Major, "its types are re-exported, and are not those of the version before")
        }
        Item::Enum(_) => (Bump::Major, "its values are made and read in another way"),
        Item::Window | Item::Pages | Item::Batch => (Bump::Major, "the ways to ask that follow from it are others"),
        Item::Version | Item::Method | Item::Host | Item::Region | Item::Service => {
            (Bump::Minor, "calls still compile and send something else")
        }
        Item::Endpoint(_) => (Bump::Minor, "the constant keeps its name and names another host"),
        Item::Field { .. } => (Bump::Minor, "code still compiles and reads the vendor's zero otherwise"),
        Item::NarrowerLimits => (Bump::Minor, "limits that are checked, and the request may tell its own"),
        Item::Safe => (Bump::Patch, "whether a failed call is retried automatically"),
        Item::Code(_) | Item::Predicate(_) => (Bump::Patch, "how a refusal is classified"),
        _ => (Bump::Patch, "a limit or default that is checked or documented"),
    }
}
