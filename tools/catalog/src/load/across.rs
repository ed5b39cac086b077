//! What single files do not show: names that two specs share, and names of other actions.

use super::{LoadError, VENDOR_FILE, read};
use crate::{
    diagnostic::{Diagnostic, Problem, Source},
    folder::Folder,
    model::{Action, Model, Vendor},
    suggestions::did_you_mean,
    yaml::{self, Span},
};
use std::{collections::HashMap, path::Path, sync::Arc};

/// All specs, and where they are.
pub(super) struct Specs<'a, F> {
    pub(super) model: &'a Model,
    pub(super) shown: &'a Path,
    pub(super) folder: &'a F,
}

impl<F: Folder> Specs<'_, F> {
    /// Reports two actions whose crates would have the same name, or names that differ in hyphens alone, from which the same
    /// Rust names are made.
    pub(super) fn shared_packages(&self) -> Result<Vec<Diagnostic>, LoadError> {
        let mut seen: HashMap<String, &Action> = HashMap::new();
        let mut diagnostics = Vec::new();
        for action in &self.model.actions {
            if let Some(first) = seen.insert(action.package.replace('-', ""), action) {
                let source = self.source(&action.spec)?;
                let problem = Problem::new(
                    Span::default(),
                    if first.package == action.package {
                        format!("the crate `{}` is also generated from `{}`", action.package, first.spec)
                    } else {
                        format!("the crates `{}` and `{}` differ in hyphens alone", first.package, action.package)
                    },
                );
                let help = if first.vendor.id == action.vendor.id {
                    "name one of the two files without its version"
                } else {
                    "give one of the vendors another `package`"
                };
                diagnostics.push(problem.help(help).within(&source));
            }
        }
        Ok(diagnostics)
    }

    /// Reports two vendors whose common crates would have the same name.
    pub(super) fn vendors_of_one_package(&self) -> Result<Vec<Diagnostic>, LoadError> {
        let mut diagnostics = Vec::new();
        for (at, vendor) in self.model.vendors.iter().enumerate() {
            let same = |other: &&Arc<Vendor>| other.package.replace('-', "") == vendor.package.replace('-', "");
            let Some(other) = self.model.vendors[..at].iter().find(same) else { continue };
            let source = self.source(&format!("{}/{VENDOR_FILE}", vendor.id))?;
            let (root, _) = yaml::parse(&source.text);
            let span = root.and_then(|root| root.find(&["package"]).map(|(_, node)| node.span)).unwrap_or_default();
            let message = format!("the crates of `{}` begin with `{}` as well", other.id, other.package);
            diagnostics
                .push(Problem::new(span, message).help("give one of the vendors another `package`").within(&source));
        }
        Ok(diagnostics)
    }

    /// Reports `verify_with` with the name of an action that the vendor does not have, or that changes something itself.
    pub(super) fn verifying_actions(&self) -> Result<Vec<Diagnostic>, LoadError> {
        let mut diagnostics = Vec::new();
        for action in &self.model.actions {
            let Some(name) = &action.verify_with else { continue };
            let (message, help) = match self.model.action(&action.vendor.id, name) {
                Some(other) if other.safe => continue,
                Some(_) => (format!("`{name}` changes something"), "name an action with `safe: true`".to_owned()),
                None => {
                    let safe =
                        self.model.actions.iter().filter(|other| other.vendor.id == action.vendor.id && other.safe);
                    let help = did_you_mean(name, safe.map(|other| other.name.as_str()));
                    (format!("there is no action `{name}`"), help)
                }
            };
            let source = self.source(&action.spec)?;
            let (root, _) = yaml::parse(&source.text);
            let span = root.and_then(|root| root.find(&["verify_with"]).map(|(_, node)| node.span)).unwrap_or_default();
            diagnostics.push(Problem::new(span, message).help(help).within(&source));
        }
        Ok(diagnostics)
    }

    /// The text of a spec, by its path below the folder.
    fn source(&self, spec: &str) -> Result<Arc<Source>, LoadError> {
        let (vendor, file) = spec.split_once('/').unwrap_or(("", spec));
        read(self.folder, vendor, file, &self.shown.join(vendor))
    }
}
