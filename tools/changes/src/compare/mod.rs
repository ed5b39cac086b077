//! From two models to the changes of each crate.
//!
//! Every struct of the model is taken apart without a rest here and in the modules below: a fact that the model gains does
//! not compile until somebody has stated what its change means. A fact that reaches no generated file is `_`.

mod answer;
mod codes;
mod collector;
mod limits;
mod names;
mod pairs;
mod request;
mod types;
mod umbrella;
mod vendor;

use crate::{Comparison, CrateKind, Item, Report};
use collector::Collector;
use pairs::Pairs;
use rtc_catalog::model::{Action, Method, Model, Vendor};
use semver::Version;

/// What the crates of `now` are to users of those of `before`, by the crates' names.
#[must_use]
pub fn compare(before: &Model, now: &Model) -> Report {
    let vendors = vendors(before, now);
    // A crate is known by its name; one that was given another name, by its spec.
    let pairs = Pairs::of(&before.actions, &now.actions, &[|action| &action.package, |action| &action.spec]);
    let mut comparisons: Vec<Comparison> = pairs.both.iter().map(|(before, now)| both(before, now, &vendors)).collect();
    comparisons.extend(pairs.removed.iter().map(|gone| alone(gone, Some(version(gone)), None)));
    comparisons.extend(pairs.added.iter().map(|new| alone(new, None, Some(version(new)))));
    comparisons.extend(vendors);
    let umbrellas = umbrella::crates(before, now, &comparisons);
    comparisons.extend(umbrellas);
    comparisons.sort_by(|one, other| one.package.cmp(&other.package));
    Report { comparisons }
}

/// The crates with what the actions of each vendor share.
fn vendors(before: &Model, now: &Model) -> Vec<Comparison> {
    let old: Vec<&Vendor> = before.vendors.iter().map(|vendor| &**vendor).collect();
    let new: Vec<&Vendor> = now.vendors.iter().map(|vendor| &**vendor).collect();
    let alone = |vendor: &Vendor, before: Option<Version>, now: Option<Version>| Comparison {
        package: vendor.common_package(),
        kind: CrateKind::Common,
        spec: vendor.spec(),
        before,
        now,
        changes: Vec::new(),
    };
    let release = |vendor: &Vendor| Some(parsed(&vendor.release));
    let pairs = Pairs::of(&old, &new, &[|vendor| &vendor.id]);
    let both = pairs.both.iter().map(|(before, now)| {
        let mut found = Collector::default();
        vendor::shared(before, now, &mut found);
        Comparison { changes: found.sorted(), ..alone(now, release(before), release(now)) }
    });
    let removed = pairs.removed.iter().map(|gone| alone(gone, release(gone), None));
    let added = pairs.added.iter().map(|new| alone(new, None, release(new)));
    both.chain(removed).chain(added).collect()
}

fn alone(action: &Action, before: Option<Version>, now: Option<Version>) -> Comparison {
    Comparison {
        package: action.package.clone(),
        kind: CrateKind::Action,
        spec: action.spec.clone(),
        before,
        now,
        changes: Vec::new(),
    }
}

fn version(action: &Action) -> Version {
    parsed(&action.release)
}

fn parsed(release: &str) -> Version {
    release.parse().expect("a release is three numbers: the spec's checks ensure it")
}

fn both(before: &Action, now: &Action, vendors: &[Comparison]) -> Comparison {
    let mut found = Collector::default();
    action(before, now, &mut found);
    vendor::common_crate(&now.vendor, vendors, &mut found);
    Comparison { changes: found.sorted(), ..alone(now, Some(version(before)), Some(version(now))) }
}

fn action(before: &Action, now: &Action, found: &mut Collector) {
    let Action {
        vendor,
        spec: _,
        name,
        package,
        folder: _,
        release: _,
        changes: _,
        version,
        // The lists of actions are elsewhere.
        job: _,
        summary,
        doc,
        source,
        method,
        safe,
        verify_with,
        idempotency_key: _,
        host,
        quotas: _,
        window,
        pages,
        batch,
        narrower: _,
        together: _,
        regions,
        parameters,
        output,
        records,
        enums,
        codes,
        listed_codes: _,
        // They are tests of the vendor's crate of examples, which is not published.
        examples: _,
        exceptions: _,
        notes,
    } = before;
    found.changed(Item::Package, package, &now.package);
    found.changed(Item::Action, name, &now.name);
    vendor::of_action(vendor, &now.vendor, found);
    found.changed(Item::Version, &named(version), &named(&now.version));
    self::method(*method, now.method, found);
    // The crate names its host by the constant; the vendor's crate has what it stands for.
    found.changed(Item::Host, &constant(before, host), &constant(now, &now.host));
    let key = |action: &Action| action.idempotency_key();
    found.changed(Item::Safe, &safety(*safe, verify_with.as_deref(), key(before)), &safety(now.safe, now.verify_with.as_deref(), key(now)));
    limits::quotas(before, now, found);
    limits::window((before, window.as_ref()), (now, now.window.as_ref()), found);
    limits::pages((before, pages.as_ref()), (now, now.pages.as_ref()), found);
    limits::batch((before, batch.as_ref()), (now, now.batch.as_ref()), found);
    limits::narrower(before, now, found);
    limits::together(before, now, found);
    request::parameters(None, parameters, &now.parameters, found);
    found.presence(Item::RegionSetter, !regions.is_empty(), !now.regions.is_empty());
    found.changed(Item::Regions, &regions.join(", "), &now.regions.join(", "));
    answer::fields(None, output, &now.output, found);
    types::records(records, &now.records, found);
    types::enums(enums, &now.enums, found);
    types::shared(before, now, found);
    codes::of_action((vendor, codes), (&now.vendor, &now.codes), found);
    let page = |source: &rtc_catalog::model::Origin| (source.url.clone(), source.read.clone(), source.updated.clone());
    found.reworded(Item::Page, &page(source), &page(&now.source));
    found.reworded(Item::Description, &(summary, doc, notes), &(&now.summary, &now.doc, &now.notes));
}

/// The constant of an action's host.
fn constant(action: &Action, host: &str) -> String {
    let known = action.vendor.hosts.iter().find(|known| known.host == host);
    known.map_or_else(|| host.to_owned(), |known| known.constant.clone())
}

fn named(version: &str) -> String {
    if version.is_empty() { "none".to_owned() } else { version.to_owned() }
}

fn safety(safe: bool, verify_with: Option<&str>, idempotency_key: Option<String>) -> String {
    if safe {
        return "changes nothing".to_owned();
    }
    let once = idempotency_key.map_or(String::new(), |key| format!(", once for each `{key}`"));
    let shown = verify_with.map_or(String::new(), |action| format!(", which `{action}` shows"));
    format!("may change something{once}{shown}")
}

fn method(before: Method, now: Method, found: &mut Collector) {
    let word = |method| match method {
        Method::Get => "GET".to_owned(),
        Method::Post => "POST".to_owned(),
    };
    found.changed(Item::Method, &word(before), &word(now));
}
