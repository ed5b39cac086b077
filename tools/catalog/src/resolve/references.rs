//! What names parameters and fields: windows, pages, groups that go together.

use super::Context;
use crate::{
    format::{ActionFile, Scope},
    model::{Action, Bounds, Field, Pages, Parameter, Quota, Shape, Tolerance, Type, Window},
    words,
};

pub(super) fn quota(file: &ActionFile, parameters: &[Parameter], context: &mut Context<'_>) -> Option<Quota> {
    let quota = file.quota.as_ref()?;
    if quota.calls == 0 {
        context.report(
            context.value(&["quota", "calls"]),
            "a quota of no calls",
            "write how many calls the page allows, or leave `quota` out",
        );
    }
    match quota.scope {
        Scope::Account if !quota.by.is_empty() => context.report(
            context.value(&["quota", "by"]),
            "the calls of an account are counted together, whatever they ask for",
            "leave `by` out, or write `scope: app` or `scope: room`",
        ),
        Scope::Room if quota.by.is_empty() => context.report(
            context.value(&["quota", "scope"]),
            "nothing says which parameters tell one room from another",
            "name them, as `by: [RoomId]`",
        ),
        Scope::Account | Scope::App | Scope::Room => {}
    }
    let by = quota.by.iter().enumerate().filter_map(|(at, name)| counted(name, at, &quota.by, parameters, context));
    Some(Quota { calls: quota.calls, per: quota.per, scope: quota.scope, by: by.collect() })
}

/// The parameter that stands at `at` in the quota's `by`.
fn counted(
    name: &str,
    at: usize,
    names: &[String],
    parameters: &[Parameter],
    context: &mut Context<'_>,
) -> Option<usize> {
    let path = ["quota", "by", &at.to_string()];
    let found = parameter(name, &path, parameters, context)?;
    let kind = &parameters[found].kind;
    if names[..at].iter().any(|other| other == name) {
        context.report(context.value(&path), format!("`{name}` is named twice"), "name it once");
    } else if !(kind.is_one_value() || kind.is_unresolved()) {
        context.report(
            context.value(&path),
            format!("`{name}` is {}, which tells no app or room from another", kind.words()),
            "its type must be `string`, a whole number or an enumeration",
        );
    }
    Some(found)
}

/// The parameter `name` that stands at `path`.
pub(super) fn parameter(
    name: &str,
    path: &[&str],
    parameters: &[Parameter],
    context: &mut Context<'_>,
) -> Option<usize> {
    let found = parameters.iter().position(|parameter| parameter.wire == name);
    if found.is_none() && !context.is_removed(name) {
        let known = parameters.iter().map(|parameter| parameter.wire.as_str());
        context.report(
            context.value(path),
            format!("there is no parameter `{name}`"),
            words::did_you_mean(name, known),
        );
    }
    found
}

/// The field `name` that stands at `path`.
pub(super) fn field<'f>(
    name: &str,
    path: &[&str],
    fields: &'f [Field],
    context: &mut Context<'_>,
) -> Option<(usize, &'f Field)> {
    let found = fields.iter().enumerate().find(|(_, field)| field.wire == name);
    if found.is_none() && !context.is_removed(name) {
        let known = fields.iter().map(|field| field.wire.as_str());
        context.report(context.value(path), format!("there is no field `{name}`"), words::did_you_mean(name, known));
    }
    found
}

pub(super) fn window(file: &ActionFile, parameters: &[Parameter], context: &mut Context<'_>) -> Option<Window> {
    let written = file.window.as_ref()?;
    let mut time = |name: &str, key: &str| {
        let at = parameter(name, &["window", key], parameters, context)?;
        if !parameters[at].kind.is_time() && !parameters[at].kind.is_unresolved() {
            let message = format!("`{name}` is no time but {}", parameters[at].kind.words());
            context.report(
                context.value(&["window", key]),
                message,
                "its type must be `rfc3339`, `unix_seconds` or `unix_millis`",
            );
        }
        Some(at)
    };
    let (start, end) = (time(&written.start, "start"), time(&written.end, "end"));
    if start.is_some() && start == end {
        context.report(
            context.value(&["window", "end"]),
            "the window starts and ends with the same parameter",
            "name two different ones",
        );
    }
    Some(Window {
        start: start?,
        end: end?,
        span: written.span,
        back: written.back,
        lag: written.lag,
        beyond: written.beyond,
    })
}

pub(super) fn together(file: &ActionFile, parameters: &[Parameter], context: &mut Context<'_>) -> Vec<Vec<usize>> {
    let groups = file.together.iter().enumerate().map(|(number, names)| {
        let number = number.to_string();
        if names.len() < 2 {
            context.report(
                context.value(&["together", &number]),
                "fewer than two parameters go together",
                "name at least two",
            );
        }
        let members = names.iter().enumerate().filter_map(|(at, name)| {
            let path = ["together", &number, &at.to_string()];
            let found = parameter(name, &path, parameters, context)?;
            if parameters[found].required {
                context.report(
                    context.value(&path),
                    format!("`{name}` is required, so it is always set"),
                    "leave it out here",
                );
            }
            Some(found)
        });
        members.collect()
    });
    groups.collect()
}

pub(super) fn pages(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Option<Pages> {
    let written = file.pages.as_ref()?;
    let mut number = |name: &str, key: &str| {
        let at = parameter(name, &["pages", key], &action.parameters, context)?;
        if !action.parameters[at].kind.is_integer() {
            context.report(
                context.value(&["pages", key]),
                format!("`{name}` is no whole number"),
                "its type must be `u32`, `i64` or the like",
            );
        }
        Some(at)
    };
    let (page, size) = (number(&written.number, "number"), number(&written.size, "size"));
    if page.is_some() && page == size {
        context.report(
            context.value(&["pages", "size"]),
            "number and size of a page are the same parameter",
            "name two different ones",
        );
    }
    if written.first > 1 {
        context.report(context.value(&["pages", "first"]), "pages count from 0 or from 1", "write 0 or 1");
    }
    if written.max == 0 {
        context.report(
            context.value(&["pages", "max"]),
            "a page of no rows",
            "write the most rows that a page may have",
        );
    }
    let rows = field(&written.rows, &["pages", "rows"], &action.output, context);
    let mut count = |name: Option<&String>, key: &str, help: &str| {
        let (at, field) = field(name?, &["pages", key], &action.output, context)?;
        if !field.kind.is_integer() && !field.kind.is_unresolved() {
            let message = format!("`{}` is no whole number", field.wire);
            context.report(context.value(&["pages", key]), message, help);
        }
        Some(at)
    };
    let total = count(written.total.as_ref(), "total", "name the field that counts all rows");
    let effective_size = count(
        written.effective_size.as_ref(),
        "effective_size",
        "name the field that says how many rows a page has at most",
    );
    if written.key.is_empty() {
        context.report(
            context.key(&["pages", "key"]),
            "no field tells a row from all others",
            "name the fields of a row that do, as `key: [CallId, UserId]`",
        );
    }
    row_fields(file, rows.map(|(_, field)| field), action, context);
    Some(Pages {
        number: page?,
        first: written.first,
        size: size?,
        max: written.max,
        rows: rows?.0,
        effective_size,
        total,
        key: written.key.clone(),
        row_start: written.row_start.clone(),
        beyond: written.beyond,
        incomplete: incomplete(file, action, context),
    })
}

/// What the vendor does with one of page number and size alone.
fn incomplete(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Option<Tolerance> {
    let written = file.pages.as_ref()?;
    let incomplete = written.incomplete?;
    let position = |name: &str| action.parameters.iter().position(|parameter| parameter.wire == name);
    let (number, size) = (position(&written.number)?, position(&written.size)?);
    if !action.together.iter().any(|group| group.contains(&number) && group.contains(&size)) {
        context.report(
            context.key(&["pages", "incomplete"]),
            "page number and page size do not go together, so one of them alone is complete",
            format!("leave `incomplete` out, or write `together: [[{}, {}]]`", written.number, written.size),
        );
    }
    Some(incomplete)
}

/// Bounds of page number and size follow from how the answer comes in pages.
pub(super) fn page_limits(action: &mut Action, context: &mut Context<'_>) {
    let Some(pages) = action.pages.clone() else { return };
    let first = (pages.first > 0).then_some(Bounds { least: Some(i64::from(pages.first)), most: None });
    let size = Bounds { least: Some(1), most: Some(i64::from(pages.max)) };
    let number = &mut action.parameters[pages.number].limits;
    number.range = number.range.or(first);
    let sized = &mut action.parameters[pages.size];
    if let Some(most) = sized.limits.range.and_then(|range| range.most)
        && most != i64::from(pages.max)
    {
        let message = format!("at most {most} here, and {} under `pages`", pages.max);
        let span = context.value(&["request", &sized.wire, "range"]);
        context.report(span, message, "leave `range` out: it follows from `pages`");
    }
    sized.limits.range.get_or_insert(size);
}

/// The fields of the objects in a list that stands at `path`.
pub(super) fn fields_of_rows<'a>(
    rows: &Field,
    path: &[&str],
    action: &'a Action,
    context: &mut Context<'_>,
) -> Option<&'a [Field]> {
    let record = match &rows.kind {
        Type::List(item) => match &**item {
            Type::Record(name) => action.record(name),
            _ => None,
        },
        _ => None,
    };
    if let Some(Shape::Answered(fields)) = record.map(|record| &record.shape) {
        return Some(fields);
    }
    let message = format!("`{}` is no list of objects", rows.wire);
    context.report(context.value(path), message, "rows are objects of a type under `types`");
    None
}

fn row_fields(file: &ActionFile, rows: Option<&Field>, action: &Action, context: &mut Context<'_>) {
    let (Some(rows), Some(written)) = (rows, &file.pages) else { return };
    if rows.kind.is_unresolved() {
        return;
    }
    let Some(fields) = fields_of_rows(rows, &["pages", "rows"], action, context) else { return };
    for (at, name) in written.key.iter().enumerate() {
        let path = ["pages", "key", &at.to_string()];
        if let Some((_, part)) = field(name, &path, fields, context)
            && matches!(part.kind, Type::F64 | Type::Record(_) | Type::List(_) | Type::Map(_))
            && !part.kind.is_unresolved()
        {
            let message = format!("`{name}` cannot tell rows apart: it is {}", part.kind.words());
            context.report(
                context.value(&path),
                message,
                "name fields that are texts, whole numbers, times, yes or no, or enumerations",
            );
        }
    }
    if let Some(name) = &written.row_start
        && let Some((_, row_start)) = field(name, &["pages", "row_start"], fields, context)
        && !row_start.kind.is_time()
    {
        context.report(
            context.value(&["pages", "row_start"]),
            format!("`{name}` is no time"),
            "name the field that says when a row began",
        );
    }
}
