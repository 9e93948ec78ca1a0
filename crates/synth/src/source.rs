//! A scene as a stream of frames.

use crate::film::{Assets, Film, FilmError, Shot};
use crate::scene::Scene;
use crate::truth::FrameTruth;
use liveface_frames::{Frame, FrameError, FrameId, FrameSource, SourceInfo};
use std::path::PathBuf;
use std::time::Duration;

/// Plays a scene as a camera or a clip would, one rendered frame at a time.
///
/// Frames are numbered as they arrive, from 0; a frame that the scene's camera loses has no number. Times are those of
/// the camera, with its jitter.
pub struct SynthSource {
    shots: Box<dyn Iterator<Item = Shot> + Send>,
    info: SourceInfo,
    next: u64,
    truth: Option<FrameTruth>,
}

impl SynthSource {
    /// The frames of `scene`, from its first one on.
    ///
    /// # Errors
    /// [`FilmError`]: a value of the scene is not allowed, or a portrait is missing.
    pub fn new(assets: &Assets, scene: &Scene) -> Result<Self, FilmError> {
        Ok(Self::play(Film::new(assets, scene)?, scene))
    }

    fn play(shots: impl Iterator<Item = Shot> + Send + 'static, scene: &Scene) -> Self {
        let camera = &scene.camera;
        let frames = crate::camera::schedule(camera, scene.duration_ms, scene.seed).len() as u64;
        let info = SourceInfo {
            width: camera.width,
            height: camera.height,
            fps: Some(f64::from(camera.fps)),
            duration: Some(Duration::from_millis(scene.duration_ms)),
            // Which frames are lost is only known once they are.
            frames: (camera.dropped <= 0.0).then_some(frames),
        };
        Self { shots: Box::new(shots), info, next: 0, truth: None }
    }

    /// What is true of the frame that came last; `None` before the first.
    #[must_use]
    pub fn truth(&self) -> Option<&FrameTruth> {
        self.truth.as_ref()
    }
}

impl FrameSource for SynthSource {
    fn info(&self) -> SourceInfo {
        self.info
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let Some(shot) = self.shots.next() else {
            return Ok(None);
        };
        let side = |pixels: usize| u32::try_from(pixels).unwrap_or(0);
        let size = (side(shot.width), side(shot.height));
        let frame = Frame::new(FrameId(self.next), shot.at, size, shot.rgb.into());
        self.next += 1;
        self.truth = Some(shot.truth);
        frame.map(Some).ok_or_else(|| FrameError::Malformed {
            path: PathBuf::from("scene"),
            reason: format!("a frame of {}x{} pixels was rendered; give the camera a size", size.0, size.1),
        })
    }
}

/// Says what is played and how far: a picture of a person, even of one who is nobody, never reaches a log.
impl std::fmt::Debug for SynthSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SynthSource")
            .field("info", &self.info)
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::CameraSpec;
    use liveface_frames::Timestamp;

    fn shot(at: u64) -> Shot {
        let at = Timestamp::from_millis(at);
        Shot { at, width: 16, height: 16, rgb: vec![7; 16 * 16 * 3], truth: FrameTruth::default() }
    }

    fn scene(camera: CameraSpec) -> Scene {
        Scene { duration_ms: 120, camera: CameraSpec { width: 16, height: 16, ..camera }, ..Scene::default() }
    }

    #[test]
    fn frames_come_in_order_with_their_times_and_truth() {
        let mut source = SynthSource::play([0, 41, 79].map(shot).into_iter(), &scene(CameraSpec::default()));
        let info = source.info();
        assert_eq!((info.width, info.fps, info.frames), (16, Some(25.0), Some(3)));
        assert!(source.truth().is_none());
        let mut seen = Vec::new();
        while let Some(frame) = source.next_frame().unwrap() {
            assert!(source.truth().is_some());
            assert_eq!((frame.width(), frame.height(), frame.pixels()[0]), (16, 16, 7));
            seen.push((frame.id().0, frame.at().as_millis()));
        }
        assert_eq!(seen, [(0, 0), (1, 41), (2, 79)]);
        assert!(source.next_frame().unwrap().is_none(), "and from then on");
    }

    #[test]
    fn a_camera_that_loses_frames_does_not_say_how_many_will_come() {
        let camera = CameraSpec { dropped: 0.1, ..CameraSpec::default() };
        assert_eq!(SynthSource::play(std::iter::empty(), &scene(camera)).info().frames, None);
    }
}
