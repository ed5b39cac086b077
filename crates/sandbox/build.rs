//! Puts the specs into the crate, so that the sandbox needs no folder at run time.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let folder = folder()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut table = String::from("static SPECS: &[(&str, &str)] = &[\n");
    for vendor in sorted(&folder)?.iter().filter(|path| path.is_dir() && !path.ends_with("schema")) {
        for file in sorted(vendor)?.iter().filter(|path| path.extension().is_some_and(|end| end == "yaml")) {
            let path = format!("{}/{}", name(vendor), name(file));
            let _ = writeln!(table, "    ({path:?}, include_str!({:?})),", file.display().to_string());
        }
    }
    table.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("specs.rs"), table)
}

/// `specs` is a link to the repository's folder, and a folder in a published package. Where a checkout has no links, it is a
/// file with the target's path.
fn folder() -> io::Result<PathBuf> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    [here.join("specs"), here.join("../../specs")].into_iter().find(|folder| folder.is_dir()).ok_or_else(|| {
        io::Error::new(io::ErrorKind::NotFound, "there are no specs in this package or in the repository around it")
    })
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
