//! Whether one face is placed so that the checks can trust what they measure.

use crate::config::Positioning;
use crate::observation::{Cover, Face, Faces, Observation};
use crate::output::Hint;
use crate::time::Timestamp;
use std::time::Duration;

/// A cover measurement speaks for the frames after it for this long; it is too dear to take on every frame.
const COVER_HOLDS: Duration = Duration::from_millis(1_000);

/// Judges frame after frame, remembering what one frame alone does not tell: speed and the last cover measurement.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placement {
    last: Option<(Timestamp, (f32, f32), f32)>,
    cover: Option<(Timestamp, Cover)>,
}

/// How strictly to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// To begin the checks: every limit as configured.
    Full,
    /// During silent checks: limits widened by the configured slack, speed free.
    Relaxed,
    /// During an action: pose and speed are free, the rest as relaxed.
    Acting,
}

impl Placement {
    /// The first reason why this frame is not usable, or its one well placed face.
    pub(crate) fn judge<'o>(
        &mut self,
        seen: &'o Observation,
        limits: &Positioning,
        strictness: Strictness,
    ) -> Result<&'o Face, Hint> {
        let face = match &seen.faces {
            Faces::One(face) => face,
            other => {
                self.last = None;
                return Err(if *other == Faces::None { Hint::NoFace } else { Hint::ManyFaces });
            }
        };
        let speed = self.speed(seen.at, face);
        if let Some(cover) = face.cover {
            self.cover = Some((seen.at, cover));
        }
        let slack = if strictness == Strictness::Full { 1.0 } else { limits.slack };
        misplaced(seen, face, (limits, slack))
            .or_else(|| badly_lit(face, limits, slack))
            .or_else(|| self.covered(seen.at, limits))
            .or_else(|| (strictness != Strictness::Acting).then(|| turned(face, limits, slack)).flatten())
            .or_else(|| (strictness == Strictness::Full && speed > limits.max_speed).then_some(Hint::Moving))
            .map_or(Ok(face), Err)
    }

    /// Speed of the face centre since the last frame, in face widths a second; 0 for the first.
    fn speed(&mut self, at: Timestamp, face: &Face) -> f32 {
        let (x, y) = face.bounds.centre();
        let before = self.last.replace((at, (x, y), face.bounds.width));
        let Some((then, (x0, y0), width)) = before else { return 0.0 };
        let seconds = at.since(then).as_secs_f32();
        if seconds <= 0.0 { 0.0 } else { (x - x0).hypot(y - y0) / width.max(1.0) / seconds }
    }

    fn covered(&self, at: Timestamp, limits: &Positioning) -> Option<Hint> {
        let (measured, cover) = self.cover?;
        if at.since(measured) > COVER_HOLDS {
            return None;
        }
        (cover.mouth >= limits.covered).then_some(Hint::MouthCovered)
    }
}

fn misplaced(seen: &Observation, face: &Face, (limits, slack): (&Positioning, f32)) -> Option<Hint> {
    let size = face.bounds.width / seen.width.min(seen.height).max(1) as f32;
    let offset = face.bounds.centre().0 / seen.width.max(1) as f32 - 0.5;
    if size * slack < limits.min_face || face.inter_eye * slack < limits.min_inter_eye {
        Some(Hint::TooFar)
    } else if size > limits.max_face * slack {
        Some(Hint::TooClose)
    } else if offset < -limits.max_offset * slack {
        Some(Hint::TooLeft)
    } else if offset > limits.max_offset * slack {
        Some(Hint::TooRight)
    } else {
        (face.bounds.visible_share(seen.width, seen.height) * slack < limits.min_visible)
            .then_some(Hint::CutOff)
    }
}

fn badly_lit(face: &Face, limits: &Positioning, slack: f32) -> Option<Hint> {
    let light = &face.light;
    if light.luma * slack < limits.min_luma {
        Some(Hint::TooDark)
    } else {
        (light.luma > limits.max_luma * slack || light.bright > limits.max_clipped * slack)
            .then_some(Hint::TooBright)
    }
}

fn turned(face: &Face, limits: &Positioning, slack: f32) -> Option<Hint> {
    let pose = &face.pose;
    let over = |turn: f32, limit: f32| turn.abs() > limit * slack;
    (over(pose.yaw, limits.max_yaw) || over(pose.pitch, limits.max_pitch) || over(pose.roll, limits.max_roll))
        .then_some(Hint::Turned)
}
