//! The objects that `--json` prints.

use crate::Outcome;
use liveface_session::report::{BestFrame, Comparison, Liveness, Video};
use liveface_session::{Code, Report, VerdictKind};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What `verify --json` and `replay --json` print.
#[derive(Debug, Serialize)]
pub struct VerdictObject<'r> {
    schema: u32,
    verdict: VerdictKind,
    code: Code,
    message: &'r str,
    liveness: &'r Liveness,
    comparison: Option<Comparison>,
    best_frame: Option<BestFrame>,
    video: Video,
    models: &'r BTreeMap<String, String>,
    /// With `verify --submit`: what the cloud found, `null` where it was not asked, or why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    cloud: Option<Value>,
}

impl<'r> VerdictObject<'r> {
    /// The report as an object for programs.
    pub fn new(report: &'r Report, models: &'r BTreeMap<String, String>) -> Self {
        Self {
            schema: report.schema,
            verdict: report.verdict,
            code: report.code,
            message: &report.message,
            liveness: &report.liveness,
            comparison: report.comparison,
            best_frame: report.best_frame,
            video: report.video,
            models,
            cloud: None,
        }
    }

    /// The same, with what came of a submission.
    pub fn with_cloud(self, cloud: Option<Value>) -> Self {
        Self { cloud, ..self }
    }
}

/// The exit status of a verdict.
pub const fn outcome(verdict: VerdictKind) -> Outcome {
    match verdict {
        VerdictKind::Live => Outcome::Good,
        VerdictKind::Rejected => Outcome::Rejected,
        VerdictKind::Incomplete => Outcome::Incomplete,
    }
}
