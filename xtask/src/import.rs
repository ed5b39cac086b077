//! `cargo xtask import`: a saved page becomes a spec.

use crate::{
    lock::Lock,
    pages,
    sources::{self, Refusal, Sources},
    terminal,
};
use anstream::eprintln;
use rtc_catalog::{
    SpecFile,
    model::{Model, Vendor},
};
use rtc_definitions::{Action, Definition, Mistakes};
use rtc_pages::{Facts, PageKind, Reader};
use rtc_transcribe::{Contradiction, Draft, Remark, Sentences, Source, Transcript};
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
    /// The pages, text, Markdown or HTML; the definitions, JSON, YAML or Go; or folders of them. Types that one page describes are
    /// used for all. A definition next to pages completes what they say; alone, each of its actions becomes a spec.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// The spec to write, or a folder for the specs. The default is `specs/<vendor>/<action>.yaml`.
    #[arg(long, value_name = "PATH")]
    into: Option<PathBuf>,
    /// The page's address, for a single page of an action.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Only this action of the definitions. Can be given several times.
    #[arg(long, value_name = "ACTION")]
    action: Vec<String>,
    /// Lists the actions of the definitions and what can be made of each. Nothing is written.
    #[arg(long, conflicts_with_all = ["into", "url"])]
    all: bool,
    /// What stands where sentences do: marks for a person who writes them, or the vendor's own sentences.
    #[arg(long, value_enum, default_value = "open")]
    sentences: Kept,
}

/// What stands where sentences do.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Kept {
    /// Marks, `TODO(doc)`.
    Open,
    /// The vendor's own sentences.
    Vendor,
}

/// An action that becomes a spec.
struct Job {
    /// Where it comes from, to show.
    shown: String,
    facts: Facts,
    contradictions: Vec<Contradiction>,
    defined: bool,
}

/// Exits with 0 if all actions became specs, with 1 if one did not, with 2 if a file cannot be opened.
pub(crate) fn run(root: &Path, options: &Options) -> ExitCode {
    let _lock = match if options.all { Lock::shared(root) } else { Lock::exclusive(root) } {
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
    let reader = Reader::new(&model.vendors);
    let sources = match sources::open(&options.sources, &model.vendors) {
        Ok(sources) => sources,
        Err(Refusal::Broken(message)) => {
            eprintln!("{}", terminal::error(&message));
            return ExitCode::FAILURE;
        }
        Err(Refusal::Unreadable(message)) => {
            eprintln!("{}", terminal::error(&message));
            return ExitCode::from(2);
        }
    };
    if options.all {
        return list(&sources, &model, &reader, &options.action);
    }
    let pages = match pages::open(&sources.pages, &reader) {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("{}", terminal::error(&error));
            return ExitCode::from(2);
        }
    };
    let described =
        pages.iter().filter(|(_, page)| !matches!(page, Ok(facts) if facts.page == PageKind::Types)).count();
    let (jobs, mut well) = jobs(pages, &sources, &reader, options);
    if described.max(jobs.len()) > 1 && (options.url.is_some() || options.into.as_deref().is_some_and(is_spec)) {
        eprintln!("`--url` and a file for `--into` need a single page of an action: import several pages one by one");
        return ExitCode::from(2);
    }
    well &= import(root, &model, jobs, options);
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn report(shown: &str, error: &str) {
    eprintln!("{shown}\n  {}\n", error.replace('\n', "\n  "));
}

/// What is to be made, and whether all that was named can be.
fn jobs(pages: Vec<pages::Page<'_>>, sources: &Sources, reader: &Reader, options: &Options) -> (Vec<Job>, bool) {
    let (mut jobs, mut well): (Vec<Job>, bool) = (Vec::new(), true);
    let actions = pages.iter().filter(|(_, page)| !matches!(page, Ok(facts) if facts.page == PageKind::Types)).count();
    for (file, page) in pages {
        let shown = file.display().to_string();
        match page {
            Err(error) => {
                well = false;
                report(&shown, &error);
            }
            Ok(facts) if facts.page == PageKind::Types && (actions > 0 || !sources.definitions.is_empty()) => {}
            Ok(facts) => match join(&facts, file, sources, reader) {
                Ok(Some((path, facts, contradictions))) => {
                    let shown = format!("{shown} with {}", path.display());
                    jobs.push(Job { shown, facts, contradictions, defined: true });
                }
                Ok(None) => jobs.push(Job { shown, facts, contradictions: Vec::new(), defined: false }),
                Err(mistakes) => {
                    well = false;
                    report(&shown, &mistakes.to_string());
                }
            },
        }
    }
    for (definition, whole) in &sources.definitions {
        let wanted = |action: &Action<'_>| {
            let named = options.action.iter().any(|name| name == action.name());
            if options.action.is_empty() { *whole || actions == 0 } else { named }
        };
        let mut made = Vec::new();
        let mut broken = Vec::new();
        for action in definition.actions().filter(wanted) {
            match definition.facts(action, reader) {
                Ok(facts) => made.push((definition.file(action).display().to_string(), facts)),
                Err(mistakes) => broken.push(mistakes.to_string()),
            }
        }
        // Nothing is made of a definition that is broken anywhere.
        if !broken.is_empty() {
            well = false;
            broken.dedup();
            eprintln!("{}\n", broken.join("\n\n"));
            continue;
        }
        for (shown, facts) in made {
            add(&mut jobs, Job { shown, facts, contradictions: Vec::new(), defined: true });
        }
    }
    for name in &options.action {
        if jobs.iter().all(|job| job.facts.action.as_ref().is_none_or(|action| action.value != *name)) && well {
            well = false;
            eprintln!("no definition has an action `{name}`; `--all` lists those that there are");
        }
    }
    (jobs, well)
}

/// Adds an action of a definition. Of several versions the latest is made, and what a page describes is made already.
fn add(jobs: &mut Vec<Job>, job: Job) {
    let key = |job: &Job| {
        (
            job.facts.vendor.as_ref().map(|vendor| vendor.value.clone()),
            job.facts.action.as_ref().map(|action| action.value.clone()),
        )
    };
    let version = |job: &Job| job.facts.version.as_ref().map(|version| version.value.clone());
    match jobs.iter_mut().find(|known| key(known) == key(&job)) {
        None => jobs.push(job),
        Some(known) if known.facts.page == PageKind::Definition && version(&job) > version(known) => *known = job,
        Some(_) => {}
    }
}

/// A page joined with the definition of its action, if there is one: of its version, else the latest.
fn join(
    facts: &Facts,
    file: &Path,
    sources: &Sources,
    reader: &Reader,
) -> Result<Option<(PathBuf, Facts, Vec<Contradiction>)>, Mistakes> {
    let Some(name) = &facts.action else { return Ok(None) };
    let version = facts.version.as_ref().map(|version| version.value.as_str());
    let all = sources
        .definitions
        .iter()
        .flat_map(|(definition, _)| definition.actions().map(move |action| (definition, action)));
    let mut found: Vec<(&Definition, Action<'_>)> = all.filter(|(_, action)| action.name() == name.value).collect();
    found.sort_by_key(|(_, action)| (action.version() == version, action.version().unwrap_or_default().to_owned()));
    while let Some((definition, action)) = found.pop() {
        let defined = definition.facts(action, reader)?;
        let same = |vendor: &str| defined.vendor.as_ref().is_none_or(|known| known.value == vendor);
        if facts.vendor.as_ref().is_none_or(|vendor| same(&vendor.value)) {
            let (facts, contradictions) = rtc_transcribe::join(facts.clone(), file, defined);
            return Ok(Some((definition.file(action).to_owned(), facts, contradictions)));
        }
    }
    Ok(None)
}

/// Lists the actions of definitions.
fn list(sources: &Sources, model: &Model, reader: &Reader, wanted: &[String]) -> ExitCode {
    let mut out = String::new();
    let mut well = true;
    if sources.definitions.is_empty() {
        eprintln!("`--all` lists what is in definitions, and none is named");
        return ExitCode::from(2);
    }
    for (definition, _) in &sources.definitions {
        out.push_str(&format!("{}\n", definition.path().display()));
        let (mut can, mut there, mut cannot) = (0, 0, 0);
        for action in
            definition.actions().filter(|action| wanted.is_empty() || wanted.iter().any(|name| name == action.name()))
        {
            let version = action.version().map_or(String::new(), |version| format!(" {version}"));
            let status = action.status().map_or(String::new(), |status| format!(", {status}"));
            let made = definition.facts(action, reader).map_err(|mistakes| mistakes.to_string());
            let made = made.and_then(|facts| {
                let vendor = vendor(model, &facts)?;
                let draft = rtc_transcribe::draft(&facts, &vendor).map_err(|error| error.to_string())?;
                Ok((model.action(&vendor.id, action.name()).map(|action| action.spec.clone()), draft))
            });
            let line = match &made {
                Ok((Some(spec), _)) => {
                    there += 1;
                    format!("specs/{spec} exists")
                }
                Ok((None, draft)) => {
                    can += 1;
                    counts(draft)
                }
                Err(error) => {
                    cannot += 1;
                    format!("cannot be made: {}", error.replace('\n', "\n    "))
                }
            };
            well &= made.is_ok();
            out.push_str(&format!(
                "  {}{version}{status}: {line}\n",
                if action.name().is_empty() { "-" } else { action.name() }
            ));
        }
        out.push_str(&format!("  {can} can be made, {there} have a spec, {cannot} cannot be made\n"));
    }
    out.push_str("to create them, run this again without --all; --action NAME chooses some\n");
    // A closed pipe, as with `head`, is not a failure.
    let _ = io::stdout().write_all(out.as_bytes());
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Makes the specs. Says whether all could be made.
fn import(root: &Path, model: &Model, jobs: Vec<Job>, options: &Options) -> bool {
    let mut well = true;
    let mut made: Vec<(Job, Arc<Vendor>, Transcript)> = Vec::new();
    for job in jobs {
        let transcript = vendor(model, &job.facts)
            .and_then(|vendor| Ok((Arc::clone(&vendor), transcribe(root, &job, &vendor, options)?)));
        let fresh = transcript.and_then(|(vendor, transcript)| {
            let (place, shown) = place(root, model, &transcript, options)?;
            if place.exists() { Err(already(&shown)) } else { Ok((vendor, transcript)) }
        });
        match fresh {
            Ok((vendor, transcript)) => made.push((job, vendor, transcript)),
            Err(error) => {
                well = false;
                report(&job.shown, &error);
            }
        }
    }
    if options.into.is_none() {
        share(root, model, &mut made, options);
    }
    for (job, _, transcript) in &made {
        let written = place(root, model, transcript, options).and_then(|(place, shown)| {
            write(&place, &shown, &transcript.text)?;
            Ok(summary(&shown, transcript, &job.facts))
        });
        match written {
            Ok(message) => drop(io::stdout().write_all(format!("{}\n{message}\n", job.shown).as_bytes())),
            Err(error) => {
                well = false;
                report(&job.shown, &error);
            }
        }
    }
    well
}

fn source(vendor: &Vendor, options: &Options) -> Source {
    let known = vendor.sources.first().map(|source| source.url.clone());
    Source {
        is_known: options.url.is_some(),
        url: options.url.clone().or(known).unwrap_or_else(|| "https://example.com/".to_owned()),
        read: today(),
    }
}

fn transcribe(root: &Path, job: &Job, vendor: &Arc<Vendor>, options: &Options) -> Result<Transcript, String> {
    let sentences = match options.sentences {
        Kept::Open => Sentences::Open,
        Kept::Vendor => Sentences::Vendor,
    };
    let source = source(vendor, options);
    let mut draft = rtc_transcribe::draft_with(&job.facts, vendor, sentences).map_err(|error| error.to_string())?;
    for contradiction in &job.contradictions {
        draft.remarks.push(remark(&draft, contradiction));
    }
    let transcript = rtc_transcribe::transcribe(draft, vendor, &source).map_err(|error| error.to_string())?;
    if job.defined {
        return Ok(transcript);
    }
    let file = SpecFile::open(&root.join("specs"), &format!("{}/vendor.yaml", vendor.id));
    let file = Arc::new(file.map_err(|error| error.to_string())?);
    rtc_drift::with_exceptions(transcript, &job.facts, vendor, &file, &source).map_err(|error| error.to_string())
}

/// A contradiction as something to check, with both places.
fn remark(draft: &Draft, contradiction: &Contradiction) -> Remark {
    let mut path = contradiction.path.clone();
    if let (Some("request"), Some(name)) = (path.first().map(String::as_str), path.get(1).cloned()) {
        let bare = |known: &str| known.trim_end_matches("[]").trim_end_matches(".N") == name;
        if let Some(member) = draft.request.iter().find(|member| bare(&member.name.value)) {
            path[1].clone_from(&member.name.value);
        }
    }
    let other = contradiction.definition.position;
    let file = draft.file(other).unwrap_or_default();
    let words = format!("`{}`: {}, line {} of {file}", contradiction.path.join("."), contradiction.words(), other.line);
    Remark { path, at: Some(contradiction.page.position), words }
}

/// Makes types that several of the actions have the vendor's.
fn share(root: &Path, model: &Model, made: &mut [(Job, Arc<Vendor>, Transcript)], options: &Options) {
    for vendor in &model.vendors {
        let is_own = |known: &Arc<Vendor>, job: &Job| known.id == vendor.id && job.defined;
        let drafts: Vec<&Draft> = made
            .iter()
            .filter(|(job, known, _)| is_own(known, job))
            .map(|(_, _, transcript)| &transcript.draft)
            .collect();
        let shared = rtc_transcribe::shared_types(&drafts, vendor, &model.actions);
        let path = root.join("specs").join(&vendor.id).join("vendor.yaml");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        if shared.is_empty() {
            continue;
        }
        let text = shared.put_into(&text);
        let Ok(wider) = rtc_catalog::check_vendor(text.clone(), &vendor.id, Path::new("specs")) else { continue };
        let again: Vec<Option<Transcript>> = made
            .iter()
            .map(|(job, known, transcript)| {
                let mut draft = is_own(known, job).then(|| transcript.draft.clone())?;
                shared.take_out_of(&mut draft);
                rtc_transcribe::transcribe(draft, &wider, &source(&wider, options)).ok()
            })
            .collect();
        let complete = made.iter().zip(&again).all(|((job, known, _), again)| again.is_some() || !is_own(known, job));
        if complete && replace(&path, &text).is_ok() {
            for ((_, _, transcript), again) in made.iter_mut().zip(again) {
                if let Some(again) = again {
                    *transcript = again;
                }
            }
            let count = shared.types.len() + shared.enums.len();
            println!("specs/{}/vendor.yaml\n  {count} types that several of these actions have\n", vendor.id);
        }
    }
}

/// Replaces a file atomically.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut file = tempfile::Builder::new().prefix(".import-").tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    fs::set_permissions(file.path(), fs::metadata(path)?.permissions())?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

fn vendor(model: &Model, facts: &Facts) -> Result<Arc<Vendor>, String> {
    let Some(vendor) = &facts.vendor else {
        let what = if facts.page == PageKind::Definition { "the definition" } else { "the page" };
        return Err(format!("{what} names no vendor: no host or brand under `words` in a vendor.yaml fits it"));
    };
    let id = &vendor.value;
    let found = model.vendors.iter().find(|known| known.id == *id).map(Arc::clone);
    found.ok_or_else(|| format!("specs/{id}/vendor.yaml does not exist: describe the vendor first"))
}

fn is_spec(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml")
}

/// Where the spec goes, and how that is shown.
fn place(root: &Path, model: &Model, transcript: &Transcript, options: &Options) -> Result<(PathBuf, String), String> {
    let spec = spec(model, transcript);
    let name = spec.rsplit('/').next().unwrap_or(&spec);
    let place = match &options.into {
        None => return Ok((root.join("specs").join(&spec), format!("specs/{spec}"))),
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

/// The path of the spec. Next to the spec of another version, it has the version in its name.
fn spec(model: &Model, transcript: &Transcript) -> String {
    let (vendor, version) = (&transcript.draft.vendor, &transcript.action.version);
    let mut others = model.versions(vendor, &transcript.action.name).peekable();
    if others.peek().is_none() || version.is_empty() {
        return transcript.spec.clone();
    }
    let same = others.find(|other| other.version == *version).map(|other| other.spec.clone());
    same.unwrap_or_else(|| format!("{}-{version}.yaml", transcript.spec.trim_end_matches(".yaml")))
}

fn already(shown: &str) -> String {
    format!("{shown} already exists and is not changed: compare the page with it by `cargo xtask drift`")
}

/// Creates a file atomically; an existing file is an error.
fn write(place: &Path, shown: &str, text: &str) -> Result<(), String> {
    let there = || already(shown);
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
