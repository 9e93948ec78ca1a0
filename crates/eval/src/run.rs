//! Runs the clips of a manifest, or one shard of them.

use crate::clip::{Judge, Measure, Networks, Prepared, Rules, Stored, is_sound, is_trace, read_trace, row};
use crate::ordered::in_order;
use crate::table::Table;
use crate::{Entry, EvalError, Manifest, Outcome, Row, Store, protocol};
use liveface_session::Config;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, Ordering};

/// Part `index` of `of`, both from 1: every `of`-th clip of the manifest, so that parts differ little in work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Which, 1..=`of`.
    pub index: usize,
    /// Of how many.
    pub of: usize,
}

impl Shard {
    /// Everything.
    pub const WHOLE: Self = Self { index: 1, of: 1 };
    /// Most parts.
    pub const MOST: usize = 100_000;

    /// Its entries, in order of id: the order of lines is no part of a manifest's meaning.
    fn of_entries(self, entries: &[Entry]) -> Vec<&Entry> {
        let mut sorted: Vec<&Entry> = entries.iter().collect();
        sorted.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        sorted.into_iter().skip(self.index - 1).step_by(self.of).collect()
    }

    /// Whether it is one that there can be.
    pub(crate) fn is_sound(self) -> bool {
        (1..=self.of).contains(&self.index) && self.of <= Self::MOST
    }

    pub(crate) fn results(self) -> String {
        format!("results/of-{}/{}.parquet", self.of, self.index)
    }

    pub(crate) fn record(self) -> String {
        format!("runs/of-{}/{}.json", self.of, self.index)
    }
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts =
            text.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        let shard = parts.map(|(index, of)| Self { index, of });
        shard
            .filter(|shard| shard.is_sound())
            .ok_or_else(|| format!("{text:?} is no shard: write I/N with I from 1 to N, e.g. 3/8"))
    }
}

/// How to run.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Clips at a time.
    pub jobs: usize,
    /// Go on with what is there.
    pub resume: bool,
    /// Which clips.
    pub shard: Shard,
    /// Count clips that cannot be processed, instead of stopping at the first.
    pub keep_going: bool,
    /// What is measured on each frame.
    pub measure: Measure,
    /// The thresholds.
    pub config: &'a Config,
    /// Set from outside to stop soon.
    pub stop: &'a AtomicBool,
}

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Clips done.
    pub done: usize,
    /// Clips of this shard.
    pub clips: usize,
    /// Clips whose trace was there already.
    pub found: usize,
}

/// What a run did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Clips of this shard.
    pub clips: usize,
    /// Those whose trace was there already.
    pub found: usize,
    /// Those that could not be processed.
    pub failed: usize,
}

/// The state of one shard, as others see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub protocol_sha256: String,
    pub shard: Shard,
    /// The machines that worked on it, in order of name.
    pub machines: Vec<String>,
    /// What it ended with; `None` while it runs, and after it was killed.
    pub results: Option<Results>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Results {
    pub rows: usize,
    /// Of the Parquet file, hexadecimal.
    pub sha256: String,
}

/// Runs a shard of `manifest` and writes its results to `store`. `networks` are needed unless every clip is a recorded trace.
///
/// # Errors
/// The place holds something else; a clip cannot be processed (without `keep_going`); the networks cannot be loaded; it was
/// stopped. In each case the traces that are done stay, and `resume` goes on from there.
pub fn run(
    manifest: &Manifest,
    networks: Option<&Networks>,
    store: &Store,
    options: &Options<'_>,
    told: &mut dyn FnMut(Progress),
) -> Result<Ran, EvalError> {
    let networks = networks.filter(|_| manifest.entries.iter().any(|entry| !is_trace(&entry.clip)));
    let protocol = protocol::protocol(manifest, (options.config, options.measure), networks);
    begin(store, &protocol, options)?;
    let key = protocol::deciding(&protocol);
    let rules = Rules { config: options.config, measure: options.measure, networks, key };
    let mine = options.shard.of_entries(&manifest.entries);
    let clips = mine.len();
    let mut taking = Taking {
        table: Table::new(&manifest.entries)?,
        ran: Ran { clips, found: 0, failed: 0 },
        done: 0,
        keep_going: options.keep_going,
        told,
    };
    let work = |judge: &mut Judge<'_>, entry: &Entry| {
        if options.stop.load(Ordering::Relaxed) {
            return Err(EvalError::Stopped);
        }
        judged(judge, entry, store, &rules)
    };
    let entries = mine.iter().copied();
    in_order((options.jobs, entries), || Judge::new(&rules), work, |judged| taking.take(judged?))?;
    let Taking { table, ran, .. } = taking;
    let bytes = table.finish()?;
    let sha256 = protocol::sha256_of_bytes(&bytes);
    store.put(&options.shard.results(), bytes)?;
    record(store, &protocol, options.shard, Some(Results { rows: clips, sha256 }))?;
    Ok(ran)
}

/// Takes the results in order.
struct Taking<'a> {
    table: Table,
    ran: Ran,
    done: usize,
    keep_going: bool,
    told: &'a mut dyn FnMut(Progress),
}

impl Taking<'_> {
    /// Takes a row, its line in the manifest, and whether its trace was there already.
    fn take(&mut self, (row, line, found): (Row, usize, bool)) -> Result<(), EvalError> {
        if row.outcome == Outcome::Failed {
            if !self.keep_going {
                return Err(EvalError::Clip { id: row.id, line, reason: row.reason });
            }
            tracing::warn!(clip = row.id, reason = row.reason, "not processed");
        }
        self.done += 1;
        self.ran.found += usize::from(found);
        self.ran.failed += usize::from(row.outcome == Outcome::Failed);
        (self.told)(Progress { done: self.done, clips: self.ran.clips, found: self.ran.found });
        self.table.push(row)
    }
}

/// Makes sure that nothing else is at `store`, and marks the shard as begun.
fn begin(store: &Store, protocol: &crate::summary::Protocol, options: &Options<'_>) -> Result<(), EvalError> {
    let shard = options.shard;
    let other =
        store.list("runs")?.into_iter().find(|run| !run.starts_with(&format!("runs/of-{}/", shard.of)));
    if let Some(other) = other {
        let of = other.split('/').nth(1).and_then(|of| of.strip_prefix("of-")).unwrap_or("another number of");
        let reason =
            format!("it holds an evaluation in {of} shards: go on with {of}, or name another folder");
        return Err(EvalError::place(store.name(), reason));
    }
    if !options.resume && store.has(&shard.record())? {
        let which = if shard.of == 1 {
            "an evaluation".to_owned()
        } else {
            format!("shard {} of {}", shard.index, shard.of)
        };
        let reason = format!("it already holds {which}: go on with it by --resume, or name another folder");
        return Err(EvalError::place(store.name(), reason));
    }
    protocol::freeze(store, protocol)?;
    // Put again where it was damaged: the protocol names its hash.
    store.put(crate::report::CONFIG, serde_json::to_vec_pretty(options.config).unwrap_or_default())?;
    record(store, protocol, shard, None)
}

fn record(
    store: &Store,
    protocol: &crate::summary::Protocol,
    shard: Shard,
    results: Option<Results>,
) -> Result<(), EvalError> {
    let protocol_sha256 = protocol.sha256.clone();
    // One that was begun elsewhere keeps the machines of before; one that cannot be read had none that are known.
    let before = store.get(&shard.record())?.and_then(|bytes| serde_json::from_slice::<Record>(&bytes).ok());
    let before = before.map(|record| record.machines).unwrap_or_default();
    let machines = protocol::each_once(before.into_iter().chain([protocol::machine()]));
    let record = Record { protocol_sha256, shard, machines, results };
    store.put(&shard.record(), serde_json::to_vec(&record).unwrap_or_default())
}

/// The row of a clip, its line in the manifest, and whether its trace was there already.
fn judged(
    judge: &mut Judge<'_>,
    entry: &Entry,
    store: &Store,
    rules: &Rules<'_>,
) -> Result<(Row, usize, bool), EvalError> {
    let prepared = match Prepared::new(entry, rules) {
        Ok(prepared) => prepared,
        Err(reason) => return Ok((row(entry, None, Err(named(reason, entry))), entry.line, false)),
    };
    let found = store.get(&prepared.address)?.and_then(|bytes| stored(&bytes).ok());
    if let Some(found) = found.filter(|found| is_sound(&found.trace, rules.config)) {
        return Ok((row(entry, Some(&prepared), Ok(found)), entry.line, true));
    }
    let made = match judge.trace(entry, &prepared) {
        Ok(bytes) => {
            let made = stored(&bytes);
            store.put(&prepared.address, bytes)?;
            made
        }
        Err(reason) => Err(named(reason, entry)),
    };
    Ok((row(entry, Some(&prepared), made), entry.line, false))
}

fn stored(bytes: &[u8]) -> Result<Stored, String> {
    Ok(Stored { trace: read_trace(bytes)?, sha256: protocol::sha256_of_bytes(bytes) })
}

/// What is wrong with a clip, without the folders of this machine, which do not belong into results.
fn named(reason: String, entry: &Entry) -> String {
    let others = [&entry.reference, &entry.light, &entry.shown].into_iter().flatten();
    let reason = reason.replace(&entry.clip.display().to_string(), &entry.name);
    others.fold(reason, |reason, path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        reason.replace(&path.display().to_string(), &name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_written_as_part_of_whole_from_one() {
        assert_eq!("3/8".parse(), Ok(Shard { index: 3, of: 8 }));
        for wrong in ["0/8", "9/8", "1", "a/b", "1/0", "", "1/1000000000", "-1/2"] {
            let error = wrong.parse::<Shard>().unwrap_err();
            assert!(error.contains("I/N"), "{error}");
        }
    }
}
