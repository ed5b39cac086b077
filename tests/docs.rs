//! What people read: snippets that can be pasted, links that lead somewhere, and what a registry shows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

use rtc_tests::root;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A page in Markdown with its path below the root.
struct Page {
    path: String,
    text: String,
}

/// A block of code with its language.
struct Block<'a> {
    language: &'a str,
    lines: Vec<&'a str>,
}

impl Page {
    fn read(path: &Path) -> Self {
        let shown = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        Self { path: shown, text: fs::read_to_string(path).unwrap() }
    }

    fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks: Vec<Block<'_>> = Vec::new();
        let mut is_open = false;
        for line in self.text.lines() {
            match line.strip_prefix("```") {
                Some(language) if !is_open => {
                    blocks.push(Block { language, lines: Vec::new() });
                    is_open = true;
                }
                Some(_) => is_open = false,
                None if is_open => blocks.last_mut().unwrap().lines.push(line),
                None => {}
            }
        }
        blocks
    }

    /// The targets of links to files.
    fn links(&self) -> Vec<&str> {
        let targets = self.text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        targets.filter(|target| !target.is_empty() && !target.contains("://") && !target.contains(' ')).collect()
    }
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The README, the guides, and the READMEs of all published crates.
fn pages() -> Vec<Page> {
    let mut paths = vec![root().join("README.md"), root().join("tools/catalog/README.md")];
    paths.extend(entries("docs"));
    for folder in
        ["crates", "crates/vendors", "crates/actions/tencent", "crates/actions/volcengine", "crates/actions/zego"]
    {
        paths.extend(entries(folder).into_iter().map(|path| path.join("README.md")).filter(|path| path.exists()));
    }
    paths.iter().map(|path| Page::read(path)).collect()
}

/// The crates that Rust code imports, apart from the standard library's.
fn imported(lines: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in lines {
        let code = line.split("//").next().unwrap_or_default();
        let imported = code.trim_start().strip_prefix("use ").map(|rest| rest.split("::").next().unwrap_or(rest));
        let named =
            ["rtc_quota_redis::", "serde_json::", "rtc_catalog::"].into_iter().filter(|path| code.contains(path));
        found.extend(imported.into_iter().chain(named.map(|path| path.trim_end_matches("::"))).map(str::to_owned));
        if code.contains("#[tokio::") {
            found.insert("tokio".to_owned());
        }
    }
    found.retain(|name| !["std", "core", "crate", "self", "super"].contains(&name.as_str()));
    found
}

#[test]
fn snippets_are_whole_and_come_with_their_dependencies() {
    let mut count = 0;
    for page in pages() {
        // A snippet's dependencies are in the last blocks of TOML before it, since the heading.
        let mut given: BTreeSet<String> = BTreeSet::new();
        for block in page.blocks() {
            if block.language == "toml" {
                let names =
                    block.lines.iter().filter_map(|line| line.split_once(" =")).map(|(name, _)| name.replace('-', "_"));
                given.extend(names);
            }
            if !block.language.starts_with("rust") {
                continue;
            }
            count += 1;
            let at = format!("{}:\n{}", page.path, block.lines.join("\n"));
            assert!(block.lines.iter().all(|line| *line != "#" && !line.starts_with("# ")), "a hidden line: {at}");
            assert!(block.lines.iter().any(|line| line.contains("fn ")), "no function: {at}");
            let missing: Vec<String> = imported(&block.lines).difference(&given).cloned().collect();
            assert!(missing.is_empty(), "no dependency line for {missing:?}: {at}");
        }
    }
    assert!(count > 15, "{count} snippets");
}

#[test]
fn every_guide_with_code_is_compiled() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let compiled = ["tests/src/guides.rs", "tests/testing/guide/main.rs", "examples/tests/jobs.rs"];
    let guides: String = compiled.map(read).concat();
    for page in pages().iter().filter(|page| page.path.starts_with("docs/")) {
        let has_code = page.blocks().iter().any(|block| block.language.starts_with("rust"));
        assert_eq!(guides.contains(&page.path), has_code, "{}", page.path);
    }
}

#[test]
fn links_lead_to_files() {
    let mut all = pages();
    all.extend(
        ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "specs/README.md"]
            .map(|path| Page::read(&root().join(path))),
    );
    for page in all {
        let folder = root().join(&page.path).parent().unwrap().to_owned();
        for link in page.links() {
            assert!(folder.join(link).exists(), "{}: {link}", page.path);
        }
    }
}

/// README is one screen of text beside its snippet and its tables.
#[test]
fn the_readme_is_short() {
    // The table has a row for each action.
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('|')).count();
    assert!(lines <= 90, "{lines} lines");
}

fn metadata() -> Vec<serde_json::Value> {
    let mut command = Command::new(env!("CARGO"));
    let output = command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    match metadata["packages"].take() {
        serde_json::Value::Array(packages) => packages,
        other => panic!("{other}"),
    }
}

#[test]
fn every_published_crate_has_what_a_registry_shows() {
    let (published, private): (Vec<_>, Vec<_>) =
        metadata().into_iter().partition(|package| package["publish"].is_null());
    let repositories: BTreeSet<String> = published.iter().map(|package| package["repository"].to_string()).collect();
    assert_eq!(repositories.len(), 1, "one place for the address: {repositories:?}");
    for package in &published {
        let name = package["name"].as_str().unwrap();
        for key in ["description", "documentation", "license", "readme", "rust_version"] {
            assert!(package[key].as_str().is_some_and(|value| !value.is_empty()), "{name} has no {key}");
        }
        for (key, most) in [("keywords", 5), ("categories", 5)] {
            let count = package[key].as_array().unwrap().len();
            assert!((1..=most).contains(&count), "{name} has {count} {key}");
        }
        let keywords = package["keywords"].as_array().unwrap().iter().map(|word| word.as_str().unwrap());
        assert!(keywords.into_iter().all(|word| word.len() <= 20), "{name}");
        assert_eq!(package["metadata"]["docs"]["rs"]["all-features"], true, "{name}");
        let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap();
        for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert_eq!(fs::read(folder.join(file)).unwrap(), fs::read(root().join(file)).unwrap(), "{name}: {file}");
        }
        let is_generated = folder.starts_with(root().join("crates/actions"));
        assert!(is_generated || folder.join("CHANGELOG.md").exists(), "{name} has no CHANGELOG.md");
    }
    let names = |packages: &[serde_json::Value]| -> BTreeSet<String> {
        packages.iter().map(|package| package["name"].as_str().unwrap().to_owned()).collect()
    };
    let (published_names, private) = (names(&published), names(&private));
    for name in ["rtc-core", "rtc-zego", "rtc-sandbox", "rtc-catalog", "rtc-quota-redis", "zego-rtc-common"] {
        assert!(published_names.contains(name), "{name}");
    }
    for name in
        ["xtask", "rtc-tests", "rtc-demo", "rtc-examples", "rtc-codegen", "rtc-drift", "rtc-pages", "zego-rtc-examples"]
    {
        assert!(private.contains(name), "{name}");
    }
    // Whoever has a published crate must be able to get what it needs.
    for package in &published {
        for needed in package["dependencies"].as_array().unwrap() {
            let name = needed["name"].as_str().unwrap();
            let is_needed = needed["kind"].as_str() != Some("dev");
            assert!(!is_needed || !private.contains(name), "{} needs {name}", package["name"]);
        }
    }
}
