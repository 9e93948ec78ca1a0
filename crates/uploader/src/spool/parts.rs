//! The files of an entry and what of them is in the folder.

use super::disk::Folder;
use super::{Id, SpoolError};
use std::collections::BTreeMap;

/// The most names that are looked at: many times what a full store has.
const MAX_NAMES: usize = 10_000;

/// A file of an entry: `<id>.<ending>`, or `<id>.<ending>.tmp` while it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The meta data. An entry exists while this does.
    Meta,
    /// The exact body.
    Body,
    /// The mark that a request may have left; empty.
    Sending,
    /// The recorded answer.
    Answer,
    /// What a claim locks; empty.
    Lock,
}

impl Part {
    /// All of them in the order in which an entry is deleted.
    pub(super) const ALL: [Self; 5] = [Self::Meta, Self::Body, Self::Sending, Self::Answer, Self::Lock];

    /// The name of this file of `id`.
    pub(super) fn name(self, id: &Id) -> String {
        format!("{id}.{}", self.ending())
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Body => "body",
            Self::Sending => "sending",
            Self::Answer => "answer",
            Self::Lock => "lock",
        }
    }

    /// Whose file `name` is, and its ending.
    fn owner(name: &str) -> Option<(Id, &str)> {
        let (id, ending) = name.split_once('.')?;
        let plain = temporary_of(ending).unwrap_or(ending);
        let known = Self::ALL.iter().any(|part| part.ending() == plain);
        known.then(|| Some((id.parse().ok()?, ending)))?
    }
}

/// The name under which `name` is written.
pub(super) fn temporary(name: &str) -> String {
    format!("{name}.tmp")
}

fn temporary_of(name: &str) -> Option<&str> {
    name.strip_suffix(".tmp")
}

/// What a look at the folder finds of one id.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    /// Whether there is an entry; else only leftovers.
    pub(super) entry: bool,
    /// Bytes of all its files.
    pub(super) bytes: u64,
}

impl Folder {
    /// What is ours in the folder. Names that this store does not write, and what is no plain file, are left alone.
    pub(super) fn scan(&self) -> Result<BTreeMap<Id, Found>, SpoolError> {
        let told = |source| self.io("list", "", source);
        let mut found = BTreeMap::<Id, Found>::new();
        for (seen, file) in std::fs::read_dir(self.path()).map_err(told)?.enumerate() {
            if seen == MAX_NAMES {
                let problem = "it holds far more files than are written here: use a folder of its own";
                return Err(SpoolError::Folder { folder: self.path().to_owned(), problem });
            }
            let file = file.map_err(told)?;
            let name = file.file_name();
            let Some((id, ending)) = name.to_str().and_then(Part::owner) else { continue };
            // One that has gone meanwhile is of no interest.
            let Ok(stat) = file.metadata() else { continue };
            if stat.is_file() {
                let found = found.entry(id).or_default();
                found.entry |= ending == Part::Meta.ending();
                found.bytes = found.bytes.saturating_add(stat.len());
            }
        }
        Ok(found)
    }
}
