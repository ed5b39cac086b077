//! One change, as users of the crate see it.

use crate::{Bump, Item, severity::severity};
use std::fmt;

/// One change of a crate. Its `Display` is one line without a full stop: what it is about, what became of it, and why
/// that matters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// What it is about.
    pub item: Item,
    /// What became of it.
    pub kind: ChangeKind,
}

impl Change {
    /// How large it is.
    #[must_use]
    pub fn bump(&self) -> Bump {
        severity(&self.item, &self.kind).0
    }

    /// Whether code that was right may no longer compile or do the same.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.bump() == Bump::Major
    }

    /// Why it is as large as that, in a few words.
    #[must_use]
    pub fn why(&self) -> &'static str {
        severity(&self.item, &self.kind).1
    }
}

impl fmt::Display for Change {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}; {}", self.item, self.kind, self.why())
    }
}

/// What became of an [`Item`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// There is one more, and nobody needs it.
    Added,
    /// There is one more, and every call needs it.
    AddedRequired,
    /// It is gone.
    Removed,
    /// It has another Rust name.
    Renamed {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// It has another name or value on the wire.
    WireNameChanged {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// It has another Rust type.
    RustTypeChanged {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// It has the same Rust type and another one on the wire.
    WireTypeChanged {
        /// Before, in words.
        from: String,
        /// Now, in words.
        to: String,
    },
    /// It is the same and is elsewhere in the request, or is spelt in another way.
    Moved {
        /// Before, in words.
        from: String,
        /// Now, in words.
        to: String,
    },
    /// It was optional.
    Required,
    /// It was required.
    Optional,
    /// A limit, a default or another fact that is only checked or shown.
    Changed {
        /// Before, in words.
        from: String,
        /// Now, in words.
        to: String,
    },
    /// The same ones are in another order.
    Reordered,
    /// Sentences, samples or remarks differ.
    Reworded,
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added => to.write_str("added"),
            Self::AddedRequired => to.write_str("added and required"),
            Self::Removed => to.write_str("removed"),
            Self::Renamed { from, to: now } => write!(to, "in Rust `{from}` → `{now}`"),
            Self::WireNameChanged { from, to: now } => write!(to, "on the wire `{from}` → `{now}`"),
            Self::RustTypeChanged { from, to: now } => write!(to, "`{from}` → `{now}`"),
            Self::WireTypeChanged { from, to: now }
            | Self::Moved { from, to: now }
            | Self::Changed { from, to: now } => {
                write!(to, "{from} → {now}")
            }
            Self::Required => to.write_str("now required"),
            Self::Optional => to.write_str("now optional"),
            Self::Reordered => to.write_str("reordered"),
            Self::Reworded => to.write_str("documentation changed"),
        }
    }
}
