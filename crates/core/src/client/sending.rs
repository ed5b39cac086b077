//! The future of a call.

use crate::{Action, Error};
use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

/// The future of a call. Nothing is sent until it is awaited.
#[must_use = "nothing is sent until this is awaited"]
pub struct Sending<'c, A: Action>(Pin<Box<dyn Future<Output = Outcome<A>> + Send + 'c>>);

/// The result of a call.
type Outcome<A> = Result<<A as Action>::Output, Error<<A as Action>::Code>>;

impl<'c, A: Action> Sending<'c, A> {
    pub(super) fn new(call: impl Future<Output = Outcome<A>> + Send + 'c) -> Self {
        Self(Box::pin(call))
    }
}

impl<A: Action> Future for Sending<'_, A> {
    type Output = Outcome<A>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<A: Action> fmt::Debug for Sending<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sending({})", A::INFO.name)
    }
}
