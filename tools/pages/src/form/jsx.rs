//! JavaScript in the attributes of tags, which neither Markdown nor HTML knows, as in `<div style={{ width: "1px" }}>`.

use super::components;
use std::{borrow::Cow, ops::Range};

/// A page whose tags have attributes of HTML alone: texts in brackets become texts in quotes, all else becomes blanks. Every
/// byte keeps its place. Lines with components that are read for their attributes stay as they are, and so does code.
pub(super) fn without_expressions(page: &str) -> Cow<'_, str> {
    if !page.contains("={") {
        return Cow::Borrowed(page);
    }
    let mut bytes = page.as_bytes().to_vec();
    let (mut at, mut end) = (0, 0);
    let mut fence: Option<&str> = None;
    for line in page.split_inclusive('\n') {
        let (start, bare) = (at, line.trim_start());
        at += line.len();
        let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) if !components::are_in(line) => {
                for open in line.match_indices('<').map(|(found, _)| start + found) {
                    if open < end {
                        continue;
                    }
                    let Some((expressions, behind)) = expressions(page, open) else { continue };
                    for range in expressions {
                        replace(&mut bytes, page, range);
                    }
                    end = behind;
                }
            }
            _ => {}
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(page), Cow::Owned)
}

/// No tag is longer.
const LONGEST: usize = 4_096;

/// The values in brackets of the tag that starts at an offset, and where the tag ends.
fn expressions(page: &str, open: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let bytes = page.as_bytes();
    bytes.get(open + 1).filter(|first| first.is_ascii_alphabetic())?;
    let mut found = Vec::new();
    let mut at = open + 1;
    while at < bytes.len().min(open + LONGEST) {
        match bytes[at] {
            b'>' => return Some((found, at + 1)),
            b'<' => return None,
            quote @ (b'"' | b'\'') => at = closing(bytes, at, quote)? + 1,
            b'{' => {
                let end = balanced(bytes, at)?;
                found.push(at..end);
                at = end;
            }
            _ => at += 1,
        }
    }
    None
}

/// Where the quote is that closes one.
fn closing(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    bytes[open + 1..].iter().position(|byte| *byte == quote).map(|length| open + 1 + length)
}

/// Where the bracket ends that opens at an offset.
fn balanced(bytes: &[u8], open: usize) -> Option<usize> {
    let (mut at, mut depth) = (open, 0_usize);
    while at < bytes.len().min(open + LONGEST) {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            quote @ (b'"' | b'\'' | b'`') => at = closing(bytes, at, quote)?,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Makes a value in brackets one that HTML has, or nothing.
fn replace(bytes: &mut [u8], page: &str, range: Range<usize>) {
    let inner = page[range.start + 1..range.end - 1].trim();
    let quote = inner.chars().next().filter(|first| matches!(first, '"' | '\'' | '`'));
    let text = quote.and_then(|quote| inner.strip_prefix(quote)?.strip_suffix(quote));
    if let Some(text) = text.filter(|text| !text.contains(['"', '\n', '<', '>'])) {
        let start = range.start + 1 + page[range.start + 1..].find(inner).unwrap_or_default();
        (bytes[range.start], bytes[range.end - 1]) = (b' ', b' ');
        bytes[start] = b'"';
        bytes[start + text.len() + 1] = b'"';
        return;
    }
    let equals = range.start - usize::from(page[..range.start].ends_with('='));
    bytes[equals..range.end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_become_html_in_place() {
        for (page, wanted) in [
            ("| <div style={{width:\"1px\"}}>A</div> |", "| <div style                >A</div> |"),
            ("<Note title={\"QPS\"}>1</Note>", "<Note title= \"QPS\" >1</Note>"),
            ("<Note title={`QPS`}>1</Note>", "<Note title= \"QPS\" >1</Note>"),
            ("a < b ={1}", "a < b ={1}"),
            ("```\n<a b={1}>\n```\n<a b={1}>", "```\n<a b={1}>\n```\n<a b    >"),
            ("<a b={\"房}\"}>", "<a b= \"房}\" >"),
            ("<a b={", "<a b={"),
        ] {
            assert_eq!(without_expressions(page), wanted, "{page}");
            assert_eq!(without_expressions(page).len(), page.len());
        }
    }
}
