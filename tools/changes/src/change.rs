//! One change, as who uses the crate sees it.

use crate::{Item, Step, judgement::judge};
use std::fmt;

/// One change of a crate. Its `Display` is one line without a full stop: what it is about, what became of it, and why
/// that matters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// What it is about.
    pub item: Item,
    /// What became of it.
    pub what: What,
}

impl Change {
    /// How large it is.
    #[must_use]
    pub fn step(&self) -> Step {
        judge(&self.item, &self.what).0
    }

    /// Whether code that was right may no longer compile or do the same.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.step() == Step::Major
    }

    /// Why it is as large as that, in a few words.
    #[must_use]
    pub fn why(&self) -> &'static str {
        judge(&self.item, &self.what).1
    }
}

impl fmt::Display for Change {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}; {}", self.item, self.what, self.why())
    }
}

/// What became of an [`Item`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum What {
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
    Rewired {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// It has another Rust type.
    Retyped {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// It has the same Rust type and another one on the wire.
    Recoded {
        /// Before, in words.
        from: String,
        /// Now, in words.
        to: String,
    },
    /// It is the same and stands elsewhere in the request, or is spelt in another way.
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
    /// The same ones stand in another order.
    Reordered,
    /// Sentences, samples or remarks differ.
    Reworded,
}

impl fmt::Display for What {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added => to.write_str("added"),
            Self::AddedRequired => to.write_str("added and required"),
            Self::Removed => to.write_str("removed"),
            Self::Renamed { from, to: now } => write!(to, "in Rust `{from}` → `{now}`"),
            Self::Rewired { from, to: now } => write!(to, "on the wire `{from}` → `{now}`"),
            Self::Retyped { from, to: now } => write!(to, "`{from}` → `{now}`"),
            Self::Recoded { from, to: now } | Self::Moved { from, to: now } | Self::Changed { from, to: now } => {
                write!(to, "{from} → {now}")
            }
            Self::Required => to.write_str("now required"),
            Self::Optional => to.write_str("now optional"),
            Self::Reordered => to.write_str("in another order"),
            Self::Reworded => to.write_str("described anew"),
        }
    }
}
