//! What other thresholds would have done with the traces of an evaluation. Looks at the split dev only: a threshold that was
//! chosen on the clips it is measured on says nothing.

mod chart;
mod sweep;

pub use chart::chart;
pub use sweep::{Sweep, SweepError};

use crate::clip::Measure;
use crate::clip::{one_line, read_trace};
use crate::ordered::in_order;
use crate::report::{Collected, collect, trace_bytes};
use crate::row::{BONA_FIDE, Outcome, Row, Split};
use crate::{EvalError, Store};
use liveface_metrics::{Share, worst};
use liveface_session::{Config, VerdictKind};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// How the sessions of one species ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// Live.
    pub live: u64,
    /// Rejected.
    pub rejected: u64,
    /// Not enough to judge.
    pub incomplete: u64,
}

impl Ends {
    fn add(&mut self, other: Self) {
        self.live += other.live;
        self.rejected += other.rejected;
        self.incomplete += other.incomplete;
    }

    /// Accepted of the classified: APCER for an attack species.
    #[must_use]
    pub fn accepted(self) -> Share {
        Share { errors: self.live, total: self.live + self.rejected }
    }

    /// Rejected of the classified: BPCER for people.
    #[must_use]
    pub fn refused(self) -> Share {
        Share { errors: self.rejected, total: self.live + self.rejected }
    }

    /// Not judged, of all: the non-response rate.
    #[must_use]
    pub fn not_judged(self) -> Share {
        Share { errors: self.incomplete, total: self.live + self.rejected + self.incomplete }
    }
}

/// What one set of thresholds would have done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trial {
    /// The values, in the order of the sweeps.
    pub values: Vec<f64>,
    /// People whose photo, where there was one, is their own.
    pub people: Ends,
    /// Attacks by species.
    pub attacks: BTreeMap<String, Ends>,
}

impl Trial {
    /// The species that is accepted most often, with its APCER; `None` without classified attacks.
    #[must_use]
    pub fn worst(&self) -> Option<(&str, Share)> {
        worst(self.attacks.iter().map(|(species, ends)| (species.as_str(), ends.accepted())))
    }
}

/// A sweep's result.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuned {
    /// Names of the thresholds.
    pub keys: Vec<String>,
    /// One for each set of thresholds.
    pub trials: Vec<Trial>,
    /// Traces that were decided.
    pub traces: u64,
    /// Clips of dev that have no trace, since they could not be processed.
    pub failed: u64,
    /// Whether the traces hold only what the sessions needed: other thresholds might have looked at more.
    pub partial: bool,
    /// Traces that were damaged and left out, one line each.
    pub left_out: Vec<String>,
}

/// How to sweep.
pub struct Tuning<'a> {
    /// The thresholds to try, all of one section.
    pub sweeps: &'a [Sweep],
    /// Leave damaged traces out, instead of stopping.
    pub keep_going: bool,
    /// Threads.
    pub jobs: usize,
    /// Set from outside to stop soon.
    pub stop: &'a AtomicBool,
}

/// Decides the traces of the split dev at `stores` again with every combination of the sweeps' values.
///
/// # Errors
/// As [`crate::merge`]; no clip in dev; an unknown threshold, or values out of its range; damaged traces, without `keep_going`.
pub fn tune(stores: &[Store], tuning: &Tuning<'_>) -> Result<Tuned, EvalError> {
    let Collected { database, config, protocol, left_out, .. } = collect(stores, tuning.keep_going)?;
    let configs = sweep::configs(&config, tuning.sweeps)?;
    let (rows, failed) = dev(database.rows()?);
    if rows.is_empty() {
        let reason = "no clip is of the split dev: thresholds are not tuned on clips that are measured; give some split = \"dev\"";
        return Err(EvalError::place(stores.first().map_or("tune", Store::name), reason));
    }
    let trial = |(values, _): &(Vec<f64>, Config)| Trial { values: values.clone(), ..Trial::default() };
    let mut tuned = Tuned {
        keys: tuning.sweeps.iter().map(|sweep| sweep.key.clone()).collect(),
        trials: configs.iter().map(trial).collect(),
        traces: 0,
        failed,
        partial: protocol.measure == Measure::Session.name() && !protocol.models.is_empty(),
        left_out,
    };
    let work = |(): &mut (), row: &Row| {
        if tuning.stop.load(Ordering::Relaxed) {
            return Err(EvalError::Stopped);
        }
        Ok((row.species.clone(), decide(stores, row, &configs)))
    };
    in_order(
        (tuning.jobs, rows.iter()),
        || (),
        work,
        |decided| {
            let (species, decided) = decided?;
            match decided {
                Ok(ends) => tuned.add(&species, &ends),
                Err(error) if tuning.keep_going => tuned.left_out.push(one_line(&error)),
                Err(error) => return Err(error),
            }
            Ok(())
        },
    )?;
    Ok(tuned)
}

/// The clips of dev that a sweep counts, and how many could not be processed. As in the report, a living person with somebody
/// else's photo is not one who should get through.
fn dev(rows: Vec<Row>) -> (Vec<Row>, u64) {
    let counts =
        |row: &Row| row.split == Split::Dev && !(row.is_bona_fide() && row.is_genuine() == Some(false));
    let (failed, rows): (Vec<_>, Vec<_>) =
        rows.into_iter().filter(counts).partition(|row| row.outcome == Outcome::Failed);
    (rows, failed.len() as u64)
}

impl Tuned {
    /// Adds how a clip ended in each trial.
    fn add(&mut self, species: &str, ends: &[Ends]) {
        self.traces += 1;
        for (trial, ends) in self.trials.iter_mut().zip(ends) {
            let sum = match species {
                BONA_FIDE => &mut trial.people,
                species => trial.attacks.entry(species.to_owned()).or_default(),
            };
            sum.add(*ends);
        }
    }
}

/// How a trace ends with each of the configurations.
fn decide(stores: &[Store], row: &Row, configs: &[(Vec<f64>, Config)]) -> Result<Vec<Ends>, EvalError> {
    let damaged = |reason: String| EvalError::Damaged { file: row.trace.clone(), reason };
    let trace = read_trace(&trace_bytes(stores, row)?).map_err(damaged)?;
    let end = |(_, config): &(Vec<f64>, Config)| {
        let report = trace.replay(Some(config.clone())).map_err(|error| damaged(one_line(&error)))?;
        Ok(match report.verdict {
            VerdictKind::Live => Ends { live: 1, ..Ends::default() },
            VerdictKind::Rejected => Ends { rejected: 1, ..Ends::default() },
            VerdictKind::Incomplete => Ends { incomplete: 1, ..Ends::default() },
        })
    };
    configs.iter().map(end).collect()
}
