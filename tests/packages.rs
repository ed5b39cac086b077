//! The sandbox as a registry would have it: packaged, unpacked elsewhere, built and started there.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_tests::root;
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What the sandbox consists of, each behind what it needs.
const PACKAGES: [&str; 2] = ["rtc-catalog", "rtc-sandbox"];

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{command:?}\n{printed}");
}

/// Packages both and unpacks them into a folder; gives their folders.
fn unpacked(into: &Path) -> Vec<PathBuf> {
    let mut package = Command::new(env!("CARGO"));
    package.args(["package", "--quiet", "--no-verify", "--allow-dirty", "--target-dir"]).arg(into.join("packages"));
    package.args(PACKAGES.iter().flat_map(|name| ["--package", name])).current_dir(root());
    run(&mut package);
    let mut folders = Vec::new();
    for name in PACKAGES {
        let made = fs::read_dir(into.join("packages/package")).unwrap().map(|entry| entry.unwrap().path());
        let is_it = |path: &PathBuf| {
            let is_archive = path.extension().is_some_and(|extension| extension == "crate");
            is_archive && path.file_name().unwrap().to_string_lossy().starts_with(&format!("{name}-"))
        };
        let archive = made.into_iter().find(is_it).unwrap();
        run(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(into));
        folders.push(into.join(archive.file_stem().unwrap()));
    }
    folders
}

/// It compiles the sandbox and what it needs once more.
#[test]
#[ignore = "compiles for about a minute; `.ci/run` runs it"]
fn the_sandbox_starts_from_its_package() {
    let folder = tempfile::tempdir().unwrap();
    let folders = unpacked(folder.path());
    for packaged in &folders {
        for file in ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "CHANGELOG.md"] {
            assert!(packaged.join(file).exists(), "{} has no {file}", packaged.display());
        }
    }
    assert!(folders[1].join("specs/zego/vendor.yaml").exists(), "the specs are in the package");

    // Stands for the registry, which has no such packages yet.
    let patch = format!("patch.crates-io.rtc-catalog.path={:?}", folders[0]);
    let target = folder.path().join("target");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--config", &patch, "--target-dir"]).arg(&target).current_dir(&folders[1]);
    build.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    run(&mut build);

    // Neither the repository nor the package has to be there at run time.
    for packaged in &folders {
        fs::remove_dir_all(packaged).unwrap();
    }
    let program = target.join(format!("debug/rtc-sandbox{}", std::env::consts::EXE_SUFFIX));
    let mut child = Command::new(program).current_dir(folder.path()).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let printed: Vec<String> = lines.map(Result::unwrap).take_while(|line| !line.contains("# zego ")).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(printed[0].starts_with("# The sandbox is running"), "{printed:?}");
    assert!(printed.iter().any(|line| line.contains("tencent DescribeUserInfo")), "{printed:?}");
}
