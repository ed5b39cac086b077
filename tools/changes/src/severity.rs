//! How large a change is and why: the one place that knows what a change does to callers of generated code.

use crate::{Bump, ChangeKind, Item};

/// The smallest step that is honest, and the reason.
///
/// Callers name setters, fields, types, variants, constants, the traits in `required`, and the builder with one type
/// parameter for each required parameter. Structs and enumerations are `#[non_exhaustive]`, so one more field or value
/// breaks nobody.
pub(crate) fn severity(item: &Item, kind: &ChangeKind) -> (Bump, &'static str) {
    match kind {
        ChangeKind::Reworded => (Bump::Patch, "nothing but what is said and shown"),
        ChangeKind::Reordered => reordered(item),
        ChangeKind::Added => added(item),
        ChangeKind::AddedRequired => (Bump::Major, "calls without it no longer compile"),
        ChangeKind::Removed => removed(item),
        ChangeKind::Renamed { .. } => (Bump::Major, "code that uses the old name no longer compiles"),
        ChangeKind::WireNameChanged { .. } => {
            (Bump::Major, "what is sent, read or stored under the old name is not this any more")
        }
        ChangeKind::RustTypeChanged { .. } => (Bump::Major, "code that gives or takes the old type no longer compiles"),
        ChangeKind::WireTypeChanged { .. } => {
            (Bump::Major, "what is sent, read or stored in the old form is not this any more")
        }
        ChangeKind::Moved { .. } => (Bump::Minor, "calls stay as they are and send something else"),
        ChangeKind::Required => required(item),
        ChangeKind::Optional => optional(item),
        ChangeKind::Changed { .. } => changed(item),
    }
}

fn reordered(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::RequiredParameters { .. } => (Bump::Major, "the builder's type parameters stand in this order"),
        Item::Values { .. } => (Bump::Major, "values are compared by their order"),
        _ => (Bump::Patch, "nothing depends on the order"),
    }
}

fn added(item: &Item) -> (Bump, &'static str) {
    let why = match item {
        Item::Example(_) => return (Bump::Patch, "it is shown and tested, not called"),
        Item::Parameter { .. } | Item::RegionSetter => "calls that do not set it stay as they are",
        Item::Field { .. } => "answers cannot be taken apart without a rest, so nobody's code misses it",
        Item::Value { .. } | Item::Code(_) => "it came as `Undocumented` before, and no match can be without a rest",
        Item::Window | Item::Pages | Item::Batch => "there are more ways to ask",
        Item::QuotaKey => "the request tells what it is counted by",
        _ => "there is more than before",
    };
    (Bump::Minor, why)
}

fn removed(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Example(_) => (Bump::Patch, "it is shown and tested, not called"),
        Item::Window | Item::Pages | Item::Batch => (Bump::Major, "the ways to ask that follow from it are gone"),
        Item::QuotaKey => (Bump::Major, "the request no longer tells what it is counted by"),
        _ => (Bump::Major, "code that uses it no longer compiles"),
    }
}

fn required(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Field { .. } => (Bump::Major, "the field is no `Option` any more, and answers without it are errors"),
        _ => (Bump::Major, "calls without it no longer compile"),
    }
}

/// A parameter that becomes optional spares callers a setter and still breaks some of them: the request's public field
/// becomes an `Option`, the builder has one type parameter less, and a trait in `required` is gone.
fn optional(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Field { .. } => (Bump::Major, "the field is an `Option` now"),
        _ => (Bump::Major, "its field is an `Option` now, and the builder has a type parameter less"),
    }
}

fn changed(item: &Item) -> (Bump, &'static str) {
    match item {
        Item::Package => (Bump::Major, "it is another crate: the old name gets no new versions"),
        Item::Vendor | Item::Action => (Bump::Major, "types have other names"),
        Item::Type(_) => (Bump::Major, "an object that is sent has a builder, one that is answered has none"),
        Item::Enum(_) => (Bump::Major, "its values are made and read in another way"),
        Item::Window | Item::Pages | Item::Batch => (Bump::Major, "the ways to ask that follow from it are others"),
        Item::Version | Item::Method | Item::Host | Item::Region | Item::Service => {
            (Bump::Minor, "calls stay as they are and send something else")
        }
        Item::Endpoint(_) => (Bump::Minor, "the constant stays and leads elsewhere"),
        Item::Safe => (Bump::Patch, "whether a failed call is repeated by itself"),
        Item::Code(_) | Item::Predicate(_) => (Bump::Patch, "what is made of a refusal"),
        _ => (Bump::Patch, "what is checked before sending, kept to or shown"),
    }
}
