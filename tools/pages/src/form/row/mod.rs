//! Rows of tables in plain text, whose cells have blanks, tabs or bars between them, or nothing at all.

mod codes;
mod kinds;
mod names;

pub(crate) use names::Words;

use crate::{cell::required_word, column::Column, text::Text, words::types as words};
use codes::codes;
use std::ops::Range;

/// How a table in text is laid out, as its header shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// This is between cells.
    Marked(char),
    /// Blanks are between cells.
    Blanks,
    /// Nothing is between cells.
    Glued,
}

/// The cells of a line of text, one for each column. `strict` wants a type whose word is known. `None` if the line does not
/// have the look of a row.
pub(crate) fn cells(line: &Text, columns: &[Column], layout: Layout, words: &Words, strict: bool) -> Option<Vec<Text>> {
    let text = line.as_str();
    let glued = layout == Layout::Glued;
    // A small letter at the start of a type is rather one of a sentence, unless yes or no precedes it.
    let small = columns.contains(&Column::Required);
    let mut ways = [Some(Types::Known), (!strict || small).then_some(Types::Named), small.then_some(Types::Small)];
    if glued {
        // A known word is surer than a name that ends wherever a new word may start.
        ways.swap(1, 2);
    }
    let marked = if let Layout::Marked(mark) = layout { separated(text, mark, columns.len()) } else { None };
    let parse = |types, lost| {
        let parts = Parser { text, types, glued, small, marks: if lost { Marks::Lost } else { Marks::Kept }, words }
            .parse(columns, 0)?;
        // `Real Time calls` is no field of a type `Time`: where no yes or no is between, one of the two has more letters.
        let doubtful =
            types == Types::Named && !small && !parts.iter().take(2).any(|part| has_humps(&text[part.clone()]));
        // Where yes or no was lost, `Use String values` is a sentence.
        let sentence = lost && !glued && !parts.first().is_some_and(|name| has_humps(&text[name.clone()]));
        (!doubtful && !sentence).then_some(parts)
    };
    let whole = || ways.into_iter().flatten().find_map(|types| parse(types, false));
    let shifted = || {
        let parser = |marks| Parser { text, types: Types::Known, glued, small, marks, words };
        let first = parser(Marks::Kept).parse(columns, 0).filter(|parts| is_shifted(text, parts, columns));
        first
            .and_then(|_| parser(Marks::LostBesideValues).parse(columns, 0))
            .filter(|parts| is_boolean(text, parts, columns))
    };
    let parts = marked.or_else(|| small.then(shifted).flatten()).or_else(whole);
    let parts = parts.or_else(|| small.then(|| parse(Types::Known, true)).flatten())?;
    Some(parts.into_iter().map(|part| line.slice(part).trimmed()).collect())
}

/// Whether the part of a row that is in a column is one of some words.
fn is_one_of(text: &str, parts: &[Range<usize>], columns: &[Column], wanted: Column, words: &[&str]) -> bool {
    let index = columns.iter().position(|column| *column == wanted);
    let part = index.and_then(|index| parts.get(index)).map(|part| text[part.clone()].trim());
    part.is_some_and(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

/// Whether a row is one of a boolean with an example.
fn is_boolean(text: &str, parts: &[Range<usize>], columns: &[Column]) -> bool {
    let is = |wanted, words| is_one_of(text, parts, columns, wanted, words);
    is(Column::Type, words::BOOLEANS) && is(Column::Example, &["true", "false"])
}

/// Whether `true` was taken for yes, where yes or no is lost and it is the example of a boolean.
fn is_shifted(text: &str, parts: &[Range<usize>], columns: &[Column]) -> bool {
    let is = |wanted, words| is_one_of(text, parts, columns, wanted, words);
    columns.contains(&Column::Example)
        && is(Column::Type, words::BOOLEANS)
        && is(Column::Required, &["true", "false"])
        && !is(Column::Example, &["true", "false", "-", "0", "1"])
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

/// Whether the words for yes and no are there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// They are.
    Kept,
    /// They may be missing: programs lose cells of one letter.
    Lost,
    /// They may be missing, and `true` and `false` are values.
    LostBesideValues,
}

/// Takes cell by cell from the front.
struct Parser<'a> {
    text: &'a str,
    types: Types,
    glued: bool,
    /// Whether yes or no precedes a type.
    small: bool,
    marks: Marks,
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
            let text = self.types != Types::Named
                || self.small
                || !rest.is_empty()
                || self.text.contains(words::LIST_FRONTS[0]);
            let all = from..self.text.len();
            return text.then(|| vec![all]);
        }
        // Nothing shows where one sentence ends and the next begins.
        if matches!(column, Column::Description)
            && later.iter().all(|column| matches!(column, Column::Advice | Column::Other))
        {
            let end = self.text.len();
            return Some(std::iter::once(from..end).chain(later.iter().map(|_| end..end)).collect());
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
            Column::Required => {
                let is_truth = |end: &usize| matches!(&rest[..*end], "true" | "false" | "TRUE" | "FALSE");
                let word = required_word(rest);
                let word = word.filter(|end| self.marks != Marks::LostBesideValues || !is_truth(end));
                word.into_iter().chain((self.marks != Marks::Kept).then_some(0)).collect()
            }
            Column::Type => self.kinds(rest),
            Column::Code => codes(rest, self.glued, &self.words.codes),
            _ if self.glued => vec![glued_value(rest)],
            _ => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                if end == 0 { Vec::new() } else { vec![end] }
            }
        }
    }
}

/// Where a value ends that a sentence is glued to: where another script begins, else nothing shows it and all of it counts
/// as the sentence.
fn glued_value(rest: &str) -> usize {
    let dash = rest.starts_with('-') && !rest[1..].starts_with(|next: char| next.is_ascii_digit());
    let foreign = rest.find(|letter: char| !letter.is_ascii()).filter(|end| *end <= 80);
    if dash { 1 } else { foreign.unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str, columns: &[Column], layout: Layout) -> Option<String> {
        let codes = ["FailedOperation", "InvalidParameter", "InvalidParameterValue"].map(str::to_owned);
        let words = Words::new("\"UserList\"\nUserInformation\n", &codes);
        let cells = cells(&Text::new(line, 0), columns, layout, &words, false)?;
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
            ("UserIdsString[]Their ids.", &answered, glued, "UserIds|String[]|Their ids."),
            ("MessageStringsuccess or not.", &answered, glued, "Message|String|success or not."),
            ("The message String.", &answered, glued, ""),
            ("Use String values", &asked, blanks, ""),
            ("Name\t是\tString\t名称", &asked, Layout::Marked('\t'), "Name|是|String|名称"),
            ("Name | 是 | String | a | b |", &asked, Layout::Marked('|'), "Name|是|String|a | b"),
        ] {
            assert_eq!(parsed(line, columns, layout).unwrap_or_default(), wanted, "{line}");
        }
    }

    #[test]
    fn examples_that_are_glued_to_sentences_and_yes_and_no_that_are_lost() {
        let columns = [Column::Name, Column::Type, Column::Required, Column::Example, Column::Description];
        for (line, wanted) in [
            ("AppIdString是661e****543cf应用的标志。", "AppId|String|是|661e****543cf|应用的标志。"),
            ("AppIdString661e****543cf应用的标志。", "AppId|String||661e****543cf|应用的标志。"),
            ("UsersObject[]-用户。", "Users|Object[]||-|用户。"),
            ("appIdstringYesapp1The app.", "appId|string|Yes||app1The app."),
            ("UserListObject[]No-The users.", "UserList|Object[]|No|-|The users."),
            ("用户的 AppId。", ""),
        ] {
            assert_eq!(parsed(line, &columns, Layout::Glued).unwrap_or_default(), wanted, "{line}");
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
            ("RegionIsBusy The region is busy.", blanks, "RegionIsBusy|The region is busy."),
            ("PageNumber is missing.", blanks, ""),
            ("StartTs Invalid.", blanks, ""),
            ("InternalError.DBErrorA failure.", glued, "InternalError.DBError|A failure."),
            ("InvalidParameterValueWrong.", glued, "InvalidParameterValue|Wrong."),
            ("InternalError.DBError数据库错误。", glued, "InternalError.DBError|数据库错误。"),
            ("50001No such room.", glued, "50001|No such room."),
        ] {
            assert_eq!(parsed(line, &columns, layout).unwrap_or_default(), wanted, "{line}");
        }
    }
}
