//! Waiting for a future until a deadline.

use std::{future::poll_fn, pin::Pin, task::Poll};
use tokio::time::{Instant, timeout_at};

/// Waits for a future until `until`. `None` if it is not ready by then.
pub(crate) async fn with_deadline<F: Future + Unpin>(mut future: F, until: Instant) -> Option<F::Output> {
    // A future that is ready at once needs no timer, and so no runtime.
    let at_once = poll_fn(|context| match Pin::new(&mut future).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    });
    match at_once.await {
        Some(output) => Some(output),
        None => timeout_at(until, future).await.ok(),
    }
}
