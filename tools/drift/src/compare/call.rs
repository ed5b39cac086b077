//! How an action is called: version, method, hosts, regions, quota, window.

use super::{At, Found};
use crate::finding::{Difference, New, Step};
use rtc_catalog::model::{Beyond, Method, Scope, Span};
use rtc_pages::{At as Placed, Quota};
use rtc_transcribe::terms::scope;
use serde_json::Value as Json;
use std::time::Duration;

pub(super) fn compare(found: &mut Found<'_>) {
    version(found);
    method(found);
    hosts(found);
    regions(found);
    quota(found);
    window(found);
}

fn version(found: &mut Found<'_>) {
    let facts = found.facts;
    let told = &found.spec.action.version;
    let told = (!told.is_empty()).then(|| told.clone());
    if let Some(version) = facts.version.as_ref().filter(|version| Some(&version.value) != told.as_ref()) {
        let said = (version.value.clone(), version.position);
        found.differs("version", Difference::Version, said, told, At::Action(&["version"]));
        found.mend(vec![Step::set(&[], "version", Json::from(version.value.as_str()).to_string())]);
    }
}

fn method(found: &mut Found<'_>) {
    let told = match found.spec.action.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    if let Some(method) = found.facts.method.as_ref().filter(|method| method.value != told) {
        let said = (method.value.clone(), method.position);
        found.differs("method", Difference::Method, said, Some(told.to_owned()), At::Action(&["method"]));
        if matches!(method.value.as_str(), "GET" | "POST") {
            found.mend(vec![Step::set(&[], "method", method.value.as_str())]);
        }
    }
}

/// Each host of the page must be the vendor's, and the action's must be among them.
fn hosts(found: &mut Found<'_>) {
    let facts = found.facts;
    let action = &found.spec.action;
    let called = action.host.clone();
    let own = found.spec.file.value(&["host"]).is_some();
    let at: At<'_> = if own { At::Action(&["host"]) } else { At::Vendor(&["hosts"]) };
    let mut told = false;
    for host in &facts.hosts {
        if action.vendor.hosts.iter().all(|known| known.host != host.value) {
            let said = (host.value.clone(), host.position);
            found.differs("host", Difference::Host, said, Some(called.clone()), at);
            told = true;
        }
    }
    if let Some(first) = facts.hosts.first().filter(|_| !told && facts.hosts.iter().all(|host| host.value != called)) {
        found.differs("host", Difference::Host, (first.value.clone(), first.position), Some(called), at);
    }
}

fn regions(found: &mut Found<'_>) {
    let facts = found.facts;
    let spec = found.spec;
    let known: Vec<&str> =
        spec.action.regions.iter().flat_map(|regions| &regions.values).map(|value| value.wire.as_str()).collect();
    for region in facts.regions.iter().filter(|region| !known.contains(&region.value.as_str())) {
        let id = format!("regions.{}", region.value);
        let said = (region.value.clone(), region.position);
        found.differs(&id, Difference::MissingInSpec, said, None, At::Action(&["regions"]));
        let before = facts.regions.iter().take_while(|other| other.value != region.value);
        let mut behind: Vec<String> = before.map(|region| region.value.clone()).collect();
        behind.reverse();
        let what = New::Region(region.value.clone());
        found.mend(vec![Step::Insert { path: vec!["regions".to_owned()], behind, what }]);
    }
    if facts.regions.is_empty() {
        return;
    }
    for region in known.iter().filter(|known| facts.regions.iter().all(|region| region.value != **known)) {
        let (id, told) = (format!("regions.{region}"), Some((*region).to_owned()));
        found.note(id, Difference::MissingOnPage, None, told, At::Action(&["regions", region]));
        found.mend(vec![Step::Remove { path: vec!["regions".to_owned(), (*region).to_owned()] }]);
    }
}

fn quota(found: &mut Found<'_>) {
    let spec = found.spec;
    further_quotas(found);
    let Some(Placed { value: quota, position }) = found.facts.quotas.first() else { return };
    let said = |text: String| (text, *position);
    let Some(told) = &spec.action.quota else {
        found.differs("quota", Difference::Quota, said(rate(quota)), None, At::Action(&["quota"]));
        return;
    };
    let per = Duration::from_secs(quota.seconds.into());
    if (quota.calls, per) != (told.calls, told.per.0) {
        let same = format!("{} / {}", told.calls, told.per);
        found.differs("quota.calls", Difference::Quota, said(rate(quota)), Some(same), At::Action(&["quota", "calls"]));
        let path = ["quota".to_owned()];
        let span = text(Span(per));
        found.mend(vec![Step::set(&path, "calls", quota.calls.to_string()), Step::set(&path, "per", span)]);
    }
    if let Some(scope) = quota.scope.as_deref().and_then(scope).filter(|scope| *scope != told.scope) {
        let word = |scope| match scope {
            Scope::Account => "account".to_owned(),
            Scope::App => "app".to_owned(),
            Scope::Room => "room".to_owned(),
        };
        let at = At::Action(&["quota", "scope"]);
        found.differs("quota.scope", Difference::Scope, said(word(scope)), Some(word(told.scope)), at);
        found.mend(vec![Step::set(&["quota".to_owned()], "scope", word(scope))]);
    }
}

/// A page may have further ones, of test environments and the like. The first one is the action's, and specs have no other.
fn further_quotas(found: &mut Found<'_>) {
    let facts = found.facts;
    for (number, quota) in facts.quotas.iter().enumerate().skip(1) {
        let said = (rate(&quota.value), quota.position);
        found.differs(&format!("quota.{}", number + 1), Difference::Quota, said, None, At::Action(&["quota"]));
    }
}

fn rate(quota: &Quota) -> String {
    format!("{} / {}", quota.calls, Span(Duration::from_secs(quota.seconds.into())))
}

fn window(found: &mut Found<'_>) {
    let facts = &found.facts.window;
    let action = &found.spec.action;
    let told = action.window.clone();
    let told = told.as_ref();
    for (key, page, spec) in [
        ("span", &facts.span, told.and_then(|window| window.span)),
        ("back", &facts.back, told.and_then(|window| window.back)),
        ("lag", &facts.lag, told.and_then(|window| window.lag)),
    ] {
        let Some(seconds) = page else { continue };
        let page = Span(Duration::from_secs(seconds.value));
        if spec != Some(page) {
            let said = (page.to_string(), seconds.position);
            let told = spec.map(|span| span.to_string());
            found.differs(&format!("window.{key}"), Difference::Window, said, told, At::Action(&["window", key]));
            found.mend(vec![Step::set(&["window".to_owned()], key, text(page))]);
        }
    }
    let beyond = told.and_then(|window| window.beyond);
    if let Some(cut) = facts.clamped.as_ref().filter(|cut| cut.value != (beyond == Some(Beyond::Clamped))) {
        let word = |clamped| if clamped { "clamped" } else { "refused" };
        let said = (word(cut.value).to_owned(), cut.position);
        let told = beyond.map(|beyond| word(beyond == Beyond::Clamped).to_owned());
        found.differs("window.beyond", Difference::Window, said, told, At::Action(&["window", "beyond"]));
        found.mend(vec![Step::set(&["window".to_owned()], "beyond", word(cut.value))]);
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
