//! The warning of a client that sends beyond documented limits.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod common;

use common::{Ask, answering, now};
use rtc_core::LimitPolicy;
use std::{
    fmt::{Debug, Write},
    sync::{Arc, Mutex},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// Keeps the events' fields as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
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

#[test]
fn one_event_names_all_violations_and_no_value() {
    let log = Log::default();
    let broken = Ask { size: 101, ids: vec!["private".to_owned(); 3], ..Ask::default() };
    tracing::subscriber::with_default(log.clone(), || {
        let (client, _) = answering(200, r#"{"data": {"total": 3}}"#);
        now(client.with_limits(LimitPolicy::Warn).send(&broken)).unwrap();
        now(client.with_limits(LimitPolicy::Ignore).send(&broken)).unwrap();
        now(client.with_limits(LimitPolicy::Warn).send(&common::ask())).unwrap();
    });
    let lines = log.0.lock().unwrap();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].starts_with("WARN ") && lines[0].contains("`size` (`Size`) must be 1 to 100, found 101"),
        "{lines:?}"
    );
    assert!(
        lines[0].contains("`ids` (`Ids`) must have 1 to 2 items, found 3") && !lines[0].contains("private"),
        "{lines:?}"
    );
}
