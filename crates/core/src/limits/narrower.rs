//! Limits that depend on whether another parameter is set.

use std::ops::{Bound, RangeBounds};

/// A smaller maximum that applies if another parameter is set: the setter of that parameter, whether it is set, and the
/// maximum.
pub type Narrower<T> = (&'static str, bool, T);

/// The smallest maximum that applies, with the setter of its parameter.
pub(super) fn narrowest<T: PartialOrd + Copy>(narrower: &[Narrower<T>]) -> Option<(&'static str, T)> {
    let set = narrower.iter().filter(|(_, is_set, _)| *is_set).map(|(setter, _, max)| (*setter, *max));
    set.reduce(|least, other| if other.1 < least.1 { other } else { least })
}

/// The allowed values with the smallest maximum that applies, and the setter of its parameter.
pub(super) fn narrowed<T: PartialOrd + Copy>(
    allowed: &impl RangeBounds<T>,
    narrower: &[Narrower<T>],
) -> ((Bound<T>, Bound<T>), Option<&'static str>) {
    let (start, end) = (allowed.start_bound().cloned(), allowed.end_bound().cloned());
    match narrowest(narrower) {
        Some((setter, max)) => ((start, Bound::Included(max)), Some(setter)),
        None => ((start, end), None),
    }
}

/// The reason of a rule, as a continuation of it; empty without a reason.
pub(super) fn because(setter: Option<&'static str>) -> String {
    setter.map(|setter| format!(" because `{setter}` is set")).unwrap_or_default()
}
