//! Inputs made by changing others.

use proptest::{collection::vec, prelude::*, sample::Index, sample::select};
use std::sync::Arc;

/// What confuses whatever reads texts or numbers.
const WORDS: [&[u8]; 24] = [
    b"",
    b"\0",
    b"\xff",
    b"\xff\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\r\n",
    b"\t",
    b" ",
    b"%",
    b"%00",
    b"+",
    b"-1",
    b"0",
    b"1e999",
    b"18446744073709551616",
    b"-9223372036854775809",
    b"9007199254740993",
    "\u{feff}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{10ffff}".as_bytes(),
    "e\u{301}".as_bytes(),
    "大厅".as_bytes(),
    "🙂".as_bytes(),
];

/// A change of an input.
#[derive(Clone, Debug)]
enum Change {
    Cut(Index),
    Remove(Index, usize),
    Insert(Index, Vec<u8>),
    Overwrite(Index, u8),
    Flip(Index, u8),
    /// A piece of it a second time elsewhere.
    Copy(Index, usize, Index),
    /// A piece of another input.
    Splice(Index, Index, usize, Index),
    /// A line in the place of another one, and the other way round.
    Swap(Index, Index),
}

/// Inputs: one to begin with, changed a few times, and now and then bytes from nowhere.
pub(crate) fn made(seeds: Vec<Vec<u8>>, words: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let seeds = Arc::new(seeds);
    let others = Arc::clone(&seeds);
    let changed = (any::<Index>(), vec(change(words), 1..6)).prop_map(move |(first, changes)| {
        let mut bytes = if others.is_empty() { Vec::new() } else { first.get(&others).clone() };
        for change in &changes {
            apply(change, &mut bytes, &others);
        }
        bytes
    });
    let bytes = vec(prop_oneof![any::<u8>(), (b' '..=b'~')], 0..200);
    let spoken = vec(word(words), 0..30).prop_map(|words| words.concat());
    prop_oneof![8 => changed, 1 => bytes, 1 => spoken]
}

fn word(words: &'static [&'static str]) -> BoxedStrategy<Vec<u8>> {
    let nasty = select(&WORDS[..]).prop_map(<[u8]>::to_vec);
    if words.is_empty() {
        return nasty.boxed();
    }
    prop_oneof![3 => select(words).prop_map(|word| word.as_bytes().to_vec()), 1 => nasty].boxed()
}

fn change(words: &'static [&'static str]) -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        1 => at().prop_map(Change::Cut),
        2 => (at(), 1_usize..40).prop_map(|(at, length)| Change::Remove(at, length)),
        5 => (at(), word(words)).prop_map(|(at, word)| Change::Insert(at, word)),
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Overwrite(at, byte)),
        2 => (at(), 0_u8..8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        1 => (at(), 1_usize..60, at()).prop_map(|(from, length, to)| Change::Copy(from, length, to)),
        2 => (at(), at(), 1_usize..200, at()).prop_map(|(other, from, length, to)| Change::Splice(other, from, length, to)),
        1 => (at(), at()).prop_map(|(one, other)| Change::Swap(one, other)),
    ]
}

fn apply(change: &Change, bytes: &mut Vec<u8>, others: &[Vec<u8>]) {
    // A place before any byte, or at the end.
    let end = bytes.len() + 1;
    let piece = |of: &[u8], from: &Index, length: usize| {
        let from = from.index(of.len() + 1);
        of[from..(from + length).min(of.len())].to_vec()
    };
    match change {
        Change::Cut(at) => bytes.truncate(at.index(end)),
        Change::Remove(at, length) => {
            let from = at.index(end);
            bytes.drain(from..(from + length).min(bytes.len()));
        }
        Change::Insert(at, word) => put(bytes, at.index(end), word),
        Change::Overwrite(at, byte) if !bytes.is_empty() => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Change::Flip(at, bit) if !bytes.is_empty() => {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        Change::Copy(from, length, to) => {
            let piece = piece(bytes, from, *length);
            put(bytes, to.index(end), &piece);
        }
        Change::Splice(other, from, length, to) if !others.is_empty() => {
            let piece = piece(&others[other.index(others.len())], from, *length);
            put(bytes, to.index(end), &piece);
        }
        Change::Swap(one, other) => {
            let mut lines: Vec<_> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            if !lines.is_empty() {
                let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                lines.swap(one, other);
                *bytes = lines.concat();
            }
        }
        Change::Overwrite(..) | Change::Flip(..) | Change::Splice(..) => {}
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}
