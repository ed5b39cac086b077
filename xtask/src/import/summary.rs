//! What was made, in words.

use super::jobs::Job;
use rtc_pages::Position;
use rtc_transcribe::{Draft, Transcript};

/// What was made, what is open and what comes next.
pub(super) fn summary(shown: &str, transcript: &Transcript, job: &Job) -> String {
    let (draft, rows) = (&transcript.draft, job.facts.rows);
    let mut message = format!("  created {shown}: {}\n", counts(draft));
    if rows.understood < rows.present {
        message.push_str(&format!("  {} of {} rows of the page understood\n", rows.understood, rows.present));
    }
    let sentences = transcript.text.matches("TODO(doc)").count();
    if sentences > 0 {
        message
            .push_str(&format!("  {sentences} sentences to write, each marked TODO(doc) with the line of the page\n"));
    }
    let remarks = draft.remarks.iter().map(|remark| {
        let path = remark.path.join(".");
        let path = if path.is_empty() { String::new() } else { format!("{path}: ") };
        let at = remark.at.or_else(|| draft.position_of(&remark.path));
        let external = remark.path.get(1).filter(|_| draft.is_external(&remark.path));
        (source(job, draft, at, external), format!("{path}{}", remark.words))
    });
    list(&mut message, "to check, each marked TODO(check)", &remarks.collect::<Vec<_>>());
    let exceptions = draft.exceptions.iter().map(|exception| {
        let page = exception.page.as_ref().map_or(String::new(), |page| format!(": the page has `{page}`"));
        let path: Vec<String> = exception.finding.split('.').map(str::to_owned).collect();
        let at = exception.at.or_else(|| draft.position_of(&path));
        (source(job, draft, at, exception.external.as_ref()), format!("{}{page}", exception.finding))
    });
    list(&mut message, "differences between page and spec, each among its exceptions", &exceptions.collect::<Vec<_>>());
    message.push_str("  next: cargo xtask gen\n");
    message
}

/// Lines with the source of each before it.
fn list(message: &mut String, title: &str, lines: &[(String, String)]) {
    if lines.is_empty() {
        return;
    }
    message.push_str(&format!("  {title}:\n"));
    let width = lines.iter().map(|(source, _)| source.chars().count()).max().unwrap_or_default();
    for (source, words) in lines {
        message.push_str(format!("    {source:<width$} {words}").trim_end());
        message.push('\n');
    }
}

/// Where a fact is: file, line and column. The file alone if it has no place of its own. `external` is the type in which it is
/// if that is described on another page.
fn source(job: &Job, draft: &Draft, at: Option<Position>, external: Option<&String>) -> String {
    let file = at.and_then(|at| draft.files.get(usize::from(at.file))).unwrap_or(&job.file);
    match (at, external) {
        (Some(at), Some(name)) if at.file == 0 => match job.types.get(name) {
            Some(file) => format!("{}:{at}", file.display()),
            None => format!("line {} of the other page", at.line),
        },
        (Some(at), _) => format!("{}:{at}", file.display()),
        (None, _) => file.display().to_string(),
    }
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
