//! From the results of all shards to one report.

use crate::clip::one_line;
use crate::query::Database;
use crate::run::Record;
use crate::summary::{Protocol, Summary};
use crate::{EvalError, Row, Store, page, protocol, summarise};
use liveface_session::Config;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// Where the thresholds in force are kept.
pub(crate) const CONFIG: &str = "config.json";

/// The results of an evaluation, put together.
pub struct Merged {
    /// What they say.
    pub summary: Summary,
    /// What was damaged or missing and left out, one line each; empty unless asked to keep going.
    pub left_out: Vec<String>,
}

/// All results of an evaluation in one database.
pub(crate) struct Collected {
    pub database: Database,
    pub protocol: Protocol,
    pub config: Config,
    pub machines: Vec<String>,
    pub left_out: Vec<String>,
}

/// Merges the shards at `stores` and sums them up; with `verify`, reads every trace and compares it with the hash in its row.
///
/// # Errors
/// No evaluation is there, or parts of different ones; a shard is missing or not finished, or a file is damaged (these two
/// are left out and named with `keep_going`).
pub fn merge(stores: &[Store], keep_going: bool, verify: bool) -> Result<Merged, EvalError> {
    let Collected { database, protocol, config, machines, mut left_out } = collect(stores, keep_going)?;
    let rows = database.rows()?;
    if verify {
        for row in rows.iter().filter(|row| !row.trace.is_empty()) {
            match (check_trace(stores, row)?, keep_going) {
                (None, _) => {}
                (Some(error), true) => left_out.push(one_line(&error)),
                (Some(error), false) => return Err(error),
            }
        }
    }
    let skipped = protocol.clips.saturating_sub(rows.len() as u64);
    let decided = f64::from(config.comparison.threshold);
    let mut summary = summarise::summarise(&rows, protocol, machines, skipped, decided)?;
    summary.insufficient.extend(left_out.iter().map(|what| format!("left out: {what}")));
    Ok(Merged { summary, left_out })
}

/// The stored bytes of a row's trace.
///
/// # Errors
/// [`EvalError::Damaged`] where they are missing or not those that were written.
pub(crate) fn trace_bytes(stores: &[Store], row: &Row) -> Result<Vec<u8>, EvalError> {
    let name = || stores.first().map_or_else(String::new, |store| store.full(&row.trace));
    let damaged = |reason: &str| EvalError::Damaged { file: name(), reason: reason.to_owned() };
    for store in stores {
        if let Some(bytes) = store.get(&row.trace)? {
            let whole = protocol::sha256_of_bytes(&bytes) == row.trace_sha256;
            return if whole { Ok(bytes) } else { Err(damaged("its bytes are not those that were written")) };
        }
    }
    Err(damaged("it is missing"))
}

/// What is wrong with a row's trace.
fn check_trace(stores: &[Store], row: &Row) -> Result<Option<EvalError>, EvalError> {
    match trace_bytes(stores, row) {
        Ok(_) => Ok(None),
        Err(error @ EvalError::Damaged { .. }) => Ok(Some(error)),
        Err(error) => Err(error),
    }
}

/// The answer to a question in SQL, as text.
pub struct Answer {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// What was damaged or missing and left out, one line each; empty unless asked to keep going.
    pub left_out: Vec<String>,
}

/// Asks the results at `stores` a question in SQL about the table `results`, whose columns are those of the Parquet files.
///
/// # Errors
/// As [`merge`]; a question that SQLite does not understand, or that is not one.
pub fn query(stores: &[Store], keep_going: bool, sql: &str) -> Result<Answer, EvalError> {
    let Collected { database, left_out, .. } = collect(stores, keep_going)?;
    let (columns, rows) = database.ask(sql)?;
    Ok(Answer { columns, rows, left_out })
}

/// Writes `report.html` and `summary.json` of `merged` to `out`. Its links lead to the traces at `stores`; without any, it names
/// their addresses only, for a report that goes elsewhere than the traces.
///
/// # Errors
/// The report cannot be drawn or written.
pub fn report(merged: &Merged, stores: &[Store], out: &Store) -> Result<(), EvalError> {
    let page = page::page(&merged.summary, |address| link(address, stores, out))?;
    let mut json = serde_json::to_vec_pretty(&merged.summary).unwrap_or_default();
    json.push(b'\n');
    out.put("summary.json", json)?;
    out.put("report.html", page.into_bytes())
}

pub(crate) fn collect(stores: &[Store], keep_going: bool) -> Result<Collected, EvalError> {
    let (protocol, config) = common(stores)?;
    let runs = runs(stores, &protocol)?;
    let of = runs.values().next().map_or(1, |(record, _)| record.shard.of);
    let mut collected = Collected {
        database: Database::new()?,
        protocol,
        config,
        machines: protocol::each_once(runs.values().flat_map(|(record, _)| record.machines.clone())),
        left_out: Vec::new(),
    };
    let mut missing = Vec::new();
    for index in 1..=of {
        let told = match runs.get(&index) {
            Some((record, store)) => add(&mut collected.database, record, store)?,
            None if keep_going => {
                missing.push(index);
                None
            }
            None => {
                let reason = format!("shard {index} of {of} is missing: run it, or merge its folder too");
                Some(EvalError::place(&names(stores), reason))
            }
        };
        match told {
            None => {}
            Some(error) if keep_going => {
                collected.left_out.push(format!("shard {index} of {of}: {}", one_line(&error)))
            }
            Some(error) => return Err(error),
        }
    }
    collected
        .left_out
        .extend(ranges(&missing).into_iter().map(|which| format!("shard {which} of {of} is missing")));
    if let [first, ..] = collected.database.twice()?.as_slice() {
        return Err(EvalError::place(
            &names(stores),
            format!("the clip {first} has two results: the shards are of different runs"),
        ));
    }
    Ok(collected)
}

/// Rising numbers with their runs put together: `2`, `4-7`.
fn ranges(numbers: &[usize]) -> Vec<String> {
    let chunks = numbers.chunk_by(|a, b| a + 1 == *b);
    let name = |run: &[usize]| match run {
        [first, .., last] => format!("{first}-{last}"),
        one => one.iter().map(usize::to_string).collect(),
    };
    chunks.map(name).collect()
}

fn names(stores: &[Store]) -> String {
    stores.iter().map(Store::name).collect::<Vec<_>>().join(", ")
}

/// The protocol and thresholds that all of `stores` share.
fn common(stores: &[Store]) -> Result<(Protocol, Config), EvalError> {
    let first = stores.first().ok_or_else(|| EvalError::place("report", "name at least one folder"))?;
    let protocol = protocol::frozen(first)?;
    for store in stores.iter().skip(1) {
        if let Some(what) = protocol::difference(&protocol, &protocol::frozen(store)?) {
            let reason = format!("it was run with {what} than {}: report them apart", first.name());
            return Err(EvalError::place(store.name(), reason));
        }
    }
    let damaged = |reason: String| EvalError::Damaged { file: first.full(CONFIG), reason };
    let bytes = first.get(CONFIG)?.ok_or_else(|| damaged("it is missing".to_owned()))?;
    let config: Config = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
    let known = protocol::sha256_of(&config) == protocol.config_sha256;
    if known { Ok((protocol, config)) } else { Err(damaged("it is not what the protocol names".to_owned())) }
}

/// What is known of each shard, by its number, and where.
fn runs<'s>(
    stores: &'s [Store],
    protocol: &Protocol,
) -> Result<BTreeMap<usize, (Record, &'s Store)>, EvalError> {
    let mut runs: BTreeMap<usize, (Record, &Store)> = BTreeMap::new();
    for store in stores {
        for address in store.list("runs")? {
            let damaged = |reason: String| EvalError::Damaged { file: store.full(&address), reason };
            let bytes = store.get(&address)?.unwrap_or_default();
            let record: Record =
                serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
            let sound = record.shard.is_sound() && record.shard.record() == address;
            if record.protocol_sha256 != protocol.sha256 || !sound {
                return Err(damaged("it is of another run".to_owned()));
            }
            if let Some((other, place)) =
                runs.values().next().filter(|(other, _)| other.shard.of != record.shard.of)
            {
                let reason = format!(
                    "it is one of {} shards, {} one of {}",
                    record.shard.of,
                    place.name(),
                    other.shard.of
                );
                return Err(EvalError::place(store.name(), reason));
            }
            match runs.get(&record.shard.index) {
                Some((there, place)) if there.results.is_some() && record.results.is_some() => {
                    if there.results != record.results {
                        let (index, of) = (record.shard.index, record.shard.of);
                        let reason =
                            format!("shard {index} of {of} has other results here than at {}", place.name());
                        return Err(EvalError::place(store.name(), reason));
                    }
                }
                Some((there, _)) if there.results.is_some() => {}
                _ => drop(runs.insert(record.shard.index, (record, store))),
            }
        }
    }
    Ok(runs)
}

/// Adds the results of a shard; what is wrong with them otherwise.
fn add(database: &mut Database, record: &Record, store: &Store) -> Result<Option<EvalError>, EvalError> {
    let shard = record.shard;
    let Some(results) = &record.results else {
        let reason = format!("shard {} of {} is not finished: go on with --resume", shard.index, shard.of);
        return Ok(Some(EvalError::place(store.name(), reason)));
    };
    let file = store.full(&shard.results());
    let damaged = |reason: String| Some(EvalError::Damaged { file: file.clone(), reason });
    let Some(bytes) = store.get(&shard.results())? else { return Ok(damaged("it is missing".to_owned())) };
    if protocol::sha256_of_bytes(&bytes) != results.sha256 {
        return Ok(damaged("its bytes are not those that were written".to_owned()));
    }
    Ok(database.add(bytes).err().and_then(damaged))
}

/// The link from a page at `out` to a trace; `None` where a page cannot lead to it, and for what is no trace's address.
fn link(address: &str, stores: &[Store], out: &Store) -> Option<String> {
    if !is_address(address) {
        return None;
    }
    let holds = |store: &&Store| store.has(address).unwrap_or(false);
    let store = if let [only] = stores { only } else { stores.iter().find(holds)? };
    if store.name() == out.name() {
        return Some(address.to_owned());
    }
    let path = relative(store.folder()?, out.folder()?)?;
    Some(format!("{}{address}", path.iter().map(|part| format!("{}/", encoded(part))).collect::<String>()))
}

/// Whether this is where a run puts a trace: addresses come from files of results, which anybody may have written.
fn is_address(address: &str) -> bool {
    let key = address.strip_prefix("traces/").and_then(|rest| rest.split_once('/'));
    let key =
        key.and_then(|(first, rest)| rest.strip_suffix(".jsonl.zst").filter(|key| key.starts_with(first)));
    key.is_some_and(|key| key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The name of a folder as a link spells it.
fn encoded(part: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    part.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The parts of the way from the folder `from` to the folder `to`.
fn relative(to: &Path, from: &Path) -> Option<Vec<String>> {
    let (to, from) = (to.canonicalize().ok()?, from.canonicalize().ok()?);
    let parts = |path: &PathBuf| {
        path.components()
            .map(|part: Component<'_>| part.as_os_str().to_string_lossy().into_owned())
            .collect::<Vec<_>>()
    };
    let (to, from) = (parts(&to), parts(&from));
    let same = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(same).map(|_| "..".to_owned());
    Some(up.chain(to.into_iter().skip(same)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_traces_are_linked() {
        let key = "ab".repeat(32);
        assert!(is_address(&format!("traces/ab/{key}.jsonl.zst")));
        for other in
            ["//evil/x", "https://evil/x", "traces/ab/../../x.jsonl.zst", "traces/cd/ab.jsonl.zst", ""]
        {
            assert!(!is_address(other), "{other}");
        }
        assert_eq!(encoded("a #b%"), "a%20%23b%25");
    }

    #[test]
    fn missing_shards_are_told_in_ranges() {
        assert_eq!(ranges(&[2, 4, 5, 6, 9]), ["2", "4-6", "9"]);
        assert!(ranges(&[]).is_empty());
    }
}
