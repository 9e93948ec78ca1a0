//! A picture with its number and time.

use liveface_session::{FrameId, Timestamp};
use std::fmt;
use std::sync::Arc;

/// One upright RGB picture of a stream. Cloning shares the pixels.
#[derive(Clone)]
pub struct Frame {
    id: FrameId,
    at: Timestamp,
    width: u32,
    height: u32,
    pixels: Arc<Vec<u8>>,
}

impl Frame {
    /// A frame of `width` × `height` pixels, `pixels` being (height, width, 3) RGB, 0..=255, rows without padding.
    ///
    /// `None` when a side is zero or `pixels` has another length.
    #[must_use]
    pub fn new(id: FrameId, at: Timestamp, (width, height): (u32, u32), pixels: Arc<Vec<u8>>) -> Option<Self> {
        let expected = (width as usize).checked_mul(height as usize)?.checked_mul(3)?;
        (expected > 0 && pixels.len() == expected).then_some(Self { id, at, width, height, pixels })
    }

    /// Number of the frame in its source.
    #[must_use]
    pub fn id(&self) -> FrameId {
        self.id
    }

    /// When the frame is shown, in stream time.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Width in pixels, at least 1.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels, at least 1.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// (height, width, 3) RGB, 0..=255, rows without padding.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Gives the pixel buffer back, for reuse when nobody else shares it.
    #[must_use]
    pub fn into_pixels(self) -> Arc<Vec<u8>> {
        self.pixels
    }
}

/// Says size and time only: a picture of a person never reaches a log.
impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame({} at {}, {}x{}, pixels withheld)", self.id.0, self.at, self.width, self.height)
    }
}
