//! Where the values of an example are.

/// The values of the JSON at the start of a text: the keys and numbers that lead to each, and its offset. What is no JSON ends
/// it.
pub(super) fn of_json(text: &str) -> Vec<(Vec<String>, usize)> {
    let mut scanner = Scanner { text, at: 0, path: Vec::new(), found: Vec::new() };
    scanner.value();
    scanner.found
}

/// The values of the query of an address, by their names.
pub(super) fn of_query(address: &str) -> Vec<(Vec<String>, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in address.split_inclusive(['?', '&']) {
        let bare = part.trim_start();
        let start = at + part.len() - bare.len();
        at += part.len();
        if let Some((name, _)) = bare.split_once('=').filter(|(name, _)| !name.contains(['/', ' ', '?'])) {
            found.push((vec![name.to_owned()], start + name.len() + 1));
        }
    }
    found
}

/// Deeper than any example is nested; keeps the stack from running out.
const DEEPEST: usize = 128;

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    path: Vec<String>,
    found: Vec<(Vec<String>, usize)>,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Passes over blanks and remarks.
    fn skip(&mut self) {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            let rest = self.rest();
            if rest.starts_with("//") || rest.starts_with('#') {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            } else {
                return;
            }
        }
    }

    fn takes(&mut self, mark: char) -> bool {
        self.skip();
        let takes = self.rest().starts_with(mark);
        self.at += if takes { mark.len_utf8() } else { 0 };
        takes
    }

    fn value(&mut self) -> Option<()> {
        self.skip();
        self.found.push((self.path.clone(), self.at));
        if self.path.len() > DEEPEST {
            return None;
        }
        if self.takes('{') {
            while !self.takes('}') {
                self.skip();
                let key = self.word()?;
                self.takes(':').then_some(())?;
                self.path.push(key);
                self.value()?;
                self.path.pop();
                self.takes(',');
            }
        } else if self.takes('[') {
            let mut number = 0;
            while !self.takes(']') {
                self.path.push(number.to_string());
                self.value()?;
                self.path.pop();
                number += 1;
                self.takes(',');
            }
        } else {
            self.word()?;
        }
        Some(())
    }

    /// A text in quotes, or a word.
    fn word(&mut self) -> Option<String> {
        let rest = self.rest();
        let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
        let (length, word) = if let Some(quote) = quote {
            let mut escaped = false;
            let end = rest[1..].find(|letter: char| {
                let ends = letter == quote && !escaped;
                escaped = letter == '\\' && !escaped;
                ends
            })?;
            (end + 2, &rest[1..=end])
        } else {
            let is_end = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ':' | '}' | ']' | '{' | '[');
            let end = rest.find(is_end).unwrap_or(rest.len());
            (end, &rest[..end])
        };
        let word = word.to_owned();
        self.at += length;
        (length > 0).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_its_place() {
        let text = "{ \"a\": [1, {\"b\": \"x\\\"y\"}], // more\n \"c\": null }";
        let found: Vec<String> =
            of_json(text).into_iter().map(|(path, at)| format!("{}={}", path.join("."), &text[at..=at])).collect();
        assert_eq!(found, ["={", "a=[", "a.0=1", "a.1={", "a.1.b=\"", "c=n"]);
        let query = "https://h/?Action=A\n&B[]=c&<common>";
        let found: Vec<String> =
            of_query(query).into_iter().map(|(path, at)| format!("{}={}", path.join("."), &query[at..=at])).collect();
        assert_eq!(found, ["Action=A", "B[]=c"]);
        for broken in ["", "{", "{\"a", "[1,", "{a}", "]"] {
            of_json(broken);
        }
    }
}
