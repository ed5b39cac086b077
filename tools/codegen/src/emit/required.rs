//! The module `required`: traits whose diagnostics name a missing parameter.

use super::sent::Sent;
use crate::source::Source;

/// The module with the traits of the request, where there is one, and of every object in a module of its own.
pub(super) fn emit<'s, 'm: 's>(sent: impl Iterator<Item = &'s Sent<'m, 'm>>, to: &mut Source) {
    let sent: Vec<&Sent<'_, '_>> = sent.filter(|sent| sent.has_required()).collect();
    if sent.is_empty() {
        return;
    }
    to.blank();
    to.doc("Traits that a builder implements once its required parameters are set.");
    // Hidden: it has a trait less when a parameter becomes optional, which is no breaking change. Callers never name it.
    to.line("#[doc(hidden)]");
    to.block("pub mod required", |to| {
        for one in sent {
            match one.module.strip_prefix("required::") {
                Some(module) => {
                    to.blank();
                    to.doc(&format!("Required parameters of [`{0}`](super::super::{0}).", one.name));
                    to.block(format_args!("pub mod {module}"), |to| one.traits(to));
                }
                None => one.traits(to),
            }
        }
    });
}
