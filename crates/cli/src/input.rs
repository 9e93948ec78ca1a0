//! From a name on the command line to a source of frames.

use liveface_frames::{FrameSource, Limits};
use std::path::Path;

/// A source of frames.
pub struct Input {
    /// Where the frames come from.
    pub source: Box<dyn FrameSource>,
    /// Whether it is a recording, which has an end of its own.
    pub recorded: bool,
}

/// Opens a video file, a folder of pictures or `camera:N`.
///
/// # Errors
/// What is wrong with it, and what to do.
pub fn open(name: &str) -> anyhow::Result<Input> {
    match name.strip_prefix("camera:") {
        Some(camera) => Ok(Input { source: camera_source(camera)?, recorded: false }),
        None => Ok(Input { source: open_file(Path::new(name))?, recorded: true }),
    }
}

/// Opens a video file or a folder of pictures.
///
/// # Errors
/// What is wrong with it, and what to do.
pub fn open_file(path: &Path) -> anyhow::Result<Box<dyn FrameSource>> {
    Ok(liveface_frames::open(path, &Limits::default())?)
}

#[cfg(feature = "camera")]
fn camera_source(name: &str) -> anyhow::Result<Box<dyn FrameSource>> {
    use liveface_frames::{CameraOptions, CameraSelector, CameraSource};
    let selector =
        name.parse::<u32>().map_or_else(|_| CameraSelector::Name(name.to_owned()), CameraSelector::Index);
    Ok(Box::new(CameraSource::open(&selector, &CameraOptions::default())?))
}

#[cfg(not(feature = "camera"))]
fn camera_source(name: &str) -> anyhow::Result<Box<dyn FrameSource>> {
    anyhow::bail!(
        "camera:{name} cannot be opened: this program was built without cameras, build it with --features camera"
    )
}
