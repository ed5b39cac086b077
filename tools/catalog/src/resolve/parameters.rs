//! Parameters: names, places, list encodings, limits.

use super::{
    Context,
    identifiers::{Case, Identifiers},
    types::{Types, check_doc},
    wire_names,
};
use crate::{
    format::{ActionFile, Method, Parameter as Written, Place},
    model::{Characters, Limits, List, Parameter, Tolerance, Type},
    names::{self, Suffix, TAKEN_METHODS},
};
use indexmap::IndexMap;

/// Whose parameters they are.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Home {
    /// An action's, written into the given place unless they say otherwise.
    Action(Place),
    /// An object's that is sent in a body.
    Object,
}

/// Resolves the action's parameters.
pub(super) fn resolve(file: &ActionFile, types: &mut Types, context: &mut Context<'_>) -> Vec<Parameter> {
    let place = match file.method {
        Method::Get => Place::Query,
        Method::Post => Place::Body,
    };
    resolve_all(&file.request, &["request"], Home::Action(place), types, context)
}

/// Resolves the parameters that stand at `path`.
pub(super) fn resolve_all(
    written: &IndexMap<String, Written>,
    path: &[&str],
    home: Home,
    types: &mut Types,
    context: &mut Context<'_>,
) -> Vec<Parameter> {
    let mut taken = Identifiers::new(Case::Snake, &TAKEN_METHODS);
    let parameters: Vec<Parameter> = written
        .iter()
        .map(|(wire, parameter)| {
            let place = [path, &[wire]].concat();
            let rust = parameter.rust.clone().unwrap_or_else(|| names::snake(wire));
            taken.claim(&rust, &place, "give it another name with `as: …`", context);
            resolve_one(wire, rust, parameter, &place, home, types, context)
        })
        .collect();
    wire_names::check(&parameters, path, context);
    parameters
}

fn resolve_one(
    wire: &str,
    rust: String,
    written: &Written,
    path: &[&str],
    home: Home,
    types: &mut Types,
    context: &mut Context<'_>,
) -> Parameter {
    let at = |key| [path, &[key]].concat();
    let kind = types.resolve(&written.kind, &at("type"), context);
    let place = match home {
        Home::Action(default) => written.place.unwrap_or(default),
        Home::Object => {
            if written.place.is_some() {
                context.report(
                    context.key(&at("in")),
                    "a field of an object stands where the object stands",
                    "leave `in` out",
                );
            }
            Place::Body
        }
    };
    if home == Home::Action(Place::Query) && place == Place::Body {
        context.report(
            context.value(&at("in")),
            "a `GET` has no body",
            "use `in: query` or `in: header`, or `method: POST`",
        );
    }
    if types.is_sent(&kind) == Some(false) {
        let message = format!("`{}` has `fields`, so it is answered, not sent", kind.innermost().words());
        context.report(context.value(&at("type")), message, "make a type of its own with `parameters` for the request");
    }
    check_place(&kind, place, path, context);
    check_doc(&written.doc, path, context);
    Parameter {
        list: list(wire, written, &kind, place, path, context),
        limits: limits(written, &kind, path, context),
        malformed: malformed(written, &kind, path, context),
        wire: wire.to_owned(),
        key: names::base(wire).0.to_owned(),
        marker: names::camel(&rust),
        rust,
        page_type: super::page::page_type(written.page_type.as_ref(), &kind, written.join.is_some(), path, context),
        kind,
        required: written.required,
        boxed: false,
        conditional: super::page::conditional(written, path, context),
        place,
        default: written.default.clone(),
        example: written.example.clone(),
        doc: written.doc.trim().to_owned(),
        notes: written.note.list(),
    }
}

/// Notes types that cannot be written where they are to go.
fn check_place(kind: &Type, place: Place, path: &[&str], context: &mut Context<'_>) {
    if kind.is_unresolved() {
        return;
    }
    let span = context.value(&[path, &["type"]].concat());
    let help = "objects, mappings and lists of lists need a JSON body: `method: POST`";
    match (place, kind) {
        (Place::Query, Type::List(inner)) if matches!(**inner, Type::List(_) | Type::Map(_) | Type::Record(_)) => {
            context.report(span, format!("a {} cannot be written into a query", kind.words()), help);
        }
        (Place::Query, Type::Map(_) | Type::Record(_)) => {
            context.report(span, format!("{} cannot be written into a query", kind.words()), help);
        }
        (Place::Header, Type::List(_) | Type::Map(_) | Type::Record(_)) => {
            context.report(
                span,
                format!("{} cannot be written into a header", kind.words()),
                "a header holds one text, number or time",
            );
        }
        _ => {}
    }
    if place == Place::Header {
        let wire = path.last().copied().unwrap_or_default();
        if !wire.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            context.report(
                context.key(path),
                format!("`{wire}` is no name of a header"),
                "headers have letters, digits and `-`",
            );
        }
    }
}

fn list(wire: &str, written: &Written, kind: &Type, place: Place, path: &[&str], context: &mut Context<'_>) -> List {
    let suffix = names::base(wire).1;
    let is_list = matches!(kind, Type::List(_)) || kind.is_unresolved();
    let at = |key| [path, &[key]].concat();
    if suffix != Suffix::None && !is_list {
        context.report(
            context.key(path),
            format!("`{wire}` is spelt like a list, but its type is not one"),
            "make it a list as `[string]`",
        );
    }
    if let Some(join) = &written.join {
        let help =
            "only a list in a query is joined, with at least one character, and under a name without `[]` or `.N`";
        if !is_list || place != Place::Query || join.is_empty() || suffix != Suffix::None {
            context.report(context.key(&at("join")), "`join` does not fit here", help);
        }
    }
    if written.first.is_some() && (suffix != Suffix::Numbered || place != Place::Query) {
        context.report(
            context.key(&at("first")),
            "`first` does not fit here",
            "it counts the `N` of a list in a query that is spelt `Name.N`",
        );
    }
    if written.first.is_some_and(|first| i32::try_from(first).is_err()) {
        context.report(
            context.value(&at("first")),
            format!("no list begins with a number beyond {}", i32::MAX),
            "write the number of the first item, as 0 or 1",
        );
    }
    match (&written.join, suffix) {
        (Some(join), _) => List::Joined(join.clone()),
        (None, Suffix::Brackets) => List::Brackets,
        (None, Suffix::Numbered) => List::Numbered(written.first.unwrap_or(0)),
        (None, Suffix::None) => List::Repeated,
    }
}

fn limits(written: &Written, kind: &Type, path: &[&str], context: &mut Context<'_>) -> Limits {
    let item = kind.innermost();
    let at = |key| [path, &[key]].concat();
    let mut misplaced = |key: &'static str, fits: bool, what: &str| {
        let fits = fits || kind.is_unresolved();
        if !fits {
            context.report(
                context.key(&at(key)),
                format!("`{key}` bounds {what}, and this is of another type: {}", kind.words()),
                format!("leave `{key}` out"),
            );
        }
        fits
    };
    let is_number = matches!(item, Type::F64) || item.is_integer();
    let is_collection = matches!(kind, Type::List(_) | Type::Map(_));
    let range = written.range.filter(|_| misplaced("range", is_number, "a number"));
    let length = written.length.filter(|_| misplaced("length", *item == Type::String, "a text"));
    let items = written.items.filter(|_| misplaced("items", is_collection, "a list"));
    let characters = written.characters.as_ref().filter(|_| misplaced("characters", *item == Type::String, "a text"));
    for (key, bounds) in [("length", length), ("items", items)] {
        if bounds.is_some_and(|bounds| {
            bounds.least.is_some_and(|least| least < 0) || bounds.most.is_some_and(|most| most < 1)
        }) {
            context.report(
                context.value(&at(key)),
                format!("`{key}` cannot be negative, nor 0 at the most"),
                "write bounds as `1..=10`",
            );
        }
    }
    if let Some(range) = range {
        check_range(range, item, &at("range"), context);
    }
    let characters = characters.and_then(|words| {
        let set = character_set(words);
        if set.is_none() {
            let help = "write single characters and ranges with spaces between, as `a-z A-Z 0-9 @ . _ -`";
            context.report(context.value(&at("characters")), format!("`{words}` is no set of characters"), help);
        }
        set
    });
    Limits { range, length, items, characters }
}

/// What the vendor does with malformed items: only a list has items, and only limits make one malformed.
fn malformed(written: &Written, kind: &Type, path: &[&str], context: &mut Context<'_>) -> Option<Tolerance> {
    let malformed = written.malformed?;
    let span = context.key(&[path, &["malformed"]].concat());
    if !matches!(kind, Type::List(_)) && !kind.is_unresolved() {
        let message = format!("`malformed` speaks of a list's items, and this is of another type: {}", kind.words());
        context.report(span, message, "leave `malformed` out");
    } else if written.range.is_none() && written.length.is_none() && written.characters.is_none() {
        let help = "add `length`, `characters` or `range`, or leave `malformed` out";
        context.report(span, "no limit says which items are malformed", help);
    }
    Some(malformed)
}

/// Notes bounds that no value of the type can break or keep.
fn check_range(range: crate::model::Bounds, kind: &Type, path: &[&str], context: &mut Context<'_>) {
    let (least, most) = match kind {
        Type::I32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Type::U32 => (0, i64::from(u32::MAX)),
        Type::U64 => (0, i64::MAX),
        // Beyond 2^53 a double holds only some of the whole numbers.
        Type::F64 => (-(1 << 53), 1 << 53),
        _ => (i64::MIN, i64::MAX),
    };
    let fits = |bound: Option<i64>| bound.is_none_or(|bound| (least..=most).contains(&bound));
    if !fits(range.least) || !fits(range.most) {
        let message = format!("{range} is beyond the type: {}", kind.words());
        context.report(context.value(path), message, "keep the bounds within the type, or choose a wider type");
    }
}

fn character_set(words: &str) -> Option<Characters> {
    let ranges: Option<Vec<(char, char)>> = words
        .split_whitespace()
        .map(|word| match word.chars().collect::<Vec<_>>()[..] {
            [one] => Some((one, one)),
            [first, '-', last] if first < last => Some((first, last)),
            _ => None,
        })
        .collect();
    ranges
        .filter(|ranges| !ranges.is_empty())
        .map(|ranges| Characters { words: words.split_whitespace().collect::<Vec<_>>().join(" "), ranges })
}
