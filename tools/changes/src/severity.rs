//! How severe a change is for callers of generated code, and why.

use crate::{Bump, ChangeKind, Item};

/// The smallest sufficient version bump, and the reason.
///
/// Callers name setters, fields, types, variants, constants, the traits in `required`, and the builder with one type
/// parameter for each required parameter. Structs and enumerations are `#[non_exhaustive]`, so one more field or value
/// breaks nobody.
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
        Item::RequiredParameters { .. } => (Bump::Major, "the builder's type parameters have this order"),
        Item::Values { .. } => (Bump::Major, "values are compared by their order"),
        _ => (Bump::Patch, "nothing depends on the order"),
    }
}

fn added(item: &Item) -> (Bump, &'static str) {
    let why = match item {
        Item::Example(_) => return (Bump::Patch, "examples are documentation and tests"),
        Item::Parameter { .. } | Item::RegionSetter => "calls that do not set it are unchanged",
        Item::Field { .. } => "patterns on answers need `..`, so existing code still compiles",
        Item::Value { .. } | Item::Code(_) => "it was `Undocumented` before, and every `match` needs a wildcard arm",
        Item::Window | Item::Pages | Item::Batch => "new ways to call are added",
        Item::QuotaKey => "the request now exposes its quota key",
        _ => "only additions",
    };
    (Bump::Minor, why)
}

fn removed(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Example(_) => (Bump::Patch, "examples are documentation and tests"),
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

/// A parameter that becomes optional spares callers a setter and still breaks some of them: the request's public field
/// becomes an `Option`, the builder has one type parameter less, and a trait in `required` is gone.
fn optional(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Field { .. } => (Bump::Major, "the field is now an `Option`"),
        _ => (Bump::Major, "its field is now an `Option`, and the builder has one type parameter fewer"),
    }
}

fn changed(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Package => (Bump::Major, "the crate has a new name: the old one gets no new versions"),
        Item::Vendor | Item::Action => (Bump::Major, "types have other names"),
        Item::Type(_) => (Bump::Major, "request types have a builder, response types do not"),
        Item::Enum(_) => (Bump::Major, "its values are constructed and read differently"),
        Item::Window | Item::Pages | Item::Batch => (Bump::Major, "methods that depend on it change"),
        Item::Version | Item::Method | Item::Host | Item::Region | Item::Service => {
            (Bump::Minor, "calls still compile and send something else")
        }
        Item::Endpoint(_) => (Bump::Minor, "the constant keeps its name and names another host"),
        Item::Safe => (Bump::Patch, "whether a failed call is retried automatically"),
        Item::Code(_) | Item::Predicate(_) => (Bump::Patch, "how a refusal is classified"),
        _ => (Bump::Patch, "a limit or default that is checked or documented"),
    }
}
