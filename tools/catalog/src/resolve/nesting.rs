//! Types within types: the compiler follows them to a limited depth.

use super::Context;
use crate::model::{Action, Shape, Type};
use std::collections::HashMap;

/// How many lists, mappings and objects may be within each other. The compiler needs up to six steps for each, and takes 128.
const MAX_LEVELS: usize = 16;

/// Reports parameters and fields with too many levels. A type within itself counts once.
pub(super) fn check(action: &Action, context: &mut Context<'_>) {
    let mut known = HashMap::new();
    let sent = action.parameters.iter().map(|parameter| (vec!["request", &parameter.wire], &parameter.kind));
    let answered = action.output.iter().map(|field| match &*field.wire {
        "" => (vec!["answer"], &field.kind),
        wire => (vec!["response", wire], &field.kind),
    });
    for (path, kind) in sent.chain(answered) {
        let levels = levels(kind, action, &mut known);
        if levels > MAX_LEVELS {
            let message = format!("{levels} lists, mappings and objects within each other");
            let help = format!("the compiler follows {MAX_LEVELS}: leave out what no app needs");
            context.report(context.key(&path), message, help);
        }
    }
}

/// The levels of a type. `known` has those of types by name; those that are being counted have none yet.
fn levels<'m>(kind: &'m Type, action: &'m Action, known: &mut HashMap<&'m str, usize>) -> usize {
    match kind {
        Type::List(inner) | Type::Map(inner) => 1 + levels(inner, action, known),
        Type::Record(name) => {
            if let Some(levels) = known.get(&**name) {
                return *levels;
            }
            known.insert(name, 0);
            let inner = match action.record(name).map(|record| &record.shape) {
                Some(Shape::Answered(fields)) => fields.iter().map(|it| &it.kind).collect(),
                Some(Shape::Sent(parameters)) => parameters.iter().map(|it| &it.kind).collect(),
                None => Vec::new(),
            };
            let deepest = inner.into_iter().map(|kind| levels(kind, action, known)).max().unwrap_or_default();
            known.insert(name, deepest + 1);
            deepest + 1
        }
        _ => 0,
    }
}
