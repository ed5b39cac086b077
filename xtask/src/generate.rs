//! `cargo xtask gen` and `cargo xtask gen --check`.

use rtc_catalog::model::Model;
use rtc_codegen::{Plan, PlanError};
use std::{fs, path::Path, process::ExitCode, time::Instant};

/// The folder of all generated crates.
const HOME: &str = "crates/actions";

pub(crate) fn run(root: &Path, check: bool) -> ExitCode {
    let begun = Instant::now();
    let plan = model(root).and_then(|model| plan(root, &model, Vec::new()));
    let done = plan.and_then(|plan| if check { compare(&plan) } else { write(&plan) });
    match done {
        Ok(message) => {
            println!("{message} in {} ms", begun.elapsed().as_millis());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The specs, checked.
pub(crate) fn model(root: &Path) -> Result<Model, String> {
    rtc_catalog::load(&root.join("specs")).map_err(|error| error.to_string())
}

/// The way to all that the specs make, and to further files by their paths below `root`.
pub(crate) fn plan(root: &Path, model: &Model, mut others: Vec<(String, String)>) -> Result<Plan, String> {
    known_protocols(root, model)?;
    others.extend(rtc_catalog::schemas().into_iter().map(|(name, text)| (format!("specs/schema/{name}"), text)));
    let readme = root.join("README.md");
    let text = fs::read_to_string(&readme).map_err(|error| format!("cannot read {}: {error}", readme.display()))?;
    others.push(("README.md".to_owned(), rtc_codegen::with_table(&text, model).map_err(|error| error.to_string())?));
    Plan::new(root, HOME, rtc_codegen::emit(model), others).map_err(|error| error.to_string())
}

/// A crate of a vendor without a protocol would keep the whole workspace from loading.
fn known_protocols(root: &Path, model: &Model) -> Result<(), String> {
    let protocols = root.join("crates/vendors");
    let unknown = model.actions.iter().find(|action| protocols.is_dir() && !protocols.join(&action.vendor.id).is_dir());
    unknown.map_or(Ok(()), |action| {
        let vendor = &action.vendor.id;
        Err(format!(
            "specs/{}: no crate speaks the protocol of `{vendor}`: write `rtc-{vendor}` in crates/vendors/{vendor} first",
            action.spec
        ))
    })
}

fn write(plan: &Plan) -> Result<String, String> {
    plan.write().map_err(|error| error.to_string())?;
    let summaries = plan.summaries();
    for summary in &summaries {
        println!("{summary}");
    }
    let crates = summaries.iter().filter(|summary| summary.name.starts_with(HOME));
    let (there, gone): (Vec<_>, Vec<_>) = crates.partition(|summary| summary.new + summary.changed + summary.kept > 0);
    let gone = if gone.is_empty() { String::new() } else { format!(", {} removed", gone.len()) };
    Ok(format!("{} crates{gone}: done", there.len()))
}

fn compare(plan: &Plan) -> Result<String, String> {
    let diff = plan.diff().map_err(|error: PlanError| error.to_string())?;
    if diff.is_empty() {
        return Ok("everything is as the specs make it: compared".to_owned());
    }
    print!("{diff}");
    Err("generated files differ from what the specs make; to fix it, run: cargo xtask gen".to_owned())
}
