//! How large a change is and why: the one place that knows what a change does to callers of generated code.

use crate::{Item, Step, What};

/// The smallest step that is honest, and the reason.
///
/// Callers name setters, fields, types, variants, constants, the traits in `required`, and the builder with one type
/// parameter for each required parameter. Structs and enumerations are `#[non_exhaustive]`, so one more field or value
/// breaks nobody.
pub(crate) fn judge(item: &Item, what: &What) -> (Step, &'static str) {
    match what {
        What::Reworded => (Step::Patch, "nothing but what is said and shown"),
        What::Reordered => reordered(item),
        What::Added => added(item),
        What::AddedRequired => (Step::Major, "calls without it no longer compile"),
        What::Removed => removed(item),
        What::Renamed { .. } => (Step::Major, "code that uses the old name no longer compiles"),
        What::Rewired { .. } => (Step::Major, "what is sent, read or stored under the old name is not this any more"),
        What::Retyped { .. } => (Step::Major, "code that gives or takes the old type no longer compiles"),
        What::Recoded { .. } => (Step::Major, "what is sent, read or stored in the old form is not this any more"),
        What::Moved { .. } => (Step::Minor, "calls stay as they are and send something else"),
        What::Required => required(item),
        What::Optional => optional(item),
        What::Changed { .. } => changed(item),
    }
}

fn reordered(item: &Item) -> (Step, &'static str) {
    match item {
        Item::RequiredParameters { .. } => (Step::Major, "the builder's type parameters stand in this order"),
        Item::Values { .. } => (Step::Major, "values are compared by their order"),
        _ => (Step::Patch, "nothing depends on the order"),
    }
}

fn added(item: &Item) -> (Step, &'static str) {
    let why = match item {
        Item::Example(_) => return (Step::Patch, "it is shown and tested, not called"),
        Item::Parameter { .. } | Item::RegionSetter => "calls that do not set it stay as they are",
        Item::Field { .. } => "answers cannot be taken apart without a rest, so nobody's code misses it",
        Item::Value { .. } | Item::Code(_) => "it came as `Undocumented` before, and no match can be without a rest",
        Item::Window | Item::Pages | Item::Batch => "there are more ways to ask",
        Item::CountedBy => "the request tells what it is counted by",
        _ => "there is more than before",
    };
    (Step::Minor, why)
}

fn removed(item: &Item) -> (Step, &'static str) {
    match item {
        Item::Example(_) => (Step::Patch, "it is shown and tested, not called"),
        Item::Window | Item::Pages | Item::Batch => (Step::Major, "the ways to ask that follow from it are gone"),
        Item::CountedBy => (Step::Major, "the request no longer tells what it is counted by"),
        _ => (Step::Major, "code that uses it no longer compiles"),
    }
}

fn required(item: &Item) -> (Step, &'static str) {
    match item {
        Item::Field { .. } => (Step::Major, "the field is no `Option` any more, and answers without it are errors"),
        _ => (Step::Major, "calls without it no longer compile"),
    }
}

/// A parameter that becomes optional spares callers a setter and still breaks some of them: the request's public field
/// becomes an `Option`, the builder has one type parameter less, and a trait in `required` is gone.
fn optional(item: &Item) -> (Step, &'static str) {
    match item {
        Item::Field { .. } => (Step::Major, "the field is an `Option` now"),
        _ => (Step::Major, "its field is an `Option` now, and the builder has a type parameter less"),
    }
}

fn changed(item: &Item) -> (Step, &'static str) {
    match item {
        Item::Package => (Step::Major, "it is another crate: the old name gets no new versions"),
        Item::Vendor | Item::Action => (Step::Major, "types have other names"),
        Item::Type(_) => (Step::Major, "an object that is sent has a builder, one that is answered has none"),
        Item::Enum(_) => (Step::Major, "its values are made and read in another way"),
        Item::Window | Item::Pages | Item::Batch => (Step::Major, "the ways to ask that follow from it are others"),
        Item::Version | Item::Method | Item::Host | Item::Region | Item::Service => {
            (Step::Minor, "calls stay as they are and send something else")
        }
        Item::Endpoint(_) => (Step::Minor, "the constant stays and leads elsewhere"),
        Item::Safe => (Step::Patch, "whether a failed call is repeated by itself"),
        Item::Code(_) | Item::Predicate(_) => (Step::Patch, "what is made of a refusal"),
        _ => (Step::Patch, "what is checked before sending, kept to or shown"),
    }
}
