//! Differences for which the page is to blame.

use crate::{
    Finding, Spec,
    compare::locate,
    finding::{Difference, PageSide, Step},
};
use rtc_catalog::model::Exception;

/// What is left of a page's findings.
#[derive(Clone, Debug, Default)]
pub struct Filtered {
    /// Those that the spec does not except.
    pub remaining: Vec<Finding>,
    /// Those that it does.
    pub excepted: Vec<Finding>,
}

/// Takes out of the findings of all pages of one action those that its spec excepts. An exception that fits none of them
/// becomes a finding, with the last page's others.
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
    let words =
        exception.page.as_ref().map_or_else(|| "leave this out".to_owned(), |page| format!("have `{page}` there"));
    Finding {
        id: format!("exceptions.{}", exception.finding),
        difference: Difference::Stale,
        message: format!("an exception has `{}`, but the page does not {words}", exception.finding),
        page: None,
        spec: locate(&spec.file, exception.page.clone(), &["exceptions", &at, "finding"]),
        fixable: true,
        steps: vec![Step::RemoveException { finding: exception.finding.clone(), page: exception.page.clone() }],
    }
}
