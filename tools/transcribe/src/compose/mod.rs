//! From facts to a draft.

mod batch;
mod codes;
mod enumeration;
mod examples;
mod kind;
mod limits;
mod members;
mod names;
mod pages;
mod quota;
mod samples;
mod sentences;
mod type_predicates;
mod types;
mod value;
mod window;

use crate::draft::{Draft, Host, Member, Remark, Side, Sourced, WHOLE};
use members::Composer;
use rtc_catalog::{
    format::{Method, TypeExpression},
    model::Vendor,
    names as rust_names,
};
use rtc_pages::{Direction, Facts, FieldType, Located, Position, words};
use samples::Samples;
pub use sentences::Sentences;
use std::collections::HashSet;

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
    let request = composer.request();
    let whole = composer.whole();
    let is_whole = whole.is_some();
    let response = whole.map_or_else(|| composer.response(), |answer| vec![answer]);
    let mut draft = Draft {
        vendor: vendor.id.clone(),
        safe: is_reading(&action.value),
        summary: sentences.summary(facts),
        doc: sentences.whole(facts),
        files: facts.files.clone(),
        version: facts.version.clone(),
        method,
        hosts: hosts(facts, vendor),
        quotas: Vec::new(),
        window: None,
        pages: None,
        batch: None,
        regions: regions(&facts.regions),
        groups: Vec::new(),
        request,
        response,
        is_whole,
        types: composer.types.finish(),
        enums: composer.enums,
        errors: Vec::new(),
        examples: Vec::new(),
        exceptions: Vec::new(),
        remarks: composer.remarks,
        action,
    };
    head(&mut draft, facts, vendor);
    draft.quotas = quota::quotas(&mut draft, facts, vendor);
    draft.window = window::window(&mut draft, facts);
    draft.pages = pages::pages(&mut draft);
    draft.batch = batch::batch(&mut draft);
    codes::codes(&mut draft, facts, vendor, sentences);
    draft.examples = examples::examples(&mut draft, facts, vendor);
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
fn head(draft: &mut Draft, facts: &Facts, vendor: &Vendor) {
    if draft.method.source.is_none() {
        draft.remark(&["method"], None, "the page does not name the HTTP method");
    }
    let words = if draft.safe {
        "judging by the action's verb, repeating the call changes nothing"
    } else {
        "judging by the action's verb, repeating the call may change something"
    };
    let at = draft.action.position;
    draft.remark(&["safe"], Some(at), words);
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
    let described = facts.response.iter().any(|field| vendor.envelope.payload == field.name.value);
    if let Some(answer) = facts.answer.as_ref().filter(|_| !described) {
        let words =
            format!("the answer of the page's example is {}, of which the client reads nothing", answer.value.as_str());
        draft.remark(&["response"], Some(answer.position), words);
    }
    for unclear in &facts.unclear {
        // Its words are the page's, which have no place in a spec.
        draft.remark(&[], Some(unclear.position), "something was not understood: `cargo xtask read` lists it");
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

/// Whether the page does not say if every answer has a field.
fn is_guess(field: &Member) -> bool {
    field.required.source.is_none() && matches!(field.kind.value, TypeExpression::Name(_))
}

impl Composer<'_> {
    /// The parameters that are the action's own.
    fn request(&mut self) -> Vec<Member> {
        let facts = self.facts;
        // The reader separates the action's own `Action` from that of every call.
        let common = |name: &str| {
            !matches!(name, "Action" | "Version") && self.vendor.common_request.iter().any(|common| common.wire == name)
        };
        let own: Vec<&rtc_pages::Field> = facts.request.iter().filter(|field| !common(&field.name.value)).collect();
        let samples = Samples::of(facts, Direction::Request);
        self.members(&own, &["request"], Side::Request, &samples)
    }

    /// The payload, if it is no object with fields: a text, a number, or a list.
    fn whole(&mut self) -> Option<Member> {
        let facts = self.facts;
        let mut fields = &facts.response;
        let mut keys = self.vendor.envelope.payload.split('.').peekable();
        let payload = loop {
            let key = keys.next()?;
            let field = fields.iter().find(|field| field.name.value == key)?;
            if keys.peek().is_none() {
                break field;
            }
            fields = &field.fields;
        };
        let word = &payload.kind.as_ref()?.value.word;
        let is_whole = match word.innermost() {
            FieldType::Object | FieldType::Any => *word != *word.innermost() && !payload.fields.is_empty(),
            FieldType::Named(_) => *word != *word.innermost(),
            _ => true,
        };
        if !is_whole {
            return None;
        }
        let mut named = payload.clone();
        WHOLE.clone_into(&mut named.name.value);
        let samples = Samples::of(facts, Direction::Response);
        let words = "the answer is no object with fields";
        self.remark(&[WHOLE], Some(payload.name.position), words);
        self.members(&[&named], &[], Side::Response, &samples).pop()
    }

    /// The fields of the payload.
    fn response(&mut self) -> Vec<Member> {
        let facts = self.facts;
        let envelope = &self.vendor.envelope;
        let path: Vec<&str> = envelope.payload.split('.').collect();
        let samples = path.iter().fold(Samples::of(facts, Direction::Response), |samples, key| samples.below(key));
        let mut fields: Vec<&rtc_pages::Field> = facts.response.iter().collect();
        let mut common = self.common(&[]);
        for (depth, key) in path.iter().enumerate() {
            let Some(within) = fields.iter().find(|field| field.name.value == *key && !field.fields.is_empty()) else {
                continue;
            };
            let within = within.fields.iter().collect();
            for beside in fields.iter().filter(|field| field.name.value != *key && !common.contains(&field.name.value))
            {
                let words = format!("`{}` is next to `{key}`, where no field is read", beside.name.value);
                self.remark(&["response"], Some(beside.name.position), words);
            }
            fields = within;
            common = self.common(&path[..=depth]);
        }
        common.extend(self.common(&path));
        fields.retain(|field| !common.contains(&field.name.value));
        // A payload without fields of its own holds nothing that is read.
        fields.retain(|field| !path.contains(&field.name.value.as_str()) || !field.fields.is_empty());
        self.members(&fields, &["response"], Side::Response, &samples)
    }

    /// The keys below `path` that the envelope has for every answer.
    fn common(&self, path: &[&str]) -> HashSet<String> {
        let front: String = path.iter().flat_map(|key| [*key, "."]).collect();
        let paths = self.vendor.common_response.iter().map(|common| common.wire.as_str());
        let below = paths.filter_map(|wire| wire.strip_prefix(&front));
        below.filter_map(|rest| rest.split('.').next()).map(str::to_owned).collect()
    }
}
