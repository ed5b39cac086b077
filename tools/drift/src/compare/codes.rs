//! Error codes: the action's own, and those of the vendor's groups that the page lists too.

use super::{At, Found, members};
use crate::finding::{Difference, New, Step};
use rtc_catalog::model::Code as Told;
use rtc_pages::Code;

pub(super) fn compare(found: &mut Found<'_>) {
    let (facts, spec) = (found.facts, found.spec);
    for code in &facts.codes {
        if let Some(told) = spec.action.codes.iter().find(|told| told.wire == code.code.value) {
            both(found, code, told);
            continue;
        }
        let id = format!("errors.{}", code.code.value);
        let said = (code.code.value.clone(), code.code.position);
        found.differs(&id, Difference::MissingInSpec, said, None, At::Action(&["errors"]));
        let before = facts.codes.iter().take_while(|other| other.code.value != code.code.value);
        let mut behind: Vec<String> = before.map(|code| code.code.value.clone()).collect();
        behind.reverse();
        let what = New::Code(code.code.value.clone());
        found.mend(vec![Step::Insert { path: vec!["errors".to_owned()], behind, what }]);
    }
    let own = || spec.action.codes.iter().filter(|told| told.own).map(|told| told.wire.as_str());
    if facts.codes.is_empty() {
        let any = own().chain(spec.action.listed_codes.iter().map(String::as_str)).next();
        if let Some(told) = any.map(str::to_owned) {
            found.note("errors".to_owned(), Difference::MissingOnPage, None, Some(told), At::Action(&["errors"]));
        }
        return;
    }
    let gone = |wire: &&str| facts.codes.iter().all(|code| code.code.value != **wire);
    let may_go = members::may_go(own().filter(gone).count(), own().count());
    for wire in own().filter(gone) {
        let (id, told) = (format!("errors.{wire}"), Some(wire.to_owned()));
        found.note(id, Difference::MissingOnPage, None, told, At::Action(&["errors", wire]));
        if may_go {
            found.mend(vec![Step::Remove { path: vec!["errors".to_owned(), wire.to_owned()] }]);
        }
    }
    for (at, wire) in spec.action.listed_codes.iter().enumerate().filter(|(_, wire)| gone(&wire.as_str())) {
        let (id, told) = (format!("errors.{wire}"), Some(wire.clone()));
        found.note(id, Difference::MissingOnPage, None, told, At::Action(&["listed_codes", &at.to_string()]));
        found.mend(vec![Step::Unlist(wire.clone())]);
    }
}

fn both(found: &mut Found<'_>, code: &Code, told: &Told) {
    let listed = &found.spec.action.listed_codes;
    if !told.own && !listed.is_empty() && !listed.contains(&told.wire) {
        let id = format!("errors.{}", told.wire);
        let said = (told.wire.clone(), code.code.position);
        found.differs(&id, Difference::MissingInSpec, said, None, At::Action(&["listed_codes"]));
        found.mend(vec![Step::List(told.wire.clone())]);
    }
    let Some(status) = &code.status else { return };
    let Ok(number) = status.value.trim().parse::<u16>() else { return };
    if told.status == Some(number) {
        return;
    }
    let (id, said) = (format!("errors.{}.status", told.wire), (number.to_string(), status.position));
    let status = told.status.map(|status| status.to_string());
    if told.own {
        let at = ["errors", told.wire.as_str(), "status"];
        found.differs(&id, Difference::Status, said, status, At::Action(&at));
        found.mend(vec![Step::set(&["errors".to_owned(), told.wire.clone()], "status", number.to_string())]);
        return;
    }
    let groups = &found.spec.action.vendor.groups;
    let holds = |codes: &[Told]| codes.iter().any(|known| known.wire == told.wire);
    let group = groups.iter().find(|(_, codes)| holds(codes)).map_or("every", |(group, _)| group.as_str());
    let at = ["codes", group, told.wire.as_str(), "status"];
    found.differs(&id, Difference::Status, said, status, At::Vendor(&at));
}
