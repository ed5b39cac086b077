//! Keeps what `tracing` is recorded, of every level and by every crate.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, LazyLock, Mutex},
};
use tracing::{
    Dispatch, Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// Everything that was recorded. Clones keep it together.
#[derive(Clone)]
pub(crate) struct Watch(Arc<Mutex<Vec<Recorded>>>);

/// Where only one subscriber exists, the thread that meets an event first decides for all whether anybody listens to it, and
/// that may be the thread of another test. Where there are two, `tracing` asks both.
static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Watch(Arc::default())));

/// A span or an event.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    /// The span's name; empty for an event.
    pub(crate) span: &'static str,
    pub(crate) level: Level,
    pub(crate) target: String,
    /// As they would be printed.
    pub(crate) fields: BTreeMap<&'static str, String>,
}

impl Watch {
    pub(crate) fn new() -> Self {
        LazyLock::force(&SECOND);
        Self(Arc::default())
    }

    /// All spans and events of a crate, oldest first.
    pub(crate) fn of(&self, target: &str) -> Vec<Recorded> {
        self.all().into_iter().filter(|recorded| recorded.target.starts_with(target)).collect()
    }

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.0.lock().unwrap().clone()
    }

    fn note(&self, span: &'static str, metadata: &'static Metadata<'static>) -> (usize, Fields) {
        let mut all = self.0.lock().unwrap();
        let (level, target) = (*metadata.level(), metadata.target().to_owned());
        all.push(Recorded { span, level, target, fields: BTreeMap::new() });
        (all.len() - 1, Fields(Arc::clone(&self.0), all.len() - 1))
    }
}

/// Writes fields to what was recorded at that place.
struct Fields(Arc<Mutex<Vec<Recorded>>>, usize);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.lock().unwrap()[self.1].fields.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Watch {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let (place, mut fields) = self.note(span.metadata().name(), span.metadata());
        span.record(&mut fields);
        Id::from_u64(place as u64 + 1)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let place = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Fields(Arc::clone(&self.0), place));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let (_, mut fields) = self.note("", event.metadata());
        event.record(&mut fields);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
