//! What was made, in words.

use rtc_pages::Facts;
use rtc_transcribe::{Draft, Transcript};

/// What was made, what is open and what comes next.
pub(super) fn summary(shown: &str, transcript: &Transcript, facts: &Facts) -> String {
    let draft = &transcript.draft;
    let mut message = format!("  created {shown}: {}\n", counts(draft));
    if facts.rows.understood < facts.rows.present {
        message
            .push_str(&format!("  {} of {} rows of the page understood\n", facts.rows.understood, facts.rows.present));
    }
    let sentences = transcript.text.matches("TODO(doc)").count();
    if sentences > 0 {
        message
            .push_str(&format!("  {sentences} sentences to write, each marked TODO(doc) with the line of the page\n"));
    }
    if !draft.remarks.is_empty() {
        message.push_str("  to check, each marked TODO(check):\n");
    }
    for remark in &draft.remarks {
        let page = match remark.at.and_then(|at| draft.file(at)) {
            Some(file) => format!(" of {file}"),
            None if draft.is_external(&remark.path) => " of the other page".to_owned(),
            None => String::new(),
        };
        let at = remark.at.map_or(String::new(), |at| format!("{at}{page}"));
        let path = remark.path.join(".");
        let path = if path.is_empty() { String::new() } else { format!("{path}: ") };
        message.push_str(&format!("    {at:<8} {path}{}\n", remark.words));
    }
    if !draft.exceptions.is_empty() {
        message.push_str("  differences between page and spec, each among its exceptions:\n");
    }
    for exception in &draft.exceptions {
        let page = exception.page.as_ref().map_or(String::new(), |page| format!(": the page has `{page}`"));
        message.push_str(&format!("    {}{page}\n", exception.finding));
    }
    message.push_str("  next: cargo xtask gen\n");
    message
}

pub(super) fn counts(draft: &Draft) -> String {
    let own = draft.errors.iter().filter(|code| code.group.is_none()).count();
    let counts = [
        (draft.request.len(), "parameter"),
        (draft.response.len(), "field"),
        (draft.types.len(), "type"),
        (draft.enums.len(), "enumeration"),
        (own, "error code"),
        (draft.examples.len(), "example"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    counts.map(|(count, word)| format!("{count} {word}{}", plural(count))).collect::<Vec<_>>().join(", ")
}
