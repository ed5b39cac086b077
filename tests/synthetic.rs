//! The crates of the invented specs, which together use every feature of the format, and those of specs that were made from
//! pages: they are compiled, their own tests are run, and the invented ones are called over a socket.
//!
//! They stand in a workspace of their own that is kept between runs, so that only what changed is compiled again. It has
//! no transport, so no TLS is built for it; `synthetic/caller` brings one over a plain socket.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_catalog::{
    load,
    model::{Action, Model},
};
use rtc_codegen::{Plan, emit};
use rtc_tests::{files, manifest, root, synthetic_specs};
use rtc_transcribe::Source;
use serde_json::{Map, Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

#[test]
fn the_invented_crates_compile_pass_their_tests_and_can_be_called() {
    let workspace = workspace();
    cargo(&workspace, &["test"]);
    cargo(&workspace, &["clippy", "--all-targets"]);
    cargo(&workspace, &["doc", "--no-deps"]);
}

/// Every invented action has a call that is made by hand.
#[test]
fn no_invented_action_is_without_a_call() {
    let calls = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("synthetic/caller/tests"));
    for action in load(&synthetic_specs()).unwrap().actions {
        let source = String::from_utf8_lossy(&calls[&format!("{}.rs", action.vendor.id)]);
        let call = format!("{}::builder()", action.name);
        let with = |example: &str| format!("example(\"{}\", \"{example}\")", action.name);
        assert!(source.contains(&call), "{} is not called", action.name);
        assert!(action.examples.iter().any(|example| source.contains(&with(&example.name))), "{}", action.name);
    }
}

/// The workspace, brought up to date.
fn workspace() -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("invented");
    let mut model = load(&synthetic_specs()).unwrap_or_else(|error| panic!("{error}"));
    let examples = examples(&model);
    model.actions.extend(imported(&model));
    let mut others = vec![
        ("Cargo.toml".to_owned(), manifest(&["caller", "crates/actions/*/*"])),
        ("clippy.toml".to_owned(), fs::read_to_string(root().join("clippy.toml")).unwrap()),
        ("caller/examples.json".to_owned(), examples),
    ];
    for (path, bytes) in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("synthetic/caller")) {
        others.push((format!("caller/{path}"), String::from_utf8(bytes).unwrap()));
    }
    // What the project has locked is used here too; cargo adds the invented crates.
    if !workspace.join("Cargo.lock").exists() || newer(&root().join("Cargo.lock"), &workspace.join("Cargo.lock")) {
        others.push(("Cargo.lock".to_owned(), fs::read_to_string(root().join("Cargo.lock")).unwrap()));
    }
    let plan = Plan::new(&workspace, "crates/actions", emit(&model), others).unwrap();
    plan.write().unwrap_or_else(|error| panic!("{error}"));
    workspace
}

/// Pages that together have what gives trouble on the way from a page to a crate.
const PAGES: [&str; 5] = [
    "tools/transcribe/tests/data/names.md",
    "tools/transcribe/tests/data/sessions.md",
    "tools/pages/tests/data/tencent-text.txt",
    "tools/pages/tests/data/volcengine.md",
    "tools/pages/tests/data/zego-english.md",
];

/// The actions of the pages, as they are imported.
fn imported(model: &Model) -> Vec<Action> {
    let reader = rtc_pages::Reader::new(&model.vendors);
    let read = |page: &str| reader.read(&fs::read_to_string(root().join(page)).unwrap()).unwrap();
    let types = read("tools/pages/tests/data/tencent-types.txt").types;
    let source =
        Source { url: "https://docs.example.com/page".to_owned(), is_known: true, read: "2026-11-22".to_owned() };
    let import = |page: &str| {
        let mut facts = read(page);
        facts.look_up(&types);
        let vendor = facts.vendor.as_ref().unwrap().value.as_str();
        let vendor = model.vendors.iter().find(|known| known.id == vendor).unwrap();
        let draft = rtc_transcribe::draft(&facts, vendor).unwrap();
        rtc_transcribe::transcribe(draft, vendor, &source).unwrap_or_else(|refused| panic!("{refused}")).action
    };
    PAGES.into_iter().map(import).collect()
}

fn newer(one: &Path, other: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).unwrap();
    changed(one) > changed(other)
}

/// The specs' examples by action and name.
fn examples(model: &Model) -> String {
    let mut actions = Map::new();
    for action in &model.actions {
        let examples: Map<String, Value> = action
            .examples
            .iter()
            .map(|example| {
                let exchange = json!({
                    "query": example.query, "body": example.body, "status": example.status, "response": example.response,
                });
                (example.name.clone(), exchange)
            })
            .collect();
        actions.insert(action.name.clone(), examples.into());
    }
    format!("{:#}\n", Value::from(actions))
}

/// Runs cargo, to which a warning is a mistake. All runs have the same flags, so that they share what is built.
fn cargo(workspace: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).args(["--quiet", "--workspace", "--offline", "--no-default-features"]);
    command.current_dir(workspace).env("CARGO_TARGET_DIR", workspace.join("target"));
    for inherited in ["CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUST_BACKTRACE"] {
        command.env_remove(inherited);
    }
    let output = command.envs(["RUSTFLAGS", "RUSTDOCFLAGS"].map(|flags| (flags, "-D warnings"))).output();
    let output = output.expect("cargo can be started");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "cargo {}\n{said}", arguments.join(" "));
}
