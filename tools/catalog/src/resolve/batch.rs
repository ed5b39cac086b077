//! Batches of ids.

use super::{
    Context,
    pages::fields_of_rows,
    references::{field, parameter},
};
use crate::{
    format::{self, ActionFile},
    model::{Action, Batch, Field, Parameter, Type},
};

pub(super) fn resolve(file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Option<Batch> {
    let spec = file.batch.as_ref()?;
    let over = parameter(&spec.over, &["batch", "over"], &action.parameters, context);
    let ids = over.map(|at| &action.parameters[at]).filter(|ids| are_ids(ids, context));
    let most = ids.and_then(|ids| most(ids, context));
    let rows = rows(spec, file, action, context)?;
    let answered = &action.output[rows];
    if answered.kind.is_unresolved() {
        return None;
    }
    let fields = fields_of_rows(answered, &["batch", "rows"], action, context)?;
    let (_, id) = field(&spec.id, &["batch", "id"], fields, context)?;
    if let Some(ids) = ids {
        check_id(id, ids, context);
    }
    Some(Batch { over: over?, max: most?, rows, id: spec.id.clone() })
}

/// Whether the parameter is a list of ids.
fn are_ids(ids: &Parameter, context: &mut Context<'_>) -> bool {
    let are = matches!(&ids.kind, Type::List(item) if **item == Type::String || item.is_integer());
    if !are && !ids.kind.is_unresolved() {
        let message = format!("`{}` is not a list of ids: its type is {}", ids.wire, ids.kind.describe());
        context.report(context.value(&["batch", "over"]), message, "name a list of texts or of integers");
    }
    are
}

/// The largest number of ids per call.
fn most(ids: &Parameter, context: &mut Context<'_>) -> Option<u32> {
    let most = ids.limits.items.and_then(|items| items.max).and_then(|most| u32::try_from(most).ok());
    let most = most.filter(|most| *most > 0);
    if most.is_none() {
        let message = format!("no limit on the number of `{}` per call", ids.wire);
        context.report(
            context.value(&["batch", "over"]),
            message,
            "add `items` to the parameter, such as `items: 1..=10`",
        );
    }
    most
}

/// Where the rows are: an index into the output's fields.
fn rows(spec: &format::Batch, file: &ActionFile, action: &Action, context: &mut Context<'_>) -> Option<usize> {
    let paged = file.pages.as_ref().map(|pages| &pages.rows);
    match (&spec.rows, paged) {
        (Some(rows), Some(paged)) if rows != paged => {
            let message = format!("`rows` is `{rows}` here and `{paged}` under `pages`");
            context.report(context.value(&["batch", "rows"]), message, "remove `rows`: it follows from `pages`");
            None
        }
        (Some(rows), _) => Some(field(rows, &["batch", "rows"], &action.output, context)?.0),
        // A mistake in it is reported there.
        (None, Some(paged)) => action.output.iter().position(|field| field.wire == *paged),
        (None, None) => {
            let span = context.key(&["batch"]);
            context.report(span, "`rows` is missing", "add `rows`: the field of the answer with the rows");
            None
        }
    }
}

/// Reports an id that rows and parameter do not have in common.
fn check_id(id: &Field, ids: &Parameter, context: &mut Context<'_>) {
    let item = ids.kind.innermost();
    if id.kind.is_unresolved() {
        return;
    }
    if id.kind != *item {
        let message = format!("`{}` is {}, but `{}` is {}", id.wire, id.kind.describe(), ids.wire, ids.kind.describe());
        context.report(context.value(&["batch", "id"]), message, "ids have the same type in the request and in a row");
    } else if id.optional {
        let message = format!("`{}` is optional, so it cannot identify a row", id.wire);
        context.report(context.value(&["batch", "id"]), message, "name a required field");
    }
}
