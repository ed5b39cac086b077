//! From two models to the changes of each crate.
//!
//! Every struct of the model is taken apart without a rest here and in the modules below: a fact that the model gains does
//! not compile until somebody has stated what its change means. A fact that reaches no generated file is `_`.

mod answer;
mod collector;
mod limits;
mod names;
mod pairs;
mod request;
mod types;

use crate::{Comparison, Item, Report};
use collector::Collector;
use pairs::Pairs;
use rtc_catalog::model::{Action, Code, Example, Host, Method, Model, Vendor};
use semver::Version;
use std::collections::{BTreeMap, BTreeSet};

/// What the crates of `now` are to users of those of `before`, by the crates' names.
#[must_use]
pub fn compare(before: &Model, now: &Model) -> Report {
    // A crate is known by its name; one that was given another name, by its spec.
    let pairs = Pairs::of(&before.actions, &now.actions, &[|action| &action.package, |action| &action.spec]);
    let mut comparisons: Vec<Comparison> = pairs.both.iter().map(|(before, now)| both(before, now)).collect();
    comparisons.extend(pairs.removed.iter().map(|gone| alone(gone, Some(version(gone)), None)));
    comparisons.extend(pairs.added.iter().map(|new| alone(new, None, Some(version(new)))));
    comparisons.sort_by(|one, other| one.package.cmp(&other.package));
    Report { comparisons }
}

fn alone(action: &Action, before: Option<Version>, now: Option<Version>) -> Comparison {
    Comparison { package: action.package.clone(), spec: action.spec.clone(), before, now, changes: Vec::new() }
}

fn version(action: &Action) -> Version {
    action.release.parse().expect("a release is three numbers, as the spec's checks have it")
}

fn both(before: &Action, now: &Action) -> Comparison {
    let mut found = Collector::default();
    action(before, now, &mut found);
    let mut changes = found.changes;
    // Sorting keeps the order of the page among changes of one size.
    changes.sort_by_key(|change| std::cmp::Reverse(change.bump()));
    Comparison { changes, ..alone(now, Some(version(before)), Some(version(now))) }
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
        summary,
        doc,
        source,
        method,
        safe,
        host,
        quota,
        window,
        pages,
        batch,
        together: _,
        regions,
        parameters,
        output,
        records,
        enums,
        codes,
        listed_codes: _,
        examples,
        exceptions: _,
        notes,
    } = before;
    found.changed(Item::Package, package, &now.package);
    found.changed(Item::Action, name, &now.name);
    self::vendor(vendor, &now.vendor, found);
    found.changed(Item::Version, &named(version), &named(&now.version));
    self::method(*method, now.method, found);
    found.changed(Item::Host, host, &now.host);
    found.changed(Item::Safe, &safety(*safe), &safety(now.safe));
    limits::quota((before, quota.as_ref()), (now, now.quota.as_ref()), found);
    limits::window((before, window.as_ref()), (now, now.window.as_ref()), found);
    limits::pages((before, pages.as_ref()), (now, now.pages.as_ref()), found);
    limits::batch((before, batch.as_ref()), (now, now.batch.as_ref()), found);
    limits::together(before, now, found);
    request::parameters(None, parameters, &now.parameters, found);
    found.presence(Item::RegionSetter, regions.is_some(), now.regions.is_some());
    answer::fields(None, output, &now.output, found);
    types::records(records, &now.records, found);
    types::enums((regions.as_ref(), enums), (now.regions.as_ref(), &now.enums), found);
    self::codes(codes, &now.codes, found);
    self::examples(examples, &now.examples, found);
    let page = |source: &rtc_catalog::model::Origin| (source.url.clone(), source.read.clone(), source.updated.clone());
    found.reworded(Item::Page, &page(source), &page(&now.source));
    found.reworded(Item::Description, &(summary, doc, notes), &(&now.summary, &now.doc, &now.notes));
}

fn named(version: &str) -> String {
    if version.is_empty() { "none".to_owned() } else { version.to_owned() }
}

fn safety(safe: bool) -> String {
    if safe { "changes nothing" } else { "may change something" }.to_owned()
}

fn method(before: Method, now: Method, found: &mut Collector) {
    let word = |method| match method {
        Method::Get => "GET".to_owned(),
        Method::Post => "POST".to_owned(),
    };
    found.changed(Item::Method, &word(before), &word(now));
    // A request that goes into a body can be serialised.
    found.presence(Item::Serialize, before == Method::Post, now == Method::Post);
}

fn vendor(before: &Vendor, now: &Vendor, found: &mut Collector) {
    let Vendor {
        id,
        title,
        // In the crate's name.
        package: _,
        service,
        // Stand in no crate.
        sources: _,
        hosts,
        query_in_post: _,
        // For the page reader alone.
        words: _,
        region,
        // The protocol crates have it in their code.
        signature_valid: _,
        // The client writes and reads these by itself, and the protocol crates are written by hand.
        common_request: _,
        common_response: _,
        envelope,
        // In each action's codes.
        groups: _,
        notes: _,
    } = before;
    found.changed(Item::Vendor, id, &now.id);
    found.reworded(Item::Vendor, title, &now.title);
    found.changed(Item::Service, &named(service), &named(&now.service));
    found.changed(Item::Region, &named(region), &named(&now.region));
    // The generated tests look for the payload.
    found.changed(Item::Envelope, &envelope.payload, &now.envelope.payload);
    let pairs = Pairs::of(hosts, &now.hosts, &[|host| &host.constant, |host| &host.host]);
    found.alone(&pairs, |host: &Host| Item::Endpoint(host.constant.clone()));
    found.reordered(Item::Endpoints, &pairs);
    for (old, new) in &pairs.both {
        let Host { host, constant, doc, region } = old;
        let item = || Item::Endpoint(constant.clone());
        found.renamed(item(), constant, &new.constant);
        found.changed(item(), host, &new.host);
        found.reworded(item(), &(doc, region), &(&new.doc, &new.region));
    }
}

fn codes(before: &[Code], now: &[Code], found: &mut Collector) {
    let pairs = Pairs::of(before, now, &[|code| &code.wire, |code| &code.rust]);
    found.alone(&pairs, |code| Item::Code(code.wire.clone()));
    found.reordered(Item::Codes, &pairs);
    for (old, new) in &pairs.both {
        // Statuses and what codes have in common stand in no row of the crate.
        let Code { wire, number, rust, doc, advice, retry, is: _, status: _, means: _, parameters: _, own } = old;
        let item = || Item::Code(wire.clone());
        found.rewired(item(), wire, &new.wire);
        found.renamed(item(), rust, &new.rust);
        let words = |number: &Option<i64>| number.map_or_else(|| "no number".to_owned(), |it| format!("number {it}"));
        found.changed(item(), &words(number), &words(&new.number));
        found.changed(item(), names::retry(*retry), names::retry(new.retry));
        found.reworded(item(), &(doc, advice, own), &(&new.doc, &new.advice, &new.own));
    }
    let (before, now) = (predicates(before), predicates(now));
    for name in before.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        let item = || Item::Predicate((*name).to_owned());
        match (before.get(name), now.get(name)) {
            (Some(old), Some(new)) => found.changed(item(), &listed(old), &listed(new)),
            (old, new) => found.presence(item(), old.is_some(), new.is_some()),
        }
    }
}

/// The codes that have something in common, by its name.
fn predicates(codes: &[Code]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for code in codes {
        if let Some(is) = &code.is {
            groups.entry(is).or_default().insert(&code.wire);
        }
    }
    groups
}

fn listed(names: &BTreeSet<&str>) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn examples(before: &[Example], now: &[Example], found: &mut Collector) {
    let pairs = Pairs::of(before, now, &[|example| &example.name]);
    found.alone(&pairs, |example| Item::Example(example.name.clone()));
    found.reordered(Item::Examples, &pairs);
    for (old, new) in &pairs.both {
        let Example { name, rust, request, query, body, status, response, refused } = old;
        found.reworded(
            Item::Example(name.clone()),
            &(rust, request, query, body, status, response, refused),
            &(&new.rust, &new.request, &new.query, &new.body, &new.status, &new.response, &new.refused),
        );
    }
}
