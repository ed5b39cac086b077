//! Streams as iterators.

use super::runtime::Background;
use futures_util::stream::{Stream, StreamExt as _};
use std::{fmt, pin::Pin, sync::Arc};

/// A stream as an iterator: each step waits for the next item. See [`Client::iterate`](super::Client::iterate).
///
/// # Panics
/// `next` panics if the iterator was carried into an async task.
#[must_use = "nothing is asked until the iterator is used"]
pub struct Iter<S> {
    stream: Pin<Box<S>>,
    background: Arc<Background>,
}

impl<S> Iter<S> {
    pub(super) fn new(stream: S, background: Arc<Background>) -> Self {
        Self { stream: Box::pin(stream), background }
    }
}

impl<S: Stream> Iterator for Iter<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        self.background.wait(self.stream.next())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

impl<S> fmt::Debug for Iter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Iter(…)")
    }
}
