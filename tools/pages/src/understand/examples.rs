//! Exchanges that a page shows.

use super::{Walk, places};
use crate::{
    facts::{Direction, Example},
    heading::Section,
    text::Text,
    words::calls::{CURL, CURL_BODY, CURL_METHOD},
};
use serde_json::Value;

impl Walk<'_> {
    pub(super) fn example(&mut self, code: &Text) {
        let (direction, meant) = match self.section() {
            Section::RequestExample => (Direction::Request, true),
            Section::ResponseExample => (Direction::Response, true),
            Section::Response => (Direction::Response, false),
            // Without headings, what it is shows what it is for.
            Section::Request | Section::Other => (Direction::Request, false),
            _ => return,
        };
        let own = code.lines().find(|(_, line)| line.trim_start().starts_with(['{', '['])).map(|(at, _)| at);
        let body = own.or_else(|| [" {", "'{"].iter().find_map(|front| code.as_str().find(front)).map(|at| at + 1));
        let address = address(&code.as_str()[..body.unwrap_or(code.as_str().len())]);
        let address = address.map(|(address, offset)| self.lines.at(address, code.source(offset)));
        let parsed = body.map(|body| (body, json(&code.as_str()[body..])));
        let (json, lenient) = match parsed {
            Some((body, Some((json, lenient)))) => (Some(self.lines.at(json, code.source(body))), lenient),
            Some((_, None)) if !meant => return,
            Some((body, None)) => {
                self.unclear("an example that is not JSON".to_owned(), code.source(body));
                (None, false)
            }
            None => (None, false),
        };
        let known = address.is_some() || json.as_ref().is_some_and(|json| self.vendors.is_answer(&json.value));
        if self.section() == Section::Other && !known {
            return;
        }
        if address.is_none() && json.is_none() {
            if meant && body.is_none() {
                self.unclear("an example without an address and without JSON".to_owned(), code.start());
            }
            return;
        }
        let answers = json.as_ref().is_some_and(|json| self.vendors.is_answer(&json.value)) && address.is_none();
        let direction = if answers { Direction::Response } else { direction };
        let title = self.before.as_ref().map(|text| self.lines.at(text.flat(), text.start()));
        let head = &code.as_str()[..body.unwrap_or(code.as_str().len())];
        let mut places: Vec<(Vec<String>, usize)> = if address.is_some() { places::of_query(head) } else { Vec::new() };
        if let Some(body) = body.filter(|_| json.is_some()) {
            places.extend(places::of_json(&code.as_str()[body..]).into_iter().map(|(path, at)| (path, body + at)));
        }
        let places = places.into_iter().map(|(path, at)| (path, self.lines.position(code.source(at)))).collect();
        self.facts.examples.push(Example { title, direction, exchange: None, address, json, lenient, places });
    }
}

/// The method and address before the body, lines that go on joined.
fn address(head: &str) -> Option<(String, usize)> {
    let mut found: Option<(String, usize)> = None;
    let mut at = 0;
    for line in head.split('\n') {
        let bare = line.trim();
        let offset = at + line.len() - line.trim_start().len();
        at += line.len() + 1;
        let starts = ["GET", "POST", "PUT", "DELETE"]
            .iter()
            .any(|method| bare.strip_prefix(method).is_some_and(|rest| rest.trim_start().starts_with(['/', 'h', 'H'])));
        match &mut found {
            None if bare.starts_with(CURL) => {
                found = curl(head).map(|address| (address, offset));
                break;
            }
            None if starts || bare.starts_with("http") => found = Some((bare.to_owned(), offset)),
            Some((address, _)) if bare.starts_with(['&', '?']) => address.push_str(bare),
            Some(_) => break,
            None => {}
        }
    }
    found
}

/// The method and address of a call of the program of that name.
fn curl(head: &str) -> Option<String> {
    let start = head.find("http")?;
    let end = head[start..].find(['\'', '"', ' ', '\n', '\\']).map_or(head.len(), |end| start + end);
    let mut words = head.split_whitespace();
    let method = words.find(|word| CURL_METHOD.contains(word)).and_then(|_| words.next());
    let sends = head.split_whitespace().any(|word| CURL_BODY.contains(&word));
    let method = method.unwrap_or(if sends { "POST" } else { "GET" });
    Some(format!("{} {}", method.trim_matches(['\'', '"']).to_uppercase(), &head[start..end]))
}

/// The JSON at the start of `text`, and whether it needed leniency.
fn json(text: &str) -> Option<(Value, bool)> {
    if let Some(Ok(json)) = serde_json::Deserializer::from_str(text).into_iter::<Value>().next() {
        return Some((json, false));
    }
    let end = text.rfind(['}', ']'])?;
    let whole = &text[..=end];
    let ways = [without_remarks, without_broken_lines];
    let lenient = json5::from_str(whole).ok().or_else(|| ways.iter().find_map(|way| json5::from_str(&way(whole)).ok()));
    lenient.map(|json| (json, true))
}

/// Without `# …` and `// …` at the ends of lines and without `...` in place of more.
fn without_remarks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let mut quoted = false;
        let mut end = line.len();
        let mut before = ' ';
        for (at, letter) in line.char_indices() {
            match letter {
                '"' if before != '\\' => quoted = !quoted,
                '#' if !quoted => {
                    end = at;
                    break;
                }
                '/' if !quoted && line[at..].starts_with("//") => {
                    end = at;
                    break;
                }
                _ => {}
            }
            before = letter;
        }
        let line = line[..end].trim_end();
        if !matches!(line.trim().trim_end_matches(','), "..." | "……" | "…") {
            kept.push_str(line);
        }
        kept.push('\n');
    }
    kept
}

/// With the ends of lines inside texts written as JSON has them.
fn without_broken_lines(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut quoted, mut before) = (false, ' ');
    for letter in text.chars() {
        match letter {
            '\n' if quoted => kept.push_str("\\n"),
            '"' if before != '\\' => {
                quoted = !quoted;
                kept.push(letter);
            }
            _ => kept.push(letter),
        }
        before = letter;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_with_remarks() {
        assert_eq!(json("{\"a\": 1}\ntrailing").map(|(_, lenient)| lenient), Some(false));
        assert_eq!(json("{\"a\": 1, // one\n}").map(|(_, lenient)| lenient), Some(true));
        assert_eq!(json("{\"a\": \"x#y\", # one\n ...\n \"b\": 2}").map(|(_, lenient)| lenient), Some(true));
        assert_eq!(json("{\"a\": \"one\ntwo\"}").map(|(json, _)| json), Some(serde_json::json!({"a": "one\ntwo"})));
        assert_eq!(json("{ not json"), None);
        assert_eq!(address("POST / HTTP/1.1\nHost: x").map(|(address, _)| address).as_deref(), Some("POST / HTTP/1.1"));
        assert_eq!(
            address("curl -X POST 'https://h/?Action=A' \\\n -d '").map(|(address, _)| address).as_deref(),
            Some("POST https://h/?Action=A")
        );
        assert_eq!(
            address("curl \"https://h/?Action=A&B=c\"").map(|(address, _)| address).as_deref(),
            Some("GET https://h/?Action=A&B=c")
        );
        assert_eq!(
            address("https://h/?Action=A\n&B=c").map(|(address, _)| address).as_deref(),
            Some("https://h/?Action=A&B=c")
        );
    }
}
