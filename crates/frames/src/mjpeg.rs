//! A raw MJPEG stream: JPEG pictures one after the other in a file.

use crate::bounded::{malformed, open_file};
use crate::jpeg::{copy_one, decode_jpeg};
use crate::{Frame, FrameError, FrameId, FrameSource, Limits, SourceInfo, Timestamp};
use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Frames a second of a stream that does not say: a raw MJPEG file carries no times.
const DEFAULT_FPS: f64 = 25.0;

/// Frames of a raw MJPEG file (`.mjpeg`, `.mjpg`): concatenated JPEG pictures, all of one size, at a fixed rate.
///
/// The file carries no times. Frame `n` is shown at `n / fps`; [`MjpegSource::open`] takes 25 frames a second.
#[derive(Debug)]
pub struct MjpegSource {
    path: PathBuf,
    limits: Limits,
    fps: f64,
    input: BufReader<File>,
    buffer: Vec<u8>,
    first: Option<Frame>,
    size: (u32, u32),
    next_id: u64,
    ended: bool,
}

impl MjpegSource {
    /// Opens `path` at 25 frames a second and decodes its first picture.
    ///
    /// # Errors
    /// As [`crate::read_still`]; a picture without end or of more than `limits` is an error here when it is the
    /// first one, otherwise at its turn.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, FrameError> {
        Self::open_at(path, DEFAULT_FPS, limits)
    }

    /// [`MjpegSource::open`] at `fps` frames a second, more than 0 and at most 1000.
    ///
    /// # Errors
    /// As [`MjpegSource::open`], and [`FrameError::Malformed`] for another rate.
    pub fn open_at(path: &Path, fps: f64, limits: &Limits) -> Result<Self, FrameError> {
        if !(fps > 0.0 && fps <= 1000.0) {
            return Err(malformed(path, format!("a rate of {fps} frames a second; give one in 0..=1000")));
        }
        let (file, _) = open_file(path, limits)?;
        let mut source = Self {
            path: path.to_path_buf(),
            limits: *limits,
            fps,
            input: BufReader::with_capacity(1 << 16, file),
            buffer: Vec::new(),
            first: None,
            size: (0, 0),
            next_id: 0,
            ended: false,
        };
        let first = source.read()?.ok_or_else(|| malformed(path, "no JPEG in it; record it again"))?;
        source.size = (first.width(), first.height());
        source.first = Some(first);
        Ok(source)
    }

    fn read(&mut self) -> Result<Option<Frame>, FrameError> {
        let id = self.next_id;
        // A JPEG of the largest picture allowed is far below three bytes a pixel, plus its metadata.
        let max_bytes = usize::try_from(self.limits.pixels.saturating_mul(3)).unwrap_or(usize::MAX);
        self.buffer.clear();
        match copy_one(&mut self.input, &mut self.buffer, max_bytes.saturating_add(1 << 20)) {
            Ok(None) => return Ok(None),
            Ok(Some(_)) => {}
            Err(e) if matches!(e.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) => {
                return Err(malformed(&self.path, format!("{e}, at picture {id}; record it again")));
            }
            Err(source) => return Err(FrameError::Io { path: self.path.clone(), source }),
        }
        self.limits.check_frames(id + 1).map_err(|fault| fault.at(&self.path))?;
        let at = Duration::from_secs_f64(id as f64 / self.fps);
        self.limits.check_duration(at).map_err(|fault| fault.at(&self.path))?;
        let picture = decode_jpeg(&self.buffer, &self.path, &self.limits)?;
        let size = (picture.width, picture.height);
        if self.size != (0, 0) && size != self.size {
            return Err(malformed(
                &self.path,
                format!("picture {id} has another size than the first; record it again"),
            ));
        }
        self.next_id += 1;
        let frame = Frame::new(FrameId(id), Timestamp::ZERO.after(at), size, Arc::new(picture.pixels));
        frame
            .map(Some)
            .ok_or_else(|| malformed(&self.path, format!("picture {id} is damaged; record it again")))
    }
}

impl FrameSource for MjpegSource {
    fn info(&self) -> SourceInfo {
        let (width, height) = self.size;
        SourceInfo { width, height, fps: Some(self.fps), duration: None, frames: None }
    }

    fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        if self.ended {
            return Ok(None);
        }
        let next = self.read();
        self.ended = !matches!(next, Ok(Some(_)));
        next
    }
}
