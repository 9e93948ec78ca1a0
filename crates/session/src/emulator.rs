//! A seeded person before a seeded camera, as observations: for tests, examples and benchmarks of everything that
//! decides. The world is a function of time; the camera only chooses when to look, so that the same world can be seen
//! at 8 or 60 frames a second, with jitter, dropped frames and stalls.

mod lighting;

pub use lighting::{Body, Lighting};

use crate::observation::{
    Cover, Eyes, Face, FaceLight, Faces, Observation, Pad, Pose, QualityMeasures, Rect, Rgb, SHAPE_POINTS,
    Shape,
};
use crate::plan::Action;
use crate::random::SplitMix64;
use crate::time::{FrameId, Timestamp};

/// From, to: milliseconds of stream time.
pub type Span = (u64, u64);

/// What happens before the camera, and how the camera behaves. Fields are free to change between construction and
/// [`frames`](Self::frames).
#[derive(Clone, Debug)]
pub struct Emulator {
    /// Seed of everything left to chance.
    pub seed: u64,
    /// Length of the recording, milliseconds.
    pub duration_ms: u64,
    /// Frames a second.
    pub fps: f32,
    /// Standard deviation of the time of a frame, milliseconds.
    pub jitter_ms: f32,
    /// Share of frames lost, 0..1.
    pub dropped: f32,
    /// The camera gives nothing in this time.
    pub stall: Option<Span>,
    /// Actions, with the time from leaving neutral to being back.
    pub actions: Vec<(Action, Span)>,
    /// Nobody is there in these times.
    pub absent: Vec<Span>,
    /// A second person is there in these times.
    pub second: Vec<Span>,
    /// Face width over frame width.
    pub size: f32,
    /// Face centre over frame width.
    pub centre: f32,
    /// Mean luma of the face, 0..=1.
    pub luma: f32,
    /// Mean score of the attack detection, 0..=1.
    pub pad: f32,
    /// Liveliness of the face: 1 for a person, 0 for a picture.
    pub liveliness: f32,
    /// The picture stands still to the bit from this time on.
    pub frozen_from: Option<u64>,
    /// Another person has taken the first one's place from this time on.
    pub swapped_from: Option<u64>,
    /// The eyes stay closed.
    pub eyes_closed: bool,
    /// How likely mouth and nose are covered, 0..=1.
    pub masked: f32,
}

impl Emulator {
    /// Four seconds of a well placed, well lit person who blinks now and then, at 30 fps without faults.
    #[must_use]
    pub fn person(seed: u64) -> Self {
        Self {
            seed,
            duration_ms: 4_000,
            fps: 30.0,
            jitter_ms: 0.0,
            dropped: 0.0,
            stall: None,
            actions: Vec::new(),
            absent: Vec::new(),
            second: Vec::new(),
            size: 0.3,
            centre: 0.5,
            luma: 0.5,
            pad: 0.9,
            liveliness: 1.0,
            frozen_from: None,
            swapped_from: None,
            eyes_closed: false,
            masked: 0.0,
        }
    }

    /// The same person doing these actions one after the other from `from_ms` on, each in its usual time.
    #[must_use]
    pub fn doing(mut self, actions: &[Action], from_ms: u64) -> Self {
        let mut at = from_ms;
        for action in actions {
            let takes = if *action == Action::Blink { 300 } else { 1_200 };
            self.actions.push((*action, (at, at + takes)));
            at += takes + 500;
        }
        self.duration_ms = self.duration_ms.max(at + 500);
        self
    }

    /// What the models see, frame by frame.
    #[must_use]
    pub fn frames(&self) -> Vec<Observation> {
        let mut camera = SplitMix64::new(self.seed ^ 0xCA3E_2A00);
        let mut noise = SplitMix64::new(self.seed);
        let mut last = Timestamp::ZERO;
        let count = (self.duration_ms as f32 * self.fps / 1_000.0).ceil() as u64;
        let mut frames = Vec::new();
        for id in 0..count {
            let ideal = id as f32 * 1_000.0 / self.fps + camera.normal() * self.jitter_ms;
            let at = Timestamp::from_micros((ideal.max(0.0) * 1_000.0) as u64).max(last);
            let stalled = self.stall.is_some_and(|span| within(span, at.as_millis()));
            if camera.unit() >= self.dropped && !stalled {
                let first = frames.is_empty();
                frames.push(self.observe(FrameId(id), at, (first, &mut noise)));
                last = at;
            }
        }
        frames
    }

    fn observe(&self, frame: FrameId, at: Timestamp, (first, noise): (bool, &mut SplitMix64)) -> Observation {
        let ms = at.as_millis();
        let frozen = self.frozen_from.is_some_and(|from| ms > from);
        let change = if frozen { 0.0 } else { 1.5 + noise.unit() };
        let faces = if self.absent.iter().any(|span| within(*span, ms)) {
            Faces::None
        } else if self.second.iter().any(|span| within(*span, ms)) {
            Faces::Many(2)
        } else {
            Faces::One(Box::new(self.face(self.frozen_from.map_or(ms, |from| ms.min(from)), noise)))
        };
        let change = (!first).then_some(change);
        Observation { frame, at, width: 640, height: 480, change, luma: 0.4, faces }
    }

    fn face(&self, ms: u64, noise: &mut SplitMix64) -> Face {
        let width = self.size * 640.0;
        let inter_eye = 0.45 * width;
        let phase = |action| self.phase(action, ms);
        let eyes = (0.3 * (1.0 - 0.85 * phase(Action::Blink).max(self.own_blink(ms)))).max(0.02);
        let eyes = if self.eyes_closed { 0.05 } else { eyes };
        let mouth = 0.02 + 0.8 * phase(Action::Mouth);
        let sway = self.liveliness * (ms as f32 / 700.0).sin();
        let bounds = Rect {
            x: self.centre * 640.0 - width / 2.0 + sway,
            y: 240.0 - width * 0.65,
            width,
            height: 1.3 * width,
        };
        let mut jitter = || 0.003 * noise.normal();
        Face {
            bounds,
            score: 0.95,
            tracked: true,
            pose: Pose {
                yaw: sway + 25.0 * phase(Action::Shake),
                pitch: sway + 22.0 * phase(Action::Nod),
                roll: 0.0,
            },
            inter_eye,
            eyes: Eyes { left: eyes + jitter(), right: eyes + jitter() },
            mouth: mouth + jitter(),
            shape: self.shape(ms, (eyes, mouth), noise),
            light: self.light(),
            cover: Some(Cover { mouth: self.masked }),
            pad: Some(Pad { live: (self.pad + 0.03 * noise.normal()).clamp(0.0, 1.0) }),
            quality: Some(self.quality(inter_eye, (eyes, mouth))),
            identity: Some(if self.swapped_from.is_some_and(|from| ms >= from) { 20.0 } else { 95.0 }),
        }
    }

    /// How far an action is from neutral (0) to its extreme (1): a smooth hump over its span.
    fn phase(&self, action: Action, ms: u64) -> f32 {
        let spans = self.actions.iter().filter(|(done, span)| *done == action && within(*span, ms));
        let hump =
            |(from, to): Span| (std::f32::consts::PI * (ms - from) as f32 / (to - from).max(1) as f32).sin();
        spans.map(|(_, span)| hump(*span).max(0.0).sqrt()).fold(0.0, f32::max)
    }

    /// A natural blink of 200 ms every three seconds, for a live person.
    fn own_blink(&self, ms: u64) -> f32 {
        let since = (ms + 1_000 + self.seed % 1_000) % 3_000;
        let blink = if since < 200 { (std::f32::consts::PI * since as f32 / 200.0).sin() } else { 0.0 };
        self.liveliness * blink
    }

    fn shape(&self, ms: u64, (eyes, mouth): (f32, f32), noise: &mut SplitMix64) -> Shape {
        let mut points = [[0.0; 2]; SHAPE_POINTS];
        for (index, point) in points.iter_mut().enumerate() {
            let turn = index as f32;
            let talk = 0.03 * self.liveliness * (ms as f32 / 90.0 + turn * turn).sin();
            *point = [turn.cos() + 0.001 * noise.normal(), turn.sin() + eyes * 0.2 + mouth * 0.2 + talk];
        }
        Shape(points)
    }

    fn light(&self) -> FaceLight {
        let skin = Rgb { r: 0.5 * self.luma, g: 0.35 * self.luma, b: 0.3 * self.luma };
        let background = Rgb { r: 0.2, g: 0.2, b: 0.2 };
        let clipped = if self.luma > 0.9 { 0.6 } else { 0.0 };
        FaceLight {
            luma: self.luma,
            dark: if self.luma < 0.1 { 0.9 } else { 0.02 },
            bright: clipped,
            forehead: skin,
            left_cheek: skin,
            right_cheek: skin,
            nose: skin,
            chin: skin,
            background,
            skin: None,
        }
    }

    fn quality(&self, inter_eye: f32, (eyes, mouth): (f32, f32)) -> QualityMeasures {
        QualityMeasures {
            luminance_mean: self.luma,
            under_exposed: 0.05,
            over_exposed: 0.01,
            entropy: 7.2,
            uniformity: 0.6,
            eyes_open: 0.27 * eyes,
            mouth_open: 0.2 * mouth,
            inter_eye,
            head_size: 0.5,
            margin_left: 2.0,
            margin_right: 2.0,
            margin_above: 2.0,
            margin_below: 2.5,
            sharpness: 9.0,
        }
    }
}

fn within((from, to): Span, ms: u64) -> bool {
    (from..to).contains(&ms)
}
