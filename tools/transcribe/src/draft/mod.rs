//! What a spec of a page would say, each piece with its place in the page.

mod call;
mod member;

pub use call::{AnswerField, AnswerLevel, Batch, Code, Example, Host, Message, Pages, Quota, Window};
pub(crate) use member::key;
pub use member::{Enumeration, Member, PageWords, Record, Requirement, Side, Value};

use rtc_catalog::{
    format::{ExceptionSource, Method, TypeExpression},
    model::{Calendar, Type},
};
use rtc_pages::{Answer, Located, Position};
use std::path::PathBuf;

/// What a spec of a page would say, in the terms of specs. What is in the vendor's own file is left out of it, but for
/// error codes and hosts, which say so, and [`common`](Self::common) and [`answer`](Self::answer).
///
/// Everything that a page says is in it, also what a spec cannot say: import writes what it can, and a comparison with a spec
/// finds the rest. What a page does not say and import decides is no difference, see [`Sourced`].
#[derive(Clone, Debug)]
pub struct Draft {
    /// The vendor's folder of specs.
    pub vendor: String,
    /// The action's name on the wire.
    pub action: Located<String>,
    /// The action's version.
    pub version: Option<Located<String>>,
    /// The vendor's sentence on what the action does, if the spec keeps it.
    pub summary: Option<String>,
    /// All that the vendor says of the action, if the spec keeps it and it is more than that sentence.
    pub doc: Option<String>,
    /// The files that the facts come from, by which positions name them. Empty if there is one page alone.
    pub files: Vec<PathBuf>,
    /// Whether all of it comes from a definition for programs, which says less than a page.
    pub is_defined: bool,
    /// The HTTP method.
    pub method: Sourced<Method>,
    /// Whether the action's verb is one of reading.
    pub safe: bool,
    /// The hosts that the page names. The first one is the action's.
    pub hosts: Vec<Host>,
    /// The rate limits of the action. All of them apply.
    pub quotas: Vec<Located<Quota>>,
    /// Rate limits that import leaves out, since they are for other circumstances, such as test environments.
    pub left_out_quotas: Vec<Located<Quota>>,
    /// The span of time that a call may cover.
    pub window: Option<Window>,
    /// How the answer comes in pages.
    pub pages: Option<Pages>,
    /// How more ids than one call takes are asked about.
    pub batch: Option<Batch>,
    /// The regions that answer.
    pub regions: Vec<Located<String>>,
    /// The vendor's groups of error codes that belong to the action.
    pub groups: Vec<String>,
    /// Parameters of every call, as far as the page repeats them.
    pub common: Vec<Member>,
    /// What is asked.
    pub request: Vec<Member>,
    /// What is answered, without the envelope.
    pub response: Vec<Member>,
    /// What the page names in request and answer and import leaves out, because the page does not say what is in it.
    pub left_out: [Vec<Member>; 2],
    /// Whether the answer is no object: `response` then has the whole answer, named `answer`.
    pub is_whole: bool,
    /// The objects of the page's answer, from the outermost to the payload.
    pub answer: Vec<AnswerLevel>,
    /// What the answer holds in the page's example, where it is no object with fields and the page describes none.
    pub shown_answer: Option<Located<Answer>>,
    /// Types of objects.
    pub types: Vec<Record>,
    /// Types of objects that the page describes and of which a spec can have no member.
    pub left_out_types: Vec<Record>,
    /// Types with a few documented values.
    pub enums: Vec<Enumeration>,
    /// The error codes that the page lists, also those that are in the vendor's groups.
    pub errors: Vec<Code>,
    /// The page's exchanges, without what is no call that can be made.
    pub examples: Vec<Example>,
    /// All messages that the page shows.
    pub messages: Vec<Message>,
    /// What was not understood, if anything.
    pub not_understood: Option<NotUnderstood>,
    /// Where the spec differs from the page all the same.
    pub exceptions: Vec<Exception>,
    /// What a person has to look at.
    pub remarks: Vec<Remark>,
}

/// What of a page or a definition was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnderstood {
    /// How many things.
    pub count: usize,
    /// Where the first of them is.
    pub position: Position,
    /// Those in definitions, each with its place. The words for something on a page are the page's own, which belong neither
    /// into a spec nor into a report.
    pub defined: Vec<String>,
}

/// The name of a whole answer, and its key in a spec.
pub(crate) const WHOLE: &str = "answer";

impl Draft {
    /// The type of objects of that name.
    #[must_use]
    pub fn record(&self, name: &str) -> Option<&Record> {
        self.types.iter().find(|record| record.name == name)
    }

    /// The type of objects whose members the page describes for a parameter or field.
    #[must_use]
    pub fn described(&self, member: &Member) -> Option<&Record> {
        let name = member.page.described.as_ref()?;
        let mut all = self.types.iter().chain(&self.left_out_types);
        all.find(|record| record.name == *name && !record.inferred)
    }

    /// The type with documented values of that name.
    #[must_use]
    pub fn enumeration(&self, name: &str) -> Option<&Enumeration> {
        self.enums.iter().find(|item| item.name == name)
    }

    /// The name of the file that a position is in, if it is not the first one.
    #[must_use]
    pub fn file(&self, position: Position) -> Option<String> {
        let file = self.files.get(usize::from(position.file)).filter(|_| self.is_defined || position.file > 0)?;
        Some(file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned())
    }

    /// Where the page describes what is at a path of the spec, or what is around it: a parameter, a field, a value, a code.
    #[must_use]
    pub fn position_of(&self, path: &[String]) -> Option<Position> {
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let members = |members: &[Member], path: &[&str]| {
            self.deepest(members, path.iter().copied().filter(|key| !matches!(*key, "parameters" | "fields")))
        };
        match &parts[..] {
            ["request", path @ ..] => members(&self.request, path).or_else(|| members(&self.left_out[0], path)),
            ["response", path @ ..] => members(&self.response, path).or_else(|| members(&self.left_out[1], path)),
            ["types", name, path @ ..] => {
                let record = self.record(name)?;
                members(&record.members, path).or_else(|| Some(record.members.first()?.name.position))
            }
            ["enums", name, ..] => Some(self.enumeration(name)?.values.first()?.wire.position),
            ["errors", code @ ..] => {
                let code = code.join(".");
                let found = self.errors.iter().find(|known| {
                    code.strip_prefix(&known.wire.value).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                });
                found.map(|code| code.wire.position)
            }
            ["regions", name, ..] => {
                self.regions.iter().find(|region| region.value == *name).map(|region| region.position)
            }
            ["window", ..] => {
                let window = self.window.as_ref()?;
                let spans = [&window.span, &window.back, &window.lag];
                spans.into_iter().flatten().next().map(|span| span.position)
            }
            ["quota", ..] => self.quotas.first().map(|quota| quota.position),
            _ => None,
        }
    }

    /// The last member on a path through members and the types of their values.
    fn deepest<'p>(&self, members: &[Member], path: impl Iterator<Item = &'p str>) -> Option<Position> {
        let (mut members, mut found) = (members, None);
        for name in path {
            let is_named = |member: &&Member| member.name.value == name || member.key() == name;
            let Some(member) = members.iter().find(is_named) else { break };
            found = Some(member.name.position);
            let Some(record) = self.record(innermost(&member.kind.value)) else { break };
            members = &record.members;
        }
        found
    }

    /// Whether what is at a path of the spec is described on another page.
    #[must_use]
    pub fn is_external(&self, path: &[String]) -> bool {
        match path {
            [section, name, ..] if section == "types" => self.record(name).is_some_and(|record| record.external),
            [section, name, ..] if section == "enums" => self.enumeration(name).is_some_and(|item| item.external),
            _ => false,
        }
    }
}

/// What is in a draft, whether the page says it or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced<T> {
    /// What it is.
    pub value: T,
    /// Where the page says it. `None` if the page is silent and this is what is taken instead.
    pub source: Option<Position>,
}

impl<T> Sourced<T> {
    /// Something that the page says.
    #[must_use]
    pub fn from_page(value: T, position: Position) -> Self {
        Self { value, source: Some(position) }
    }

    /// Something that the page does not say.
    #[must_use]
    pub fn assumed(value: T) -> Self {
        Self { value, source: None }
    }
}

/// A difference between the page and the spec that is made of it, because specs cannot say what the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The name of the difference, as `cargo xtask drift` has it.
    pub finding: String,
    /// What the page has there.
    pub page: Option<String>,
    /// Whether a page or a definition has it.
    pub of: ExceptionSource,
    /// Why the spec differs.
    pub reason: String,
    /// Where the page has it.
    pub at: Option<Position>,
    /// The type in which it is, if that is described on another page.
    pub external: Option<String>,
}

/// Something that a person has to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where it belongs in the spec: the keys that lead there, as `request`, `PageSize`. Perhaps nothing is there,
    /// because it was left out.
    pub path: Vec<String>,
    /// Where the page says what it is about.
    pub at: Option<Position>,
    /// What to look at, as a sentence without a full stop.
    pub words: String,
}

/// The name in the middle of a type, as `User` in `[User]`.
#[must_use]
pub fn innermost(kind: &TypeExpression) -> &str {
    match kind {
        TypeExpression::Name(name) => name,
        TypeExpression::List(inner) | TypeExpression::Map(inner) => innermost(inner),
    }
}

/// A type as specs write it: `string`, `[User]`, `{ map: u64 }`.
#[must_use]
pub fn words(kind: &TypeExpression) -> String {
    match kind {
        TypeExpression::Name(name) => name.clone(),
        TypeExpression::List(inner) => format!("[{}]", words(inner)),
        TypeExpression::Map(inner) => format!("{{ map: {} }}", words(inner)),
    }
}

/// A type of a resolved spec as specs write it.
#[must_use]
pub fn expression(kind: &Type) -> TypeExpression {
    let name = match kind {
        Type::Record(name) | Type::Enum(name) => name.as_str(),
        Type::List(inner) => return TypeExpression::List(Box::new(expression(inner))),
        Type::Map(inner) => return TypeExpression::Map(Box::new(expression(inner))),
        Type::Calendar(Calendar::Seconds(_)) => "local_time",
        Type::Calendar(Calendar::Minutes(_)) => "local_minutes",
        scalar => Type::SCALARS.iter().find(|(_, known)| known == scalar).map_or("", |(name, _)| name),
    };
    TypeExpression::Name(name.to_owned())
}
