//! HTML in Markdown that has to be cut out first, as Markdown would make something else of it.

use super::components;
use std::ops::Range;

/// The pieces of HTML to be read apart, in order: tables, which may hold blank lines and Markdown, and lines of nothing but
/// tags next to a row with bars or a fence, which would take them in, and components, whose attributes are no HTML.
pub(super) fn pieces(page: &str, from: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut end) = (from, from);
    let mut fence: Option<&str> = None;
    let mut behind = false;
    for line in page[from..].split_inclusive('\n') {
        let (start, bare) = (at, line.trim_start());
        at += line.len();
        if start < end {
            continue;
        }
        match fence {
            Some(mark) if bare.starts_with(mark) && bare.trim_end().chars().all(|letter| mark.starts_with(letter)) => {
                fence = None;
            }
            None if bare.starts_with("```") => fence = Some("```"),
            None if bare.starts_with("~~~") => fence = Some("~~~"),
            None if bare.starts_with('<') => {
                let beside = behind || is_taken_in(&page[at..]) || is_lost(bare, &page[at..]);
                if let Some(piece) = piece(page, start..at, beside) {
                    end = piece.end;
                    found.push(piece);
                }
            }
            _ => {}
        }
        behind = is_taken_in(bare);
    }
    found
}

/// Whether a text starts with what a line of tags before it would take in: a row or a fence.
fn is_taken_in(text: &str) -> bool {
    let bare = text.trim_start_matches([' ', '\t']);
    bare.starts_with('|') || bare.starts_with("```")
}

/// Whether a text starts with a heading or an item of a list, which would be lost behind a line of tags without a blank line
/// between.
fn is_lost(tags: &str, text: &str) -> bool {
    let bare = text.trim_start_matches([' ', '\t']);
    let hashes = bare.len() - bare.trim_start_matches('#').len();
    let digits = bare.len() - bare.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let marked = (1..=6).contains(&hashes) && bare[hashes..].starts_with(' ')
        || ["- ", "* ", "+ "].iter().any(|mark| bare.starts_with(mark))
        || digits > 0 && bare[digits..].starts_with(". ");
    let verbatim = ["<pre", "<script", "<style", "<textarea", "<table", "<!--"].iter().any(|tag| tags.contains(tag));
    marked && !verbatim
}

/// The piece that starts in a line that begins with a tag.
fn piece(page: &str, line: Range<usize>, beside: bool) -> Option<Range<usize>> {
    let text = &page[line.clone()];
    if components::are_in(text) {
        return Some(line);
    }
    let table = text.find("<table").filter(|_| !text.contains('|'));
    if let Some(table) = table {
        let start = line.start + table;
        return Some(start..end_of_table(page, start)?);
    }
    let tags = text.trim_end().ends_with('>');
    (beside && tags).then_some(line)
}

fn end_of_table(page: &str, start: usize) -> Option<usize> {
    let (mut at, mut open) = (start, 0_usize);
    loop {
        let next = page[at..].find("<table").map(|found| at + found);
        let end = page[at..].find("</table>").map(|found| at + found)?;
        match next {
            Some(next) if next < end => {
                open += 1;
                at = next + "<table".len();
            }
            _ => {
                open = open.checked_sub(1)?;
                at = end + "</table>".len();
                if open == 0 {
                    return Some(at);
                }
            }
        }
    }
}
