//! What every form of page is turned into first: headings, paragraphs, tables and code, in the page's order.

use crate::text::Text;

/// A whole page.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) blocks: Vec<Block>,
}

/// A piece of a page.
#[derive(Debug)]
pub(crate) enum Block {
    /// A heading. The level counts from 1, the page's title.
    Heading {
        level: u8,
        text: Text,
    },
    /// A paragraph, or an item of a list.
    Paragraph(Text),
    Table(Table),
    Code {
        text: Text,
    },
    /// A script that draws something, of which nothing could be made.
    Script(Text),
    /// Something that was not read, with the page's offset.
    Unread {
        message: String,
        start: usize,
    },
    /// The target of links, with the name they use.
    Anchor(String),
}

/// A table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) header: Vec<Text>,
    pub(crate) rows: Vec<Row>,
    /// The page's offset of its first character.
    pub(crate) start: usize,
}

/// A row.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Text>,
    /// How deep it is nested, where the form of the page says so.
    pub(crate) depth: Option<usize>,
    /// Tables inside its cells.
    pub(crate) inner: Vec<Table>,
    /// The page's offset of its first character.
    pub(crate) start: usize,
}

impl Table {
    /// How many rows there are, those of tables inside included.
    pub(crate) fn count(&self) -> usize {
        self.rows.iter().map(|row| 1 + row.inner.iter().map(Table::count).sum::<usize>()).sum()
    }
}
