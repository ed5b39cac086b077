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
    let mut checks: Vec<String> =
        checks.flat_map(|(at, it)| parameter(action, it, &it.wire, cure(action, at))).collect();
    checks.extend(window(action));
    checks.extend(together(action));
    method("fn check(&self, limits: &mut rtc::Limits)", &checks, to);
}

/// `Check` of an object that is sent.
pub(super) fn object(known: &dyn Definitions, record: &str, parameters: &[Parameter], to: &mut Source) {
    let named = |it: &Parameter| parameter(known, it, &format!("{record}.{}", it.wire), None);
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

/// The checks of one parameter, under the name that a violation shows.
fn parameter(known: &dyn Definitions, parameter: &Parameter, shown: &str, cure: Option<&str>) -> Vec<String> {
    let (field, limits) = (&parameter.rust, &parameter.limits);
    let bounds = |it: Bounds| bounds(it.min.map(number), it.max.map(number));
    let mut rules = Vec::new();
    rules.extend(limits.items.map(|items| format!(".items({})", bounds(items))));
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
            rules.extend(range.map(|range| format!(".range({range})")));
        }
        kind if kind.is_integer() => {
            let range = limits.range.and_then(|range| beyond_type(range, kind));
            rules.extend(range.map(|range| format!(".range({range})")));
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
    let [open, limits, close] = ["limits.window(", "    Self::INFO.window,", ");"].map(str::to_owned);
    vec![open, end(window.start), end(window.end), limits, cure.to_owned(), close]
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
