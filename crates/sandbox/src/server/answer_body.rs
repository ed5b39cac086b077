//! The body of an answer, complete or interrupted.

use super::connection::ConnectionState;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

/// The body of an answer.
#[derive(Debug)]
pub(super) struct AnswerBody {
    /// The bytes that remain to be sent.
    left: Bytes,
    /// The announced length.
    declared: u64,
    end: End,
    state: Arc<ConnectionState>,
}

/// What follows the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Well,
    /// The connection is closed after the bytes are flushed.
    Closed {
        flushed: bool,
    },
    Never,
}

impl AnswerBody {
    pub(super) fn whole(bytes: Bytes, state: Arc<ConnectionState>) -> Self {
        Self { declared: bytes.len() as u64, left: bytes, end: End::Well, state }
    }

    /// Sends half of the body, then closes the connection.
    pub(super) fn truncated(bytes: &Bytes, state: Arc<ConnectionState>) -> Self {
        Self::half(bytes, End::Closed { flushed: false }, state)
    }

    /// Sends half of the body, then nothing more.
    pub(super) fn stalled(bytes: &Bytes, state: Arc<ConnectionState>) -> Self {
        Self::half(bytes, End::Never, state)
    }

    fn half(bytes: &Bytes, end: End, state: Arc<ConnectionState>) -> Self {
        // An empty body is announced as longer, so that something is missing.
        Self { declared: bytes.len().max(1) as u64, left: bytes.slice(..bytes.len() / 2), end, state }
    }
}

impl Drop for AnswerBody {
    fn drop(&mut self) {
        self.state.answered();
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if !self.left.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.left)))));
        }
        match self.end {
            End::Well => Poll::Ready(None),
            End::Never => Poll::Pending,
            End::Closed { flushed: true } => Poll::Ready(Some(Err(io::ErrorKind::BrokenPipe.into()))),
            End::Closed { flushed: false } => {
                // While this is pending, hyper flushes the bytes.
                self.end = End::Closed { flushed: true };
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty() && self.end == End::Well
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.declared)
    }
}
