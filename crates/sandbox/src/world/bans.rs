//! Bans: who may not enter, or not publish, until when.

use super::Session;
use std::collections::VecDeque;
use time::OffsetDateTime;

/// Number of bans that are remembered, ended ones included. The oldest are forgotten first.
const MAX_BANS: usize = 10_000;

/// Whom a ban concerns. A part that is `None` matches everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BanTarget {
    pub(crate) app: String,
    pub(crate) room: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) ip: Option<String>,
}

/// What a ban forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Privileges {
    pub(crate) enter: bool,
    pub(crate) publish: bool,
}

/// A ban. It includes its start but not its end.
#[derive(Clone, Debug)]
pub(crate) struct Ban {
    pub(crate) target: BanTarget,
    pub(crate) privileges: Privileges,
    pub(super) from: OffsetDateTime,
    pub(crate) until: OffsetDateTime,
}

/// All bans, oldest first.
#[derive(Debug, Default)]
pub(super) struct Bans(VecDeque<Ban>);

impl BanTarget {
    /// Whether the target includes the session, apart from app and room.
    pub(super) fn matches_session(&self, user: &str, session: &Session) -> bool {
        self.user.as_deref().is_none_or(|wanted| wanted == user)
            && self.ip.as_ref().is_none_or(|wanted| *wanted == session.device.ip)
    }

    /// Whether the target includes the session.
    pub(crate) fn matches(&self, app: &str, room: &str, user: &str, session: &Session) -> bool {
        self.app == app
            && self.room.as_deref().is_none_or(|wanted| wanted == room)
            && self.matches_session(user, session)
    }
}

impl Ban {
    fn is_in_force(&self, at: OffsetDateTime) -> bool {
        (self.from..self.until).contains(&at)
    }
}

impl Bans {
    pub(super) fn push(&mut self, ban: Ban) {
        if self.0.len() >= MAX_BANS {
            self.0.pop_front();
        }
        self.0.push_back(ban);
    }

    /// Ends the ban of that target. Returns when it would have ended.
    pub(super) fn end(&mut self, target: &BanTarget, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let ban = self.0.iter_mut().find(|ban| ban.target == *target && ban.is_in_force(now))?;
        Some(std::mem::replace(&mut ban.until, now))
    }

    /// Whether a ban prevented the session. Whoever enters at the moment when the ban starts is there already.
    pub(super) fn prevent(&self, app: &str, room: &str, user: &str, session: &Session) -> bool {
        let join = session.join;
        let mut entering = self.0.iter().filter(|ban| ban.privileges.enter && ban.from < join && join < ban.until);
        entering.any(|ban| ban.target.matches(app, room, user, session))
    }

    /// The bans of an app that are in force.
    pub(super) fn in_force<'b>(&'b self, app: &'b str, now: OffsetDateTime) -> impl Iterator<Item = &'b Ban> {
        self.0.iter().filter(move |ban| ban.target.app == app && ban.is_in_force(now))
    }
}
