//! Rows of a page's tables, as stretches of its text.

use std::ops::Range;

/// The row in which the name at `at` is. `next` is where the next row's name is, if rows are lines of text.
pub(crate) fn row(page: &str, at: usize, next: Option<usize>) -> Range<usize> {
    let start = page[..at].rfind('\n').map_or(0, |at| at + 1);
    let line_end = |at: usize| page[at..].find('\n').map_or(page.len(), |end| at + end + 1);
    let line = &page[start..line_end(at)];
    if line.trim_start().starts_with('|') || line.trim_end().ends_with('|') || line.matches(" | ").count() > 1 {
        return start..line_end(at);
    }
    if let Some(row) = object(page, at) {
        return row;
    }
    if let Some(row) = element(page, at) {
        return row;
    }
    // Text: everything up to the next row or an empty line.
    let limit = next.map_or(page.len(), |next| page[..next].rfind('\n').map_or(0, |at| at + 1));
    let mut end = line_end(at);
    while end < limit && !page[end..line_end(end)].trim().is_empty() {
        end = line_end(end);
    }
    start..end.min(limit.max(line_end(at)))
}

/// `{ … },` in the script of a table.
fn object(page: &str, at: usize) -> Option<Range<usize>> {
    let script = page[..at].rfind("```mixin-react")?;
    if page[script + 3..at].contains("```") {
        return None;
    }
    let mut depth = 0;
    let start = page[..at].char_indices().rev().find_map(|(at, letter)| match letter {
        '}' => {
            depth += 1;
            None
        }
        '{' if depth == 0 => Some(at),
        '{' => {
            depth -= 1;
            None
        }
        _ => None,
    })?;
    let mut depth = 0;
    let end = page[start..].char_indices().find_map(|(at, letter)| match letter {
        '{' => {
            depth += 1;
            None
        }
        '}' => {
            depth -= 1;
            (depth == 0).then_some(start + at + 1)
        }
        _ => None,
    })?;
    let behind = page[end..].trim_start();
    let end = if behind.starts_with(',') { end + page[end..].find(',').unwrap_or(0) + 1 } else { end };
    Some(start..end)
}

/// `<tr>…</tr>`, also where the end is left out.
fn element(page: &str, at: usize) -> Option<Range<usize>> {
    let start = page[..at].rfind("<tr")?;
    if page[start..at].contains("</tr>") || page[start..at].contains("</table>") {
        return None;
    }
    let behind = &page[at..];
    let ends = [behind.find("</tr>").map(|end| end + "</tr>".len()), behind.find("<tr"), behind.find("</tbody")];
    let end = ends.into_iter().flatten().min()?;
    Some(start..at + end)
}
