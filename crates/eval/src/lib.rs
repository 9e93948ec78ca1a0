//! Headless evaluation over recorded video: which clips ([`Manifest`]), run them ([`run`]), say what came out ([`report()`]),
//! and what other thresholds would have done ([`tune`]).
//!
//! An evaluation is a folder (or a prefix of an object store) that machines may share:
//!
//! | address | holds |
//! |---|---|
//! | `protocol.json` | what was frozen before the first clip: [`summary::Protocol`] |
//! | `traces/ab/abc….jsonl.zst` | one trace a clip, under the SHA-256 of everything that went into it |
//! | `results/of-N/I.parquet` | one row a clip of shard I of N: [`Row`] |
//! | `runs/of-N/I.json` | that shard I began, and ended, and the SHA-256 of its results |
//! | `report.html`, `summary.json` | the report |
//!
//! Nothing is written in place, and a trace is found by what it was made from: a run that was killed goes on where it was and
//! ends with the same bytes.

mod clip;
mod error;
pub mod light;
pub mod manifest;
mod ordered;
pub mod page;
mod protocol;
mod query;
mod report;
pub mod row;
mod run;
mod store;
pub mod summarise;
pub mod summary;
mod table;
pub mod tune;

pub use clip::{Measure, Networks};
pub use error::EvalError;
pub use manifest::{Entry, Manifest};
pub use protocol::machine;
pub use report::{Answer, Merged, merge, query, report};
pub use row::{Outcome, Row, Split};
pub use run::{Options, Progress, Ran, Shard, run};
pub use store::Store;
