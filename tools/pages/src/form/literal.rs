//! Values of JavaScript as they are in a page, with positions. Whatever is no value of data is passed over.

use crate::text::Text;

/// A value.
#[derive(Debug)]
pub(crate) enum Literal {
    /// A text, its escapes resolved.
    String(Text),
    /// A list.
    List(Vec<Literal>),
    /// An object: where it starts and its entries in order.
    Object(usize, Vec<(String, Literal)>),
    /// A number, a word, tags, a function: as it is written.
    Other(Text),
}

impl Literal {
    /// An object's entry.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(_, entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A text's or a word's content.
    pub(crate) fn text(&self) -> Option<Text> {
        match self {
            Self::String(text) => Some(text.clone()),
            Self::Other(word) if matches!(word.as_str(), "null" | "undefined") => None,
            Self::Other(word) => Some(word.clone()),
            _ => None,
        }
    }

    /// A list's items.
    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }
}

/// The value that is bound to `name` in a script, if there is one. `code` is at its own offsets in the page.
pub(crate) fn bound(code: &Text, name: &str) -> Option<Literal> {
    // Nothing is found everywhere.
    if name.is_empty() {
        return None;
    }
    let script = code.as_str();
    let mut from = 0;
    while let Some(found) = script[from..].find(name) {
        let (start, end) = (from + found, from + found + name.len());
        let whole =
            !script[..start].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '.');
        let behind = script[end..].trim_start();
        if whole && behind.starts_with('=') && !behind.starts_with("==") && !behind.starts_with("=>") {
            let at = script.len() - behind.len() + 1;
            return Scanner { code, at, depth: 0 }.value();
        }
        from = end;
    }
    None
}

/// The value that starts at an offset of a script.
pub(crate) fn literal(code: &Text, at: usize) -> Option<Literal> {
    Scanner { code, at, depth: 0 }.value()
}

/// Where the bracket ends that opens at an offset of a script.
pub(crate) fn balanced(code: &Text, at: usize) -> Option<usize> {
    let mut scanner = Scanner { code, at: at + 1, depth: 0 };
    scanner.other();
    scanner.peek().map(|last| scanner.at + last.len_utf8())
}

struct Scanner<'a> {
    code: &'a Text,
    at: usize,
    depth: usize,
}

/// Deeper than any table is nested; keeps the stack from running out.
const DEEPEST: usize = 64;

impl Scanner<'_> {
    fn rest(&self) -> &str {
        self.code.as_str().get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let bare = rest.trim_start();
            let skipped = match () {
                () if bare.starts_with("//") => bare.find('\n').unwrap_or(bare.len()),
                () if bare.starts_with("/*") => bare.find("*/").map_or(bare.len(), |end| end + 2),
                () => 0,
            };
            let length = rest.len() - bare.len() + skipped;
            self.at += length;
            if skipped == 0 {
                return;
            }
        }
    }

    fn value(&mut self) -> Option<Literal> {
        self.skip_blank();
        if self.depth > DEEPEST {
            return None;
        }
        self.depth += 1;
        let value = match self.peek()? {
            '[' => self.list(),
            '{' => self.object(),
            '"' | '\'' | '`' => self.strings().map(Literal::String),
            _ => Some(Literal::Other(self.other())),
        };
        self.depth -= 1;
        value
    }

    fn list(&mut self) -> Option<Literal> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_blank();
            match self.peek()? {
                ']' => {
                    self.at += 1;
                    return Some(Literal::List(items));
                }
                ',' => self.at += 1,
                _ => {
                    let before = self.at;
                    items.push(self.value()?);
                    if self.at == before {
                        return None;
                    }
                }
            }
        }
    }

    fn object(&mut self) -> Option<Literal> {
        let start = self.code.source(self.at);
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.skip_blank();
            match self.peek()? {
                '}' => {
                    self.at += 1;
                    return Some(Literal::Object(start, entries));
                }
                ',' => self.at += 1,
                _ => {
                    let before = self.at;
                    let key = self.key()?;
                    self.skip_blank();
                    if self.peek() == Some(':') {
                        self.at += 1;
                        entries.push((key, self.value()?));
                    }
                    if self.at == before {
                        return None;
                    }
                }
            }
        }
    }

    fn key(&mut self) -> Option<String> {
        if matches!(self.peek()?, '"' | '\'' | '`') {
            return self.string().map(|text| text.as_str().to_owned());
        }
        let rest = self.rest();
        let length = rest.find([':', ',', '}']).unwrap_or(rest.len());
        let key = rest[..length].trim().to_owned();
        self.at += length;
        Some(key)
    }

    /// A text, or several with `+` between.
    fn strings(&mut self) -> Option<Text> {
        let mut whole = self.string()?;
        loop {
            let behind = self.at;
            self.skip_blank();
            if self.peek() == Some('+') {
                self.at += 1;
                self.skip_blank();
                if matches!(self.peek(), Some('"' | '\'' | '`')) {
                    whole.append(&self.string()?);
                    continue;
                }
            }
            self.at = behind;
            return Some(whole);
        }
    }

    fn string(&mut self) -> Option<Text> {
        let quote = self.peek()?;
        self.at += 1;
        let mut text = Text::default();
        loop {
            let (at, letter) = (self.code.source(self.at), self.peek()?);
            self.at += letter.len_utf8();
            if letter == quote {
                return Some(text);
            }
            if letter == '\\' {
                let meant = self.escape()?;
                text.push(meant.encode_utf8(&mut [0; 4]), at);
            } else {
                text.push(letter.encode_utf8(&mut [0; 4]), at);
            }
        }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        Some(match letter {
            'n' => '\n',
            't' => '\t',
            'r' => ' ',
            'u' => {
                let high = self.hexadecimal()?;
                let low = (0xd800..0xdc00).contains(&high).then(|| self.low_surrogate()).flatten();
                let code = low.map_or(high, |low| 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00));
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => other,
        })
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4)?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(code)
    }

    fn low_surrogate(&mut self) -> Option<u32> {
        let digits = self.rest().strip_prefix("\\u")?.get(..4)?;
        let code = u32::from_str_radix(digits, 16).ok().filter(|code| (0xdc00..0xe000).contains(code))?;
        self.at += 6;
        Some(code)
    }

    /// Everything up to the end of this entry, brackets balanced: numbers, words, functions that draw a cell.
    fn other(&mut self) -> Text {
        let start = self.at;
        let mut open = 0_usize;
        while let Some(letter) = self.peek() {
            match letter {
                '(' | '[' | '{' => open += 1,
                ')' | ']' | '}' if open > 0 => open -= 1,
                ')' | ']' | '}' | ',' | ';' if open == 0 => break,
                '"' | '\'' | '`' => {
                    if self.string().is_none() {
                        self.at = self.code.as_str().len();
                    }
                    continue;
                }
                _ => {}
            }
            self.at += letter.len_utf8();
        }
        self.code.slice(start..self.at).trimmed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_among_code() {
        let script = "const columns = [{title: '参数', render: (v) => <a b={{ c: v }} />, dataIndex: \"name\"}];\n// note\nconst data = [{\"name\": \"a\\u4e2d\\n\\\"\", n: 3, children: [],},];";
        let code = Text::new(script, 50);
        let columns = bound(&code, "columns").expect("there is one");
        let first = &columns.items()[0];
        assert_eq!(first.get("dataIndex").and_then(Literal::text).expect("a text").as_str(), "name");
        let data = bound(&code, "data").expect("there is one");
        let name = data.items()[0].get("name").and_then(Literal::text).expect("a text");
        assert_eq!(name.as_str(), "a中\n\"");
        assert_eq!(name.source(0), 50 + script.find("a\\u").expect("it is there"));
        assert!(data.items()[0].get("children").is_some_and(|children| children.items().is_empty()));
        let other = Text::new("const data = [{ a: 'x' + \"y\", b: <b>z</b>, c: null }]", 7);
        let data = bound(&other, "data").expect("there is one");
        let parsed = |key| {
            data.items()[0].get(key).and_then(Literal::text).map(|text| (text.as_str().to_owned(), text.source(0)))
        };
        assert_eq!(parsed("a"), Some(("xy".to_owned(), 7 + 20)));
        assert_eq!(parsed("b"), Some(("<b>z</b>".to_owned(), 7 + 33)));
        assert_eq!(parsed("c"), None);
        assert!(bound(&Text::new("const data = [{ a: ", 0), "data").is_none());
    }
}
