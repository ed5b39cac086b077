//! What the builders of requests share: places for required parameters, and whether they hold a value.
//!
//! A request's builder has one type parameter per required parameter, [`Unset`] at first and [`Set`] once its setter
//! was called. `build` and `send` ask for a trait of the request's own on each of them, so that a missing one is a
//! compile error that names the parameter.

/// The place of a required parameter that has no value yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unset;

/// The place of a required parameter that has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Set<T>(
    /// The value.
    pub T,
);

mod sealed {
    pub trait Sealed {}
    impl<T> Sealed for super::Set<T> {}
}

/// A required parameter's place that holds a value. [`Set`] alone implements it.
pub trait Provided: sealed::Sealed {
    /// The parameter's type.
    type Value;

    /// Takes the value out.
    fn into_value(self) -> Self::Value;
}

#[diagnostic::do_not_recommend]
impl<T> Provided for Set<T> {
    type Value = T;

    fn into_value(self) -> T {
        self.0
    }
}
