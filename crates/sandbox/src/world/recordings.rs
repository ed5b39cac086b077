//! Recordings and their files.

use super::{Participant, WorldState};
use crate::Vendor;
use std::collections::VecDeque;
use time::{Duration, OffsetDateTime};

/// Number of recordings that are remembered, ended ones included. The oldest are forgotten first.
const MAX_RECORDINGS: usize = 10_000;
/// How long a recording takes to start.
const START: Duration = Duration::seconds(2);
/// How long a finished file takes to be uploaded.
const UPLOAD: Duration = Duration::seconds(10);

/// A recording of a room.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    pub(crate) vendor: Vendor,
    pub(crate) app: String,
    pub(crate) room: String,
    /// The task's id.
    pub(crate) task: String,
    pub(crate) started: OffsetDateTime,
    /// When a call stopped it.
    stopped: Option<OffsetDateTime>,
    pub(crate) options: RecordingOptions,
}

/// What the call that starts a recording asks for.
#[derive(Clone, Debug)]
pub(crate) struct RecordingOptions {
    /// What the caller names it by, beside the task: the user as whom the recorder joins, or an id of the caller's own.
    pub(crate) name: Option<String>,
    /// Whether all streams are mixed into one file; else each stream has its own.
    pub(crate) mixed: bool,
    /// How long it goes on without anybody who publishes.
    pub(crate) max_idle: Duration,
    /// The largest length.
    pub(crate) max_length: Option<Duration>,
    /// How long after the start calls can name the task.
    pub(crate) callable: Option<Duration>,
    /// Whether the vendor lists the files.
    pub(crate) lists_files: bool,
}

/// All recordings, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Recordings {
    all: VecDeque<Recording>,
    /// Number of recordings that were ever started.
    started: u64,
}

/// What a recording does at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordingPhase {
    Starting,
    /// Nobody publishes.
    Waiting,
    Running,
    Ended(OffsetDateTime, EndReason),
}

/// Why a recording ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndReason {
    Stopped,
    Idle,
    TooLong,
}

/// A file of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordedFile {
    /// The users whose streams it contains.
    pub(crate) users: Vec<String>,
    pub(crate) began: OffsetDateTime,
    /// When it was finished; `None` if it is being written.
    pub(crate) ended: Option<OffsetDateTime>,
    /// Its length so far.
    pub(crate) length: Duration,
    pub(crate) uploaded: bool,
}

impl Recording {
    /// Whether a call can name the task at that time.
    pub(crate) fn is_callable(&self, at: OffsetDateTime) -> bool {
        self.options.callable.is_none_or(|length| at < self.started + length)
    }
}

impl Recordings {
    /// A number for the id of the next recording that differs from those of all others.
    pub(crate) fn next_number(&self) -> u64 {
        self.started
    }

    pub(crate) fn start(
        &mut self,
        vendor: Vendor,
        [app, room, task]: [&str; 3],
        options: RecordingOptions,
        now: OffsetDateTime,
    ) {
        if self.all.len() >= MAX_RECORDINGS {
            self.all.pop_front();
        }
        self.started += 1;
        let [app, room, task] = [app, room, task].map(str::to_owned);
        self.all.push_back(Recording { vendor, app, room, task, started: now, stopped: None, options });
    }

    /// The latest recording of the vendor that `wanted` accepts.
    pub(crate) fn find(&self, vendor: Vendor, wanted: impl Fn(&Recording) -> bool) -> Option<&Recording> {
        self.all.iter().rev().find(|recording| recording.vendor == vendor && wanted(recording))
    }

    /// Stops the latest recording of the vendor that `wanted` accepts.
    pub(crate) fn stop(&mut self, vendor: Vendor, wanted: impl Fn(&Recording) -> bool, now: OffsetDateTime) {
        let mut latest_first = self.all.iter_mut().rev();
        if let Some(recording) = latest_first.find(|recording| recording.vendor == vendor && wanted(recording)) {
            recording.stopped.get_or_insert(now);
        }
    }
}

impl WorldState {
    /// What the recording does at that time.
    pub(crate) fn phase(&self, recording: &Recording, now: OffsetDateTime) -> RecordingPhase {
        let stopped = recording.stopped.map(|at| (at, EndReason::Stopped));
        let too_long = recording.options.max_length.map(|length| (recording.started + length, EndReason::TooLong));
        let latest = [stopped, too_long].into_iter().flatten().map(|(at, _)| at).min().unwrap_or(now).min(now);
        let idle = self.idle_until(recording, latest).map(|at| (at, EndReason::Idle));
        let first =
            [idle, stopped, too_long].into_iter().flatten().filter(|(at, _)| *at <= now).min_by_key(|(at, _)| *at);
        let publishes = |participant: &Participant| {
            participant.seen(now).iter().any(|session| session.device.published && session.left(now).is_none())
        };
        match first {
            Some((at, reason)) => RecordingPhase::Ended(at, reason),
            None if now < recording.started + START => RecordingPhase::Starting,
            None => {
                let here = self.during(&recording.app, Some(&recording.room), &(now..now + Duration::NANOSECOND));
                let runs = here.into_iter().any(|(_, participant)| publishes(participant));
                if runs { RecordingPhase::Running } else { RecordingPhase::Waiting }
            }
        }
    }

    /// Number of recordings of the vendor's app that go on at that time.
    pub(crate) fn recordings_going_on(&self, vendor: Vendor, app: &str, now: OffsetDateTime) -> usize {
        let of_app = self.recordings.all.iter().filter(|recording| recording.vendor == vendor && recording.app == app);
        let started = of_app.filter(|recording| recording.stopped.is_none());
        started.filter(|recording| !matches!(self.phase(recording, now), RecordingPhase::Ended(..))).count()
    }

    /// When the recording ended because nobody had published for too long, if that was before `until`.
    fn idle_until(&self, recording: &Recording, until: OffsetDateTime) -> Option<OffsetDateTime> {
        let mut sessions: Vec<_> = self
            .during(&recording.app, Some(&recording.room), &(recording.started..until + Duration::NANOSECOND))
            .into_iter()
            .flat_map(|(_, participant)| participant.seen(until))
            .filter(|session| session.device.published && session.leave.is_none_or(|leave| leave > recording.started))
            .collect();
        sessions.sort_by_key(|session| session.join);
        let mut busy_until = recording.started;
        for session in sessions {
            if session.join >= busy_until + recording.options.max_idle {
                break;
            }
            // Somebody who does not leave keeps it going.
            busy_until = busy_until.max(session.left(until)?);
        }
        Some(busy_until + recording.options.max_idle).filter(|ended| *ended <= until)
    }

    /// The files of the recording at that time, oldest first. Without anybody who published there is none.
    pub(crate) fn files(&self, recording: &Recording, now: OffsetDateTime) -> Vec<RecordedFile> {
        let ended = match self.phase(recording, now) {
            RecordingPhase::Ended(at, _) => Some(at),
            _ => None,
        };
        let (began, last) = (recording.started + START, ended.unwrap_or(now));
        if last <= began {
            return Vec::new();
        }
        let rows = self.during(&recording.app, Some(&recording.room), &(began..last));
        let sessions = rows.iter().flat_map(|(_, participant)| {
            participant.seen(last).iter().map(move |session| (participant.user.as_str(), session))
        });
        let streams = sessions
            .filter(|(_, session)| session.device.published && session.touches(&(began..last)))
            .map(|(user, session)| (user, session.join.max(began), session.left(last).or(ended)));
        let file = |users: Vec<String>, began: OffsetDateTime, ended: Option<OffsetDateTime>| RecordedFile {
            users,
            began,
            ended,
            length: ended.unwrap_or(now) - began,
            uploaded: ended.is_some_and(|ended| ended + UPLOAD <= now),
        };
        let mut files: Vec<_> = streams.map(|(user, began, ended)| file(vec![user.to_owned()], began, ended)).collect();
        files.sort_by(|one, other| (one.began, &one.users).cmp(&(other.began, &other.users)));
        let Some(first) = files.first().map(|first| first.began).filter(|_| recording.options.mixed) else {
            return files;
        };
        // A mixed file goes on until the recording ends.
        let mut users: Vec<_> = files.into_iter().flat_map(|file| file.users).collect();
        users.sort();
        users.dedup();
        vec![file(users, first, ended)]
    }
}
