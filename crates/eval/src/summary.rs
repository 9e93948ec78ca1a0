//! What an evaluation found, as data: `summary.json`, and all that the page shows. Every rate comes with its counts.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of [`Summary`]; rises when a field changes its meaning or goes.
pub const SUMMARY_SCHEMA: u32 = 1;

/// A whole evaluation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// [`SUMMARY_SCHEMA`].
    pub schema: u32,
    /// What was frozen before the run.
    pub protocol: Protocol,
    /// The machines that ran it, each once, in order of name.
    pub machines: Vec<String>,
    /// How many of what.
    pub counts: Counts,
    /// Results of the clips that thresholds were chosen on; `None` without any.
    pub dev: Option<SplitSummary>,
    /// Results of the clips that they were frozen for; `None` without any.
    pub eval: Option<SplitSummary>,
    /// Attack detection by score: threshold chosen on dev, frozen for eval. One for each kind of score that there is.
    pub detectors: Vec<Detector>,
    /// The comparison with photos; `None` where no clip has one.
    pub comparison: Option<ComparisonSummary>,
    /// Every clip that did not end as it should, in order of id.
    pub failures: Vec<Failure>,
    /// What could not be told, and why: one line each.
    pub insufficient: Vec<String>,
}

/// What was frozen before the run, and is the same for every shard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Protocol {
    /// SHA-256 of everything below, hexadecimal.
    pub sha256: String,
    /// The manifest's name.
    pub name: String,
    /// SHA-256 of the manifest with all its clips named, hexadecimal.
    pub manifest_sha256: String,
    /// SHA-256 of the thresholds.
    pub config_sha256: String,
    /// Model pack and networks: `pack`, then SHA-256 by role.
    pub models: BTreeMap<String, String>,
    /// The inference back end.
    pub backend: String,
    /// How many clips the manifest names.
    pub clips: u64,
    /// What was measured on each frame: `session`, what the session needs, or `all`.
    pub measure: String,
    /// Version of the program.
    pub version: String,
    /// SHA-256 of the program that ran, hexadecimal.
    pub program_sha256: String,
}

/// How many of what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Clips.
    pub clips: u64,
    /// Different subjects.
    pub subjects: u64,
    /// Clips of living people.
    pub bona_fide: u64,
    /// Clips of attacks.
    pub attacks: u64,
    /// Clips that were rendered or composed.
    pub synthetic: u64,
    /// Clips that could not be processed.
    pub failed: u64,
    /// Clips of the manifest without a result here, since their shard is missing or damaged (only with `--keep-going`).
    pub skipped: u64,
}

/// Errors of how many, with what that says of the true rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// How often it happened.
    pub errors: u64,
    /// Of how many.
    pub total: u64,
    /// `errors` over `total`, 0..=1; `None` of none.
    pub rate: Option<f64>,
    /// The 95 % interval by Wilson (1927), as if every clip stood alone; `None` of none.
    pub wilson: Option<[f64; 2]>,
    /// The 95 % interval of a bootstrap over subjects; `None` with fewer than two subjects.
    pub clustered: Option<[f64; 2]>,
    /// How many subjects.
    pub subjects: u64,
}

/// The results of one split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SplitSummary {
    /// How the clips of each species ended, bona fide first.
    pub outcomes: Vec<SpeciesOutcomes>,
    /// Attack presentation classification error rate of each species: accepted of the classified (live or rejected).
    pub apcer: Vec<SpeciesRate>,
    /// The species with the highest APCER.
    pub worst_apcer: Option<SpeciesRate>,
    /// Attack presentation non-response rate of each species: incomplete or failed, of all.
    pub apnrr: Vec<SpeciesRate>,
    /// Accepted of all attacks of each species, non-responses among them: what an attacker meets.
    pub accepted: Vec<SpeciesRate>,
    /// Bona fide presentation classification error rate: rejected of the classified.
    pub bpcer: Rate,
    /// Bona fide presentation non-response rate: incomplete or failed, of all.
    pub bpnrr: Rate,
    /// Living people who did not get through, for whatever reason, of all: what a person meets.
    pub not_accepted: Rate,
    /// Of bona fide clips with the action asked for: it was not seen.
    pub actions: Vec<ActionRate>,
    /// Time to complete of bona fide clips that ended live, by mode.
    pub time: Vec<TimeSpread>,
    /// The same rates for parts of the clips.
    pub slices: Vec<Slice>,
}

/// How the clips of one species ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeciesOutcomes {
    /// Which.
    pub species: String,
    /// How many clips.
    pub clips: u64,
    /// How many subjects.
    pub subjects: u64,
    /// Ended live.
    pub live: u64,
    /// Rejected.
    pub rejected: u64,
    /// Not enough to judge.
    pub incomplete: u64,
    /// Could not be processed.
    pub failed: u64,
    /// How many of them were rendered or composed.
    pub synthetic: u64,
}

/// The rate of one species.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpeciesRate {
    /// Which.
    pub species: String,
    /// How often.
    pub rate: Rate,
}

/// How often one action was not seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionRate {
    /// Which.
    pub action: String,
    /// How often.
    pub rate: Rate,
}

/// Median and 95th percentile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeSpread {
    /// `silent`, `action`, `reflection` or `action_reflection`; light takes as long as its colours.
    pub mode: String,
    /// Of how many clips.
    pub clips: u64,
    /// Median, milliseconds.
    pub p50_ms: f64,
    /// 95th percentile, milliseconds.
    pub p95_ms: f64,
}

/// One part of the clips of a split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slice {
    /// By what: `fps`, `inter_eye`, `face_luma`, `device`, `mode`, or `tag NAME`.
    pub by: String,
    /// Which part, e.g. `24-30` or a value of the tag.
    pub part: String,
    /// Accepted of the classified attacks, all species together.
    pub apcer: Rate,
    /// Rejected of the classified bona fide.
    pub bpcer: Rate,
    /// Incomplete or failed, of all bona fide.
    pub bpnrr: Rate,
}

/// Attack detection by one score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detector {
    /// `silent` or `reflection`.
    pub name: String,
    /// Clips with a score, and without, in eval (or in dev where there is no eval).
    pub scored: u64,
    /// Clips without a score there: non-responses of this detector.
    pub unscored: u64,
    /// BPCER at an APCER of 10, 5 and 1 %: threshold from dev, rates from eval.
    pub operating: Vec<OperatingPoint>,
    /// Where APCER of the worst species and BPCER are closest on eval, with the counts of both; `None` without both classes.
    pub eer: Option<EqualError>,
    /// Area under the ROC curve on eval, attacks pooled; `None` without both classes.
    pub auc: Option<f64>,
    /// DET points on eval: worst species' APCER against BPCER, by rising threshold.
    pub det: Vec<DetPoint>,
}

/// One threshold, chosen on dev and tried on eval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperatingPoint {
    /// The APCER (or FMR) aimed at on dev, 0..=1.
    pub target: f64,
    /// Least score that is accepted; `None` where no threshold reaches the target on dev.
    pub threshold: Option<f64>,
    /// On dev: the worst species' APCER (or FMR).
    pub dev_false_accept: Option<Rate>,
    /// On dev: BPCER (or FNMR).
    pub dev_false_reject: Option<Rate>,
    /// On eval: APCER of each species; empty for comparisons.
    pub eval_apcer: Vec<SpeciesRate>,
    /// On eval: the worst species' APCER (or FMR).
    pub eval_false_accept: Option<Rate>,
    /// On eval: BPCER (or FNMR).
    pub eval_false_reject: Option<Rate>,
}

/// Where two error rates are closest to each other, with the counts of both.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EqualError {
    /// Their mean there, 0..=1.
    pub rate: f64,
    /// Least score that is accepted.
    pub threshold: f64,
    /// False accepts.
    pub false_accept: Rate,
    /// False rejects.
    pub false_reject: Rate,
}

/// One point of a DET curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DetPoint {
    /// Least score that is accepted.
    pub threshold: f64,
    /// APCER of the worst species, or FMR; 0..=1.
    pub false_accept: f64,
    /// BPCER or FNMR, 0..=1.
    pub false_reject: f64,
}

/// The comparison with photos.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonSummary {
    /// Clips with a photo of the same person, in eval (or in dev where there is no eval).
    pub genuine: u64,
    /// Clips with a photo of another person there.
    pub impostor: u64,
    /// Clips with a photo there whose comparison did not take place (the session ended before, or had no usable frame).
    pub not_compared: u64,
    /// FNMR at an FMR of 10, 1, .1 and .01 %: threshold from dev, rates from eval.
    pub operating: Vec<OperatingPoint>,
    /// At the threshold that decided: FMR.
    pub decided_fmr: Rate,
    /// At the threshold that decided: FNMR.
    pub decided_fnmr: Rate,
    /// The threshold that decided, 0..=100.
    pub decided_threshold: f64,
    /// Where FMR and FNMR are closest on eval; `None` without both classes.
    pub eer: Option<EqualError>,
    /// Area under the ROC curve on eval; `None` without both classes.
    pub auc: Option<f64>,
    /// DET points on eval by rising threshold.
    pub det: Vec<DetPoint>,
    /// Error versus discard: FNMR when the genuine comparisons with the lowest best-frame quality are left out.
    pub discard: Vec<DiscardPoint>,
}

/// One point of an error-versus-discard curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiscardPoint {
    /// Share of comparisons left out, 0..1: those of the lowest quality.
    pub discarded: f64,
    /// FNMR of the others.
    pub fnmr: Rate,
}

/// A clip that did not end as it should.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which.
    pub id: String,
    /// The clip as the manifest names it.
    pub clip: String,
    /// Its species.
    pub species: String,
    /// `dev` or `eval`.
    pub split: String,
    /// Whether it was rendered or composed.
    pub synthetic: bool,
    /// `accepted attack`, `rejected person`, `person not judged`, `attack not judged`, `false match`, `false non-match`, or
    /// `not processed`.
    pub kind: String,
    /// The guide's code.
    pub code: String,
    /// Why.
    pub reason: String,
    /// One line for a person.
    pub message: String,
    /// Address of its trace below the evaluation's folder; empty where there is none.
    pub trace: String,
}
