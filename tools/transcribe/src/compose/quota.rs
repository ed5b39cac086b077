//! The rate limits of an action.

use super::type_predicates::is_identifier;
use crate::{
    draft::{Draft, Quota, Sourced},
    terms::scope,
};
use rtc_catalog::{
    format::{Scope, Span},
    model::Vendor,
    names,
};
use rtc_pages::{Facts, Located};
use std::time::Duration;

/// The quotas that the page has, and those that are left out. A further one must be for another span or another scope: one
/// that is not is for other circumstances, such as test environments.
pub(super) fn quotas(draft: &mut Draft, facts: &Facts, vendor: &Vendor) -> (Vec<Located<Quota>>, Vec<Located<Quota>>) {
    let (mut quotas, mut left_out): (Vec<Located<Quota>>, Vec<Located<Quota>>) = (Vec::new(), Vec::new());
    for (at, printed) in facts.quotas.iter().enumerate() {
        let remarks = draft.remarks.len();
        let quota = Quota { number: at + 1, ..quota(draft, printed, vendor) };
        let stated = |quota: &Quota| quota.scope.source.is_some();
        let is_other = |known: &Located<Quota>| {
            let known = &known.value;
            let scopes = stated(known) && stated(&quota) && known.scope.value != quota.scope.value;
            known.per != quota.per || scopes
        };
        let Located { value: rtc_pages::Quota { calls, seconds, .. }, position } = printed;
        if *calls > 0 && *seconds > 0 && quotas.iter().all(is_other) {
            quotas.push(Located { value: quota, position: *position });
            continue;
        }
        draft.remarks.truncate(remarks);
        if *calls > 0 && *seconds > 0 {
            let words = format!("the page has another quota too: {calls} in {seconds} s");
            draft.remark(&["quota"], Some(*position), words);
        }
        left_out.push(Located { value: quota, position: *position });
    }
    (quotas, left_out)
}

fn quota(draft: &mut Draft, printed: &Located<rtc_pages::Quota>, vendor: &Vendor) -> Quota {
    // Whose credentials are an app's counts apps, unless the page says otherwise.
    let own = vendor.common_request.iter().any(|common| is_one_of(&common.wire, &vendor.words.app));
    let usual = if own { Scope::App } else { Scope::Account };
    let scope = printed.value.scope.as_deref().and_then(scope);
    let by = |known: &[String]| -> Vec<String> {
        let found = draft.request.iter().find(|member| is_one_of(&member.name.value, known));
        found
            .filter(|member| is_identifier(draft, member))
            .map(|member| member.name.value.clone())
            .into_iter()
            .collect()
    };
    let (scope, by) = match scope {
        Some(Scope::App) if !own => (Some(Scope::App), by(&vendor.words.app)),
        Some(Scope::Room) => (Some(Scope::Room), by(&vendor.words.room)),
        scope => (scope, Vec::new()),
    };
    let nameless = by.is_empty() && matches!((scope, own), (Some(Scope::Room), _) | (Some(Scope::App), false));
    if nameless {
        draft.remark(
            &["quota"],
            Some(printed.position),
            "the page counts calls by a parameter that the request does not have",
        );
    } else if scope.is_none() {
        draft.remark(
            &["quota"],
            Some(printed.position),
            "the page does not say whether calls are counted by account, app or room",
        );
    }
    let page_scope = scope;
    let scope = match scope {
        Some(scope) if !nameless => Sourced::from_page(scope, printed.position),
        _ => Sourced::assumed(usual),
    };
    let per = Span(Duration::from_secs(printed.value.seconds.into()));
    Quota { number: 0, calls: printed.value.calls, per, scope, by, page_scope }
}

/// Whether a name is one of `known`, however the page spells its words.
fn is_one_of(name: &str, known: &[String]) -> bool {
    known.iter().any(|known| names::snake(known) == names::snake(name))
}
