//! Checks the parameters of a request against the limits of the spec.

use crate::{arguments::Arguments, rejection::Rejection, wire_time};
use rtc_catalog::model::{self, Action, Beyond, Bounds, BrokenLimit, Pages, Parameter, Situation, Span, Tolerance};
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
                .map_err(|broken| Rejection::of(broken.situation, &parameter.wire, broken.why))?;
        }
        ignore_malformed_items(action, parameter, arguments);
        if let Some(value) = arguments.sent(&parameter.wire) {
            model::within_limits(action, parameter, value)
                .map_err(|broken| Rejection::of(broken.situation, &parameter.wire, broken.why))?;
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
fn narrower(action: &Action, at: usize, value: &Json, arguments: &Arguments) -> Result<(), BrokenLimit> {
    let items = match value {
        Json::Array(items) => items.len(),
        Json::Object(entries) => entries.len(),
        _ => 0,
    };
    if let Some((name, max)) = narrowest(action, &action.narrower_items(at), arguments)
        && items as i128 > i128::from(max)
    {
        let why = format!("has {items} items, allowed are at most {max} with `{name}`");
        return Err(BrokenLimit { situation: Situation::TooManyItems, why });
    }
    match narrowest(action, &action.narrower_ranges(at), arguments) {
        Some((name, max))
            if largest(value).is_some_and(|largest| !Bounds { min: None, max: Some(max) }.contains_float(largest)) =>
        {
            let why = format!("is more than {max}, the largest value with `{name}`");
            Err(BrokenLimit { situation: Situation::OutOfRange, why })
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
        let valid = |item: &&Json| model::item_within_limits(action, parameter, item).is_ok();
        let kept: Vec<Json> = items.iter().filter(valid).cloned().collect();
        arguments.set(&parameter.wire, Json::Array(kept));
    }
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
