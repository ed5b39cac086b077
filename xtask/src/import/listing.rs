//! `cargo xtask import --all`: what can be made of definitions.

use super::{jobs::unknown, summary::counts, vendor};
use crate::sources::{Named, Sources};
use anstream::eprintln;
use rtc_catalog::model::Model;
use rtc_pages::Reader;
use std::{io, io::Write, process::ExitCode};

/// Lists the actions of definitions.
pub(super) fn list(sources: &Sources, model: &Model, reader: &Reader, wanted: &[String]) -> ExitCode {
    let mut out = String::new();
    let mut well = true;
    if sources.definitions.is_empty() {
        eprintln!("`--all` lists what is in definitions, and none is named");
        return ExitCode::from(2);
    }
    for Named { definition, .. } in &sources.definitions {
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
    let known = |name: &&String| {
        sources.definitions.iter().any(|named| named.definition.actions().any(|action| action.name() == **name))
    };
    for name in wanted.iter().filter(|name| !known(name)) {
        well = false;
        eprintln!("{}", unknown(name, sources));
    }
    out.push_str("to create them, run this again without --all; --action NAME chooses some\n");
    // A closed pipe, as with `head`, is not a failure.
    let _ = io::stdout().write_all(out.as_bytes());
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
