//! Rows of tables in Markdown whose last cell goes on over several lines, also blank ones, which would end the table.

use std::borrow::Cow;

/// What is in place of an end of a line within a row. No page has it, and it takes as many bytes.
pub(super) const BREAK: char = '\u{1}';

/// No cell has more lines.
const MOST: usize = 80;

/// The page with each row of a table in one line, as long as before.
pub(super) fn in_one_line(page: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = page.split_inclusive('\n').collect();
    let mut starts = Vec::with_capacity(lines.len());
    let mut at = 0;
    for line in &lines {
        starts.push(at);
        at += line.len();
    }
    let mut ends = Vec::new();
    let mut columns = None;
    let mut number = 0;
    while number < lines.len() {
        let bare = lines[number].trim();
        let is_row = bare.starts_with('|');
        if is_row && is_delimiter(bare) {
            columns = Some(bars(bare) - 1);
        } else if let Some(last) = columns.filter(|_| is_row).and_then(|columns| end_of_row(&lines, number, columns)) {
            ends.extend((number..last).map(|line| starts[line] + lines[line].len() - 1));
            number = last;
        } else if !is_row && !bare.is_empty() {
            columns = None;
        }
        number += 1;
    }
    if ends.is_empty() {
        return Cow::Borrowed(page);
    }
    let mut out = String::with_capacity(page.len());
    let mut from = 0;
    for end in ends {
        out.push_str(&page[from..end]);
        out.push(BREAK);
        from = end + 1;
    }
    out.push_str(&page[from..]);
    Cow::Owned(out)
}

/// The last line of a row that lacks its end in its first line.
fn end_of_row(lines: &[&str], first: usize, columns: usize) -> Option<usize> {
    let mut found = bars(lines[first]);
    if found == 0 || found > columns {
        return None;
    }
    for (number, line) in lines.iter().enumerate().skip(first + 1).take(MOST) {
        let bare = line.trim();
        if bare.starts_with('|') && bare != "|" || bare.starts_with('#') {
            return None;
        }
        found += bars(bare);
        if found > columns {
            return (found == columns + 1 && bare.ends_with('|')).then_some(number);
        }
    }
    None
}

fn is_delimiter(line: &str) -> bool {
    line.contains("--") && line.chars().all(|letter| matches!(letter, '-' | '|' | ':' | ' '))
}

/// How many bars there are that separate cells.
fn bars(line: &str) -> usize {
    let mut escaped = false;
    line.chars()
        .filter(|letter| {
            let is_bar = *letter == '|' && !escaped;
            escaped = *letter == '\\' && !escaped;
            is_bar
        })
        .count()
}
