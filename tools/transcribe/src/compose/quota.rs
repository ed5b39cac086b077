//! The rate limit of an action.

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

pub(super) fn quota(draft: &mut Draft, facts: &Facts, vendor: &Vendor) -> Option<Located<Quota>> {
    let printed = facts.quotas.iter().find(|quota| quota.value.calls > 0 && quota.value.seconds > 0)?;
    for other in facts.quotas.iter().filter(|other| *other != printed) {
        let words = format!("the page has another quota too: {} in {} s", other.value.calls, other.value.seconds);
        draft.remark(&["quota"], Some(other.position), words);
    }
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
    Some(Located {
        value: Quota { calls: printed.value.calls, per, scope, by, page_scope },
        position: printed.position,
    })
}

/// What the page has of this kind behind the first one, as of test environments.
pub(super) fn further(facts: &Facts) -> Vec<Located<(u32, u32)>> {
    let rate = |quota: &Located<rtc_pages::Quota>| quota.clone().map(|quota| (quota.calls, quota.seconds));
    facts.quotas.iter().skip(1).map(rate).collect()
}

/// Whether a name is one of `known`, however the page spells its words.
fn is_one_of(name: &str, known: &[String]) -> bool {
    known.iter().any(|known| names::snake(known) == names::snake(name))
}
