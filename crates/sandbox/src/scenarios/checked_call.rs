//! A call that has passed every check of its spec.

use super::from_spec;
use crate::{arguments::Arguments, rejection::Rejection, world::LiveWorld};
use rtc_catalog::model::{Action, Situation, Span};
use serde_json::Value as Json;
use std::ops::Range;
use time::{OffsetDateTime, UtcOffset};

/// The offset of days where the vendor documents none.
const CHINA: i32 = 8 * 3600;

/// A call that has passed every check of its spec.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CheckedCall<'q> {
    pub(crate) action: &'q Action,
    pub(crate) arguments: &'q Arguments,
    pub(crate) world: &'q LiveWorld,
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

    /// The app that a parameter names by a number or a text. It exists.
    pub(super) fn app(&self, parameter: &str) -> Result<String, Rejection> {
        let app = self.id(parameter);
        self.require_app(parameter, &app)?;
        Ok(app)
    }

    /// The text of a parameter; empty if it was not sent.
    pub(super) fn text(&self, parameter: &str) -> &'q str {
        self.arguments.text(parameter)
    }

    /// An id, which is sent as a number or a text; empty if it was not sent.
    pub(super) fn id(&self, parameter: &str) -> String {
        match self.arguments.sent(parameter) {
            Some(Json::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }

    /// The text of a parameter; `None` if it was not sent, or is empty.
    pub(super) fn sent_text(&self, parameter: &str) -> Option<&'q str> {
        Some(self.text(parameter)).filter(|text| !text.is_empty())
    }

    /// A number, or its documented default.
    pub(super) fn number(&self, parameter: &str) -> Option<i64> {
        self.arguments.get(self.action.parameter(parameter)?)?.as_i64()
    }

    /// Whether a documented code answers exactly this situation.
    pub(super) fn documents(&self, situation: Situation) -> bool {
        self.action.codes.iter().any(|code| code.means.contains(&situation))
    }

    /// The latest time that the answer covers: an action with a lag does not include later events.
    pub(super) fn known_until(&self) -> OffsetDateTime {
        let lag = self.action.window.as_ref().and_then(|window| window.lag);
        lag.map_or(self.now, |Span(lag)| self.now - lag)
    }

    /// The window of the call. The last day of a window of days is part of it.
    pub(super) fn span(&self) -> Range<OffsetDateTime> {
        let Some(window) = &self.action.window else { return OffsetDateTime::UNIX_EPOCH..self.now };
        let time = |at: usize| self.arguments.time(&self.action.parameters[at]);
        let (start, end) = (time(window.start), time(window.end));
        if self.action.parameters[window.start].kind.is_day() {
            let zone = time::Duration::seconds(self.zone().whole_seconds().into());
            let day = time::Duration::DAY;
            return start.map_or(OffsetDateTime::UNIX_EPOCH, |start| start - zone)
                ..end.map_or(self.now, |end| end - zone + day);
        }
        start.unwrap_or(OffsetDateTime::UNIX_EPOCH)..end.unwrap_or(self.now)
    }

    /// The offset in which the vendor's days begin.
    pub(super) fn zone(&self) -> UtcOffset {
        UtcOffset::from_whole_seconds(self.action.vendor.time_zone.unwrap_or(CHINA)).unwrap_or(UtcOffset::UTC)
    }

    /// The maximum number of items that the spec documents for a list of the answer.
    pub(super) fn max_items(&self, field: &str) -> usize {
        let field = self.action.output.iter().find(|known| known.wire == field);
        field.and_then(|field| field.max_items).map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
    }

    /// The value at a JSON pointer in the answer of the spec's example, for what the world does not know. `null` if there
    /// is none.
    pub(super) fn documented(&self, pointer: &str) -> Json {
        from_spec::documented(self.action, pointer)
    }
}
