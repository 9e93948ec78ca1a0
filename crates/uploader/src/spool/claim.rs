//! An entry in hand: it is sent, released, left in doubt or answered.

use super::files::Files;
use super::lock::Lock;
use super::parts::Part;
use super::sealed::seal;
use super::{Entry, Id, MAX_ANSWER_BYTES, SpoolError};
use std::fmt;

/// An entry that this process alone has, until this is dropped.
///
/// Dropped without a word it is what a crash would make of it: waiting before [`mark_sending`](Self::mark_sending),
/// in doubt after it.
pub struct Claim {
    entry: Entry,
    files: Files,
    /// An earlier sending is in doubt, whatever becomes of this one.
    doubted: bool,
    marked: bool,
    lock: Lock,
}

impl Claim {
    pub(super) const fn new(entry: Entry, files: Files, doubted: bool, lock: Lock) -> Self {
        Self { entry, files, doubted, marked: doubted, lock }
    }

    /// Its name.
    #[must_use]
    pub const fn id(&self) -> &Id {
        &self.files.id
    }

    /// What to send.
    #[must_use]
    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    /// Marks durably that the request may leave: to be called before its first byte does. From here a crash leaves the
    /// entry in doubt. Calling it again does nothing.
    ///
    /// # Errors
    /// The mark cannot be written: do not send.
    pub fn mark_sending(&mut self) -> Result<(), SpoolError> {
        if self.marked {
            return Ok(());
        }
        if let Err(error) = self.files.mark() {
            if let Err(second) = self.files.unmark() {
                tracing::warn!(id = %self.files.id, error = %second, "a submission that was not sent stays in doubt");
            }
            return Err(error);
        }
        self.marked = true;
        Ok(())
    }

    /// The request was certainly not delivered: the entry waits again. One that was [forced](super::Spool::force)
    /// while in doubt stays in doubt, since its earlier sending may have been counted.
    ///
    /// # Errors
    /// The mark cannot be deleted: the entry stays in doubt.
    pub fn release(self) -> Result<(), SpoolError> {
        if self.marked && !self.doubted { self.files.unmark() } else { Ok(()) }
    }

    /// The request may have been counted: the entry stays in doubt.
    ///
    /// # Errors
    /// The mark, if it was not there yet, cannot be written.
    pub fn doubt(mut self) -> Result<(), SpoolError> {
        self.mark_sending()
    }

    /// The cloud answered, with a verdict or with a refusal that leaves nothing to resend. `summary` is recorded
    /// durably before the body and the mark are deleted; it must hold no face. A crash between the two leaves the
    /// entry answered, and whoever sees it next deletes the rest.
    ///
    /// # Errors
    /// The answer cannot be recorded: the entry stays in doubt, and `summary` is still the caller's to show.
    pub fn answered(self, summary: &serde_json::Value) -> Result<Answered, SpoolError> {
        let sealed = seal(summary).map_err(SpoolError::Unwritable)?;
        if sealed.len() > MAX_ANSWER_BYTES {
            let (bytes, max) = (sealed.len(), MAX_ANSWER_BYTES);
            return Err(SpoolError::TooLarge { part: "answer", bytes, max });
        }
        let Self { files, lock, .. } = self;
        files.folder.write(&files.name(Part::Answer), &sealed)?;
        files.folder.sync()?;
        Ok(Answered::new(summary.clone(), files, lock))
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim").field("id", self.id()).field("entry", &self.entry).finish_non_exhaustive()
    }
}

/// An answer that is recorded, and that this process alone shows. Dropped without [`finish`](Self::finish) it stays
/// recorded.
pub struct Answered {
    summary: serde_json::Value,
    files: Files,
    lock: Lock,
}

impl Answered {
    /// Deletes the faces as well. That this fails changes nothing about the answer: the next look tries again.
    pub(super) fn new(summary: serde_json::Value, files: Files, lock: Lock) -> Self {
        if let Err(error) = files.complete() {
            tracing::warn!(id = %files.id, %error, "an answered submission is not deleted yet");
        }
        Self { summary, files, lock }
    }

    /// Its name.
    #[must_use]
    pub const fn id(&self) -> &Id {
        &self.files.id
    }

    /// The answer as it was recorded.
    #[must_use]
    pub const fn summary(&self) -> &serde_json::Value {
        &self.summary
    }

    /// The answer has been shown: deletes the record, and with it the last of the entry.
    ///
    /// # Errors
    /// It cannot be deleted: the answer can be shown again.
    pub fn finish(self) -> Result<(), SpoolError> {
        let Self { files, lock, .. } = self;
        files.destroy()?;
        drop(lock);
        Ok(())
    }
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answered").field("id", self.id()).finish_non_exhaustive()
    }
}
