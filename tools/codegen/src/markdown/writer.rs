//! Writes parsed Markdown in its canonical form.

use super::{events, is_invisible, normal, words};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

/// Returns the blocks of `text`.
pub(super) fn blocks(text: &str) -> String {
    let mut writer = Writer::new(false, false);
    events(text).for_each(|event| writer.event(event));
    writer.finish()
}

/// Returns the words of `text` in one line; `in_table` escapes what would end a cell.
pub(super) fn line(text: &str, in_table: bool) -> String {
    let mut writer = Writer::new(true, in_table);
    events(text).for_each(|event| writer.event(event));
    writer.finish()
}

/// Writes `text` between as many backquotes as necessary.
pub(super) fn code_span(text: &str, in_table: bool, to: &mut String) {
    let text = if in_table { text.replace('|', "\\|") } else { text.to_owned() };
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    // Spaces separate backquotes at the ends; Markdown removes them again.
    let pads = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    let pad = if pads && !text.trim().is_empty() { " " } else { "" };
    if to.ends_with('`') {
        to.push(' ');
    }
    to.push_str(&format!("{ticks}{pad}{text}{pad}{ticks}"));
}

/// An open list.
struct List {
    /// The next number of an ordered list.
    number: Option<u64>,
    /// The indentation of the lines of its items.
    indent: usize,
    /// The marker of an item without content so far.
    marker: Option<String>,
}

/// An open link.
struct Link {
    /// The start of its text.
    start: usize,
    /// Its target, if that is a web page.
    address: Option<String>,
    /// Whether its text is the address.
    is_automatic: bool,
}

struct Writer {
    is_line: bool,
    in_table: bool,
    text: String,
    lists: Vec<List>,
    /// The current paragraph.
    paragraph: String,
    /// Start and marker of open emphasis.
    emphasis: Vec<(usize, &'static str)>,
    /// The open links.
    links: Vec<Link>,
    code: Option<String>,
    is_tight: bool,
}

impl Writer {
    fn new(is_line: bool, in_table: bool) -> Self {
        Self {
            is_line,
            in_table,
            text: String::new(),
            lists: Vec::new(),
            paragraph: String::new(),
            emphasis: Vec::new(),
            links: Vec::new(),
            code: None,
            is_tight: false,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                // An entity may stand for a line break, or for a letter that nobody sees.
                None => self.words(&normal(&text).replace('\n', " ")),
            },
            Event::Code(text) => code_span(&text, self.in_table, &mut self.paragraph),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            // Rules have no text, and the rest belongs to disabled extensions.
            _ => {}
        }
    }

    /// Whether the current text is that of a link to a web page.
    fn in_link(&self) -> bool {
        self.links.iter().any(|link| link.address.is_some())
    }

    fn words(&mut self, text: &str) {
        let is_start = self.paragraph.is_empty();
        let in_link = self.in_link();
        words::write(text, is_start, in_link, &mut self.paragraph);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::HtmlBlock | Tag::BlockQuote(_) => self.flush(),
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::List(number) => {
                self.flush();
                let indent = self.lists.last().map_or(0, |list| list.indent + width(list.number));
                self.lists.push(List { number, indent, marker: None });
                self.is_tight = false;
            }
            Tag::Item => {
                if let Some(list) = self.lists.last_mut() {
                    list.marker = Some(list.number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. ")));
                }
            }
            Tag::Emphasis => self.emphasis.push((self.paragraph.len(), "*")),
            Tag::Strong => self.emphasis.push((self.paragraph.len(), "**")),
            Tag::Link { link_type, dest_url, .. } => {
                let is_web = dest_url.starts_with("https://") || dest_url.starts_with("http://");
                let is_safe = !dest_url.contains(|letter: char| {
                    letter.is_whitespace() || letter.is_control() || is_invisible(letter) || "<>\\`|".contains(letter)
                });
                let address = (is_web && is_safe && !self.in_link() && link_type != LinkType::Email)
                    .then(|| dest_url.to_string());
                let is_automatic = link_type == LinkType::Autolink;
                self.links.push(Link { start: self.paragraph.len(), address, is_automatic });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock | TagEnd::BlockQuote(_) => self.flush(),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.is_tight = false;
            }
            TagEnd::Item => {
                self.flush();
                if let Some(list) = self.lists.last_mut() {
                    self.is_tight |= list.marker.take().is_none();
                    list.number = list.number.map(|number| number.saturating_add(1));
                }
            }
            TagEnd::Emphasis | TagEnd::Strong => self.end_of_emphasis(),
            TagEnd::Link => self.end_of_link(),
            _ => {}
        }
    }

    /// Emphasises the text since the start, where every reader recognises the markers.
    fn end_of_emphasis(&mut self) {
        let Some((start, mark)) = self.emphasis.pop() else { return };
        let words = &self.paragraph[start..];
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let is_clear = is_word(words.chars().next()) && is_word(words.chars().last()) && !words.contains('*');
        if is_clear && self.emphasis.is_empty() && !self.in_link() && !self.paragraph[..start].ends_with('*') {
            self.paragraph.insert_str(start, mark);
            self.paragraph.push_str(mark);
        }
    }

    fn end_of_link(&mut self) {
        let Some(Link { start, address: Some(address), is_automatic }) = self.links.pop() else { return };
        let words = self.paragraph.split_off(start);
        if words.trim().is_empty() {
            self.paragraph.push_str(&words);
        } else if is_automatic || words == address {
            self.paragraph.push_str(&format!("<{address}>"));
        } else {
            // After an exclamation mark it would be an image.
            if self.paragraph.ends_with('!') {
                self.paragraph.insert(start - 1, '\\');
            }
            self.paragraph.push_str(&format!("[{}](<{address}>)", words.trim()));
        }
    }

    fn code_block(&mut self) {
        let Some(code) = self.code.take() else { return };
        if self.is_line {
            let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
            if !code.is_empty() {
                code_span(&code, self.in_table, &mut self.paragraph);
            }
            return self.flush();
        }
        let longest = code.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(3.max(longest + 1));
        let mut block = format!("{fence}text\n");
        for line in code.lines() {
            block.push_str(line.trim_end());
            block.push('\n');
        }
        block.push_str(&fence);
        self.block(&block);
    }

    /// Ends the current paragraph.
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if !paragraph.trim().is_empty() {
            self.block(paragraph.trim());
        }
    }

    fn block(&mut self, block: &str) {
        if self.is_line {
            let markers = self.markers();
            let marker = if self.text.is_empty() { "" } else { markers.as_str() };
            let blank = if self.text.is_empty() { "" } else { " " };
            self.text.push_str(&format!("{blank}{}{block}", marker.replace(". ", "\\. ").replace("- ", "– ")));
            return;
        }
        let list = self.lists.last();
        let indent = list.map_or(0, |list| list.indent + width(list.number));
        let markers = self.markers();
        let is_next_item = !markers.is_empty() && self.is_tight;
        if !self.text.is_empty() {
            self.text.push_str(if is_next_item { "\n" } else { "\n\n" });
        }
        for (at, line) in block.lines().enumerate() {
            if at > 0 {
                self.text.push('\n');
            }
            if at == 0 {
                self.text.push_str(&" ".repeat(indent.saturating_sub(markers.len())));
                self.text.push_str(&markers);
            } else if !line.is_empty() {
                self.text.push_str(&" ".repeat(indent));
            }
            self.text.push_str(line);
        }
        self.is_tight = false;
    }

    /// The markers of the items that begin here. An item that begins with a list has both markers in one line.
    fn markers(&mut self) -> String {
        self.lists.iter_mut().filter_map(|list| list.marker.take()).collect()
    }

    fn finish(mut self) -> String {
        self.flush();
        self.text
    }
}

/// The indentation of the lines of an item after its marker.
fn width(number: Option<u64>) -> usize {
    number.map_or(2, |number| number.to_string().len() + 2)
}
