//! Error codes: the action's own, and those of the vendor's groups that the page lists too.

use super::{Collector, SpecLocation, members};
use crate::finding::{Difference, NewEntry, Step};
use rtc_catalog::model::Code as SpecCode;
use rtc_transcribe::Code;

pub(super) fn compare(found: &mut Collector<'_>) {
    let (draft, spec) = (found.draft, found.spec);
    for code in &draft.errors {
        if let Some(in_spec) = spec.action.codes.iter().find(|in_spec| in_spec.wire == code.wire.value) {
            compare_matched(found, code, in_spec);
            continue;
        }
        let id = format!("errors.{}", code.wire.value);
        let on_page = (code.wire.value.clone(), code.wire.position);
        found.differs(&id, Difference::MissingInSpec, on_page, None, SpecLocation::Action(&["errors"]));
        let before = draft.errors.iter().take_while(|other| other.wire.value != code.wire.value);
        let mut behind: Vec<String> = before.map(|code| code.wire.value.clone()).collect();
        behind.reverse();
        let what = NewEntry::Code(code.wire.value.clone());
        found.propose_fix(vec![Step::Insert { path: vec!["errors".to_owned()], behind, what }]);
    }
    let own = || spec.action.codes.iter().filter(|in_spec| in_spec.own).map(|in_spec| in_spec.wire.as_str());
    // A definition without codes says nothing of them.
    if draft.errors.is_empty() && draft.is_defined {
        return;
    }
    if draft.errors.is_empty() {
        let any = own().chain(spec.action.listed_codes.iter().map(String::as_str)).next();
        if let Some(in_spec) = any.map(str::to_owned) {
            found.note(
                "errors".to_owned(),
                Difference::MissingOnPage,
                None,
                Some(in_spec),
                SpecLocation::Action(&["errors"]),
            );
        }
        return;
    }
    let gone = |wire: &&str| draft.errors.iter().all(|code| code.wire.value != **wire);
    let is_safe_to_remove = members::is_safe_to_remove(own().filter(gone).count(), own().count());
    for wire in own().filter(gone) {
        let (id, in_spec) = (format!("errors.{wire}"), Some(wire.to_owned()));
        found.note(id, Difference::MissingOnPage, None, in_spec, SpecLocation::Action(&["errors", wire]));
        if is_safe_to_remove {
            found.propose_fix(vec![Step::Remove { path: vec!["errors".to_owned(), wire.to_owned()] }]);
        }
    }
    for (at, wire) in spec.action.listed_codes.iter().enumerate().filter(|(_, wire)| gone(&wire.as_str())) {
        let (id, in_spec) = (format!("errors.{wire}"), Some(wire.clone()));
        found.note(
            id,
            Difference::MissingOnPage,
            None,
            in_spec,
            SpecLocation::Action(&["listed_codes", &at.to_string()]),
        );
        found.propose_fix(vec![Step::RemoveItem { list: "listed_codes", item: wire.clone() }]);
    }
}

fn compare_matched(found: &mut Collector<'_>, code: &Code, in_spec: &SpecCode) {
    let listed = &found.spec.action.listed_codes;
    if !in_spec.own && !listed.is_empty() && !listed.contains(&in_spec.wire) {
        let id = format!("errors.{}", in_spec.wire);
        let on_page = (in_spec.wire.clone(), code.wire.position);
        found.differs(&id, Difference::MissingInSpec, on_page, None, SpecLocation::Action(&["listed_codes"]));
        found.propose_fix(vec![Step::AddItem { list: "listed_codes", item: in_spec.wire.clone() }]);
    }
    let Some(on_page) = code.status.as_ref().filter(|status| in_spec.status != Some(status.value)) else { return };
    let number = on_page.value.to_string();
    let (id, on_page) = (format!("errors.{}.status", in_spec.wire), (number.clone(), on_page.position));
    let status = in_spec.status.map(|status| status.to_string());
    if in_spec.own {
        let at = ["errors", in_spec.wire.as_str(), "status"];
        found.differs(&id, Difference::Status, on_page, status, SpecLocation::Action(&at));
        found.propose_fix(vec![Step::set(&["errors".to_owned(), in_spec.wire.clone()], "status", number)]);
        return;
    }
    let groups = &found.spec.action.vendor.groups;
    let holds = |codes: &[SpecCode]| codes.iter().any(|known| known.wire == in_spec.wire);
    let group = groups.iter().find(|(_, codes)| holds(codes)).map_or("every", |(group, _)| group.as_str());
    let at = ["codes", group, in_spec.wire.as_str(), "status"];
    found.differs(&id, Difference::Status, on_page, status, SpecLocation::Vendor(&at));
}
