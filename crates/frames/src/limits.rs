//! Bounds on what untrusted media may cost.

use crate::error::Fault;
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

impl Limits {
    /// Checks the size of the file, before anything is read.
    pub(crate) fn check_file(&self, bytes: u64) -> Result<(), Fault> {
        check("file size in bytes", bytes, self.file_bytes)
    }

    /// Checks the size of a picture, before anything is allocated for it.
    pub(crate) fn check_picture(&self, width: u32, height: u32) -> Result<(), Fault> {
        if width == 0 || height == 0 {
            return Err(Fault::malformed(format!("its picture is {width}x{height}; record it again")));
        }
        check("longer side in pixels", u64::from(width.max(height)), u64::from(self.side))?;
        check("picture size in pixels", u64::from(width) * u64::from(height), self.pixels)
    }

    /// Checks a number of frames, declared or counted.
    pub(crate) fn check_frames(&self, frames: u64) -> Result<(), Fault> {
        check("number of frames", frames, self.frames)
    }

    /// Checks a length, declared or reached.
    pub(crate) fn check_duration(&self, duration: Duration) -> Result<(), Fault> {
        if duration <= self.duration {
            return Ok(());
        }
        let seconds = |d: Duration| format!("{:.1} s", d.as_secs_f64());
        Err(Fault::Limit { what: "duration", value: seconds(duration), limit: seconds(self.duration) })
    }
}

fn check(what: &'static str, value: u64, limit: u64) -> Result<(), Fault> {
    if value <= limit {
        return Ok(());
    }
    Err(Fault::Limit { what, value: value.to_string(), limit: limit.to_string() })
}
