//! More ids than one call takes.

use super::{
    Context,
    references::{field, fields_of_rows, parameter},
};
use crate::{
    format::{ActionFile, Batch as Written},
    model::{Action, Batch, Field, Parameter, Type},
};

pub(super) fn resolve(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Option<Batch> {
    let written = file.batch.as_ref()?;
    let over = parameter(&written.over, &["batch", "over"], &action.parameters, context);
    let ids = over.map(|at| &action.parameters[at]).filter(|ids| are_ids(ids, context));
    let most = ids.and_then(|ids| most(ids, context));
    let rows = rows(written, file, action, context)?;
    let answered = &action.output[rows];
    if answered.kind.is_unresolved() {
        return None;
    }
    let fields = fields_of_rows(answered, &["batch", "rows"], action, context)?;
    let (_, id) = field(&written.id, &["batch", "id"], fields, context)?;
    if let Some(ids) = ids {
        check_id(id, ids, context);
    }
    Some(Batch { over: over?, max: most?, rows, id: written.id.clone() })
}

/// Whether the parameter is a list of what ids can be.
fn are_ids(ids: &Parameter, context: &mut Context<'_>) -> bool {
    let are = matches!(&ids.kind, Type::List(item) if **item == Type::String || item.is_integer());
    if !are && !ids.kind.is_unresolved() {
        let message = format!("`{}` is no list of ids but {}", ids.wire, ids.kind.words());
        context.report(context.value(&["batch", "over"]), message, "name a list of texts or of whole numbers");
    }
    are
}

/// How many ids one call takes.
fn most(ids: &Parameter, context: &mut Context<'_>) -> Option<u32> {
    let most = ids.limits.items.and_then(|items| items.most).and_then(|most| u32::try_from(most).ok());
    let most = most.filter(|most| *most > 0);
    if most.is_none() {
        let message = format!("nothing says how many of `{}` one call takes", ids.wire);
        context.report(context.value(&["batch", "over"]), message, "give the parameter `items`, as `items: 1..=10`");
    }
    most
}

/// Where the rows are: an index into the output's fields.
fn rows(written: &Written, file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Option<usize> {
    let paged = file.pages.as_ref().map(|pages| &pages.rows);
    match (&written.rows, paged) {
        (Some(rows), Some(paged)) if rows != paged => {
            let message = format!("rows in `{rows}` here, and in `{paged}` under `pages`");
            context.report(context.value(&["batch", "rows"]), message, "leave `rows` out: it follows from `pages`");
            None
        }
        (Some(rows), _) => Some(field(rows, &["batch", "rows"], &action.output, context)?.0),
        // What is wrong with it is said there.
        (None, Some(paged)) => action.output.iter().position(|field| field.wire == *paged),
        (None, None) => {
            let span = context.key(&["batch"]);
            context.report(
                span,
                "nothing says where the rows are",
                "add `rows`, the field of the answer with the rows",
            );
            None
        }
    }
}

/// Notes an id that rows and parameter do not have in common.
fn check_id(id: &Field, ids: &Parameter, context: &mut Context<'_>) {
    let item = ids.kind.innermost();
    if id.kind.is_unresolved() {
        return;
    }
    if id.kind != *item {
        let message = format!("`{}` is {} and `{}` are {}", id.wire, id.kind.words(), ids.wire, ids.kind.words());
        context.report(
            context.value(&["batch", "id"]),
            message,
            "an id has one type, where it is asked about and in a row",
        );
    } else if id.optional {
        let message = format!("`{}` may be missing, so rows cannot be told by it", id.wire);
        context.report(context.value(&["batch", "id"]), message, "name a field that every row has");
    }
}
