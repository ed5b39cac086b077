//! What the spec allows of a request's parameters.

use crate::{
    arguments::Arguments,
    invalid::{Invalid, Kind},
    protocol::VendorBehaviour,
};
use rtc_catalog::model::{Action, Beyond, Bounds, List, Pages, Parameter, Shape, Span, Type};
use serde_json::Value as Json;
use time::OffsetDateTime;

/// The arguments as the vendor takes them, or what is wrong with the first invalid one.
pub(crate) fn check(
    action: &Action,
    arguments: &mut Arguments,
    behaviour: VendorBehaviour,
    now: OffsetDateTime,
) -> Result<(), Invalid> {
    if let Some(missing) =
        action.parameters.iter().find(|parameter| parameter.required && arguments.sent(&parameter.wire).is_none())
    {
        return Err(Invalid::new(Kind::Missing, &missing.wire, "is missing"));
    }
    for group in &action.together {
        together(action, group, arguments)?;
    }
    for parameter in &action.parameters {
        cut(action, parameter, arguments, behaviour);
        if let Some(value) = arguments.sent(&parameter.wire) {
            if page_too_large(action, parameter, value) {
                let most = action.pages.as_ref().map_or(0, |pages| pages.max);
                return Err(Invalid::new(Kind::PageTooLarge, &parameter.wire, format!("is more than {most}")));
            }
            limits(action, parameter, &parameter.kind, value)
                .map_err(|(kind, why)| Invalid::new(kind, &parameter.wire, why))?;
        }
    }
    window(action, arguments, now)
}

/// Parameters of which all are set or none. Of a page's number and size one alone counts for nothing.
fn together(action: &Action, group: &[usize], arguments: &mut Arguments) -> Result<(), Invalid> {
    let members: Vec<&Parameter> = group.iter().map(|at| &action.parameters[*at]).collect();
    let Some(unset) = members.iter().find(|parameter| arguments.sent(&parameter.wire).is_none()) else { return Ok(()) };
    let Some(set) = members.iter().find(|parameter| arguments.sent(&parameter.wire).is_some()) else { return Ok(()) };
    if action.pages.as_ref().is_some_and(|pages| group.contains(&pages.number) && group.contains(&pages.size)) {
        for parameter in members {
            arguments.remove(&parameter.wire);
        }
        return Ok(());
    }
    Err(Invalid::new(Kind::Missing, &unset.wire, format!("is missing, it goes together with `{}`", set.wire)))
}

/// What the vendor takes differently without a word.
fn cut(action: &Action, parameter: &Parameter, arguments: &mut Arguments, behaviour: VendorBehaviour) {
    let Some(value) = arguments.sent(&parameter.wire) else { return };
    if let Some(pages) = &action.pages
        && behaviour.clamps_page_size
        && page_too_large(action, parameter, value)
    {
        arguments.set(&parameter.wire, pages.max.into());
    } else if let (List::Joined(_), Json::Array(items), true) =
        (&parameter.list, value, behaviour.ignores_malformed_items)
    {
        // Too many stay too many: only what would be malformed by itself is dropped.
        let well = |item: &&Json| limits(action, parameter, parameter.kind.innermost(), item).is_ok();
        let kept: Vec<Json> = items.iter().filter(well).cloned().collect();
        if parameter.limits.items.is_none_or(|bounds| bounds.contains(items.len() as i128)) {
            arguments.set(&parameter.wire, Json::Array(kept));
        }
    }
}

fn page_too_large(action: &Action, parameter: &Parameter, value: &Json) -> bool {
    let is_size = |pages: &Pages| action.parameters[pages.size].wire == parameter.wire;
    action
        .pages
        .as_ref()
        .is_some_and(|pages| is_size(pages) && value.as_u64().is_some_and(|size| size > pages.max.into()))
}

type Broken = (Kind, String);

/// The limits of a parameter, of a list's items, and of what stands within an object.
fn limits(action: &Action, parameter: &Parameter, kind: &Type, value: &Json) -> Result<(), Broken> {
    match (kind, value) {
        (Type::List(item), Json::Array(items)) => {
            // The bounds are those of the parameter's own list, not of lists within it.
            if *kind == parameter.kind {
                count(parameter, items.len())?;
            }
            items.iter().try_for_each(|value| limits(action, parameter, item, value))
        }
        (Type::Map(item), Json::Object(entries)) => {
            entries.values().try_for_each(|value| limits(action, parameter, item, value))
        }
        (Type::Record(name), Json::Object(object)) => match action.record(name).map(|record| &record.shape) {
            Some(Shape::Sent(parameters)) => parameters
                .iter()
                .filter_map(|parameter| Some((parameter, object.get(&parameter.key)?)))
                .try_for_each(|(parameter, value)| limits(action, parameter, &parameter.kind, value)),
            _ => Ok(()),
        },
        (Type::String, Json::String(text)) => text_limits(parameter, text),
        (Type::F64, Json::Number(number)) => match (parameter.limits.range, number.as_f64()) {
            (Some(bounds), Some(number)) if !contains(bounds, number) => {
                Err((Kind::Wrong, format!("is {number}, allowed is {bounds}")))
            }
            _ => Ok(()),
        },
        (_, Json::Number(number)) if kind.is_integer() => {
            let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            match (parameter.limits.range, whole) {
                (Some(bounds), Some(whole)) if !bounds.contains(whole) => {
                    Err((Kind::Wrong, format!("is {whole}, allowed is {bounds}")))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// The number of items. A list that is one text has none where all were dropped.
fn count(parameter: &Parameter, items: usize) -> Result<(), Broken> {
    let dropped = items == 0 && matches!(parameter.list, List::Joined(_));
    let items = items as i128;
    match parameter.limits.items {
        Some(bounds) if !dropped && !bounds.contains(items) => {
            let kind = if over(bounds, items) { Kind::TooMany } else { Kind::Wrong };
            Err((kind, format!("has {items} items, allowed are {bounds}")))
        }
        _ => Ok(()),
    }
}

fn text_limits(parameter: &Parameter, text: &str) -> Result<(), Broken> {
    let length = text.chars().count() as i128;
    if let Some(bounds) = parameter.limits.length.filter(|bounds| !bounds.contains(length)) {
        let kind = if over(bounds, length) { Kind::TooLong } else { Kind::Wrong };
        return Err((kind, format!("has {length} characters, allowed are {bounds}")));
    }
    match &parameter.limits.characters {
        Some(allowed) if !text.chars().all(|letter| allowed.contains(letter)) => {
            Err((Kind::Wrong, format!("may have {} only", allowed.words)))
        }
        _ => Ok(()),
    }
}

fn over(bounds: Bounds, value: i128) -> bool {
    bounds.most.is_some_and(|most| i128::from(most) < value)
}

#[allow(clippy::cast_precision_loss, reason = "documented bounds are far from where doubles lose whole numbers")]
fn contains(bounds: Bounds, number: f64) -> bool {
    bounds.least.is_none_or(|least| least as f64 <= number) && bounds.most.is_none_or(|most| number <= most as f64)
}

/// The span of time. One that is too long is cut or refused, as the vendor does; of one that starts too long ago no
/// vendor says that it is cut.
fn window(action: &Action, arguments: &mut Arguments, now: OffsetDateTime) -> Result<(), Invalid> {
    let Some(window) = &action.window else { return Ok(()) };
    let (from, to) = (&action.parameters[window.start], &action.parameters[window.end]);
    let (Some(start), Some(end)) = (arguments.time(from), arguments.time(to)) else { return Ok(()) };
    if end < start {
        return Err(Invalid::new(Kind::StartAfterEnd, &from.wire, format!("lies after `{}`", to.wire)));
    }
    if let Some(Span(span)) = window.span
        && end - start > span
    {
        if window.beyond != Some(Beyond::Clamped) {
            let why = format!("lies more than {} after `{}`", Span(span), from.wire);
            return Err(Invalid::new(Kind::SpanTooLong, &to.wire, why));
        }
        // The value was a time of this parameter's type, so it can be replaced by one from within the span.
        arguments.set(&to.wire, crate::answers::time(&to.kind, start + span));
    }
    match window.back {
        Some(Span(back)) if now - start > back => {
            Err(Invalid::new(Kind::TooFarBack, &from.wire, format!("lies more than {} back", Span(back))))
        }
        _ => Ok(()),
    }
}
