//! The crate with the examples of all actions of a vendor: each request of a spec as a function, each exchange as a test, and
//! each README's program as a documentation test. One crate, because every test binary costs seconds and megabytes.

use super::{make, manifest, module_name};
use crate::{Crate, MARK};
use heck::ToKebabCase;
use rtc_catalog::model::{Action, Vendor};
use std::fmt::Write as _;

/// The crate's folder below the vendor's.
const FOLDER: &str = "examples";

macro_rules! line {
    ($to:expr) => { $to.push('\n') };
    ($to:expr, $($arguments:tt)*) => {{ let _ = writeln!($to, $($arguments)*); }};
}

mod requests;
mod tests;

/// The names of the helpers that make times, in the generated module `times`.
const TIMES: [&str; 3] = ["at", "millis", "seconds"];

/// The crate; `None` where the vendor has no actions.
pub(super) fn emit(vendor: &Vendor, actions: &[&Action]) -> Option<Crate> {
    if actions.is_empty() {
        return None;
    }
    let package = format!("{}-{FOLDER}", vendor.package);
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest::of_examples(vendor, &package, actions)),
        ("src/lib.rs".to_owned(), library(vendor, actions)),
        ("src/requests/mod.rs".to_owned(), requests::all(vendor, actions)),
        ("src/times.rs".to_owned(), requests::times(vendor)),
        ("tests/examples/exchange.rs".to_owned(), tests::exchange(vendor)),
        ("tests/examples/main.rs".to_owned(), tests::main(vendor, actions)),
    ];
    files.extend(
        actions.iter().map(|action| (format!("src/requests/{}.rs", module(action)), requests::of_action(action))),
    );
    files.extend(
        actions
            .iter()
            .filter(|action| !action.examples.is_empty())
            .map(|action| (format!("tests/examples/{}.rs", module(action)), tests::of_action(action, &package))),
    );
    let files = files.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    Some(make(package, vendor, FOLDER, false, files))
}

/// The module with an action's examples; some names are those of other files beside it.
fn module(action: &Action) -> String {
    module_name(action.folder.replace('-', "_"), &["exchange", "lib", "main"])
}

/// The type with the README of an action. Two versions of an action have two.
fn marker(action: &Action) -> String {
    let version = action.folder.strip_prefix(&action.name.to_kebab_case()).unwrap_or_default();
    format!("{}{}", action.name, version.replace(|letter: char| !letter.is_ascii_alphanumeric(), ""))
}

fn head(spec: &str) -> String {
    format!("// {MARK} from specs/{spec}. Edit the specs, not this file.\n")
}

/// The programs of the READMEs, which documentation tests compile, and the way to the requests of all actions.
fn library(vendor: &Vendor, actions: &[&Action]) -> String {
    let mut text = head(&vendor.id);
    line!(
        text,
        "//! The example programs of all actions' READMEs, compiled as documentation tests, and the specs' example requests."
    );
    line!(text, "#![forbid(unsafe_code)]");
    line!(text, "#![deny(missing_docs)]");
    line!(
        text,
        "#![allow(clippy::doc_markdown, clippy::too_long_first_doc_paragraph, reason = \"they are whole READMEs\")]"
    );
    line!(text, "#![cfg_attr(rustfmt, rustfmt_skip)]");
    line!(text, "\npub mod requests;\npub mod times;");
    for action in actions {
        line!(text, "\n#[doc = include_str!(\"../../{}/README.md\")]", action.folder);
        line!(text, "#[derive(Clone, Copy, Debug)]\npub struct {};", marker(action));
    }
    if vendor.umbrella.is_some() {
        line!(text, "\n#[doc = include_str!(\"../../{}/README.md\")]", super::umbrella::FOLDER);
        line!(text, "#[derive(Clone, Copy, Debug)]\npub struct Umbrella;");
    }
    line!(text, "\n/// Calls a method with the example requests of each action: `each_action!(receiver.method)` calls");
    line!(text, "/// `receiver.method(Vec<A>)` for each action `A`, so the method can be generic over the action.");
    line!(text, "#[macro_export]\nmacro_rules! each_action {{\n    ($receiver:ident.$method:ident) => {{{{");
    for action in actions {
        line!(text, "        $receiver.$method($crate::requests::{}::all());", module(action));
    }
    line!(text, "    }}}};\n}}");
    text
}

/// Whether `code` has `word` as a word of its own, outside of texts, that is no member and stands in no path.
fn uses(code: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices(word).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + word.len()..]);
        let line = before.rsplit('\n').next().unwrap_or_default();
        // Texts begin and end on one line, and every quote inside of one has a backslash.
        let in_text = line.replace("\\\\", "").replace("\\\"", "").matches('"').count() % 2 == 1;
        !in_text && !before.ends_with(is_part) && !before.ends_with(['.', ':']) && !after.starts_with(is_part)
    })
}

/// Imports those of the names that `code` uses.
fn import(path: &str, names: &[&str], code: &str, to: &mut String) {
    let mut used: Vec<&str> = names.iter().copied().filter(|name| uses(code, name)).collect();
    used.sort_unstable();
    used.dedup();
    match &used[..] {
        [] => {}
        [one] => line!(to, "use {path}::{one};"),
        several => line!(to, "use {path}::{{{}}};", several.join(", ")),
    }
}
