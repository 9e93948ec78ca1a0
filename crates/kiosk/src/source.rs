//! What stands in a camera's place.

use crate::config::KioskConfig;
use crate::work::Footage;
use liveface_frames::{Frame, FrameError, FrameSource, Limits, SourceInfo};
use liveface_synth::{Assets, HeadModel, LiveCamera, LiveOptions};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Where pictures come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A camera: number or part of its name.
    Camera(Camera),
    /// A recorded video, which plays as the camera at its own pace, from its beginning in every attempt.
    Video(PathBuf),
    /// A rendered person who does what is asked and answers the light.
    Synthetic(Box<LiveOptions>),
}

/// Which camera, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Camera {
    /// Number or part of the name.
    pub name: String,
    /// Wanted width and height, pixels.
    pub size: (u32, u32),
    /// Wanted pictures a second.
    pub fps: u32,
}

impl Source {
    /// The camera of these settings.
    #[must_use]
    pub fn camera(config: &KioskConfig) -> Self {
        let (name, fps) = (config.kiosk.camera.clone(), config.kiosk.camera_fps);
        Self::Camera(Camera { name, size: config.auth_ui_config.video_size.pixels(), fps })
    }

    /// Opens it.
    ///
    /// # Errors
    /// There is no such camera or file, or it cannot be used.
    pub fn open(&self) -> Result<Footage, FrameError> {
        match self {
            Self::Camera(camera) => Ok(Footage { source: open_camera(camera)?, director: None }),
            Self::Video(path) => Ok(Footage { source: Box::new(Paced::open(path)?), director: None }),
            Self::Synthetic(options) => synthetic(options),
        }
    }
}

fn synthetic(options: &LiveOptions) -> Result<Footage, FrameError> {
    let unusable = |reason: String| FrameError::Malformed { path: PathBuf::from("synthetic camera"), reason };
    let assets = Assets::new(HeadModel::doll(), None);
    let (camera, director) =
        LiveCamera::new(&assets, options.clone()).map_err(|error| unusable(error.to_string()))?;
    Ok(Footage { source: Box::new(camera), director: Some(director) })
}

#[cfg(feature = "camera")]
fn open_camera(camera: &Camera) -> Result<Box<dyn FrameSource>, FrameError> {
    use liveface_frames::{CameraOptions, CameraSelector, CameraSource};
    let (width, height) = camera.size;
    let options = CameraOptions { width, height, fps: camera.fps, ..CameraOptions::default() };
    let name = if camera.name.is_empty() { "0" } else { &camera.name };
    Ok(Box::new(CameraSource::open(&CameraSelector::from(name), &options)?))
}

#[cfg(not(feature = "camera"))]
fn open_camera(camera: &Camera) -> Result<Box<dyn FrameSource>, FrameError> {
    Err(FrameError::Camera {
        name: if camera.name.is_empty() { "0".to_owned() } else { camera.name.clone() },
        kind: liveface_frames::CameraFault::NotFound,
        reason: "this program was built without cameras, build it with --features camera".to_owned(),
    })
}

/// A recording that gives each frame when its time has come.
struct Paced {
    source: Box<dyn FrameSource>,
    began: Option<Instant>,
}

impl Paced {
    fn open(path: &Path) -> Result<Self, FrameError> {
        Ok(Self { source: liveface_frames::open(path, &Limits::default())?, began: None })
    }
}

impl FrameSource for Paced {
    fn info(&self) -> SourceInfo {
        self.source.info()
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let Some(frame) = self.source.next_frame()? else { return Ok(None) };
        let at = Duration::from_micros(frame.at().as_micros());
        let began =
            *self.began.get_or_insert_with(|| Instant::now().checked_sub(at).unwrap_or_else(Instant::now));
        std::thread::sleep((began + at).saturating_duration_since(Instant::now()));
        Ok(Some(frame))
    }
}
