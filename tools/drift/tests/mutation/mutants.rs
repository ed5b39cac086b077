//! Pages with one fact changed, for each fact of a page.

use crate::{rows::row, words};
use rtc_pages::{Facts, Field, Position, Record};
use std::{collections::HashSet, ops::Range};

/// A page with one fact changed.
pub(crate) struct Mutant {
    /// The kind of fact.
    pub(crate) kind: &'static str,
    /// What was changed, to show.
    pub(crate) what: String,
    /// The page.
    pub(crate) text: String,
    /// How the name of a finding that tells of it begins or, with a dot before it, ends.
    pub(crate) names: Vec<String>,
}

/// Makes the mutants of one page.
pub(crate) struct Maker<'a> {
    page: &'a str,
    pub(crate) mutants: Vec<Mutant>,
    /// Facts whose words could not be found again at their place.
    pub(crate) lost: Vec<String>,
    /// Where names of rows are.
    rows: Vec<usize>,
    /// What was changed already: a type that is used in many places is described once.
    made: HashSet<(&'static str, Range<usize>, String)>,
}

/// All mutants of a page.
pub(crate) fn mutants<'a>(page: &'a str, facts: &Facts) -> Maker<'a> {
    let mut maker = Maker { page, mutants: Vec::new(), lost: Vec::new(), rows: Vec::new(), made: HashSet::new() };
    for fields in [&facts.request, &facts.response, &facts.common]
        .into_iter()
        .chain(facts.types.iter().map(|known| &known.fields))
    {
        maker.places(fields);
    }
    maker.call(facts);
    let own: Vec<Field> = facts.request.clone();
    maker.fields(&own, "request");
    maker.fields(&facts.response, "response");
    maker.codes(facts);
    maker.exchanges(facts);
    maker
}

/// All mutants of a page of types.
pub(crate) fn mutants_of_types<'a>(page: &'a str, types: &[Record]) -> Maker<'a> {
    let mut maker = Maker { page, mutants: Vec::new(), lost: Vec::new(), rows: Vec::new(), made: HashSet::new() };
    for record in types {
        maker.places(&record.fields);
    }
    for record in types {
        maker.rows(&record.fields);
    }
    maker
}

impl Maker<'_> {
    /// The fields of a table, without those of the tables that they lead to.
    fn rows(&mut self, fields: &[Field]) {
        for (index, field) in fields.iter().enumerate() {
            let next = fields.get(index + 1).map(|next| next.name.position);
            let mut alone = field.clone();
            alone.fields.clear();
            self.field(&alone, next, "types");
        }
    }

    fn places(&mut self, fields: &[Field]) {
        for field in fields {
            self.rows.push(self.offset(field.name.position));
            self.places(&field.fields);
        }
    }

    /// The row of a field, if it is a stretch of text without other rows than those of fields inside.
    fn row(&self, field: &Field, at: usize, next: Option<usize>) -> Option<Range<usize>> {
        let mut own =
            Maker { page: self.page, mutants: Vec::new(), lost: Vec::new(), rows: vec![at], made: HashSet::new() };
        own.places(&field.fields);
        let whole = row(self.page, at, next);
        let foreign = self.rows.iter().any(|other| whole.contains(other) && !own.rows.contains(other));
        (!foreign).then_some(whole)
    }

    fn offset(&self, position: Position) -> usize {
        let start: usize = self.page.split_inclusive('\n').take(position.line - 1).map(str::len).sum();
        self.page[start..].char_indices().nth(position.column - 1).map_or(self.page.len(), |(at, _)| start + at)
    }

    fn put(&mut self, kind: &'static str, bytes: Range<usize>, with: &str, names: &[String]) {
        if !self.made.insert((kind, bytes.clone(), with.to_owned())) {
            return;
        }
        let text = format!("{}{with}{}", &self.page[..bytes.start], &self.page[bytes.end..]);
        let line = self.page[..bytes.start].matches('\n').count() + 1;
        let what = format!("{kind}, line {line}: {:?} -> {with:?}", &self.page[bytes]);
        self.mutants.push(Mutant { kind, what, text, names: names.to_vec() });
    }

    /// Replaces `word`, which is at `position` or soon behind it.
    fn word(&mut self, kind: &'static str, position: Position, word: &str, with: &str, names: &[String]) {
        let at = self.offset(position);
        let near = self.page[at..]
            .char_indices()
            .nth(if kind == "value of an example" { 1000 } else { 160 })
            .map_or(self.page.len(), |(near, _)| at + near);
        let escaped = word.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
        let found = [word, &escaped].iter().find_map(|word| Some((self.page[at..near].find(word)?, word.len())));
        match found {
            Some((found, length)) => self.put(kind, at + found..at + found + length, with, names),
            None => self.lost.push(format!("{kind} {word:?} at {position}")),
        }
    }

    fn call(&mut self, facts: &Facts) {
        let name = |name: &str| vec![name.to_owned()];
        if let Some(action) = &facts.action {
            self.word("action", action.position, &action.value, &words::other(&action.value), &name(""));
        }
        if let Some(version) = &facts.version {
            self.word("version", version.position, &version.value, &words::other(&version.value), &name("version"));
        }
        if let Some(method) = &facts.method {
            let with = if method.value == "GET" { "POST" } else { "GET" };
            let at = self.offset(method.position);
            let near = self.page[at..].char_indices().nth(40).map_or(self.page.len(), |(near, _)| at + near);
            let found = self.page[at..near].to_uppercase().find(&method.value);
            if let Some(found) = found.filter(|found| self.page.is_char_boundary(at + found)) {
                self.put("method", at + found..at + found + method.value.len(), with, &name("method"));
            }
        }
        for host in &facts.hosts {
            self.word("host", host.position, &host.value, &format!("x{}", host.value), &name("host"));
        }
        for region in &facts.regions {
            let names = [format!("regions.{}", region.value)];
            self.word("region", region.position, &region.value, &words::other(&region.value), &names);
        }
        for quota in &facts.quotas {
            let (calls, with) = (quota.value.calls.to_string(), words::other(&quota.value.calls.to_string()));
            self.word("quota", quota.position, &calls, &with, &name("quota"));
        }
        let window = &facts.window;
        for (key, printed) in [("span", &window.span), ("back", &window.back), ("lag", &window.lag)] {
            let Some(printed) = printed else { continue };
            let at = self.offset(printed.position);
            let start = at + self.page[at..].len() - self.page[at..].trim_start_matches(['*', ' ']).len();
            match words::other_number(&self.page[start..]) {
                Some((length, with)) => {
                    self.put("window", start..start + length, &with, &[format!("window.{key}")]);
                }
                None => self.lost.push(format!("window.{key} at {}", printed.position)),
            }
        }
    }

    fn fields(&mut self, fields: &[Field], front: &str) {
        for (index, field) in fields.iter().enumerate() {
            let next = fields.get(index + 1).map(|next| next.name.position);
            self.field(field, next, front);
        }
    }

    fn field(&mut self, field: &Field, next: Option<Position>, front: &str) {
        let name = field.name.value.clone();
        let names = [format!("{front}.{name}"), format!(".{name}")];
        let at = self.offset(field.name.position);
        if !self.page[at..].starts_with(&name) {
            self.lost.push(format!("name {name:?} at {}", field.name.position));
            return;
        }
        self.put("name", at..at + name.len(), &format!("{name}Two"), &names);
        let next = next.map(|next| self.offset(next)).filter(|next| *next > at);
        if let Some(whole) = self.row(field, at, next) {
            let parent = front.rsplit('.').next().unwrap_or_default();
            let gone = [&names[..], &[format!(".{parent}.fields")]].concat();
            self.put("row removed", whole.clone(), "", &gone);
            let (before, behind) = (&self.page[whole.start..at], &self.page[at + name.len()..whole.end]);
            let added = [format!("{front}.{name}Two"), format!(".{name}Two")];
            let between = if behind.ends_with([',', '\n', '>']) { "" } else { "," };
            self.put("row added", whole.start..whole.start, &format!("{before}{name}Two{behind}{between}"), &added);
        }
        if let Some(kind) = &field.kind {
            let written = kind.value.written.clone();
            self.word("type", kind.position, &written, &words::other_type(&written), &names);
            if let Some(size) = words::other_size(&written) {
                self.word("size of a number", kind.position, &written, &size, &names);
            }
        }
        if let Some(required) = &field.required {
            let at = self.offset(required.position);
            if let Some((from, to)) = words::opposite(&self.page[at..]) {
                self.put("required", at..at + from.len(), to, &names);
            }
        }
        for (kind, printed) in [("default", &field.default), ("example", &field.example)] {
            if let Some(printed) = printed {
                self.word(kind, printed.position, &printed.value, &words::other(&printed.value), &names);
            }
        }
        for limit in &field.limits {
            for bound in [&limit.value.least, &limit.value.most].into_iter().flatten() {
                self.word("limit", limit.position, &bound.number, &words::other(&bound.number), &names);
            }
        }
        for value in &field.values {
            let with = new_value(field, &value.value.is);
            self.word("value", value.position, &value.value.is, &with, &names);
        }
        self.fields(&field.fields, &format!("{front}.{name}"));
    }

    /// Values in the page's exchanges.
    fn exchanges(&mut self, facts: &Facts) {
        let names = ["examples.".to_owned()];
        for example in &facts.examples {
            if let Some(address) = &example.address {
                let known = |name: &str| {
                    let bare = name.trim_end_matches("[]");
                    facts.request.iter().any(|field| field.name.value == bare)
                };
                let parts = address.value.split_once('?').map_or("", |(_, query)| query).split('&');
                for part in parts.filter(|part| part.split_once('=').is_some_and(|(name, _)| known(name))) {
                    let (name, value) = part.split_once('=').unwrap();
                    let with = format!("{name}={}", words::other(value));
                    self.word("value of an example", address.position, part, &with, &names);
                }
            }
            let Some(json) = &example.json else { continue };
            let start = self.offset(json.position);
            let end = self.page[start..]
                .find("\n```")
                .or(self.page[start..].find("\n\n"))
                .map_or(self.page.len(), |end| start + end);
            let marks: Vec<usize> =
                self.page[start..end].match_indices("\": ").map(|(at, mark)| start + at + mark.len()).collect();
            for at in marks {
                let value = &self.page[at..end];
                let length = match value.strip_prefix('"') {
                    Some(text) => text.find('"').map(|end| end + 2),
                    None => value.find([',', '\n', ' ', '}']),
                };
                let Some(length) = length.filter(|_| !value.starts_with(['{', '['])) else { continue };
                let word = &value[..length];
                let with = match word.trim_matches('"') {
                    "" => "\"x\"".to_owned(),
                    "null" => "1".to_owned(),
                    bare => word.replacen(bare, &words::other(bare), 1),
                };
                self.put("value of an example", at..at + length, &with, &names);
            }
        }
    }

    fn codes(&mut self, facts: &Facts) {
        for (index, code) in facts.codes.iter().enumerate() {
            let wire = &code.code.value;
            let names = [format!("errors.{wire}")];
            self.word("code", code.code.position, wire, &new_code(wire), &names);
            if let Some(status) = &code.status {
                self.word("status", status.position, &status.value, &words::other(&status.value), &names);
            }
            let at = self.offset(code.code.position);
            let next = facts.codes.get(index + 1).map(|next| self.offset(next.code.position));
            let whole = row(self.page, at, next.filter(|next| *next > at));
            let added = [format!("errors.{}", new_code(wire))];
            let copy = self.page[whole.clone()].replacen(wire.as_str(), &new_code(wire), 1);
            self.put("row added", whole.start..whole.start, &copy, &added);
            self.put("row removed", whole, "", &[&names[..], &["errors".to_owned()]].concat());
        }
    }
}

/// A value that the field cannot have yet. Each try is longer than the one before, so one of them is new.
fn new_value(field: &Field, value: &str) -> String {
    let mut other = words::other(value);
    while field.values.iter().any(|known| known.value.is == other) {
        other.push(if other.ends_with(|last: char| last.is_ascii_digit()) { '7' } else { 'x' });
    }
    other
}

fn new_code(code: &str) -> String {
    let digits = code.ends_with(|last: char| last.is_ascii_digit());
    format!(
        "{code}{}",
        if digits {
            "9"
        } else if code.contains('.') {
            "Two"
        } else {
            ".Two"
        }
    )
}
