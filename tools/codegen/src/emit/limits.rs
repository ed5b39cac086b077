//! The documented limits as code that checks them.

use super::number;
use crate::source::Source;
use rtc_catalog::model::{Action, Bounds, Definitions, List, Parameter, Record, Shape, Span, Type};

/// A span of time as an expression.
pub(super) fn duration(span: Span) -> String {
    let Span(duration) = span;
    if duration.subsec_nanos() == 0 {
        format!("std::time::Duration::from_secs({})", number(duration.as_secs()))
    } else {
        let millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        format!("std::time::Duration::from_millis({})", number(millis))
    }
}

/// `Action::check` of the action.
pub(super) fn action(action: &Action, to: &mut Source) {
    let checks = action.parameters.iter().enumerate();
    let check = |(at, it): (usize, &Parameter)| {
        let narrower = Narrower { items: action.narrower_items(at), range: action.narrower_ranges(at), action };
        parameter(action, it, &it.wire, cure(action, at), Some(&narrower))
    };
    let mut checks: Vec<String> = checks.flat_map(check).collect();
    checks.extend(window(action));
    checks.extend(together(action));
    method("fn check(&self, limits: &mut rtc::Limits)", &checks, to);
}

/// `Check` of an object that is sent.
pub(super) fn object(known: &dyn Definitions, record: &str, parameters: &[Parameter], to: &mut Source) {
    let named = |it: &Parameter| parameter(known, it, &format!("{record}.{}", it.wire), None, None);
    let checks: Vec<String> = parameters.iter().flat_map(named).collect();
    method("fn check(&self, limits: &mut rtc::Limits)", &checks, to);
}

fn method(signature: &str, checks: &[String], to: &mut Source) {
    if checks.is_empty() {
        to.line(format_args!("{} {{}}", signature.replace("limits:", "_:")));
        return;
    }
    to.block(signature, |to| checks.iter().for_each(|check| to.line(check)));
}

/// The method of the builder that takes more than the limits of this parameter allow.
fn cure(action: &Action, at: usize) -> Option<&'static str> {
    let is_batched = action.batch.as_ref().is_some_and(|batch| batch.over == at);
    let is_page_size = action.pages.as_ref().is_some_and(|pages| pages.size == at);
    match (is_batched, is_page_size) {
        (true, _) => Some("SendAll"),
        (_, true) => Some("Rows"),
        _ => None,
    }
}

/// The narrower limits of a parameter, each with the parameter that demands it.
struct Narrower<'m> {
    items: Vec<(usize, i64)>,
    range: Vec<(usize, i64)>,
    action: &'m Action,
}

impl Narrower<'_> {
    /// Allowed numbers of items or allowed values, as `kind` says, as a rule; `None` if all are.
    fn rule(&self, kind: &str, allowed: Option<String>) -> Option<String> {
        let (narrower, is_float) = match kind {
            "items" => (&self.items, false),
            _ => (&self.range, kind == "float"),
        };
        let method = if kind == "items" { "items" } else { "range" };
        if narrower.is_empty() {
            return allowed.map(|allowed| format!(".{method}({allowed})"));
        }
        let max = |max: i64| if is_float { float(max) } else { number(max) };
        let narrower: Vec<_> = narrower.iter().map(|(when, most)| (*when, max(*most))).collect();
        let allowed = allowed.unwrap_or_else(|| "..".to_owned());
        Some(format!(".narrower_{method}({allowed}, {})", conditions(self.action, &narrower)))
    }
}

/// Narrower limits as a slice of setter, whether it is set, and limit.
fn conditions(action: &Action, narrower: &[(usize, String)]) -> String {
    let one = |(when, limit): &(usize, String)| {
        let rust = &action.parameters[*when].rust;
        format!("({rust:?}, self.{rust}.is_some(), {limit})")
    };
    format!("&[{}]", narrower.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// An expression of the narrowest limit whose parameter is set, or else of `general`. The narrowest one is first.
pub(super) fn narrowest(action: &Action, narrower: &[(usize, String)], general: &str) -> String {
    let mut groups: Vec<(Vec<String>, &str)> = Vec::new();
    for (when, limit) in narrower {
        let is_set = format!("self.{}.is_some()", action.parameters[*when].rust);
        match groups.last_mut() {
            Some((conditions, same)) if same == limit => conditions.push(is_set),
            _ => groups.push((vec![is_set], limit)),
        }
    }
    let branches =
        groups.iter().map(|(conditions, limit)| format!("if {} {{ {limit} }} else ", conditions.join(" || ")));
    format!("{}{{ {general} }}", branches.collect::<String>())
}

/// The checks of one parameter, under the name that a violation shows.
fn parameter(
    known: &dyn Definitions,
    parameter: &Parameter,
    shown: &str,
    cure: Option<&str>,
    narrower: Option<&Narrower<'_>>,
) -> Vec<String> {
    let (field, limits) = (&parameter.rust, &parameter.limits);
    let bounds = |it: Bounds| bounds(it.min.map(number), it.max.map(number));
    let rule = |kind: &str, allowed: Option<String>| match narrower {
        Some(narrower) => narrower.rule(kind, allowed),
        None => allowed.map(|allowed| format!(".{}({allowed})", if kind == "items" { kind } else { "range" })),
    };
    let mut rules = Vec::new();
    rules.extend(rule("items", limits.items.map(bounds)));
    rules.extend(separable(parameter).map(|separator| format!(".separable({separator:?})")));
    let mut inner = None;
    match parameter.kind.innermost() {
        Type::String => {
            rules.extend(limits.length.map(|it| format!(".length({})", bounds(it))));
            rules.extend(limits.bytes.map(|it| format!(".bytes({})", bounds(it))));
            rules.extend(limits.characters.as_ref().map(|set| format!(".characters({:?})", set.pattern)));
        }
        Type::Rfc3339 | Type::Calendar(_) => rules.push(".year()".to_owned()),
        Type::F64 => {
            rules.push(".finite()".to_owned());
            let range = limits.range.map(|it| self::bounds(it.min.map(float), it.max.map(float)));
            rules.extend(rule("float", range));
        }
        kind if kind.is_integer() => {
            let range = limits.range.and_then(|range| beyond_type(range, kind));
            rules.extend(rule("range", range));
        }
        Type::Record(name) if has_checks(known, name, &mut Vec::new()) => {
            inner = Some(format!("rtc::Check::check(&self.{field}, limits);"));
        }
        _ => {}
    }
    let has_maximum = [limits.items, limits.range].into_iter().flatten().any(|it| it.max.is_some());
    let cure = cure.filter(|_| has_maximum).map(|cure| format!(".cure(rtc::Cure::{cure})"));
    let rules = rules.into_iter().reduce(|rules, rule| rules + &rule);
    let secret = if parameter.secret { ".secret()" } else { "" };
    let checks = rules.map(|rules| {
        format!("limits.parameter({field:?}, {shown:?}, &self.{field}){}{secret}{rules};", cure.unwrap_or_default())
    });
    checks.into_iter().chain(inner).collect()
}

/// Bounds of a whole number, without those that its type keeps anyway.
fn beyond_type(range: Bounds, kind: &Type) -> Option<String> {
    let unsigned = matches!(kind, Type::U32 | Type::U64);
    let min = range.min.filter(|min| !(unsigned && *min == 0));
    (min.is_some() || range.max.is_some()).then(|| bounds(min.map(number), range.max.map(number)))
}

/// The separator that the items of a joined list must not hold, where nothing else excludes it.
fn separable(parameter: &Parameter) -> Option<&str> {
    let (List::Joined(separator), Type::List(inner)) = (&parameter.list, &parameter.kind) else { return None };
    let limits = &parameter.limits;
    let excluded = limits.characters.as_ref().is_some_and(|set| !separator.chars().all(|letter| set.contains(letter)));
    let filled = limits.length.is_some_and(|length| length.min.is_some_and(|min| min > 0));
    (**inner == Type::String && !(excluded && filled)).then_some(separator)
}

/// Whether anything of an object can be checked; objects may hold others of their own type.
fn has_checks<'a>(known: &'a dyn Definitions, name: &'a str, seen: &mut Vec<&'a str>) -> bool {
    if seen.contains(&name) {
        return false;
    }
    seen.push(name);
    let Some(Record { shape: Shape::Sent(parameters), .. }) = known.record(name) else { return false };
    parameters.iter().any(|parameter| match parameter.kind.innermost() {
        Type::Rfc3339 | Type::Calendar(_) | Type::F64 => true,
        Type::Record(inner) => !parameter.limits.is_empty() || has_checks(known, inner, seen),
        _ => !parameter.limits.is_empty(),
    })
}

fn float(bound: i64) -> String {
    // Only bounds that a double holds as they are pass the spec's checks.
    #[allow(clippy::cast_precision_loss)]
    let text = format!("{:?}", bound as f64);
    match text.split_once('.') {
        Some((whole, fraction)) if !text.contains('e') => {
            format!("{}.{fraction}", number(whole.parse::<i64>().unwrap_or(bound)))
        }
        _ => text,
    }
}

fn bounds(min: Option<String>, max: Option<String>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{min}..={max}"),
        (Some(min), None) => format!("{min}.."),
        (None, Some(max)) => format!("..={max}"),
        (None, None) => "..".to_owned(),
    }
}

/// The check of the window, line by line.
fn window(action: &Action) -> Vec<String> {
    let Some(window) = &action.window else { return Vec::new() };
    let zone = action.vendor.time_zone.unwrap_or_default();
    let end = |at: usize| {
        let Parameter { rust, wire, kind, .. } = &action.parameters[at];
        let midnight = if kind.is_day() { format!(".map(rtc::midnight::<{zone}>)") } else { String::new() };
        format!("    ({rust:?}, {wire:?}, self.{rust}{midnight}),")
    };
    let cure = if action.is_swept() { "    Some(rtc::Cure::Sweep)," } else { "    None," };
    let narrower: Vec<_> = action.narrower_spans().into_iter().map(|(when, span)| (when, duration(span))).collect();
    let ends = [end(window.start), end(window.end), "    Self::INFO.window,".to_owned()].into_iter();
    let rest = [cure.to_owned(), ");".to_owned()];
    if narrower.is_empty() {
        return std::iter::once("limits.window(".to_owned()).chain(ends).chain(rest).collect();
    }
    let narrower = format!("    {},", conditions(action, &narrower));
    std::iter::once("limits.narrower_window(".to_owned()).chain(ends).chain([narrower]).chain(rest).collect()
}

/// The checks of parameters that are only valid together, line by line.
fn together(action: &Action) -> impl Iterator<Item = String> {
    action.together.iter().flat_map(|members| {
        let members = members.iter().map(|at| {
            let Parameter { rust, wire, .. } = &action.parameters[*at];
            format!("    ({rust:?}, {wire:?}, self.{rust}.is_some()),")
        });
        let (open, close) = ("limits.together(&[".to_owned(), "]);".to_owned());
        std::iter::once(open).chain(members).chain([close]).collect::<Vec<_>>()
    })
}
