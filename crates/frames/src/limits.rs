//! Bounds on what untrusted media may cost.

use std::time::Duration;

/// What a source may cost at most; going over is [`crate::FrameError::Limit`], never a crash or a long wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file (or of all pictures of a folder), bytes.
    pub file_bytes: u64,
    /// Longer side of a picture, pixels.
    pub side: u32,
    /// Pixels of a picture.
    pub pixels: u64,
    /// Number of frames.
    pub frames: u64,
    /// Length of the recording.
    pub duration: Duration,
    /// Wall-clock time without a new frame before decoding is given up.
    pub decode_time: Duration,
}

impl Default for Limits {
    /// 256 MiB, sides up to 4096 and 4096 × 2304 pixels in all, 10 minutes at up to 60 fps, 10 s a frame.
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            side: 4096,
            pixels: 4096 * 2304,
            frames: 36_000,
            duration: Duration::from_secs(600),
            decode_time: Duration::from_secs(10),
        }
    }
}
