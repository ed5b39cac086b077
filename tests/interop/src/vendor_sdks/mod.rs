//! The vendors' SDKs call the sandbox: correctly signed calls are accepted and arrive unchanged, tampered ones are
//! refused.

mod call_kinds;
mod compare;
mod sandboxes;

use crate::{
    Sampling, Tally, case_runner,
    child::Child,
    language::{Interpreters, Language},
};
use call_kinds::{CallKind, Case, Tampering};
use rtc_catalog::model::Model;
use rtc_sandbox::Vendor;
use sandboxes::Sandboxes;
use serde_json::{Value as Json, json};
use std::{fs, path::Path};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Tries all kinds of calls.
pub(crate) fn run(runtime: &Runtime, interpreters: &Interpreters, sampling: Sampling) -> Result<Tally, String> {
    let specs = specs().map_err(|error| format!("the specs cannot be merged: {error}"))?;
    let model = rtc_catalog::load(specs.path()).map_err(|error| error.to_string())?;
    let sandboxes = runtime.block_on(Sandboxes::open(specs.path())).map_err(|error| error.to_string())?;
    let mut tally = Tally::default();
    let mut number = 0;
    for language in Language::ALL {
        let mut caller = language.caller(interpreters)?;
        for kind in call_kinds::all(language) {
            let title = format!("{language} calls {} {} {}", kind.vendor, kind.action, kind.method);
            let test = |case: Case| one(&mut caller, &sandboxes, &model, &kind, &case);
            tally = tally + case_runner::run(sampling, number, &title, &kind.cases(), test);
            number += 1;
        }
    }
    runtime.block_on(sandboxes.close());
    Ok(tally)
}

/// This project's specs merged with those of the invented actions.
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

/// Makes a call and checks what arrived.
fn one(caller: &mut Child, sandboxes: &Sandboxes, model: &Model, kind: &CallKind, case: &Case) -> Result<(), String> {
    let sandbox = sandboxes.of(case.temporary);
    let service = sandbox.service(kind.vendor);
    let known = model.actions.iter().find(|action| action.vendor.id == kind.vendor.id() && action.name == kind.action);
    let known = known.ok_or_else(|| format!("no spec of {} {}", kind.vendor, kind.action))?;
    let credentials = service.credentials();
    let (secret, token) = match case.tampering {
        Some(Tampering::Secret) => (format!("{}x", credentials.secret()), credentials.token().map(str::to_owned)),
        Some(Tampering::Token) => (credentials.secret().to_owned(), Some("another".to_owned())),
        _ => (credentials.secret().to_owned(), credentials.token().map(str::to_owned)),
    };
    let question = json!({
        "vendor": kind.vendor.id(),
        "action": kind.action,
        "version": known.version,
        "method": kind.method,
        "host": service.endpoint().trim_start_matches("http://"),
        "region": case.region,
        "id": credentials.id(),
        "secret": secret,
        "token": token,
        "parameters": case.generated.parameters,
        "ascii": case.ascii,
        "tamper": (case.tampering == Some(Tampering::Wire)).then_some(kind.tamper),
    });
    sandbox.clear_log();
    let answer = caller.request(&question)?;
    if let Some(failed) = answer["failed"].as_str() {
        return Err(format!("the SDK could not make the call: {failed}"));
    }
    let arrivals = sandbox.log();
    let [arrival] = &arrivals[..] else { return Err(format!("{} calls arrived instead of one", arrivals.len())) };
    let compared = compare::check(kind, case, arrival);
    compared.map_err(|why| format!("{why}\nanswer: {}\nreceived: {arrival:#?}", shown(&answer)))
}

fn shown(answer: &Json) -> String {
    serde_json::to_string_pretty(&answer["answer"]).unwrap_or_default()
}
