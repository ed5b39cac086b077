//! What was there before and is there now, in pairs.

/// Two lists side by side.
pub(super) struct Pairs<'m, T> {
    /// What is in both, in the order of the first list.
    pub(super) both: Vec<(&'m T, &'m T)>,
    /// What is in the first one alone.
    pub(super) removed: Vec<&'m T>,
    /// What is in the second one alone.
    pub(super) added: Vec<&'m T>,
    /// Whether those in both are in another order.
    pub(super) reordered: bool,
}

impl<'m, T> Pairs<'m, T> {
    /// Pairs what has the same first key; then, of what is left, what has the same second one.
    pub(super) fn of(before: &'m [T], now: &'m [T], keys: &[fn(&T) -> &str]) -> Self {
        let mut partners: Vec<Option<usize>> = vec![None; before.len()];
        let mut taken = vec![false; now.len()];
        for key in keys {
            for (old, partner) in before.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
                *partner = now.iter().enumerate().position(|(at, new)| !taken[at] && key(old) == key(new));
                if let Some(at) = *partner {
                    taken[at] = true;
                }
            }
        }
        let places: Vec<usize> = partners.iter().copied().flatten().collect();
        Self {
            both: before.iter().zip(&partners).filter_map(|(old, at)| at.map(|at| (old, &now[at]))).collect(),
            removed: before.iter().zip(&partners).filter(|(_, at)| at.is_none()).map(|(old, _)| old).collect(),
            added: now.iter().zip(taken).filter(|(_, taken)| !taken).map(|(new, _)| new).collect(),
            reordered: !places.is_sorted(),
        }
    }
}
