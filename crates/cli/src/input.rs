//! From a name on the command line to a source of frames.

use anyhow::Context as _;
use liveface_frames::{Frame, FrameSource, Limits};
use std::path::Path;
use std::sync::Arc;

/// Longer side of a photo after shrinking, pixels.
const PHOTO_SIDE: u32 = 1_600;

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

/// Reads a photo.
///
/// # Errors
/// What is wrong with it, and what to do.
pub fn open_photo(path: &Path) -> anyhow::Result<liveface_frames::Frame> {
    // Phones take larger pictures than any video has.
    let limits = Limits { side: 12_000, pixels: 64_000_000, ..Limits::default() };
    let photo = liveface_frames::read_still(path, &limits).context("the photo cannot be used")?;
    shrink(photo)
}

/// The photo at no more than [`PHOTO_SIDE`]: a face to compare needs no more, and the networks sample single pixels.
fn shrink(photo: Frame) -> anyhow::Result<Frame> {
    let (width, height) = (photo.width(), photo.height());
    if width.max(height) <= PHOTO_SIDE {
        return Ok(photo);
    }
    let scale = f64::from(PHOTO_SIDE) / f64::from(width.max(height));
    let side = |pixels: u32| ((f64::from(pixels) * scale) as u32).max(1);
    let (id, at) = (photo.id(), photo.at());
    let pixels = Arc::unwrap_or_clone(photo.into_pixels());
    let picture = image::RgbImage::from_raw(width, height, pixels)
        .context("the photo has another size than it says")?;
    let small = image::imageops::thumbnail(&picture, side(width), side(height));
    let size = small.dimensions();
    Frame::new(id, at, size, Arc::new(small.into_raw())).context("the photo is empty")
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
