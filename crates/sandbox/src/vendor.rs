//! The vendors that the sandbox stands in for.

use std::fmt;

/// A vendor that the sandbox stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Vendor {
    /// Volcengine RTC.
    Volcengine,
    /// Tencent RTC (TRTC).
    Tencent,
    /// ZEGO.
    Zego,
}

impl Vendor {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Volcengine, Self::Tencent, Self::Zego];

    /// Its short name, which is also its folder's below the specs: `volcengine`, `tencent`, `zego`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Volcengine => "volcengine",
            Self::Tencent => "tencent",
            Self::Zego => "zego",
        }
    }

    /// The vendor of that short name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vendor| vendor.id() == id)
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.id())
    }
}
