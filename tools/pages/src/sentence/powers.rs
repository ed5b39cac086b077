//! Powers in sentences, as `2^32-1`.

use crate::pattern::pattern;

pattern!(POWER, r"([0-9]+)\^\(?([0-9]+)\)?(?:\s?(-|\+)\s?([0-9]+)\b)?");

/// A text with its powers written out, and where in the text its pieces are.
pub(super) struct WrittenOut {
    pub(super) text: String,
    /// Offsets in the new and in the old text at the start of each piece.
    pieces: Vec<(usize, usize)>,
}

impl WrittenOut {
    /// Where an offset of the new text is in the old one.
    pub(super) fn offset(&self, at: usize) -> usize {
        let number = self.pieces.partition_point(|(new, _)| *new <= at).saturating_sub(1);
        let (new, old) = self.pieces[number];
        let end = self.pieces.get(number + 1).map_or(usize::MAX, |(_, end)| *end);
        (old + (at - new)).min(end)
    }
}

/// Writes the powers of a text out. `None` if there are none.
pub(super) fn written_out(text: &str) -> Option<WrittenOut> {
    if !text.contains('^') {
        return None;
    }
    let mut out = WrittenOut { text: String::new(), pieces: vec![(0, 0)] };
    let mut last = 0;
    for found in POWER.captures_iter(text) {
        let (Some(all), Some(value)) = (found.get(0), value(&found)) else { continue };
        out.text.push_str(&text[last..all.start()]);
        out.pieces.push((out.text.len(), all.start()));
        out.text.push_str(&value.to_string());
        out.pieces.push((out.text.len(), all.end()));
        last = all.end();
    }
    out.text.push_str(&text[last..]);
    (last > 0).then_some(out)
}

fn value(found: &regex::Captures<'_>) -> Option<i128> {
    let power = found[1].parse::<i128>().ok()?.checked_pow(found[2].parse().ok()?)?;
    let Some(more) = found.get(4) else { return Some(power) };
    let more: i128 = more.as_str().parse().ok()?;
    if &found[3] == "-" { power.checked_sub(more) } else { power.checked_add(more) }
}
