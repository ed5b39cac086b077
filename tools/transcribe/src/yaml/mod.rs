//! A draft as the text of a spec.
//!
//! Sentences are for people to write, so each is `TODO(doc)` with the line of the page where its subject is. What the
//! page leaves open is marked with `TODO(check)`. Nothing is released while either is.

mod member;
mod scalar;
mod tree;

pub use member::{code, enumeration, field, parameter, record, value};

use crate::draft::{Batch, Draft, Example, Exception, Member, Pages, Quota, Window};
use rtc_catalog::format::{Beyond, ExceptionSource, Method, Scope, Span};
use rtc_pages::{Located, Position};
use serde_json::Value as Json;
use tree::{Entry, Node};

/// What marks a fact that a person has to look at.
const CHECK: &str = "TODO(check)";

/// Where a page is and when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its address; if that is not known, that of some page of the vendor's.
    pub url: String,
    /// Whether the address is the page's own.
    pub is_known: bool,
    /// The day it was read, as `2026-11-22`.
    pub read: String,
}

/// The text of the spec.
#[must_use]
pub fn yaml(draft: &Draft, source: &Source) -> String {
    let mut spec = Node::Block(spec(draft, source));
    if !source.is_known {
        let words = format!("{CHECK}: the address of the page; this is another one of the vendor's");
        spec.remark(&["source".to_owned()], words);
    }
    for remark in &draft.remarks {
        let page = |at| match draft.file(at) {
            Some(file) => file,
            None if draft.is_external(&remark.path) => "the other page".to_owned(),
            None => "the page".to_owned(),
        };
        let line = remark.at.map_or(String::new(), |at| format!(" (line {} of {})", at.line, page(at)));
        spec.remark(&remark.path, format!("{CHECK}: {}{line}", one_line(&remark.words)));
    }
    let mut text = String::from("# yaml-language-server: $schema=../schema/action.schema.json\n");
    spec.write(0, &mut text);
    text
}

/// Words that follow a `#`.
fn one_line(words: &str) -> String {
    words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A sentence that a person has to write, about what is at `position` of the page or of another one.
fn open(position: Option<Position>, external: bool) -> Node {
    let page = match position {
        Some(at) if at.file > 0 => " of the definition",
        _ if external => " of the other page",
        _ => "",
    };
    Node::text(&position.map_or("TODO(doc)".to_owned(), |at| format!("TODO(doc) line {}{page}", at.line)))
}

/// The vendor's sentence if it is kept, else one that a person has to write.
fn sentence(kept: Option<&String>, position: Option<Position>, external: bool) -> Node {
    kept.map_or_else(|| open(position, external), |kept| Node::text(kept))
}

fn spec(draft: &Draft, source: &Source) -> Vec<Entry> {
    let mut entries = vec![Entry::new("action", Node::text(&draft.action.value))];
    let mut put = |key: &str, value: Option<Node>| entries.extend(value.map(|value| Entry::new(key, value)));
    put("version", draft.version.as_ref().map(|version| Node::text(&version.value)));
    put("summary", Some(sentence(draft.summary.as_ref(), Some(draft.action.position), false)));
    put("doc", draft.doc.as_ref().map(|doc| Node::text(doc)));
    let origin = vec![("url".to_owned(), Node::text(&source.url)), ("read".to_owned(), Node::plain(&source.read))];
    put("source", Some(Node::Flow(origin)));
    put("method", Some(Node::plain(&if draft.method.value == Method::Get { "GET" } else { "POST" })));
    put("safe", Some(Node::plain(&draft.safe)));
    let host = draft.hosts.first().filter(|host| host.known && !host.usual);
    put("host", host.map(|host| Node::text(&host.name.value)));
    let groups: Vec<Node> = draft.groups.iter().map(|group| Node::text(group)).collect();
    put("codes", (!groups.is_empty()).then_some(Node::List(groups)));
    let mut apart = |key: &str, value: Option<Node>| entries.extend(value.map(|value| Entry::apart(key, value)));
    apart("quota", quotas(draft));
    apart("window", draft.window.as_ref().and_then(window));
    apart("pages", draft.pages.as_ref().map(pages));
    apart("batch", draft.batch.as_ref().map(batch));
    let regions: Vec<Node> = draft.regions.iter().map(|region| Node::text(&region.value)).collect();
    apart("regions", (!regions.is_empty()).then_some(Node::List(regions)));
    apart("request", block(request(draft)));
    let response = || draft.response.iter().map(|field| member::field_entry(field, false));
    if draft.is_whole {
        entries.extend(response());
    } else {
        entries.extend(block(response().collect()).map(|fields| Entry::apart("response", fields)));
    }
    let mut apart = |key: &str, value: Option<Node>| entries.extend(value.map(|value| Entry::apart(key, value)));
    apart("types", block(draft.types.iter().map(member::record_entry).collect()));
    apart("enums", block(draft.enums.iter().map(member::enumeration_entry).collect()));
    let own = draft.errors.iter().filter(|code| code.group.is_none());
    apart("errors", block(own.map(member::code_entry).collect()));
    let listed = draft.errors.iter().filter(|code| code.group.is_some()).map(|code| Node::text(&code.wire.value));
    let listed: Vec<Node> = listed.collect();
    apart("listed_codes", (!listed.is_empty()).then_some(Node::List(listed)));
    let names = names(draft);
    let examples: Vec<Node> = draft.examples.iter().map(|shown| example(shown, &names)).collect();
    apart("examples", (!examples.is_empty()).then_some(Node::Items(examples)));
    let exceptions: Vec<Node> = draft.exceptions.iter().map(|excepted| exception(excepted, &source.read)).collect();
    apart("exceptions", (!exceptions.is_empty()).then_some(Node::Items(exceptions)));
    entries
}

fn block(entries: Vec<Entry>) -> Option<Node> {
    (!entries.is_empty()).then_some(Node::Block(entries))
}

fn quotas(draft: &Draft) -> Option<Node> {
    let keys = |quota: &Located<Quota>| quota_keys(&quota.value);
    match &draft.quotas[..] {
        [] => None,
        [quota] => Some(Node::Block(keys(quota).into_iter().map(|(key, value)| Entry::new(&key, value)).collect())),
        several => Some(Node::Items(several.iter().map(|quota| Node::Flow(keys(quota))).collect())),
    }
}

fn quota_keys(quota: &Quota) -> Vec<(String, Node)> {
    let scope = match quota.scope.value {
        Scope::Account => "account",
        Scope::App => "app",
        Scope::Room => "room",
    };
    let mut keys = vec![
        ("calls".to_owned(), Node::plain(&quota.calls)),
        ("per".to_owned(), Node::plain(&span(quota.per))),
        ("scope".to_owned(), Node::plain(&scope)),
    ];
    if !quota.by.is_empty() {
        keys.push(("by".to_owned(), Node::List(quota.by.iter().map(|name| Node::text(name)).collect())));
    }
    keys
}

fn window(window: &Window) -> Option<Node> {
    let (start, end) = window.between.as_ref()?;
    let mut entries = vec![Entry::new("start", Node::text(start)), Entry::new("end", Node::text(end))];
    let spans = [("span", &window.span), ("back", &window.back), ("lag", &window.lag)];
    let spans = spans.into_iter().filter_map(|(key, printed)| Some((key, printed.as_ref()?)));
    entries.extend(spans.map(|(key, printed): (_, &Located<Span>)| Entry::new(key, Node::plain(&span(printed.value)))));
    if let Some(beyond) = &window.beyond {
        let word = if beyond.value == Beyond::Clamped { "clamped" } else { "refused" };
        entries.push(Entry::new("beyond", Node::plain(&word)));
    }
    Some(Node::Block(entries))
}

fn pages(pages: &Pages) -> Node {
    let mut entries = vec![
        Entry::new("number", Node::text(&pages.number)),
        Entry::new("first", Node::plain(&pages.first)),
        Entry::new("size", Node::text(&pages.size)),
        Entry::new("max", Node::plain(&pages.max)),
        Entry::new("rows", Node::text(&pages.rows)),
    ];
    for (key, name) in [("effective_size", &pages.effective_size), ("total", &pages.total)] {
        entries.extend(name.as_ref().map(|name| Entry::new(key, Node::text(name))));
    }
    entries.push(Entry::new("key", Node::List(pages.key.iter().map(|name| Node::text(name)).collect())));
    entries.extend(pages.row_start.as_ref().map(|name| Entry::new("row_start", Node::text(name))));
    Node::Block(entries)
}

fn batch(batch: &Batch) -> Node {
    let rows = batch.rows.iter().map(|rows| ("rows".to_owned(), Node::text(rows)));
    let front = [("over".to_owned(), Node::text(&batch.over))].into_iter().chain(rows);
    Node::Flow(front.chain([("id".to_owned(), Node::text(&batch.id))]).collect())
}

/// A parameter whose bounds follow from `pages` says none.
fn request(draft: &Draft) -> Vec<Entry> {
    let sized = |member: &Member| {
        let size = draft.pages.as_ref().filter(|pages| pages.size == member.name.value)?;
        let range = member.range.as_ref().map(|range| range.value)?;
        (range.max == Some(size.max.into()) && range.min.is_none_or(|least| least <= 1))
            .then(|| Member { range: None, ..member.clone() })
    };
    draft
        .request
        .iter()
        .map(|parameter| member::parameter_entry(sized(parameter).as_ref().unwrap_or(parameter), false))
        .collect()
}

fn example(example: &Example, known: &[&str]) -> Node {
    let json = |value: &Json| Node::json(value, known);
    let mut entries = vec![Entry::new("name", Node::text(&example.name))];
    let request = example.request.as_ref().map(|request| Json::Object(request.value.clone()));
    entries.extend(request.map(|request| Entry::new("request", json(&request))));
    entries.extend(example.query.as_ref().map(|query| Entry::new("query", Node::text(query))));
    entries.extend(example.body.as_ref().map(|body| Entry::new("body", json(body))));
    entries.extend(example.response.as_ref().map(|response| Entry::new("response", json(&response.value))));
    Node::Block(entries)
}

fn exception(exception: &Exception, day: &str) -> Node {
    let page = exception.page.as_ref().map(|page| ("page".to_owned(), Node::Scalar(format!("{page:?}"))));
    let front = [("finding".to_owned(), Node::text(&exception.finding))].into_iter().chain(page);
    let of = (exception.of == ExceptionSource::Definition).then(|| ("of".to_owned(), Node::plain(&"definition")));
    let behind = [("reason".to_owned(), Node::text(&exception.reason)), ("since".to_owned(), Node::plain(&day))];
    Node::Flow(front.chain(of).chain(behind).collect())
}

/// All names of parameters and fields, in the order of the spec.
fn names(draft: &Draft) -> Vec<&str> {
    let within = draft.types.iter().flat_map(|record| &record.members);
    let members = draft.request.iter().chain(&draft.response).chain(within);
    let bare = |name: &str| name.len() - name.trim_end_matches("[]").trim_end_matches(".N").len();
    members
        .flat_map(|member| {
            let name = member.name.value.as_str();
            [name, &name[..name.len() - bare(name)]]
        })
        .collect()
}

/// A span in the largest unit that has it whole.
fn span(span: Span) -> String {
    let millis = span.0.as_millis();
    let units = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];
    let whole = units.into_iter().find(|(_, size)| millis.is_multiple_of(*size));
    let (unit, size) = whole.unwrap_or(("ms", 1));
    format!("{}{unit}", millis / size)
}
