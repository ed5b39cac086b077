//! Fields in a list without a header: `RoomId string required`, or name, type and marks one below the other.

use crate::{
    cell::{known_word, name, required},
    column::Column,
    document::{Block, Document, Row, Table},
    form::inline::without_marks,
    heading::{Section, section},
    text::Text,
    words::{
        columns as words,
        defaults::{EXAMPLES_IN_LISTS, IN_LISTS},
        required::{MARKS, UNMARKED},
        types::{LIST_BRACKETS, NO_ITEMS},
    },
};

const COLUMNS: [(&str, Column); 5] = [
    (words::NAME, Column::Name),
    (words::TYPE, Column::Type),
    (words::REQUIRED, Column::Required),
    (words::EXAMPLE, Column::Example),
    (words::DESCRIPTION, Column::Description),
];

/// What may be between the parts of a line.
const BETWEEN: [char; 11] = [' ', '\t', '`', ',', '，', '|', '·', '(', ')', '（', '）'];

/// The columns of a list.
pub(super) fn columns() -> Vec<Column> {
    COLUMNS.iter().map(|(_, column)| *column).collect()
}

/// A list without fields that starts at an offset of the page.
pub(super) fn list(start: usize) -> Table {
    let header = COLUMNS.iter().map(|(name, _)| Text::new(name, start)).collect();
    Table { header, rows: Vec::new(), start }
}

/// How many brackets of lists the list has open at its end.
pub(super) fn brackets(table: &Table) -> usize {
    let lines = table.rows.iter().filter_map(|row| row.cells.last()).flat_map(|cell| cell.as_str().lines());
    lines.fold(0, |open, line| match bracket(line) {
        Some(true) => open + 1,
        Some(false) => open.saturating_sub(1),
        None => open,
    })
}

/// Whether a line is the bracket before the fields of a list's items, or the one behind them.
fn bracket(line: &str) -> Option<bool> {
    match line.trim().trim_start_matches("- ") {
        open if LIST_BRACKETS.contains(&open) => Some(true),
        "]" => Some(false),
        _ => None,
    }
}

/// The cells of a line that holds name, type, marks and example, or a sentence behind a colon, and nothing else. `quoted`
/// says whether what is at an offset of the line is in backquotes.
pub(super) fn cells(line: &Text, quoted: impl Fn(usize) -> bool) -> Option<Vec<Text>> {
    let text = line.as_str();
    let end = text.find([' ', '\t'])?;
    let parsed = name(&text[..end]).filter(|name| name.rest.is_empty())?;
    let start = end + text[end..].len() - text[end..].trim_start().len();
    let start = start + text[start..].len() - text[start..].trim_start_matches(BETWEEN).len();
    let rest = &text[start..];
    let length = type_end(rest).or_else(|| marked_type_end(rest))?;
    let mut at = start + length;
    let mut cells = vec![Text::default(); COLUMNS.len()];
    cells[0] = line.slice(parsed.span.0..end);
    cells[1] = line.slice(start..at);
    while at < text.len() {
        let skipped = text[at..].len() - text[at..].trim_start_matches(BETWEEN).len();
        at += skipped;
        let rest = &text[at..];
        if rest.is_empty() {
            break;
        }
        if let Some(found) = MARKS.iter().filter(|(mark, _)| rest.starts_with(mark)).max_by_key(|(mark, _)| mark.len())
        {
            let (mark, decides) = *found;
            if decides {
                cells[2] = line.slice(at..at + mark.len());
            }
            at += mark.len();
        } else if let Some(front) = example(rest) {
            cells[3] = line.slice(at + front..text.len()).trimmed();
            at = text.len();
        } else if IN_LISTS.iter().any(|word| rest.starts_with(word)) {
            cells[4] = line.slice(at..text.len()).trimmed();
            at = text.len();
        } else if let Some(length) = rest.strip_prefix("/ ").and_then(type_end) {
            // Of several types, the first one counts.
            at += "/ ".len() + length;
        } else if quoted(at) && cells[3].is_empty() {
            let length = rest.find('`').unwrap_or_else(|| rest.find(char::is_whitespace).unwrap_or(rest.len()));
            cells[3] = line.slice(at..at + length).trimmed();
            at += length;
        } else if let Some(sentence) = rest.strip_prefix([':', '：', '–', '—']).or_else(|| rest.strip_prefix("- "))
        {
            cells[4] = line.slice(text.len() - sentence.len()..text.len()).trimmed();
            at = text.len();
        } else {
            return None;
        }
    }
    Some(cells)
}

/// How long the known type is that `rest` starts with; a mark may be glued to it.
pub(super) fn type_end(rest: &str) -> Option<usize> {
    let word = rest
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '[' | ']' | '<' | '>' | '-' | '_')));
    let length = word.unwrap_or(rest.len());
    let plain = |end: usize| known_word(&rest[..end]) && !NO_ITEMS.contains(&&rest[..end]);
    if plain(length) {
        return Some(length);
    }
    MARKS.iter().filter_map(|(mark, _)| rest[..length].strip_suffix(mark)).map(str::len).find(|end| plain(*end))
}

/// How long the word for a type is that nothing is known of, if a mark behind it shows that it is one.
fn marked_type_end(rest: &str) -> Option<usize> {
    let (word, behind) = rest.split_once([' ', '\t'])?;
    let behind = behind.trim_start_matches(BETWEEN);
    let marked = MARKS.iter().any(|(mark, decides)| *decides && behind.starts_with(mark));
    let named = word.trim_start_matches("[]").starts_with(|letter: char| letter.is_ascii_uppercase())
        && word.bytes().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'[' | b']' | b'_'));
    (marked && named).then_some(word.len())
}

/// Whether a word says whether a field is required.
pub(super) fn is_mark(word: &str) -> bool {
    MARKS.iter().any(|(mark, decides)| *decides && *mark == word)
}

/// How long the words are that say an example follows.
pub(super) fn example(text: &str) -> Option<usize> {
    let word = EXAMPLES_IN_LISTS.iter().find(|word| text.starts_with(**word))?;
    let behind = &text[word.len()..];
    let mark = behind.trim_start().strip_prefix(['：', ':'])?;
    Some(text.len() - mark.len())
}

/// Takes out the brackets of lists. Where only what is required is marked, all other fields are optional.
pub(super) fn complete(table: &mut Table) {
    for cell in table.rows.iter_mut().filter_map(|row| row.cells.last_mut()) {
        if cell.as_str().lines().any(|line| bracket(line).is_some()) {
            let mut kept = Text::default();
            for (at, line) in cell.lines().filter(|(_, line)| bracket(line).is_none()) {
                kept.end_line(cell.source(at));
                kept.append(&cell.slice(at..at + line.len()));
            }
            *cell = kept;
        }
    }
    let marked = |row: &Row| row.cells.get(2).filter(|cell| !cell.is_empty()).map(|cell| required(cell.as_str()));
    let optional = |row: &Row| marked(row).flatten().is_some_and(|required| required.always == Some(false));
    let any = table.rows.iter().any(|row| marked(row).is_some());
    let both = table.rows.iter().any(optional);
    if !any {
        table.header.remove(2);
        table.rows.iter_mut().for_each(|row| drop(row.cells.remove(2)));
        return;
    }
    for row in table.rows.iter_mut().filter(|row| !both && row.cells[2].is_empty()) {
        row.cells[2] = Text::new(UNMARKED, row.start);
    }
}

/// Makes tables of the lists of fields in Markdown. How far an item is indented says what it belongs to.
pub(super) fn gather(document: &mut Document, page: &str) {
    let mut blocks: Vec<Block> = Vec::with_capacity(document.blocks.len());
    // The level of the heading that announced fields.
    let mut asked: Option<u8> = None;
    let mut open: Option<Table> = None;
    for block in document.blocks.drain(..) {
        if let Block::Paragraph(text) = &block
            && asked.is_some()
            && take(&mut open, text, page)
        {
            continue;
        }
        if let Block::Heading { text, level } = &block {
            let fields = [Section::Request, Section::Response, Section::Common, Section::Types];
            asked = match section(text.as_str()) {
                Some(section) => fields.contains(&section).then_some(*level),
                // A heading above ends what was announced below another one.
                None => asked.filter(|announced| *announced <= *level),
            };
        }
        blocks.extend(ended(&mut open));
        blocks.push(block);
    }
    blocks.extend(ended(&mut open));
    document.blocks = blocks;
}

fn ended(open: &mut Option<Table>) -> Option<Block> {
    open.take().map(|mut table| {
        complete(&mut table);
        Block::Table(table)
    })
}

/// Takes a paragraph as a field of the open list, or as more of the sentence of its last one.
fn take(open: &mut Option<Table>, text: &Text, page: &str) -> bool {
    let words = text.as_str();
    let start = words.len() - words.trim_start_matches(['-', '*', ' ']).len();
    let end = words.find('\n').unwrap_or(words.len()).max(start);
    let line = without_marks(&text.slice(start..end));
    let quoted =
        |at: usize| line.source(at).checked_sub(1).is_some_and(|before| page.as_bytes().get(before) == Some(&b'`'));
    if let Some(mut cells) = cells(&line, quoted) {
        let behind = text.slice(end..words.len()).trimmed();
        cells[4].end_line(behind.start());
        cells[4].append(&behind);
        let at = text.start();
        let line = page[..at.min(page.len())].rfind('\n').map_or(0, |end| end + 1);
        let depth = page[line..].chars().take_while(|letter| *letter == ' ').count();
        let table = open.get_or_insert_with(|| list(at));
        table.rows.push(Row { cells, depth: Some(depth), inner: Vec::new(), start: at });
        return true;
    }
    let Some(cell) = open.as_mut().and_then(|table| table.rows.last_mut()).and_then(|row| row.cells.last_mut()) else {
        return false;
    };
    cell.end_line(text.start());
    cell.append(text);
    true
}
