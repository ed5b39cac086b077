//! A connection that can inject faults.

use crate::{
    emulator::Emulator,
    fault::{Fault, RequestStart},
};
use std::{
    io,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// The state of a connection.
#[derive(Debug)]
pub(crate) struct ConnectionState {
    /// Counts the vendor's connections from 1.
    pub(crate) number: u64,
    emulator: Arc<Emulator>,
    /// Whether a request has begun that is not completely answered.
    busy: AtomicBool,
    /// Whether the connection ends with a reset.
    reset: AtomicBool,
    /// The random fault of the current request.
    drawn: Mutex<Option<Fault>>,
}

impl ConnectionState {
    pub(crate) fn new(emulator: Arc<Emulator>) -> Self {
        Self {
            number: emulator.connected(),
            emulator,
            busy: AtomicBool::new(false),
            reset: AtomicBool::new(false),
            drawn: Mutex::new(None),
        }
    }

    pub(crate) fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    /// Marks the answer as complete; the next byte begins another request.
    pub(crate) fn answered(&self) {
        self.busy.store(false, Ordering::Release);
    }

    /// Makes the connection end with a reset.
    pub(crate) fn reset(&self) {
        self.reset.store(true, Ordering::Release);
    }

    /// The random fault of the current request.
    pub(crate) fn drawn(&self) -> Option<Fault> {
        self.drawn.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Called at the first byte of a request. An error if the request is not to be read.
    fn begin(&self) -> io::Result<()> {
        match self.emulator.begin() {
            RequestStart::Read(drawn) => {
                *self.drawn.lock().unwrap_or_else(PoisonError::into_inner) = drawn;
                self.busy.store(true, Ordering::Release);
                Ok(())
            }
            RequestStart::Reset | RequestStart::Away(_) => {
                self.reset();
                Err(io::ErrorKind::ConnectionReset.into())
            }
        }
    }
}

/// A stream that decides about faults before it reads a request.
#[derive(Debug)]
pub(crate) struct FaultyStream {
    stream: TcpStream,
    state: Arc<ConnectionState>,
}

impl FaultyStream {
    pub(crate) fn new(stream: TcpStream, state: Arc<ConnectionState>) -> Self {
        Self { stream, state }
    }
}

impl Drop for FaultyStream {
    fn drop(&mut self) {
        self.state.emulator.disconnected();
        if self.state.reset.load(Ordering::Acquire) {
            // The reset is best effort: the connection may already be closed.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for FaultyStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if !self.state.busy.load(Ordering::Acquire) {
            let mut byte = [0];
            if ready!(self.stream.poll_peek(cx, &mut ReadBuf::new(&mut byte)))? > 0 {
                self.state.begin()?;
            }
        }
        Pin::new(&mut self.stream).poll_read(cx, to)
    }
}

impl AsyncWrite for FaultyStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.state.reset.load(Ordering::Acquire) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
