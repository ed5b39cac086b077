//! From a page's facts and a spec to what differs.

mod call;
mod codes;
mod envelope;
mod exchanges;
mod kinds;
mod limits;
mod members;
mod samples;
mod values;

use crate::{
    finding::{Difference, Finding, Said, Step, Told},
    spec::{Member, Spec},
};
use rtc_catalog::{SpecFile, yaml::Value};
use rtc_pages::{Facts, Position};
use std::sync::Arc;

/// What differs between a page and the spec of its action, in the order of specs.
#[must_use]
pub fn compare(facts: &Facts, spec: &Spec) -> Vec<Finding> {
    let mut found = Found { facts, spec, findings: Vec::new() };
    call::compare(&mut found);
    let request: Vec<Member<'_>> = spec.action.parameters.iter().map(Member::sent).collect();
    members::compare(&mut found, &members::Home::root("request"), &facts.request, &request);
    envelope::compare(&mut found);
    codes::compare(&mut found);
    exchanges::compare(&mut found);
    found.findings
}

/// The findings so far, and what they are about.
struct Found<'a> {
    facts: &'a Facts,
    spec: &'a Spec,
    findings: Vec<Finding>,
}

/// A place in the spec's file.
#[derive(Clone, Copy)]
enum At<'p> {
    /// In the action's file.
    Action(&'p [&'p str]),
    /// In the vendor's file.
    Vendor(&'p [&'p str]),
}

impl Found<'_> {
    /// Notes a difference. `page` and `told` are what page and spec say.
    fn note(
        &mut self,
        id: String,
        difference: Difference,
        page: Option<(String, Position, Option<String>)>,
        told: Option<String>,
        at: At<'_>,
    ) {
        let page = page.map(|(text, position, of)| Said { text, position, of });
        let spec = self.told(told, at);
        let message = words(&id, difference, page.as_ref(), &spec);
        self.findings.push(Finding { id, difference, message, page, spec, fixable: false, steps: Vec::new() });
    }

    /// Says how the spec can be mended of the last difference.
    fn mend(&mut self, steps: Vec<Step>) {
        if let Some(finding) = self.findings.last_mut() {
            finding.fixable = !steps.is_empty();
            finding.steps = steps;
        }
    }

    /// The same where both say something, and the page says it on the action's own page.
    fn differs(
        &mut self,
        id: &str,
        difference: Difference,
        page: (String, Position),
        told: Option<String>,
        at: At<'_>,
    ) {
        self.note(id.to_owned(), difference, Some((page.0, page.1, None)), told, at);
    }

    fn told(&self, text: Option<String>, at: At<'_>) -> Told {
        let (file, path): (&Arc<SpecFile>, _) = match at {
            At::Action(path) => (&self.spec.file, path),
            At::Vendor(path) => (&self.spec.vendor, path),
        };
        told(file, text, path)
    }
}

/// What a file says at `path`. Of a list or a mapping, the key is shown.
pub(crate) fn told(file: &SpecFile, text: Option<String>, path: &[&str]) -> Told {
    let source = file.source();
    let span = match file.root().find(path) {
        Some((_, node)) if matches!(node.value, Value::Scalar { .. }) => node.span,
        Some((key, _)) => key,
        None => file.nearest(path),
    };
    let (line, column) = source.position(span);
    Told { text, file: source.path.clone(), line, column, bytes: source.first_line(span) }
}

/// A difference in words.
fn words(id: &str, difference: Difference, page: Option<&Said>, spec: &Told) -> String {
    match (difference, page, &spec.text) {
        (Difference::MissingInSpec, Some(page), _) if page.text.is_empty() => format!("`{id}` is not in the spec"),
        (Difference::MissingInSpec, Some(page), _) => {
            format!("`{id}` is not in the spec; the page has `{}`", page.text)
        }
        (Difference::MissingOnPage, ..) => format!("`{id}` is not on the page"),
        (_, Some(page), Some(told)) => format!("`{id}`: the page has `{}`, the spec `{told}`", page.text),
        (_, Some(page), None) => format!("`{id}`: the page has `{}`, the spec says nothing of it", page.text),
        (_, None, told) => {
            format!("`{id}`: the page says nothing of it, the spec has `{}`", told.as_deref().unwrap_or_default())
        }
    }
}
