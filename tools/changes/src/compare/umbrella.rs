//! The crates that re-export those of all actions of a vendor.

use super::{collector::Collector, pairs::Pairs, parsed, vendor};
use crate::{Comparison, CrateKind, Item, Version};
use rtc_catalog::model::{Action, Model, Vendor};

/// Compares these crates; `others` are the comparisons of the crates that they re-export.
pub(super) fn crates(before: &Model, now: &Model, others: &[Comparison]) -> Vec<Comparison> {
    let (old, new) = (Umbrella::all(before), Umbrella::all(now));
    let pairs = Pairs::of(&old, &new, &[|umbrella| &umbrella.vendor.id]);
    let both = pairs.both.iter().map(|(before, now)| {
        let mut found = Collector::default();
        contents(before, now, others, &mut found);
        Comparison { changes: found.sorted(), ..now.alone(Some(&before.release), Some(&now.release)) }
    });
    let removed = pairs.removed.iter().map(|gone| gone.alone(Some(&gone.release), None));
    let added = pairs.added.iter().map(|new| new.alone(None, Some(&new.release)));
    both.chain(removed).chain(added).collect()
}

/// What such a crate is made from.
struct Umbrella<'m> {
    vendor: &'m Vendor,
    release: Version,
    actions: Vec<&'m Action>,
}

impl<'m> Umbrella<'m> {
    fn all(model: &'m Model) -> Vec<Self> {
        model.vendors.iter().filter_map(|vendor| Self::of(model, vendor)).collect()
    }

    fn of(model: &'m Model, vendor: &'m Vendor) -> Option<Self> {
        let release = parsed(vendor.umbrella.as_ref()?);
        let actions = model.actions.iter().filter(|action| action.vendor.id == vendor.id).collect();
        Some(Self { vendor, release, actions })
    }

    fn alone(&self, before: Option<&Version>, now: Option<&Version>) -> Comparison {
        Comparison {
            package: self.vendor.package.clone(),
            kind: CrateKind::Umbrella,
            spec: self.vendor.spec(),
            before: before.cloned(),
            now: now.cloned(),
            changes: Vec::new(),
        }
    }
}

fn contents(before: &Umbrella<'_>, now: &Umbrella<'_>, others: &[Comparison], found: &mut Collector) {
    found.changed(Item::Package, &before.vendor.package, &now.vendor.package);
    found.reworded(Item::Vendor, &before.vendor.title, &now.vendor.title);
    vendor::common_crate(now.vendor, others, found);
    let pairs = Pairs::of(&before.actions, &now.actions, &[|action| &action.folder]);
    found.alone(&pairs, |action| Item::Module(action.folder.clone()));
    for (old, new) in &pairs.both {
        let item = || Item::Module(new.folder.clone());
        vendor::re_exported(item(), &new.package, others, found);
        found.reworded(item(), &(&old.name, &old.summary, old.job), &(&new.name, &new.summary, new.job));
    }
}
