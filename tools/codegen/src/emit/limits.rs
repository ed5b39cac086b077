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
    let mut checks: Vec<String> = action.parameters.iter().flat_map(|it| parameter(action, it, &it.wire)).collect();
    checks.extend(window(action));
    checks.extend(together(action));
    method(&checks, to);
}

/// `SentObject::check` of an object.
pub(super) fn object(known: &dyn Definitions, record: &str, parameters: &[Parameter], to: &mut Source) {
    let named = |it: &Parameter| parameter(known, it, &format!("{record}.{}", it.wire));
    let checks: Vec<String> = parameters.iter().flat_map(named).collect();
    method(&checks, to);
}

fn method(checks: &[String], to: &mut Source) {
    if checks.is_empty() {
        to.line("fn check(&self, _: &mut rtc::Limits) {}");
        return;
    }
    to.block("fn check(&self, limits: &mut rtc::Limits)", |to| checks.iter().for_each(|check| to.line(check)));
}

/// The checks of one parameter, under the name that a violation shows.
fn parameter(known: &dyn Definitions, parameter: &Parameter, shown: &str) -> Vec<String> {
    let (field, limits) = (&parameter.rust, &parameter.limits);
    let check = |rule: &str, with: Option<String>| {
        let with = with.map(|with| format!(", {with}")).unwrap_or_default();
        format!("limits.{rule}({shown:?}, &self.{field}{with});")
    };
    let mut checks = Vec::new();
    checks.extend(limits.items.map(|items| check("items", Some(bounds(items.min.map(number), items.max.map(number))))));
    checks.extend(separable(parameter).map(|separator| check("separable", Some(format!("{separator:?}")))));
    match parameter.kind.innermost() {
        Type::String => {
            checks
                .extend(limits.length.map(|it| check("length", Some(bounds(it.min.map(number), it.max.map(number))))));
            checks
                .extend(limits.characters.as_ref().map(|set| check("characters", Some(format!("{:?}", set.pattern)))));
        }
        Type::Rfc3339 | Type::Calendar(_) => checks.push(check("year", None)),
        Type::F64 => {
            checks.push(check("finite", None));
            checks.extend(limits.range.map(|it| check("range", Some(bounds(it.min.map(float), it.max.map(float))))));
        }
        kind if kind.is_integer() => {
            checks.extend(limits.range.and_then(|range| beyond_type(range, kind)).map(|it| check("range", Some(it))));
        }
        Type::Record(name) if has_checks(known, name, &mut Vec::new()) => {
            checks.push(format!("rtc::Check::check(&self.{field}, limits);"));
        }
        _ => {}
    }
    checks
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

fn window(action: &Action) -> Option<String> {
    let window = action.window.as_ref()?;
    let zone = action.vendor.time_zone.unwrap_or_default();
    let end = |at: usize| {
        let Parameter { wire, rust, kind, .. } = &action.parameters[at];
        let midnight = if kind.is_day() { format!(".map(rtc::midnight::<{zone}>)") } else { String::new() };
        format!("({wire:?}, self.{rust}{midnight})")
    };
    Some(format!("limits.window({}, {}, Self::INFO.window);", end(window.start), end(window.end)))
}

fn together(action: &Action) -> impl Iterator<Item = String> {
    action.together.iter().map(|members| {
        let members = members.iter().map(|at| {
            let parameter = &action.parameters[*at];
            format!("({:?}, self.{}.is_some())", parameter.wire, parameter.rust)
        });
        format!("limits.together(&[{}]);", members.collect::<Vec<_>>().join(", "))
    })
}
