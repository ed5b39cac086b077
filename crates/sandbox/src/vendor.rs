//! The vendors that the sandbox emulates. This is the only list of them.

use crate::protocol::{self, Protocol};
use std::fmt;

/// A vendor that the sandbox emulates. Its display name is in its spec, see [`crate::Service::title`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Vendor {
    /// Volcengine RTC.
    Volcengine,
    /// Tencent RTC (TRTC).
    Tencent,
    /// ZEGO.
    Zego,
}

/// Each vendor with the folder of its specs and its protocol, in the order of the enum.
const VENDORS: [(Vendor, &str, &dyn Protocol); 3] = [
    (Vendor::Volcengine, "volcengine", &protocol::Volcengine),
    (Vendor::Tencent, "tencent", &protocol::Tencent),
    (Vendor::Zego, "zego", &protocol::Zego),
];

impl Vendor {
    /// All vendors.
    pub const ALL: [Self; VENDORS.len()] = [VENDORS[0].0, VENDORS[1].0, VENDORS[2].0];

    /// The short name, which is also the name of the folder with the vendor's specs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        VENDORS[self as usize].1
    }

    /// The vendor with this short name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vendor| vendor.id() == id)
    }

    pub(crate) fn protocol(self) -> &'static dyn Protocol {
        VENDORS[self as usize].2
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_order_of_the_enum() {
        for (at, (vendor, id, _)) in VENDORS.iter().enumerate() {
            assert_eq!((*vendor as usize, vendor.id(), Vendor::ALL[at]), (at, *id, *vendor));
        }
    }
}
