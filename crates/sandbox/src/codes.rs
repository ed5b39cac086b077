//! Chooses the documented error code of a situation, by the meaning of each code in the specs.

use crate::{refusal::Refusal, rejection::Rejection};
use rtc_catalog::model::{Action, Code, Scope, Situation, Vendor};
use std::iter::successors;

/// The codes of an action, those that the action's own page lists first.
#[derive(Clone, Debug)]
pub(crate) struct Codes<'s>(Vec<&'s Code>);

impl<'s> Codes<'s> {
    /// The codes of an action. Without an action, those that every action of the vendor has.
    pub(crate) fn new(vendor: &'s Vendor, action: Option<&'s Action>) -> Self {
        let Some(action) = action else {
            let every = vendor.groups.iter().filter(|(group, _)| group == "every");
            return Self(every.flat_map(|(_, codes)| codes).collect());
        };
        let mut codes: Vec<_> = action.codes.iter().collect();
        codes.sort_by_key(|code| !(code.own || action.listed_codes.contains(&code.wire)));
        Self(codes)
    }

    /// The refusal of a rejection. Where no code is documented, the code is the name of the situation.
    pub(crate) fn refusal(&self, rejection: &Rejection) -> Refusal {
        let documented = self.find(rejection.situation, rejection.parameter.as_deref());
        let code = documented.map_or_else(|| format!("{:?}", rejection.situation), |code| code.wire.clone());
        Refusal::new(code, rejection.message())
    }

    /// The code of a situation, or else of a more general one. A code for one parameter takes precedence.
    pub(crate) fn find(&self, situation: Situation, parameter: Option<&str>) -> Option<&'s Code> {
        successors(Some(situation), |situation| situation.general()).find_map(|situation| {
            let meaning = || self.0.iter().filter(move |code| code.means.contains(&situation));
            let names = |code: &Code, parameter| code.parameters.iter().any(|name| base(name) == base(parameter));
            let special = parameter.and_then(|parameter| {
                meaning().filter(|code| names(code, parameter)).min_by_key(|code| code.parameters.len())
            });
            special.or_else(|| meaning().find(|code| code.parameters.is_empty())).copied()
        })
    }
}

/// The situation of a call that exceeds the action's quota at that position.
pub(crate) fn throttled(action: &Action, quota: usize) -> Situation {
    match action.quotas.get(quota).map(|quota| quota.scope) {
        Some(Scope::App) => Situation::ThrottledApp,
        Some(Scope::Room) => Situation::ThrottledRoom,
        Some(Scope::Account) | None => Situation::Throttled,
    }
}

/// A parameter's name without the suffix of its list notation.
fn base(name: &str) -> &str {
    name.strip_suffix("[]").or_else(|| name.strip_suffix(".N")).unwrap_or(name)
}
