//! The report on all crates.

use crate::{Bump, Change};
use semver::Version;
use std::fmt;

/// All crates, those before and those now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// One for each crate, by name.
    pub comparisons: Vec<Comparison>,
}

impl Report {
    /// Whether no version has to be raised.
    #[must_use]
    pub fn versions_suffice(&self) -> bool {
        self.too_low().next().is_none()
    }

    /// The crates whose versions have to be raised.
    pub fn too_low(&self) -> impl Iterator<Item = &Comparison> {
        self.comparisons.iter().filter(|one| matches!(one.verdict(), Verdict::TooLow(_)))
    }
}

/// One crate, before and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The crate's name.
    pub package: String,
    /// What it has, which decides where its version is.
    pub kind: CrateKind,
    /// Its spec, below the folder of specs.
    pub spec: String,
    /// The version it had; `None` if it is new.
    pub before: Option<Version>,
    /// The version it has; `None` if it is gone.
    pub now: Option<Version>,
    /// What changed, the largest first. Empty for a crate that is new or gone.
    pub changes: Vec<Change>,
}

/// What a crate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrateKind {
    /// One action.
    Action,
    /// What the actions of a vendor share.
    Common,
    /// The actions of a vendor, re-exported.
    Umbrella,
}

impl CrateKind {
    /// The key of the spec with the crate's version.
    #[must_use]
    pub const fn version_key(self) -> &'static str {
        match self {
            Self::Action | Self::Common => "release",
            Self::Umbrella => "umbrella",
        }
    }
}

/// Whether a crate's version is high enough for its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is nothing to tell.
    Unchanged,
    /// There was no such crate: its version may be any.
    New,
    /// There is no such crate any more, so nothing that could have a version.
    Removed,
    /// It does, or says more.
    Sufficient,
    /// It does not: this is the smallest one that would.
    TooLow(Version),
}

impl Comparison {
    /// The file with the changes from version to version, below the folder of specs.
    #[must_use]
    pub fn changelog(&self) -> String {
        let stem = match self.kind {
            CrateKind::Umbrella => self.spec.replace("/vendor.yaml", "/umbrella"),
            CrateKind::Action | CrateKind::Common => self.spec.trim_end_matches(".yaml").to_owned(),
        };
        stem + ".changes.md"
    }

    /// The largest step of all changes; `None` if nothing changed.
    #[must_use]
    pub fn bump(&self) -> Option<Bump> {
        self.changes.iter().map(Change::bump).max()
    }

    /// Whether the version tells what changed. One that was lowered never does.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let (Some(before), Some(now)) = (&self.before, &self.now) else {
            return if self.before.is_none() { Verdict::New } else { Verdict::Removed };
        };
        let needed = self.bump().map_or_else(|| before.clone(), |bump| bump.after(before));
        if *now < needed {
            Verdict::TooLow(needed)
        } else if self.changes.is_empty() {
            Verdict::Unchanged
        } else {
            Verdict::Sufficient
        }
    }
}

impl fmt::Display for Comparison {
    /// A line on the crate and its version, then a table of the changes.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = |version: &Option<Version>| version.as_ref().map(Version::to_string).unwrap_or_default();
        let (before, now) = (version(&self.before), version(&self.now));
        let bump = self.bump().map(|bump| format!("{bump}, ")).unwrap_or_default();
        match self.verdict() {
            Verdict::Unchanged => writeln!(to, "{} {now}: unchanged", self.package)?,
            Verdict::New => writeln!(to, "{} {now}: new", self.package)?,
            Verdict::Removed => writeln!(to, "{} {before}: removed, which breaks every user", self.package)?,
            Verdict::Sufficient => writeln!(to, "{} {before}: {bump}and {now} says so", self.package)?,
            Verdict::TooLow(needed) => {
                writeln!(to, "{} {before}: {bump}so {needed} is next, but it has {now}", self.package)?;
            }
        }
        let cells = |change: &Change| (change.item.to_string(), change.kind.to_string());
        let width = |texts: &mut dyn Iterator<Item = String>| {
            // One long cell must not move all others out of sight.
            texts.map(|text| text.chars().count()).filter(|width| *width <= 48).max().unwrap_or(0)
        };
        let first = width(&mut self.changes.iter().map(|change| cells(change).0));
        let second = width(&mut self.changes.iter().map(|change| cells(change).1));
        for change in &self.changes {
            let (item, what) = cells(change);
            let bump = match (change.is_breaking(), self.bump()) {
                (true, _) => "major, breaking",
                (false, Some(Bump::Major)) => &format!("{:15}", change.bump()),
                _ => &change.bump().to_string(),
            };
            writeln!(to, "  {bump}  {item:first$}  {what:second$}  {}", change.why())?;
        }
        Ok(())
    }
}

impl fmt::Display for Report {
    /// The crates of which there is something to say, and a line on all.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printed = 0;
        for comparison in self.comparisons.iter().filter(|one| one.verdict() != Verdict::Unchanged) {
            writeln!(to, "{comparison}")?;
            printed += 1;
        }
        let behind = self.too_low().count();
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        match (printed, behind) {
            (0, _) => writeln!(to, "nothing changed for users of the {} crates", self.comparisons.len()),
            (_, 0) => writeln!(to, "{printed} crate{} changed, and every version is high enough", plural(printed)),
            _ => writeln!(
                to,
                "{printed} crate{} changed, and {behind} version{} must be raised",
                plural(printed),
                plural(behind)
            ),
        }
    }
}
