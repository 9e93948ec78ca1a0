//! What is stored of a submission and what a list says of it.

use super::sealed::{seal, sha256, unseal};
use super::{Id, MAX_BODY_BYTES, MAX_META_BYTES, SpoolError};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, SystemTime};

/// The layout of the meta data that this version writes and reads.
const SCHEMA: u32 = 1;

/// How far the clock may have gone back since an entry was stored.
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_hours(24);

/// A submission: what to send again, unchanged, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// The action that the body belongs to, such as `CompareFaceLiveness`.
    pub action: String,
    /// The exact JSON body. It holds faces: it is neither printed nor logged.
    pub body: Vec<u8>,
    /// The endpoints that it may be sent to, in order.
    pub hosts: Vec<String>,
    /// The region that it is sent with, if any.
    pub region: Option<String>,
    /// What the caller wants to find again with it; never a face.
    pub note: BTreeMap<String, String>,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("action_bytes", &self.action.len())
            .field("body_bytes", &self.body.len())
            .field("hosts", &self.hosts.len())
            .field("notes", &self.note.len())
            .finish_non_exhaustive()
    }
}

/// How a stored submission stands. The module's table says which files mean which state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Certainly not delivered; it can be claimed.
    Waiting,
    /// Another live process, or another claim of this one, has it.
    Busy,
    /// It may have been counted and its answer was not recorded. Look it up at the cloud, then remove it or
    /// [force](super::Spool::force) it.
    InDoubt,
    /// It was answered, and the answer waits to be [shown](super::Spool::answer).
    Answered,
    /// Older than it may be kept; the next sweep deletes it.
    Expired,
    /// Its files are not as they were written, for the reason given. It can only be removed, and expires as well.
    Damaged(String),
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub id: Id,
    /// How it stands.
    pub state: State,
    /// When it was stored; of damaged meta data, when the file was written.
    pub created: Timestamp,
    /// When it expires.
    pub expires: Timestamp,
    /// Bytes of all its files.
    pub bytes: u64,
    /// Its action; `None` where the meta data is damaged.
    pub action: Option<String>,
}

/// The meta data of an entry as stored. It never changes.
#[derive(Serialize, Deserialize)]
pub(super) struct Meta {
    schema: u32,
    id: String,
    pub(super) action: String,
    hosts: Vec<String>,
    region: Option<String>,
    created: String,
    ttl_s: u64,
    body_bytes: u64,
    body_sha256: String,
    note: BTreeMap<String, String>,
}

impl Meta {
    /// That of `entry`, as it is written to the disk.
    pub(super) fn seal(id: &Id, entry: &Entry, now: Timestamp, ttl: Duration) -> Result<Vec<u8>, SpoolError> {
        let too_large = |part, bytes, max| Err(SpoolError::TooLarge { part, bytes, max });
        if entry.body.len() > MAX_BODY_BYTES {
            return too_large("body", entry.body.len(), MAX_BODY_BYTES);
        }
        let sealed = seal(&Self {
            schema: SCHEMA,
            id: id.to_string(),
            action: entry.action.clone(),
            hosts: entry.hosts.clone(),
            region: entry.region.clone(),
            created: now.to_string(),
            ttl_s: ttl.as_secs(),
            body_bytes: entry.body.len() as u64,
            body_sha256: sha256(&entry.body),
            note: entry.note.clone(),
        })
        .map_err(SpoolError::Unwritable)?;
        if sealed.len() > MAX_META_BYTES {
            return too_large("meta data", sealed.len(), MAX_META_BYTES);
        }
        Ok(sealed)
    }

    /// Reads what [`Meta::seal`] wrote for `id`, with its life.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn open(id: &Id, sealed: &[u8]) -> Result<(Self, Life), String> {
        let meta: Self = unseal(sealed).map_err(|problem| format!("its meta data {problem}"))?;
        if meta.schema != SCHEMA {
            return Err(format!("its schema is {} and this version reads {SCHEMA}", meta.schema));
        }
        if meta.id != id.as_str() {
            return Err("its meta data is another submission's".to_owned());
        }
        let created = meta.created.parse().map_err(|_| "it has no time of storing".to_owned())?;
        let life = Life::new(created, Duration::from_secs(meta.ttl_s));
        Ok((meta, life))
    }

    /// Whether `bytes` can be the length of the body.
    pub(super) fn fits(&self, bytes: u64) -> bool {
        self.body_bytes == bytes
    }

    /// The entry with its body.
    ///
    /// # Errors
    /// The body is not the one that was stored.
    pub(super) fn entry(self, body: Vec<u8>) -> Result<Entry, String> {
        if sha256(&body) != self.body_sha256 {
            return Err("its body has changed".to_owned());
        }
        let Self { action, hosts, region, note, .. } = self;
        Ok(Entry { action, body, hosts, region, note })
    }
}

/// From when to when an entry is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Life {
    pub(super) created: Timestamp,
    pub(super) expires: Timestamp,
}

impl Life {
    fn new(created: Timestamp, ttl: Duration) -> Self {
        let ttl = SignedDuration::try_from(ttl).unwrap_or(SignedDuration::MAX);
        Self { created, expires: created.checked_add(ttl).unwrap_or(Timestamp::MAX) }
    }

    /// That of a file whose meta data cannot be read, from when it was last written.
    pub(super) fn of_file(written: Option<SystemTime>, ttl: Duration) -> Self {
        let created = written.and_then(|time| Timestamp::try_from(time).ok());
        Self::new(created.unwrap_or(Timestamp::UNIX_EPOCH), ttl)
    }

    /// Whether it is over. An entry from more than a day in the future is: it was stored under a clock that was
    /// wrong, and would be kept for as long as that clock was ahead.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        let earliest = self.created.checked_sub(CLOCK_TOLERANCE).unwrap_or(Timestamp::MIN);
        now >= self.expires || now < earliest
    }
}
