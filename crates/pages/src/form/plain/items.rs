//! Fields in a list without a header: `RoomId string required`, or name, type and marks one below the other.

use super::{Line, Open, next_filled};
use crate::{
    cell::{known_word, name, required},
    column::Column,
    document::{Row, Table},
    form::row::Layout,
    text::Text,
};

const COLUMNS: [(&str, Column); 5] = [
    ("name", Column::Name),
    ("type", Column::Type),
    ("required", Column::Required),
    ("example", Column::Example),
    ("description", Column::Description),
];

/// Marks behind a type: whether the field is required, and what says nothing of it.
const MARKS: [(&str, bool); 16] = [
    ("required", true),
    ("optional", true),
    ("必填", true),
    ("必选", true),
    ("必传", true),
    ("必须", true),
    ("可选", true),
    ("选填", true),
    ("非必填", true),
    ("非必选", true),
    ("nullable", false),
    ("deprecated", false),
    ("已废弃", false),
    ("read-only", false),
    ("write-only", false),
    ("object", false),
];

const EXAMPLES: [&str; 5] = ["示例值", "示例", "Example value", "Example", "Sample value"];

/// A list of which `row` is the first.
pub(super) fn list(row: &Row) -> Open {
    let header = COLUMNS.iter().map(|(name, _)| Text::new(name, row.start)).collect();
    let table = Table { header, rows: Vec::new(), start: row.start };
    let columns = COLUMNS.iter().map(|(_, column)| *column).collect();
    Open { table, columns, layout: Layout::Blanks, items: true, closed: false, block: None }
}

/// How many brackets of lists the list has open at its end.
pub(super) fn brackets(table: &Table) -> usize {
    let lines = table.rows.iter().filter_map(|row| row.cells.last()).flat_map(|cell| cell.as_str().lines());
    lines.fold(0, |open, line| match line.trim() {
        "Array [" | "Array[" | "- Array[" | "- Array [" => open + 1,
        "]" | "- ]" => open.saturating_sub(1),
        _ => open,
    })
}

/// The field that starts at a line, and how many lines it has without its description. `brackets` are those that are open.
pub(super) fn item(lines: &[Line], at: usize, brackets: usize) -> Option<(Row, usize)> {
    let (mut cells, count) = in_one_line(&lines[at].bare).map(|cells| (cells, 1)).or_else(|| stacked(lines, at))?;
    cells.push(Text::default());
    // Brackets weigh more than any indentation.
    let depth = brackets * 1_000 + lines[at].indent();
    Some((Row { cells, depth: Some(depth), inner: Vec::new(), start: lines[at].bare.start() }, count))
}

/// Name, type, mark and example in one line with nothing else.
fn in_one_line(line: &Text) -> Option<Vec<Text>> {
    let text = line.as_str();
    let end = text.find([' ', '\t'])?;
    let parsed = name(&text[..end]).filter(|name| name.rest.is_empty())?;
    let start = end + text[end..].len() - text[end..].trim_start().len();
    let rest = &text[start..];
    let length = type_end(rest)?;
    let mut at = start + length;
    let mut cells = vec![line.slice(parsed.span.0..end), line.slice(start..at), Text::default(), Text::default()];
    while at < text.len() {
        let skipped = text[at..].len() - text[at..].trim_start_matches([' ', '\t', '`', ',', '|', '·']).len();
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
        } else {
            return None;
        }
    }
    Some(cells)
}

/// How long the known type is that `rest` starts with; a mark may be glued to it.
fn type_end(rest: &str) -> Option<usize> {
    let word = rest
        .find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '[' | ']' | '<' | '>' | '-' | '_')));
    let length = word.unwrap_or(rest.len());
    let plain =
        |end: usize| known_word(&rest[..end]) && !matches!(&rest[..end], "Time" | "Text" | "Any" | "List" | "Date");
    if plain(length) {
        return Some(length);
    }
    MARKS.iter().filter_map(|(mark, _)| rest[..length].strip_suffix(mark)).map(str::len).find(|end| plain(*end))
}

/// How long the words are that say an example follows.
fn example(text: &str) -> Option<usize> {
    let word = EXAMPLES.iter().find(|word| text.starts_with(**word))?;
    let behind = &text[word.len()..];
    let mark = behind.trim_start().strip_prefix(['：', ':'])?;
    Some(text.len() - mark.len())
}

/// The same one below the other.
fn stacked(lines: &[Line], at: usize) -> Option<(Vec<Text>, usize)> {
    let parsed = name(lines[at].as_str()).filter(|name| name.rest.is_empty() && name.parts.len() == 1)?;
    let next = next_filled(lines, at + 1).filter(|next| *next <= at + 2)?;
    let length = type_end(lines[next].as_str()).filter(|length| *length == lines[next].as_str().len())?;
    let name = lines[at].bare.slice(parsed.span.0..parsed.span.1);
    let mut cells = vec![name, lines[next].bare.slice(0..length), Text::default(), Text::default()];
    let mut end = next + 1;
    while let Some(line) = next_filled(lines, end).filter(|line| *line <= end + 1).map(|at| (at, &lines[at])) {
        let (at, text) = (line.0, line.1.as_str());
        if cells[2].is_empty()
            && MARKS.iter().any(|(mark, decides)| *decides && *mark == text)
            && required(text).is_some()
        {
            cells[2] = line.1.bare.clone();
        } else if let Some(front) = example(text).filter(|_| cells[3].is_empty()) {
            cells[3] = line.1.bare.slice(front..text.len()).trimmed();
        } else {
            break;
        }
        end = at + 1;
    }
    Some((cells, end - at))
}

/// Takes out the brackets of lists; where only what is required is marked, all other fields are optional.
pub(super) fn complete(table: &mut Table) {
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
        row.cells[2] = Text::new("optional", row.start);
    }
}
