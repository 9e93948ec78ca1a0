//! The evidence: one unbroken stretch of one well placed face. It is judged as a whole or thrown away as a whole, so
//! that nobody can step in for somebody else half-way. That the face stays the same person's is measured, several times a
//! second, and a jump of the face or a gap in time ends the stretch as well.

use crate::best_frame::BestFramePicker;
use crate::checks::{Checks, Movements};
use crate::config::Config;
use crate::motion::Motion;
use crate::observation::{Face, Observation, Rect};
use crate::report::Silent;
use crate::time::Timestamp;
use crate::verdict::Rejection;
use std::time::Duration;

/// A face that moves by more than this share of its width within [`JUMP_TIME`], or changes its size by more than this
/// share, is another face.
const JUMP: f32 = 0.75;
/// Over a longer gap than this a jump tells nothing.
const JUMP_TIME: Duration = Duration::from_millis(250);

/// What has been gathered of one face since it was well placed.
#[derive(Debug)]
pub(crate) struct Segment {
    since: Timestamp,
    last: Timestamp,
    bounds: Rect,
    frames: u64,
    duplicates: u64,
    same_since: Option<Timestamp>,
    longest_frozen: Duration,
    pad_sum: f64,
    pad_frames: u32,
    identity: Option<f32>,
    motion: Motion,
    checks: Checks,
    /// The best frame of this stretch.
    pub(crate) best: BestFramePicker,
}

impl Segment {
    pub(crate) fn new(at: Timestamp, config: &Config) -> Self {
        Self {
            since: at,
            last: at,
            bounds: Rect::default(),
            frames: 0,
            duplicates: 0,
            same_since: None,
            longest_frozen: Duration::ZERO,
            pad_sum: 0.0,
            pad_frames: 0,
            identity: None,
            motion: Motion::default(),
            checks: Checks::new(&config.actions),
            best: BestFramePicker::default(),
        }
    }

    /// Whether this face cannot be the one seen last: it jumped or changed its size at once.
    pub(crate) fn breaks_off(&self, at: Timestamp, face: &Face) -> bool {
        if self.frames == 0 || at.since(self.last) > JUMP_TIME {
            return false;
        }
        let ((x0, y0), (x1, y1)) = (self.bounds.centre(), face.bounds.centre());
        let width = self.bounds.width.max(1.0);
        (x1 - x0).hypot(y1 - y0) > JUMP * width || (face.bounds.width / width).ln().abs() > (1.0 + JUMP).ln()
    }

    /// Takes the next well placed face; gives the movements completed on it.
    pub(crate) fn observe(&mut self, seen: &Observation, face: &Face) -> Movements {
        self.last = seen.at;
        self.bounds = face.bounds;
        self.frames += 1;
        self.motion.push(seen.at, &face.shape);
        if let Some(pad) = face.pad {
            self.pad_sum += f64::from(pad.live);
            self.pad_frames += 1;
        }
        if let Some(identity) = face.identity {
            self.identity = Some(self.identity.map_or(identity, |least| least.min(identity)));
        }
        self.count_repeats(seen);
        self.checks.observe(seen.at, face)
    }

    fn count_repeats(&mut self, seen: &Observation) {
        if seen.change == Some(0.0) {
            self.duplicates += 1;
            let since = *self.same_since.get_or_insert(seen.at);
            self.longest_frozen = self.longest_frozen.max(seen.at.since(since));
        } else {
            self.same_since = Some(seen.at);
        }
    }

    pub(crate) fn since(&self) -> Timestamp {
        self.since
    }

    /// From the first frame to the end of the last, which counts for the mean interval.
    pub(crate) fn span(&self) -> Duration {
        let between = self.last.since(self.since);
        let intervals = u32::try_from(self.frames.saturating_sub(1)).unwrap_or(u32::MAX);
        between + between.checked_div(intervals).unwrap_or_default()
    }

    /// When the last frame was taken.
    pub(crate) fn last(&self) -> Timestamp {
        self.last
    }

    /// Least similarity of a frame to the first face of its stretch, 0..=100; `None` where it was not measured.
    pub(crate) fn identity(&self) -> Option<f32> {
        self.identity
    }

    pub(crate) fn motion(&self) -> Option<f32> {
        self.motion.rms()
    }

    /// Share of bit-identical frames, 0..=1.
    pub(crate) fn duplicates(&self) -> f32 {
        self.duplicates as f32 / self.frames.max(1) as f32
    }

    pub(crate) fn longest_frozen(&self) -> Duration {
        self.longest_frozen
    }

    /// The fused silent score: the mean over the scored frames; `None` before the first.
    pub(crate) fn silent(&self, config: &Config) -> Option<Silent> {
        (self.pad_frames > 0).then(|| Silent {
            score: (self.pad_sum / f64::from(self.pad_frames)) as f32,
            threshold: config.silent.threshold,
            frames: self.pad_frames,
        })
    }

    /// Whether there is enough to judge the silent check.
    pub(crate) fn suffices(&self, config: &Config) -> bool {
        let scored = self.pad_frames >= config.silent.min_frames && self.identity.is_some();
        self.span() >= Duration::from_millis(config.silent.min_ms) && scored
    }

    /// Whether some frame shows another person than the first.
    fn changed(&self, config: &Config) -> bool {
        self.identity.is_none_or(|least| least < config.comparison.continuity)
    }

    /// What speaks against a live person here; the clearest reason first. A face whose depth was `lit` may hold still, as it
    /// was asked to.
    pub(crate) fn objection(&self, config: &Config, lit: bool) -> Option<Rejection> {
        let limits = &config.silent;
        let score = self.silent(config).map_or(0.0, |silent| silent.score);
        let frozen = self.longest_frozen > Duration::from_millis(limits.max_frozen_ms);
        if frozen {
            Some(Rejection::FrozenVideo)
        } else if self.changed(config) {
            Some(Rejection::FaceChanged)
        } else if score < limits.attack {
            Some(Rejection::PresentationAttack)
        } else if !lit && self.motion().unwrap_or(0.0) < limits.min_motion {
            Some(Rejection::StillPicture)
        } else {
            (score < limits.threshold).then_some(Rejection::BelowThreshold)
        }
    }
}
