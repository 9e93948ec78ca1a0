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
    pub fn new(
        id: FrameId,
        at: Timestamp,
        (width, height): (u32, u32),
        pixels: Arc<Vec<u8>>,
    ) -> Option<Self> {
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

/// Pixel buffers used again once nobody looks at their frame any more.
///
/// The pool keeps a handle on what it gave out; a buffer is free when that handle is the last one, so consumers only
/// drop their frames.
#[derive(Default)]
pub(crate) struct FramePool {
    buffers: Vec<Arc<Vec<u8>>>,
}

impl FramePool {
    /// How many buffers are remembered; frames beyond that are allocated and forgotten.
    const BUFFERS: usize = 8;

    /// A shared buffer of `len` bytes written by `fill`, which finds unspecified content there.
    pub(crate) fn fill<E>(
        &mut self,
        len: usize,
        fill: impl FnOnce(&mut [u8]) -> Result<(), E>,
    ) -> Result<Arc<Vec<u8>>, E> {
        let free = self.buffers.iter_mut().position(|buffer| Arc::get_mut(buffer).is_some());
        let mut buffer = free.map_or_else(Arc::default, |index| self.buffers.swap_remove(index));
        // Nobody else holds it, so this never copies.
        let pixels = Arc::make_mut(&mut buffer);
        pixels.resize(len, 0);
        fill(pixels)?;
        if self.buffers.len() < Self::BUFFERS {
            self.buffers.push(Arc::clone(&buffer));
        }
        Ok(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pool: &mut FramePool, value: u8) -> Arc<Vec<u8>> {
        let write = |pixels: &mut [u8]| -> Result<(), ()> {
            pixels.fill(value);
            Ok(())
        };
        pool.fill(12, write).unwrap()
    }

    #[test]
    fn a_buffer_comes_back_only_when_its_frame_is_dropped() {
        let mut pool = FramePool::default();
        let first = filled(&mut pool, 1);
        let address = first.as_ptr();
        let second = filled(&mut pool, 2);
        assert_ne!(second.as_ptr(), address, "the first frame is still looked at");
        assert_eq!(first[0], 1);
        drop(first);
        assert_eq!(filled(&mut pool, 3).as_ptr(), address);
    }
}
