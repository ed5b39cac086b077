//! Fields of the answer and of objects that are answered.

use super::{collector::Collector, pairs::Pairs};
use crate::{ChangeKind, Item};
use rtc_catalog::model::Field;

/// Compares the fields of the answer, or of the type named by `of`.
pub(super) fn fields(of: Option<&str>, before: &[Field], now: &[Field], found: &mut Collector) {
    let of = of.map(str::to_owned);
    let pairs = Pairs::of(before, now, &[|field| &field.wire, |field| &field.rust]);
    found.alone(&pairs, |field| Item::Field { of: of.clone(), name: field.wire.clone() });
    found.reordered(Item::Fields { of: of.clone() }, &pairs);
    for (old, new) in &pairs.both {
        // The sandbox alone shows a field's example.
        let Field {
            wire,
            rust,
            kind,
            page_type: _,
            optional,
            zero_is_none,
            boxed,
            example: _,
            doc,
            notes,
            max_items: _,
        } = old;
        let item = || Item::Field { of: of.clone(), name: wire.clone() };
        found.rewired(item(), wire, &new.wire);
        found.renamed(item(), rust, &new.rust);
        found.retyped(item(), kind, &new.kind);
        if *boxed != new.boxed {
            let words = |boxed: bool| if boxed { "in a box" } else { "not in a box" }.to_owned();
            found.note(item(), ChangeKind::RustTypeChanged { from: words(*boxed), to: words(new.boxed) });
        }
        if *zero_is_none != new.zero_is_none {
            let words = |is_none: bool| if is_none { "zero is none" } else { "zero is a value" }.to_owned();
            found.note(item(), ChangeKind::Changed { from: words(*zero_is_none), to: words(new.zero_is_none) });
        }
        match (optional, new.optional) {
            (false, true) => found.note(item(), ChangeKind::Optional),
            (true, false) => found.note(item(), ChangeKind::Required),
            _ => {}
        }
        found.reworded(item(), &(doc, notes), &(&new.doc, &new.notes));
    }
}
