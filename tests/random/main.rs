//! Specs made at random: each is refused with a reason, or its crate compiles, and clippy and rustdoc have nothing to say.
//!
//! `RTC_SEED=7 cargo test -p rtc-tests --test random -- --nocapture` makes the specs of a seed again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail a test")]

mod kinds;
mod names;
mod prose;
mod random;
mod spec;

use heck::ToKebabCase;
use kinds::Kinds;
use random::Random;
use rtc_catalog::{
    check_action, load,
    model::{Model, Vendor},
};
use rtc_codegen::emit;
use rtc_tests::Scratch;
use serde_json::Value as Json;
use std::{
    collections::{BTreeMap, HashSet},
    env, fs,
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

/// How many accepted actions are compiled.
const BATCH: usize = 42;

/// The vendors that have a crate with their protocol.
const VENDORS: [&str; 3] = ["tencent", "volcengine", "zego"];

/// From the environment, or else another one each time.
fn seed() -> u64 {
    env::var("RTC_SEED").map_or_else(
        |_| u64::from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos()),
        |seed| seed.parse().expect("RTC_SEED is a number"),
    )
}

/// Specs as they come, with those that the loader refuses, by reason.
#[derive(Default)]
struct Batch {
    model: Model,
    specs: Vec<(String, String)>,
    tried: usize,
    refused: BTreeMap<String, usize>,
}

impl Batch {
    fn new(random: &mut Random) -> Self {
        let mut batch = Self::default();
        for id in VENDORS {
            let (vendor, kinds) = batch.vendor(id, random);
            let mut folders = HashSet::new();
            while folders.len() < BATCH / VENDORS.len() {
                batch.action(&vendor, &kinds, &mut folders, random);
            }
            batch.model.vendors.push(vendor);
        }
        batch
    }

    /// The first vendor's file that is accepted.
    fn vendor(&mut self, id: &str, random: &mut Random) -> (Arc<Vendor>, Kinds) {
        for _ in 0..100 {
            let (file, kinds) = spec::vendor(id, random);
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join(id)).unwrap();
            fs::write(folder.path().join(id).join("vendor.yaml"), text(&file)).unwrap();
            match load(folder.path()) {
                Ok(model) => {
                    self.specs.push((format!("{id}/vendor.yaml"), text(&file)));
                    return (model.vendors[0].clone(), kinds);
                }
                Err(error) => self.refuse(first_line(&error.to_string())),
            }
        }
        panic!("no file of a vendor was accepted: {:#?}", self.refused);
    }

    /// One action, if it is accepted and has a folder of its own.
    fn action(&mut self, vendor: &Arc<Vendor>, kinds: &Kinds, folders: &mut HashSet<String>, random: &mut Random) {
        let (name, file) = spec::action(&vendor.id, kinds, random);
        let folder = name.to_kebab_case();
        if folders.contains(&folder) {
            return;
        }
        self.tried += 1;
        let (path, text) = (format!("{}/{folder}.yaml", vendor.id), text(&file));
        match check_action(text.clone(), &path, Path::new("specs"), vendor) {
            Ok(action) => {
                folders.insert(folder);
                self.specs.push((path, text));
                self.model.actions.push(action);
            }
            Err(mistakes) => self.refuse(mistakes[0].message()),
        }
    }

    /// Too few accepted specs say nothing.
    fn check_share(&self) {
        let accepted = self.model.actions.len();
        println!(
            "{accepted} of {} actions were accepted; refused, of actions and vendors:\n{:#?}",
            self.tried, self.refused
        );
        assert!(accepted * 3 >= self.tried, "fewer than a third of the specs are accepted: {:#?}", self.refused);
    }

    /// Counts a refusal by its message, without the names in it.
    fn refuse(&mut self, message: &str) {
        let kind: Vec<&str> = message.split('`').step_by(2).collect();
        *self.refused.entry(kind.join("…")).or_default() += 1;
    }
}

/// JSON is YAML. Letters that a file cannot have as they are are escaped.
fn text(file: &Json) -> String {
    let mut text = String::new();
    for letter in format!("{file:#}\n").chars() {
        match letter {
            '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => text.push(letter),
        }
    }
    text
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[test]
fn what_the_loader_accepts_compiles_without_a_warning() {
    let seed = seed();
    println!("RTC_SEED={seed}");
    let batch = Batch::new(&mut Random::new(seed));
    batch.check_share();
    let others = batch.specs.iter().map(|(path, text)| (format!("specs/{path}"), text.clone())).collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let workspace = Scratch::new(folder, "random", emit(&batch.model), &[], others);
    workspace.cargo(&["clippy", "--all-targets", "--keep-going"]);
    workspace.cargo(&["doc", "--no-deps", "--keep-going"]);
}

#[test]
fn a_third_of_the_specs_is_accepted_at_least() {
    for seed in 0..5 {
        Batch::new(&mut Random::new(seed)).check_share();
    }
}

#[test]
fn the_same_seed_makes_the_same_specs() {
    let specs = |seed| Batch::new(&mut Random::new(seed)).specs;
    assert_eq!(specs(1), specs(1));
    assert_ne!(specs(1), specs(2));
}
