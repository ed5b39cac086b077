//! Values that a vendor sends but does not document.

/// A wire value that the documentation does not name. It can be read and is written back unchanged, but it cannot be
/// matched, so that naming it later breaks no caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Undocumented<T>(T);

impl<T> Undocumented<T> {
    /// Wraps an undocumented value.
    #[doc(hidden)]
    pub const fn new(wire: T) -> Self {
        Self(wire)
    }

    /// The value as sent on the wire.
    pub const fn wire(&self) -> &T {
        &self.0
    }
}
