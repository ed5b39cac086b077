//! From facts to a draft.

mod answer;
mod batch;
mod codes;
mod enumeration;
mod examples;
mod kind;
mod limits;
mod members;
mod messages;
mod names;
mod pages;
mod plain;
mod quota;
mod samples;
mod sentences;
mod type_predicates;
mod type_words;
mod types;
pub mod value;
mod window;

use crate::draft::{Draft, Host, Member, NotUnderstood, Remark, Side, Sourced};
pub use limits::{LimitKey, SpecLimit, is_natural_end};
use members::Composer;
use plain::plain_member;
use rtc_catalog::{
    format::{Method, ParameterLocation, TypeExpression},
    model::Vendor,
    names as rust_names,
};
use rtc_pages::{Direction, Facts, Field, Located, Location, PageKind, Position, words};
use samples::Samples;
pub use sentences::Sentences;
use std::collections::HashSet;
pub(crate) use type_words::{alike, is_true_or_false};
pub use type_words::{is_answer_of, is_object, may_become_common};

/// A page from which no spec can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAction {
    /// It describes types alone.
    #[error("the page describes types and no action: pass it together with the pages of actions that use them")]
    TypesAlone,
    /// Its action's name is no name of a type.
    #[error("the action's name `{name}` {why}, so no request can be called that")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        why: String,
    },
}

/// What a spec of the page would say. Types that are on other pages must be [looked up](Facts::look_up) before.
///
/// # Errors
/// If the page describes no action, or one that cannot be called as it is.
pub fn draft(facts: &Facts, vendor: &Vendor) -> Result<Draft, NoAction> {
    draft_with(facts, vendor, Sentences::Open)
}

/// The same, with a choice of what stands where sentences do.
///
/// # Errors
/// If the page describes no action, or one that cannot be called as it is.
pub fn draft_with(facts: &Facts, vendor: &Vendor, sentences: Sentences) -> Result<Draft, NoAction> {
    let action = facts.action.clone().ok_or(NoAction::TypesAlone)?;
    let why = rust_names::why_invalid(&action.value)
        .or_else(|| (!rust_names::is_camel(&action.value)).then(|| "is not written as types are".to_owned()))
        .or_else(|| {
            rust_names::RESERVED_TYPES
                .contains(&action.value.as_str())
                .then(|| "is one that every crate uses".to_owned())
        });
    if let Some(why) = why {
        return Err(NoAction::Name { name: action.value, why });
    }
    let method = method(facts);
    let mut composer = Composer::new(facts, vendor, method.value, &action.value, sentences);
    let (request, request_left_out) = composer.request();
    let answer = composer.answer();
    let common = composer.repeated();
    let (types, left_out_types) = composer.types.finish();
    let mut draft = Draft {
        vendor: vendor.id.clone(),
        safe: is_reading(&action.value),
        summary: sentences.summary(facts),
        doc: sentences.whole(facts),
        files: facts.files.clone(),
        version: facts.version.clone(),
        is_defined: facts.page == PageKind::Definition,
        method,
        hosts: hosts(facts, vendor),
        quotas: Vec::new(),
        left_out_quotas: Vec::new(),
        window: None,
        pages: None,
        batch: None,
        regions: regions(&facts.regions),
        groups: Vec::new(),
        common,
        request,
        response: answer.fields,
        left_out: [request_left_out, answer.left_out],
        is_whole: answer.is_whole,
        answer: answer.levels,
        shown_answer: answer::shown(facts, vendor),
        types,
        left_out_types,
        enums: composer.enums,
        errors: Vec::new(),
        examples: Vec::new(),
        messages: Vec::new(),
        not_understood: not_understood(facts),
        exceptions: Vec::new(),
        remarks: composer.remarks,
        action,
    };
    head(&mut draft, facts);
    (draft.quotas, draft.left_out_quotas) = quota::quotas(&mut draft, facts, vendor);
    draft.window = window::window(&mut draft, facts);
    draft.pages = pages::pages(&mut draft);
    draft.batch = batch::batch(&mut draft);
    codes::codes(&mut draft, facts, vendor, sentences);
    draft.messages = messages::messages(&draft, facts, vendor);
    draft.examples = examples::examples(&mut draft);
    Ok(draft)
}

impl Draft {
    /// Notes something to look at.
    pub(crate) fn remark(&mut self, path: &[&str], at: Option<Position>, words: impl Into<String>) {
        let path = path.iter().map(|key| (*key).to_owned()).collect();
        self.remarks.push(Remark { path, at, words: words.into() });
    }

    /// The members of a type of objects, if it is one.
    pub(crate) fn members_of(&self, kind: &rtc_catalog::format::TypeExpression) -> Option<&[Member]> {
        self.record(crate::innermost(kind)).map(|record| record.members.as_slice())
    }
}

fn method(facts: &Facts) -> Sourced<Method> {
    let printed = facts.method.as_ref().and_then(|method| match method.value.as_str() {
        "GET" => Some(Sourced::from_page(Method::Get, method.position)),
        "POST" => Some(Sourced::from_page(Method::Post, method.position)),
        _ => None,
    });
    // Objects have no place in a query, and what is shown in an address needs no body.
    let objects =
        facts.request.iter().any(|field| field.kind.as_ref().is_some_and(|kind| kind.value.word.has_fields()));
    let addresses =
        facts.examples.iter().filter(|example| example.direction == Direction::Request && example.json.is_none());
    let shown = addresses
        .filter_map(|example| example.address.as_ref())
        .any(|address| facts.request.iter().any(|field| address.value.contains(&format!("&{}=", field.name.value))));
    let taken = if shown && !objects { Method::Get } else { Method::Post };
    printed.unwrap_or(Sourced::assumed(taken))
}

/// Whether the first word of an action's name says that it changes nothing.
fn is_reading(action: &str) -> bool {
    let parts = heck::ToSnakeCase::to_snake_case(action);
    let mut parts = parts.split('_').map(heck::ToUpperCamelCase::to_upper_camel_case);
    let verb = parts.find(|word| word != words::BATCH).unwrap_or_default();
    words::READING_VERBS.contains(&verb.as_str())
}

fn hosts(facts: &Facts, vendor: &Vendor) -> Vec<Host> {
    let host = |name: &Located<String>| {
        let at = vendor.hosts.iter().position(|host| host.host == name.value);
        Host { known: at.is_some(), usual: at == Some(0), name: name.clone() }
    };
    facts.hosts.iter().map(host).collect()
}

/// The regions, each once.
fn regions(regions: &[Located<String>]) -> Vec<Located<String>> {
    let mut seen = HashSet::new();
    regions.iter().filter(|region| seen.insert(region.value.clone())).cloned().collect()
}

/// What is open about the call as a whole.
fn head(draft: &mut Draft, facts: &Facts) {
    match facts.method.as_ref().filter(|_| draft.method.source.is_none()) {
        Some(method) => {
            let words = format!("the method `{}` is one that specs do not have", method.value);
            draft.remark(&["method"], Some(method.position), words);
        }
        None if draft.method.source.is_none() => {
            draft.remark(&["method"], None, "the page does not name the HTTP method");
        }
        None => {}
    }
    let words = if draft.safe {
        "judging by the action's verb, repeating the call changes nothing"
    } else {
        "judging by the action's verb, repeating the call may change something"
    };
    let at = draft.action.position;
    draft.remark(&["safe"], Some(at), words);
    let words = "add `job`, what an app needs the action for: rooms, quality, usage, moderation or recording";
    draft.remark(&["job"], None, words);
    if let Some(host) = draft.hosts.first().filter(|host| !host.known) {
        let words = format!("the page calls `{}`, which `vendor.yaml` does not have among its hosts", host.name.value);
        let at = host.name.position;
        draft.remark(&["host"], Some(at), words);
    }
    if draft.response.iter().any(is_guess)
        || draft.types.iter().any(|record| record.side == Side::Response && record.members.iter().any(is_guess))
    {
        let words =
            "the page does not say which fields every answer has; none is required here, but for the key of rows";
        draft.remark(&["response"], None, words);
    }
    if let Some(answer) = draft.shown_answer.clone() {
        let words =
            format!("the answer of the page's example is {}, of which the client reads nothing", answer.value.as_str());
        draft.remark(&["response"], Some(answer.position), words);
    }
    for unclear in &facts.unclear {
        // The words for something on a page are the page's, which have no place in a spec.
        let is_defined = is_defined(facts, unclear.position);
        let words =
            if is_defined { &unclear.value } else { "something was not understood: `cargo xtask read` lists it" };
        draft.remark(&[], Some(unclear.position), words);
    }
    for unread in &facts.unread {
        draft.remark(&["request"], Some(unread.position), unread.value.clone());
    }
    for external in &facts.external_types {
        let words = format!("`{}` is described on another page: pass that page too", external.value);
        draft.remark(&["types"], Some(external.position), words);
    }
    for inferred in &facts.inferred {
        draft.remark(
            &["types"],
            Some(inferred.position),
            format!("{} are nested as in the page's example", inferred.value),
        );
    }
}

/// Whether a place is in a definition.
fn is_defined(facts: &Facts, at: Position) -> bool {
    facts.page == PageKind::Definition || at.file > 0
}

/// What was not understood: rows of tables, and whatever else the reader names.
fn not_understood(facts: &Facts) -> Option<NotUnderstood> {
    let count = facts.unclear.len().max(facts.rows.present.saturating_sub(facts.rows.understood));
    let place = |at: Position| {
        let file = facts.files.get(usize::from(at.file)).or(facts.files.first());
        file.map_or(at.to_string(), |file| format!("{}:{at}", file.display()))
    };
    let defined = facts.unclear.iter().filter(|unclear| is_defined(facts, unclear.position));
    let first = facts.unclear.first().map(|unclear| unclear.position);
    let position = first.or(facts.action.as_ref().map(|action| action.position))?;
    (count > 0).then(|| NotUnderstood {
        count,
        position,
        defined: defined.map(|unclear| format!("{} ({})", unclear.value, place(unclear.position))).collect(),
    })
}

/// Whether the page does not say if every answer has a field.
fn is_guess(field: &Member) -> bool {
    field.required.source.is_none() && matches!(field.kind.value, TypeExpression::Name(_))
}

impl Composer<'_> {
    /// The parameters that are the action's own.
    fn request(&mut self) -> (Vec<Member>, Vec<Member>) {
        let facts = self.facts;
        let own: Vec<&Field> = facts.request.iter().filter(|field| !self.is_common(field)).collect();
        let samples = Samples::of(facts, Direction::Request);
        self.members(&own, &["request"], Side::Request, &samples)
    }

    /// The parameters of every call that the page repeats.
    fn repeated(&self) -> Vec<Member> {
        let among_own = self.facts.request.iter().filter(|field| self.is_common(field));
        self.facts.common.iter().chain(among_own).map(|field| plain_member(field, Side::Request)).collect()
    }

    /// Whether a parameter is one of every call. The reader separates the action's own `Action` from that of every call.
    fn is_common(&self, field: &Field) -> bool {
        let name = field.name.value.as_str();
        let is_elsewhere = |place| field.location == Some(Location::Body) && place != ParameterLocation::Body;
        let mut common = self.vendor.common_request.iter();
        !matches!(name, "Action" | "Version")
            && common.any(|common| common.wire == name && !is_elsewhere(common.location))
    }
}
