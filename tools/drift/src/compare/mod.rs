//! From the draft of a page and a spec to what differs.

mod call;
mod codes;
mod envelope;
mod examples;
mod limits;
mod matched;
mod members;
mod sample_values;
mod types;
mod values;

use crate::{
    finding::{Difference, Finding, PageSide, SpecSide, Step},
    spec::{Member, Spec},
};
use rtc_catalog::{SpecFile, yaml::Value};
use rtc_pages::Position;
use rtc_transcribe::{Contradiction, Draft};
use std::sync::Arc;

/// What differs between what import would write of a page and the spec of its action, in the order of specs.
#[must_use]
pub fn compare(draft: &Draft, spec: &Spec) -> Vec<Finding> {
    let mut found = Collector { draft, spec, findings: Vec::new() };
    call::compare(&mut found);
    let request: Vec<Member<'_>> = spec.action.parameters.iter().map(Member::of_parameter).collect();
    let on_page: Vec<_> = draft.request.iter().chain(&draft.left_out[0]).collect();
    members::compare(&mut found, &matched::Section::root("request"), &on_page, &request);
    envelope::compare(&mut found);
    codes::compare(&mut found);
    // What a definition shows is made up of placeholders.
    if !draft.is_defined {
        examples::compare(&mut found);
    }
    not_understood(&mut found);
    found.findings
}

/// Notes that something was not understood. The spec can except that, by its count: then one thing more is a difference.
fn not_understood(found: &mut Collector<'_>) {
    let draft = found.draft;
    let Some(unread) = &draft.not_understood else { return };
    let (count, at) = (unread.count.to_string(), SpecLocation::Action(&["source"]));
    found.differs("not_understood", Difference::NotUnderstood, (count, unread.position), None, at);
    if let Some(finding) = found.findings.last_mut() {
        let were = if unread.count == 1 { "thing was" } else { "things were" };
        let others = unread.count - unread.defined.len().min(unread.count);
        let on_page = (others > 0).then(|| "`cargo xtask read` lists what is on the page".to_owned());
        let known: Vec<String> = unread.defined.iter().cloned().chain(on_page).collect();
        finding.message = format!("{} {were} not understood: {}", unread.count, known.join("; "));
    }
}

/// What a page and a definition of its action contradict each other in, as findings next to those of [`compare`].
#[must_use]
pub fn contradictions(draft: &Draft, spec: &Spec, contradictions: &[Contradiction]) -> Vec<Finding> {
    let mut found = Collector { draft, spec, findings: Vec::new() };
    for contradiction in contradictions {
        let names: Vec<&str> = contradiction.path.iter().map(String::as_str).collect();
        let side = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
        let both = format!("{} | {}", side(&contradiction.page.value), side(&contradiction.definition.value));
        let id = format!("sources.{}", names.join("."));
        // Where the page is silent, the definition is shown.
        let shown = if contradiction.page.value.is_empty() { &contradiction.definition } else { &contradiction.page };
        let at = SpecLocation::Action(&names);
        found.note(id, Difference::Sources, Some((both, shown.position, None)), None, at);
        if let Some(finding) = found.findings.last_mut() {
            let other = contradiction.definition.position;
            let file =
                draft.files.get(usize::from(other.file)).map_or(String::new(), |file| file.display().to_string());
            finding.message = format!("`{}`: {} ({file}:{other})", names.join("."), contradiction.words());
        }
    }
    found.findings
}

/// The findings so far, and what they are about.
struct Collector<'a> {
    draft: &'a Draft,
    spec: &'a Spec,
    findings: Vec<Finding>,
}

/// A place in the spec's file.
#[derive(Clone, Copy)]
enum SpecLocation<'p> {
    /// In the action's file.
    Action(&'p [&'p str]),
    /// In the vendor's file.
    Vendor(&'p [&'p str]),
}

impl Collector<'_> {
    /// Notes a difference. `page` and `in_spec` are the values of page and spec.
    fn note(
        &mut self,
        id: String,
        difference: Difference,
        page: Option<(String, Position, Option<String>)>,
        in_spec: Option<String>,
        at: SpecLocation<'_>,
    ) {
        let page = page.map(|(text, position, of)| PageSide { text, position, of });
        let spec = self.locate(in_spec, at);
        let message = words(&id, difference, page.as_ref(), &spec);
        self.findings.push(Finding { id, difference, message, page, spec, fixable: false, steps: Vec::new() });
    }

    /// Adds the edits of the spec that would resolve the last difference.
    fn propose_fix(&mut self, steps: Vec<Step>) {
        if let Some(finding) = self.findings.last_mut() {
            finding.fixable = !steps.is_empty();
            finding.steps = steps;
        }
    }

    /// Notes a difference where the action's own page states a value.
    fn differs(
        &mut self,
        id: &str,
        difference: Difference,
        page: (String, Position),
        in_spec: Option<String>,
        at: SpecLocation<'_>,
    ) {
        self.note(id.to_owned(), difference, Some((page.0, page.1, None)), in_spec, at);
    }

    fn locate(&self, text: Option<String>, at: SpecLocation<'_>) -> SpecSide {
        let (file, path): (&Arc<SpecFile>, _) = match at {
            SpecLocation::Action(path) => (&self.spec.file, path),
            SpecLocation::Vendor(path) => (&self.spec.vendor, path),
        };
        locate(file, text, path)
    }
}

/// What a file says at `path`. Of a list or a mapping, the key is shown.
pub(crate) fn locate(file: &SpecFile, text: Option<String>, path: &[&str]) -> SpecSide {
    let source = file.source();
    let span = match file.root().find(path) {
        Some((_, node)) if matches!(node.value, Value::Scalar { .. }) => node.span,
        Some((key, _)) => key,
        None => file.nearest(path),
    };
    let (line, column) = source.position(span);
    SpecSide { text, file: source.path.clone(), line, column, bytes: source.first_line(span) }
}

/// A difference in words.
fn words(id: &str, difference: Difference, page: Option<&PageSide>, spec: &SpecSide) -> String {
    match (difference, page, &spec.text) {
        (Difference::MissingInSpec, Some(page), _) if page.text.is_empty() => format!("`{id}` is not in the spec"),
        (Difference::MissingInSpec, Some(page), _) => {
            format!("`{id}` is not in the spec; the page has `{}`", page.text)
        }
        (Difference::MissingOnPage, ..) => format!("`{id}` is not on the page"),
        (_, Some(page), Some(in_spec)) => format!("`{id}`: the page has `{}`, the spec `{in_spec}`", page.text),
        (_, Some(page), None) => format!("`{id}`: the page has `{}`, the spec does not have it", page.text),
        (_, None, in_spec) => {
            format!("`{id}`: the page does not have it, the spec has `{}`", in_spec.as_deref().unwrap_or_default())
        }
    }
}
