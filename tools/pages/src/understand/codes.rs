//! Tables of error codes.

use super::Walk;
use crate::{
    column::Column,
    document::{Row, Table},
    facts::Code,
    pattern::{BLANKS, any, pattern},
    position::Located,
    text::Text,
    words::limits as words,
};

// Two numbers and what is between the ends of a range.
pattern!(RANGE, &format!(r"^[\s`]*([0-9]+)`?{BLANKS}{}{BLANKS}`?([0-9]+)[\s`]*$", any(&[words::TO_IN_A_CLAUSE])));

impl Walk<'_> {
    pub(super) fn codes_table(&mut self, table: &Table, columns: &[Column]) {
        self.facts.rows.present += table.count();
        let code = [Column::Code, Column::Name, Column::Value].into_iter().find(|wanted| columns.contains(wanted));
        let Some(code) = code.and_then(|wanted| columns.iter().position(|column| *column == wanted)) else { return };
        for row in &table.rows {
            self.code(row, columns, code);
        }
    }

    fn code(&mut self, row: &Row, columns: &[Column], code: usize) {
        let cell = |wanted: Column| -> Option<Located<String>> {
            let index = columns.iter().enumerate().position(|(index, column)| *column == wanted && index != code)?;
            let text = row.cells.get(index).filter(|text| !matches!(text.flat().as_str(), "" | "-"))?;
            Some(self.lines.at(text.flat(), text.start()))
        };
        let (meaning, message, status, advice) =
            (cell(Column::Description), cell(Column::Message), cell(Column::HttpStatus), cell(Column::Advice));
        let written = row.cells.get(code).cloned().unwrap_or_default();
        let mut clear = true;
        let found: Vec<(usize, &str)> = codes_in(written.as_str());
        if found.is_empty() {
            let text = row.cells.iter().map(Text::flat).collect::<Vec<_>>().join(" | ");
            self.unclear(format!("a row without an error code: {text}"), row.start);
            return;
        }
        if let Some((first, last)) = range_in(written.as_str()) {
            let message = format!("the codes from {first} to {last} are stated as a range: only the ends were read");
            self.unclear(message, row.start);
            clear = false;
        }
        if written.as_str().contains(".*") {
            self.unclear(format!("`{}` stands for several codes", written.flat()), row.start);
            clear = false;
        }
        for (offset, code) in found.into_iter().filter(|(_, code)| *code != SUCCESS) {
            self.facts.codes.push(Code {
                code: self.lines.at(code.to_owned(), written.source(offset)),
                meaning: meaning.clone(),
                message: message.clone(),
                status: status.clone(),
                advice: advice.clone(),
            });
        }
        self.facts.rows.understood += usize::from(clear);
    }
}

/// The code of a success, which tables of error codes list too.
const SUCCESS: &str = "0";

/// The codes in a cell: one, or several as `50006、50007`.
fn codes_in(cell: &str) -> Vec<(usize, &str)> {
    if let Some(range) = RANGE.captures(cell).filter(|_| range_in(cell).is_some()) {
        return range.iter().skip(1).flatten().map(|end| (end.start(), end.as_str())).collect();
    }
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
    let mut found = Vec::new();
    let mut at = 0;
    for part in cell.split(|letter: char| !is_part(letter)) {
        let bare = part.trim_matches(['.', '-']);
        if bare.starts_with(|letter: char| letter.is_ascii_alphanumeric()) {
            let start = if part.starts_with('-') && bare.parse::<i64>().is_ok() {
                0
            } else {
                part.find(bare).unwrap_or_default()
            };
            found.push((at + start, &part[start..part.find(bare).unwrap_or_default() + bare.len()]));
        }
        at += part.len();
        at += cell[at..].chars().next().map_or(0, char::len_utf8);
    }
    let several = cell.contains(['、', ',', '，', '/', '\n', ';', '|']);
    if !several {
        found.truncate(1);
    }
    found
}

/// The ends of a range of codes that are numbers, as `50001~50003`.
fn range_in(cell: &str) -> Option<(u64, u64)> {
    let found = RANGE.captures(cell)?;
    let [first, last] = [1, 2].map(|end| found[end].parse::<u64>());
    let (first, last) = (first.ok()?, last.ok()?);
    (first < last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_code_or_several() {
        let parsed = |cell| codes_in(cell).into_iter().map(|(_, code)| code).collect::<Vec<_>>();
        assert_eq!(parsed("50006、50007"), ["50006", "50007"]);
        assert_eq!(parsed("-1"), ["-1"]);
        assert_eq!(parsed("`InvalidParameter.SdkAppId`"), ["InvalidParameter.SdkAppId"]);
        assert_eq!(parsed("50006~50009"), ["50006", "50009"]);
        assert_eq!(parsed("`50006` - `50009`"), ["50006", "50009"]);
        assert_eq!(parsed("InvalidParameter-1"), ["InvalidParameter-1"]);
        assert_eq!(parsed("全部"), [""; 0]);
    }
}
