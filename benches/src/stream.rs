//! Frame times of one combination over an endless stream.

use crate::combination::Combination;
use crate::{clips, quick};
use liveface::frames::Frame;
use liveface::session::Needs;
use liveface::session::observation::Faces;
use liveface::vision::{Stage, Timing, Vision};
use std::time::Duration;

/// Frames of one pass: the time, 2.4 s, in which everything that does not run on every frame has come round again.
const PASS: usize = 60;

/// How long one frame took, and whether it was one of a face already followed.
#[derive(Clone, Copy, Debug)]
pub struct FrameTime {
    /// Its stages.
    pub timing: Timing,
    tracked: bool,
}

impl FrameTime {
    /// The detector did not run, or confirmed the face that was followed: all frames but the first of a face.
    #[must_use]
    pub fn is_regular(&self) -> bool {
        self.tracked
    }

    /// The detector ran.
    #[must_use]
    pub fn is_search(&self) -> bool {
        !self.timing.of(Stage::Detect).is_zero()
    }
}

/// Passes over one stream, measured once and only when somebody asks for them.
pub struct Passes {
    combination: Combination,
    needs: Needs,
    passes: Vec<Vec<FrameTime>>,
}

impl Passes {
    /// How many there are.
    #[must_use]
    pub fn count() -> usize {
        if quick() { 2 } else { 10 }
    }

    /// Nothing is measured yet.
    #[must_use]
    pub fn new(combination: &Combination, needs: Needs) -> Self {
        Self { combination: combination.clone(), needs, passes: Vec::new() }
    }

    /// All passes, where any was asked for.
    #[must_use]
    pub fn measured(&self) -> &[Vec<FrameTime>] {
        &self.passes
    }

    /// All passes. The one before the first, in which the face is found and memory is taken, does not count.
    pub fn measure(&mut self) -> &[Vec<FrameTime>] {
        if self.passes.is_empty() {
            let frames = clips::frames(self.combination.size);
            let mut stream = clips::endless(&frames, clips::FPS);
            let mut vision = self.combination.vision();
            let needs = self.needs;
            let mut pass = || pass(&mut vision, &mut stream, needs);
            pass();
            self.passes = (0..Self::count()).map(|_| pass()).collect();
        }
        &self.passes
    }
}

fn pass(vision: &mut Vision, stream: &mut impl Iterator<Item = Frame>, needs: Needs) -> Vec<FrameTime> {
    let mut times = Vec::new();
    for frame in stream.take(if quick() { PASS / 3 } else { PASS }) {
        let seen = vision.observe(&frame, needs).expect("the networks run");
        let tracked = matches!(seen.faces, Faces::One(face) if face.tracked);
        times.push(FrameTime { timing: vision.timing(), tracked });
    }
    times
}

/// Mean of what `part` takes on the frames that have it; `None` without such a frame.
pub fn mean(pass: &[FrameTime], part: impl Fn(&FrameTime) -> Option<Duration>) -> Option<Duration> {
    let spent: Vec<Duration> = pass.iter().filter_map(part).filter(|spent| !spent.is_zero()).collect();
    let count = u32::try_from(spent.len()).ok().filter(|count| *count > 0)?;
    Some(spent.iter().sum::<Duration>() / count)
}
