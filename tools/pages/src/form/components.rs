//! ZEGO's newer pages: Markdown with components that draw a definition, whose attributes are JavaScript.

use super::{
    html,
    inline::plain,
    literal::Literal,
    plain as text_form,
    tag::{Tag, tag},
};
use crate::{
    document::{Block, Row, Table},
    text::Text,
    words::{
        columns as words,
        required::{MARK, UNMARKED},
    },
};

/// Whether a line has such components.
pub(super) fn are_in(line: &str) -> bool {
    ["<ParamsItem", "<SchemaItem", "<MethodEndpoint", "<ResponseSamples"].iter().any(|tag| line.contains(tag))
}

/// What a piece of a page with such components says.
pub(super) fn read(page: &Text) -> Vec<Block> {
    let mut reader = Reader { page, ..Reader::new(page) };
    let mut at = 0;
    while let Some(found) = page.as_str()[at..].find('<') {
        let open = at + found;
        reader.words(at..open);
        at = match tag(page, open) {
            Some(tag) => {
                let end = tag.end;
                reader.tag(&tag);
                end
            }
            None => open + 1,
        };
    }
    reader.flush();
    reader.blocks
}

/// Deeper than any schema is nested; keeps the stack from running out.
const DEEPEST: usize = 32;

/// The columns in which the fields are put.
const HEADER: [&str; 6] =
    [words::NAME, words::TYPE, words::REQUIRED, words::DEFAULT, words::EXAMPLE, words::DESCRIPTION];

struct Reader<'a> {
    page: &'a Text,
    blocks: Vec<Block>,
    /// The rows since the last heading.
    rows: Vec<Row>,
    /// Tables inside descriptions.
    inner: Vec<Block>,
    /// Whether each open component has fields inside it.
    open: Vec<bool>,
    /// What the words that follow are.
    part: TextRole,
    heading: Text,
}

/// What the words inside a tag are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextRole {
    Nothing,
    Heading,
    Name,
    Type,
    Required,
    Description,
}

impl<'a> Reader<'a> {
    fn new(page: &'a Text) -> Self {
        let (blocks, rows, inner, open) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { page, blocks, rows, inner, open, part: TextRole::Nothing, heading: Text::default() }
    }

    fn tag(&mut self, tag: &Tag) {
        match (tag.name.as_str(), tag.closes) {
            ("ParamsItem", false) => self.parameter(tag),
            ("SchemaItem", false) => self.field(tag),
            ("SchemaItem", true) => drop(self.open.pop()),
            ("MethodEndpoint", false) => {
                let method = tag.attribute("method").and_then(Literal::text).map(|text| text.as_str().to_uppercase());
                self.blocks.extend(method.map(|method| Block::Paragraph(Text::new(&method, tag.start))));
            }
            ("ResponseSamples", false) => {
                self.flush();
                let code = tag.attribute("responseExample").and_then(Literal::text);
                self.blocks.extend(code.map(|text| Block::Code { text }));
            }
            ("h1" | "h2" | "h3" | "h4", false) => self.part = TextRole::Heading,
            ("strong", false) if self.open.is_empty() => self.part = TextRole::Heading,
            ("strong" | "span" | "div", false) => self.part = part(tag).unwrap_or(self.part),
            ("h1" | "h2" | "h3" | "h4" | "strong" | "span", true) => self.end_part(),
            ("div", true) => self.part = TextRole::Nothing,
            _ => {}
        }
    }

    fn words(&mut self, range: std::ops::Range<usize>) {
        let words = self.page.slice(range);
        if words.is_empty() {
            return;
        }
        let row = self.rows.last_mut().filter(|_| self.open.last() == Some(&true));
        match (self.part, row) {
            (TextRole::Heading, _) => self.heading.append(&words),
            (TextRole::Name, Some(row)) => row.cells[0].append(&words.trimmed()),
            (TextRole::Type, Some(row)) => row.cells[1].append(&words.trimmed()),
            (TextRole::Required, Some(row)) => row.cells[2] = words.trimmed(),
            (TextRole::Description, Some(row)) => row.cells[5].append(&words),
            _ => {}
        }
    }

    fn end_part(&mut self) {
        if self.part == TextRole::Heading {
            let text = std::mem::take(&mut self.heading).trimmed();
            // `required` beside `Body` says that there must be one.
            if !text.is_empty() && text.as_str() != MARK {
                self.flush();
                self.blocks.push(Block::Heading { level: 2, text });
            }
        }
        if self.part != TextRole::Description {
            self.part = TextRole::Nothing;
        }
    }

    fn parameter(&mut self, tag: &Tag) {
        let Some(param) = tag.attribute("param") else { return };
        let schema = param.get("schema");
        let kind = schema.map(kind).unwrap_or_default();
        let lookup = |key: &str| param.get(key).or_else(|| schema?.get(key));
        let required = lookup("required").is_some_and(is_true);
        self.row(tag.start, self.depth(), text_of(lookup("name")), Text::new(&kind, tag.start), required, &lookup);
        self.properties(tag.start, self.depth() + 1, schema);
    }

    /// The fields of the objects that a schema describes, whether they are alone or in a list.
    fn properties(&mut self, at: usize, depth: usize, schema: Option<&Literal>) {
        let inner = schema.map(|schema| std::iter::successors(Some(schema), |schema| schema.get("items")));
        let Some(schema) = inner.and_then(|mut inner| inner.find(|schema| schema.get("properties").is_some())) else {
            return;
        };
        let required = schema.get("required").map_or(&[][..], Literal::items);
        let Some(Literal::Object(_, entries)) = schema.get("properties").filter(|_| depth < DEEPEST) else { return };
        for (name, field) in entries {
            let is_required = required.iter().any(|word| word.text().is_some_and(|word| word.as_str() == name));
            let lookup = |key: &str| field.get(key);
            let at = if let Literal::Object(start, _) = field { *start } else { at };
            self.row(at, depth, Text::new(name, at), Text::new(&kind(field), at), is_required, &lookup);
            self.properties(at, depth + 1, Some(field));
        }
    }

    fn field(&mut self, tag: &Tag) {
        let name = tag.attribute("name").and_then(Literal::text);
        let holds = name.is_none();
        if !tag.empty {
            self.open.push(holds);
        }
        if holds {
            // What it is is in the words that follow.
            let depth = self.depth().saturating_sub(1);
            let cells = vec![Text::default(); HEADER.len()];
            self.rows.push(Row { cells, depth: Some(depth), inner: Vec::new(), start: tag.start });
            return;
        }
        let schema = tag.attribute("schema");
        let lookup = |key: &str| schema.and_then(|schema| schema.get(key));
        let required = tag.attribute("required").is_some_and(is_true);
        let depth = self.depth();
        let kind = text_of(tag.attribute("schemaName"));
        self.row(tag.start, depth, name.unwrap_or_default(), kind, required, &lookup);
        self.properties(tag.start, depth + 1, schema);
    }

    fn depth(&self) -> usize {
        self.open.iter().filter(|holds| **holds).count()
    }

    fn row<'l>(
        &mut self,
        at: usize,
        depth: usize,
        name: Text,
        kind: Text,
        required: bool,
        lookup: &dyn Fn(&str) -> Option<&'l Literal>,
    ) {
        let required = Text::new(if required { MARK } else { UNMARKED }, at);
        let mut description = Text::new(&limits(lookup), at);
        let sentence = self.sentence(&text_of(lookup("description")));
        description.append(&sentence);
        let cells = vec![name, kind, required, text_of(lookup("default")), text_of(lookup("example")), description];
        self.rows.push(Row { cells, depth: Some(depth), inner: Vec::new(), start: at });
    }

    /// A description; tables in it are put aside.
    fn sentence(&mut self, description: &Text) -> Text {
        let words = description.as_str();
        let blocks = if words.contains("<table") {
            html::read(description).blocks
        } else if words.contains("|--") || words.contains("| --") {
            text_form::read(description, &[]).blocks
        } else {
            return plain(description);
        };
        let mut sentence = Text::default();
        for block in blocks {
            match block {
                Block::Paragraph(text) => {
                    sentence.end_line(text.start());
                    sentence.append(&text);
                }
                other => self.inner.push(other),
            }
        }
        sentence
    }

    /// Ends the table.
    fn flush(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if let Some(start) = rows.first().map(|row| row.start) {
            let header = HEADER.iter().map(|name| Text::new(name, start)).collect();
            let mut table = Table { header, rows, start };
            if self.answers() {
                // In an answer nothing is marked, and nothing is meant by it.
                table.header.remove(2);
                table.rows.iter_mut().for_each(|row| drop(row.cells.remove(2)));
            } else {
                let unmarked = table.rows.iter_mut().filter(|row| row.cells[2].is_empty());
                unmarked.for_each(|row| row.cells[2] = Text::new(UNMARKED, row.start));
            }
            self.blocks.push(Block::Table(table));
        }
        self.blocks.append(&mut self.inner);
    }

    /// Whether the last heading is that of an answer.
    fn answers(&self) -> bool {
        let last = self.blocks.iter().rev().find_map(|block| match block {
            Block::Heading { text, .. } => Some(text.as_str() == "Schema"),
            _ => None,
        });
        last.unwrap_or_default()
    }
}

/// What a tag says the words inside it are.
fn part(tag: &Tag) -> Option<TextRole> {
    let parts = [
        ("openapi-schema__property", TextRole::Name),
        ("openapi-schema__name", TextRole::Type),
        ("openapi-schema__required", TextRole::Required),
        ("schema-description-container", TextRole::Nothing),
        ("schema-description", TextRole::Description),
        ("array-bracket", TextRole::Nothing),
    ];
    parts.into_iter().find(|(class, _)| tag.says("className", class)).map(|(_, part)| part)
}

fn is_true(literal: &Literal) -> bool {
    matches!(literal, Literal::Other(word) if word.as_str() == "true")
}

fn text_of(literal: Option<&Literal>) -> Text {
    literal.and_then(Literal::text).unwrap_or_default()
}

/// The word for the type of a schema, as the components show it.
fn kind(schema: &Literal) -> String {
    let word = |key: &str| schema.get(key).and_then(Literal::text).map(|text| text.as_str().to_owned());
    let item = schema.get("items").map(kind).filter(|item| !item.is_empty());
    match word("type").as_deref() {
        Some("array") => format!("{}[]", item.unwrap_or_else(|| "any".to_owned())),
        Some("string") => "string".to_owned(),
        Some(plain) => word("format").unwrap_or_else(|| plain.to_owned()),
        None => "object".to_owned(),
    }
}

/// What a schema limits, in the words in which the components show it.
fn limits<'l>(lookup: &dyn Fn(&str) -> Option<&'l Literal>) -> String {
    let number = |key: &str| lookup(key).and_then(Literal::text).map(|text| text.as_str().to_owned());
    let schema = lookup("items");
    let values = lookup("enum").or_else(|| schema?.get("enum"));
    let values: Vec<String> = values
        .into_iter()
        .flat_map(Literal::items)
        .filter_map(Literal::text)
        .map(|text| format!("`{}`", text.as_str()))
        .collect();
    let mut parts = Vec::new();
    if !values.is_empty() {
        parts.push(values.join(", "));
    }
    for (least, most, unit) in
        [("minimum", "maximum", ""), ("minLength", "maxLength", " characters"), ("minItems", "maxItems", "")]
    {
        parts.extend(number(least).map(|number| format!(">= {number}{unit}")));
        parts.extend(number(most).map(|number| format!("<= {number}{unit}")));
    }
    if parts.is_empty() { String::new() } else { format!("Possible values: {}\n", parts.join(", ")) }
}
