//! Waiting until a time, with errors where tokio would panic.

use crate::error::debug_is_display;
use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    task::Poll,
};
use tokio::{
    runtime::Handle,
    task::coop::{has_budget_remaining, unconstrained},
    time::{Instant, Sleep, sleep_until},
};

/// A call has to wait, for an answer, a permit or the next attempt, and the async runtime cannot do that.
#[derive(Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum RuntimeError {
    /// The call is not polled within a tokio runtime.
    #[error(
        "there is no tokio runtime here: await the call in one, such as `#[tokio::main]`, or use the blocking client \
         (feature `blocking`)"
    )]
    NoRuntime,
    /// The runtime has no timers.
    #[error("the tokio runtime has no timers: build it with `enable_all()` or `enable_time()`")]
    NoTimers,
    /// The runtime has no input and output.
    #[error("the tokio runtime has no input and output: build it with `enable_all()` or `enable_io()`")]
    NoIo,
}

debug_is_display!(RuntimeError);

/// A timer that fires at `until`.
pub(crate) fn timer(until: Instant) -> Result<Sleep, RuntimeError> {
    in_runtime()?;
    // Tokio has no way to ask whether a runtime has timers. It panics at this place and for this reason only, and leaves
    // nothing behind.
    catch_unwind(|| sleep_until(until)).map_err(|_| RuntimeError::NoTimers)
}

/// Whether this is polled within a tokio runtime.
pub(crate) fn in_runtime() -> Result<(), RuntimeError> {
    Handle::try_current().map(drop).map_err(|_| RuntimeError::NoRuntime)
}

/// Waits for a future until `until`. `None` if it is not ready by then. A future that is ready at once needs no timer, and
/// so no runtime.
pub(crate) async fn with_deadline<F: Future + Unpin>(
    mut future: F,
    until: Instant,
) -> Result<Option<F::Output>, RuntimeError> {
    match at_once(&mut future).await {
        Some(output) => Ok(Some(output)),
        None => within(future, timer(until)?).await,
    }
}

/// Like [`with_deadline`], with a timer that was made before.
pub(crate) async fn with_timer<F: Future + Unpin>(
    mut future: F,
    timer: Result<Sleep, RuntimeError>,
) -> Result<Option<F::Output>, RuntimeError> {
    match at_once(&mut future).await {
        Some(output) => Ok(Some(output)),
        None => within(future, timer?).await,
    }
}

/// Polls a future once.
async fn at_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    poll_fn(|context| match Pin::new(&mut *future).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}

/// Waits for a future until the timer fires.
async fn within<F: Future + Unpin>(mut future: F, timer: Sleep) -> Result<Option<F::Output>, RuntimeError> {
    let mut timer = pin!(timer);
    poll_fn(|context| {
        let budget = has_budget_remaining();
        if let Poll::Ready(output) = Pin::new(&mut future).poll(context) {
            return Poll::Ready(Ok(Some(output)));
        }
        // A future that uses up its task's budget must not keep the timer from being polled.
        let fired = if budget && !has_budget_remaining() {
            pin!(unconstrained(timer.as_mut())).poll(context)
        } else {
            timer.as_mut().poll(context)
        };
        fired.map(|()| Ok(None))
    })
    .await
}

/// Polls `work`, and turns tokio's panic about a runtime without input and output into an error.
pub(crate) async fn with_io<F: Future>(work: F) -> Result<F::Output, RuntimeError> {
    in_runtime()?;
    let mut work = pin!(work);
    poll_fn(|context| {
        // After a panic the future is not polled again.
        match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                match text.or(panic.downcast_ref::<&str>().copied()) {
                    Some(text) if text.contains("IO is disabled") => Poll::Ready(Err(RuntimeError::NoIo)),
                    _ => std::panic::resume_unwind(panic),
                }
            }
        }
    })
    .await
}
