//! The reflected light of a clip: what the screen showed, what the skin sent back, and what that says.

mod answers;
mod faces;
mod patches;
mod timeline;

use super::judge::Judged;
use crate::verify;
use answers::Answers;
use liveface_session::LightRejection::{Injected, WrongColours};
use liveface_session::report::{LightReason, Reflection};
use liveface_session::{LightGap, LightPlan};

/// Lag of the answer where none could be measured: that of a usual screen and camera, milliseconds.
const USUAL_LAG_MS: f64 = 60.0;

/// A light and how long it was shown, milliseconds of stream time.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: f64,
    until: f64,
    light: liveface_session::Light,
}

/// The drawings; `None` where no light was asked for.
pub fn html(judged: &Judged) -> Option<String> {
    let spans = spans(judged, judged.clip.plan.light.as_ref()?);
    let found = judged.report.liveness.reflection.clone().unwrap_or_default();
    let lag = known_lag(&found);
    let ratio = found.light_ratio.map_or(0.0, f64::from);
    let answers = Answers::of(&judged.observations, &spans, lag.unwrap_or(USUAL_LAG_MS), ratio);
    let gain = timeline::gain(&found, &answers);
    let drawn = timeline::Timeline { spans: &spans, found: &found, answers: &answers, gain, lag };
    let timeline = drawn.svg(judged.report.video.duration_ms as f64);
    // Where other colours came back, or none, their halves say nothing.
    let faces = if lag.is_some() { relief(&answers) } else { String::new() };
    Some(format!(
        "<div class=\"light\">{timeline}</div>\n<p class=\"key\">Above what the screen showed (L, R, T, B: only the left, \
         right, top or bottom half, as the picture has it), directly below what the skin sent back: its colour less the \
         room's, against the grey guards, exaggerated {gain:.0} times. Curves: measured; dashed steps: what the colours \
         shown explain.</p>\n{faces}"
    ))
}

/// The pictures of the face and what they mean.
fn relief(answers: &Answers) -> String {
    format!(
        "<div class=\"charts\">{}<p class=\"key\">Each dot is a patch of skin: blue where it answers more to the left (top) \
         half of the screen than to the right (bottom) one, orange where less, after taking off what a flat or bent sheet \
         would answer there. On a face nose and cheeks stand out; of paper little is left.</p></div>\n",
        faces::svg(&answers.patches)
    )
}

/// What was measured, in words, as names and values; nothing where no light was asked for.
pub fn rows(judged: &Judged) -> Vec<(&'static str, String)> {
    if judged.clip.plan.light.is_none() {
        return Vec::new();
    }
    let Some(found) = &judged.report.liveness.reflection else {
        return vec![("light", "no colour was looked at: the session ended before".to_owned())];
    };
    let rows = verify::reflection(found).into_iter();
    // Where the colours did not come back, the shape is one of something else.
    let rows = rows.filter(|(name, _)| *name != "shape" || known_lag(found).is_some());
    rows.map(|(name, value)| (name, value.replace(" -", " −"))).collect()
}

/// When each light of `plan` was on the screen.
fn spans(judged: &Judged, plan: &LightPlan) -> Vec<Span> {
    let span = |(shown, slot): (&liveface_session::light::Shown, &liveface_session::light::Slot)| {
        let from = shown.at.as_micros() as f64 / 1e3;
        Span { from, until: from + f64::from(slot.ms), light: shown.light }
    };
    judged.clip.lights.iter().zip(&plan.slots).map(span).collect()
}

/// The lag, where colours came back that have one.
fn known_lag(found: &Reflection) -> Option<f64> {
    let none = matches!(
        found.reason,
        Some(LightReason::Rejected(WrongColours | Injected) | LightReason::Incomplete(LightGap::NoResponse))
    );
    found.lag_ms.filter(|_| !none).map(f64::from)
}
