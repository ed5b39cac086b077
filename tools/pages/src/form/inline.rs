//! What is inside a paragraph or a cell: words, line breaks, items of lists, links.

use crate::{
    text::{Link, Text},
    words::{headings::ASIDES as ASIDES_ALONE, types},
};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::ops::Range;

/// Collects a text tag by tag.
#[derive(Debug, Default)]
pub(crate) struct Inline {
    pub(crate) text: Text,
    /// The link that is open: where it leads and where its words start in `text`.
    link: Option<(String, usize)>,
}

impl Inline {
    /// Adds words. White space is one blank, but for a line that starts an item of a list in Markdown.
    pub(crate) fn words(&mut self, words: &str, at: impl Fn(usize) -> usize) {
        let mut offset = 0;
        for (number, line) in words.split('\n').enumerate() {
            let bare = line.trim_start_matches([' ', '\t', '\r']);
            let start = offset + line.len() - bare.len();
            if number > 0 && starts_an_item(bare) {
                self.text.end_line(at(offset));
            } else if number > 0 || bare.len() < line.len() {
                self.blank(at(offset));
            }
            self.line(bare.trim_end_matches('\r'), start, &at);
            offset += line.len() + 1;
        }
    }

    fn line(&mut self, line: &str, start: usize, at: &impl Fn(usize) -> usize) {
        let mut offset = 0;
        for word in line.split_inclusive([' ', '\t']) {
            let bare = word.trim_end_matches([' ', '\t']);
            self.text.push(bare, at(start + offset));
            if bare.len() < word.len() {
                self.blank(at(start + offset + bare.len()));
            }
            offset += word.len();
        }
    }

    fn blank(&mut self, at: usize) {
        if !self.text.as_str().is_empty() && !self.text.as_str().ends_with([' ', '\n']) {
            self.text.push(" ", at);
        }
    }

    /// A link starts.
    pub(crate) fn open_link(&mut self, target: &str) {
        self.link = Some((target.to_owned(), self.text.as_str().len()));
    }

    /// The open link ends.
    pub(crate) fn close_link(&mut self) {
        if let Some((target, start)) = self.link.take() {
            let label = self.text.as_str().get(start..).unwrap_or_default().trim().to_owned();
            self.text.links.push(Link { label, target });
        }
    }

    /// A tag starts or ends. Tags that only change how letters look change nothing.
    pub(crate) fn tag(&mut self, name: &str, start: bool, target: Option<&str>, at: usize) {
        match (name, start) {
            ("a", true) => target.into_iter().for_each(|target| self.open_link(target)),
            ("a", false) => self.close_link(),
            ("li", true) => {
                self.text.end_line(at);
                self.text.push("- ", at);
            }
            ("br", _) => self.text.end_line(at),
            _ if is_phrasing(name) => {}
            _ => self.text.end_line(at),
        }
    }

    /// Adds what looks like a tag and is what a list is of, as in `List<String>`. Says whether it is that.
    pub(crate) fn type_parameter(&mut self, raw: &str, at: usize) -> bool {
        let inner = raw.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
        let is_word = !inner.is_empty() && inner.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'_');
        let tail = self.text.as_str().rsplit([' ', '\n', '<', '`']).next().unwrap_or_default();
        let of = is_word && !tail.is_empty() && types::LISTS.contains(&tail.to_lowercase().as_str());
        if of {
            self.text.push(raw, at);
        }
        of
    }

    /// The title of an aside, in front of what it says.
    pub(crate) fn title(&mut self, title: Option<&str>, at: usize) {
        if let Some(title) = title {
            self.text.end_line(at);
            self.text.push(&format!("{title}："), at);
        }
    }

    /// The text so far, with what indents it: the first cell of a row has the name of a field.
    pub(crate) fn take_first_cell(&mut self) -> Text {
        self.link = None;
        std::mem::take(&mut self.text).indented()
    }

    /// The text so far, trimmed.
    pub(crate) fn take(&mut self) -> Text {
        self.link = None;
        std::mem::take(&mut self.text).trimmed()
    }
}

fn starts_an_item(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with("* ") || line.starts_with("• ")
}

/// Whether a tag is inside a line, as `<b>`, and ends none, as `<p>` does.
pub(crate) fn is_phrasing(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "big"
            | "bdi"
            | "code"
            | "cite"
            | "del"
            | "em"
            | "font"
            | "frame"
            | "i"
            | "img"
            | "ins"
            | "kbd"
    ) || matches!(
        name,
        "label" | "mark" | "q" | "s" | "samp" | "small" | "span" | "strong" | "sub" | "sup" | "tt" | "u"
    ) || matches!(name, "var" | "wbr" | "svg" | "path" | "button" | "input" | "nobr" | "strike" | "time")
}

/// Tags of asides, in small letters.
const ASIDES: [&str; 16] = [
    "note",
    "warning",
    "tip",
    "info",
    "caution",
    "danger",
    "callout",
    "card",
    "accordion",
    "tab",
    "tabitem",
    "step",
    "hint",
    "admonition",
    "alert",
    "important",
];

/// The title of an aside, as `<Note title="Rate limit">` has it. Titles of other tags are shown to nobody.
pub(crate) fn aside_title<'a>(name: &str, attributes: &'a [(String, String)]) -> Option<&'a str> {
    let title = attributes.iter().find(|(key, _)| key == "title").map(|(_, value)| value.trim());
    title.filter(|title| {
        !title.is_empty() && ASIDES.contains(&name) && !ASIDES_ALONE.contains(&title.to_lowercase().as_str())
    })
}

/// A tag or words, with where they are in the text that was read.
pub(crate) enum Piece {
    Start { name: String, attributes: Vec<(String, String)>, span: Range<usize> },
    End { name: String, span: Range<usize> },
    Words { words: String, span: Range<usize> },
}

/// The tags and words of a text in HTML.
pub(crate) fn pieces(html: &str) -> impl Iterator<Item = Piece> + '_ {
    Tokenizer::new_with_emitter(html, DefaultEmitter::<usize>::new_with_span()).filter_map(|token| {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => Some(Piece::Start {
                name: lossy(&tag.name),
                attributes: tag.attributes.iter().map(|(name, value)| (lossy(name), lossy(&value.value))).collect(),
                span: tag.span.start..tag.span.end,
            }),
            Token::EndTag(tag) => Some(Piece::End { name: lossy(&tag.name), span: tag.span.start..tag.span.end }),
            Token::String(words) => {
                Some(Piece::Words { words: lossy(&words.value), span: words.span.start..words.span.end })
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => None,
        }
    })
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// For each place in words whose entities are decoded, the place in the raw text.
pub(crate) fn undecoded(raw: &str, words: &str) -> Vec<(usize, usize)> {
    let mut marks = vec![(0, 0)];
    let (mut there, mut here) = (0, 0);
    while there < raw.len() && here < words.len() {
        let (Some(written), Some(read)) = (raw[there..].chars().next(), words[here..].chars().next()) else { break };
        let reference = (written == '&').then(|| raw[there..].find(';')).flatten().filter(|length| *length < 32);
        match reference {
            Some(length) if read != '&' || raw[there..].starts_with("&amp;") => {
                there += length + 1;
                here += read.len_utf8();
                marks.push((here, there));
            }
            _ => {
                there += written.len_utf8();
                here += read.len_utf8();
            }
        }
    }
    marks
}

/// A text in HTML as one sees it.
pub(crate) fn plain(html: &Text) -> Text {
    let mut inline = Inline::default();
    inline.text.links.clone_from(&html.links);
    for piece in pieces(html.as_str()) {
        match piece {
            Piece::Start { span, .. }
                if inline.type_parameter(&html.as_str()[span.clone()], html.source(span.start)) => {}
            Piece::Start { name, attributes, span } => {
                let target = attributes.iter().find(|(key, _)| key == "href").map(|(_, value)| value.as_str());
                inline.tag(&name, true, target, html.source(span.start));
            }
            Piece::End { name, span } => inline.tag(&name, false, None, html.source(span.start)),
            Piece::Words { words, span } => spell(&mut inline, &words, html, span),
        }
    }
    inline.take()
}

/// A cell of a table with bars that is no Markdown any more, without what Markdown has inside a line: links, bold words,
/// words in backquotes, escapes, and breaks.
pub(crate) fn without_marks(cell: &Text) -> Text {
    let text = cell.as_str();
    if !text.contains(['`', '*', '[', '\\', '<']) {
        return cell.clone();
    }
    let mut kept = Text::default();
    kept.links.clone_from(&cell.links);
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let end = at + letter.len_utf8();
        if let Some((label, target, length)) = link(rest) {
            kept.append(&cell.slice(at + 1..at + 1 + label.len()));
            kept.links.push(Link { label: label.to_owned(), target: target.to_owned() });
            at += length;
        } else if let Some(tag) = ["<br>", "<br/>", "<br />"].iter().find(|tag| rest.starts_with(**tag)) {
            kept.end_line(cell.source(at));
            at += tag.len();
        } else if letter == '*' && rest.len() - rest.trim_start_matches('*').len() > 1 {
            let stars = rest.len() - rest.trim_start_matches('*').len();
            // More of them hide a part of a value.
            if stars > 3 {
                kept.append(&cell.slice(at..at + stars));
            }
            at += stars;
        } else if letter == '`' || letter == '\\' && rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) {
            at = end;
            if letter == '\\' {
                kept.append(&cell.slice(at..at + 1));
                at += 1;
            }
        } else {
            kept.push(&text[at..end], cell.source(at));
            at = end;
        }
    }
    kept.trimmed()
}

/// The label, the target and the length of the link that a text starts with.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let (label, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, _) = rest.split_once(')')?;
    let plain = !label.contains(['[', ']']) && !target.contains(char::is_whitespace);
    plain.then(|| (label, target, label.len() + target.len() + "[]()".len()))
}

/// Adds words that are at `span` of `page`, their entities decoded.
pub(crate) fn spell(inline: &mut Inline, words: &str, page: &Text, span: Range<usize>) {
    let raw = page.as_str().get(span.clone()).unwrap_or_default();
    if raw == words {
        inline.words(words, |offset| page.source(span.start + offset));
    } else {
        let marks = undecoded(raw, words);
        inline.words(words, |offset| {
            let mark = marks[marks.partition_point(|(here, _)| *here <= offset).saturating_sub(1)];
            page.source(span.start + mark.1 + (offset - mark.0))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_lines_and_words_keep_their_place() {
        let text = plain(&Text::new("<p>a &lt; b</p><ul><li>0：无</li><li><b>1</b>：有</li></ul>", 100));
        assert_eq!(text.as_str(), "a < b\n- 0：无\n- 1：有");
        let one = text.as_str().find('1').map(|offset| text.source(offset));
        assert_eq!(one, "<p>a &lt; b</p><ul><li>0：无</li><li><b>1".rfind('1').map(|offset| offset + 100));
        let b = text.as_str().find('b').map(|offset| text.source(offset));
        assert_eq!(b, Some(110));
    }

    #[test]
    fn items_of_markdown_start_lines() {
        let text = plain(&Text::new("\nWhether:\n- 0: no\n- 1: yes\n and more", 0));
        assert_eq!(text.as_str(), "Whether:\n- 0: no\n- 1: yes and more");
    }
}
