//! The vendors' SDKs call the sandbox: correctly signed calls are accepted and arrive unchanged, tampered ones are
//! refused, and answers are the same to them and to our clients.

mod answers;
mod call_kinds;
mod compare;
mod differences;
mod documented_calls;
mod sandboxes;
mod sdk;
mod target;

use crate::{
    Sampling, Tally, case_runner,
    language::{Interpreters, Language},
    our_actions::OurActions,
};
use call_kinds::Case;
use differences::KnownDifferences;
use rtc_sandbox::Vendor;
use sandboxes::Sandboxes;
use sdk::Sdk;
use std::{fs, path::Path};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Tries all kinds of calls.
pub(crate) fn run(runtime: &Runtime, interpreters: &Interpreters, sampling: Sampling) -> Result<Tally, String> {
    let specs = specs().map_err(|error| format!("the specs cannot be merged: {error}"))?;
    let model = rtc_catalog::load(specs.path()).map_err(|error| error.to_string())?;
    let sandboxes = runtime.block_on(Sandboxes::open(specs.path())).map_err(|error| error.to_string())?;
    let ours = OurActions::all();
    let mut tally = Tally::default();
    let mut number = 0;
    for language in Language::ALL {
        let (caller, known) = (language.caller(interpreters)?, KnownDifferences::default());
        let mut sdk = Sdk { caller, sandboxes: &sandboxes, ours: &ours, known };
        for kind in call_kinds::all(language, &model)? {
            let title =
                format!("{language} calls {} {} {}", kind.target.vendor, kind.target.action.name, kind.target.method);
            let test = |case: Case| sdk.call(&kind.target, &case, None);
            tally = tally + case_runner::run(sampling, number, &title, &kind.cases(), test);
            number += 1;
        }
        for vendor in language.vendors() {
            tally = tally + documented_calls::run(&language.to_string(), *vendor, &model, &mut sdk);
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
