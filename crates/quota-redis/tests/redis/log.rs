//! Keeps events as text.

use std::{
    fmt::{Debug, Write as _},
    sync::{Arc, LazyLock, Mutex},
};
use tracing::{
    Dispatch, Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// What `rtc_quota_redis` said.
#[derive(Clone)]
pub(crate) struct Log(Arc<Mutex<Vec<String>>>);

/// Where only one subscriber exists, the thread that meets an event first decides for all whether anybody listens to it, and
/// that may be the thread of another test. Where there are two, `tracing` asks both.
static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Log(Arc::default())));

impl Log {
    pub(crate) fn new() -> Self {
        LazyLock::force(&SECOND);
        Self(Arc::default())
    }

    /// How many lines begin with this.
    pub(crate) fn count(&self, beginning: &str) -> usize {
        self.0.lock().unwrap().iter().filter(|line| line.starts_with(beginning)).count()
    }

    pub(crate) fn text(&self) -> String {
        self.0.lock().unwrap().join("\n")
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("rtc_quota_redis")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}
