//! Pages of several actions: which blocks are about which action.

use super::call::Call;
use crate::{
    column::{Column, column},
    document::{Block, Document, Table},
    position::Lines,
    text::Text,
    vendors::Vendors,
};
use std::ops::Range;

/// What a page says of one of its actions, and of all of them.
pub(crate) struct Part<'d> {
    pub(crate) blocks: Vec<&'d Block>,
    /// The other actions of the page.
    pub(crate) others: Vec<String>,
}

/// A section that is about one action.
struct Section {
    action: String,
    blocks: Range<usize>,
}

/// The parts of a page, one for each action. A page is of several actions where sections of one level each show how another
/// action is called, and have its parameters. What is in none of these sections is about all of them.
pub(crate) fn parts<'d>(document: &'d Document, lines: &Lines<'_>, vendors: &Vendors) -> Vec<Part<'d>> {
    let blocks = &document.blocks;
    let named: Vec<Option<String>> = blocks.iter().map(|block| action_in(block, lines, vendors)).collect();
    let sections = (1..=6).map(|level| sections(blocks, &named, level)).find(|sections| actions(sections).len() > 1);
    let Some(sections) = sections else {
        return vec![Part { blocks: blocks.iter().collect(), others: Vec::new() }];
    };
    let all = actions(&sections);
    let part = |own: &String| {
        let foreign = |at: usize| sections.iter().any(|other| other.action != *own && other.blocks.contains(&at));
        let kept = blocks.iter().enumerate().filter(|(at, _)| !foreign(*at));
        Part {
            blocks: kept.map(|(_, block)| block).collect(),
            others: all.iter().filter(|other| *other != own).cloned().collect(),
        }
    };
    all.iter().map(part).collect()
}

/// The actions of sections, in the page's order.
fn actions(sections: &[Section]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for section in sections {
        if !names.contains(&section.action) {
            names.push(section.action.clone());
        }
    }
    names
}

/// The sections of a level that show how an action is called, and have a table of fields.
fn sections(blocks: &[Block], named: &[Option<String>], level: u8) -> Vec<Section> {
    let level_of = |block: &Block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    };
    let starts = (0..blocks.len()).filter(|at| level_of(&blocks[*at]) == Some(level));
    let section = |start: usize| {
        let ends = |at: &usize| level_of(&blocks[*at]).is_some_and(|other| other <= level);
        let end = (start + 1..blocks.len()).find(ends).unwrap_or(blocks.len());
        let action = named[start..end].iter().flatten().next()?.clone();
        let described =
            blocks[start..end].iter().any(|block| matches!(block, Block::Table(table) if is_of_fields(table)));
        described.then_some(Section { action, blocks: start..end })
    };
    starts.filter_map(section).collect()
}

fn is_of_fields(table: &Table) -> bool {
    let columns: Vec<Column> = table.header.iter().map(|cell| column(cell.as_str())).collect();
    columns.contains(&Column::Name) && (columns.contains(&Column::Type) || columns.contains(&Column::Required))
}

/// The action that a block names first in the address of a call.
fn action_in(block: &Block, lines: &Lines<'_>, vendors: &Vendors) -> Option<String> {
    let mut call = Call::default();
    let mut take = |text: &Text| call.read_code(text, lines, vendors);
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Code { text } => take(text),
        Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).for_each(take),
        Block::Script(_) | Block::Unread { .. } | Block::Anchor(_) => {}
    }
    call.first_action()
}

/// Whether a page names more than one action in addresses: others need no second look.
pub(crate) fn may_have_several(page: &str) -> bool {
    let mut names = page.split("Action=").skip(1).map(|rest| {
        let rest = rest.trim_start_matches("<b>").trim_start_matches(['*', '`']);
        &rest[..rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len())]
    });
    let mut known: Option<&str> = None;
    names.any(|name| !name.is_empty() && known.replace(name).is_some_and(|known| known != name))
}
