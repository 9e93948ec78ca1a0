//! How long each step of a frame took.

use std::time::{Duration, Instant};

/// A step of looking at one frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The whole frame scaled into the detector's input.
    Resize,
    /// Detector network and its boxes.
    Detect,
    /// The face cut out, turned upright and scaled into the mesh network's input, every run of the frame together.
    Crop,
    /// Mesh network and its points, every run of the frame together.
    Mesh,
    /// Pose, eyes, mouth, shape, bounds.
    Geometry,
    /// Light on the face, and luma and change of the whole frame.
    Light,
    /// Light on the skin in detail, for the reflection check.
    Skin,
    /// Mask network.
    Cover,
    /// Presentation attack detection networks.
    Pad,
    /// Embedding network, for whether the face is still the same person's.
    Identity,
    /// ISO/IEC 29794-5 measures.
    Quality,
}

impl Stage {
    /// All stages, in the order they run.
    pub const ALL: [Self; 11] = [
        Self::Resize,
        Self::Detect,
        Self::Crop,
        Self::Mesh,
        Self::Geometry,
        Self::Light,
        Self::Skin,
        Self::Cover,
        Self::Pad,
        Self::Identity,
        Self::Quality,
    ];

    /// Lower-case name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Resize => "resize",
            Self::Detect => "detect",
            Self::Crop => "crop",
            Self::Mesh => "mesh",
            Self::Geometry => "geometry",
            Self::Light => "light",
            Self::Skin => "skin",
            Self::Cover => "cover",
            Self::Pad => "pad",
            Self::Identity => "identity",
            Self::Quality => "quality",
        }
    }
}

/// Durations of one frame's stages; zero for a stage that did not run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    stages: [Duration; Stage::ALL.len()],
    /// The whole of `observe`.
    pub total: Duration,
}

impl Timing {
    /// How long `stage` took.
    #[must_use]
    pub fn of(&self, stage: Stage) -> Duration {
        self.stages[stage as usize]
    }
}

/// Adds up stages of one frame.
pub(crate) struct Stopwatch {
    start: Instant,
    last: Instant,
    timing: Timing,
}

impl Stopwatch {
    pub fn start() -> Self {
        let now = Instant::now();
        Self { start: now, last: now, timing: Timing::default() }
    }

    /// Books the time since the last lap on `stage`.
    pub fn lap(&mut self, stage: Stage) {
        let now = Instant::now();
        self.timing.stages[stage as usize] += now - self.last;
        self.last = now;
    }

    pub fn stop(self) -> Timing {
        Timing { total: self.start.elapsed(), ..self.timing }
    }
}
