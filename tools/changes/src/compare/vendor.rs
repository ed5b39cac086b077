//! What the actions of a vendor share.

use super::{codes, collector::Collector, named, pairs::Pairs, types};
use crate::{Comparison, Item, Verdict, Version};
use rtc_catalog::model::{Host, Vendor};

/// Compares what is in the crate that the actions share.
pub(super) fn shared(before: &Vendor, now: &Vendor, found: &mut Collector) {
    let Vendor {
        id: _,
        title,
        package,
        release: _,
        changes: _,
        // Of another crate.
        umbrella: _,
        umbrella_changes: _,
        // Not in this crate.
        service: _,
        sources: _,
        hosts,
        query_in_post: _,
        // For the page reader alone.
        words: _,
        // The protocol crates have it in their code.
        signature_valid: _,
        // It shows in the types that depend on it.
        time_zone: _,
        region,
        regions,
        records,
        enums,
        // The client writes and reads these by itself, and the protocol crates are written by hand.
        common_request: _,
        common_response: _,
        envelope: _,
        groups: _,
        notes: _,
    } = before;
    found.changed(Item::Package, package, &now.package);
    found.reworded(Item::Vendor, title, &now.title);
    self::hosts((hosts, region), (&now.hosts, &now.region), found);
    types::records(records, &now.records, found);
    let all = |regions: &Option<_>, enums: &[_]| regions.iter().chain(enums).cloned().collect::<Vec<_>>();
    types::enums(&all(regions, enums), &all(&now.regions, &now.enums), found);
    codes::of_vendor(before, now, found);
}

/// Hosts, each beside the region of those without one of their own, which is in the crate with them alone.
fn hosts((before, default): (&[Host], &str), (now, new_default): (&[Host], &str), found: &mut Collector) {
    let pairs = Pairs::of(before, now, &[|host| &host.constant, |host| &host.host]);
    found.alone(&pairs, |host: &Host| Item::Endpoint(host.constant.clone()));
    found.reordered(Item::Endpoints, &pairs);
    for (old, new) in &pairs.both {
        let Host { host, constant, doc, region, product } = old;
        let item = || Item::Endpoint(constant.clone());
        let words = |region: &Option<String>, default: &str| match region.as_deref().unwrap_or(default) {
            "" => "no region".to_owned(),
            region => format!("region {region}"),
        };
        found.renamed(item(), constant, &new.constant);
        found.changed(item(), host, &new.host);
        found.changed(item(), &words(region, default), &words(&new.region, new_default));
        let of_product = |product: &Option<String>| match product {
            None => "all products".to_owned(),
            Some(product) => format!("product {product}"),
        };
        found.changed(item(), &of_product(product), &of_product(&new.product));
        found.reworded(item(), doc, &new.doc);
    }
}

/// Compares what of the vendor is in the crate of each of its actions.
pub(super) fn of_action(before: &Vendor, now: &Vendor, found: &mut Collector) {
    found.changed(Item::Vendor, &before.id, &now.id);
    found.reworded(Item::Vendor, &before.title, &now.title);
    found.changed(Item::Service, &named(&before.service), &named(&now.service));
}

/// A version of the shared crate that is not compatible with the last one: its types are re-exported by each action's crate,
/// so they break with it.
pub(super) fn common_crate(vendor: &Vendor, vendors: &[Comparison], found: &mut Collector) {
    re_exported(Item::CommonCrate, &vendor.common_package(), vendors, found);
}

/// The same of any crate that another one re-exports. `all` has its comparison.
pub(super) fn re_exported(item: Item, package: &str, all: &[Comparison], found: &mut Collector) {
    let Some(comparison) = all.iter().find(|one| one.package == package) else { return };
    let (Some(before), Some(now)) = (&comparison.before, &comparison.now) else { return };
    let next = match comparison.verdict() {
        Verdict::TooLow(next) => next,
        _ => now.clone(),
    };
    found.changed(item, &compatible(before), &compatible(&next));
}

/// The versions that are compatible with this one, as a dependency names them.
fn compatible(version: &Version) -> String {
    if version.major == 0 { format!("0.{}", version.minor) } else { version.major.to_string() }
}
