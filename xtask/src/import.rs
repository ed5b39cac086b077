//! `cargo xtask import`: a saved page becomes a spec.

use crate::{lock::Lock, pages, terminal};
use anstream::eprintln;
use rtc_catalog::{
    SpecFile,
    model::{Model, Vendor},
};
use rtc_pages::{Facts, PageKind, Reader};
use rtc_transcribe::{Draft, Source, Transcript};
use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

/// What is imported, and where it goes.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The pages: text, Markdown or HTML. Each page of an action becomes a spec; types that one page describes are used for all.
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// The spec to write, or a folder for the specs. The default is `specs/<vendor>/<action>.yaml`.
    #[arg(long, value_name = "PATH")]
    into: Option<PathBuf>,
    /// The page's address, for a single page of an action.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

/// Exits with 0 if all pages became specs, with 1 if one did not, with 2 if a page cannot be opened.
pub(crate) fn run(root: &Path, options: &Options) -> ExitCode {
    let _lock = match Lock::exclusive(root) {
        Ok(lock) => lock,
        Err(error) => {
            eprintln!("{}", terminal::error(&error));
            return ExitCode::FAILURE;
        }
    };
    let model = match rtc_catalog::load(&root.join("specs")) {
        Ok(model) => model,
        Err(error) => {
            eprintln!("{}", terminal::error(&error.to_string()));
            return ExitCode::FAILURE;
        }
    };
    let pages = match pages::open(&options.pages, &Reader::new(&model.vendors)) {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("{}", terminal::error(&error));
            return ExitCode::from(2);
        }
    };
    let actions = pages.iter().filter(|(_, page)| !matches!(page, Ok(facts) if facts.page == PageKind::Types)).count();
    if actions > 1 && (options.url.is_some() || options.into.as_deref().is_some_and(is_spec)) {
        eprintln!("`--url` and a file for `--into` need a single page of an action: import several pages one by one");
        return ExitCode::from(2);
    }
    let mut well = true;
    for (file, page) in &pages {
        let made = match page {
            Err(error) => Err(error.clone()),
            Ok(facts) if facts.page == PageKind::Types && actions > 0 => continue,
            Ok(facts) => import(root, &model, facts, options),
        };
        match made {
            Ok(message) => drop(io::stdout().write_all(format!("{}\n{message}\n", file.display()).as_bytes())),
            Err(error) => {
                well = false;
                eprintln!("{}\n  {}\n", file.display(), error.replace('\n', "\n  "));
            }
        }
    }
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Makes the spec of one page. Returns what to say of it.
fn import(root: &Path, model: &Model, facts: &Facts, options: &Options) -> Result<String, String> {
    let vendor = vendor(model, facts)?;
    let draft = rtc_transcribe::draft(facts, &vendor).map_err(|error| error.to_string())?;
    let known = vendor.sources.first().map(|source| source.url.clone());
    let source = Source {
        is_known: options.url.is_some(),
        url: options.url.clone().or(known).unwrap_or_else(|| "https://example.com/".to_owned()),
        read: today(),
    };
    let transcript = rtc_transcribe::transcribe(draft, &vendor, &source).map_err(|error| error.to_string())?;
    let file = SpecFile::open(&root.join("specs"), &format!("{}/vendor.yaml", vendor.id));
    let file = Arc::new(file.map_err(|error| error.to_string())?);
    let transcript = rtc_drift::with_exceptions(transcript, facts, &vendor, &file, &source);
    let transcript = transcript.map_err(|error| error.to_string())?;
    let (place, shown) = place(root, &transcript, options)?;
    write(&place, &shown, &transcript.text)?;
    Ok(summary(&shown, &transcript, facts))
}

fn vendor(model: &Model, facts: &Facts) -> Result<Arc<Vendor>, String> {
    let Some(vendor) = &facts.vendor else {
        return Err("the page names no vendor: no host or brand under `words` in a vendor.yaml fits it".to_owned());
    };
    let id = &vendor.value;
    let found = model.vendors.iter().find(|known| known.id == *id).map(Arc::clone);
    found.ok_or_else(|| format!("specs/{id}/vendor.yaml does not exist: describe the vendor first"))
}

fn is_spec(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml")
}

/// Where the spec goes, and how that is shown.
fn place(root: &Path, transcript: &Transcript, options: &Options) -> Result<(PathBuf, String), String> {
    let name = transcript.spec.rsplit('/').next().unwrap_or(&transcript.spec);
    let place = match &options.into {
        None => return Ok((root.join("specs").join(&transcript.spec), format!("specs/{}", transcript.spec))),
        Some(into) if is_spec(into) && into.file_name().is_none_or(|into| into != name) => {
            let action = &transcript.draft.action.value;
            return Err(format!("the spec of `{action}` must be named `{name}`, not {}", into.display()));
        }
        Some(into) if is_spec(into) => into.clone(),
        Some(into) => into.join(name),
    };
    let shown = place.display().to_string();
    Ok((place, shown))
}

/// Creates a file atomically; an existing file is an error.
fn write(place: &Path, shown: &str, text: &str) -> Result<(), String> {
    let there =
        || format!("{shown} already exists and is not changed: compare the page with it by `cargo xtask drift`");
    if place.exists() {
        return Err(there());
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = |error: io::Error| format!("cannot write {shown}: {error}");
    fs::create_dir_all(folder).map_err(cannot)?;
    let mut file = tempfile::Builder::new().prefix(".import-").tempfile_in(folder).map_err(cannot)?;
    file.write_all(text.as_bytes()).map_err(cannot)?;
    match file.persist_noclobber(place) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(there()),
        Err(error) => Err(cannot(error.error)),
    }
}

/// What was made, what is open and what comes next.
fn summary(shown: &str, transcript: &Transcript, facts: &Facts) -> String {
    let draft = &transcript.draft;
    let mut message = format!("  created {shown}: {}\n", counts(draft));
    if facts.rows.understood < facts.rows.present {
        message
            .push_str(&format!("  {} of {} rows of the page understood\n", facts.rows.understood, facts.rows.present));
    }
    let sentences = transcript.text.matches("TODO(doc)").count();
    message.push_str(&format!("  {sentences} sentences to write, each marked TODO(doc) with the line of the page\n"));
    if !draft.remarks.is_empty() {
        message.push_str("  to check, each marked TODO(check):\n");
    }
    for remark in &draft.remarks {
        let page = if draft.is_external(&remark.path) { " of the other page" } else { "" };
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

fn counts(draft: &Draft) -> String {
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

/// The day, in UTC.
fn today() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}
