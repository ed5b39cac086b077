//! The view of `public-api`, which reads what rustdoc makes of a crate.

use crate::table;
use public_api::PublicApi;
use rtc_catalog::model::{Action, Model, Vendor};
use rtc_changes::{Bump, compare};
use rtc_codegen::{Crate, Plan, emit};
use rtc_tests::manifest;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    rc::Rc,
    sync::Arc,
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
            let theirs = asked_for(old, new);
            assert!(comparison.bump() >= theirs, "{name}: public-api says {theirs:?}\n{comparison}");
            if name.starts_with("required becomes optional") && !comparison.changes.is_empty() {
                assert_eq!((comparison.bump(), theirs), (Some(Bump::Minor), Some(Bump::Minor)), "{name}\n{comparison}");
            }
            compared += 1;
            *steps.entry(theirs).or_insert(0) += 1;
        }
    }
    println!("{compared} crates of {} edits compared: {steps:?}", edits.len());
    assert!(compared >= edits.len() && steps.len() == 3, "{compared} {steps:?}");
}

/// The step that the lines of two versions ask for.
///
/// A line that is gone breaks, except a setter's that takes a value and now takes a value or an `Option` of one: every call
/// that compiled still does, because `IntoOption` is implemented for all that implements `IntoValue`.
fn asked_for(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Option<Bump> {
    let widened = |line: &str| new.contains(&line.replace(VALUE, OPTION));
    if old.difference(new).any(|gone| !gone.contains(VALUE) || !widened(gone)) {
        return Some(Bump::Major);
    }
    new.difference(old).next().map(|_| Bump::Minor)
}

/// What the setter of a required parameter takes, and that of an optional one.
const VALUE: &str = "IntoValue<";
const OPTION: &str = "IntoOption<";

/// Lines of a crate's public API, by its spec.
type View = BTreeMap<String, Rc<BTreeSet<String>>>;

/// Crates that differ from each other, under names of their own, so that all can be in one workspace.
#[derive(Default)]
struct Crates {
    /// The vendors, each for one crate with what its actions share.
    vendors: Vec<(String, Arc<Vendor>)>,
    /// The actions, each with the number of its vendor.
    actions: Vec<(String, usize, Action)>,
}

impl Crates {
    /// The number of a vendor. One that makes the same crate as another is looked at once.
    fn vendor(&mut self, vendor: &Arc<Vendor>) -> usize {
        let made = emit(&Model { vendors: vec![Arc::clone(vendor)], actions: Vec::new() });
        let text = format!("{:?}", made[0].files);
        self.vendors.iter().position(|(known, _)| *known == text).unwrap_or_else(|| {
            let package = format!("judged-{}", self.vendors.len());
            self.vendors.push((text, Arc::new(Vendor { package, ..(**vendor).clone() })));
            self.vendors.len() - 1
        })
    }

    /// The name of an action's crate.
    fn action(&mut self, vendor: usize, action: &Action) -> String {
        let text = format!("{:?}", emit(&Model { vendors: Vec::new(), actions: vec![action.clone()] })[0].files);
        if let Some((_, _, known)) = self.actions.iter().find(|(known, ..)| *known == text) {
            return known.package.clone();
        }
        let name = format!("judged-action-{}", self.actions.len());
        let shared = Arc::clone(&self.vendors[vendor].1);
        let action = Action { package: name.clone(), folder: name.clone(), vendor: shared, ..action.clone() };
        self.actions.push((text, vendor, action));
        name
    }

    /// The crates of each vendor beside each other.
    fn emit(&self) -> Vec<Crate> {
        let of = |(number, (_, vendor)): (usize, &(String, Arc<Vendor>))| {
            let actions = self.actions.iter().filter(|(_, of, _)| *of == number).map(|(.., action)| action.clone());
            let made = emit(&Model { vendors: vec![Arc::clone(vendor)], actions: actions.collect() });
            let is_api = |item: &Crate| !item.folder.ends_with("examples") && !item.folder.ends_with("umbrella");
            let api = made.into_iter().filter(is_api);
            let api = api.map(|item| Crate { folder: Path::new(&number.to_string()).join(&item.folder), ..item });
            api.collect::<Vec<_>>()
        };
        self.vendors.iter().enumerate().flat_map(of).collect()
    }
}

/// What the tool sees of each model's crates.
fn views<'m>(models: impl Iterator<Item = &'m Model>) -> Vec<View> {
    let mut crates = Crates::default();
    let mut wanted: Vec<BTreeMap<String, String>> = Vec::new();
    for model in models {
        let mut names = BTreeMap::new();
        for vendor in &model.vendors {
            let number = crates.vendor(vendor);
            names.insert(vendor.spec(), crates.vendors[number].1.common_package());
            for action in model.actions.iter().filter(|action| action.vendor.id == vendor.id) {
                names.insert(action.spec.clone(), crates.action(number, action));
            }
        }
        wanted.push(names);
    }
    let folder = documented(crates.emit());
    let mut lines: BTreeMap<String, Rc<BTreeSet<String>>> = BTreeMap::new();
    for name in wanted.iter().flat_map(BTreeMap::values) {
        lines.entry(name.clone()).or_insert_with(|| Rc::new(self::lines(&folder, name)));
    }
    wanted.iter().map(|names| names.iter().map(|(spec, name)| (spec.clone(), lines[name].clone())).collect()).collect()
}

/// The folder of what rustdoc makes of the crates, in a workspace that is kept between runs.
fn documented(crates: Vec<Crate>) -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("judged");
    // Without default features, a protocol that signs with SHA-256 needs one that has it.
    let hashes = "[package]\nname = \"hashes\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
        rtc-tencent = { workspace = true, features = [\"rustcrypto\"] }\n\
        rtc-volcengine = { workspace = true, features = [\"rustcrypto\"] }\n";
    let mut others = vec![
        ("Cargo.toml".to_owned(), manifest(&["crates/actions/*/*/*", "hashes"])),
        ("hashes/Cargo.toml".to_owned(), hashes.to_owned()),
        ("hashes/src/lib.rs".to_owned(), "//! Turns a feature on.\n".to_owned()),
    ];
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
    let text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    let text = text.replace(&format!("\"{name}\""), "\"judged\"");
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), text).unwrap();
    let api: PublicApi = public_api::Builder::from_rustdoc_json(file.path()).build().unwrap_or_else(|error| {
        panic!("rustdoc of this toolchain and the pinned public-api do not fit together: {error}")
    });
    api.items().map(|item| compared(&item.to_string())).collect()
}

/// A line without what callers never write: the number in the name of the crate that it is from, and what shows which
/// required parameters are set, that is the type parameter of a builder, with its bounds, and the hidden module `required`.
///
/// Whichever way those change, a call that sets all required parameters compiles; and what a call must set is seen by the
/// setters themselves.
fn compared(line: &str) -> String {
    let mut line = line.to_owned();
    while let Some(at) = line.find("judged_").filter(|at| line[at + 7..].starts_with(|it: char| it.is_ascii_digit())) {
        let digits = line[at + 7..].bytes().take_while(u8::is_ascii_digit).count();
        line.replace_range(at + 6..at + 7 + digits, "");
    }
    if !line.contains("Builder<") {
        return line;
    }
    while let Some(at) = line.find("Builder<") {
        line = without_generics(&line, at + "Builder".len());
    }
    if line.starts_with("impl<") {
        line = without_generics(&line, "impl".len());
    }
    if let Some(at) = line.find(" where ") {
        line.truncate(at);
    }
    if line.contains(VALUE) || line.contains(OPTION) {
        return setter(&line);
    }
    line
}

/// A setter's line without what it gives, which is the builder, and without the parameter by which the compiler tells a
/// value from an `Option`.
fn setter(line: &str) -> String {
    let line = line.rsplit_once(" -> ").map_or(line, |(taken, _)| taken);

    line.replace(", Form>", ">").replace("<Form>(", "(")
}

/// The text without the generics that begin at that byte.
fn without_generics(text: &str, at: usize) -> String {
    let mut depth = 0_usize;
    for (offset, byte) in text[at..].bytes().enumerate() {
        let closes = byte == b'>' && !text[..at + offset].ends_with('-');
        depth = depth + usize::from(byte == b'<') - usize::from(closes);
        if depth == 0 {
            return format!("{}{}", &text[..at], &text[at + offset + 1..]);
        }
    }
    text.to_owned()
}
