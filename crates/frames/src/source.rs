//! The one way frames come in.

use crate::{Frame, FrameError};
use std::time::Duration;

/// Where frames come from: a video file, a folder of pictures, a camera, or your own.
///
/// Ids rise and times never fall from frame to frame.
pub trait FrameSource: Send {
    /// What is known about the stream before (and while) it is read.
    fn info(&self) -> SourceInfo;

    /// The next frame; `None` at the end of the stream, and from then on.
    ///
    /// # Errors
    /// Damaged or oversized input, a device that went away, stalled or shows nothing; see [`FrameError`]. After an
    /// error the source gives no more frames.
    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError>;
}

/// What is known about a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SourceInfo {
    /// Width of the upright picture, pixels.
    pub width: u32,
    /// Height of the upright picture, pixels.
    pub height: u32,
    /// Mean frames a second: declared by a file, measured on a camera; `None` when not known yet.
    pub fps: Option<f64>,
    /// Length of a recording as its container declares it.
    pub duration: Option<Duration>,
    /// Number of frames, where the container declares it.
    pub frames: Option<u64>,
}
