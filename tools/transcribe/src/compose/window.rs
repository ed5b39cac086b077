//! The span of time that a call may cover.

use super::type_predicates::is_time;
use crate::draft::{Draft, Member, Window};
use rtc_catalog::{
    format::{Beyond, Span},
    names,
};
use rtc_pages::{
    Facts, Located,
    words::{ENDS, STARTS},
};
use std::time::Duration;

pub(super) fn window(draft: &mut Draft, facts: &Facts) -> Option<Window> {
    let printed = &facts.window;
    if printed.is_empty() {
        return None;
    }
    let span = |seconds: &Option<Located<u64>>| {
        let long = seconds.clone().filter(|seconds| seconds.value > 0 && seconds.value < u64::MAX / 1000);
        long.map(|seconds| seconds.map(|seconds| Span(Duration::from_secs(seconds))))
    };
    let clamped = printed.clamped.clone();
    let window = Window {
        between: draft.safe.then(|| between(&draft.request)).flatten(),
        span: span(&printed.span),
        back: span(&printed.back),
        lag: span(&printed.lag),
        beyond: clamped.map(|cut| cut.map(|cut| if cut { Beyond::Clamped } else { Beyond::Refused })),
    };
    if let Some(case) = &printed.in_a_case {
        let span = Span(Duration::from_secs(case.value));
        draft.remark(
            &["window"],
            Some(case.position),
            format!("the page has another span for a case, {span}: `narrower` may say it"),
        );
    }
    let at = [&window.span, &window.back, &window.lag].into_iter().flatten().map(|span| span.position).next();
    let words = match (&window.between, &window.beyond) {
        (None, _) => "the page limits a time range, but its start and end parameters were not recognised",
        (Some(_), None) => "the page does not say what happens with a longer span",
        (Some(_), Some(_)) => return Some(window),
    };
    draft.remark(&["window"], at, words);
    Some(window)
}

/// The two times that a span lies between: one whose name speaks of a start and one of an end.
fn between(request: &[Member]) -> Option<(String, String)> {
    let times: Vec<&Member> = request.iter().filter(|member| is_time(&member.kind.value)).collect();
    let speaking = |words: &[&str]| {
        let speaks = |member: &&&Member| {
            let name = names::snake(&member.name.value);
            name.split('_').any(|word| words.contains(&word))
        };
        let mut found = times.iter().filter(speaks);
        found.next().filter(|_| found.next().is_none()).map(|member| member.name.value.clone())
    };
    let start = speaking(STARTS)?;
    let end = speaking(ENDS)?;
    (start != end).then_some((start, end))
}
