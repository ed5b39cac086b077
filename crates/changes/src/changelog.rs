//! What changed from version to version, as Markdown that people may edit.
//!
//! ```text
//! ## 0.2.0
//!
//! ### Breaking
//!
//! - Parameter `RoomId`: now required; calls without it no longer compile.
//! ```

use crate::{Change, Step};
use semver::Version;
use std::fmt::Write as _;

const HEADINGS: [(Step, &str); 3] = [(Step::Major, "Breaking"), (Step::Minor, "New"), (Step::Patch, "Otherwise")];

/// `text`, a list of what changed from version to version, the newest one first, with `changes` under `now`. Entries later
/// than `before` were never released and become part of this one. What is there stays as it is; a change that an entry tells
/// word for word is not told again, so that doing this twice does nothing more.
#[must_use]
pub fn with_entry(text: &str, before: &Version, now: &Version, changes: &[Change]) -> String {
    let mut entries = entries(text);
    let unreleased = |entry: &Entry| entry.version.as_ref().is_some_and(|version| version > before && version <= now);
    let first = entries.iter().position(unreleased).unwrap_or_else(|| {
        // Behind what stands above all versions, and above all that are older.
        let at = entries.iter().position(|entry| entry.version.is_some()).unwrap_or(entries.len());
        entries.insert(at, Entry { version: Some(now.clone()), lines: Vec::new() });
        at
    });
    let mut lines = std::mem::take(&mut entries[first].lines);
    let mut later = 0;
    entries.retain(|entry| {
        let merges = later > first && unreleased(entry);
        later += 1;
        if merges {
            merge(&mut lines, &entry.lines);
        }
        !merges
    });
    for (step, heading) in HEADINGS {
        let sentences = changes.iter().filter(|change| change.step() == step).map(sentence).collect();
        add(&mut lines, &format!("### {heading}"), sentences);
    }
    entries[first] = Entry { version: Some(now.clone()), lines };
    written(&entries)
}

/// What stands under one heading.
struct Entry {
    /// The version; `None` for what stands above the first one.
    version: Option<Version>,
    /// The lines behind the heading.
    lines: Vec<String>,
}

fn entries(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut open = Entry { version: None, lines: Vec::new() };
    for line in text.lines() {
        let heading = line.strip_prefix("## ").and_then(|title| title.split_whitespace().next());
        match heading.and_then(|word| word.trim_matches(['[', ']']).parse().ok()) {
            Some(version) => {
                entries.push(std::mem::replace(&mut open, Entry { version: Some(version), lines: Vec::new() }));
            }
            None => open.lines.push(line.to_owned()),
        }
    }
    entries.push(open);
    entries.retain(|entry| entry.version.is_some() || entry.lines.iter().any(|line| !line.trim().is_empty()));
    entries
}

fn written(entries: &[Entry]) -> String {
    let mut text = String::new();
    for entry in entries {
        if let Some(version) = &entry.version {
            let _ = writeln!(text, "## {version}\n");
        }
        let lines = entry.lines.join("\n");
        let _ = writeln!(text, "{}\n", lines.trim());
    }
    format!("{}\n", text.trim_end())
}

/// Adds what another entry tells, each under its heading.
fn merge(lines: &mut Vec<String>, others: &[String]) {
    let mut parts: Vec<(String, Vec<String>)> = Vec::new();
    for line in others.iter().filter(|line| !line.trim().is_empty()) {
        match parts.last_mut() {
            Some((_, told)) if !line.starts_with('#') => told.push(line.clone()),
            _ if line.starts_with('#') => parts.push((line.trim_end().to_owned(), Vec::new())),
            _ => lines.push(line.clone()),
        }
    }
    for (heading, told) in parts {
        add(lines, &heading, told);
    }
}

/// Adds under `heading` those of `told` that stand nowhere yet.
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
    let Some(start) = lines.iter().position(|line| line.trim_end() == heading) else {
        let end = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
        lines.truncate(end);
        lines.extend([String::new(), heading.to_owned(), String::new()]);
        lines.append(&mut new);
        return;
    };
    let next = lines[start + 1..].iter().position(|line| line.starts_with('#'));
    let behind = next.map_or(lines.len(), |at| start + 1 + at);
    // Behind the last line that says something, with a blank one if that is the heading.
    let end = lines[..behind].iter().rposition(|line| !line.trim().is_empty()).map_or(behind, |at| at + 1);
    let gap = (end == start + 1).then(String::new);
    lines.splice(end..end, gap.into_iter().chain(new));
}

/// The change as a sentence of a list.
fn sentence(change: &Change) -> String {
    let text = change.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("- {first}{}.", letters.as_str())
}
