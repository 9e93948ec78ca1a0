//! A scene as a stream of frames.

use crate::render::Renderer;
use liveface_frames::{Frame, FrameError, FrameId, FrameSource, SourceInfo, Timestamp};
use std::time::Duration;

/// Plays a scene at an even rate, as a camera or a clip would.
pub struct SynthSource {
    renderer: Renderer,
    fps: u32,
    frames: u64,
    next: u64,
}

impl SynthSource {
    /// `duration_ms` of `renderer`'s scene at `fps` frames a second (0 counts as 1).
    #[must_use]
    pub fn new(renderer: Renderer, fps: u32, duration_ms: u64) -> Self {
        let fps = fps.max(1);
        Self { renderer, fps, frames: duration_ms.saturating_mul(u64::from(fps)) / 1000, next: 0 }
    }

    /// What is drawn.
    #[must_use]
    pub fn renderer(&self) -> &Renderer {
        &self.renderer
    }

    /// Number of frames from first to last.
    #[must_use]
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// When frame `index` is shown.
    #[must_use]
    pub fn at(&self, index: u64) -> Timestamp {
        Timestamp::from_micros(index.saturating_mul(1_000_000) / u64::from(self.fps))
    }
}

impl FrameSource for SynthSource {
    fn info(&self) -> SourceInfo {
        let scene = self.renderer.scene();
        SourceInfo {
            width: scene.width,
            height: scene.height,
            fps: Some(f64::from(self.fps)),
            duration: Some(Duration::from_micros(self.at(self.frames).as_micros())),
            frames: Some(self.frames),
        }
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        if self.next >= self.frames {
            return Ok(None);
        }
        let index = self.next;
        self.next += 1;
        Ok(Some(self.renderer.frame(FrameId(index), self.at(index))))
    }
}
