//! Checks the parameters of a request against the limits of the spec.

use crate::{arguments::Arguments, rejection::Rejection, wire_time};
use rtc_catalog::model::{Action, Beyond, Bounds, Pages, Parameter, Shape, Situation, Span, Tolerance, Type};
use serde_json::Value as Json;
use time::OffsetDateTime;

/// Checks the arguments, and changes those that the vendor silently adjusts.
pub(crate) fn check(action: &Action, arguments: &mut Arguments, now: OffsetDateTime) -> Result<(), Rejection> {
    if let Some(missing) =
        action.parameters.iter().find(|parameter| parameter.required && arguments.sent(&parameter.wire).is_none())
    {
        return Err(Rejection::of(Situation::MissingParameter, &missing.wire, "is missing"));
    }
    for group in &action.together {
        together(action, group, arguments)?;
    }
    for (at, parameter) in action.parameters.iter().enumerate() {
        if action.pages.as_ref().is_some_and(|pages| pages.size == at) {
            page_size(action, parameter, arguments)?;
        }
        if let Some(value) = arguments.sent(&parameter.wire) {
            narrower(action, at, value, arguments)
                .map_err(|(situation, why)| Rejection::of(situation, &parameter.wire, why))?;
        }
        ignore_malformed_items(action, parameter, arguments);
        if let Some(value) = arguments.sent(&parameter.wire) {
            limits(action, parameter, &parameter.kind, value)
                .map_err(|(situation, why)| Rejection::of(situation, &parameter.wire, why))?;
        }
    }
    window(action, arguments, now)
}

/// Checks parameters that are only valid together.
fn together(action: &Action, group: &[usize], arguments: &mut Arguments) -> Result<(), Rejection> {
    let members: Vec<&Parameter> = group.iter().map(|at| &action.parameters[*at]).collect();
    let Some(unset) = members.iter().find(|parameter| arguments.sent(&parameter.wire).is_none()) else { return Ok(()) };
    let Some(set) = members.iter().find(|parameter| arguments.sent(&parameter.wire).is_some()) else { return Ok(()) };
    let ignored = action.pages.as_ref().is_some_and(|pages| {
        pages.incomplete == Some(Tolerance::Ignored) && group.contains(&pages.number) && group.contains(&pages.size)
    });
    if ignored {
        for parameter in members {
            arguments.remove(&parameter.wire);
        }
        return Ok(());
    }
    let why = format!("is missing; it is required together with `{}`", set.wire);
    Err(Rejection::of(Situation::MissingParameter, &unset.wire, why))
}

/// Clamps or refuses a page size that is too large.
fn page_size(action: &Action, parameter: &Parameter, arguments: &mut Arguments) -> Result<(), Rejection> {
    let Some(pages) = &action.pages else { return Ok(()) };
    let most = max_page_size(action, pages, arguments);
    match arguments.sent(&parameter.wire).and_then(Json::as_u64) {
        Some(size) if size > most && pages.beyond == Some(Beyond::Clamped) => {
            arguments.set(&parameter.wire, most.into());
            Ok(())
        }
        Some(size) if size > most => {
            Err(Rejection::of(Situation::PageTooLarge, &parameter.wire, format!("is more than {most}")))
        }
        _ => Ok(()),
    }
}

/// The largest page size of a request, which parameters that are set can make smaller.
pub(crate) fn max_page_size(action: &Action, pages: &Pages, arguments: &Arguments) -> u64 {
    let narrower = narrowest(action, &action.narrower_ranges(pages.size), arguments);
    narrower.and_then(|(_, max)| u64::try_from(max).ok()).unwrap_or(pages.max.into())
}

/// The narrowest limit whose parameter is sent, with that parameter's name. The narrowest one is first.
fn narrowest<'a, T: Copy>(action: &'a Action, narrower: &[(usize, T)], arguments: &Arguments) -> Option<(&'a str, T)> {
    let named = narrower.iter().map(|(when, limit)| (action.parameters[*when].wire.as_str(), *limit));
    named.into_iter().find(|(name, _)| arguments.sent(name).is_some())
}

/// Checks the limits of a parameter that are narrower because others are sent.
fn narrower(action: &Action, at: usize, value: &Json, arguments: &Arguments) -> Result<(), Broken> {
    let items = match value {
        Json::Array(items) => items.len(),
        Json::Object(entries) => entries.len(),
        _ => 0,
    };
    if let Some((name, max)) = narrowest(action, &action.narrower_items(at), arguments)
        && items as i128 > i128::from(max)
    {
        let why = format!("has {items} items, allowed are at most {max} with `{name}`");
        return Err((Situation::TooManyItems, why));
    }
    match narrowest(action, &action.narrower_ranges(at), arguments) {
        Some((name, max))
            if largest(value).is_some_and(|largest| !contains(Bounds { min: None, max: Some(max) }, largest)) =>
        {
            Err((Situation::OutOfRange, format!("is more than {max}, the largest value with `{name}`")))
        }
        _ => Ok(()),
    }
}

/// The largest number in a value.
fn largest(value: &Json) -> Option<f64> {
    match value {
        Json::Array(items) => items.iter().filter_map(largest).reduce(f64::max),
        Json::Object(entries) => entries.values().filter_map(largest).reduce(f64::max),
        number => number.as_f64(),
    }
}

/// Removes malformed items of a list where the vendor silently ignores them.
fn ignore_malformed_items(action: &Action, parameter: &Parameter, arguments: &mut Arguments) {
    let (Some(Tolerance::Ignored), Some(Json::Array(items))) = (parameter.malformed, arguments.sent(&parameter.wire))
    else {
        return;
    };
    // The limit on the number of items includes malformed ones.
    if parameter.limits.items.is_none_or(|bounds| bounds.contains(items.len() as i128)) {
        let valid = |item: &&Json| limits(action, parameter, parameter.kind.innermost(), item).is_ok();
        let kept: Vec<Json> = items.iter().filter(valid).cloned().collect();
        arguments.set(&parameter.wire, Json::Array(kept));
    }
}

/// A violated limit: the situation, and a continuation of the parameter's name.
type Broken = (Situation, String);

/// Checks the limits of a parameter, of a list's items, and of nested objects.
fn limits(action: &Action, parameter: &Parameter, kind: &Type, value: &Json) -> Result<(), Broken> {
    match (kind, value) {
        (Type::List(item), Json::Array(items)) => {
            // The bounds apply to the parameter's own list, not to nested lists.
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
                Err((Situation::OutOfRange, format!("is {number}, allowed is {bounds}")))
            }
            _ => Ok(()),
        },
        (_, Json::Number(number)) if kind.is_integer() => {
            let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            match (parameter.limits.range, whole) {
                (Some(bounds), Some(whole)) if !bounds.contains(whole) => {
                    Err((Situation::OutOfRange, format!("is {whole}, allowed is {bounds}")))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Checks the number of items. A list may be empty if the vendor ignored all of its items.
fn count(parameter: &Parameter, items: usize) -> Result<(), Broken> {
    let ignored = items == 0 && parameter.malformed == Some(Tolerance::Ignored);
    let items = items as i128;
    match parameter.limits.items {
        Some(bounds) if !ignored && !bounds.contains(items) => {
            let situation = if over(bounds, items) { Situation::TooManyItems } else { Situation::OutOfRange };
            Err((situation, format!("has {items} items, allowed are {bounds}")))
        }
        _ => Ok(()),
    }
}

fn text_limits(parameter: &Parameter, text: &str) -> Result<(), Broken> {
    let length = text.chars().count() as i128;
    if let Some(bounds) = parameter.limits.length.filter(|bounds| !bounds.contains(length)) {
        let situation = if over(bounds, length) { Situation::TooLong } else { Situation::OutOfRange };
        return Err((situation, format!("has {length} characters, allowed are {bounds}")));
    }
    let bytes = text.len() as i128;
    if let Some(bounds) = parameter.limits.bytes.filter(|bounds| !bounds.contains(bytes)) {
        let situation = if over(bounds, bytes) { Situation::TooLong } else { Situation::OutOfRange };
        return Err((situation, format!("has {bytes} bytes, allowed are {bounds}")));
    }
    match &parameter.limits.characters {
        Some(allowed) if !text.chars().all(|letter| allowed.contains(letter)) => {
            Err((Situation::Malformed, format!("may contain only {}", allowed.pattern)))
        }
        _ => Ok(()),
    }
}

fn over(bounds: Bounds, value: i128) -> bool {
    bounds.max.is_some_and(|most| i128::from(most) < value)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "documented bounds are within the integers that doubles represent exactly"
)]
fn contains(bounds: Bounds, number: f64) -> bool {
    bounds.min.is_none_or(|least| least as f64 <= number) && bounds.max.is_none_or(|most| number <= most as f64)
}

/// Checks the span. One that is too long is clamped or refused, as the spec says; one that starts too early is refused.
fn window(action: &Action, arguments: &mut Arguments, now: OffsetDateTime) -> Result<(), Rejection> {
    let Some(window) = &action.window else { return Ok(()) };
    let (from, to) = (&action.parameters[window.start], &action.parameters[window.end]);
    let (Some(start), Some(end)) = (arguments.time(from), arguments.time(to)) else { return Ok(()) };
    if end < start {
        return Err(Rejection::of(Situation::StartAfterEnd, &from.wire, format!("is after `{}`", to.wire)));
    }
    let narrower = narrowest(action, &action.narrower_spans(), arguments);
    if let Some(Span(span)) = narrower.map(|(_, span)| span).or(window.span)
        && end - start > span
    {
        if window.beyond != Some(Beyond::Clamped) {
            let with = narrower.map(|(name, _)| format!(", too much with `{name}`")).unwrap_or_default();
            let why = format!("is more than {} after `{}`{with}", Span(span), from.wire);
            return Err(Rejection::of(Situation::SpanTooLong, &to.wire, why));
        }
        // The value has the parameter's type, so a time within the span can replace it.
        arguments.set(&to.wire, wire_time::json(&to.kind, start + span));
    }
    match window.back {
        Some(Span(back)) if now - start > back => {
            Err(Rejection::of(Situation::TooFarBack, &from.wire, format!("is more than {} ago", Span(back))))
        }
        _ => Ok(()),
    }
}
