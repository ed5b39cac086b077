//! Limits that are narrower if a parameter is set: the parameters that they name, and that they are narrower.

use super::{Context, parameters::check_range, references::check_span};
use crate::{
    format::{self, ActionFile},
    model::{Action, Bounds, Narrower, NarrowerLimit, Span, Type},
    suggestions::did_you_mean,
};
use indexmap::IndexMap;

pub(super) fn resolve(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Vec<Narrower> {
    let mut all = Vec::new();
    for (name, spec) in &file.narrower {
        let path = ["narrower", name];
        let when = parameter(name, &path, action, context);
        if let Some(when) = when {
            check_condition(when, action, &path, context);
        }
        let limits = limits(spec, when, action, &path, context);
        all.extend(when.into_iter().flat_map(|when| limits.iter().map(move |limit| Narrower { when, limit: *limit })));
    }
    all
}

/// The parameter of that name, which is the key at `path`.
fn parameter(name: &str, path: &[&str], action: &Action, context: &mut Context<'_>) -> Option<usize> {
    let found = action.parameters.iter().position(|parameter| parameter.wire == name);
    if found.is_none() && !context.is_removed(name) {
        let known = action.parameters.iter().map(|parameter| parameter.wire.as_str());
        context.report(context.key(path), format!("there is no parameter `{name}`"), did_you_mean(name, known));
    }
    found
}

/// Reports a parameter that is always set, or that listings set.
fn check_condition(when: usize, action: &Action, path: &[&str], context: &mut Context<'_>) {
    let name = &action.parameters[when].wire;
    let pages = action.pages.iter().flat_map(|pages| [pages.number, pages.size]);
    let window = action.window.iter().flat_map(|window| [window.start, window.end]);
    if action.parameters[when].required {
        let message = format!("`{name}` is required and thus always set");
        context.report(context.key(path), message, "make these limits the general ones");
    } else if pages.chain(window).any(|at| at == when) {
        let message = format!("`{name}` cannot make limits narrower: listings set it");
        context.report(context.key(path), message, "name a parameter that only callers set");
    }
}

fn limits(
    spec: &format::Narrower,
    when: Option<usize>,
    action: &Action,
    path: &[&str],
    context: &mut Context<'_>,
) -> Vec<NarrowerLimit> {
    if spec.span.is_none() && spec.page_size.is_none() && spec.items.is_empty() && spec.range.is_empty() {
        let help = "add `span`, `page_size`, `items` or `range`, or remove the parameter here";
        context.report(context.key(path), "no limit is narrower", help);
    }
    let mut limits = Vec::new();
    limits.extend(spec.span.and_then(|span| self::span(span, action, path, context)));
    limits.extend(spec.page_size.and_then(|size| page_size(size, action, path, context)));
    let items = maxima("items", &spec.items, when, action, path, context);
    limits.extend(items.into_iter().map(|(of, max)| NarrowerLimit::Items { of, max }));
    let range = maxima("range", &spec.range, when, action, path, context);
    limits.extend(range.into_iter().map(|(of, max)| NarrowerLimit::Range { of, max }));
    limits
}

fn span(span: Span, action: &Action, path: &[&str], context: &mut Context<'_>) -> Option<NarrowerLimit> {
    let path = [path, &["span"]].concat();
    let Some(window) = &action.window else {
        if context.value(&["window"]).is_none() {
            context.report(context.key(&path), "`span` without a window", "add `window`, or remove `span`");
        }
        return None;
    };
    if let Some(general) = window.span.filter(|general| span >= *general) {
        not_narrower(&span, &general, &path, &["window", "span"], context);
    }
    check_span(span, [window.start, window.end].map(|at| &action.parameters[at]), &path, context);
    Some(NarrowerLimit::Span(span))
}

fn page_size(size: u32, action: &Action, path: &[&str], context: &mut Context<'_>) -> Option<NarrowerLimit> {
    let path = [path, &["page_size"]].concat();
    let Some(pages) = &action.pages else {
        if context.value(&["pages"]).is_none() {
            context.report(context.key(&path), "`page_size` without pages", "add `pages`, or remove `page_size`");
        }
        return None;
    };
    if size == 0 {
        context.report(context.value(&path), "the largest page has 0 rows", "write the largest page size");
    } else if size >= pages.max {
        not_narrower(&size, &pages.max, &path, &["pages", "max"], context);
    }
    Some(NarrowerLimit::Range { of: pages.size, max: size.into() })
}

/// The largest numbers of items or the largest values, as `key` says, by parameter.
fn maxima(
    key: &str,
    spec: &IndexMap<String, Bounds>,
    when: Option<usize>,
    action: &Action,
    path: &[&str],
    context: &mut Context<'_>,
) -> Vec<(usize, i64)> {
    let one = |(name, bounds): (&String, &Bounds)| {
        let path = [path, &[key, name]].concat();
        let of = parameter(name, &path, action, context)?;
        Some((of, maximum(*bounds, of, key, when, action, &path, context)?))
    };
    spec.iter().filter_map(one).collect()
}

fn maximum(
    bounds: Bounds,
    of: usize,
    key: &str,
    when: Option<usize>,
    action: &Action,
    path: &[&str],
    context: &mut Context<'_>,
) -> Option<i64> {
    let limited = &action.parameters[of];
    let (name, kind) = (&limited.wire, &limited.kind);
    if kind.is_unresolved() {
        return None;
    }
    let (fits, what, general) = if key == "items" {
        (matches!(kind, Type::List(_) | Type::Map(_)), "lists", limited.limits.items)
    } else {
        let item = kind.innermost();
        (*item == Type::F64 || item.is_integer(), "numbers", limited.limits.range)
    };
    let is_page_size = action.pages.as_ref().is_some_and(|pages| pages.size == of);
    if !fits {
        let message = format!("`{key}` is for {what}, and the type of `{name}` is {}", kind.describe());
        context.report(context.key(path), message, format!("remove `{name}` here"));
        return None;
    }
    if when == Some(of) {
        let message = format!("`{name}` cannot make its own limit narrower");
        context.report(context.key(path), message, format!("write the limit as `{key}` of the parameter"));
    } else if is_page_size {
        context.report(context.key(path), format!("`{name}` is the page size"), "write `page_size` instead");
    }
    let (None, Some(max)) = (bounds.min, bounds.max) else {
        context.report(context.value(path), "only the largest value can be narrower", "write it like `..=6`");
        return None;
    };
    let least = general.and_then(|general| general.min).unwrap_or(if key == "items" { 1 } else { i64::MIN });
    if max < least {
        let help = format!("the parameter allows {least} and more: write a larger one");
        context.report(context.value(path), format!("`{name}` cannot be at most {max}"), help);
    } else if let Some(general) = general.and_then(|general| general.max).filter(|general| max >= *general) {
        not_narrower(&max, &general, path, &["request", name, key], context);
    } else if key == "range" {
        check_range(bounds, kind.innermost(), path, context);
    }
    Some(max)
}

/// Reports a limit that is at least as wide as the general one at `general_path`.
fn not_narrower(
    limit: &dyn std::fmt::Display,
    general: &dyn std::fmt::Display,
    path: &[&str],
    general_path: &[&str],
    context: &mut Context<'_>,
) {
    let message = format!("{limit} is not narrower than the general limit, {general}");
    let help = "a general limit is the widest one: write a narrower one here, or remove this one";
    let first = context.value(general_path).map(|span| (span, "the general limit"));
    context.report_pair(context.value(path), first, message, help);
}
