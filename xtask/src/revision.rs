//! The specs as they were at a git revision.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

/// The folder of specs of that revision, in a folder that goes away with the value: it is `specs` in there.
///
/// # Errors
/// In words, if git, the repository, the revision or its folder of specs is not there.
pub(crate) fn specs(root: &Path, revision: &str) -> Result<TempDir, String> {
    let place = git(root, &["rev-parse", "--absolute-git-dir"], &[])?;
    if !place.status.success() {
        return Err(format!("{} is in no git repository, so there is no revision to compare with", root.display()));
    }
    // A name that begins with a hyphen would be an option.
    let find = |name: &str| git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", name], &[]);
    let commit = find(&format!("{revision}^{{commit}}"))?;
    if !commit.status.success() {
        return Err(format!(
            "git knows no revision `{revision}`: name a commit, branch or tag; in a clone without history, first: git fetch --unshallow --tags"
        ));
    }
    let tree = find(&format!("{}:./specs", printed(&commit)))?;
    if !tree.status.success() {
        return Err(format!("the revision `{revision}` has no folder `specs`"));
    }
    let folder = tempfile::tempdir().map_err(|error| format!("cannot make a temporary folder: {error}"))?;
    let specs = folder.path().join("specs");
    fs::create_dir(&specs).map_err(|error| format!("cannot make {}: {error}", specs.display()))?;
    // An index and files of their own: the repository's are not touched.
    let (place, index) = (printed(&place), folder.path().join("index"));
    let own = [("GIT_DIR", Path::new(&place)), ("GIT_WORK_TREE", specs.as_path()), ("GIT_INDEX_FILE", index.as_path())];
    for arguments in [&["read-tree", &printed(&tree)][..], &["checkout-index", "--all"]] {
        let done = git(&specs, arguments, &own)?;
        if !done.status.success() {
            let complaint = String::from_utf8_lossy(&done.stderr).trim().to_owned();
            return Err(format!("git cannot give the specs of `{revision}`: {complaint}"));
        }
    }
    Ok(folder)
}

/// Runs git in a folder, with nothing of the surroundings that points at another repository, as in a hook.
fn git(folder: &Path, arguments: &[&str], environment: &[(&str, &Path)]) -> Result<Output, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    for inherited in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(inherited);
    }
    command.envs(environment.iter().copied()).output().map_err(|error| format!("cannot start git: {error}"))
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
