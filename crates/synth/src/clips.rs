//! The fixture clips.

use crate::performance::{Action, Event, Performance};
use crate::person::Person;
use crate::render::{Renderer, SceneError};
use crate::scene::{Medium, Place, Scene, Subject};
use crate::source::SynthSource;
use liveface_frames::{Frame, FrameId, Timestamp};
use serde::{Deserialize, Serialize};

/// Frames a second of every fixture clip.
const FPS: u32 = 25;
/// Seed of the room and the people of every fixture clip.
const SEED: u64 = 20;

/// Which check a clip is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Sit still and look.
    Silent,
    /// Do what is asked.
    Action,
}

/// One fixture clip before it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// Name without extension.
    pub name: &'static str,
    /// What it shows, one sentence.
    pub what: &'static str,
    /// Which check it is meant for.
    pub mode: Mode,
    /// Length, milliseconds.
    pub duration_ms: u64,
    /// What is drawn.
    pub scene: Scene,
}

impl Clip {
    /// What the first subject does; empty for an empty room and for a print.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        let flesh = self.scene.subjects.first().filter(|s| s.medium == Medium::Flesh);
        flesh.map_or(&[], |s| &s.performance.events)
    }

    /// The clip as a stream of frames.
    ///
    /// # Errors
    /// [`SceneError`] when the scene cannot be drawn.
    pub fn source(&self) -> Result<SynthSource, SceneError> {
        Ok(SynthSource::new(Renderer::new(self.scene.clone())?, FPS, self.duration_ms))
    }
}

/// The fixture clips, in the order of `fixtures/clips.toml`.
#[must_use]
pub fn clips() -> Vec<Clip> {
    use Action::{Blink, Mouth, Nod, Shake};
    let blinks = [(Blink, 1100, 1380), (Blink, 2500, 2760)];
    let alone = |events: &[_]| vec![Subject::live(ANNA, Performance::new(SEED, events))];
    vec![
        clip("person", "One person sits still and blinks by nature.", 3200, alone(&blinks)),
        action(clip(
            "blink_mouth",
            "One person blinks, then opens the mouth.",
            3400,
            alone(&[(Blink, 900, 1250), (Mouth, 1900, 2700)]),
        )),
        action(clip(
            "nod_shake",
            "One person nods, then shakes the head.",
            3800,
            alone(&[(Nod, 700, 1700), (Shake, 2100, 3600)]),
        )),
        clip("still", "A printed picture of a person, held before the camera.", 3000, vec![print()]),
        clip("two_people", "Two people side by side.", 2600, pair()),
        clip("nobody", "An empty room.", 2400, Vec::new()),
        clip("far", "One person too far from the camera.", 2400, vec![distant()]),
        clip("short", "One person for one second.", 1000, alone(&[])),
    ]
}

/// A picture of the person of the one-person clips, taken in another room.
///
/// # Errors
/// [`SceneError`] when the scene cannot be drawn.
pub fn portrait() -> Result<Frame, SceneError> {
    let place = Place { right: 0.0, up: 0.0, distance: 62.0 };
    let subject = Subject { place, ..Subject::live(ANNA, Performance::new(SEED + 3, &[])) };
    let scene = Scene { width: 640, height: 480, seed: SEED + 3, subjects: vec![subject] };
    Ok(Renderer::new(scene)?.frame(FrameId(0), Timestamp::ZERO))
}

const ANNA: Person = Person { tone: 0.18, seed: 4 };
const BEN: Person = Person { tone: 0.7, seed: 11 };

fn clip(name: &'static str, what: &'static str, duration_ms: u64, subjects: Vec<Subject>) -> Clip {
    let scene = Scene { width: 640, height: 480, seed: SEED, subjects };
    Clip { name, what, mode: Mode::Silent, duration_ms, scene }
}

fn action(clip: Clip) -> Clip {
    Clip { mode: Mode::Action, ..clip }
}

fn print() -> Subject {
    let place = Place { right: 0.0, up: 0.0, distance: 54.0 };
    Subject { place, medium: Medium::Print, ..Subject::live(ANNA, Performance::new(SEED + 1, &[])) }
}

fn pair() -> Vec<Subject> {
    let at = |person, right, distance, seed| {
        let place = Place { right, up: 1.0, distance };
        let blinks = Performance::new(seed, &[(Action::Blink, 700 + 300 * seed, 980 + 300 * seed)]);
        Subject { place, ..Subject::live(person, blinks) }
    };
    vec![at(ANNA, -13.0, 80.0, 2), at(BEN, 15.0, 88.0, 3)]
}

fn distant() -> Subject {
    let place = Place { right: 3.0, up: 2.0, distance: 270.0 };
    Subject { place, ..Subject::live(BEN, Performance::new(SEED + 2, &[(Action::Blink, 1500, 1780)])) }
}
