//! How an action is called: version, method, hosts, regions, quota, window.

use super::{Collector, SpecLocation};
use crate::finding::{Difference, Step};
use rtc_catalog::model::{Beyond, Method, Quota as SpecQuota, Scope, Span};
use rtc_pages::{Located, Quota};
use rtc_transcribe::terms::scope;
use serde_json::Value as Json;
use std::time::Duration;

pub(super) fn compare(found: &mut Collector<'_>) {
    version(found);
    method(found);
    hosts(found);
    regions(found);
    quotas(found);
    window(found);
}

fn version(found: &mut Collector<'_>) {
    let facts = found.facts;
    let in_spec = &found.spec.action.version;
    let in_spec = (!in_spec.is_empty()).then(|| in_spec.clone());
    if let Some(version) = facts.version.as_ref().filter(|version| Some(&version.value) != in_spec.as_ref()) {
        let on_page = (version.value.clone(), version.position);
        found.differs("version", Difference::Version, on_page, in_spec, SpecLocation::Action(&["version"]));
        found.propose_fix(vec![Step::set(&[], "version", Json::from(version.value.as_str()).to_string())]);
    }
}

fn method(found: &mut Collector<'_>) {
    let in_spec = match found.spec.action.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    if let Some(method) = found.facts.method.as_ref().filter(|method| method.value != in_spec) {
        let on_page = (method.value.clone(), method.position);
        found.differs(
            "method",
            Difference::Method,
            on_page,
            Some(in_spec.to_owned()),
            SpecLocation::Action(&["method"]),
        );
        if matches!(method.value.as_str(), "GET" | "POST") {
            found.propose_fix(vec![Step::set(&[], "method", method.value.as_str())]);
        }
    }
}

/// Each host of the page must be the vendor's, and the action's must be among them.
fn hosts(found: &mut Collector<'_>) {
    let facts = found.facts;
    let action = &found.spec.action;
    let called = action.host.clone();
    let own = found.spec.file.value(&["host"]).is_some();
    let at: SpecLocation<'_> = if own { SpecLocation::Action(&["host"]) } else { SpecLocation::Vendor(&["hosts"]) };
    let mut in_spec = false;
    for host in &facts.hosts {
        if action.vendor.hosts.iter().all(|known| known.host != host.value) {
            let on_page = (host.value.clone(), host.position);
            found.differs("host", Difference::Host, on_page, Some(called.clone()), at);
            in_spec = true;
        }
    }
    if let Some(first) = facts.hosts.first().filter(|_| !in_spec && facts.hosts.iter().all(|host| host.value != called))
    {
        found.differs("host", Difference::Host, (first.value.clone(), first.position), Some(called), at);
    }
}

fn regions(found: &mut Collector<'_>) {
    let facts = found.facts;
    let spec = found.spec;
    let known = &spec.action.regions;
    for region in facts.regions.iter().filter(|region| !known.contains(&region.value)) {
        let id = format!("regions.{}", region.value);
        let on_page = (region.value.clone(), region.position);
        found.differs(&id, Difference::MissingInSpec, on_page, None, SpecLocation::Action(&["regions"]));
        found.propose_fix(vec![Step::AddItem { list: "regions", item: region.value.clone() }]);
    }
    if facts.regions.is_empty() {
        return;
    }
    for (at, region) in known.iter().enumerate() {
        if facts.regions.iter().any(|on_page| on_page.value == *region) {
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
    let (facts, spec) = (found.facts, found.spec);
    let in_spec = &spec.action.quotas;
    let mut open: Vec<usize> = (0..in_spec.len()).collect();
    let mut unlike: Vec<(usize, &Located<Quota>)> = Vec::new();
    for (number, quota) in facts.quotas.iter().enumerate() {
        match open.iter().position(|at| is_same(&quota.value, &in_spec[*at])) {
            Some(same) => drop(open.remove(same)),
            None => unlike.push((number, quota)),
        }
    }
    for (number, quota) in unlike {
        let is_like = |at: &&usize| quota.value.seconds == 0 || per(&quota.value) == in_spec[**at].per;
        let like = open.iter().find(is_like).or(open.first().filter(|_| number == 0)).copied();
        if let Some(like) = like {
            open.retain(|at| *at != like);
            changed_quota(found, quota, like);
        } else {
            let id = if number == 0 { "quota".to_owned() } else { format!("quota.{}", number + 1) };
            let on_page = (rate(&quota.value), quota.position);
            found.differs(&id, Difference::Quota, on_page, None, SpecLocation::Action(&["quota"]));
        }
    }
    // A page without any says nothing of them.
    for at in open.into_iter().filter(|_| !facts.quotas.is_empty()) {
        let text = format!("{} / {}", in_spec[at].calls, in_spec[at].per);
        let number = at.to_string();
        let location = SpecLocation::Action(&["quota", &number]);
        found.note(format!("quota.{}", at + 1), Difference::MissingOnPage, None, Some(text), location);
    }
}

fn is_same(page: &Quota, in_spec: &SpecQuota) -> bool {
    let scope = page.scope.as_deref().and_then(scope);
    (page.calls, per(page)) == (in_spec.calls, in_spec.per) && scope.is_none_or(|scope| scope == in_spec.scope)
}

/// A quota of the page that is not quite the spec's at position `at`.
fn changed_quota(found: &mut Collector<'_>, Located { value: page, position }: &Located<Quota>, at: usize) {
    let in_spec = &found.spec.action.quotas[at];
    let number = at.to_string();
    let is_list = found.spec.action.quotas.len() > 1;
    let path = if is_list { vec!["quota", &number] } else { vec!["quota"] };
    let id = path.join(".");
    let own: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
    if (page.calls, per(page)) != (in_spec.calls, in_spec.per) {
        let same = format!("{} / {}", in_spec.calls, in_spec.per);
        let location = [&path[..], &["calls"]].concat();
        let on_page = (rate(page), *position);
        let id = format!("{id}.calls");
        found.differs(&id, Difference::Quota, on_page, Some(same), SpecLocation::Action(&location));
        if !is_list {
            let span = text(per(page));
            found.propose_fix(vec![Step::set(&own, "calls", page.calls.to_string()), Step::set(&own, "per", span)]);
        }
    }
    if let Some(scope) = page.scope.as_deref().and_then(scope).filter(|scope| *scope != in_spec.scope) {
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

fn per(quota: &Quota) -> Span {
    Span(Duration::from_secs(quota.seconds.into()))
}

fn rate(quota: &Quota) -> String {
    format!("{} / {}", quota.calls, per(quota))
}

fn window(found: &mut Collector<'_>) {
    let facts = &found.facts.window;
    let action = &found.spec.action;
    let in_spec = action.window.clone();
    let in_spec = in_spec.as_ref();
    for (key, page, spec) in [
        ("span", &facts.span, in_spec.and_then(|window| window.span)),
        ("back", &facts.back, in_spec.and_then(|window| window.back)),
        ("lag", &facts.lag, in_spec.and_then(|window| window.lag)),
    ] {
        let Some(seconds) = page else { continue };
        let page = Span(Duration::from_secs(seconds.value));
        if spec != Some(page) {
            let on_page = (page.to_string(), seconds.position);
            let in_spec = spec.map(|span| span.to_string());
            found.differs(
                &format!("window.{key}"),
                Difference::Window,
                on_page,
                in_spec,
                SpecLocation::Action(&["window", key]),
            );
            found.propose_fix(vec![Step::set(&["window".to_owned()], key, text(page))]);
        }
    }
    let beyond = in_spec.and_then(|window| window.beyond);
    if let Some(cut) = facts.clamped.as_ref().filter(|cut| cut.value != (beyond == Some(Beyond::Clamped))) {
        let word = |clamped| if clamped { "clamped" } else { "refused" };
        let on_page = (word(cut.value).to_owned(), cut.position);
        let in_spec = beyond.map(|beyond| word(beyond == Beyond::Clamped).to_owned());
        found.differs(
            "window.beyond",
            Difference::Window,
            on_page,
            in_spec,
            SpecLocation::Action(&["window", "beyond"]),
        );
        found.propose_fix(vec![Step::set(&["window".to_owned()], "beyond", word(cut.value))]);
    }
}

/// A span of time as specs write it, in the largest unit that has it whole.
fn text(span: Span) -> String {
    let millis = span.0.as_millis();
    let units = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];
    let (unit, size) = units.into_iter().find(|(_, size)| millis.is_multiple_of(*size)).unwrap_or(("ms", 1));
    format!("{}{unit}", millis / size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_of_the_vendors_words() {
        for (words, scope) in [
            ("同一个 AppID 下所有房间", Some(Scope::App)),
            ("all rooms under the same AppID", Some(Scope::App)),
            ("单个房间", Some(Scope::Room)),
            ("per account", Some(Scope::Account)),
            ("测试环境", None),
        ] {
            assert_eq!(super::scope(words), scope, "{words}");
        }
    }
}
