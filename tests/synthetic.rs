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
use rtc_codegen::emit;
use rtc_tests::{Scratch, files, root, specs, synthetic_specs};
use rtc_transcribe::Source;
use serde_json::{Map, Value, json};
use std::{fs, path::Path};

#[test]
fn the_invented_crates_compile_pass_their_tests_and_can_be_called() {
    let workspace = workspace();
    workspace.cargo(&["test"]);
    workspace.cargo(&["clippy", "--all-targets"]);
    workspace.cargo(&["doc", "--no-deps"]);
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
fn workspace() -> Scratch {
    let mut model = load(&synthetic_specs()).unwrap_or_else(|error| panic!("{error}"));
    let mut others = vec![("caller/examples.json".to_owned(), examples(&model))];
    model.actions.extend(imported(&model));
    for (path, bytes) in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("synthetic/caller")) {
        others.push((format!("caller/{path}"), String::from_utf8(bytes).unwrap()));
    }
    let mut crates = emit(&model);
    crates.extend(emit(&Model { vendors: Vec::new(), actions: vec![nothing_required(&model)] }));
    Scratch::new(Path::new(env!("CARGO_TARGET_TMPDIR")), "invented", crates, &["caller"], others)
}

/// `ListRooms` as it would be if nothing were required any more, in a crate beside the other: what compiles with one must
/// compile with the other.
fn nothing_required(model: &Model) -> Action {
    let mut action = model.action("volcengine", "ListRooms").unwrap().clone();
    assert!(action.parameters.iter().any(|parameter| parameter.required));
    action.parameters.iter_mut().for_each(|parameter| parameter.required = false);
    for name in [&mut action.package, &mut action.folder] {
        name.push_str("-optional");
    }
    action
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
    // The pages are of the real vendors, by whose words they are read.
    let real = load(&specs()).unwrap_or_else(|error| panic!("{error}"));
    let reader = rtc_pages::Reader::new(&real.vendors);
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
