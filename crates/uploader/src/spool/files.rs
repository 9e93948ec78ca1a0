//! The files of one entry: how it stands, and the one order in which they go.

use super::disk::Folder;
use super::entry::{Life, Meta};
use super::lock::{Lock, TryLock};
use super::parts::{Part, temporary};
use super::sealed::unseal;
use super::{Entry, Id, MAX_ANSWER_BYTES, MAX_BODY_BYTES, MAX_META_BYTES, SpoolError, State};
use jiff::Timestamp;
use std::time::Duration;

/// The files of one entry.
#[derive(Clone, Debug)]
pub(super) struct Files {
    pub(super) folder: Folder,
    pub(super) id: Id,
}

/// What the files of an entry say.
pub(super) struct Seen {
    /// `None` where it cannot be read; the state says why.
    pub(super) meta: Option<Meta>,
    pub(super) life: Life,
    pub(super) state: State,
}

impl Files {
    pub(super) fn name(&self, part: Part) -> String {
        part.name(&self.id)
    }

    pub(super) fn has(&self, part: Part) -> Result<bool, SpoolError> {
        self.folder.has(&self.name(part))
    }

    /// Locks the entry for a claim. Only under the lock of the folder, so that who merely looks is never in the way.
    pub(super) fn acquire(&self) -> Result<Lock, SpoolError> {
        if !self.has(Part::Meta)? {
            return Err(SpoolError::NoSuch(self.id.clone()));
        }
        let lock = match self.folder.try_lock(&self.name(Part::Lock), true)? {
            TryLock::Held(lock) => lock,
            TryLock::Busy | TryLock::Absent => return Err(SpoolError::Busy(self.id.clone())),
        };
        if self.has(Part::Meta)? {
            return Ok(lock);
        }
        // Who had it was finishing it.
        self.folder.unlink(&self.name(Part::Lock))?;
        Err(SpoolError::NoSuch(self.id.clone()))
    }

    /// Locks the entry for as long as the lock of the folder is held; an absent lock file is as good as a lock then.
    pub(super) fn look(&self) -> Result<TryLock, SpoolError> {
        self.folder.try_lock(&self.name(Part::Lock), false)
    }

    /// What the files say at `now`; `None` if there is no entry.
    pub(super) fn see(&self, ttl: Duration, now: Timestamp) -> Result<Option<Seen>, SpoolError> {
        let name = self.name(Part::Meta);
        if !self.folder.has(&name)? {
            return Ok(None);
        }
        let read = self.folder.read(&name, MAX_META_BYTES).map_err(|error| format!("its meta data: {error}"));
        match read.and_then(|sealed| Meta::open(&self.id, &sealed)) {
            Ok((meta, life)) => {
                let state = if life.is_over(now) { State::Expired } else { self.state(&meta)? };
                Ok(Some(Seen { meta: Some(meta), life, state }))
            }
            Err(reason) => {
                let written = self.folder.stat(&name).and_then(|stat| stat.modified()).ok();
                let life = Life::of_file(written, ttl);
                let state = if life.is_over(now) { State::Expired } else { State::Damaged(reason) };
                Ok(Some(Seen { meta: None, life, state }))
            }
        }
    }

    /// The state of an entry in its time and with good meta data: the table in the module's documentation.
    fn state(&self, meta: &Meta) -> Result<State, SpoolError> {
        if self.has(Part::Answer)? {
            return Ok(self.answer().map_or_else(State::Damaged, |_| State::Answered));
        }
        match self.folder.stat(&self.name(Part::Body)) {
            Err(error) => Ok(State::Damaged(format!("its body: {error}"))),
            Ok(stat) if !meta.fits(stat.len()) => {
                Ok(State::Damaged("its body has another length".to_owned()))
            }
            Ok(_) if self.has(Part::Sending)? => Ok(State::InDoubt),
            Ok(_) => Ok(State::Waiting),
        }
    }

    /// The entry with its body.
    pub(super) fn entry(&self, meta: Meta) -> Result<Entry, SpoolError> {
        let body = self.folder.read(&self.name(Part::Body), MAX_BODY_BYTES);
        let entry = body.map_err(|error| format!("its body: {error}")).and_then(|body| meta.entry(body));
        entry.map_err(|reason| self.damaged(reason))
    }

    /// The recorded answer.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn answer(&self) -> Result<serde_json::Value, String> {
        let sealed = self.folder.read(&self.name(Part::Answer), MAX_ANSWER_BYTES);
        let sealed = sealed.map_err(|error| format!("its recorded answer: {error}"))?;
        unseal(&sealed).map_err(|problem| format!("its recorded answer {problem}"))
    }

    /// Marks durably that the request may leave.
    pub(super) fn mark(&self) -> Result<(), SpoolError> {
        self.folder.write(&self.name(Part::Sending), &[])?;
        self.folder.sync()
    }

    /// Takes the mark away, durably.
    pub(super) fn unmark(&self) -> Result<(), SpoolError> {
        self.folder.unlink(&self.name(Part::Sending))?;
        self.folder.sync()
    }

    /// Deletes what an answered entry needs no more: the faces first of all.
    pub(super) fn complete(&self) -> Result<(), SpoolError> {
        if self.has(Part::Body)? || self.has(Part::Sending)? {
            self.folder.unlink(&self.name(Part::Body))?;
            self.unmark()?;
        }
        Ok(())
    }

    /// Deletes everything. The entry ends with its meta data, durably before the rest goes; the lock goes last, so
    /// that whoever locks another file of its name finds no entry.
    pub(super) fn destroy(&self) -> Result<(), SpoolError> {
        if self.has(Part::Meta)? {
            self.folder.unlink(&self.name(Part::Meta))?;
            self.folder.sync()?;
        }
        for part in Part::ALL {
            self.folder.unlink(&temporary(&self.name(part)))?;
            self.folder.unlink(&self.name(part))?;
        }
        self.folder.sync()
    }

    /// Deletes what a dead process was writing.
    pub(super) fn tidy(&self) -> Result<(), SpoolError> {
        Part::ALL.iter().try_for_each(|part| self.folder.unlink(&temporary(&self.name(*part))))
    }

    pub(super) fn damaged(&self, reason: String) -> SpoolError {
        SpoolError::Damaged { id: self.id.clone(), reason }
    }
}
