//! Folders and files as they were at a git revision.

use std::{
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

/// A copy of a folder of that revision, below the root. It goes away with the value. `None` if the revision has no such
/// folder.
///
/// # Errors
/// In words, if git, the repository or the revision is not there.
pub(crate) fn folder(root: &Path, revision: &str, path: &str) -> Result<Option<TempDir>, String> {
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
    let tree = find(&format!("{}:./{path}", printed(&commit)))?;
    if !tree.status.success() {
        return Ok(None);
    }
    let temporary = || tempfile::tempdir().map_err(|error| format!("cannot make a temporary folder: {error}"));
    // An index and files of their own: the repository's are not touched.
    let (copy, beside) = (temporary()?, temporary()?);
    let (place, index) = (printed(&place), beside.path().join("index"));
    let own = [("GIT_DIR", Path::new(&place)), ("GIT_WORK_TREE", copy.path()), ("GIT_INDEX_FILE", index.as_path())];
    for arguments in [&["read-tree", &printed(&tree)][..], &["checkout-index", "--all"]] {
        let done = git(copy.path(), arguments, &own)?;
        if !done.status.success() {
            let complaint = String::from_utf8_lossy(&done.stderr).trim().to_owned();
            return Err(format!("git cannot give {path} of `{revision}`: {complaint}"));
        }
    }
    Ok(Some(copy))
}

/// The text of a file of that revision, below the root, if it has such a file.
pub(crate) fn file(root: &Path, revision: &str, path: &str) -> Option<String> {
    let shown = git(root, &["show", "--end-of-options", &format!("{revision}:./{path}")], &[]).ok()?;
    shown.status.success().then(|| String::from_utf8_lossy(&shown.stdout).into_owned())
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
