//! What changed from version to version, as Markdown that people may edit.
//!
//! ```text
//! ## 0.2.0
//!
//! ### Breaking
//!
//! - Parameter `RoomId`: now required; calls without it no longer compile.
//!
//! <!-- recorded: 1f2e3d4c -->
//! ```
//!
//! The last line is how a change that was told is known again after somebody has put it into better words.

use crate::{Bump, Change};
use rtc_catalog::model::RECORDED_CHANGES;
use semver::Version;
use std::{collections::BTreeSet, fmt::Write as _};

const HEADINGS: [(Bump, &str); 3] = [(Bump::Major, "Breaking"), (Bump::Minor, "New"), (Bump::Patch, "Otherwise")];

/// `text`, a list of what changed from version to version, the newest one first, with `changes` under `now`. Entries later
/// than `before` were never released and become part of this one. What people wrote stays as it is, and what was told once
/// is not told again, so that doing this twice does nothing more.
#[must_use]
pub fn with_entry(text: &str, before: &Version, now: &Version, changes: &[Change]) -> String {
    let mut entries = entries(text);
    let unreleased = |entry: &Entry| entry.version.as_ref().is_some_and(|version| version > before && version <= now);
    let first = entries.iter().position(unreleased).unwrap_or_else(|| {
        // Behind what is above all versions.
        let at = entries.iter().position(|entry| entry.version.is_some()).unwrap_or(entries.len());
        entries.insert(at, Entry::of(now));
        at
    });
    let mut merged = std::mem::replace(&mut entries[first], Entry::of(now));
    if merged.version.as_ref() != Some(now) {
        merged = Entry { lines: merged.lines, told: merged.told, ..Entry::of(now) };
    }
    let mut at = 0;
    entries.retain(|entry| {
        let merges = at > first && unreleased(entry);
        at += 1;
        if merges {
            merged.merge(entry);
        }
        !merges
    });
    for (bump, heading) in HEADINGS {
        let mut sentences = Vec::new();
        for change in changes.iter().filter(|change| change.bump() == bump) {
            if merged.told.insert(fingerprint(change)) {
                sentences.push(sentence(change));
            }
        }
        add(&mut merged.lines, &format!("### {heading}"), sentences);
    }
    entries[first] = merged;
    let lines = written(&entries);
    if text.contains("\r\n") { lines.replace('\n', "\r\n") } else { lines }
}

/// What is under one heading.
struct Entry {
    /// The version; `None` for what is above the first one.
    version: Option<Version>,
    /// What follows `## `.
    title: String,
    /// The lines behind the heading.
    lines: Vec<String>,
    /// The changes that are told.
    told: BTreeSet<String>,
}

impl Entry {
    fn of(version: &Version) -> Self {
        Self { version: Some(version.clone()), title: version.to_string(), lines: Vec::new(), told: BTreeSet::new() }
    }

    /// Adds what another entry tells, each under its heading.
    fn merge(&mut self, other: &Self) {
        let mut parts: Vec<(String, Vec<String>)> = Vec::new();
        for line in other.lines.iter().filter(|line| !line.trim().is_empty()) {
            match parts.last_mut() {
                _ if line.starts_with('#') => parts.push((line.trim_end().to_owned(), Vec::new())),
                Some((_, told)) => told.push(line.clone()),
                None => self.lines.push(line.clone()),
            }
        }
        for (heading, told) in parts {
            add(&mut self.lines, &heading, told);
        }
        self.told.extend(other.told.iter().cloned());
    }
}

fn entries(text: &str) -> Vec<Entry> {
    let above = Entry { version: None, title: String::new(), lines: Vec::new(), told: BTreeSet::new() };
    let mut entries = vec![above];
    for line in text.lines() {
        let title = line.strip_prefix("## ").unwrap_or_default().trim();
        let word = title.split_whitespace().next().unwrap_or_default().trim_matches(['[', ']']);
        if let Ok(version) = word.parse() {
            entries.push(Entry { title: title.to_owned(), ..Entry::of(&version) });
        } else if let Some(entry) = entries.last_mut() {
            match line.strip_prefix(RECORDED_CHANGES) {
                Some(told) => entry.told.extend(told.trim_end_matches("-->").split_whitespace().map(str::to_owned)),
                None => entry.lines.push(line.to_owned()),
            }
        }
    }
    entries.retain(|entry| entry.version.is_some() || entry.lines.iter().any(|line| !line.trim().is_empty()));
    entries
}

fn written(entries: &[Entry]) -> String {
    let mut text = String::new();
    for Entry { version, title, lines, told } in entries {
        if version.is_some() {
            let _ = writeln!(text, "## {title}\n");
        }
        let _ = writeln!(text, "{}\n", lines.join("\n").trim());
        if !told.is_empty() {
            let told: Vec<&str> = told.iter().map(String::as_str).collect();
            let _ = writeln!(text, "{RECORDED_CHANGES} {} -->\n", told.join(" "));
        }
    }
    format!("{}\n", text.trim_end())
}

/// Adds under `heading` those of `told` that are nowhere yet.
fn add(lines: &mut Vec<String>, heading: &str, told: Vec<String>) {
    let mut new: Vec<String> = Vec::new();
    for line in told {
        if !lines.contains(&line) && !new.contains(&line) {
            new.push(line);
        }
    }
    if new.is_empty() {
        return;
    }
    let last = |lines: &[String]| lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
    if let Some(start) = lines.iter().position(|line| line.trim_end() == heading) {
        let next = lines[start + 1..].iter().position(|line| line.starts_with('#'));
        // Behind the last line that says something, with a blank one if that is the heading.
        let end = last(&lines[..next.map_or(lines.len(), |at| start + 1 + at)]);
        let gap = (end == start + 1).then(String::new);
        lines.splice(end..end, gap.into_iter().chain(new));
        return;
    }
    // What weighs more precedes what weighs less.
    let known = |line: &str| HEADINGS.iter().position(|(_, name)| line.trim_end().strip_prefix("### ") == Some(*name));
    let rank = known(heading);
    if let Some(at) = lines.iter().position(|line| rank.is_some() && known(line) > rank) {
        let part = [heading.to_owned(), String::new()].into_iter().chain(new).chain([String::new()]);
        lines.splice(at..at, part);
    } else {
        lines.truncate(last(lines));
        lines.extend([String::new(), heading.to_owned(), String::new()]);
        lines.append(&mut new);
    }
}

/// The change as a sentence of a list.
fn sentence(change: &Change) -> String {
    let text = change.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("- {first}{}.", letters.as_str())
}

/// What the change is known by: the hash FNV-1a of what it is about and what became of it.
fn fingerprint(change: &Change) -> String {
    let text = format!("{}: {}", change.item, change.kind);
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}
