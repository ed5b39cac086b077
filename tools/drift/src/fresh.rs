//! A spec that was just made from a page, and where the two differ all the same.

use crate::{
    Finding, Spec, compare,
    exceptions::{Filtered, Sources, apply_exceptions},
    finding::Difference,
};
use rtc_catalog::{
    Source as SpecSource, SpecFile,
    model::{ExceptionSource, Vendor},
};
use rtc_transcribe::{Contradiction, Draft, Exception, Refused, Source, Transcript, transcribe};
use std::sync::Arc;

/// Writes where a spec differs from the page that it was just made from into the spec, as exceptions that a person has to
/// look at. So nothing of the page is lost in silence, and a later comparison finds what has changed since. `vendor_file` is
/// the file of `vendor`, `draft` the draft of the page before anything was left out of it, and `contradictions` those between
/// the page and the definition, if there are both.
///
/// # Errors
/// If the loader refuses the spec with its exceptions.
pub fn with_exceptions(
    mut transcript: Transcript,
    draft: &Draft,
    contradictions: &[Contradiction],
    vendor: &Arc<Vendor>,
    vendor_file: &Arc<SpecFile>,
    source: &Source,
) -> Result<Transcript, Refused> {
    // An exception can change nothing but what is excepted; a second round shows that it did.
    for _ in 0..2 {
        let remaining = remaining(&transcript, draft, contradictions, vendor_file);
        let found = remaining.iter().filter(|finding| finding.difference != Difference::Stale);
        let new: Vec<Exception> = found.map(|finding| exception(finding, draft)).collect();
        let known = transcript.draft.exceptions.len();
        for exception in new {
            let same = |other: &Exception| (&other.finding, &other.page) == (&exception.finding, &exception.page);
            if !transcript.draft.exceptions.iter().any(same) {
                transcript.draft.exceptions.push(exception);
            }
        }
        if transcript.draft.exceptions.len() == known {
            break;
        }
        transcript = transcribe(transcript.draft, vendor, source)?;
    }
    Ok(transcript)
}

/// What differs and is no exception yet.
fn remaining(
    transcript: &Transcript,
    draft: &Draft,
    contradictions: &[Contradiction],
    vendor_file: &Arc<SpecFile>,
) -> Vec<Finding> {
    let text = SpecSource { path: transcript.spec.clone().into(), text: transcript.text.clone() };
    let Ok(file) = SpecFile::parse(Arc::new(text)) else { return Vec::new() };
    let spec = Spec { action: transcript.action.clone(), file: Arc::new(file), vendor: Arc::clone(vendor_file) };
    let mut findings = compare(draft, &spec);
    findings.extend(crate::contradictions(draft, &spec, contradictions));
    let filtered = apply_exceptions(&spec, vec![findings], Sources::of(draft));
    filtered.into_iter().flat_map(|Filtered { remaining, .. }| remaining).collect()
}

fn exception(finding: &Finding, draft: &Draft) -> Exception {
    let is_defined = finding.page.as_ref().map_or(draft.is_defined, |page| draft.is_defined || page.position.file > 0);
    let of = if is_defined && !finding.is_of_sources() { ExceptionSource::Definition } else { ExceptionSource::Page };
    let reason = match (&finding.page, &finding.spec.text) {
        _ if finding.difference == Difference::Sources => "TODO(check): page and definition do not say the same",
        _ if finding.difference == Difference::NotUnderstood => "TODO(check): not understood, see the marks",
        (None, _) => "TODO(check): the page does not have it",
        (Some(_), None) => "TODO(check): the spec does not have it",
        (Some(_), Some(_)) => "TODO(check): import decided for what the spec has",
    };
    Exception {
        finding: finding.id.clone(),
        page: finding.page.as_ref().map(|page| page.text.split_whitespace().collect::<Vec<_>>().join(" ")),
        of,
        reason: reason.to_owned(),
        at: finding.page.as_ref().map(|page| page.position),
        external: finding.page.as_ref().and_then(|page| page.of.clone()),
    }
}
