//! From a trace to the row of its clip: a pure function, so that a row can be made again whenever there is the trace.

use super::Prepared;
use crate::Entry;
use crate::row::{Act, Mode, Outcome, Row};
use liveface_session::report::{ActionState, Reason};
use liveface_session::trace::{Event, Trace};
use liveface_session::{Faces, Observation, Plan, Report, VerdictKind};
use serde_json::Value;

/// A trace with the SHA-256 of its stored bytes, hexadecimal.
pub(crate) struct Stored {
    pub trace: Trace,
    pub sha256: String,
}

/// What a plan asks for.
pub(crate) fn mode(plan: &Plan) -> Mode {
    match (plan.actions.is_empty(), plan.light.is_none()) {
        (true, true) => Mode::Silent,
        (false, true) => Mode::Action,
        (true, false) => Mode::Reflection,
        (false, false) => Mode::ActionReflection,
    }
}

/// The row of a clip: of its trace, or of the reason why there is none.
pub(crate) fn row(entry: &Entry, prepared: Option<&Prepared>, trace: Result<Stored, String>) -> Row {
    let row = blank(entry, prepared);
    match trace {
        Ok(Stored { mut trace, sha256 }) => match trace.report.take() {
            Some(report) => {
                let mode = mode(&trace.header.plan);
                judged(Row { mode, trace_sha256: sha256, ..row }, trace, &report)
            }
            None => Row { reason: "its trace has no report".to_owned(), ..row },
        },
        // A clip that could not be processed has no trace to point at.
        Err(reason) => Row { reason, trace: String::new(), ..row },
    }
}

/// What the manifest says; nothing was measured.
fn blank(entry: &Entry, prepared: Option<&Prepared>) -> Row {
    Row {
        id: entry.id.clone(),
        clip: entry.name.clone(),
        subject: entry.subject.clone(),
        session: entry.session.clone(),
        species: entry.species.clone(),
        device: entry.device.clone(),
        split: entry.split,
        synthetic: entry.synthetic,
        mode: entry.mode,
        reference_subject: entry.reference_subject.clone(),
        tags: entry.tags.clone(),
        outcome: Outcome::Failed,
        code: String::new(),
        reason: String::new(),
        message: "it could not be processed".to_owned(),
        silent_score: None,
        reflection_score: None,
        similarity: None,
        quality: None,
        actions: std::collections::BTreeMap::new(),
        complete_ms: None,
        frames: 0,
        duration_ms: 0,
        fps: 0.0,
        width: 0,
        height: 0,
        inter_eye: None,
        face_luma: None,
        trace: prepared.map(|prepared| prepared.address.clone()).unwrap_or_default(),
        trace_sha256: String::new(),
        clip_sha256: prepared.map(|prepared| prepared.clip_sha256.clone()).unwrap_or_default(),
    }
}

fn judged(row: Row, trace: Trace, report: &Report) -> Row {
    let seen: Vec<&Observation> = trace
        .events
        .iter()
        .filter_map(|event| if let Event::Observation(seen) = event { Some(seen.as_ref()) } else { None })
        .collect();
    let of_faces = |value: fn(&liveface_session::Face) -> f32| {
        let faces =
            seen.iter().filter_map(|seen| if let Faces::One(face) = &seen.faces { Some(face) } else { None });
        median(faces.map(|face| f64::from(value(face))).collect())
    };
    let (inter_eye, face_luma) = (of_faces(|face| face.inter_eye), of_faces(|face| face.light.luma));
    let liveness = &report.liveness;
    let acts = liveness.actions.iter().map(|result| (result.action.name().to_owned(), act(result.state)));
    let odds = liveness.reflection.as_ref().and_then(|light| light.shape_odds);
    Row {
        outcome: match report.verdict {
            VerdictKind::Live => Outcome::Live,
            VerdictKind::Rejected => Outcome::Rejected,
            VerdictKind::Incomplete => Outcome::Incomplete,
        },
        code: report.code.as_str().to_owned(),
        reason: report.reason.map(|reason| reason_words(&reason)).unwrap_or_default(),
        message: report.message.clone(),
        silent_score: liveness.silent.map(|silent| f64::from(silent.score)),
        reflection_score: odds.map(f64::from),
        similarity: report.comparison.map(|compared| f64::from(compared.similarity)),
        quality: report.best_frame.map(|best| f64::from(best.quality.unified)),
        actions: acts.collect(),
        complete_ms: complete_ms(trace, report),
        frames: report.video.frames,
        duration_ms: report.video.duration_ms,
        fps: f64::from(report.video.fps),
        width: report.video.width,
        height: report.video.height,
        inter_eye,
        face_luma,
        ..row
    }
}

fn act(state: ActionState) -> Act {
    match state {
        ActionState::Pending => Act::Pending,
        ActionState::Passed => Act::Passed,
        ActionState::Missing => Act::Missing,
        ActionState::Wrong => Act::Wrong,
    }
}

/// When a session before a camera, which ends as soon as everything is established, would have ended live. A recording is
/// looked at to its end instead; and one with light has no earlier end than its last colour.
fn complete_ms(mut trace: Trace, report: &Report) -> Option<u64> {
    if report.verdict != VerdictKind::Live {
        return None;
    }
    if trace.header.plan.light.is_some() {
        return Some(report.video.duration_ms);
    }
    // The comparison takes milliseconds; in the trace of a recording it stands at the end.
    (trace.header.plan.whole_video, trace.header.plan.compare) = (false, false);
    let ended = trace.replay(None).ok()?;
    (ended.verdict == VerdictKind::Live).then_some(ended.video.duration_ms)
}

/// The reason as its names in the report, joined by dots: `rejected.light.too_flat`.
fn reason_words(reason: &Reason) -> String {
    fn walk(value: &Value, words: &mut Vec<String>) {
        match value {
            Value::String(word) => words.push(word.clone()),
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                words.push(name.clone());
                walk(value, words);
            }),
            _ => {}
        }
    }
    let mut words = Vec::new();
    walk(&serde_json::to_value(reason).unwrap_or_default(), &mut words);
    words.join(".")
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    liveface_metrics::quantile(&values, 0.5)
}
