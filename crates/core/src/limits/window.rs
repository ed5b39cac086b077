//! Limits on the time span of a request.

use super::{
    Cure, Limits, Narrower,
    narrower::{because, narrowest},
    span,
    violation::ParameterName,
};
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

/// The start or the end of a span: its setter, its name on the wire, and the time if it is set.
pub type WindowEnd = (&'static str, &'static str, Option<OffsetDateTime>);

/// How far ahead of the client's clock a start may be: clocks differ by that much.
const CLOCK_TOLERANCE: time::Duration = time::Duration::MINUTE;

impl Limits {
    /// Checks the span from `start` to `end` against `window`: it does not end before it starts, is not too long, and
    /// starts neither in the future nor too far back. Each rule is checked if the times that it compares are set.
    /// `cure` takes a longer span.
    pub fn window(&mut self, start: WindowEnd, end: WindowEnd, window: Option<Window>, cure: Option<Cure>) {
        self.narrower_window(start, end, window, &[], cure);
    }

    /// As [`window`](Self::window), with a shorter maximum length if other parameters are set.
    pub fn narrower_window(
        &mut self,
        (start, start_wire, from): WindowEnd,
        (end, end_wire, to): WindowEnd,
        window: Option<Window>,
        narrower: &[Narrower<Duration>],
        cure: Option<Cure>,
    ) {
        let window = Window::documented(window);
        let start = ParameterName { setter: start, wire: start_wire };
        let end = ParameterName { setter: end, wire: end_wire };
        if let (Some(from), Some(to)) = (from, to) {
            let length = to - from;
            if length.is_negative() {
                let found = format!("{} later", span::duration(length));
                self.record(start, format!("must not be after `{}`", end.setter), Some(found), None);
            }
            let (reason, most) =
                narrowest(narrower).map_or((None, window.span), |(reason, most)| (Some(reason), Some(most)));
            if let Some(most) = signed(most)
                && length > most
            {
                let most = span::duration(most);
                let rule = format!("must be at most {most} after `{}`{}", start.setter, because(reason));
                let hint = cure.map_or_else(|| "make a call for each part of the span".to_owned(), Cure::text);
                self.violated(end, rule, Some(span::duration(length)), Some(hint));
            }
        }
        if let Some(from) = from {
            self.start(start, from, window, cure);
        }
    }

    /// Checks a start by itself.
    fn start(&mut self, name: ParameterName, from: OffsetDateTime, window: Window, cure: Option<Cure>) {
        let ahead = from - self.now;
        if ahead > CLOCK_TOLERANCE {
            let found = format!("{} ahead of the client's clock", span::duration(ahead));
            let hint = "a local time labelled as UTC is ahead by its offset, in China by 8 h".to_owned();
            self.record(name, "must not be in the future".to_owned(), Some(found), Some(hint));
        }
        if let Some(most) = signed(window.back) {
            let age = self.now - from;
            if age > most {
                let rule = format!("must be at most {} ago", span::duration(most));
                let hint = match cure {
                    Some(Cure::Sweep) => Some("`.sweep(&client).clamped()` reads what is left of the span".to_owned()),
                    _ => None,
                };
                self.violated(name, rule, Some(span::duration(age)), hint);
            }
        }
    }
}

/// The duration as one that can be compared with a difference of times. `None` if it is longer than any.
fn signed(duration: Option<Duration>) -> Option<time::Duration> {
    duration.and_then(|duration| duration.try_into().ok())
}
