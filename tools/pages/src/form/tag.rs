//! Tags whose attributes are JavaScript, as `<Field name={"a"} schema={{"b": 1}}>`.

use super::literal::{Literal, balanced, literal};
use crate::text::Text;

/// A tag with its attributes.
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) closes: bool,
    /// Whether it ends itself, as `<a />`.
    pub(super) empty: bool,
    attributes: Vec<(String, Literal)>,
    /// The page's offset of its start.
    pub(super) start: usize,
    /// The text's offset behind it.
    pub(super) end: usize,
}

impl Tag {
    pub(super) fn attribute(&self, name: &str) -> Option<&Literal> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Whether an attribute holds a word.
    pub(super) fn says(&self, name: &str, word: &str) -> bool {
        self.attribute(name).and_then(Literal::text).is_some_and(|text| text.as_str().contains(word))
    }
}

/// The tag that starts at an offset.
pub(super) fn tag(page: &Text, open: usize) -> Option<Tag> {
    let text = page.as_str();
    let closes = text[open + 1..].starts_with('/');
    let start = open + 1 + usize::from(closes);
    let length = text[start..].find(|letter: char| !letter.is_ascii_alphanumeric())?;
    if !text[start..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let mut tag = Tag {
        name: text[start..start + length].to_owned(),
        closes,
        empty: false,
        attributes: Vec::new(),
        start: page.source(open),
        end: open,
    };
    let mut at = start + length;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        match rest.chars().next()? {
            '>' => {
                tag.end = at + 1;
                return Some(tag);
            }
            '/' => {
                tag.empty = true;
                at += 1;
            }
            '=' => {
                let (value, end) = value(page, at + 1)?;
                if let (Some((_, known)), Some(value)) = (tag.attributes.last_mut(), value) {
                    *known = value;
                }
                at = end;
            }
            letter if letter.is_ascii_alphabetic() => {
                let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')?;
                tag.attributes.push((rest[..end].to_owned(), Literal::Other(Text::new("true", page.source(at)))));
                at += end;
            }
            _ => return None,
        }
    }
}

/// The value of an attribute, in quotes or in brackets, and where it ends.
fn value(page: &Text, at: usize) -> Option<(Option<Literal>, usize)> {
    let text = page.as_str();
    let quote = text[at..].chars().next()?;
    if quote == '{' {
        let end = balanced(page, at)?;
        return Some((literal(page, at + 1), end));
    }
    if !matches!(quote, '"' | '\'') {
        return None;
    }
    let end = at + 1 + text[at + 1..].find(quote)?;
    Some((Some(Literal::String(page.slice(at + 1..end))), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_text_or_javascript() {
        let page = Text::new("x <Field name={\"a > b\"} open schema={{\"c\": [1, \"}\"]}} id='d' />y", 10);
        let tag = tag(&page, 2).expect("it is a tag");
        assert_eq!((tag.name.as_str(), tag.empty, tag.closes, tag.start), ("Field", true, false, 12));
        assert!(page.as_str()[tag.end..].starts_with('y'));
        let text = |name| tag.attribute(name).and_then(Literal::text).map(|text| text.as_str().to_owned());
        assert_eq!(text("name").as_deref(), Some("a > b"));
        assert_eq!(text("open").as_deref(), Some("true"));
        assert_eq!(text("id").as_deref(), Some("d"));
        assert_eq!(tag.attribute("schema").and_then(|schema| schema.get("c")).map(|list| list.items().len()), Some(2));
        for broken in ["<", "< a", "<a", "<a b={", "<a b={\"c>", "<a b='c>", "<1>", "<a &>", "<a b=房>"] {
            assert!(super::tag(&Text::new(broken, 0), 0).is_none(), "{broken}");
        }
    }
}
