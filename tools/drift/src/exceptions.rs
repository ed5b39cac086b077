//! Differences for which the page is to blame.

use crate::{
    Finding, Spec,
    compare::told,
    finding::{Difference, Said, Step},
};
use rtc_catalog::model::Exception;

/// What is left of a page's findings.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Those that the spec does not except.
    pub left: Vec<Finding>,
    /// Those that it does.
    pub excepted: Vec<Finding>,
}

/// Takes out of the findings of all pages of one action those that its spec excepts. An exception that fits none of them
/// becomes a finding, with the last page's others.
#[must_use]
pub fn judge(spec: &Spec, pages: Vec<Vec<Finding>>) -> Vec<Judged> {
    let exceptions = &spec.action.exceptions;
    let mut used = vec![false; exceptions.len()];
    let mut judged: Vec<Judged> = pages
        .into_iter()
        .map(|findings| {
            let mut page = Judged::default();
            for finding in findings {
                match exceptions.iter().position(|exception| is_excepted(&finding, exception)) {
                    Some(at) => {
                        used[at] = true;
                        page.excepted.push(finding);
                    }
                    None => page.left.push(finding),
                }
            }
            page
        })
        .collect();
    if let Some(last) = judged.last_mut() {
        let stale = exceptions.iter().enumerate().filter(|(at, _)| !used[*at]);
        last.left.extend(stale.map(|(at, exception)| stale_finding(spec, at, exception)));
    }
    judged
}

fn is_excepted(finding: &Finding, exception: &Exception) -> bool {
    let said = |page: &Said| page.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let excepted = exception.page.as_ref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    finding.id == exception.finding && finding.page.as_ref().map(said) == excepted
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
        spec: told(&spec.file, exception.page.clone(), &["exceptions", &at, "finding"]),
        fixable: true,
        steps: vec![Step::Unexcept { finding: exception.finding.clone(), page: exception.page.clone() }],
    }
}
