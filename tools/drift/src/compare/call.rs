//! How an action is called: version, method, hosts, regions, quota, window.

use super::{Collector, SpecLocation};
use crate::finding::{Difference, Step};
use rtc_catalog::model::{Beyond, Method, Scope, Span};
use rtc_pages::Located;
use serde_json::Value as Json;
use std::time::Duration;

pub(super) fn compare(found: &mut Collector<'_>) {
    version(found);
    method(found);
    hosts(found);
    regions(found);
    quota(found);
    window(found);
}

fn version(found: &mut Collector<'_>) {
    let draft = found.draft;
    let in_spec = &found.spec.action.version;
    let in_spec = (!in_spec.is_empty()).then(|| in_spec.clone());
    if let Some(version) = draft.version.as_ref().filter(|version| Some(&version.value) != in_spec.as_ref()) {
        let on_page = (version.value.clone(), version.position);
        found.differs("version", Difference::Version, on_page, in_spec, SpecLocation::Action(&["version"]));
        found.propose_fix(vec![Step::set(&[], "version", Json::from(version.value.as_str()).to_string())]);
    }
}

fn method(found: &mut Collector<'_>) {
    let word = |method| match method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    let (on_page, in_spec) = (&found.draft.method, found.spec.action.method);
    if let Some(position) = on_page.source.filter(|_| on_page.value != in_spec) {
        let (page, in_spec) = (word(on_page.value), word(in_spec).to_owned());
        let at = SpecLocation::Action(&["method"]);
        found.differs("method", Difference::Method, (page.to_owned(), position), Some(in_spec), at);
        found.propose_fix(vec![Step::set(&[], "method", page)]);
    }
}

/// Each host of the page must be the vendor's, and the action's must be among them.
fn hosts(found: &mut Collector<'_>) {
    let hosts = &found.draft.hosts;
    let action = &found.spec.action;
    let called = action.host.clone();
    let own = found.spec.file.value(&["host"]).is_some();
    let at: SpecLocation<'_> = if own { SpecLocation::Action(&["host"]) } else { SpecLocation::Vendor(&["hosts"]) };
    for host in hosts.iter().filter(|host| !host.known) {
        let on_page = (host.name.value.clone(), host.name.position);
        found.differs("host", Difference::Host, on_page, Some(called.clone()), at);
    }
    let first = hosts.first().filter(|_| hosts.iter().all(|host| host.known && host.name.value != called));
    if let Some(first) = first {
        found.differs("host", Difference::Host, (first.name.value.clone(), first.name.position), Some(called), at);
    }
}

fn regions(found: &mut Collector<'_>) {
    let regions = &found.draft.regions;
    let spec = found.spec;
    let known = &spec.action.regions;
    for region in regions.iter().filter(|region| !known.contains(&region.value)) {
        let id = format!("regions.{}", region.value);
        let on_page = (region.value.clone(), region.position);
        found.differs(&id, Difference::MissingInSpec, on_page, None, SpecLocation::Action(&["regions"]));
        found.propose_fix(vec![Step::AddItem { list: "regions", item: region.value.clone() }]);
    }
    if regions.is_empty() {
        return;
    }
    for (at, region) in known.iter().enumerate() {
        if regions.iter().any(|on_page| on_page.value == *region) {
            continue;
        }
        let (id, in_spec) = (format!("regions.{region}"), Some(region.clone()));
        let location = SpecLocation::Action(&["regions", &at.to_string()]);
        found.note(id, Difference::MissingOnPage, None, in_spec, location);
        found.propose_fix(vec![Step::RemoveItem { list: "regions", item: region.clone() }]);
    }
}

fn quota(found: &mut Collector<'_>) {
    let spec = found.spec;
    further_quotas(found);
    let Some(Located { value: quota, position }) = &found.draft.quota else { return };
    let on_page = |text: String| (text, *position);
    let on_page_rate = || on_page(rate(quota.calls, quota.per));
    let Some(in_spec) = &spec.action.quota else {
        found.differs("quota", Difference::Quota, on_page_rate(), None, SpecLocation::Action(&["quota"]));
        return;
    };
    if (quota.calls, quota.per) != (in_spec.calls, in_spec.per) {
        let same = format!("{} / {}", in_spec.calls, in_spec.per);
        found.differs(
            "quota.calls",
            Difference::Quota,
            on_page_rate(),
            Some(same),
            SpecLocation::Action(&["quota", "calls"]),
        );
        let path = ["quota".to_owned()];
        let span = text(quota.per);
        found.propose_fix(vec![Step::set(&path, "calls", quota.calls.to_string()), Step::set(&path, "per", span)]);
    }
    if let Some(scope) = quota.page_scope.filter(|scope| *scope != in_spec.scope) {
        let word = |scope| match scope {
            Scope::Account => "account".to_owned(),
            Scope::App => "app".to_owned(),
            Scope::Room => "room".to_owned(),
        };
        let at = SpecLocation::Action(&["quota", "scope"]);
        found.differs("quota.scope", Difference::Scope, on_page(word(scope)), Some(word(in_spec.scope)), at);
        found.propose_fix(vec![Step::set(&["quota".to_owned()], "scope", word(scope))]);
    }
}

/// A page may have further ones, of test environments and the like. The first one is the action's, and specs have no other.
fn further_quotas(found: &mut Collector<'_>) {
    for (number, quota) in found.draft.further_quotas.iter().enumerate() {
        let (calls, seconds) = quota.value;
        let on_page = (rate(calls, Span(Duration::from_secs(seconds.into()))), quota.position);
        found.differs(
            &format!("quota.{}", number + 2),
            Difference::Quota,
            on_page,
            None,
            SpecLocation::Action(&["quota"]),
        );
    }
}

fn rate(calls: u32, per: Span) -> String {
    format!("{calls} / {per}")
}

fn window(found: &mut Collector<'_>) {
    let Some(window) = &found.draft.window else { return };
    let in_spec = found.spec.action.window.clone();
    let in_spec = in_spec.as_ref();
    for (key, page, spec) in [
        ("span", &window.span, in_spec.and_then(|window| window.span)),
        ("back", &window.back, in_spec.and_then(|window| window.back)),
        ("lag", &window.lag, in_spec.and_then(|window| window.lag)),
    ] {
        if let Some(page) = page.as_ref().filter(|page| spec != Some(page.value)) {
            let on_page = (page.value.to_string(), page.position);
            let in_spec = spec.map(|span| span.to_string());
            let at = ["window", key];
            let id = format!("window.{key}");
            found.differs(&id, Difference::Window, on_page, in_spec, SpecLocation::Action(&at));
            found.propose_fix(vec![Step::set(&["window".to_owned()], key, text(page.value))]);
        }
    }
    let in_spec = in_spec.and_then(|window| window.beyond);
    // Only where a longer range is truncated must a client know it.
    let clamps = |beyond| beyond == Some(Beyond::Clamped);
    if let Some(page) = window.beyond.as_ref().filter(|page| clamps(Some(page.value)) != clamps(in_spec)) {
        let word = |beyond| if beyond == Beyond::Clamped { "clamped" } else { "refused" };
        let (on_page, at) = ((word(page.value).to_owned(), page.position), SpecLocation::Action(&["window", "beyond"]));
        let in_spec = in_spec.map(|beyond| word(beyond).to_owned());
        found.differs("window.beyond", Difference::Window, on_page, in_spec, at);
        found.propose_fix(vec![Step::set(&["window".to_owned()], "beyond", word(page.value))]);
    }
}

/// A span of time as specs write it, in the largest unit that has it whole.
fn text(span: Span) -> String {
    let millis = span.0.as_millis();
    let units = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];
    let (unit, size) = units.into_iter().find(|(_, size)| millis.is_multiple_of(*size)).unwrap_or(("ms", 1));
    format!("{}{unit}", millis / size)
}
