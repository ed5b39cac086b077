//! The public API of the hand-written crates that users depend on, as reviewable text: each face of `rtc-core` apart, the
//! vendors' protocol crates and the sandbox.
//!
//! Reads the JSON that rustdoc writes for tools, so it needs the compiler that the pinned `public-api` reads; `.ci/run`
//! asks for it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use insta::{assert_snapshot, with_settings};
use public_api::Builder;
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::Command,
};

/// Accepts all changes of the public API.
const ACCEPT: &str = "INSTA_UPDATE=always cargo test -p rtc-tests --test public_api -- --ignored";

const CRATES: [&str; 5] = ["rtc-core", "rtc-sandbox", "rtc-tencent", "rtc-volcengine", "rtc-zego"];

/// The faces of `rtc-core`, each with the paths it consists of. Everything else is the face for apps.
const FACES: [(&str, &str); 3] = [
    ("rtc-core-generated", "rtc_core::generated"),
    ("rtc-core-protocol", "rtc_core::protocol"),
    ("rtc-core-quota-store", "rtc_core::quota::store"),
];

#[test]
#[ignore = "needs a rustdoc whose JSON the pinned public-api reads; .ci/run asks for it"]
fn the_public_api_is_the_reviewed_one() {
    let folder = documented();
    let mut changed = Vec::new();
    let mut check = |name: &str, lines: Vec<String>| {
        assert!(!lines.is_empty(), "{name} has no public API");
        let text = lines.join("\n");
        let compare = || {
            with_settings!({ snapshot_path => "snapshots/public_api", prepend_module_to_snapshot => false, omit_expression => true }, {
                assert_snapshot!(name, text);
            });
        };
        if catch_unwind(AssertUnwindSafe(compare)).is_err() {
            changed.push(name.to_owned());
        }
    };
    for package in CRATES {
        let mut lines = lines(&folder, package);
        if package == "rtc-core" {
            for (name, path) in FACES {
                let (face, rest) = lines.into_iter().partition(|line| is_within(line, path));
                lines = rest;
                check(name, face);
            }
            check("rtc-core-apps", lines);
        } else {
            check(package, lines);
        }
    }
    assert!(
        changed.is_empty(),
        "the public API of {} has changed, see above; if the change is intended, accept it: {ACCEPT}",
        changed.join(", ")
    );
}

/// Whether a line describes `path` or an item below it: the first path of the line decides.
fn is_within(line: &str, path: &str) -> bool {
    let first = line.find("rtc_core").map_or("", |at| &line[at..]);
    first.strip_prefix(path).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

/// The folder of rustdoc's JSON. The build directory is that of the test `changes`, which has compiled most dependencies.
fn documented() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("judged/target");
    let mut command = Command::new(env!("CARGO"));
    command.args(["doc", "--quiet", "--offline", "--no-deps", "--lib", "--no-default-features"]);
    command.args(["--features", "rtc-core/blocking,rtc-core/reqwest,rtc-tencent/rustcrypto,rtc-volcengine/rustcrypto"]);
    command.args(CRATES.iter().flat_map(|name| ["--package", name]));
    command.current_dir(rtc_tests::root()).env("CARGO_TARGET_DIR", &target);
    for inherited in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_ENCODED_RUSTDOCFLAGS", "CARGO_BUILD_TARGET"] {
        command.env_remove(inherited);
    }
    command.env("RUSTC_BOOTSTRAP", "1");
    command.env("RUSTDOCFLAGS", "-Z unstable-options --output-format json --document-hidden-items");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    target.join("doc")
}

/// The public API of one crate, one item per line, without derived and automatic implementations.
fn lines(folder: &Path, package: &str) -> Vec<String> {
    let json = folder.join(format!("{}.json", package.replace('-', "_")));
    assert!(fs::exists(&json).unwrap(), "rustdoc wrote no {}", json.display());
    let builder = Builder::from_rustdoc_json(json).omit_blanket_impls(true).omit_auto_trait_impls(true);
    let api = builder.omit_auto_derived_impls(true).build().unwrap_or_else(|error| {
        panic!("rustdoc of this toolchain and the pinned public-api do not fit together: {error}")
    });
    api.items().map(ToString::to_string).collect()
}
