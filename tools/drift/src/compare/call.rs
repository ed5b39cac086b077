//! How an action is called: version, method, hosts, regions, quota, window.

use super::{Collector, SpecLocation};
use crate::finding::{Difference, Step};
use rtc_catalog::model::{Beyond, Method, Quota as SpecQuota, Scope, Span};
use rtc_pages::Located;
use rtc_transcribe::Quota;
use serde_json::Value as Json;

pub(super) fn compare(found: &mut Collector<'_>) {
    version(found);
    method(found);
    hosts(found);
    regions(found);
    quotas(found);
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

/// Each quota of the page is compared with the spec's that is most like it.
fn quotas(found: &mut Collector<'_>) {
    let (draft, spec) = (found.draft, found.spec);
    let in_spec = &spec.action.quotas;
    let mut on_page: Vec<&Located<Quota>> = draft.quotas.iter().chain(&draft.left_out_quotas).collect();
    on_page.sort_by_key(|quota| quota.value.number);
    let mut open: Vec<usize> = (0..in_spec.len()).collect();
    let mut unlike: Vec<&Located<Quota>> = Vec::new();
    for quota in &on_page {
        match open.iter().position(|at| is_same(&quota.value, &in_spec[*at])) {
            Some(same) => drop(open.remove(same)),
            None => unlike.push(quota),
        }
    }
    for quota in unlike {
        let Quota { number, per, .. } = quota.value;
        let is_like = |at: &&usize| per.0.is_zero() || per == in_spec[**at].per;
        let like = open.iter().find(is_like).or(open.first().filter(|_| number == 1)).copied();
        if let Some(like) = like {
            open.retain(|at| *at != like);
            changed_quota(found, quota, like);
        } else {
            let id = if number == 1 { "quota".to_owned() } else { format!("quota.{number}") };
            let on_page = (rate(&quota.value), quota.position);
            found.differs(&id, Difference::Quota, on_page, None, SpecLocation::Action(&["quota"]));
        }
    }
    // A page without any says nothing of them.
    for at in open.into_iter().filter(|_| !on_page.is_empty()) {
        let text = format!("{} / {}", in_spec[at].calls, in_spec[at].per);
        let number = at.to_string();
        let location = SpecLocation::Action(&["quota", &number]);
        found.note(format!("quota.{}", at + 1), Difference::MissingOnPage, None, Some(text), location);
    }
}

fn is_same(page: &Quota, in_spec: &SpecQuota) -> bool {
    (page.calls, page.per) == (in_spec.calls, in_spec.per) && page.page_scope.is_none_or(|scope| scope == in_spec.scope)
}

/// A quota of the page that is not quite the spec's at position `at`.
fn changed_quota(found: &mut Collector<'_>, Located { value: page, position }: &Located<Quota>, at: usize) {
    let in_spec = &found.spec.action.quotas[at];
    let number = at.to_string();
    let is_list = found.spec.action.quotas.len() > 1;
    let path = if is_list { vec!["quota", &number] } else { vec!["quota"] };
    let id = path.join(".");
    let own: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
    if (page.calls, page.per) != (in_spec.calls, in_spec.per) {
        let same = format!("{} / {}", in_spec.calls, in_spec.per);
        let location = [&path[..], &["calls"]].concat();
        let on_page = (rate(page), *position);
        let id = format!("{id}.calls");
        found.differs(&id, Difference::Quota, on_page, Some(same), SpecLocation::Action(&location));
        if !is_list {
            let span = text(page.per);
            found.propose_fix(vec![Step::set(&own, "calls", page.calls.to_string()), Step::set(&own, "per", span)]);
        }
    }
    if let Some(scope) = page.page_scope.filter(|scope| *scope != in_spec.scope) {
        let word = |scope| match scope {
            Scope::Account => "account".to_owned(),
            Scope::App => "app".to_owned(),
            Scope::Room => "room".to_owned(),
        };
        let location = [&path[..], &["scope"]].concat();
        let on_page = (word(scope), *position);
        let same = Some(word(in_spec.scope));
        let id = format!("{id}.scope");
        found.differs(&id, Difference::Scope, on_page, same, SpecLocation::Action(&location));
        if !is_list {
            found.propose_fix(vec![Step::set(&own, "scope", word(scope))]);
        }
    }
}

fn rate(quota: &Quota) -> String {
    format!("{} / {}", quota.calls, quota.per)
}

fn window(found: &mut Collector<'_>) {
    let Some(window) = &found.draft.window else { return };
    let in_spec = found.spec.action.window.clone();
    let in_spec = in_spec.as_ref();
    let narrower: Vec<Span> = found.spec.action.narrower_spans().into_iter().map(|(_, span)| span).collect();
    for (key, page, spec) in [
        ("span", &window.span, in_spec.and_then(|window| window.span)),
        ("back", &window.back, in_spec.and_then(|window| window.back)),
        ("lag", &window.lag, in_spec.and_then(|window| window.lag)),
    ] {
        // A page may have the narrower spans only, those under a condition.
        let is_narrower = |span: Span| key == "span" && narrower.contains(&span);
        if let Some(page) = page.as_ref().filter(|page| spec != Some(page.value) && !is_narrower(page.value)) {
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
