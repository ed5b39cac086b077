//! A call that has passed every check of its spec.

use crate::{arguments::Arguments, rejection::Rejection, world::Index};
use rtc_catalog::model::{Action, Situation, Span};
use std::ops::Range;
use time::OffsetDateTime;

/// A call that has passed every check of its spec.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CheckedCall<'q> {
    pub(crate) action: &'q Action,
    pub(crate) arguments: &'q Arguments,
    pub(crate) world: &'q Index,
    /// The id of the credentials, which is the app's id for ZEGO.
    pub(crate) caller: &'q str,
    pub(crate) now: OffsetDateTime,
}

impl<'q> CheckedCall<'q> {
    /// Checks that the app exists that the parameter `parameter` names.
    pub(super) fn require_app(&self, parameter: &str, app: &str) -> Result<(), Rejection> {
        if self.world.has_app(app) {
            return Ok(());
        }
        Err(Rejection::of(Situation::UnknownApp, parameter, format!("names the app `{app}`, which does not exist")))
    }

    /// The text of a parameter; empty if it was not sent.
    pub(super) fn text(&self, parameter: &str) -> &'q str {
        self.arguments.text(parameter)
    }

    /// The latest time that the answer covers: an action with a lag does not include later events.
    pub(super) fn known_until(&self) -> OffsetDateTime {
        let lag = self.action.window.as_ref().and_then(|window| window.lag);
        lag.map_or(self.now, |Span(lag)| self.now - lag)
    }

    /// The window of the call.
    pub(super) fn span(&self) -> Range<OffsetDateTime> {
        let time = |at: usize| self.arguments.time(&self.action.parameters[at]);
        let window = self.action.window.as_ref();
        let start = window.and_then(|window| time(window.start)).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        start..window.and_then(|window| time(window.end)).unwrap_or(self.now)
    }

    /// The maximum number of items that the spec documents for a list of the answer.
    pub(super) fn max_items(&self, field: &str) -> usize {
        let field = self.action.output.iter().find(|known| known.wire == field);
        field.and_then(|field| field.max_items).map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
    }
}
