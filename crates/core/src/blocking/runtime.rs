//! The thread that drives connections and timers.

use crate::BuildError;
use std::task::{Context, Poll, Waker};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    task::coop,
};

/// A blocking client was used in an async task.
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a blocking client was used in an async task, where it would block other tasks: use the async client there, or `tokio::task::spawn_blocking`"
)]
#[non_exhaustive]
pub struct InAsyncTask {}

crate::error::debug_is_display!(InAsyncTask);

/// A runtime with one background thread. Calls run on the threads that make them; the background thread does their
/// input and output, so calls of many threads run concurrently.
#[derive(Debug)]
pub(super) struct Background(Option<Runtime>);

impl Background {
    pub(super) fn start() -> Result<Self, BuildError> {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("rtc-client").enable_all().build();
        let runtime = runtime.map_err(|error| BuildError::Runtime { reason: error.to_string() })?;
        Ok(Self(Some(runtime)))
    }

    /// Runs the work on this thread and blocks until it is done.
    pub(super) fn run<F: Future>(&self, work: impl FnOnce() -> F) -> Result<F::Output, InAsyncTask> {
        if in_async_task() {
            return Err(InAsyncTask {});
        }
        Ok(self.wait(async { work().await }))
    }

    /// Blocks this thread on a future. The thread must not be driving a task.
    pub(super) fn wait<F: Future>(&self, future: F) -> F::Output {
        self.0.as_ref().expect("the runtime is present until `drop`").block_on(future)
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Dropping a runtime waits for its thread, which tokio forbids in a task. `shutdown_background` does not wait.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Whether this thread is driving a tokio task. Threads of `spawn_blocking` are not, although they have a runtime.
///
/// Tokio has no API for this. But its cooperative budget lets a task make at most 128 operations before it has to
/// yield, and outside of tasks there is no such limit. The operations consumed here are undone in reverse order.
fn in_async_task() -> bool {
    if Handle::try_current().is_err() {
        return false;
    }
    let mut context = Context::from_waker(Waker::noop());
    let mut passes = Vec::new();
    let limited = (0..=u8::MAX).any(|_| match coop::poll_proceed(&mut context) {
        Poll::Ready(pass) => {
            passes.push(pass);
            false
        }
        Poll::Pending => true,
    });
    while passes.pop().is_some() {}
    limited
}
