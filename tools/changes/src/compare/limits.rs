//! What is said of the whole action: quota, span of time, pages, parameters that belong together.

use super::collector::Collector;
use crate::{ChangeKind, Item};
use rtc_catalog::model::{Action, Batch, Beyond, Narrower, NarrowerLimit, PageBy, Pages, Quota, Scope, Span, Window};

type Of<'m, T> = (&'m Action, Option<&'m T>);

pub(super) fn quotas(old: &Action, new: &Action, found: &mut Collector) {
    let words = |action: &Action, quota: &Quota| {
        let Quota { calls, per, scope, by, given } = quota;
        let scope = match scope {
            Scope::Account => "account",
            Scope::App => "app",
            Scope::Room => "room",
        };
        let by: Vec<String> = by.iter().map(|at| format!("`{}`", action.parameters[*at].wire)).collect();
        let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
        let given: Vec<String> = given.iter().map(|at| format!("`{}`", action.parameters[*at].wire)).collect();
        let given = if given.is_empty() { String::new() } else { format!(" if {} is set", given.join(" or ")) };
        format!("{calls} in {per} per {scope}{by}{given}")
    };
    let all = |action: &Action| {
        let all: Vec<String> = action.quotas.iter().map(|quota| words(action, quota)).collect();
        if all.is_empty() { "none".to_owned() } else { all.join(", ") }
    };
    found.changed(Item::Quota, &all(old), &all(new));
    let counted = |action: &Action| action.quotas.iter().any(|quota| !quota.by.is_empty());
    found.presence(Item::QuotaKey, counted(old), counted(new));
}

pub(super) fn window((old, before): Of<'_, Window>, (new, now): Of<'_, Window>, found: &mut Collector) {
    let (Some(before), Some(now)) = (before, now) else {
        return found.presence(Item::Window, before.is_some(), now.is_some());
    };
    let Window { start, end, span, back, lag, beyond } = before;
    let names = |action: &Action, start: usize, end: usize| {
        format!("from `{}` to `{}`", action.parameters[start].wire, action.parameters[end].wire)
    };
    found.changed(Item::Window, &names(old, *start, *end), &names(new, now.start, now.end));
    let item = Item::WindowLimits;
    let printed = |what: &str, span: Option<Span>| {
        span.map_or_else(|| format!("{what} not documented"), |span| format!("{what} {span}"))
    };
    found.changed(item.clone(), &printed("length", *span), &printed("length", now.span));
    found.changed(item.clone(), &printed("look-back", *back), &printed("look-back", now.back));
    found.changed(item.clone(), &printed("delay", *lag), &printed("delay", now.lag));
    let printed = |beyond: Option<Beyond>| {
        match beyond {
            None => "behaviour for longer windows not documented",
            Some(Beyond::Clamped) => "longer windows are truncated",
            Some(Beyond::Refused) => "longer windows are refused",
        }
        .to_owned()
    };
    found.changed(item, &printed(*beyond), &printed(now.beyond));
}

pub(super) fn pages((old, before): Of<'_, Pages>, (new, now): Of<'_, Pages>, found: &mut Collector) {
    let (Some(before), Some(now)) = (before, now) else {
        return found.presence(Item::Pages, before.is_some(), now.is_some());
    };
    let Pages { by, number, first, size, max, rows, effective_size, total, key, row_start, beyond: _, incomplete: _ } =
        before;
    let parameters = |action: &Action, by: PageBy, number: usize, size: usize| {
        let how = match by {
            PageBy::Number => String::new(),
            PageBy::Offset => "offset ".to_owned(),
            PageBy::Marker { next } => format!("marker (next in `{}`) ", action.output[next].wire),
        };
        format!("by {how}`{}` and `{}`", action.parameters[number].wire, action.parameters[size].wire)
    };
    found.changed(Item::Pages, &parameters(old, *by, *number, *size), &parameters(new, now.by, now.number, now.size));
    let field = |action: &Action, at: usize| format!("rows in `{}`", action.output[at].wire);
    found.changed(Item::Pages, &field(old, *rows), &field(new, now.rows));
    let told = |key: &[String]| {
        format!("rows identified by {}", key.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and "))
    };
    found.changed(Item::Pages, &told(key), &told(&now.key));
    let begun = |begins: &Option<String>| {
        begins.as_ref().map_or_else(
            || "no field with the start of a row".to_owned(),
            |begins| format!("start of a row in `{begins}`"),
        )
    };
    found.changed(Item::Pages, &begun(row_start), &begun(&now.row_start));
    let told = |action: &Action, sized: Option<usize>| {
        sized.map_or_else(
            || "no field with the effective page size".to_owned(),
            |at| format!("effective page size in `{}`", action.output[at].wire),
        )
    };
    found.changed(Item::PageLimits, &told(old, *effective_size), &told(new, now.effective_size));
    let counted = |action: &Action, total: Option<usize>| {
        total.map_or_else(
            || "no total of rows".to_owned(),
            |at| format!("total of rows in `{}`", action.output[at].wire),
        )
    };
    found.changed(Item::PageLimits, &counted(old, *total), &counted(new, now.total));
    let limits = |first: u32, most: u32| format!("from page {first}, {most} rows at most");
    found.changed(Item::PageLimits, &limits(*first, *max), &limits(now.first, now.max));
}

pub(super) fn batch((old, before): Of<'_, Batch>, (new, now): Of<'_, Batch>, found: &mut Collector) {
    let (Some(before), Some(now)) = (before, now) else {
        return found.presence(Item::Batch, before.is_some(), now.is_some());
    };
    // How many ids one call takes is a limit of the parameter, and compared there.
    let Batch { over, max: _, rows, id } = before;
    let words = |action: &Action, over: usize, rows: usize, id: &str| {
        format!("ids of `{}` in `{id}` of `{}`", action.parameters[over].wire, action.output[rows].wire)
    };
    found.changed(Item::Batch, &words(old, *over, *rows, id), &words(new, now.over, now.rows, &now.id));
}

pub(super) fn narrower(before: &Action, now: &Action, found: &mut Collector) {
    let words = |action: &Action| {
        let name = |at: usize| &action.parameters[at].wire;
        let one = |narrower: &Narrower| {
            let limit = match narrower.limit {
                NarrowerLimit::Span(span) => format!("length {span}"),
                NarrowerLimit::Items { of, max } => format!("`{}` at most {max} items", name(of)),
                NarrowerLimit::Range { of, max } => format!("`{}` at most {max}", name(of)),
            };
            format!("{limit} with `{}`", name(narrower.when))
        };
        let all: Vec<String> = action.narrower.iter().map(one).collect();
        if all.is_empty() { "none".to_owned() } else { all.join(", ") }
    };
    found.changed(Item::NarrowerLimits, &words(before), &words(now));
}

pub(super) fn together(before: &Action, now: &Action, found: &mut Collector) {
    let words = |action: &Action| {
        let group = |group: &Vec<usize>| {
            let names = group.iter().map(|at| format!("`{}`", action.parameters[*at].wire));
            names.collect::<Vec<_>>().join(" with ")
        };
        let groups: Vec<String> = action.together.iter().map(group).collect();
        if groups.is_empty() { "none".to_owned() } else { groups.join(", ") }
    };
    let (before, now) = (words(before), words(now));
    if before != now {
        found.note(Item::Together, ChangeKind::Changed { from: before, to: now });
    }
}
