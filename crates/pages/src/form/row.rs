//! Rows of tables in plain text, whose cells have blanks, tabs or bars between them, or nothing at all.

use crate::{
    cell::{known_word, required_word},
    column::Column,
    text::Text,
};
use std::ops::Range;

/// The cells of a line of text, one for each column. `None` if the line does not have the look of a row.
pub(crate) fn cells(line: &Text, columns: &[Column]) -> Option<Vec<Text>> {
    let text = line.as_str();
    let parts = separated(text, '\t', columns.len()).or_else(|| separated(text, '|', columns.len()));
    let parts = if let Some(parts) = parts {
        parts
    } else {
        // A small letter at the start of a type is rather one of a sentence, unless yes or no stands before it.
        let small = columns.contains(&Column::Required);
        let ways = [Some(Types::Known), Some(Types::Named), small.then_some(Types::Small)];
        ways.into_iter().flatten().find_map(|types| parse(text, columns, 0, types))?
    };
    Some(parts.into_iter().map(|part| line.slice(part).trimmed()).collect())
}

/// The parts between separators, if there are as many as columns. The last takes what is too much.
fn separated(text: &str, mark: char, count: usize) -> Option<Vec<Range<usize>>> {
    let inner = if mark == '|' { text.trim().trim_start_matches('|').trim_end_matches('|') } else { text };
    let start = text.find(inner).unwrap_or_default();
    let mut parts = Vec::new();
    let mut at = start;
    for part in inner.splitn(count, mark) {
        parts.push(at..at + part.len());
        at += part.len() + mark.len_utf8();
    }
    (parts.len() == count && count > 1).then_some(parts)
}

/// Which words may stand for a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Types {
    /// Words that are known, as `String`.
    Known,
    /// Names of types, as `UserInformation`.
    Named,
    /// Words that are known, in small letters too.
    Small,
}

/// Takes cell by cell from the front.
fn parse(text: &str, columns: &[Column], at: usize, types: Types) -> Option<Vec<Range<usize>>> {
    let Some((column, later)) = columns.split_first() else { return Some(Vec::new()) };
    let rest = &text[at..];
    let from = at + rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len();
    let rest = &text[from..];
    if later.is_empty() && matches!(column, Column::Description | Column::Other | Column::Advice) {
        let all = from..text.len();
        return Some(vec![all]);
    }
    ends(rest, *column, types).into_iter().find_map(|end| {
        let mut cells = parse(text, later, from + end, types)?;
        cells.insert(0, from..from + end);
        Some(cells)
    })
}

/// Where a cell of this column may end, the likeliest first.
fn ends(rest: &str, column: Column, types: Types) -> Vec<usize> {
    match column {
        Column::Name => names(rest),
        Column::Required => required_word(rest).into_iter().collect(),
        Column::Type => kinds(rest, types),
        Column::Code => codes(rest),
        _ => {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            if end == 0 { Vec::new() } else { vec![end] }
        }
    }
}

fn names(rest: &str) -> Vec<usize> {
    if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_' || letter == '└') {
        return Vec::new();
    }
    let start = rest.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or_default();
    let part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '[' | ']' | '-');
    let end = rest[start..].find(|letter| !part(letter)).map_or(rest.len(), |length| start + length);
    if NO_NAMES.contains(&&rest[..end]) {
        return Vec::new();
    }
    // Perhaps glued to what follows: every place where a new word may start, the longest name first.
    let mut ends: Vec<usize> = (start + 1..=end).filter(|at| rest.is_char_boundary(*at)).collect();
    ends.reverse();
    ends
}

/// Words that begin a further line of a description and are no names.
const NO_NAMES: [&str; 22] = [
    "Note",
    "Notes",
    "The",
    "A",
    "An",
    "If",
    "When",
    "This",
    "It",
    "See",
    "For",
    "Only",
    "You",
    "Please",
    "Default",
    "Valid",
    "Value",
    "Array",
    "In",
    "By",
    "Currently",
    "Example",
];

/// Words that begin a sentence; a type's name glued to its description ends before one.
const OPENERS: [&str; 8] = ["The", "A", "An", "This", "Whether", "When", "If", "It"];

fn kinds(rest: &str, types: Types) -> Vec<usize> {
    let front = ["Array of ", "Array Of ", "array of ", "List of "].into_iter().find(|front| rest.starts_with(front));
    let start = front.map_or(0, str::len);
    let word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '[' | ']' | '<' | '>');
    let end = rest[start..].find(|letter| !word(letter)).map_or(rest.len(), |length| start + length);
    let end = if front.is_none() && rest[end..].starts_with(" ISO8601") { end + " ISO8601".len() } else { end };
    let mut ends: Vec<usize> = (start + 1..=end).rev().filter(|end| rest.is_char_boundary(*end)).collect();
    if types != Types::Named {
        let small = types == Types::Small || !rest.starts_with(|letter: char| letter.is_ascii_lowercase());
        ends.retain(|end| small && &rest[..*end] != "List" && known_word(&rest[..*end]) && !cuts_a_word(rest, *end));
        return ends;
    }
    ends.retain(|end| rest[start..*end].starts_with(|letter: char| letter.is_ascii_uppercase()));
    let Some(whole) = ends.first().copied() else { return ends };
    // A sentence that starts with a small letter has lost its first word to the type before it.
    let glued = rest[whole..].trim_start().starts_with(|letter: char| letter.is_ascii_lowercase());
    let opener = OPENERS
        .iter()
        .find(|opener| glued && rest[start..whole].ends_with(**opener))
        .map(|opener| whole - opener.len());
    vec![opener.filter(|end| *end > start).unwrap_or(whole)]
}

/// Whether the letters go on behind `end`, as `Int` in `Internal`.
fn cuts_a_word(rest: &str, end: usize) -> bool {
    let next = rest[end..].chars().next();
    next.is_some_and(|next| next.is_ascii_lowercase() || next.is_ascii_digit())
}

/// Classes of codes that Tencent's pages list without a detail.
const CLASSES: [&str; 26] = [
    "ActionOffline",
    "AuthFailure",
    "DryRunOperation",
    "FailedOperation",
    "InternalError",
    "InvalidAction",
    "InvalidParameter",
    "InvalidParameterValue",
    "InvalidRequest",
    "IpInBlacklist",
    "IpNotInWhitelist",
    "LimitExceeded",
    "MissingParameter",
    "NoSuchProduct",
    "NoSuchVersion",
    "OperationDenied",
    "RequestLimitExceeded",
    "RequestSizeLimitExceeded",
    "ResourceInUse",
    "ResourceInsufficient",
    "ResourceNotFound",
    "ResourceUnavailable",
    "ResourcesSoldOut",
    "UnauthorizedOperation",
    "UnknownParameter",
    "UnsupportedOperation",
];

fn codes(rest: &str) -> Vec<usize> {
    let end = rest
        .find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '.' | '_' | '-'))
        .unwrap_or(rest.len());
    let word = rest[..end].trim_end_matches('.');
    let number = !word.is_empty() && word.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
    let detailed = word.split_once('.').is_some_and(|(class, detail)| {
        class.starts_with(|letter: char| letter.is_ascii_uppercase()) && class.len() > 3 && !detail.is_empty()
    });
    if number || detailed || CLASSES.contains(&word) { vec![word.len()] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str, columns: &[Column]) -> Option<String> {
        let cells = cells(&Text::new(line, 0), columns)?;
        Some(cells.iter().map(|cell| cell.as_str().to_owned()).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn rows_with_blanks_tabs_bars_or_nothing() {
        let asked = [Column::Name, Column::Required, Column::Type, Column::Description];
        let answered = [Column::Name, Column::Type, Column::Description];
        for (line, columns, wanted) in [
            ("CommId Yes String The ID of a call.", &asked[..], "CommId|Yes|String|The ID of a call."),
            ("UserIds.N No Array of String The users.", &asked, "UserIds.N|No|Array of String|The users."),
            ("Params No EncodeParams How to encode.", &asked, "Params|No|EncodeParams|How to encode."),
            ("房间不存在。", &asked, ""),
            ("Note: If it is empty, no record is returned.", &asked, ""),
            ("CommIdYesStringThe ID of a call.", &asked, "CommId|Yes|String|The ID of a call."),
            ("ActionYesStringCommon Params.", &asked, "Action|Yes|String|Common Params."),
            ("SdkAppId是Integer应用 ID。", &asked, "SdkAppId|是|Integer|应用 ID。"),
            ("TotalIntegerThe number of records.", &answered, "Total|Integer|The number of records."),
            ("UserListArray of UserInformationThe users.", &answered, "UserList|Array of UserInformation|The users."),
            ("UserList Array of UserInformation The users.", &answered, "UserList|Array of UserInformation|The users."),
            ("Fee Tag Information on fees", &answered, "Fee|Tag|Information on fees"),
            ("UserListArray of UserInformation用户信息", &answered, "UserList|Array of UserInformation|用户信息"),
            ("Name\t是\tString\t名称", &asked, "Name|是|String|名称"),
            ("Name | 是 | String | a | b |", &asked, "Name|是|String|a | b"),
        ] {
            assert_eq!(told(line, columns).unwrap_or_default(), wanted, "{line}");
        }
    }

    #[test]
    fn codes_are_no_words_of_a_sentence() {
        let columns = [Column::Code, Column::Description];
        assert_eq!(
            told("InternalError.DBError A failure.", &columns).as_deref(),
            Some("InternalError.DBError|A failure.")
        );
        assert_eq!(told("InvalidParameter Wrong.", &columns).as_deref(), Some("InvalidParameter|Wrong."));
        assert_eq!(told("50001 No such room.", &columns).as_deref(), Some("50001|No such room."));
        assert_eq!(told("Please try again.", &columns), None);
    }
}
