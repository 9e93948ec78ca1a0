//! What is too near to be drawn, and what is too much to be kept in memory.

use super::check::Path;
use super::{CameraSpec, Medium, Scene, SceneError, Subject};
use crate::performance::{Event, Gesture, LEAN};
use crate::studio::RECORDED_AT;

/// Longest scene with a moving replay, ms, and most such subjects: their recordings are kept in memory, about 50 MB a
/// second each.
const LONGEST_REPLAY_MS: u64 = 20_000;
const MOST_REPLAYS: usize = 2;
/// How near a leaning head may come, cm.
const NEAREST_FACE: f32 = 10.0;
/// How near what fills the view may be held, cm.
const NEAREST_SHEET: f32 = 5.0;

/// Whether the recordings of `scene` fit into memory.
pub(super) fn check_recordings(scene: &Scene, at: &Path) -> Result<(), SceneError> {
    let moving = |s: &&Subject| matches!(&s.medium, Medium::Replay(replay) if !replay.still);
    let replays = scene.subjects.iter().filter(moving).count();
    if replays > MOST_REPLAYS {
        return at.refuse("subjects", format!("{replays} moving replays"), "at most 2, the others still");
    }
    if replays > 0 && scene.duration_ms > LONGEST_REPLAY_MS {
        return at.refuse("duration_ms", scene.duration_ms, "at most 20000 ms where a replay is not still");
    }
    Ok(())
}

/// Whether `subject` stays far enough from `camera` to be drawn.
pub(super) fn check_reach(subject: &Subject, camera: &CameraSpec, at: &Path) -> Result<(), SceneError> {
    const FAR: &str = "a width and a camera.field_of_view that hold it at least 5 cm away";
    let rest = match &subject.medium {
        Medium::Flesh | Medium::Mask(_) => subject.place.distance,
        Medium::Print(print) if print.fills_view => {
            let distance = camera.filled_at(print.width);
            if distance < NEAREST_SHEET {
                return at.to("medium.print").refuse("width", print.width, FAR);
            }
            if print.cut_out_eyes { distance.min(subject.place.distance) } else { distance }
        }
        Medium::Print(_) => subject.place.distance,
        Medium::Replay(replay) => {
            if replay.fills_view && camera.filled_at(replay.device.width()) < NEAREST_SHEET {
                const LARGER: &str = "false, a larger device or a smaller camera.field_of_view";
                return at.to("medium.replay").refuse("fills_view", true, LARGER);
            }
            // What is shown was leant before the camera that recorded it.
            RECORDED_AT
        }
    };
    check_leans(&subject.performance.events, rest, &at.to("performance"))
}

/// Leans add up: the nearest moment is within the last to begin of those that overlap.
fn check_leans(events: &[Event], rest: f32, at: &Path) -> Result<(), SceneError> {
    let forth = |event: &&Event| event.gesture == Gesture::Lean && event.amount > 0.0;
    for (i, last) in events.iter().enumerate().filter(|(_, event)| forth(event)) {
        let during = |event: &&Event| event.from_ms <= last.from_ms && last.from_ms < event.to_ms;
        let amount: f32 = events.iter().filter(forth).filter(during).map(|event| event.amount).sum();
        if rest - amount * LEAN < NEAREST_FACE {
            let at = at.to(&format!("events[{i}]"));
            return at.refuse(
                "amount",
                last.amount,
                "leans of 20 cm each that end at least 10 cm from the camera",
            );
        }
    }
    Ok(())
}
