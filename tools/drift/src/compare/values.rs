//! Documented values.

use super::{Collector, SpecLocation, matched::Matched};
use crate::finding::{Difference, NewEntry, Step};
use rtc_catalog::model::Type;

pub(super) fn compare(found: &mut Collector<'_>, matched: &Matched<'_>) {
    let values = &matched.page.page.values;
    let (Some(first), kind) = (values.first(), matched.member.kind.innermost()) else { return };
    let spec = found.spec;
    let enumeration = match kind {
        Type::Enum(name) => spec.action.enumeration(name),
        Type::Bool => return,
        _ => None,
    };
    let Some(enumeration) = enumeration else {
        let all: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
        matched.differs(found, "values", Difference::MissingInSpec, (all.join(", "), first.position), None);
        return;
    };
    let path = ["enums", enumeration.name.as_str(), "values"];
    for value in values.iter().filter(|value| enumeration.values.iter().all(|known| known.wire != value.value)) {
        let id = format!("{}.values.{}", matched.id, value.value);
        let page = Some((value.value.clone(), value.position, matched.of.clone()));
        found.note(id, Difference::MissingInSpec, page, None, SpecLocation::Action(&path));
        let before = values.iter().take_while(|other| other.value != value.value);
        let mut behind: Vec<String> = before.map(|value| value.value.clone()).collect();
        behind.reverse();
        let what = NewEntry::Value(matched.trail.clone(), value.value.clone());
        found.propose_fix(vec![Step::Insert { path: path.map(str::to_owned).to_vec(), behind, what }]);
    }
    for known in enumeration.values.iter().filter(|known| values.iter().all(|value| value.value != known.wire)) {
        let id = format!("{}.values.{}", matched.id, known.wire);
        let path = [&path[..], &[known.wire.as_str()]].concat();
        found.note(id, Difference::MissingOnPage, None, Some(known.wire.clone()), SpecLocation::Action(&path));
        found.propose_fix(vec![Step::Remove { path: path.iter().map(|key| (*key).to_owned()).collect() }]);
    }
}
