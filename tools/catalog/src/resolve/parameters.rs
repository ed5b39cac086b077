//! Parameters: names, places, list encodings, limits.

use super::{
    Context,
    identifiers::{Case, Identifiers},
    types::{Types, check_doc},
    wire_names,
};
use crate::{
    format::{self, ActionFile, Method, ParameterLocation},
    model::{Bounds, Characters, Limits, List, Parameter, Tolerance, Type},
    names::{self, RESERVED_SETTERS, Suffix},
};
use indexmap::IndexMap;

/// What the parameters belong to.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Owner {
    /// An action, whose parameters go to `location` unless they have `in`. `regions` says whether a call can name a region.
    Action { location: ParameterLocation, regions: bool },
    /// An object that is sent in a body.
    Object,
}

impl Owner {
    /// Methods of the builder, whose names no setter can have.
    fn reserved(self) -> Vec<&'static str> {
        match self {
            Self::Action { regions, .. } => {
                RESERVED_SETTERS.into_iter().filter(|name| regions || *name != "region").collect()
            }
            Self::Object => vec!["build"],
        }
    }
}

/// Resolves the action's parameters.
pub(super) fn resolve(file: &ActionFile, types: &mut Types, context: &mut Context<'_>) -> Vec<Parameter> {
    let location = match file.method {
        Method::Get => ParameterLocation::Query,
        Method::Post => ParameterLocation::Body,
    };
    let regions = !file.regions.is_empty();
    resolve_all(&file.request, &["request"], Owner::Action { location, regions }, types, context)
}

/// Resolves the parameters at `path`.
pub(super) fn resolve_all(
    spec: &IndexMap<String, format::Parameter>,
    path: &[&str],
    owner: Owner,
    types: &mut Types,
    context: &mut Context<'_>,
) -> Vec<Parameter> {
    let mut taken = Identifiers::new(Case::Snake, owner.reserved());
    let parameters: Vec<Parameter> = spec
        .iter()
        .map(|(wire, parameter)| {
            let place = [path, &[wire]].concat();
            let rust = parameter.rust.clone().unwrap_or_else(|| names::snake(wire));
            taken.claim(&rust, &place, "set another name with `as: …`", context);
            wire_names::check_name(wire, &place, context);
            resolve_one(wire, rust, parameter, &place, owner, types, context)
        })
        .collect();
    wire_names::check(&parameters, path, context);
    parameters
}

fn resolve_one(
    wire: &str,
    rust: String,
    spec: &format::Parameter,
    path: &[&str],
    owner: Owner,
    types: &mut Types,
    context: &mut Context<'_>,
) -> Parameter {
    let at = |key| [path, &[key]].concat();
    let kind = types.resolve(&spec.kind, &at("type"), context);
    let location = match owner {
        Owner::Action { location, .. } => spec.location.unwrap_or(location),
        Owner::Object => {
            if spec.location.is_some() {
                context.report(context.key(&at("in")), "`in` does not apply to a field of an object", "remove `in`");
            }
            ParameterLocation::Body
        }
    };
    if matches!(owner, Owner::Action { location: ParameterLocation::Query, .. }) && location == ParameterLocation::Body
    {
        context.report(
            context.value(&at("in")),
            "a `GET` has no body",
            "use `in: query` or `in: header`, or `method: POST`",
        );
    }
    if types.is_sent(&kind) == Some(false) {
        let message = format!("`{}` has `fields`, so it is for answers only", kind.innermost().describe());
        context.report(context.value(&at("type")), message, "define another type with `parameters` for the request");
    }
    check_location(&kind, location, path, context);
    if spec.secret {
        check_secret(spec, &kind, location, path, context);
    }
    check_doc(&spec.doc, path, context);
    Parameter {
        list: list(wire, spec, &kind, location, path, context),
        limits: limits(spec, &kind, path, context),
        malformed: malformed(spec, &kind, path, context),
        wire: wire.to_owned(),
        key: names::base(wire).0.to_owned(),
        marker: names::camel(&rust),
        rust,
        page_type: super::page_type::resolve(spec.page_type.as_ref(), &kind, spec.join.is_some(), path, context),
        kind,
        required: spec.required,
        boxed: false,
        conditional: conditional(spec, path, context),
        secret: spec.secret,
        location,
        default: spec.default.clone(),
        example: spec.example.clone(),
        doc: spec.doc.trim().to_owned(),
        notes: spec.note.list(),
    }
}

/// Reports secrets that the generated code could not keep.
fn check_secret(
    spec: &format::Parameter,
    kind: &Type,
    location: ParameterLocation,
    path: &[&str],
    context: &mut Context<'_>,
) {
    let at = |key| [path, &[key]].concat();
    if *kind != Type::String && !kind.is_unresolved() {
        let message = format!("`secret` is for texts, and this is {}", kind.describe_one());
        context.report(context.key(&at("secret")), message, "remove `secret`, or mark the texts within the type");
    } else if location != ParameterLocation::Body {
        let help = "only a JSON body can have secrets: URLs and headers are written to logs";
        context.report(context.key(&at("secret")), "a secret outside of the body", help);
    }
    for (key, has) in [("default", spec.default.is_some()), ("example", spec.example.is_some())] {
        if has {
            let message = format!("a secret has no {key}");
            context.report(context.key(&at(key)), message, format!("remove `{key}`: documentation would show it"));
        }
    }
}

/// Reports types that cannot be written where they are to go.
fn check_location(kind: &Type, location: ParameterLocation, path: &[&str], context: &mut Context<'_>) {
    if kind.is_unresolved() {
        return;
    }
    let span = context.value(&[path, &["type"]].concat());
    let help = "objects, mappings and lists of lists need a JSON body: `method: POST`";
    match (location, kind) {
        (ParameterLocation::Query, Type::List(inner))
            if matches!(**inner, Type::List(_) | Type::Map(_) | Type::Record(_)) =>
        {
            context.report(span, format!("{} cannot be in a query", kind.describe_one()), help);
        }
        (ParameterLocation::Query, Type::Map(_) | Type::Record(_)) => {
            context.report(span, format!("{} cannot be in a query", kind.describe_one()), help);
        }
        (ParameterLocation::Header, Type::List(_) | Type::Map(_) | Type::Record(_)) => {
            context.report(
                span,
                format!("{} cannot be in a header", kind.describe_one()),
                "a header can have one text, number or time",
            );
        }
        _ => {}
    }
    if location == ParameterLocation::Header {
        let wire = path.last().copied().unwrap_or_default();
        if !wire.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            context.report(
                context.key(path),
                format!("`{wire}` is not a header name"),
                "header names have letters, digits and `-`",
            );
        }
    }
}

fn list(
    wire: &str,
    spec: &format::Parameter,
    kind: &Type,
    location: ParameterLocation,
    path: &[&str],
    context: &mut Context<'_>,
) -> List {
    let suffix = names::base(wire).1;
    let is_list = matches!(kind, Type::List(_)) || kind.is_unresolved();
    let at = |key| [path, &[key]].concat();
    if suffix != Suffix::None && !is_list {
        context.report(
            context.key(path),
            format!("`{wire}` is spelt like a list, but its type is not a list"),
            "make its type a list, such as `[string]`",
        );
    }
    if let Some(join) = &spec.join {
        let help = "`join` needs a list in a query, at least one character, and a name without `[]` or `.N`";
        if !is_list || location != ParameterLocation::Query || join.is_empty() || suffix != Suffix::None {
            context.report(context.key(&at("join")), "`join` does not apply here", help);
        }
    }
    if spec.first.is_some() && (suffix != Suffix::Numbered || location != ParameterLocation::Query) {
        context.report(
            context.key(&at("first")),
            "`first` does not apply here",
            "`first` is the first `N` of a list in a query that is spelt `Name.N`",
        );
    }
    if spec.first.is_some_and(|first| i32::try_from(first).is_err()) {
        context.report(
            context.value(&at("first")),
            format!("`first` is larger than {}", i32::MAX),
            "write the number of the first item, such as 0 or 1",
        );
    }
    match (&spec.join, suffix) {
        (Some(join), _) => List::Joined(join.clone()),
        (None, Suffix::Brackets) => List::Brackets,
        (None, Suffix::Numbered) => List::Numbered(spec.first.unwrap_or(0)),
        (None, Suffix::None) => List::Repeated,
    }
}

fn limits(spec: &format::Parameter, kind: &Type, path: &[&str], context: &mut Context<'_>) -> Limits {
    let item = kind.innermost();
    let at = |key| [path, &[key]].concat();
    let mut misplaced = |key: &'static str, fits: bool, what: &str| {
        let fits = fits || kind.is_unresolved();
        if !fits {
            context.report(
                context.key(&at(key)),
                format!("`{key}` is for {what}, and this is {}", kind.describe_one()),
                format!("remove `{key}`"),
            );
        }
        fits
    };
    let is_number = matches!(item, Type::F64) || item.is_integer();
    let is_collection = matches!(kind, Type::List(_) | Type::Map(_));
    let range = spec.range.filter(|_| misplaced("range", is_number, "numbers"));
    let length = spec.length.filter(|_| misplaced("length", *item == Type::String, "texts"));
    let bytes = spec.bytes.filter(|_| misplaced("bytes", *item == Type::String, "texts"));
    let items = spec.items.filter(|_| misplaced("items", is_collection, "lists"));
    let characters = spec.characters.as_ref().filter(|_| misplaced("characters", *item == Type::String, "texts"));
    for (key, bounds) in [("length", length), ("bytes", bytes), ("items", items)] {
        if bounds
            .is_some_and(|bounds| bounds.min.is_some_and(|least| least < 0) || bounds.max.is_some_and(|most| most < 1))
        {
            context.report(
                context.value(&at(key)),
                format!("`{key}` cannot be negative, and its largest value cannot be 0"),
                "write bounds like `1..=10`",
            );
        }
    }
    if let Some(range) = range {
        check_range(range, item, &at("range"), context);
    }
    if let (Some(length), Some(bytes)) = (length, bytes) {
        check_length(length, bytes, path, context);
    }
    let characters = characters.and_then(|pattern| {
        let set = character_set(pattern);
        if set.is_none() {
            let help = "separate characters and ranges by spaces, as in `a-z A-Z 0-9 @ . _ -`";
            context.report(
                context.value(&at("characters")),
                format!("`{pattern}` is not a valid set of characters"),
                help,
            );
        }
        set
    });
    Limits { range, length, bytes, items, characters }
}

/// Reports bounds in characters and in bytes that no text keeps together: a character has one to four bytes of UTF-8.
fn check_length(length: Bounds, bytes: Bounds, path: &[&str], context: &mut Context<'_>) {
    let too_long = length.min.zip(bytes.max).is_some_and(|(least, most)| least > most);
    let too_short = length.max.zip(bytes.min).is_some_and(|(most, least)| most.saturating_mul(4) < least);
    if too_long || too_short {
        let message = format!("no text has {length} characters and {bytes} bytes");
        let help = "a character has one to four bytes: correct one of the two, or remove it";
        context.report(context.value(&[path, &["bytes"]].concat()), message, help);
    }
}

/// What the vendor does with malformed items: only a list has items, and only limits make one malformed.
fn malformed(spec: &format::Parameter, kind: &Type, path: &[&str], context: &mut Context<'_>) -> Option<Tolerance> {
    let malformed = spec.malformed?;
    let span = context.key(&[path, &["malformed"]].concat());
    if !matches!(kind, Type::List(_)) && !kind.is_unresolved() {
        let message = format!("`malformed` is for lists, and this is {}", kind.describe_one());
        context.report(span, message, "remove `malformed`");
    } else if spec.range.is_none() && spec.length.is_none() && spec.bytes.is_none() && spec.characters.is_none() {
        let help = "add `length`, `bytes`, `characters` or `range`, or remove `malformed`";
        context.report(span, "`malformed` without a limit on items", help);
    }
    Some(malformed)
}

/// Reports bounds that no value of the type can break or keep.
pub(super) fn check_range(range: Bounds, kind: &Type, path: &[&str], context: &mut Context<'_>) {
    let (least, most) = match kind {
        Type::I32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Type::U32 => (0, i64::from(u32::MAX)),
        Type::U64 => (0, i64::MAX),
        // Beyond 2^53 a double holds only some of the whole numbers.
        Type::F64 => (-(1 << 53), 1 << 53),
        _ => (i64::MIN, i64::MAX),
    };
    let fits = |bound: Option<i64>| bound.is_none_or(|bound| (least..=most).contains(&bound));
    if !fits(range.min) || !fits(range.max) {
        let message = format!("{range} exceeds the type: {}", kind.describe());
        context.report(context.value(path), message, "use smaller bounds or a wider type");
    }
}

fn character_set(pattern: &str) -> Option<Characters> {
    let ranges: Option<Vec<(char, char)>> = pattern
        .split_whitespace()
        .map(|word| match word.chars().collect::<Vec<_>>()[..] {
            [one] => Some((one, one)),
            [first, '-', last] if first < last => Some((first, last)),
            _ => None,
        })
        .collect();
    ranges
        .filter(|ranges| !ranges.is_empty())
        .map(|ranges| Characters { pattern: pattern.split_whitespace().collect::<Vec<_>>().join(" "), ranges })
}

/// Whether a call must have the parameter at `path` under a condition.
fn conditional(spec: &format::Parameter, path: &[&str], context: &mut Context<'_>) -> bool {
    if spec.conditional && spec.required {
        context.report(
            context.key(&[path, &["conditional"]].concat()),
            "both `required` and `conditional`",
            "keep one of the two",
        );
    }
    spec.conditional
}
