//! Submissions that could not be delivered, each resumed exactly once.
//!
//! An entry is a handful of files in a private folder. At every moment a process may be killed or the power cut, and
//! two processes may be at work: what is on the disk always says what may be done. The meta data never changes after
//! it appears, and the entry exists exactly as long as it does.
//!
//! | `.meta` | `.answer` | `.body` | `.sending` | state |
//! |---|---|---|---|---|
//! | none | any | any | any | no entry; the next sweep deletes what is left |
//! | good | good | any | any | [`Answered`](State::Answered); the next look deletes body and mark |
//! | good | none | good | there | [`InDoubt`](State::InDoubt) |
//! | good | none | good | none | [`Waiting`](State::Waiting) |
//! | good | none | bad or none | any | [`Damaged`](State::Damaged) |
//! | good | bad | any | any | [`Damaged`](State::Damaged): answered, and the answer is lost |
//! | bad | any | any | any | [`Damaged`](State::Damaged) |
//!
//! Only a waiting entry is ever sent by itself. Past its time an entry is [`Expired`](State::Expired) in any of these
//! states, and while its `.lock` is locked it is [`Busy`](State::Busy). The steps, where `|` is a point that outlasts a
//! power cut before the next begins:
//!
//! - store: body `|` meta data `|`
//! - mark: mark `|` (the request leaves only now)
//! - release: no mark `|`
//! - answer: answer `|` no body, no mark `|`
//! - finish, remove, sweep: no meta data `|` nothing else, the lock last `|`
//!
//! Each file appears by a rename and is written to the disk before. `spool.lock` is held while an entry is stored,
//! listed, swept or taken hold of, never while it is sent.
//!
//! **Time.** An entry expires when the time to live that it was stored with has passed; what cannot be read, when the present
//! one has.
//! One that was stored more than a day in the future has expired too: it came from a clock that was ahead and would
//! otherwise outlive its time. A clock before 2026 is certainly wrong, as on a board without a battery before it is
//! online, and nothing is done, least of all deleted, by it.
//!
//! **Limits.** The folder belongs on a local disk: locks on network file systems are not reliable. Whoever copies the
//! folder, or restores it from a backup, has two of each submission. Deleted files are unlinked, not overwritten: that
//! would write elsewhere on an SSD. Whoever must resist a search of the disk encrypts it.

mod claim;
#[cfg(test)]
mod crash;
mod disk;
mod entry;
mod error;
mod files;
mod id;
mod lock;
mod parts;
mod sealed;

pub use claim::{Answered, Claim};
pub use entry::{Entry, Listed, State};
pub use error::SpoolError;
pub use id::Id;

use disk::Folder;
use entry::Meta;
use files::{Files, Seen};
use jiff::Timestamp;
use lock::TryLock;
use parts::Part;
use std::path::Path;
use std::time::Duration;

/// The longest body that is stored, which is the longest that the cloud takes.
pub use liveface_cloud_api::call::MAX_BODY_BYTES;

/// The most entries in a folder.
pub const MAX_ENTRIES: usize = 256;

/// The most bytes in a folder.
pub const MAX_TOTAL_BYTES: u64 = 512_000_000;

/// The longest meta data: names and notes.
const MAX_META_BYTES: usize = 64_000;

/// The longest answer that is recorded; a summary has hundreds of bytes.
const MAX_ANSWER_BYTES: usize = 1_000_000;

/// For how long entries can be kept.
const TTL: std::ops::RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_hours(366 * 24);

/// 2026-01-01: no clock of a machine that runs this can rightly be before.
const EARLIEST: Timestamp = Timestamp::constant(1_767_225_600, 0);

/// A folder of submissions that could not be delivered.
#[derive(Clone, Debug)]
pub struct Spool {
    folder: Folder,
    ttl: Duration,
}

impl Spool {
    /// Opens `folder`, and creates it for its owner only where there is none. New entries are kept for `ttl`, 1
    /// second to 366 days.
    ///
    /// # Errors
    /// It is a link or no folder, others can read or write it (on Unix; on Windows it belongs below the user's
    /// profile, which others cannot enter), or it cannot be created.
    pub fn open(folder: &Path, ttl: Duration) -> Result<Self, SpoolError> {
        if TTL.contains(&ttl) {
            Ok(Self { folder: Folder::open(folder)?, ttl })
        } else {
            Err(SpoolError::Ttl)
        }
    }

    /// The folder, as an absolute path.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Stores `entry`, whole or not at all, after deleting what has expired.
    ///
    /// # Errors
    /// It is too long, the folder holds [`MAX_ENTRIES`] or would hold more than [`MAX_TOTAL_BYTES`], or it cannot be
    /// written.
    pub fn store(&self, entry: &Entry, now: Timestamp) -> Result<Id, SpoolError> {
        let files = self.files(Id::random()?);
        let meta = Meta::seal(&files.id, entry, at(now)?, self.ttl)?;
        let _turn = self.folder.lock()?;
        if let Err(error) = self.sweep_in_turn(now) {
            tracing::warn!(%error, "cannot delete all that has expired");
        }
        self.check_room(entry.body.len() + meta.len())?;
        let stored = self.write(&files, entry, &meta);
        if stored.is_err()
            && let Err(error) = files.destroy()
        {
            tracing::warn!(%error, "what was not stored is left for the next sweep");
        }
        stored.map(|()| files.id)
    }

    /// The entries, the oldest first. Only a claim reads a whole body, so that a changed one is listed as before.
    ///
    /// # Errors
    /// The folder cannot be read. An entry that is damaged is listed as such.
    pub fn list(&self, now: Timestamp) -> Result<Vec<Listed>, SpoolError> {
        at(now)?;
        let _turn = self.folder.lock()?;
        let mut listed = Vec::new();
        for (id, found) in self.folder.scan()? {
            let files = self.files(id);
            // Held to the end of this turn.
            let lock = files.look();
            let Some(Seen { meta, life, mut state }) = files.see(self.ttl, now)? else { continue };
            match &lock {
                Ok(TryLock::Busy) => state = State::Busy,
                Ok(_) if state == State::Answered => files.complete()?,
                Ok(_) => {}
                Err(error) => state = State::Damaged(format!("its lock: {error}")),
            }
            let action = meta.map(|meta| meta.action);
            let (created, expires) = (life.created, life.expires);
            listed.push(Listed { id: files.id, state, created, expires, bytes: found.bytes, action });
        }
        listed.sort_by_key(|entry| entry.created);
        Ok(listed)
    }

    /// Deletes what has expired, in doubt and answered or not, and what dead processes left half done; gives the
    /// entries deleted. One that is being submitted is left for the next time.
    ///
    /// # Errors
    /// Something cannot be deleted; the rest has been.
    pub fn sweep(&self, now: Timestamp) -> Result<Vec<Id>, SpoolError> {
        at(now)?;
        let _turn = self.folder.lock()?;
        self.sweep_in_turn(now)
    }

    /// Takes hold of a waiting entry, across processes, for as long as the claim lives.
    ///
    /// # Errors
    /// It is busy, in doubt, answered, expired, damaged or not there.
    pub fn claim(&self, id: &Id, now: Timestamp) -> Result<Claim, SpoolError> {
        self.take(id, now, false)
    }

    /// As [`claim`](Self::claim), but of an entry in doubt too: for an operator who names it, having looked it up at
    /// the cloud or accepting that it may be counted twice.
    ///
    /// # Errors
    /// It is busy, answered, expired, damaged or not there.
    pub fn force(&self, id: &Id, now: Timestamp) -> Result<Claim, SpoolError> {
        self.take(id, now, true)
    }

    /// The recorded answer of an entry, to show it once more after a crash; `None` if it has none.
    ///
    /// # Errors
    /// It is busy, damaged or not there.
    pub fn answer(&self, id: &Id) -> Result<Option<Answered>, SpoolError> {
        let files = self.files(id.clone());
        let _turn = self.folder.lock()?;
        let lock = files.acquire()?;
        if !files.has(Part::Answer)? {
            return Ok(None);
        }
        let summary = files.answer().map_err(|reason| files.damaged(reason))?;
        Ok(Some(Answered::new(summary, files, lock)))
    }

    /// Deletes an entry in whatever state, unless it is busy.
    ///
    /// # Errors
    /// It is busy or not there, or it cannot be deleted.
    pub fn remove(&self, id: &Id) -> Result<(), SpoolError> {
        let files = self.files(id.clone());
        let _turn = self.folder.lock()?;
        let _lock = files.acquire()?;
        files.destroy()
    }

    fn take(&self, id: &Id, now: Timestamp, forced: bool) -> Result<Claim, SpoolError> {
        at(now)?;
        let files = self.files(id.clone());
        let lock = {
            let _turn = self.folder.lock()?;
            files.acquire()?
        };
        let no_such = || SpoolError::NoSuch(id.clone());
        let Seen { meta, state, .. } = files.see(self.ttl, now)?.ok_or_else(no_such)?;
        let doubted = match state {
            State::Waiting => false,
            State::InDoubt if forced => true,
            State::InDoubt => return Err(SpoolError::InDoubt(id.clone())),
            State::Expired => return Err(SpoolError::Expired(id.clone())),
            State::Damaged(reason) => return Err(files.damaged(reason)),
            State::Busy => return Err(SpoolError::Busy(id.clone())),
            State::Answered => {
                files.complete()?;
                return Err(SpoolError::Answered(id.clone()));
            }
        };
        let entry = files.entry(meta.ok_or_else(no_such)?)?;
        Ok(Claim::new(entry, files, doubted, lock))
    }

    fn write(&self, files: &Files, entry: &Entry, meta: &[u8]) -> Result<(), SpoolError> {
        self.folder.write(&files.name(Part::Body), &entry.body)?;
        self.folder.sync()?;
        self.folder.write(&files.name(Part::Meta), meta)?;
        self.folder.sync()
    }

    fn check_room(&self, more: usize) -> Result<(), SpoolError> {
        let found = self.folder.scan()?;
        let entries = found.values().filter(|found| found.entry).count();
        let bytes = found.values().fold(more as u64, |sum, found| sum.saturating_add(found.bytes));
        if entries < MAX_ENTRIES && bytes <= MAX_TOTAL_BYTES {
            return Ok(());
        }
        Err(SpoolError::Full { folder: self.folder().to_owned(), entries, bytes })
    }

    fn sweep_in_turn(&self, now: Timestamp) -> Result<Vec<Id>, SpoolError> {
        let (mut swept, mut failed) = (Vec::new(), None);
        for id in self.folder.scan()?.into_keys() {
            match self.sweep_one(&self.files(id.clone()), now) {
                Ok(true) => swept.push(id),
                Ok(false) => {}
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(swept), Err)
    }

    /// Whether an entry was deleted. What belongs to nothing is of a process that died: this one has the folder, and
    /// the entry is not locked.
    fn sweep_one(&self, files: &Files, now: Timestamp) -> Result<bool, SpoolError> {
        let lock = files.look()?;
        if matches!(lock, TryLock::Busy) {
            return Ok(false);
        }
        match files.see(self.ttl, now)? {
            None => files.destroy().map(|()| false),
            Some(Seen { state: State::Expired, .. }) => {
                files.destroy()?;
                tracing::info!(id = %files.id, "deleted a submission that had expired");
                Ok(true)
            }
            Some(Seen { state: State::Answered, .. }) => {
                files.tidy().and_then(|()| files.complete()).map(|()| false)
            }
            Some(_) => files.tidy().map(|()| false),
        }
    }

    fn files(&self, id: Id) -> Files {
        Files { folder: self.folder.clone(), id }
    }
}

/// `now`, unless the clock is certainly wrong.
fn at(now: Timestamp) -> Result<Timestamp, SpoolError> {
    if now < EARLIEST { Err(SpoolError::Clock(now)) } else { Ok(now) }
}
