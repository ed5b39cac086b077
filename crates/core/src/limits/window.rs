//! Limits on the time span of a request.

use super::{Limits, span};
use std::time::Duration;
use time::OffsetDateTime;

/// The documented limits of an action's time span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Maximum length of the span.
    pub span: Option<Duration>,
    /// The look-back limit: how far before the current time the span may start.
    pub back: Option<Duration>,
    /// The vendor's lag: the time until it has recorded an event.
    pub lag: Option<Duration>,
    /// The unit in which times are sent: they are whole multiples of it.
    pub unit: Duration,
}

impl Window {
    /// The documented window, or one without limits in whole seconds.
    #[must_use]
    pub const fn documented(window: Option<Self>) -> Self {
        match window {
            Some(window) => window,
            None => Self { span: None, back: None, lag: None, unit: Duration::from_secs(1) },
        }
    }
}

impl Limits {
    /// Checks the span from `start` to `end`, each with its parameter's name, against `window`: it does not end before it
    /// starts, is not too long, and does not start too far back. Nothing is checked unless both are set.
    pub fn window(
        &mut self,
        start: (&'static str, Option<OffsetDateTime>),
        end: (&'static str, Option<OffsetDateTime>),
        window: Option<Window>,
    ) {
        let window = Window::documented(window);
        let ((start, Some(from)), (end, Some(to))) = (start, end) else { return };
        let length = to - from;
        if length.is_negative() {
            let found = format!("{} later", span::duration(length));
            self.violated(start, format!("must not be after `{end}`"), Some(found));
        }
        if let Some(most) = signed(window.span)
            && length > most
        {
            let rule = format!("must be at most {} after `{start}`", span::duration(most));
            self.violated(end, rule, Some(span::duration(length)));
        }
        if let Some(most) = signed(window.back) {
            let age = self.now - from;
            if age > most {
                let rule = format!("must be at most {} ago", span::duration(most));
                self.violated(start, rule, Some(span::duration(age)));
            }
        }
    }
}

/// The duration as one that can be compared with a difference of times. `None` if it is longer than any.
fn signed(duration: Option<Duration>) -> Option<time::Duration> {
    duration.and_then(|duration| duration.try_into().ok())
}
