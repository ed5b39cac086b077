//! Decodes a text on the fly, however often it was escaped, and keeps where each character came from.

use std::collections::VecDeque;

/// A character of the decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The character; [`OTHER`] beyond ASCII.
    pub(super) byte: u8,
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Where it ends in the text.
    pub(super) end: usize,
}

/// Stands for a decoded character beyond ASCII. No UTF-8 contains this byte.
const OTHER: u8 = 0xff;
/// What is read of an escape at most, in characters.
const LONGEST_ESCAPE: usize = 16;

/// Named character references to ASCII punctuation and blanks.
const ENTITIES: &[(&[u8], u8)] = &[
    (b"amp", b'&'),
    (b"lt", b'<'),
    (b"gt", b'>'),
    (b"quot", b'"'),
    (b"apos", b'\''),
    (b"plus", b'+'),
    (b"equals", b'='),
    (b"sol", b'/'),
    (b"bsol", b'\\'),
    (b"percnt", b'%'),
    (b"num", b'#'),
    (b"semi", b';'),
    (b"colon", b':'),
    (b"comma", b','),
    (b"period", b'.'),
    (b"lowbar", b'_'),
    (b"underbar", b'_'),
    (b"hyphen", b'-'),
    (b"dash", b'-'),
    (b"ast", b'*'),
    (b"midast", b'*'),
    (b"commat", b'@'),
    (b"dollar", b'$'),
    (b"excl", b'!'),
    (b"quest", b'?'),
    (b"lpar", b'('),
    (b"rpar", b')'),
    (b"lsqb", b'['),
    (b"lbrack", b'['),
    (b"rsqb", b']'),
    (b"rbrack", b']'),
    (b"lcub", b'{'),
    (b"lbrace", b'{'),
    (b"rcub", b'}'),
    (b"rbrace", b'}'),
    (b"verbar", b'|'),
    (b"vert", b'|'),
    (b"hat", b'^'),
    (b"grave", b'`'),
    (b"nbsp", b' '),
    (b"tab", b' '),
    (b"newline", b' '),
    (b"shy", b' '),
    (b"zerowidthspace", b' '),
];

/// The names that may lack the semicolon.
const OLDEST: &[&[u8]] = &[b"amp", b"lt", b"gt", b"quot", b"nbsp", b"shy"];

/// Whether an escape may begin with this byte.
pub(super) const fn begins_escape(byte: u8) -> bool {
    matches!(byte, b'\\' | b'%' | b'&' | b'<')
}

/// Characters in order, with lookahead.
pub(super) trait Units {
    /// The character that follows after so many others.
    fn peek(&mut self, ahead: usize) -> Option<Unit>;

    /// Passes over characters that were looked at.
    fn skip(&mut self, count: usize);

    /// The next character, if nothing is pending and no escape begins with it.
    fn next_plain(&mut self) -> Option<Unit>;

    fn next_unit(&mut self) -> Option<Unit> {
        self.next_plain().or_else(|| {
            let unit = self.peek(0);
            self.skip(1);
            unit
        })
    }
}

/// The bytes of a text.
pub(super) struct Raw<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Raw<'t> {
    pub(super) const fn new(text: &'t [u8]) -> Self {
        Self { text, at: 0 }
    }
}

impl Units for Raw<'_> {
    fn peek(&mut self, ahead: usize) -> Option<Unit> {
        let start = self.at + ahead;
        Some(Unit { byte: *self.text.get(start)?, start, end: start + 1 })
    }

    fn skip(&mut self, count: usize) {
        self.at += count;
    }

    fn next_plain(&mut self) -> Option<Unit> {
        let unit = self.peek(0).filter(|unit| !begins_escape(unit.byte))?;
        self.at += 1;
        Some(unit)
    }
}

/// Undoes one level of escaping: of JSON and the like, of URLs, of HTML.
pub(super) struct Unescaped<U> {
    inner: U,
    decoded: VecDeque<Unit>,
}

/// A text without any escapes, of up to four levels.
pub(super) type Decoded<'t> = Unescaped<Unescaped<Unescaped<Unescaped<Raw<'t>>>>>;

/// Decodes a text.
pub(super) fn decoded(text: &[u8]) -> Decoded<'_> {
    Unescaped::new(Unescaped::new(Unescaped::new(Unescaped::new(Raw::new(text)))))
}

impl<U: Units> Unescaped<U> {
    const fn new(inner: U) -> Self {
        Self { inner, decoded: VecDeque::new() }
    }

    fn decode(&mut self) -> Option<Unit> {
        let first = self.inner.peek(0)?;
        let (byte, length) = match first.byte {
            b'%' => self.percent(),
            b'\\' => self.backslash(),
            b'&' => self.entity(),
            b'<' => self.line_break(),
            _ => None,
        }
        .unwrap_or((first.byte, 1));
        let end = self.inner.peek(length - 1).map_or(first.end, |last| last.end);
        self.inner.skip(length);
        Some(Unit { byte, start: first.start, end })
    }

    fn byte(&mut self, ahead: usize) -> Option<u8> {
        self.inner.peek(ahead).map(|unit| unit.byte)
    }

    /// A number of exactly so many digits.
    fn hex(&mut self, from: usize, digits: usize) -> Option<u32> {
        (from..from + digits).try_fold(0, |number, at| Some(number * 16 + char::from(self.byte(at)?).to_digit(16)?))
    }

    /// A number of three digits to the base 8.
    fn octal(&mut self, from: usize) -> Option<u32> {
        (from..from + 3).try_fold(0, |number, at| Some(number * 8 + char::from(self.byte(at)?).to_digit(8)?))
    }

    /// A number of any length, and where it ends.
    fn number(&mut self, from: usize, radix: u32) -> Option<(u32, usize)> {
        let (mut number, mut at) = (0_u32, from);
        while at < LONGEST_ESCAPE
            && let Some(digit) = self.byte(at).and_then(|byte| char::from(byte).to_digit(radix))
        {
            number = number.saturating_mul(radix).saturating_add(digit);
            at += 1;
        }
        (at > from).then_some((number, at))
    }

    /// `%2B`, `%u002B`.
    fn percent(&mut self) -> Option<(u8, usize)> {
        if let Some(code) = self.hex(1, 2) {
            return Some((ascii(code), 3));
        }
        (self.byte(1)? == b'u').then_some(())?;
        self.hex(2, 4).map(|code| (ascii(code), 6))
    }

    /// `\/`, `\n`, `\u003d`, `\u{3d}`, `\x3d`, `\075`.
    fn backslash(&mut self) -> Option<(u8, usize)> {
        match self.byte(1)? {
            b'u' => match self.hex(2, 4) {
                Some(code) => Some((ascii(code), 6)),
                None if self.byte(2) == Some(b'{') => {
                    let (code, end) = self.number(3, 16)?;
                    (self.byte(end)? == b'}').then_some((ascii(code), end + 1))
                }
                None => None,
            },
            b'x' => self.hex(2, 2).map(|code| (ascii(code), 4)),
            b'0'..=b'3' => self.octal(1).map(|code| (ascii(code), 4)),
            b'n' | b'r' | b't' | b'b' | b'f' => Some((b' ', 2)),
            other if other.is_ascii_punctuation() || other.is_ascii_whitespace() => Some((other, 2)),
            _ => None,
        }
    }

    /// `&#43;`, `&#x2b;`, `&plus;`; the semicolon may be missing.
    fn entity(&mut self) -> Option<(u8, usize)> {
        let (byte, end) = match self.byte(1)? {
            b'#' => self.numeric_entity()?,
            _ => self.named_entity()?,
        };
        Some((byte, end + usize::from(self.byte(end) == Some(b';'))))
    }

    fn numeric_entity(&mut self) -> Option<(u8, usize)> {
        let (code, end) = match self.byte(2)? {
            b'x' | b'X' => self.number(3, 16),
            _ => self.number(2, 10),
        }?;
        Some((ascii(code), end))
    }

    fn named_entity(&mut self) -> Option<(u8, usize)> {
        let mut name = [0; LONGEST_ESCAPE];
        let mut length = 0;
        while length < name.len()
            && let Some(letter) = self.byte(1 + length).filter(u8::is_ascii_alphabetic)
        {
            name[length] = letter.to_ascii_lowercase();
            length += 1;
        }
        let name = &name[..length];
        let closed = self.byte(1 + length) == Some(b';');
        // Without a semicolon, only the oldest names are references.
        let known = |(entity, _): &&(&[u8], u8)| {
            if closed { *entity == name } else { OLDEST.contains(entity) && name.starts_with(entity) }
        };
        ENTITIES.iter().find(known).map(|(entity, byte)| (*byte, 1 + entity.len()))
    }

    /// `<br>`, `<br/>`, `<wbr>`.
    fn line_break(&mut self) -> Option<(u8, usize)> {
        let from = 1 + usize::from(matches!(self.byte(1)?, b'w' | b'W'));
        for (at, letter) in (from..).zip(*b"br") {
            self.byte(at).filter(|byte| byte.eq_ignore_ascii_case(&letter))?;
        }
        let mut end = from + 2;
        while end < LONGEST_ESCAPE && matches!(self.byte(end)?, b' ' | b'/') {
            end += 1;
        }
        (self.byte(end)? == b'>').then_some((b' ', end + 1))
    }
}

impl<U: Units> Units for Unescaped<U> {
    fn peek(&mut self, ahead: usize) -> Option<Unit> {
        while self.decoded.len() <= ahead {
            let unit = self.decode()?;
            self.decoded.push_back(unit);
        }
        self.decoded.get(ahead).copied()
    }

    fn skip(&mut self, count: usize) {
        self.decoded.drain(..count.min(self.decoded.len()));
    }

    fn next_plain(&mut self) -> Option<Unit> {
        if self.decoded.is_empty() { self.inner.next_plain() } else { None }
    }
}

fn ascii(code: u32) -> u8 {
    // Where long words may be broken: a soft hyphen, and what has no width.
    if matches!(code, 0xad | 0x200b..=0x200d | 0x2060 | 0xfeff) {
        return b' ';
    }
    u8::try_from(code).ok().filter(u8::is_ascii).unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: &str) -> String {
        let mut units = decoded(from.as_bytes());
        std::iter::from_fn(|| units.next_unit()).map(|unit| char::from(unit.byte)).collect()
    }

    #[test]
    fn every_escape_is_undone() {
        for (from, to) in [
            ("a+/=b", "a+/=b"),
            (r"a\u002B\/\u003db", "a+/=b"),
            (r"a\u{2b}\x2f\=b", "a+/=b"),
            ("a%2B%2f%3Db", "a+/=b"),
            ("a%252B%25252f%u003Db", "a+/=b"),
            ("a&#43;&#x2F;&equals;b", "a+/=b"),
            ("a&amp;#43;&#0000047&plus;b", "a+/+b"),
            (r"a\\u002B\\\\\/%26plus;b", "a+/+b"),
            ("a<br>b<BR />c<wbr>d", "a b c d"),
            (r"a\053\057\075b\8\09", r"a+/=b\8\09"),
            ("a&#173;b&#8203;c&#xFEFF;d&ZeroWidthSpace;e", "a b c d e"),
            ("100% & <b> \\q &nothing; %zz \\u12", "100% & <b> \\q &nothing; %zz \\u12"),
        ] {
            assert_eq!(text(from), to, "{from}");
        }
    }
}
