//! Limits on a span of time that a request asks about.

use super::{Limits, span};
use std::time::Duration;
use time::OffsetDateTime;

/// What is documented about the span between two time parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// How long it may be.
    pub span: Option<Duration>,
    /// How far back it may begin.
    pub back: Option<Duration>,
}

impl Limits {
    /// The span from `start` to `end`, each with its parameter's name, keeps to `window`: it does not end before it
    /// begins, is not too long, and does not begin too far back. Every broken one of these is noted.
    pub fn window(
        &mut self,
        start: (&'static str, OffsetDateTime),
        end: (&'static str, OffsetDateTime),
        window: Window,
    ) {
        let length = end.1 - start.1;
        if length.is_negative() {
            let found = format!("{} later", span::duration(length));
            self.violated(start.0, format!("must not be after `{}`", end.0), Some(found));
        }
        if let Some(most) = signed(window.span)
            && length > most
        {
            let rule = format!("must be at most {} after `{}`", span::duration(most), start.0);
            self.violated(end.0, rule, Some(span::duration(length)));
        }
        if let Some(most) = signed(window.back) {
            let age = self.now - start.1;
            if age > most {
                let rule = format!("must be at most {} ago", span::duration(most));
                self.violated(start.0, rule, Some(span::duration(age)));
            }
        }
    }
}

/// The duration as one that can be compared with a difference of times. `None` if it is longer than any.
fn signed(duration: Option<Duration>) -> Option<time::Duration> {
    duration.and_then(|duration| duration.try_into().ok())
}
