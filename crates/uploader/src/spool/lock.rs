//! Locks between processes that end with their process, in whatever way it ends.

use super::SpoolError;
use super::disk::Folder;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::time::{Duration, Instant};

/// The lock of the whole folder; it is never deleted.
const FOLDER_LOCK: &str = "spool.lock";

/// How long to wait for the folder. What is done under its lock takes milliseconds, or as long as the disk takes for
/// one body.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often to ask for the folder meanwhile.
const POLL: Duration = Duration::from_millis(2);

/// A lock that is held, until this is dropped or the process ends in whatever way.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing would do, but later on Windows, and not while a child process is between fork and exec.
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "cannot unlock");
        }
    }
}

/// What came of trying a lock.
#[derive(Debug)]
pub(super) enum TryLock {
    /// It is ours.
    Held(Lock),
    /// There is no such file, so that nobody has it.
    Absent,
    /// Another has it.
    Busy,
}

impl TryLock {
    /// The lock, if it is ours.
    pub(super) fn held(self) -> Option<Lock> {
        if let Self::Held(lock) = self { Some(lock) } else { None }
    }
}

impl Folder {
    /// Waits for the folder's own lock.
    pub(super) fn lock(&self) -> Result<Lock, SpoolError> {
        let begun = Instant::now();
        loop {
            if let Some(lock) = self.try_lock(FOLDER_LOCK, true)?.held() {
                return Ok(lock);
            }
            if begun.elapsed() > PATIENCE {
                return Err(SpoolError::Locked(self.path().to_owned()));
            }
            std::thread::sleep(POLL);
        }
    }

    /// Locks the file `name` if nobody has it, creating it if `create`.
    pub(super) fn try_lock(&self, name: &str, create: bool) -> Result<TryLock, SpoolError> {
        let told = |source| self.io("lock", name, source);
        let file = match private().create(create).open(self.path().join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && !create => return Ok(TryLock::Absent),
            opened => opened.map_err(told)?,
        };
        match file.try_lock() {
            Ok(()) => Ok(TryLock::Held(Lock(file))),
            Err(TryLockError::WouldBlock) => Ok(TryLock::Busy),
            Err(TryLockError::Error(source)) => Err(told(source)),
        }
    }
}

/// A file that only its owner can open, to be locked.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
