//! Differences that a spec excepts because the page is wrong.

use crate::{
    Finding, Spec,
    compare::locate,
    finding::{Difference, PageSide, Step},
};
use rtc_catalog::model::Exception;

/// A page's findings, with and without an exception.
#[derive(Clone, Debug, Default)]
pub struct Filtered {
    /// The findings that the spec does not except.
    pub remaining: Vec<Finding>,
    /// The findings that the spec excepts.
    pub excepted: Vec<Finding>,
}

/// Separates the findings of all pages of one action into those that its spec excepts and the rest. An exception that fits
/// no finding becomes a finding of the last page.
#[must_use]
pub fn apply_exceptions(spec: &Spec, pages: Vec<Vec<Finding>>) -> Vec<Filtered> {
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
        let stale = exceptions.iter().enumerate().filter(|(at, _)| !used[*at]);
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
