//! Nesting of which nothing is left but empty lines: programs that take text out of HTML write an empty line for each part
//! that starts and one more pair for each that ends.

use crate::{cell::kind, document::Table, words::calls::CODE};
use std::collections::HashSet;

/// What follows some empty lines.
#[derive(Debug)]
pub(super) struct Gap {
    pub(super) empty: usize,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// The row of that number.
    Field(usize),
    Words(String),
}

/// Something that has started and not ended yet.
enum Open {
    Field(usize),
    /// One of several ways to fill in what is open, under a heading of its own.
    Way,
}

/// Gives the rows of a list the depths that the empty lines between them show, if they show any.
pub(super) fn nest(table: &mut Table, gaps: &[Gap]) {
    let flat = table.rows.windows(2).all(|pair| pair[0].depth == pair[1].depth);
    let fields = || gaps.iter().skip(1).filter(|gap| matches!(gap.what, What::Field(_)));
    if !flat || !fields().any(|gap| gap.empty == 1) || !fields().any(|gap| gap.empty >= 3) {
        return;
    }
    let Some(depths) = depths(table, gaps) else { return };
    for (row, depth) in table.rows.iter_mut().zip(depths) {
        row.depth = Some(depth);
    }
}

/// How deep each row is. `None` if a field would be in a text or a number.
fn depths(table: &Table, gaps: &[Gap]) -> Option<Vec<usize>> {
    let mut depths = vec![0; table.rows.len()];
    let mut open: Vec<Open> = Vec::new();
    let mut ways: HashSet<&str> = HashSet::new();
    let mut code = false;
    for gap in gaps {
        let ended = gap.empty.saturating_sub(1) / 2;
        // How many parts an example has is not known: what follows it is next to what it belongs to.
        let ended = if code { ended.min(1) } else { ended };
        match &gap.what {
            What::Words(words) if code || words.starts_with('{') || CODE.contains(&words.as_str()) => {
                if !code {
                    open.truncate(open.len().saturating_sub(ended));
                }
                code = true;
            }
            What::Words(words) => {
                open.truncate(open.len().saturating_sub(ended));
                if let Some(way) = words.strip_prefix("- ") {
                    ways.insert(label(way));
                } else if ways.contains(words.as_str()) {
                    open.push(Open::Way);
                }
            }
            What::Field(row) => {
                open.truncate(open.len().saturating_sub(ended));
                code = false;
                let parent =
                    open.iter().rev().find_map(|open| if let Open::Field(row) = open { Some(*row) } else { None });
                if parent.is_some_and(|parent| !may_hold(table, parent)) {
                    return None;
                }
                *depths.get_mut(*row)? = open.iter().filter(|open| matches!(open, Open::Field(_))).count();
                open.push(Open::Field(*row));
            }
        }
    }
    Some(depths)
}

/// The words of a link in Markdown, or the words themselves.
fn label(words: &str) -> &str {
    words.strip_prefix('[').and_then(|rest| rest.split_once("](")).map_or(words, |(label, _)| label)
}

fn may_hold(table: &Table, row: usize) -> bool {
    let cell = table.rows.get(row).and_then(|row| row.cells.get(1));
    cell.and_then(|cell| kind(cell.as_str())).is_some_and(|kind| kind.has_fields())
}
