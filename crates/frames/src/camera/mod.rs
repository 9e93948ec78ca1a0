//! Live cameras: chosen, warmed up and watched.
//!
//! A camera may block for ever when its driver or cable fails, so it lives on a thread of its own that is never
//! joined; the reader waits for it with a bound.

mod capture;
mod convert;
mod device;
mod health;
mod mailbox;
#[cfg(feature = "camera")]
mod native;
mod negotiate;
#[cfg(test)]
mod tests;

use crate::{CameraFault, Frame, FrameError, FrameSource, Limits, SourceInfo};
use device::{Fault, Opener};
use mailbox::{Mail, Mailbox};
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "camera")]
pub use native::list_cameras;

/// How the camera sends its pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CameraEncoding {
    /// YUV 4:2:2, two bytes a pixel.
    Yuyv,
    /// YUV 4:2:0 in two planes, one and a half bytes a pixel.
    Nv12,
    /// One JPEG a picture.
    Mjpeg,
}

/// A way in which a camera can send pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CameraFormat {
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// Pictures a second, as the camera declares.
    pub fps: u32,
    /// How a picture is sent.
    pub encoding: CameraEncoding,
}

/// A camera that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameraInfo {
    /// Number by which the system knows it.
    pub index: u32,
    /// Name that its maker gave it.
    pub name: String,
    /// What else the system says, such as its device file.
    pub description: String,
    /// What it offers that can be read; empty while it cannot be opened.
    pub formats: Vec<CameraFormat>,
}

/// Which camera to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameraSelector {
    /// The one with this number.
    Index(u32),
    /// The one of this name, or else the first whose name contains it, whatever the case.
    Name(String),
}

impl From<&str> for CameraSelector {
    /// A number is an index, anything else a name.
    fn from(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Name(text.to_owned()), Self::Index)
    }
}

impl std::fmt::Display for CameraSelector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Index(index) => write!(f, "{index}"),
            Self::Name(name) => write!(f, "{name:?}"),
        }
    }
}

/// What is wanted of a camera, and how long it may misbehave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CameraOptions {
    /// Wanted width, pixels; the nearest on offer is taken.
    pub width: u32,
    /// Wanted height, pixels.
    pub height: u32,
    /// Wanted pictures a second.
    pub fps: u32,
    /// Longest wait for the camera to open.
    pub open_within: Duration,
    /// Longest wait for the next picture before the camera counts as disconnected.
    pub stall: Duration,
    /// Longest wait for a stable exposure; pictures before that are dropped.
    pub warm_up: Duration,
    /// How long pictures may be black.
    pub black: Duration,
    /// How long pictures may be the same to the last bit; a live sensor always has noise.
    pub frozen: Duration,
    /// Largest picture; the other limits are for files.
    pub limits: Limits,
}

impl Default for CameraOptions {
    /// 640×480 at 30 a second; 10 s to open, 2 s to stall, 2 s of warm-up, 3 s of black, 2 s frozen.
    fn default() -> Self {
        Self {
            width: 640,
            height: 480,
            fps: 30,
            open_within: Duration::from_secs(10),
            stall: Duration::from_secs(2),
            warm_up: Duration::from_secs(2),
            black: Duration::from_secs(3),
            frozen: Duration::from_secs(2),
            limits: Limits::default(),
        }
    }
}

/// Frames of a live camera, stamped on arrival with a monotonic clock that starts at its first picture.
///
/// The newest frames are given: a reader slower than the camera skips some, and their ids are missing. The device is
/// closed when the source is dropped, or as soon as it answers again.
#[derive(Debug)]
pub struct CameraSource {
    name: String,
    format: CameraFormat,
    stall: Duration,
    mailbox: Arc<Mailbox>,
    info: SourceInfo,
    ended: bool,
}

impl CameraSource {
    /// Opens a camera with the format nearest to `options` (at least 480 pixels on the shorter side and the wanted
    /// rate where it offers that).
    ///
    /// # Errors
    /// [`FrameError::Camera`]: none of that name or number, busy, forbidden, without a usable format, or silent for
    /// `options.open_within`.
    #[cfg(feature = "camera")]
    pub fn open(selector: &CameraSelector, options: &CameraOptions) -> Result<Self, FrameError> {
        let wanted = selector.clone();
        let opener = move |options: &CameraOptions| native::open(&wanted, options);
        Self::start(selector.to_string(), Box::new(opener), options)
    }

    /// Starts the capture thread and waits until the device is open.
    fn start(name: String, opener: Opener, options: &CameraOptions) -> Result<Self, FrameError> {
        let mailbox = Arc::new(Mailbox::new());
        // Whoever returns early leaves a thread that must end once its device answers.
        let mut source = Self {
            name,
            format: CameraFormat { width: 0, height: 0, fps: 0, encoding: CameraEncoding::Yuyv },
            stall: options.stall,
            mailbox,
            info: SourceInfo::default(),
            ended: false,
        };
        capture::spawn(opener, *options, Arc::clone(&source.mailbox)).map_err(|e| {
            source.error(Fault::new(CameraFault::Denied, format!("no thread for it: {e}; close programs")))
        })?;
        match source.mailbox.wait(options.open_within) {
            Mail::Opened(format) => source.format = format,
            Mail::Fault(fault) => return Err(source.error(fault)),
            Mail::Frame(..) | Mail::Silence => {
                let reason = "it did not open in time; unplug it, plug it in and try again";
                return Err(source.error(Fault::new(CameraFault::Disconnected, reason)));
            }
        }
        let CameraFormat { width, height, .. } = source.format;
        source.info = SourceInfo { width, height, ..SourceInfo::default() };
        tracing::info!(camera = source.name, format = ?source.format, "camera opened");
        Ok(source)
    }

    /// The format agreed with the camera.
    #[must_use]
    pub fn format(&self) -> CameraFormat {
        self.format
    }

    fn error(&self, fault: Fault) -> FrameError {
        FrameError::Camera { name: self.name.clone(), kind: fault.kind, reason: fault.reason }
    }
}

impl FrameSource for CameraSource {
    /// `fps` is measured over the last second of pictures taken.
    fn info(&self) -> SourceInfo {
        self.info
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        if self.ended {
            return Ok(None);
        }
        let fault = loop {
            match self.mailbox.wait(self.stall) {
                Mail::Frame(frame, fps) => {
                    self.info.fps = fps;
                    return Ok(Some(frame));
                }
                Mail::Opened(_) => {}
                Mail::Fault(fault) => break fault,
                Mail::Silence => {
                    let reason =
                        format!("no picture for {:?}; check its cable, then start again", self.stall);
                    break Fault::new(CameraFault::Disconnected, reason);
                }
            }
        };
        self.ended = true;
        self.mailbox.close();
        Err(self.error(fault))
    }
}

impl Drop for CameraSource {
    fn drop(&mut self) {
        /// Long enough for a camera at 8 fps to give its last picture; a stuck one is left behind.
        const GOODBYE: Duration = Duration::from_millis(250);
        self.mailbox.close();
        if !self.mailbox.wait_until_left(GOODBYE) {
            tracing::warn!(camera = self.name, "camera does not answer; it is closed when it does");
        }
    }
}
