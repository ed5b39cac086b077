//! HTML in Markdown that has to be cut out first, as Markdown would make something else of it.

use super::components;
use std::ops::Range;

/// The pieces of HTML to be read apart, in order: tables, which may hold blank lines and Markdown, and lines of nothing but
/// tags next to a row with bars, which would take the rows in, and components, whose attributes are no HTML.
pub(super) fn pieces(page: &str, from: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut end) = (from, from);
    let mut fence: Option<&str> = None;
    let mut behind_row = false;
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
                let beside_row = behind_row || is_row(&page[at..]);
                if let Some(piece) = piece(page, start..at, beside_row) {
                    end = piece.end;
                    found.push(piece);
                }
            }
            _ => {}
        }
        behind_row = is_row(bare);
    }
    found
}

fn is_row(text: &str) -> bool {
    text.trim_start_matches([' ', '\t']).starts_with('|')
}

/// The piece that starts in a line that begins with a tag.
fn piece(page: &str, line: Range<usize>, beside_row: bool) -> Option<Range<usize>> {
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
    (beside_row && tags).then_some(line)
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
