//! `cargo xtask interop`: fetches the vendors' SDKs, as they are pinned, and runs the package `rtc-interop` with them.

use crate::terminal::{self, Progress};
use anstream::eprintln;
use clap::Args;
use std::{
    env,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};
use xtask_launcher::Program;

/// What is passed on.
#[derive(Args)]
pub(crate) struct Options {
    /// The seed of the random calls: the same seed gives the same calls. Random by default.
    #[arg(long)]
    seed: Option<u64>,
    /// The number of calls of each kind.
    #[arg(long)]
    cases: Option<u32>,
}

/// Exit codes: 0 the SDKs agree with the project, 1 they do not, 2 the comparison could not run.
pub(crate) fn run(root: &Path, options: &Options) -> ExitCode {
    let Ok(root) = root.canonicalize() else {
        eprintln!("the folder {} does not exist", root.display());
        return ExitCode::from(2);
    };
    match ready(&root) {
        Ok([python, node_modules]) => start(&root, python, node_modules, options),
        Err(why) => {
            eprintln!("{}", terminal::error(&why));
            ExitCode::from(2)
        }
    }
}

/// The Python interpreter and the folder of Node's packages.
fn ready(root: &Path) -> Result<[PathBuf; 2], String> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
    let (from, to) = (root.join("tests/interop"), target.join("interop"));
    Ok([python(&from.join("python"), &to.join("python"))?, node(&from.join("node"), &to.join("node"))?])
}

/// A virtual environment with the packages that are pinned there, by version and hash.
fn python(from: &Path, to: &Path) -> Result<PathBuf, String> {
    let interpreter = to.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let pinned = read(&from.join("requirements.txt"))?;
    installed(to, &pinned, || {
        let python = if cfg!(windows) { "python" } else { "python3" };
        call(Command::new(python).args(["-m", "venv"]).arg(to), "apt-get install python3 python3-venv")?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"];
        let wheels = ["--only-binary", ":all:", "--requirement"];
        let mut install = Command::new(&interpreter);
        install.args(pip).args(wheels).arg(from.join("requirements.txt"));
        call(&mut install, "look at what pip says, and whether it reaches PyPI")
    })?;
    Ok(interpreter)
}

/// A folder with the packages that are pinned there, by version and hash. None of their scripts is run.
fn node(from: &Path, to: &Path) -> Result<PathBuf, String> {
    let pinned = read(&from.join("package-lock.json"))?;
    installed(to, &pinned, || {
        for file in ["package.json", "package-lock.json"] {
            fs::copy(from.join(file), to.join(file)).map_err(|error| cannot("write", &to.join(file), &error))?;
        }
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let quietly = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"];
        call(Command::new(npm).args(quietly).current_dir(to), "apt-get install nodejs npm")
    })?;
    call(Command::new("node").args(["--eval", ""]), "apt-get install nodejs npm")?;
    Ok(to.join("node_modules"))
}

/// Runs `install` in a new folder unless what is pinned is in it already: then its last file says so.
fn installed(folder: &Path, pinned: &str, install: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let done = folder.join("pinned");
    if fs::read_to_string(&done).is_ok_and(|found| found == pinned) {
        return Ok(());
    }
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot("remove", folder, &error)),
        _ => fs::create_dir_all(folder).map_err(|error| cannot("make", folder, &error))?,
    }
    eprintln!("Installing the vendors' SDKs into {}, once.", folder.display());
    let progress = Progress::start("installing");
    install()?;
    drop(progress);
    fs::write(&done, pinned).map_err(|error| cannot("write", &done, &error))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| cannot("read", file, &error))
}

fn cannot(verb: &str, path: &Path, error: &io::Error) -> String {
    format!("cannot {verb} {}: {error}", path.display())
}

/// Runs a command that has to succeed; `advice` is what to do where it does not.
fn call(command: &mut Command, advice: &str) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` failed ({status}); to fix it: {advice}")),
        Err(error) => Err(format!("`{name}` cannot be started ({error}); to fix it: {advice}")),
    }
}

fn start(root: &Path, python: PathBuf, node_modules: PathBuf, options: &Options) -> ExitCode {
    let mut arguments: Vec<OsString> = vec!["--python".into(), python.into()];
    arguments.extend(["--node-modules".into(), node_modules.into()]);
    arguments.extend(options.seed.into_iter().flat_map(|seed| ["--seed".into(), seed.to_string().into()]));
    arguments.extend(options.cases.into_iter().flat_map(|cases| ["--cases".into(), cases.to_string().into()]));
    let program =
        Program { package: "rtc-interop", what: "the comparison with the vendors' SDKs", takes: "about a minute" };
    program.run(root, arguments)
}
