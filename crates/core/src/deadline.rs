//! Waiting no longer than until then.

use std::{future::poll_fn, pin::Pin, task::Poll};
use tokio::time::{Instant, timeout_at};

/// Waits for a future until then, whatever it is up to. `None` if that was too early.
pub(crate) async fn with_deadline<F: Future + Unpin>(mut future: F, until: Instant) -> Option<F::Output> {
    // What is there at once needs no timer, and so no runtime that has one.
    let at_once = poll_fn(|context| match Pin::new(&mut future).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    });
    match at_once.await {
        Some(output) => Some(output),
        None => timeout_at(until, future).await.ok(),
    }
}
