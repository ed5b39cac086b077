//! From headings, paragraphs, tables and code to facts.

mod address;
mod answer;
mod call;
mod call_name;
mod codes;
mod common;
mod examples;
mod fields;
mod finish;
mod fragment;
mod links;
mod nesting;
mod parts;
mod places;
mod quota;
mod quota_scope;
mod sizes;
mod subject;
mod tables;
mod updated;
mod value_tables;
mod window;

use crate::{
    document::{Block, Document},
    facts::{Facts, Location, PageKind},
    heading::{Section, is_camel, key, section},
    pattern::{BLANKS, any, compiled, has, meaning},
    position::{Lines, Located, Position},
    text::Text,
    vendors::Vendors,
    words::headings as words,
};
pub(crate) use address::address;
use regex::Regex;
use std::sync::LazyLock;
use tables::NamedTable;
pub(crate) use updated::updated;

pub(crate) use fragment::{describe, exchange, prose};

/// The page describes neither an action nor types.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is not a page of an action or of types: {found}\n\
     looked for: an address with `Action=…` on a host below {domains}, a row `Action`, a heading that is an action's name; a table of parameters or of an answer's \
     fields under a heading such as `Input Parameters`, `请求参数`, `Output Parameters`, `响应参数`, with some that not every call has; tables under `Data Types`, `数据结构`"
)]
pub struct NotUnderstood {
    found: String,
    /// The domains of the vendors that have specs.
    domains: String,
}

impl NotUnderstood {
    /// The file is a definition for machines.
    pub(crate) fn definition() -> Self {
        let found =
            "an OpenAPI definition; name the file .yaml or .json, and pass it to `cargo xtask import` or `drift`"
                .to_owned();
        Self { found, domains: "the vendors with specs".to_owned() }
    }
}

/// What the page says of its action, or of each of its actions.
pub(crate) fn understand(
    document: &Document,
    page: &str,
    lines: &Lines<'_>,
    vendors: &Vendors,
) -> Result<Vec<Facts>, NotUnderstood> {
    let parts = if parts::may_have_several(page) { parts::parts(document, lines, vendors) } else { Vec::new() };
    if parts.len() < 2 {
        return understand_blocks(&document.blocks.iter().collect::<Vec<_>>(), Vec::new(), lines, vendors)
            .map(|facts| vec![facts]);
    }
    let all = parts.iter().map(|part| understand_blocks(&part.blocks, part.others.clone(), lines, vendors));
    all.collect()
}

/// What blocks say of an action. `others` are the page's other actions.
fn understand_blocks(
    blocks: &[&Block],
    others: Vec<String>,
    lines: &Lines<'_>,
    vendors: &Vendors,
) -> Result<Facts, NotUnderstood> {
    let mut walk = Walk::new(lines, vendors);
    walk.call.others = others;
    for block in blocks {
        walk.block(block);
    }
    walk.finish()
}

/// What is known while walking through a page from its start.
struct Walk<'a> {
    lines: &'a Lines<'a>,
    vendors: &'a Vendors,
    facts: Facts,
    call: call::Call,
    /// The headings that are open, with what they announce.
    sections: Vec<(u8, Section)>,
    location: Option<Location>,
    /// Names that the next table may have: of anchors, of headings, of paragraphs that are nothing but a name.
    names: Vec<String>,
    /// The one among them that is no anchor's and came last.
    name: Option<String>,
    /// The heading before the next table, if it announces nothing.
    last_heading: Option<String>,
    /// Names of anchors right before this block.
    anchors: Vec<String>,
    /// The heading or paragraph before this block.
    before: Option<Text>,
    /// Headings of parameters and fields, and whether the page says that there are none.
    promised: Vec<(Section, Located<String>, bool)>,
    /// Headings and short paragraphs with their level, one of which is the page's title.
    titles: Vec<(u8, Located<String>)>,
    /// What rows of parameters of every call say: the name, its one value, and whether it is sure to be the call's.
    stated: Vec<(String, Located<String>, bool)>,
    tables: Vec<NamedTable>,
    subject: subject::Subject,
    /// Fields whose types were not understood, by the positions of their names, and what to say of that.
    untyped: Vec<(Position, Located<String>)>,
}

impl<'a> Walk<'a> {
    fn new(lines: &'a Lines<'a>, vendors: &'a Vendors) -> Self {
        Self {
            lines,
            vendors,
            facts: Facts::none(PageKind::Action),
            call: call::Call::default(),
            sections: Vec::new(),
            location: None,
            names: Vec::new(),
            name: None,
            last_heading: None,
            anchors: Vec::new(),
            before: None,
            promised: Vec::new(),
            titles: Vec::new(),
            stated: Vec::new(),
            tables: Vec::new(),
            subject: subject::Subject::default(),
            untyped: Vec::new(),
        }
    }

    fn section(&self) -> Section {
        self.sections.last().map_or(Section::Other, |(_, section)| *section)
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Anchor(id) => self.anchors.push(id.clone()),
            Block::Paragraph(text) => self.paragraph(text),
            Block::Table(table) => {
                self.names.append(&mut self.anchors);
                self.table(table);
                self.names.clear();
                self.name = None;
            }
            Block::Unread { message, start } => self.unclear(message.clone(), *start),
            Block::Script(text) => {
                self.unclear("a script without a table that the reader understands".to_owned(), text.start());
            }
            Block::Code { text } => {
                self.call.read_code(text, self.lines, self.vendors);
                self.example(text);
            }
        }
    }

    fn heading(&mut self, level: u8, text: &Text) {
        self.titles.push((level, self.lines.at(text.flat(), text.start())));
        let is_type = self.names_a_type(level, text.as_str());
        let meant = section(text.as_str()).filter(|_| !is_type);
        self.sections.retain(|(open, _)| *open < level);
        let inherited = || if level > 1 { self.inherited() } else { Section::Other };
        let announced = meant.unwrap_or_else(|| if is_type { Section::Types } else { inherited() });
        self.sections.push((level, announced));
        if matches!(meant, Some(Section::Request | Section::Response)) {
            self.promised.push((announced, self.lines.at(text.flat(), text.start()), false));
        }
        self.names.clear();
        self.name = None;
        self.names.append(&mut self.anchors);
        self.location = meaning(&key(text.as_str()), words::LOCATIONS);
        self.last_heading = None;
        if meant.is_none() {
            self.add_name(text.as_str());
            self.last_heading = Some(text.flat());
        }
        self.read_call(text);
        self.before = Some(text.clone());
    }

    /// Whether a heading among those of types is the name of one, even if it has the words of another section in it, as
    /// `OutputParams`.
    fn names_a_type(&self, level: u8, text: &str) -> bool {
        let Some((open, _)) =
            self.sections.last().filter(|(open, section)| *section == Section::Types && *open <= level)
        else {
            return false;
        };
        let word = || !text.trim().contains(' ') && bare_name(text).is_some();
        let deeper = *open < level && self.promised.is_empty() && word();
        is_camel(text.trim()) || deeper || section(text).is_none() && word()
    }

    /// Takes what a heading or a paragraph says of the call. What precedes it may say that a number is a rate.
    fn read_call(&mut self, text: &Text) {
        let before = self.before.as_ref().map(Text::as_str);
        self.call.read_text(text, before, self.lines, self.vendors);
    }

    /// Takes a heading or a paragraph for the name of the next table's type, if it can be one.
    fn add_name(&mut self, text: &str) {
        let Some(name) = bare_name(text) else { return };
        // `Translation parameters` behind the name of a type describes it.
        let whole = !text.trim().contains(' ') || self.name.is_none();
        if whole {
            self.name = Some(name.clone());
            self.names.push(name);
        }
    }

    /// The section that a heading without a meaning of its own is in.
    fn inherited(&self) -> Section {
        match self.section() {
            Section::RequestExample | Section::ResponseExample | Section::Codes => Section::Other,
            section => section,
        }
    }

    fn paragraph(&mut self, text: &Text) {
        if text.as_str().lines().any(|line| line.contains("---|") || line.contains("--- |")) {
            self.unclear("this looks like a table with bars and was read as text".to_owned(), text.start());
        }
        if let Some((_, _, nothing)) = self.promised.last_mut() {
            *nothing |= says_nothing(text.as_str());
        }
        if text.as_str().len() < 80 {
            self.titles.push((7, self.lines.at(text.flat(), text.start())));
        }
        self.note_listed(text);
        self.names.append(&mut self.anchors);
        // `InputParams` announces parameters, but with an anchor it is a type's name.
        if !self.names.is_empty() {
            self.add_name(text.as_str().lines().next().unwrap_or_default());
        } else if section(text.as_str()).is_none() || self.section() == Section::Types && is_camel(text.as_str().trim())
        {
            self.add_name(text.as_str());
        }
        self.read_call(text);
        self.before = Some(text.clone());
    }
}

/// Whether a paragraph says that there are no parameters or no fields.
fn says_nothing(text: &str) -> bool {
    static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
        let (nothing, no, own, does_not) =
            (any(&[words::NOTHING]), any(&[words::NO]), any(&[words::OWN]), any(&[words::DOES_NOT]));
        let (of, parameters, no_english) = (words::OWN_OF, words::PARAMETERS, words::NO_ENGLISH);
        let english = any(&[words::PARAMETERS_ENGLISH]);
        compiled(&format!(
            r"^{BLANKS}(?:- )?{nothing}(?:。|\.)?{BLANKS}$|{no}{own}?(?:{of})?{own}?{parameters}|\b{no_english} (?:\w+ )?(?:\w+ )?{english}|{does_not}"
        ))
    });
    let small = text.to_ascii_lowercase();
    let bare = small.trim_matches([' ', '-', '.', '。', '\n']);
    let speaks =
        has(&small, words::PARAMETERS_ENGLISH) || has(&small, words::DOES_NOT) || small.contains(words::PARAMETERS);
    (speaks || words::NOTHING.contains(&bare)) && NOTHING.is_match(&small)
}

/// The name of a type that a heading or a paragraph consists of.
fn bare_name(text: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches("- ").trim_matches(['*', '`', ':', '：', ' ']);
    let bare = words::AFTER_A_TYPE.iter().find_map(|end| bare.strip_suffix(*end)).unwrap_or(bare).trim();
    let bare = bare.trim_end_matches(words::OWN_OF).trim_matches(['*', '`', ' ']);
    let named = !bare.is_empty()
        && !bare.ends_with('.')
        && !words::NO_TYPES.contains(&bare)
        && bare.len() <= 64
        && bare.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && bare.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.' | '[' | ']'));
    named.then(|| bare.to_owned())
}
