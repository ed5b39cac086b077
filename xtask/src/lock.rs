//! One command at a time changes generated files, specs and the copy of released specs.

use anstream::eprintln;
use std::{
    fs::{self, File, TryLockError},
    path::Path,
};

/// The lock of a project's folder; it is released when this value is dropped, or the process ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits until no other command changes files below `root`, and keeps others waiting.
    ///
    /// # Errors
    /// In words, if the lock's file cannot be made.
    pub(crate) fn exclusive(root: &Path) -> Result<Self, String> {
        Self::take(root, File::try_lock, File::lock)
    }

    /// Waits until no other command changes files below `root`. Several commands may read at once.
    ///
    /// # Errors
    /// In words, if the lock's file cannot be made.
    pub(crate) fn shared(root: &Path) -> Result<Self, String> {
        Self::take(root, File::try_lock_shared, File::lock_shared)
    }

    fn take(
        root: &Path,
        now: fn(&File) -> Result<(), TryLockError>,
        later: fn(&File) -> std::io::Result<()>,
    ) -> Result<Self, String> {
        let path = root.join("target/xtask.lock");
        let cannot = |error| format!("cannot lock {}: {error}", path.display());
        fs::create_dir_all(root.join("target")).map_err(cannot)?;
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(cannot)?;
        match now(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                eprintln!("another `cargo xtask` is changing files; waiting until it is done");
                later(&file).map_err(cannot)?;
            }
            Err(TryLockError::Error(error)) => return Err(cannot(error)),
        }
        Ok(Self { _file: file })
    }
}
