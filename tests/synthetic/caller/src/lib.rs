//! What the calls share: a server on this machine that gives one answer, a transport over a plain socket, and the specs'
//! examples.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod example;
mod server;
mod socket;

pub use example::{Example, example};
pub use server::{Received, Server};
pub use socket::Socket;

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The outcome of a call over a [`Socket`], which blocks and so never waits.
///
/// # Panics
/// If it waits.
pub fn now<T>(call: impl Future<Output = T>) -> T {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("it waits"),
    }
}

/// A point in time from its RFC 3339 text.
///
/// # Panics
/// If it is none.
#[must_use]
pub fn at(text: &str) -> OffsetDateTime {
    OffsetDateTime::parse(text, &Rfc3339).unwrap()
}

/// A point in time from milliseconds since 1970 UTC.
///
/// # Panics
/// If it is none.
#[must_use]
pub fn millis(since: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(since) * 1_000_000).unwrap()
}
