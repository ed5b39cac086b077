//! How large a change is, and the version that says so.

use semver::Version;
use std::fmt;

/// How large a change is for users of a crate, by the words of semantic versioning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// Nothing that compiles or is relied on changes.
    Patch,
    /// There is more than before.
    Minor,
    /// Something that was right is no longer right.
    Major,
}

impl Bump {
    /// The smallest version after `version` that owns up to this step, as cargo reads versions: before 1.0 the middle
    /// number says what breaks and the last one everything else; before 0.1 every version breaks.
    #[must_use]
    pub const fn after(self, version: &Version) -> Version {
        let Version { major, minor, patch, .. } = *version;
        match (self, major, minor) {
            (Self::Major, 1.., _) => Version::new(major.saturating_add(1), 0, 0),
            (Self::Minor, 1.., _) | (Self::Major, 0, 1..) => Version::new(major, minor.saturating_add(1), 0),
            _ => Version::new(major, minor, patch.saturating_add(1)),
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.pad(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Bump, Version};

    #[test]
    fn the_next_version_is_the_one_that_cargo_takes_for_it() {
        for (version, patch, minor, major) in [
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("0.2.3", "0.2.4", "0.2.4", "0.3.0"),
            ("0.1.0", "0.1.1", "0.1.1", "0.2.0"),
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("0.0.0", "0.0.1", "0.0.1", "0.0.1"),
        ] {
            let before: Version = version.parse().unwrap();
            for (bump, expected) in [(Bump::Patch, patch), (Bump::Minor, minor), (Bump::Major, major)] {
                let after = bump.after(&before);
                assert_eq!(after.to_string(), expected, "{bump} after {version}");
                // Whoever wants `version` gets `after` by itself exactly if nothing breaks; before 0.1 nobody ever does.
                let wanted = semver::VersionReq::parse(version).unwrap();
                let breaks = bump == Bump::Major || (before.major, before.minor) == (0, 0);
                assert_eq!(wanted.matches(&after), !breaks, "{after} for {wanted}");
            }
        }
    }
}
