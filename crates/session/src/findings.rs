//! What a session found out, as its report will say it.

use crate::config::Config;
use crate::report::{ActionResult, BestFrame, Comparison, Explanation, Liveness, Reflection};
use crate::segment::Segment;
use std::time::Duration;

/// What the last stretch of evidence showed, kept for the report.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) liveness: Liveness,
    pub(crate) best_frame: Option<BestFrame>,
    pub(crate) comparison: Option<Comparison>,
    pub(crate) explanation: Explanation,
}

impl Findings {
    /// What a stretch of evidence and the actions done in it show.
    pub(crate) fn of(
        segment: &Segment,
        (actions, reflection): (&[ActionResult], Option<&Reflection>),
        config: &Config,
    ) -> Self {
        Self {
            liveness: Liveness {
                silent: segment.silent(config),
                actions: actions.to_vec(),
                reflection: reflection.cloned(),
            },
            best_frame: segment.best.best(),
            comparison: None,
            explanation: Explanation {
                evidence_ms: millis(segment.span()),
                motion: segment.motion(),
                identity: segment.identity(),
                duplicates: segment.duplicates(),
                frozen_ms: millis(segment.longest_frozen()),
                best_frame_losses: segment.best.losses().clone(),
                ..Explanation::default()
            },
        }
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
