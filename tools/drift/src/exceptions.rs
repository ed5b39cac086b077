//! Differences that a spec excepts because the page is wrong.

use crate::{
    Finding, Spec,
    compare::locate,
    finding::{Difference, PageSide, Step},
};
use rtc_catalog::model::{Exception, ExceptionSource};
use rtc_transcribe::Draft;

/// What a spec was compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// A page of the action.
    pub page: bool,
    /// A definition of the action.
    pub definition: bool,
}

impl Sources {
    /// What a draft was made of.
    #[must_use]
    pub fn of(draft: &Draft) -> Self {
        Self { page: !draft.is_defined, definition: draft.is_defined || !draft.files.is_empty() }
    }

    /// The sources of two comparisons.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { page: self.page || other.page, definition: self.definition || other.definition }
    }

    /// Whether an exception that fits no difference from these is stale.
    fn may_be_stale(self, exception: &Exception) -> bool {
        match exception.of {
            // Contradictions are found only where a page and a definition are compared together.
            ExceptionSource::Page if exception.finding.starts_with("sources.") => self.page && self.definition,
            // The definition may have what the page leaves out.
            ExceptionSource::Page => self.page && (exception.page.is_some() || !self.definition),
            // There may be several definitions, as of two sites, and the exception may be for another one.
            ExceptionSource::Definition => false,
        }
    }
}

/// A page's findings, with and without an exception.
#[derive(Clone, Debug, Default)]
pub struct Filtered {
    /// The findings that the spec does not except.
    pub remaining: Vec<Finding>,
    /// The findings that the spec excepts.
    pub excepted: Vec<Finding>,
}

/// Separates the findings of all pages of one action into those that its spec excepts and the rest. An exception of one of
/// these sources that fits no finding becomes a finding of the last page.
#[must_use]
pub fn apply_exceptions(spec: &Spec, pages: Vec<Vec<Finding>>, sources: Sources) -> Vec<Filtered> {
    let exceptions = &spec.action.exceptions;
    let mut used = vec![false; exceptions.len()];
    let mut filtered: Vec<Filtered> = pages
        .into_iter()
        .map(|findings| {
            let mut page = Filtered::default();
            for finding in findings {
                match exceptions.iter().position(|exception| is_excepted(&finding, exception)) {
                    Some(at) => {
                        used[at] = true;
                        page.excepted.push(finding);
                    }
                    None => page.remaining.push(finding),
                }
            }
            page
        })
        .collect();
    if let Some(last) = filtered.last_mut() {
        let stale =
            exceptions.iter().enumerate().filter(|(at, exception)| !used[*at] && sources.may_be_stale(exception));
        last.remaining.extend(stale.map(|(at, exception)| stale_finding(spec, at, exception)));
    }
    filtered
}

fn is_excepted(finding: &Finding, exception: &Exception) -> bool {
    let on_page = |page: &PageSide| page.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let excepted = exception.page.as_ref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    finding.id == exception.finding && finding.page.as_ref().map(on_page) == excepted
}

fn stale_finding(spec: &Spec, at: usize, exception: &Exception) -> Finding {
    let at = at.to_string();
    let words = exception
        .page
        .as_ref()
        .map_or_else(|| "omit it any more".to_owned(), |page| format!("say `{page}` there any more"));
    Finding {
        id: format!("exceptions.{}", exception.finding),
        difference: Difference::Stale,
        message: format!("the exception for `{}` is stale: the page does not {words}", exception.finding),
        page: None,
        spec: locate(&spec.file, exception.page.clone(), &["exceptions", &at, "finding"]),
        fixable: true,
        steps: vec![Step::RemoveException { finding: exception.finding.clone(), page: exception.page.clone() }],
    }
}
