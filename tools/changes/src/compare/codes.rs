//! Error codes, and the methods that tell what they have in common.

use super::{collector::Collector, names, pairs::Pairs};
use crate::Item;
use rtc_catalog::model::{Code, Vendor};
use std::collections::{BTreeMap, BTreeSet};

/// Compares an action's own codes, and its methods, which exist for the vendor's codes too.
pub(super) fn of_action(before: (&Vendor, &[Code]), now: (&Vendor, &[Code]), found: &mut Collector) {
    let own = |codes: &[Code]| codes.iter().filter(|code| code.own).cloned().collect::<Vec<_>>();
    let (old, new) = (own(before.1), own(now.1));
    codes(&old, &new, found);
    let names = |vendor: &Vendor, own: &[Code]| {
        let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for code in vendor.codes() {
            groups.extend(code.is.clone().map(|is| (is, BTreeSet::new())));
        }
        groups.extend(predicates(own.iter()));
        groups
    };
    methods(&names(before.0, &old), &names(now.0, &new), found);
}

/// Compares the codes that a vendor's actions share.
pub(super) fn of_vendor(before: &Vendor, now: &Vendor, found: &mut Collector) {
    let all = |vendor: &Vendor| {
        let mut seen = BTreeSet::new();
        vendor.codes().filter(|code| seen.insert(code.wire.clone())).cloned().collect::<Vec<_>>()
    };
    let (old, new) = (all(before), all(now));
    codes(&old, &new, found);
    methods(&predicates(old.iter()), &predicates(new.iter()), found);
}

fn codes(before: &[Code], now: &[Code], found: &mut Collector) {
    let pairs = Pairs::of(before, now, &[|code| &code.wire, |code| &code.rust]);
    found.alone(&pairs, |code| Item::Code(code.wire.clone()));
    found.reordered(Item::Codes, &pairs);
    for (old, new) in &pairs.both {
        // Statuses, situations and what codes have in common are in no row of the crate.
        let Code { wire, number, rust, doc, advice, retry, is: _, status: _, means: _, parameters: _, own: _ } = old;
        let item = || Item::Code(wire.clone());
        found.rewired(item(), wire, &new.wire);
        found.renamed(item(), rust, &new.rust);
        let words = |number: &Option<i64>| number.map_or_else(|| "no number".to_owned(), |it| format!("number {it}"));
        found.changed(item(), &words(number), &words(&new.number));
        found.changed(item(), names::retry(*retry), names::retry(new.retry));
        found.reworded(item(), &(doc, advice), &(&new.doc, &new.advice));
    }
}

fn methods(
    before: &BTreeMap<String, BTreeSet<String>>,
    now: &BTreeMap<String, BTreeSet<String>>,
    found: &mut Collector,
) {
    for name in before.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        let item = || Item::Predicate(name.clone());
        match (before.get(name), now.get(name)) {
            (Some(old), Some(new)) => found.changed(item(), &listed(old), &listed(new)),
            (old, new) => found.presence(item(), old.is_some(), new.is_some()),
        }
    }
}

/// The codes that have something in common, by its name.
fn predicates<'c>(codes: impl Iterator<Item = &'c Code>) -> BTreeMap<String, BTreeSet<String>> {
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for code in codes {
        if let Some(is) = &code.is {
            groups.entry(is.clone()).or_default().insert(code.wire.clone());
        }
    }
    groups
}

fn listed(names: &BTreeSet<String>) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
