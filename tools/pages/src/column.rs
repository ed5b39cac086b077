//! What a column of a table holds.

use crate::{
    heading::{is_left_out, key},
    pattern::has,
    words::columns as words,
};
use std::{collections::HashMap, sync::LazyLock};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The name of a parameter or a field.
    Name,
    Type,
    Required,
    Default,
    Example,
    Description,
    /// Limits, in a column of their own.
    Limits,
    /// An error code.
    Code,
    /// An error's message, or a code's name.
    Message,
    HttpStatus,
    Advice,
    /// A value of an enumeration.
    Value,
    /// Query, body or header.
    Location,
    Other,
}

/// The headers to look up: every line of a page may be one.
static COLUMNS: LazyLock<HashMap<&str, Column>> = LazyLock::new(|| words::HEADERS.iter().copied().collect());

/// What a header says that its column holds.
pub(crate) fn column(header: &str) -> Column {
    let key = key(header);
    let bare = key.split(['（', '(']).next().unwrap_or_default();
    let other = || if has(bare, words::ADVICE) { Column::Advice } else { Column::Other };
    COLUMNS.get(bare).copied().or_else(|| column_of_parts(bare)).unwrap_or_else(other)
}

/// What a column holds that is headed by several words for one thing, as `Error code / Sub-code`.
fn column_of_parts(key: &str) -> Option<Column> {
    let parts = key.split(['/', '／', '、', '&', words::OR]);
    parts.clone().nth(1)?;
    parts.into_iter().find_map(|part| COLUMNS.get(part).copied())
}

/// The columns of a line that holds nothing but headers, with blanks, tabs or bars between them or nothing at all:
/// each with where it starts and ends.
pub(crate) fn columns_of(line: &str) -> Option<Vec<(Column, usize, usize)>> {
    let mut found = Vec::new();
    let start = line.len() - line.trim_start_matches(BETWEEN).len();
    let is_header = rest_of(line, start, &mut found);
    // `CodeName` is rather a field's name than two headers.
    let bare = line.trim_matches(BETWEEN);
    let word = bare.bytes().all(|letter| letter.is_ascii_alphanumeric()) && !bare.ends_with(words::GLUED);
    (is_header && (found.len() > 2 || !word)).then_some(found)
}

/// What may be between headers.
const BETWEEN: [char; 5] = [' ', '\t', '|', '\u{a0}', '\u{3000}'];

/// Finds the headers from `at` on. `Parameter Type` is one header or two, so all ways are tried, the longest words first.
fn rest_of(line: &str, at: usize, found: &mut Vec<(Column, usize, usize)>) -> bool {
    if at >= line.len() {
        let columns: Vec<Column> = found.iter().map(|(column, ..)| *column).collect();
        return is_table(&columns);
    }
    for (length, column) in headers_of(&line[at..]) {
        if found.iter().any(|(other, ..)| *other == column) {
            continue;
        }
        let end = at + length;
        found.push((column, at, end));
        let next = end + line[end..].len() - line[end..].trim_start_matches(BETWEEN).len();
        if rest_of(line, next, found) {
            return true;
        }
        found.pop();
    }
    false
}

/// Whether these are the columns of a table of fields or of codes.
pub(crate) fn is_table(columns: &[Column]) -> bool {
    let holds = |wanted| columns.contains(&wanted);
    holds(Column::Name) && (holds(Column::Type) || holds(Column::Description))
        || holds(Column::Code) && columns.len() > 1
}

/// The headers that `rest` starts with, blanks inside allowed, the longest first.
fn headers_of(rest: &str) -> Vec<(usize, Column)> {
    let mut found = Vec::new();
    let mut key = String::new();
    for (at, letter) in rest.char_indices().take(LONGEST).take_while(|(_, letter)| !matches!(letter, '|' | '\t')) {
        if !is_left_out(letter) {
            key.extend(letter.to_lowercase());
            found.extend(COLUMNS.get(key.as_str()).map(|column| (at + letter.len_utf8(), *column)));
        }
    }
    found.reverse();
    found
}

/// No header has more letters and blanks.
const LONGEST: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_with_blanks_bars_or_nothing_between() {
        let wanted = [Column::Name, Column::Required, Column::Type, Column::Description];
        for line in [
            "Parameter Name Required Type Description",
            "Parameter NameRequiredTypeDescription",
            "Parameter Name | Required | Type | Description |",
            "参数名称\t必选\t类型\t描述",
            "参数名称必选类型描述",
            "Parameter Required Type Description",
        ] {
            let found: Vec<Column> = columns_of(line).expect(line).into_iter().map(|(column, ..)| column).collect();
            assert_eq!(found, wanted, "{line}");
        }
        let two = columns_of("Parameter Type Description").expect("`Parameter Type` are two headers here");
        assert_eq!(
            two.iter().map(|(column, ..)| *column).collect::<Vec<_>>(),
            [Column::Name, Column::Type, Column::Description]
        );
        assert!(columns_of("Parameter error.").is_none());
        assert!(columns_of("类型").is_none());
        assert!(columns_of("CodeName |").is_none());
        assert!(columns_of("Error CodeDescription").is_some());
        assert!(columns_of("Error Code Description").is_some());
    }
}
