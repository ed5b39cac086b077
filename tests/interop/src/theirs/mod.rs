//! The vendors' SDKs call our sandbox: what they sign is let in and arrives as it was given, what is signed wrongly is
//! refused.

mod door;
mod lanes;
mod verdict;

use crate::{
    Draw, Tally,
    child::Child,
    language::{Language, Tools},
    trial,
};
use door::Doors;
use lanes::{Case, Lane, Wrong};
use rtc_catalog::model::Model;
use rtc_sandbox::Vendor;
use serde_json::{Value as Json, json};
use std::{fs, path::Path};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Tries all kinds of calls.
pub(crate) fn run(runtime: &Runtime, tools: &Tools, draw: Draw) -> Result<Tally, String> {
    let specs = specs().map_err(|error| format!("the specs cannot be put together: {error}"))?;
    let model = rtc_catalog::load(specs.path()).map_err(|error| error.to_string())?;
    let doors = runtime.block_on(Doors::open(specs.path())).map_err(|error| error.to_string())?;
    let mut tally = Tally::default();
    let mut number = 0;
    for language in Language::ALL {
        let mut caller = language.caller(tools)?;
        for lane in lanes::all(language) {
            let title = format!("{language} calls {} {} {}", lane.vendor, lane.action, lane.method);
            let test = |case: Case| one(&mut caller, &doors, &model, &lane, &case);
            tally = tally + trial::all(draw, number, &title, &lane.cases(), test);
            number += 1;
        }
    }
    runtime.block_on(doors.close());
    Ok(tally)
}

/// This project's specs with those of the invented actions between them.
fn specs() -> std::io::Result<TempDir> {
    let (folder, here) = (tempfile::tempdir()?, Path::new(env!("CARGO_MANIFEST_DIR")));
    for from in [here.join("../../specs"), here.join("specs")] {
        for vendor in Vendor::ALL.map(Vendor::id) {
            fs::create_dir_all(folder.path().join(vendor))?;
            for file in fs::read_dir(from.join(vendor))? {
                let file = file?;
                fs::copy(file.path(), folder.path().join(vendor).join(file.file_name()))?;
            }
        }
    }
    Ok(folder)
}

/// Makes a call and looks at what arrived.
fn one(caller: &mut Child, doors: &Doors, model: &Model, lane: &Lane, case: &Case) -> Result<(), String> {
    let door = doors.of(case.temporary);
    let service = door.service(lane.vendor);
    let known = model.actions.iter().find(|action| action.vendor.id == lane.vendor.id() && action.name == lane.action);
    let known = known.ok_or_else(|| format!("no spec of {} {}", lane.vendor, lane.action))?;
    let credentials = service.credentials();
    let (secret, token) = match case.wrong {
        Some(Wrong::Secret) => (format!("{}x", credentials.secret()), credentials.token().map(str::to_owned)),
        Some(Wrong::Token) => (credentials.secret().to_owned(), Some("another".to_owned())),
        _ => (credentials.secret().to_owned(), credentials.token().map(str::to_owned)),
    };
    let question = json!({
        "vendor": lane.vendor.id(),
        "action": lane.action,
        "version": known.version,
        "method": lane.method,
        "host": service.endpoint().trim_start_matches("http://"),
        "region": case.region,
        "id": credentials.id(),
        "secret": secret,
        "token": token,
        "parameters": case.asked.parameters,
        "ascii": case.ascii,
        "spoil": (case.wrong == Some(Wrong::Wire)).then_some(lane.spoil),
    });
    door.clear_log();
    let answer = caller.ask(&question)?;
    if let Some(failed) = answer["failed"].as_str() {
        return Err(format!("the SDK could not make the call: {failed}"));
    }
    let arrivals = door.log();
    let [arrival] = &arrivals[..] else { return Err(format!("{} calls arrived instead of one", arrivals.len())) };
    let judged = verdict::of(lane, case, arrival);
    judged.map_err(|why| format!("{why}\nanswered: {}\narrived: {arrival:#?}", shown(&answer)))
}

fn shown(answer: &Json) -> String {
    serde_json::to_string_pretty(&answer["answer"]).unwrap_or_default()
}
