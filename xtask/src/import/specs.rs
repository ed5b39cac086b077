//! From what is to be imported to written specs.

use super::{
    Kept, Options,
    files::{already, place, replace, write},
    jobs::Job,
    report,
    summary::summary,
    vendor,
};
use rtc_catalog::{
    SpecFile,
    model::{Model, Vendor},
};
use rtc_pages::Facts;
use rtc_transcribe::{Contradiction, Draft, Remark, Sentences, Source, Transcript};
use std::{
    collections::HashMap,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Makes the specs. Says whether all could be made.
pub(super) fn import(root: &Path, model: &Model, jobs: Vec<Job>, options: &Options) -> bool {
    let mut well = true;
    let mut made: Vec<(Job, Arc<Vendor>, Transcript)> = Vec::new();
    let mut places: HashMap<PathBuf, String> = HashMap::new();
    for job in jobs {
        let transcript = vendor(model, &job.facts)
            .and_then(|vendor| Ok((Arc::clone(&vendor), transcribe(root, &job, &vendor, options)?)));
        let fresh = transcript.and_then(|(vendor, transcript)| {
            let (place, shown) = place(root, model, &transcript, options)?;
            if place.exists() {
                return Err(already(&shown));
            }
            let action = &transcript.draft.action.value;
            if let Some(other) = places.insert(place, action.clone()) {
                return Err(format!(
                    "`{action}` and `{other}` would both be written to {shown}: import one of them with `--action`, \
                     and the other one with `--into` another folder"
                ));
            }
            Ok((vendor, transcript))
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
            Ok(summary(&shown, transcript, job))
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

/// The source that a spec names: the address that was given, else the page's own.
fn source(facts: &Facts, vendor: &Vendor, options: &Options) -> Source {
    let known = options.url.clone().or_else(|| facts.address.as_ref().map(|address| address.value.clone()));
    let other = || vendor.sources.first().map_or("https://example.com/".to_owned(), |source| source.url.clone());
    Source { is_known: known.is_some(), url: known.unwrap_or_else(other), read: today() }
}

fn transcribe(root: &Path, job: &Job, vendor: &Arc<Vendor>, options: &Options) -> Result<Transcript, String> {
    let sentences = match options.sentences {
        Kept::Open => Sentences::Open,
        Kept::Vendor => Sentences::Vendor,
    };
    let source = source(&job.facts, vendor, options);
    let mut draft = rtc_transcribe::draft_with(&job.facts, vendor, sentences).map_err(|error| error.to_string())?;
    for contradiction in &job.contradictions {
        draft.remarks.push(remark(&draft, contradiction));
    }
    let transcript = rtc_transcribe::transcribe(draft.clone(), vendor, &source).map_err(|error| error.to_string())?;
    let file = SpecFile::open(&root.join("specs"), &format!("{}/vendor.yaml", vendor.id));
    let file = Arc::new(file.map_err(|error| error.to_string())?);
    rtc_drift::with_exceptions(transcript, &draft, &job.contradictions, vendor, &file, &source)
        .map_err(|error| error.to_string())
}

/// A contradiction as something to check, with both places.
fn remark(draft: &Draft, contradiction: &Contradiction) -> Remark {
    let mut path = contradiction.path.clone();
    // Specs spell the name of a list as requests do.
    if let [section, name, ..] = &mut path[..]
        && *section == "request"
        && let Some(member) = draft.request.iter().find(|member| member.key() == name)
    {
        name.clone_from(&member.name.value);
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
                rtc_transcribe::transcribe(draft, &wider, &source(&job.facts, &wider, options)).ok()
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

/// The day, in UTC.
fn today() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}
