//! Every line of every invented spec, edited in all ways that lines can be.
//!
//! What cannot be loaded is passed over. Examples are left out, since hardly any edit would leave them right.

use crate::check;
use rtc_catalog::{load, model::Model};
use rtc_tests::{synthetic_specs, write, yaml_files};
use std::collections::BTreeMap;

type Files = BTreeMap<String, Vec<u8>>;

/// One edit of so many is tried, spread over all of them; `EDITS_EVERY=1` tries all.
fn every() -> usize {
    std::env::var("EDITS_EVERY").map_or(29, |every| every.parse().unwrap())
}

#[test]
fn edits_of_any_line_are_no_larger_than_said() {
    let files = without_examples();
    let (every, mut tried) = (every(), 0);
    let mut steps = BTreeMap::new();
    for vendor in ["tencent", "volcengine", "zego"] {
        let own: Files = files.iter().filter(|(path, _)| path.starts_with(vendor)).map(own).collect();
        let before = loaded(&own).unwrap();
        for (path, bytes) in &own {
            for edited in edits(std::str::from_utf8(bytes).unwrap()) {
                tried += 1;
                if tried % every != 0 {
                    continue;
                }
                let mut changed = own.clone();
                changed.insert(path.clone(), edited.clone().into_bytes());
                let Some(now) = loaded(&changed) else { continue };
                let report = check(&before, &now, &difference(bytes, &edited));
                let bump = report.comparisons.iter().filter_map(rtc_changes::Comparison::bump).max();
                *steps.entry(bump).or_insert(0) += 1;
            }
        }
    }
    println!("{tried} edits, one in {every} tried: {steps:?}");
    // Edits of each size were among them, and not just one or two.
    assert!(steps.len() == 4 && steps.values().all(|count| *count >= 3), "{steps:?}");
}

fn own((path, bytes): (&String, &Vec<u8>)) -> (String, Vec<u8>) {
    (path.clone(), bytes.clone())
}

fn without_examples() -> Files {
    let cut = |(path, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).unwrap();
        let kept = text.split_once("\nexamples:").map_or(text.as_str(), |(kept, _)| kept);
        // A version alone is no change, and yet it stands in the crate.
        let kept: Vec<&str> = kept.trim_end().lines().filter(|line| !line.starts_with("release: ")).collect();
        (path, (kept.join("\n") + "\n").into_bytes())
    };
    yaml_files(&synthetic_specs()).into_iter().map(cut).collect()
}

fn loaded(files: &Files) -> Option<Model> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    load(folder.path()).ok()
}

/// The text with one line edited, in each way that changes it.
fn edits(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut all = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let mut with = |new: &[&str], length: usize| {
            let edited = [&lines[..at], new, &lines[at + length..]].concat().join("\n") + "\n";
            if edited != text {
                all.push(edited);
            }
        };
        with(&[], 1);
        if let Some(next) = lines.get(at + 1) {
            with(&[next, line], 2);
        }
        if let Some((key, rest)) = line.split_once(": {") {
            with(&[&format!("{key}2: {{{rest}")], 1);
            with(&[line, &format!("{key}2: {{{rest}")], 1);
        }
        for (from, to) in WORDS {
            with(&[&line.replacen(from, to, 1)], 1);
        }
        with(&[&counted_up(line)], 1);
    }
    all
}

const WORDS: [(&str, &str); 25] = [
    ("required: true, ", ""),
    ("{ type: string, ", "{ type: string, required: true, "),
    ("{ type: string, ", "{ type: string, optional: true, "),
    ("optional: true, ", ""),
    ("type: string", "type: i64"),
    ("type: string", "type: [string]"),
    ("type: [string]", "type: string"),
    ("type: i32", "type: i64"),
    ("type: u32", "type: string"),
    ("type: rfc3339", "type: unix_millis"),
    ("type: unix_seconds", "type: rfc3339"),
    ("doc: ", "doc: More. "),
    ("doc: ", "doc: more "),
    ("as: ", "as: other_"),
    ("name: ", "name: Other"),
    ("retry: never", "retry: backoff"),
    ("retry: backoff", "retry: throttle"),
    ("advice: ", "advice: soon "),
    ("method: GET", "method: POST"),
    ("method: POST", "method: GET"),
    ("safe: true", "safe: false"),
    ("scope: app", "scope: room"),
    ("is: ", "is: other_"),
    ("in: query, ", ""),
    ("[]:", ":"),
];

/// The line with its first number one higher.
fn counted_up(line: &str) -> String {
    let Some(start) = line.find(|letter: char| letter.is_ascii_digit()) else { return line.to_owned() };
    let digits: String = line[start..].chars().take_while(char::is_ascii_digit).collect();
    let Ok(number) = digits.parse::<u32>() else { return line.to_owned() };
    format!("{}{}{}", &line[..start], number + 1, &line[start + digits.len()..])
}

/// The lines that an edit changed, to be shown.
fn difference(before: &[u8], now: &str) -> String {
    let before = String::from_utf8_lossy(before);
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), now.lines().collect());
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let end = old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(old, new)| old == new).count();
    format!("-{:?} +{:?}", &old[same..old.len() - end], &new[same..new.len() - end])
}
