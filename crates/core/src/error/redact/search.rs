//! Finds secrets in a text in one pass, whatever its case, line breaks and escapes.

use super::{
    SHORTEST, SHORTEST_PARAMETER,
    decode::{Raw, Unit, Units, begins_escape, decoded},
};
use crate::protocol::hex;
use secrecy::zeroize::Zeroizing;
use std::{collections::VecDeque, ops::Range};

/// What replaces a secret.
const REDACTED: &[u8] = b"[redacted]";
/// A text may be cut within a secret. So much of its beginning at the end of a text is redacted too.
const SHORTEST_BEGINNING: usize = 16;

/// A secret in the form in which texts are compared.
pub(super) type Pattern = Zeroizing<Vec<u8>>;

/// The secrets to look for, and their usual encodings.
pub(super) struct Patterns {
    /// As they are.
    plain: Vec<Pattern>,
    /// As they are in a text without escapes.
    unescaped: Vec<Pattern>,
}

impl Patterns {
    pub(super) fn new<'s>(secrets: impl Iterator<Item = &'s [u8]>) -> Self {
        let mut patterns = Self { plain: Vec::new(), unescaped: Vec::new() };
        patterns.add(secrets, SHORTEST);
        patterns
    }

    /// Also looks for these secrets, which may be shorter.
    pub(super) fn with_parameters<'s>(mut self, secrets: impl Iterator<Item = &'s [u8]>) -> Self {
        self.add(secrets, SHORTEST_PARAMETER);
        self
    }

    fn add<'s>(&mut self, secrets: impl Iterator<Item = &'s [u8]>, shortest: usize) {
        let long = |pattern: &Pattern| pattern.len() >= shortest;
        for secret in secrets {
            let hex = hex::encode(secret).into_bytes();
            for form in [secret.to_vec(), hex].into_iter().chain(base64(secret)).map(Zeroizing::new) {
                self.plain.extend(Some(comparable(Raw::new(&form))).filter(long));
                self.unescaped.extend(Some(comparable(decoded(&form))).filter(long));
            }
        }
        for patterns in [&mut self.plain, &mut self.unescaped] {
            patterns.sort_unstable_by(|one, other| one.as_slice().cmp(other));
            patterns.dedup();
        }
    }

    /// The text with all secrets replaced; `None` if it contains none.
    pub(super) fn redact(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut found = Search::new(&self.plain).run(Raw::new(text));
        if text.iter().any(|byte| begins_escape(*byte)) {
            found.extend(Search::new(&self.unescaped).run(decoded(text)));
        }
        if found.is_empty() {
            return None;
        }
        found.sort_unstable_by_key(|range| range.start);
        let mut redacted = Vec::with_capacity(text.len());
        let mut copied = 0;
        for range in found {
            if range.start >= copied {
                redacted.extend_from_slice(&text[copied..range.start]);
                redacted.extend_from_slice(REDACTED);
            }
            copied = copied.max(range.end);
        }
        redacted.extend_from_slice(&text[copied..]);
        Some(redacted)
    }
}

/// A search for patterns in one text.
struct Search<'p> {
    patterns: &'p [Pattern],
    /// For each byte, whether a pattern ends with it.
    ends: [bool; 256],
    /// The last four bytes of each pattern as a number, sorted. No pattern has fewer.
    tails: Vec<u32>,
    longest: usize,
    /// The latest characters, as many as the longest pattern has.
    latest: VecDeque<Unit>,
}

impl<'p> Search<'p> {
    fn new(patterns: &'p [Pattern]) -> Self {
        let mut ends = [false; 256];
        for last in patterns.iter().filter_map(|pattern| pattern.last()) {
            ends[usize::from(*last)] = true;
        }
        let tail = |pattern: &Pattern| pattern.iter().fold(0, |tail, byte| with_last(tail, *byte));
        let mut tails: Vec<u32> = patterns.iter().map(tail).collect();
        tails.sort_unstable();
        let longest = patterns.iter().map(|pattern| pattern.len()).max().unwrap_or(0);
        Self { patterns, ends, tails, longest, latest: VecDeque::with_capacity(longest + 1) }
    }

    /// Where secrets are in the text.
    fn run(mut self, mut units: impl Units) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.longest == 0 {
            return found;
        }
        let mut tail = 0;
        while let Some(unit) = units.next_unit() {
            let Some(byte) = comparable_byte(unit.byte) else { continue };
            tail = with_last(tail, byte);
            if self.latest.len() == self.longest {
                self.latest.pop_front();
            }
            self.latest.push_back(Unit { byte, ..unit });
            // Ordinary words often end with a pattern's last byte, and hardly ever with its last four.
            if self.ends[usize::from(byte)] && self.tails.binary_search(&tail).is_ok() {
                found.extend(self.patterns.iter().filter_map(|pattern| self.at_end(pattern)));
            }
        }
        found.extend(self.patterns.iter().filter_map(|pattern| {
            let lengths = SHORTEST_BEGINNING..pattern.len();
            lengths.rev().find_map(|length| self.at_end(&pattern[..length]))
        }));
        found
    }

    /// Where the text is, if the characters so far end with it.
    fn at_end(&self, text: &[u8]) -> Option<Range<usize>> {
        let from = self.latest.len().checked_sub(text.len())?;
        let latest = self.latest.iter().rev();
        if !latest.zip(text.iter().rev()).all(|(unit, byte)| unit.byte == *byte) {
            return None;
        }
        Some(self.latest.get(from)?.start..self.latest.back()?.end)
    }
}

/// The last four bytes as a number, with one more byte.
fn with_last(tail: u32, byte: u8) -> u32 {
    tail << 8 | u32::from(byte)
}

/// Whitespace and control characters do not count, so text in UTF-16 is found too: every other byte of it is zero. Nor does case
/// count, nor which of the two alphabets of base64 is used.
fn comparable_byte(byte: u8) -> Option<u8> {
    match byte {
        b'-' => Some(b'+'),
        b'_' => Some(b'/'),
        _ if byte == b' ' || byte.is_ascii_control() => None,
        _ => Some(byte.to_ascii_lowercase()),
    }
}

fn comparable(mut units: impl Units) -> Pattern {
    let bytes = std::iter::from_fn(|| units.next_unit()).filter_map(|unit| comparable_byte(unit.byte));
    Zeroizing::new(bytes.collect())
}

/// The secret as a part of a longer text in base64: what the secret alone decides, for each of the three alignments.
fn base64(secret: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    (0..3).map(move |before: usize| {
        let (mut bits, mut count) = (0_u32, before * 8);
        let mut text = Vec::with_capacity(secret.len() * 4 / 3 + 1);
        // The bits of the bytes before are unknown: pass over the digits that contain any of them.
        let unknown = count.div_ceil(6);
        let mut digits = 0;
        for byte in secret {
            bits = (bits << 8) | u32::from(*byte);
            count += 8;
            while count >= (digits + 1) * 6 {
                let digit = (bits >> (count - (digits + 1) * 6)) & 0x3f;
                if digits >= unknown {
                    text.push(ALPHABET[digit as usize]);
                }
                digits += 1;
            }
        }
        text
    })
}

#[cfg(test)]
mod tests;
