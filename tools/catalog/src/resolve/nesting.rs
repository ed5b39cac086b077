//! Types within types: the compiler follows them to a limited depth.

use super::{
    Context,
    holding::{Holding, members},
};
use crate::model::{Action, Record, Type};

/// How many lists, mappings and objects may be within each other. The compiler needs up to six steps for each, and takes 128.
const MAX_LEVELS: usize = 16;

/// Reports parameters and fields with too many levels. Types that hold each other count once each.
pub(super) fn check(action: &Action, context: &mut Context<'_>) {
    let records: Vec<&Record> = action.records.iter().chain(&action.vendor.records).collect();
    let levels = Levels::new(&records);
    let sent = action.parameters.iter().map(|parameter| (vec!["request", &parameter.wire], &parameter.kind));
    let answered = action.output.iter().map(|field| match &*field.wire {
        "" => (vec!["answer"], &field.kind),
        wire => (vec!["response", wire], &field.kind),
    });
    for (path, kind) in sent.chain(answered) {
        let levels = levels.of(kind, None);
        if levels > MAX_LEVELS {
            let message = format!("{levels} lists, mappings and objects within each other");
            let help = format!("the compiler follows {MAX_LEVELS}: leave out what no app needs");
            context.report(context.key(&path), message, help);
        }
    }
}

/// How many levels types have.
struct Levels<'m> {
    holding: Holding<'m>,
    circles: Vec<usize>,
    /// By the number of a circle: how many types hold each other, and the most levels that one of them has besides.
    known: Vec<(usize, usize)>,
}

impl<'m> Levels<'m> {
    fn new(records: &[&'m Record]) -> Self {
        let holding = Holding::new(records, inner);
        let (order, circles) = (holding.innermost_first(), holding.circles());
        let mut levels = Self { holding, circles, known: vec![(0, 0); records.len()] };
        for at in order {
            let circle = levels.circles[at];
            let inner = members(records[at]).into_iter().map(|(kind, _)| levels.of(kind, Some(circle)));
            let most = inner.max().unwrap_or_default();
            let (types, besides) = &mut levels.known[circle];
            (*types, *besides) = (*types + 1, most.max(*besides));
        }
        levels
    }

    /// The levels of a type, without those of the types of a circle.
    fn of(&self, kind: &Type, except: Option<usize>) -> usize {
        match kind {
            Type::List(inner) | Type::Map(inner) => 1 + self.of(inner, except),
            Type::Record(name) => {
                let circle = self.holding.number(name).map(|at| self.circles[at]).filter(|it| Some(*it) != except);
                circle.map_or(0, |circle| self.known[circle].0 + self.known[circle].1)
            }
            _ => 0,
        }
    }
}

/// The names of the types that a type's objects hold, also in lists and mappings.
fn inner(record: &Record) -> Vec<&str> {
    let kinds = members(record).into_iter().map(|(kind, _)| kind.innermost());
    kinds.filter_map(|kind| if let Type::Record(name) = kind { Some(name.as_str()) } else { None }).collect()
}
