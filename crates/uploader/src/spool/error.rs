//! What can go wrong with the store: one line each of what, where and what to do, never of what was submitted.

use super::Id;
use std::path::PathBuf;

/// Why the store did not do what it was asked. The cause of a failed file operation is in `source()`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SpoolError {
    /// The folder is not a private one.
    #[error("{} cannot keep submissions: {problem}", folder.display())]
    Folder {
        /// The folder as it was named.
        folder: PathBuf,
        /// What is wrong with it and what to do.
        problem: &'static str,
    },
    /// A file operation failed.
    #[error("cannot {doing} {}: check that the disk has room and that the folder is yours to write", path.display())]
    Io {
        /// The operation.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process keeps the folder locked for longer than any operation takes.
    #[error("{} stays locked by another process: end it or try again later", .0.display())]
    Locked(PathBuf),
    /// There is no room for another entry.
    #[error(
        "{} holds {entries} submissions of {bytes} bytes together, and {} of {} bytes is the most: submit or remove some",
        folder.display(), super::MAX_ENTRIES, super::MAX_TOTAL_BYTES
    )]
    Full {
        /// The folder.
        folder: PathBuf,
        /// Entries in it.
        entries: usize,
        /// Their bytes, with those of the one that was not stored.
        bytes: u64,
    },
    /// A part of an entry is too long.
    #[error(
        "the {part} is {bytes} bytes long, and {max} is the most that is stored: submit it again when online"
    )]
    TooLarge {
        /// Which part.
        part: &'static str,
        /// Its length.
        bytes: usize,
        /// The longest that is stored.
        max: usize,
    },
    /// A part of an entry is no JSON.
    #[error("the meta data or the answer cannot be written as JSON")]
    Unwritable(#[source] std::io::Error),
    /// The time to keep entries is not sensible.
    #[error("submissions are kept for 1 second to 366 days: choose a time between")]
    Ttl,
    /// The clock of this machine is certainly wrong.
    #[error("the clock says {0}, which is past: set the clock, then try again")]
    Clock(jiff::Timestamp),
    /// A text is not the id of a submission.
    #[error("this is not the id of a stored submission: copy the 32 digits from the list")]
    Id,
    /// There is no such entry, or there is none any more.
    #[error("there is no stored submission {0}: list those that there are")]
    NoSuch(Id),
    /// Another process, or another claim of this one, has the entry.
    #[error("submission {0} is being submitted by another process: wait for that")]
    Busy(Id),
    /// The request may have been counted.
    #[error(
        "submission {0} may have been counted already: look it up at the cloud, then remove it or force it by its id"
    )]
    InDoubt(Id),
    /// The entry was answered; the answer is recorded.
    #[error("submission {0} has been answered and is not sent again: show its answer")]
    Answered(Id),
    /// The entry is older than it may be kept.
    #[error("submission {0} has expired and is not sent: submit anew")]
    Expired(Id),
    /// The entry's files are not as they were written.
    #[error("submission {id} is damaged ({reason}) and is not sent: remove it and submit anew")]
    Damaged {
        /// The entry.
        id: Id,
        /// What is wrong.
        reason: String,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers for the id of a submission: try again")]
    Random(#[source] std::io::Error),
}
