//! The name of a parameter or a field, with what is around it.

use crate::facts::ListNotation;

/// A name as a table has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// The parts between dots, `A.B` being a field `B` of `A`; marks of lists are taken off.
    pub(crate) parts: Vec<String>,
    /// How the last part says that it is a list.
    pub(crate) list_notation: Option<ListNotation>,
    /// How far it is indented: the marks and blanks before it, counted.
    pub(crate) indent: usize,
    /// Where the name starts and ends in the cell.
    pub(crate) span: (usize, usize),
    /// What follows the name, as `(deprecated)`.
    pub(crate) rest: String,
}

/// Marks before a name that say it belongs to the one above.
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '└' | '├'
            | '─'
            | '│'
            | '┗'
            | '┣'
            | '━'
            | '┃'
            | '╰'
            | '∟'
            | '»'
            | '›'
            | '>'
            | '+'
            | '-'
            | '–'
            | '—'
            | '→'
            | '|'
    ) || matches!(letter, '·' | '•' | '∙' | '.' | '↳' | '_' | '＞' | '⎿' | 'ㄴ' | 'ㄥ' | 'L')
}

/// Reads a cell with a name. `None` if no name is there.
pub(crate) fn name(cell: &str) -> Option<Name> {
    let (start, indent) = marks(cell);
    let rest = &cell[start..];
    let length = rest.find(|letter: char| !is_part(letter)).unwrap_or(rest.len());
    let written = rest[..length].trim_end_matches(['.', '-', ':']);
    if written.is_empty()
        || !written.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$')
    {
        return None;
    }
    let behind = rest[length..].trim_start_matches(['`', '*', '"', '”', ' ', '：', ':']).trim();
    if !behind.is_empty() && behind.starts_with(|letter: char| letter.is_ascii_alphanumeric()) {
        return None;
    }
    let mut list_notation = None;
    let mut parts = Vec::new();
    for part in written.split('.') {
        let bare = part.trim_end_matches("[]").trim_end_matches("[N]").trim_end_matches("[n]");
        list_notation = if bare.len() < part.len() { Some(ListNotation::Brackets) } else { None };
        if matches!(part, "N" | "n" | "0") && !parts.is_empty() {
            list_notation = Some(ListNotation::Numbered);
        } else if !bare.is_empty() {
            parts.push(bare.to_owned());
        }
    }
    let end = start + written.len();
    (!parts.is_empty()).then(|| Name { parts, list_notation, indent, span: (start, end), rest: behind.to_owned() })
}

/// Where the name starts and how far it is indented.
fn marks(cell: &str) -> (usize, usize) {
    let mut indent = 0;
    for (at, letter) in cell.char_indices() {
        let behind = &cell[at + letter.len_utf8()..];
        let mark = match letter {
            'L' | '_' | '.' => behind.starts_with([' ', '\u{a0}']),
            _ => is_mark(letter),
        };
        if mark || matches!(letter, '\u{a0}' | '\u{3000}' | '\u{2003}' | '\u{2002}') {
            indent += 1;
        } else if !matches!(letter, ' ' | '`' | '*' | '"' | '“' | '\t' | '\n' | '\u{200b}') {
            return (at, indent);
        }
    }
    (cell.len(), indent)
}

fn is_part(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.' | '[' | ']' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(cell: &str) -> Option<(String, usize, Option<ListNotation>)> {
        name(cell).map(|name| (name.parts.join("/"), name.indent, name.list_notation))
    }

    #[test]
    fn marks_dots_and_lists() {
        assert_eq!(parsed("RoomId"), Some(("RoomId".into(), 0, None)));
        assert_eq!(parsed("└ UserId"), Some(("UserId".into(), 1, None)));
        assert_eq!(parsed("└└ UserId"), Some(("UserId".into(), 2, None)));
        assert_eq!(parsed("\u{a0}\u{a0}└ UserId"), Some(("UserId".into(), 3, None)));
        assert_eq!(parsed("--X"), Some(("X".into(), 2, None)));
        assert_eq!(parsed(">> X"), Some(("X".into(), 2, None)));
        assert_eq!(parsed("UserIds.N"), Some(("UserIds".into(), 0, Some(ListNotation::Numbered))));
        assert_eq!(parsed("UserId[]"), Some(("UserId".into(), 0, Some(ListNotation::Brackets))));
        assert_eq!(parsed("A.N.B"), Some(("A/B".into(), 0, None)));
        assert_eq!(parsed("Data[].Id"), Some(("Data/Id".into(), 0, None)));
        assert_eq!(parsed("`a_b`"), Some(("a_b".into(), 0, None)));
        assert_eq!(parsed("LLMConfig"), Some(("LLMConfig".into(), 0, None)));
        assert_eq!(parsed("L Inner"), Some(("Inner".into(), 1, None)));
        assert_eq!(parsed("Layout"), Some(("Layout".into(), 0, None)));
        assert_eq!(parsed("Note: this"), None);
        assert_eq!(parsed("房间"), None);
        assert_eq!(parsed("2g"), Some(("2g".into(), 0, None)));
    }
}
