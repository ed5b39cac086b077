//! Values that a vendor sends and its documentation does not name.

/// A wire value without a name in the documentation that the enum was made from: it can be read and is written back as
/// it came, but it cannot be matched, so that giving it a name later breaks nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Undocumented<T>(T);

impl<T> Undocumented<T> {
    /// Wraps a value that no documented name stands for.
    #[doc(hidden)]
    pub const fn new(wire: T) -> Self {
        Self(wire)
    }

    /// The value as on the wire.
    pub const fn wire(&self) -> &T {
        &self.0
    }
}
