//! Rows of tables in plain text, whose cells have blanks, tabs or bars between them, or nothing at all.

use crate::{
    cell::{known_word, required_word},
    column::Column,
    text::Text,
};
use std::{collections::HashSet, ops::Range};

/// How a table in text is laid out, as its header shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// This stands between cells.
    Marked(char),
    /// Blanks stand between cells.
    Blanks,
    /// Nothing stands between cells.
    Glued,
}

/// What the rest of the page knows of names, for rows whose cells are glued together.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Words that stand in quotes, as the names in an example do.
    quoted: HashSet<String>,
    /// Words that stand alone in a line, as the names of types do.
    alone: HashSet<String>,
}

impl Words {
    pub(crate) fn new(page: &str) -> Self {
        let quoted = page.split('"').filter(|word| is_word(word)).map(str::to_owned).collect();
        // The page of an action has its own name and those of its neighbours alone in lines.
        let action = page.lines().any(|line| line.trim_start().starts_with("Action"));
        let lines = page.lines().map(str::trim).filter(|word| !action && is_word(word));
        Self { quoted, alone: lines.map(str::to_owned).collect() }
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() < 80 && text.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
}

/// The cells of a line of text, one for each column. `strict` wants a type whose word is known. `None` if the line does not
/// have the look of a row.
pub(crate) fn cells(line: &Text, columns: &[Column], layout: Layout, words: &Words, strict: bool) -> Option<Vec<Text>> {
    let text = line.as_str();
    let glued = layout == Layout::Glued;
    // A small letter at the start of a type is rather one of a sentence, unless yes or no stands before it.
    let small = columns.contains(&Column::Required);
    let ways = [Some(Types::Known), (!strict || small).then_some(Types::Named), small.then_some(Types::Small)];
    let marked = if let Layout::Marked(mark) = layout { separated(text, mark, columns.len()) } else { None };
    let parse = |types| {
        let parts = Parser { text, types, glued, small, words }.parse(columns, 0)?;
        // `Real Time calls` is no field of a type `Time`: where no yes or no stands between, one of the two has more letters.
        let doubtful =
            types == Types::Named && !small && !parts.iter().take(2).any(|part| has_humps(&text[part.clone()]));
        (!doubtful).then_some(parts)
    };
    let parts = marked.or_else(|| ways.into_iter().flatten().find_map(parse))?;
    Some(parts.into_iter().map(|part| line.slice(part).trimmed()).collect())
}

/// Whether a word is more than one, as `UserInfo` and `Array of Tag`.
fn has_humps(word: &str) -> bool {
    let upper = word.char_indices().skip(1).filter(|(_, letter)| letter.is_ascii_uppercase()).count();
    upper > 0 && word.bytes().any(|letter| letter.is_ascii_lowercase())
}

/// The parts between separators. The last takes what is too much, and what is missing at the end is empty.
fn separated(text: &str, mark: char, count: usize) -> Option<Vec<Range<usize>>> {
    let inner = if mark == '|' { text.trim().trim_start_matches('|').trim_end_matches('|') } else { text };
    let mut at = text.find(inner).unwrap_or_default();
    let mut parts = Vec::new();
    for part in inner.splitn(count, mark) {
        parts.push(at..at + part.len());
        at += part.len() + mark.len_utf8();
    }
    let row = parts.len() > 1 && !text[parts[0].clone()].trim().contains(' ');
    parts.resize(count, text.len()..text.len());
    row.then_some(parts)
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
struct Parser<'a> {
    text: &'a str,
    types: Types,
    glued: bool,
    /// Whether yes or no stands before a type.
    small: bool,
    words: &'a Words,
}

impl Parser<'_> {
    fn parse(&self, columns: &[Column], at: usize) -> Option<Vec<Range<usize>>> {
        let Some((column, later)) = columns.split_first() else { return Some(Vec::new()) };
        let rest = &self.text[at..];
        let from = at + rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']).len();
        let rest = &self.text[from..];
        if later.is_empty() && matches!(column, Column::Description | Column::Other | Column::Advice) {
            // A line of two words, the second a name, is no row.
            let said = self.types != Types::Named || self.small || !rest.is_empty() || self.text.contains("Array of ");
            let all = from..self.text.len();
            return said.then(|| vec![all]);
        }
        self.ends(rest, *column).into_iter().find_map(|end| {
            let mut cells = self.parse(later, from + end)?;
            cells.insert(0, from..from + end);
            Some(cells)
        })
    }

    /// Where a cell of this column may end, the likeliest first.
    fn ends(&self, rest: &str, column: Column) -> Vec<usize> {
        match column {
            Column::Name => self.names(rest),
            Column::Required => required_word(rest).into_iter().collect(),
            Column::Type => self.kinds(rest),
            Column::Code => codes(rest, self.glued),
            _ => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                if end == 0 { Vec::new() } else { vec![end] }
            }
        }
    }

    fn names(&self, rest: &str) -> Vec<usize> {
        let start = rest.find(|letter: char| letter.is_ascii_alphabetic() || letter == '_').unwrap_or(rest.len());
        if !rest[..start].chars().all(|letter| matches!(letter, '└' | '─' | '>' | '+' | '-' | ' ')) {
            return Vec::new();
        }
        let part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '[' | ']' | '-');
        let end = rest[start..].find(|letter| !part(letter)).map_or(rest.len(), |length| start + length);
        let sentence = self.types != Types::Known && NO_NAMES.contains(&&rest[start..end]);
        if start == end || sentence || matches!(&rest[start..end], "The" | "A" | "An" | "This" | "If") {
            return Vec::new();
        }
        if !self.glued {
            return if rest[end..].starts_with(char::is_whitespace) { vec![end] } else { Vec::new() };
        }
        // Every place where a new word may start, the longest name first.
        let mut ends: Vec<usize> = (start + 1..=end).rev().filter(|at| rest.is_char_boundary(*at)).collect();
        if self.types == Types::Named {
            ends.sort_by_key(|at| self.doubt(&rest[start..*at], &rest[*at..], *at));
        }
        ends
    }

    /// How doubtful it is that `name` ends where a type's name starts, and what decides between equals.
    fn doubt(&self, name: &str, behind: &str, at: usize) -> (u8, usize) {
        if behind.starts_with("Array of ") {
            return (0, at);
        }
        let kind = behind;
        let length = kind.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(kind.len());
        let known = (1..=length).rev().any(|end| self.words.alone.contains(&kind[..end]));
        let doubled = kind.starts_with(name);
        let quoted = self.words.quoted.contains(name);
        match (known, doubled, quoted) {
            (true, _, true) | (true, true, _) => (0, at),
            (_, true, true) => (1, at),
            (true, ..) => (2, at),
            (_, _, true) => (3, usize::MAX - at),
            (_, true, _) => (4, at),
            _ => (5, at),
        }
    }

    fn kinds(&self, rest: &str) -> Vec<usize> {
        let front =
            ["Array of ", "Array Of ", "array of ", "List of "].into_iter().find(|front| rest.starts_with(front));
        let start = front.map_or(0, str::len);
        let word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '[' | ']' | '<' | '>');
        let end = rest[start..].find(|letter| !word(letter)).map_or(rest.len(), |length| start + length);
        let end = if front.is_none() && rest[end..].starts_with(" ISO8601") { end + " ISO8601".len() } else { end };
        if self.types == Types::Named {
            let name = &rest[start..end];
            if !name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
                return Vec::new();
            }
            let foreign = rest[end..].starts_with(|next: char| !next.is_ascii());
            if !self.glued || foreign || rest[end..].is_empty() {
                return vec![end];
            }
            let known = (1..=name.len()).rev().find(|end| self.words.alone.contains(&name[..*end]));
            let sentence = [known, Some(without_last_word(name))].into_iter().flatten().map(|length| start + length);
            // Yes or no may follow: then the type ends before it, wherever that is.
            let before =
                (1..name.len()).filter(|length| required_word(&name[*length..]).is_some()).map(|length| start + length);
            return if self.small { before.chain(sentence).collect() } else { sentence.collect() };
        }
        let small = self.types == Types::Small || !rest.starts_with(|letter: char| letter.is_ascii_lowercase());
        if !self.small && COMMON_WORDS.contains(&&rest[..end]) {
            return Vec::new();
        }
        let plain = |at: usize| GLUED_WORDS.contains(&&rest[start..at]);
        let ends = (start + 1..=end).rev().filter(|at| rest.is_char_boundary(*at));
        let ends = ends.filter(|at| if self.glued { plain(*at) } else { *at == end });
        ends.filter(|at| small && &rest[..*at] != "List" && known_word(&rest[..*at]) && !cuts_a_word(rest, *at))
            .collect()
    }
}

/// The length of a name without the first word of the sentence that is glued to it.
fn without_last_word(name: &str) -> usize {
    let letters: Vec<(usize, char)> = name.char_indices().collect();
    let upper = |at: usize| letters.get(at).is_some_and(|(_, letter)| letter.is_ascii_uppercase());
    let Some(mut last) = (1..letters.len()).rev().find(|at| upper(*at)) else { return name.len() };
    // `ID` is one word.
    if last + 1 == letters.len() {
        while last > 1 && upper(last - 1) {
            last -= 1;
        }
    }
    letters[last].0
}

/// Words for types that are as often words of a sentence.
const COMMON_WORDS: [&str; 5] = ["Time", "Text", "URL", "Url", "Any"];

/// Words for types that can be told from a name or a sentence they are glued to.
const GLUED_WORDS: [&str; 18] = [
    "String",
    "Integer",
    "Float",
    "Boolean",
    "Bool",
    "Timestamp",
    "Timestamp ISO8601",
    "Datetime",
    "Date",
    "Binary",
    "Object",
    "Int32",
    "Int64",
    "Uint32",
    "Uint64",
    "Long",
    "Double",
    "Int",
];

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

/// Whether the word goes on behind `end`, as `Int` in `Internal` and in `Int32`.
fn cuts_a_word(rest: &str, end: usize) -> bool {
    let behind = &rest[end..];
    let digits = behind.len() - behind.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    behind.starts_with(|next: char| next.is_ascii_lowercase()) || digits > 0 && known_word(&rest[..end + digits])
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

fn codes(rest: &str, glued: bool) -> Vec<usize> {
    let part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
    let end = rest.find(|letter: char| !part(letter)).unwrap_or(rest.len());
    let word = rest[..end].trim_end_matches('.');
    let number = word.find(|letter: char| !letter.is_ascii_digit() && letter != '-').unwrap_or(word.len());
    if number > 0 && (number == word.len() || glued) {
        return vec![number];
    }
    let class = CLASSES.iter().filter(|class| word.starts_with(**class)).max_by_key(|class| class.len());
    let detailed = word.split_once('.').is_some_and(|(class, detail)| {
        class.starts_with(|letter: char| letter.is_ascii_uppercase()) && class.len() > 3 && !detail.is_empty()
    });
    let foreign = rest[word.len()..].starts_with(|next: char| !next.is_ascii());
    match class {
        _ if detailed && glued && !foreign => vec![without_last_word(word)],
        _ if detailed => vec![word.len()],
        Some(class) if class.len() == word.len() || glued => vec![class.len()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str, columns: &[Column], layout: Layout) -> Option<String> {
        let cells = cells(&Text::new(line, 0), columns, layout, &Words::new("\"UserList\"\nUserInformation\n"), false)?;
        Some(cells.iter().map(|cell| cell.as_str().to_owned()).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn rows_with_blanks_tabs_bars_or_nothing() {
        let asked = [Column::Name, Column::Required, Column::Type, Column::Description];
        let answered = [Column::Name, Column::Type, Column::Description];
        let (blanks, glued) = (Layout::Blanks, Layout::Glued);
        for (line, columns, layout, wanted) in [
            ("CommId Yes String The ID of a call.", &asked[..], blanks, "CommId|Yes|String|The ID of a call."),
            ("UserIds.N No Array of String The users.", &asked, blanks, "UserIds.N|No|Array of String|The users."),
            ("Params No EncodeParams How to encode.", &asked, blanks, "Params|No|EncodeParams|How to encode."),
            ("房间不存在。", &asked, blanks, ""),
            ("Note: If it is empty, no record is returned.", &asked, blanks, ""),
            ("Note User", &answered, blanks, ""),
            ("NoteUser", &answered, blanks, ""),
            ("FeeInfo Tag Information on fees", &answered, blanks, "FeeInfo|Tag|Information on fees"),
            ("Real Time Communication", &answered, blanks, ""),
            (
                "UserList Array of UserInformation The users.",
                &answered,
                blanks,
                "UserList|Array of UserInformation|The users.",
            ),
            ("CommIdYesStringThe ID of a call.", &asked, glued, "CommId|Yes|String|The ID of a call."),
            ("ActionYesStringCommon Params.", &asked, glued, "Action|Yes|String|Common Params."),
            ("SdkAppId是Integer应用 ID。", &asked, glued, "SdkAppId|是|Integer|应用 ID。"),
            ("ParamsNoEncodeParamsHow to encode.", &asked, glued, "Params|No|EncodeParams|How to encode."),
            ("ParamsNoEncodeParamsID of it.", &asked, glued, "Params|No|EncodeParams|ID of it."),
            ("TotalIntegerThe number of records.", &answered, glued, "Total|Integer|The number of records."),
            (
                "UserListArray of UserInformationThe users.",
                &answered,
                glued,
                "UserList|Array of UserInformation|The users.",
            ),
            (
                "UserListArray of UserInformation用户信息",
                &answered,
                glued,
                "UserList|Array of UserInformation|用户信息",
            ),
            ("Name\t是\tString\t名称", &asked, Layout::Marked('\t'), "Name|是|String|名称"),
            ("Name | 是 | String | a | b |", &asked, Layout::Marked('|'), "Name|是|String|a | b"),
        ] {
            assert_eq!(told(line, columns, layout).unwrap_or_default(), wanted, "{line}");
        }
    }

    #[test]
    fn codes_are_no_words_of_a_sentence() {
        let columns = [Column::Code, Column::Description];
        let (blanks, glued) = (Layout::Blanks, Layout::Glued);
        for (line, layout, wanted) in [
            ("InternalError.DBError A failure.", blanks, "InternalError.DBError|A failure."),
            ("InternalError.DBError a failure.", blanks, "InternalError.DBError|a failure."),
            ("InvalidParameter Wrong.", blanks, "InvalidParameter|Wrong."),
            ("50001 No such room.", blanks, "50001|No such room."),
            ("Please try again.", blanks, ""),
            ("InternalError.DBErrorA failure.", glued, "InternalError.DBError|A failure."),
            ("InvalidParameterValueWrong.", glued, "InvalidParameterValue|Wrong."),
            ("InternalError.DBError数据库错误。", glued, "InternalError.DBError|数据库错误。"),
            ("50001No such room.", glued, "50001|No such room."),
        ] {
            assert_eq!(told(line, &columns, layout).unwrap_or_default(), wanted, "{line}");
        }
    }
}
