//! Pages: the parameters and fields that they name, and the limits that follow.

use super::{
    Context,
    references::{field, parameter},
};
use crate::{
    format::ActionFile,
    model::{Action, Bounds, Field, PageBy, Pages, Shape, Tolerance, Type},
};

pub(super) fn resolve(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Option<Pages> {
    let spec = file.pages.as_ref()?;
    let (by, page) = page_by(file, action, context)?;
    let size = integer(&spec.size, "size", action, context);
    if page.is_some() && page == size {
        context.report(
            context.value(&["pages", "size"]),
            "the same parameter names the page and its size",
            "name two different parameters",
        );
    }
    if spec.max == 0 {
        context.report(context.value(&["pages", "max"]), "the largest page has 0 rows", "write the largest page size");
    }
    let rows = field(&spec.rows, &["pages", "rows"], &action.output, context);
    let mut count = |name: Option<&String>, key: &str, help: &str| {
        let (at, field) = field(name?, &["pages", key], &action.output, context)?;
        if !field.kind.is_integer() && !field.kind.is_unresolved() {
            let message = format!("`{}` is not an integer", field.wire);
            context.report(context.value(&["pages", key]), message, help);
        }
        Some(at)
    };
    let total = count(spec.total.as_ref(), "total", "name the field with the number of all rows");
    let effective_size =
        count(spec.effective_size.as_ref(), "effective_size", "name the field with the page size that the vendor used");
    if spec.key.is_empty() {
        context.report(
            context.key(&["pages", "key"]),
            "no field identifies a row",
            "name the fields that do, such as `key: [CallId, UserId]`",
        );
    }
    row_fields(file, rows.map(|(_, field)| field), action, context);
    Some(Pages {
        by,
        number: page?,
        first: spec.first.unwrap_or(0),
        size: size?,
        max: spec.max,
        rows: rows?.0,
        effective_size,
        total,
        key: spec.key.clone(),
        row_start: spec.row_start.clone(),
        beyond: spec.beyond,
        incomplete: incomplete(file, action, context),
    })
}

/// What a call names a page by, and the parameter for it.
fn page_by(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Option<(PageBy, Option<usize>)> {
    let spec = file.pages.as_ref()?;
    for (key, is_set, needs) in [
        ("first", spec.first.is_some() && spec.number.is_none(), "number"),
        ("next", spec.next.is_some() && spec.marker.is_none(), "marker"),
    ] {
        if is_set {
            let message = format!("`{key}` without `{needs}`");
            context.report(context.key(&["pages", key]), message, format!("remove `{key}`, or add `{needs}`"));
        }
    }
    match (&spec.number, &spec.offset, &spec.marker) {
        (Some(name), None, None) => {
            match spec.first {
                Some(0 | 1) => {}
                Some(_) => {
                    let span = context.value(&["pages", "first"]);
                    context.report(span, "pages are counted from 0 or from 1", "write 0 or 1");
                }
                None => {
                    let help = "add `first: 0` or `first: 1`";
                    context.report(context.key(&["pages"]), "the number of the first page is missing", help);
                }
            }
            Some((PageBy::Number, integer(name, "number", action, context)))
        }
        (None, Some(name), None) => Some((PageBy::Offset, integer(name, "offset", action, context))),
        (None, None, Some(name)) => marker(name, spec.next.as_deref(), action, context),
        _ => {
            let help = "write one of `number` (with `first`), `offset` or `marker` (with `next`)";
            context.report(context.key(&["pages"]), "what names a page is missing or ambiguous", help);
            None
        }
    }
}

/// The parameter of that name, which must be an integer.
fn integer(name: &str, key: &str, action: &Action, context: &mut Context<'_>) -> Option<usize> {
    let at = parameter(name, &["pages", key], &action.parameters, context)?;
    if !action.parameters[at].kind.is_integer() {
        context.report(
            context.value(&["pages", key]),
            format!("`{name}` is not an integer"),
            "its type must be an integer, such as `u32`",
        );
    }
    Some(at)
}

/// A marker and where the next one is: both are texts.
fn marker(
    name: &str,
    next: Option<&str>,
    action: &Action,
    context: &mut Context<'_>,
) -> Option<(PageBy, Option<usize>)> {
    let at = parameter(name, &["pages", "marker"], &action.parameters, context);
    let Some(next) = next else {
        let help = "add `next: …`, the field of the answer with the marker of the next page";
        context.report(context.key(&["pages", "marker"]), "`marker` without `next`", help);
        return None;
    };
    let (next, field) = field(next, &["pages", "next"], &action.output, context)?;
    if at.is_some_and(|at| action.parameters[at].secret) {
        context.report(
            context.value(&["pages", "marker"]),
            "a marker is not secret",
            "remove `secret` from the parameter",
        );
    }
    let parameter = at.map(|at| &action.parameters[at].kind);
    for (key, kind) in [("marker", parameter), ("next", Some(&field.kind))] {
        if kind.is_some_and(|kind| *kind != Type::String && !kind.is_unresolved()) {
            context.report(
                context.value(&["pages", key]),
                format!("`{key}` is not a text"),
                "its type must be `string`",
            );
        }
    }
    Some((PageBy::Marker { next }, at))
}

/// What the vendor does with one of page number and size alone.
fn incomplete(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Option<Tolerance> {
    let spec = file.pages.as_ref()?;
    let incomplete = spec.incomplete?;
    let position = |name: &str| action.parameters.iter().position(|parameter| parameter.wire == name);
    let name = spec.number.as_ref()?;
    let (number, size) = (position(name)?, position(&spec.size)?);
    if !action.together.iter().any(|group| group.contains(&number) && group.contains(&size)) {
        context.report(
            context.key(&["pages", "incomplete"]),
            "`incomplete` needs page number and page size in one group of `together`",
            format!("remove `incomplete`, or write `together: [[{name}, {}]]`", spec.size),
        );
    }
    Some(incomplete)
}

/// Bounds of page number and size follow from how the answer comes in pages.
pub(super) fn set_limits(action: &mut Action, context: &mut Context<'_>) {
    let Some(pages) = action.pages.clone() else { return };
    let first = (pages.first > 0).then_some(Bounds { min: Some(i64::from(pages.first)), max: None });
    let size = Bounds { min: Some(1), max: Some(i64::from(pages.max)) };
    if pages.by == PageBy::Number {
        let number = &mut action.parameters[pages.number].limits;
        number.range = number.range.or(first);
    }
    let sized = &mut action.parameters[pages.size];
    if let Some(most) = sized.limits.range.and_then(|range| range.max)
        && most != i64::from(pages.max)
    {
        let message = format!("at most {most} here, and {} under `pages`", pages.max);
        let span = context.value(&["request", &sized.wire, "range"]);
        context.report(span, message, "remove `range`: it follows from `pages`");
    }
    sized.limits.range.get_or_insert(size);
}

/// The fields of the objects in a list at `path`.
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
    let message = format!("`{}` is not a list of objects", rows.wire);
    context.report(context.value(path), message, "name a list whose items have a type under `types`");
    None
}

fn row_fields(file: &ActionFile, rows: Option<&Field>, action: &Action, context: &mut Context<'_>) {
    let (Some(rows), Some(spec)) = (rows, &file.pages) else { return };
    if rows.kind.is_unresolved() {
        return;
    }
    let Some(fields) = fields_of_rows(rows, &["pages", "rows"], action, context) else { return };
    for (at, name) in spec.key.iter().enumerate() {
        let path = ["pages", "key", &at.to_string()];
        if spec.key[..at].contains(name) {
            context.report(context.value(&path), format!("`{name}` is listed twice"), "name it once");
        }
        if let Some((_, part)) = field(name, &path, fields, context)
            && (part.kind.is_day() || matches!(part.kind, Type::F64 | Type::Record(_) | Type::List(_) | Type::Map(_)))
            && !part.kind.is_unresolved()
        {
            let message = format!("`{name}` cannot identify a row: its type is {}", part.kind.describe());
            context.report(
                context.value(&path),
                message,
                "name fields with texts, integers, times, booleans or enumerations",
            );
        }
    }
    if let Some(name) = &spec.row_start
        && let Some((_, row_start)) = field(name, &["pages", "row_start"], fields, context)
        && (!row_start.kind.is_time() || row_start.kind.is_day())
    {
        context.report(
            context.value(&["pages", "row_start"]),
            format!("`{name}` is not a time"),
            "name the field with the time when a row starts",
        );
    }
}
