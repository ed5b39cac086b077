//! Rows whose cells are one below the other, a line for each.

use super::{Line, next_filled};
use crate::{
    cell::{kind as kind_of, known_word, name, required},
    column::Column,
    document::Row,
    facts::FieldType,
    heading::line as heading,
    text::Text,
};

/// The row that starts at a line, and how many lines it has. `whole` says of a line whether it is a row by itself.
pub(super) fn row(
    lines: &[Line],
    at: usize,
    columns: &[Column],
    whole: impl Fn(&Line) -> bool,
) -> Option<(Row, usize)> {
    let (mut cells, mut next) = start(lines, at, columns)?;
    let mut rest: Vec<usize> = Vec::new();
    let mut apart = false;
    while let Some(line) = lines.get(next) {
        if line.is_empty() {
            // A sentence with an empty line in it is one only if another row follows.
            apart = true;
        } else if whole(line) || ends(lines, next, columns, apart) {
            break;
        } else {
            rest.push(next);
            apart = false;
        }
        next += 1;
    }
    let count = rest.last().map_or(next, |last| last + 1).max(at + 1) - at;
    fill(&mut cells, lines, &rest, columns);
    let cells = cells.into_iter().map(Option::unwrap_or_default).collect();
    Some((Row { cells, depth: None, inner: Vec::new(), start: lines[at].bare.start() }, count))
}

/// Whether a line belongs to no sentence of the row before it.
fn ends(lines: &[Line], at: usize, columns: &[Column], apart: bool) -> bool {
    let line = lines[at].as_str();
    // An object in one line right behind other cells is a value.
    let value = line.starts_with('[') || line.starts_with('{') && line.ends_with('}') && !apart;
    let example = super::example::starts(line) && !value;
    let other = example || heading(line).is_some() || super::is_numbered_heading(line);
    if other || super::header::header(lines, at).is_some() || start(lines, at, columns).is_some() {
        return true;
    }
    apart && !goes_on(lines, at, columns)
}

/// Whether another row comes before the next heading.
fn goes_on(lines: &[Line], at: usize, columns: &[Column]) -> bool {
    (at..lines.len())
        .take_while(|at| heading(lines[*at].as_str()).is_none() && super::header::header(lines, *at).is_none())
        .any(|at| start(lines, at, columns).is_some())
}

/// The cells that show that a row starts here, and the line behind them.
fn start(lines: &[Line], at: usize, columns: &[Column]) -> Option<(Vec<Option<Text>>, usize)> {
    let mut cells: Vec<Option<Text>> = vec![None; columns.len()];
    let mut next = at;
    let mut sure = false;
    let has_type = columns.contains(&Column::Type);
    for (index, column) in columns.iter().enumerate() {
        let Some(line) = next_filled(lines, next).filter(|line| *line <= next + 1) else { break };
        let text = lines[line].as_str();
        let example = columns.get(index + 1) == Some(&Column::Example);
        let fits = match column {
            Column::Name => is_name(text),
            // Yes or no is lost where nothing but a sentence follows what is rather the example of a boolean.
            Column::Required if is_truth(text) && example && is_boolean(&cells, columns) => {
                next_filled(lines, line + 1)
                    .is_some_and(|next| is_truth(lines[next].as_str()) || lines[next].as_str() == "-")
            }
            Column::Code => is_code(text),
            Column::Required => is_required(text),
            Column::Type => is_type(text),
            _ => break,
        };
        match (fits, column) {
            (true, _) => {
                // The name of a type may be any word, so it is one only beside yes or no.
                sure |= match column {
                    Column::Type => is_known_type(text),
                    Column::Required => true,
                    _ => *column == Column::Code && !has_type,
                };
                cells[index] = Some(lines[line].bare.clone());
                next = line + 1;
            }
            // Programs lose cells of one letter.
            (false, Column::Required) => {}
            _ => return None,
        }
    }
    let typed = !has_type || columns.iter().zip(&cells).any(|(column, cell)| *column == Column::Type && cell.is_some());
    (sure && typed && cells[0].is_some()).then_some((cells, next))
}

/// Whether it is `true` or `false`, which is both a value and a way to say yes or no.
pub(super) fn is_truth(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

/// Whether the type of a row says that its values are `true` and `false`.
fn is_boolean(cells: &[Option<Text>], columns: &[Column]) -> bool {
    let kind =
        columns.iter().zip(cells).find(|(column, _)| **column == Column::Type).and_then(|(_, cell)| cell.as_ref());
    kind.and_then(|cell| kind_of(cell.as_str())).is_some_and(|kind| kind == FieldType::Bool)
}

fn is_name(text: &str) -> bool {
    name(text).is_some_and(|name| name.rest.chars().count() < 12)
        && text.len() < 80
        && !text.ends_with(['.', ',', ':', '：'])
}

fn is_code(text: &str) -> bool {
    let part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
    let number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && text.len() > 1 || text == "0";
    let word = text.starts_with(|letter: char| letter.is_ascii_uppercase()) && text.len() > 6 && !text.ends_with('.');
    text.chars().all(part) && (number || word)
}

fn is_required(text: &str) -> bool {
    text.chars().count() <= 24 && required(text).is_some()
}

fn is_type(text: &str) -> bool {
    text.chars().count() <= 48 && !text.ends_with(['.', '。']) && kind_of(text).is_some()
}

/// Whether a type needs nothing beside it to be known for one.
fn is_known_type(text: &str) -> bool {
    known_word(text) || kind_of(text).is_some_and(|kind| matches!(kind, FieldType::List(_)))
}

/// Puts the lines behind a row's start into its other cells.
fn fill(cells: &mut [Option<Text>], lines: &[Line], rest: &[usize], columns: &[Column]) {
    let open: Vec<usize> = (0..columns.len())
        .filter(|index| {
            cells[*index].is_none()
                && !matches!(columns[*index], Column::Name | Column::Type | Column::Required | Column::Code)
        })
        .collect();
    let sentence = open.iter().position(|index| matches!(columns[*index], Column::Description | Column::Advice));
    let mut rest = rest.to_vec();
    for (number, index) in open.iter().enumerate() {
        let Some(first) = rest.first() else { return };
        let text = lines[*first].as_str();
        // Of example and sentence, one line in another script is the sentence.
        let sentence_alone = rest.len() == 1 && !text.is_ascii();
        let before = sentence.is_some_and(|sentence| number < sentence);
        if before && is_value(text) && !sentence_alone {
            cells[*index] = Some(lines[rest.remove(0)].bare.clone());
        } else if !before {
            let mut whole = Text::default();
            let last = number + 1 == open.len();
            let count = if last { rest.len() } else { 1 };
            for line in rest.drain(..count) {
                whole.end_line(lines[line].bare.start());
                whole.append(&lines[line].bare);
            }
            cells[*index] = Some(whole);
        }
    }
}

/// Whether a line may be a value rather than a sentence.
fn is_value(text: &str) -> bool {
    !text.contains(['。', '，', '；'])
        && (text.is_ascii() && text.split(' ').count() <= 4 || text.chars().count() <= 16)
}
