//! What is to be published, in which order, and publishing it.
//!
//! `released/published.json` records each published crate with its version and a fingerprint of what it was made of, so
//! that only what changed is published, and a run that was stopped goes on where it was.

use crate::terminal;
use anstream::eprintln;
use rtc_changes::CrateKind;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    ffi::OsString,
    fs,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The record, below the root.
pub(crate) const RECORD: &str = "released/published.json";

/// The published crates by name.
type Record = BTreeMap<String, Published>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Published {
    version: String,
    /// The fingerprint of its sources and of the versions of this project's crates that it requires.
    contents: String,
}

/// A crate that a registry may have.
#[derive(Debug)]
struct Package {
    name: String,
    manifest: PathBuf,
    now: Published,
    /// The crates of this project that it needs.
    needs: BTreeSet<String>,
}

/// What is to be published.
#[derive(Debug)]
pub(crate) struct Plan {
    root: PathBuf,
    record: Record,
    /// In an order in which each crate comes behind those that it needs.
    due: Vec<Package>,
    /// How many crates there are.
    all: usize,
}

impl Plan {
    /// Compares the crates with the record.
    ///
    /// # Errors
    /// In words: cargo does not describe the workspace, or a crate has changed and its version has not.
    pub(crate) fn new(root: &Path) -> Result<Self, String> {
        let record = record(root)?;
        let packages = if root.join("Cargo.toml").exists() { ordered(packages(root)?)? } else { Vec::new() };
        let all = packages.len();
        let mut due = Vec::new();
        let mut unraised = Vec::new();
        for package in packages {
            match record.get(&package.name) {
                Some(published) if *published == package.now => {}
                Some(published) if published.version == package.now.version => unraised.push(too_low(root, &package)),
                _ => due.push(package),
            }
        }
        if unraised.is_empty() {
            Ok(Self { root: root.to_owned(), record, due, all })
        } else {
            Err(format!(
                "nothing is released: these crates have changed since they were published\n{}",
                unraised.concat()
            ))
        }
    }

    /// What is to be published, and how, as further lines of a message.
    pub(crate) fn describe(&self) -> String {
        if self.all == 0 {
            return String::new();
        }
        if self.due.is_empty() {
            return format!("\nnothing to publish: all {} crates are published as they are", self.all);
        }
        let lines: Vec<String> =
            self.due.iter().map(|package| format!("  {} {}", package.name, package.now.version)).collect();
        format!(
            "\n{} of {} crates are to be published, in this order; `cargo xtask release --publish` does it\n{}",
            self.due.len(),
            self.all,
            lines.join("\n")
        )
    }

    /// Publishes what is due, one crate after the other, and records each.
    ///
    /// # Errors
    /// In words, with what is left and what to do, if a crate cannot be published.
    pub(crate) fn publish(mut self) -> Result<String, String> {
        let due = std::mem::take(&mut self.due);
        let mut left = due.len();
        for package in due {
            let Package { name, now, .. } = package;
            let rest = format!("{left} crates are left, the next one is {name}");
            match upload(&self.root, &name)? {
                Upload::Done => {}
                Upload::RateLimited => {
                    return Err(format!(
                        "the registry's rate limit stopped the release: {rest}. Run `cargo xtask release --publish` again \
                         when the registry's message allows it; it goes on from there"
                    ));
                }
                Upload::Failed => {
                    return Err(format!(
                        "cargo could not publish {name}: {rest}. Correct what cargo reports and run `cargo xtask release \
                         --publish` again; it goes on from there"
                    ));
                }
            }
            self.record.insert(name, now);
            left -= 1;
            write(&self.root, &self.record).map_err(|error| format!("cannot write {RECORD}: {error}"))?;
        }
        Ok(format!("\nall {} crates are published as they are; commit {RECORD}", self.all))
    }
}

fn too_low(root: &Path, package: &Package) -> String {
    let text = fs::read_to_string(&package.manifest).unwrap_or_default();
    let spec = text.lines().next().and_then(|line| Some(line.split_once(" from ")?.1.split_once(". Edit")?.0));
    let is_umbrella = package.manifest.parent().is_some_and(|folder| folder.ends_with("umbrella"));
    let key = if is_umbrella { CrateKind::Umbrella } else { CrateKind::Action }.version_key();
    let manifest = package.manifest.strip_prefix(root).unwrap_or(&package.manifest);
    let cure = spec.map_or_else(|| format!("`version` in {}", manifest.display()), |spec| format!("`{key}` in {spec}"));
    format!("  {} {}: raise {cure}\n", package.name, package.now.version)
}

fn record(root: &Path) -> Result<Record, String> {
    match fs::read(root.join(RECORD)) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| format!("cannot read {RECORD}: {error}")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Record::new()),
        Err(error) => Err(format!("cannot read {RECORD}: {error}")),
    }
}

fn write(root: &Path, record: &Record) -> io::Result<()> {
    let path = root.join(RECORD);
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".published-").tempfile_in(folder)?;
    serde_json::to_writer_pretty(&mut file, record)?;
    io::Write::write_all(&mut file, b"\n")?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// What `cargo metadata` prints.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Described>,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    version: String,
    manifest_path: PathBuf,
    /// The registries that may have it: none, some, or all if absent.
    publish: Option<Vec<String>>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
    kind: Option<String>,
    path: Option<PathBuf>,
}

fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// The crates of the workspace that may be published.
fn packages(root: &Path) -> Result<Vec<Package>, String> {
    let mut command = cargo();
    let command = command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root);
    let output = command.output().map_err(|error| format!("cannot start cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo cannot describe the workspace: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("cargo describes the workspace in an unknown form: {error}"))?;
    let may_be_published =
        |package: &Described| package.publish.as_ref().is_none_or(|registries| !registries.is_empty());
    metadata.packages.into_iter().filter(may_be_published).map(package).collect()
}

fn package(described: Described) -> Result<Package, String> {
    let Described { name, version, manifest_path, dependencies, .. } = described;
    let is_needed = |it: &&Dependency| it.path.is_some() && it.kind.as_deref() != Some("dev");
    let own: BTreeMap<&str, &str> =
        dependencies.iter().filter(is_needed).map(|it| (it.name.as_str(), it.req.as_str())).collect();
    let folder = manifest_path.parent().unwrap_or(Path::new("."));
    let contents = contents(folder, &own)
        .map_err(|error| format!("cannot read the files of {name} in {}: {error}", folder.display()))?;
    let needs = own.into_keys().map(str::to_owned).collect();
    Ok(Package { name, manifest: manifest_path, now: Published { version, contents }, needs })
}

/// The order in which each crate comes behind those that it needs.
fn ordered(mut waiting: Vec<Package>) -> Result<Vec<Package>, String> {
    waiting.sort_by(|one, other| one.name.cmp(&other.name));
    let mut done: Vec<Package> = Vec::new();
    let mut names = BTreeSet::new();
    while !waiting.is_empty() {
        let (ready, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|package: &Package| package.needs.iter().all(|name| names.contains(name)));
        if ready.is_empty() {
            let stuck: Vec<&str> = rest.iter().map(|package| package.name.as_str()).collect();
            return Err(format!(
                "nothing is released: {} need crates with `publish = false`, or each other",
                stuck.join(", ")
            ));
        }
        names.extend(ready.iter().map(|package| package.name.clone()));
        done.extend(ready);
        waiting = rest;
    }
    Ok(done)
}

/// A fingerprint of the files that a crate is built from and of the versions that it requires.
fn contents(folder: &Path, needs: &BTreeMap<&str, &str>) -> io::Result<String> {
    let mut files = BTreeMap::new();
    for part in ["Cargo.toml", "build.rs", "src", "specs"] {
        collect(&folder.join(part), part, &mut files)?;
    }
    let mut hash = Fnv::new();
    for (path, text) in &files {
        hash.add(path.as_bytes());
        hash.add(text);
    }
    for (name, version) in needs {
        hash.add(format!("{name} {version}").as_bytes());
    }
    Ok(format!("{:016x}", hash.0))
}

fn collect(path: &Path, shown: &str, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            collect(&entry.path(), &format!("{shown}/{}", entry.file_name().to_string_lossy()), files)?;
        }
    } else if path.exists() {
        files.insert(shown.to_owned(), fs::read(path)?);
    }
    Ok(())
}

/// The hash FNV-1a of pieces, each with its length. It is the same on every machine and in every version of Rust.
struct Fnv(u64);

impl Fnv {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, piece: &[u8]) {
        let length = u64::try_from(piece.len()).unwrap_or(u64::MAX).to_le_bytes();
        for byte in length.iter().chain(piece) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// How an upload ended.
enum Upload {
    /// The registry has the crate in this version.
    Done,
    /// The registry takes no more for a while.
    RateLimited,
    Failed,
}

/// Publishes one crate; what cargo prints is shown.
fn upload(root: &Path, name: &str) -> Result<Upload, String> {
    eprintln!("{}", terminal::report(&format!("publishing {name}")));
    let cannot = |error| format!("cannot start cargo: {error}");
    let mut command = cargo();
    let mut child = command
        .args(["publish", "--package", name])
        .current_dir(root)
        .stderr(Stdio::piped())
        .spawn()
        .map_err(cannot)?;
    let mut printed = String::new();
    if let Some(stderr) = child.stderr.take() {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            eprintln!("{line}");
            printed += &line.to_lowercase();
            printed.push('\n');
        }
    }
    let status = child.wait().map_err(cannot)?;
    // The upload came through, and then this program was stopped.
    let is_there = printed.contains("already exists") || printed.contains("already uploaded");
    let is_limited = printed.contains("429") || printed.contains("rate limit") || printed.contains("too many requests");
    Ok(match status.success() || is_there {
        true => Upload::Done,
        false if is_limited => Upload::RateLimited,
        false => Upload::Failed,
    })
}
