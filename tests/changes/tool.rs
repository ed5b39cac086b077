//! The view of `public-api`, which reads what rustdoc makes of a crate.

use crate::table;
use public_api::PublicApi;
use rtc_catalog::model::{Action, Model};
use rtc_changes::{Bump, compare};
use rtc_codegen::{Plan, emit};
use rtc_tests::manifest;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
};

/// Each edit of the table, held against another tool's view of the crates.
///
/// Rustdoc writes JSON for tools only where unstable options are allowed, and in a form that `public-api` knows by its
/// version; so this runs where it is asked for, with a toolchain that fits: `cargo test -p rtc-tests --test changes -- --ignored`.
#[test]
#[ignore = "takes minutes, and a rustdoc whose JSON the pinned public-api reads; .ci/run asks for it"]
fn edits_of_the_table_are_no_larger_than_said_as_another_tool_sees_them() {
    let before = table::model(&[]);
    let edits = table::EDITS.iter().flat_map(|(_, edits)| *edits);
    let mut edits: Vec<(&str, Model)> =
        edits.map(|(name, file, replaced)| (*name, table::model(&[(file, &table::edited(file, replaced))]))).collect();
    // Nothing is larger than what breaks, so a few of those are enough to see that the tool sees them.
    let mut breaking = 0;
    edits.retain(|(_, model)| {
        let breaks = compare(&before, model).comparisons.iter().any(|one| one.bump() == Some(Bump::Major));
        breaking += usize::from(breaks);
        !breaks || breaking <= 3
    });
    let views = views(std::iter::once(&before).chain(edits.iter().map(|(_, model)| model)));
    let mut compared = 0;
    let mut steps = BTreeMap::new();
    for ((name, model), view) in edits.iter().zip(&views[1..]) {
        let report = compare(&before, model);
        for comparison in &report.comparisons {
            let Some((old, new)) = views[0].get(&comparison.spec).zip(view.get(&comparison.spec)) else { continue };
            let theirs = if old.difference(new).next().is_some() {
                Some(Bump::Major)
            } else {
                (new.len() > old.len()).then_some(Bump::Minor)
            };
            assert!(comparison.bump() >= theirs, "{name}: public-api says {theirs:?}\n{comparison}");
            compared += 1;
            *steps.entry(theirs).or_insert(0) += 1;
        }
    }
    println!("{compared} crates of {} edits compared: {steps:?}", edits.len());
    assert!(compared >= edits.len() && steps.len() == 3, "{compared} {steps:?}");
}

/// Lines of a crate's public API, by its spec.
type View = BTreeMap<String, Rc<BTreeSet<String>>>;

/// What the tool sees of each model's crates. A crate that is the same in several models is looked at once.
fn views<'m>(models: impl Iterator<Item = &'m Model>) -> Vec<View> {
    let mut seen: Vec<(String, Model)> = Vec::new();
    let mut wanted: Vec<BTreeMap<String, String>> = Vec::new();
    for model in models {
        let mut names = BTreeMap::new();
        for (item, action) in emit(model).into_iter().zip(&model.actions) {
            let text = format!("{:?}", item.files);
            let known = seen.iter().find(|(known, _)| *known == text);
            let name =
                known.map_or_else(|| format!("judged-{}", seen.len()), |(_, model)| model.actions[0].package.clone());
            if known.is_none() {
                let action = Action { package: name.clone(), folder: name.clone(), ..action.clone() };
                seen.push((text, Model { vendors: model.vendors.clone(), actions: vec![action] }));
            }
            names.insert(action.spec.clone(), name);
        }
        wanted.push(names);
    }
    let names: Vec<String> = seen.iter().map(|(_, model)| model.actions[0].package.clone()).collect();
    let folder = documented(seen.into_iter().map(|(_, model)| model));
    let lines: BTreeMap<String, _> =
        names.into_iter().map(|name| (name.clone(), Rc::new(lines(&folder, &name)))).collect();
    wanted.iter().map(|names| names.iter().map(|(spec, name)| (spec.clone(), lines[name].clone())).collect()).collect()
}

/// The folder of what rustdoc makes of the crates of all models, in a workspace that is kept between runs.
fn documented(models: impl Iterator<Item = Model>) -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("judged");
    let crates = models.flat_map(|model| emit(&model)).collect();
    let mut others = vec![("Cargo.toml".to_owned(), manifest(&["crates/actions/*/*"]))];
    if !workspace.join("Cargo.lock").exists() {
        others.push(("Cargo.lock".to_owned(), fs::read_to_string(rtc_tests::root().join("Cargo.lock")).unwrap()));
    }
    Plan::new(&workspace, "crates/actions", crates, others).unwrap().write().unwrap_or_else(|error| panic!("{error}"));
    let mut command = Command::new(env!("CARGO"));
    command.args(["doc", "--quiet", "--offline", "--no-default-features", "--workspace", "--no-deps", "--lib"]);
    command.current_dir(&workspace).env("CARGO_TARGET_DIR", workspace.join("target"));
    for inherited in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_ENCODED_RUSTDOCFLAGS", "CARGO_BUILD_TARGET"] {
        command.env_remove(inherited);
    }
    command.env("RUSTC_BOOTSTRAP", "1").env("RUSTDOCFLAGS", "-Z unstable-options --output-format json");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    workspace.join("target/doc")
}

/// The public API of one crate, a line each, under a name that all have.
fn lines(folder: &Path, package: &str) -> BTreeSet<String> {
    let name = package.replace('-', "_");
    let text =
        fs::read_to_string(folder.join(format!("{name}.json"))).unwrap().replace(&format!("\"{name}\""), "\"judged\"");
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), text).unwrap();
    let api: PublicApi = public_api::Builder::from_rustdoc_json(file.path()).build().unwrap_or_else(|error| {
        panic!("rustdoc of this toolchain and the pinned public-api do not fit together: {error}")
    });
    api.items().map(ToString::to_string).collect()
}
