//! What changed in the public API of hand-written crates, which is compared as text: one item per line.

use crate::Bump;
use semver::Version;
use std::{collections::BTreeSet, fmt};

/// The public API of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// The crate's name.
    pub package: String,
    /// Its version.
    pub version: Version,
    /// Its public items, each as one line.
    pub items: BTreeSet<String>,
}

/// What changed in the public APIs of several crates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiReport {
    /// The crates that changed, by name.
    pub changes: Vec<ApiChange>,
}

/// What changed in the public API of one crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiChange {
    /// The crate's name.
    pub package: String,
    /// The version it had.
    pub before: Version,
    /// The version it has.
    pub now: Version,
    /// Items that it no longer has. One that changed is in both lists.
    pub removed: Vec<String>,
    /// Items that it did not have.
    pub added: Vec<String>,
}

/// Compares the crates that were there before and still are.
#[must_use]
pub fn compare_apis(before: &[Api], now: &[Api]) -> ApiReport {
    let changes = before.iter().filter_map(|old| {
        let new = now.iter().find(|new| new.package == old.package)?;
        let only_in = |one: &Api, other: &Api| one.items.difference(&other.items).cloned().collect::<Vec<_>>();
        let (removed, added) = (only_in(old, new), only_in(new, old));
        let package = old.package.clone();
        let change = ApiChange { package, before: old.version.clone(), now: new.version.clone(), removed, added };
        change.bump().is_some().then_some(change)
    });
    ApiReport { changes: changes.collect() }
}

impl ApiReport {
    /// Whether no version has to be raised.
    #[must_use]
    pub fn versions_suffice(&self) -> bool {
        self.changes.iter().all(|change| change.needed().is_none())
    }
}

impl ApiChange {
    /// The smallest step that is honest: an item that is gone or changed breaks users.
    fn bump(&self) -> Option<Bump> {
        match (self.removed.is_empty(), self.added.is_empty()) {
            (false, _) => Some(Bump::Major),
            (true, false) => Some(Bump::Minor),
            (true, true) => None,
        }
    }

    /// The version that the crate must at least have, if it has a lower one.
    #[must_use]
    pub fn needed(&self) -> Option<Version> {
        self.bump().map(|bump| bump.after(&self.before)).filter(|needed| self.now < *needed)
    }
}

impl fmt::Display for ApiChange {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { package, before, now, removed, added } = self;
        let bump = self.bump().map(|bump| format!("{bump}, ")).unwrap_or_default();
        match self.needed() {
            Some(needed) => writeln!(to, "{package} {before}: {bump}so {needed} is next, but it has {now}")?,
            None => writeln!(to, "{package} {before}: {bump}and {now} says so")?,
        }
        removed.iter().try_for_each(|item| writeln!(to, "  major, breaking  removed  {item}"))?;
        added.iter().try_for_each(|item| writeln!(to, "  minor            added    {item}"))
    }
}

impl fmt::Display for ApiReport {
    /// Nothing if nothing changed.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for change in &self.changes {
            write!(to, "{change}")?;
        }
        if let Some(change) = self.changes.iter().find(|change| change.needed().is_some()) {
            writeln!(to, "raise the version in the `Cargo.toml` of {} by hand, and describe it in its CHANGELOG.md", change.package)?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may fail")]
mod tests {
    use super::*;

    fn api(package: &str, version: &str, items: &[&str]) -> Api {
        let items = items.iter().map(|item| (*item).to_owned()).collect();
        Api { package: package.to_owned(), version: version.parse().unwrap(), items }
    }

    #[test]
    fn what_is_gone_breaks_and_what_is_new_does_not() {
        let before =
            [api("core", "0.1.0", &["pub fn a()", "pub fn b()"]), api("same", "0.1.0", &["x"]), api("gone", "1.0.0", &["x"])];
        let now = [
            api("core", "0.1.1", &["pub fn a(u8)", "pub fn b()", "pub fn c()"]),
            api("same", "0.1.0", &["x"]),
            api("new", "0.1.0", &["x"]),
        ];
        let report = compare_apis(&before, &now);
        assert!(!report.versions_suffice());
        insta::assert_snapshot!(report);
        let raised = [api("core", "0.2.0", &["pub fn a(u8)", "pub fn b()"])];
        assert!(compare_apis(&before, &raised).versions_suffice());
        let more = [api("core", "0.1.1", &["pub fn a()", "pub fn b()", "pub fn c()"])];
        assert!(compare_apis(&before, &more).versions_suffice());
        assert_eq!(compare_apis(&before, &before), ApiReport::default());
    }
}
