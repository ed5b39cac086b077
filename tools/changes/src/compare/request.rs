//! Parameters of the request and of objects that are sent.

use super::{collector::Collector, names, pairs::Pairs};
use crate::{ChangeKind, Item};
use rtc_catalog::model::{Bounds, Limits, Parameter};

/// Compares the parameters of the request, or of the type named by `of`.
pub(super) fn parameters(of: Option<&str>, before: &[Parameter], now: &[Parameter], found: &mut Collector) {
    let of = of.map(str::to_owned);
    let pairs = Pairs::of(before, now, &[|it| &it.wire, |it| &it.key, |it| &it.rust]);
    let item = |parameter: &Parameter| Item::Parameter { of: of.clone(), name: parameter.key.clone() };
    for gone in &pairs.removed {
        found.note(item(gone), ChangeKind::Removed);
    }
    for new in &pairs.added {
        found.note(item(new), if new.required { ChangeKind::AddedRequired } else { ChangeKind::Added });
    }
    found.reordered(Item::Parameters { of: of.clone() }, &pairs);
    for (old, new) in &pairs.both {
        parameter(&item(old), old, new, found);
    }
}

fn parameter(item: &Item, before: &Parameter, now: &Parameter, found: &mut Collector) {
    let Parameter {
        wire,
        key,
        rust,
        // Made from the Rust name.
        marker: _,
        kind,
        page_type: _,
        // In no signature: a setter takes the value itself.
        boxed: _,
        secret,
        required,
        conditional: _,
        location,
        list,
        limits,
        // Only the sandbox acts on it.
        malformed: _,
        default,
        example,
        doc,
        notes,
    } = before;
    found.rewired(item.clone(), key, &now.key);
    found.renamed(item.clone(), rust, &now.rust);
    found.retyped(item.clone(), kind, &now.kind);
    match (required, now.required) {
        (false, true) => found.note(item.clone(), ChangeKind::Required),
        (true, false) => found.note(item.clone(), ChangeKind::Optional),
        _ => {}
    }
    found.moved(item.clone(), names::location(*location).to_owned(), names::location(now.location).to_owned());
    found.moved(item.clone(), names::list(list), names::list(&now.list));
    let shown = |secret: bool| if secret { "secret" } else { "shown" }.to_owned();
    found.changed(item.clone(), &shown(*secret), &shown(now.secret));
    self::limits(item, limits, &now.limits, found);
    let printed = |value: &Option<serde_json::Value>| {
        value.as_ref().map_or_else(|| "no default".to_owned(), |value| format!("default `{value}`"))
    };
    found.changed(item.clone(), &printed(default), &printed(&now.default));
    // How a list in a body is named on the page is shown beside its name.
    found.reworded(
        item.clone(),
        &(wire.strip_prefix(key), example, doc, notes),
        &(now.wire.strip_prefix(&now.key), &now.example, &now.doc, &now.notes),
    );
}

fn limits(item: &Item, before: &Limits, now: &Limits, found: &mut Collector) {
    let Limits { range, length, bytes, items, characters } = before;
    let bounds = |what: &str, bounds: &Option<Bounds>| {
        bounds.map_or_else(|| format!("any {what}"), |bounds| format!("{what} {bounds}"))
    };
    found.changed(item.clone(), &bounds("number", range), &bounds("number", &now.range));
    found.changed(item.clone(), &bounds("length", length), &bounds("length", &now.length));
    found.changed(item.clone(), &bounds("bytes", bytes), &bounds("bytes", &now.bytes));
    found.changed(item.clone(), &bounds("count of items", items), &bounds("count of items", &now.items));
    let set = |limits: &Option<rtc_catalog::model::Characters>| {
        limits.as_ref().map_or_else(|| "any characters".to_owned(), |set| format!("characters `{}`", set.pattern))
    };
    found.changed(item.clone(), &set(characters), &set(&now.characters));
}
