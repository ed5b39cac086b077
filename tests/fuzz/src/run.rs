//! A bounded run of a target.

use crate::{Target, inputs};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use std::{
    cell::RefCell,
    fmt, fs, io,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    sync::Once,
};

/// An input of which something does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The input, as small as was found.
    pub input: Vec<u8>,
    /// What does not hold.
    pub why: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\nthe input: {}", self.why, self.input.escape_ascii())
    }
}

/// An input in the tree: one that found something once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it is.
    pub path: PathBuf,
    /// The input.
    pub input: Vec<u8>,
}

/// The inputs that are kept for a target, by name.
///
/// # Errors
/// If they are there and cannot be read.
pub fn kept(target: &Target) -> io::Result<Vec<Kept>> {
    let folder = folder(target);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let paths: io::Result<Vec<_>> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths?;
    paths.sort();
    paths.into_iter().map(|path| Ok(Kept { input: fs::read(&path)?, path })).collect()
}

impl Fault {
    /// Keeps the input in the tree, from where every run tries it first. Gives its path.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep(&self, target: &Target) -> io::Result<PathBuf> {
        use sha2::{Digest, Sha256};
        let folder = folder(target);
        fs::create_dir_all(&folder)?;
        let hash = rtc_core::protocol::hex::encode(&Sha256::digest(&self.input)[..6]);
        let path = folder.join(format!("found-{hash}"));
        fs::write(&path, &self.input)?;
        Ok(path)
    }
}

fn folder(target: &Target) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "kept", target.name].iter().collect()
}

/// Tries a target with these inputs and with its seeds, as they are, and then with `runs` inputs that are made of them.
/// The same seed makes the same ones.
///
/// # Errors
/// The first [`Fault`].
pub fn run(target: &Target, kept: &[Kept], runs: u32, seed: u64) -> Result<(), Box<Fault>> {
    let mut begin = (target.seeds)();
    begin.extend(kept.iter().map(|kept| kept.input.clone()));
    for input in &begin {
        attempt(target, input).map_err(|why| Box::new(Fault { input: input.clone(), why }))?;
    }
    let config = Config {
        cases: runs,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: 4096,
        ..Config::default()
    };
    let outcome = TestRunner::new(config)
        .run(&inputs::made(begin, target.words), |input| attempt(target, &input).map_err(TestCaseError::fail));
    match outcome {
        Ok(()) => Ok(()),
        Err(TestError::Fail(why, input)) => Err(Box::new(Fault { input, why: why.to_string() })),
        Err(TestError::Abort(why)) => Err(Box::new(Fault { input: Vec::new(), why: why.to_string() })),
    }
}

thread_local! {
    /// What the latest panic of this thread said while a target was tried; none while none is.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What a panic said, if there was one.
fn attempt(target: &Target, input: &[u8]) -> Result<(), String> {
    quieten();
    SAID.set(Some(String::new()));
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| (target.test)(input)));
    let printed = SAID.take().unwrap_or_default();
    outcome.map_err(|_| printed)
}

/// Panics of targets are kept instead of shown: looking for a smaller input makes thousands.
fn quieten() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let shown = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let ours =
                SAID.with_borrow_mut(|printed| printed.as_mut().map(|printed| *printed = info.to_string()).is_some());
            if !ours {
                shown(info);
            }
        }));
    });
}
