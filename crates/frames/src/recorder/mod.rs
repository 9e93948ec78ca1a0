//! Frames back to a file: H.264 in MP4 under a budget of bytes.

mod budget;
mod encode;

use crate::{Frame, FrameError, Timestamp};
use budget::{Budget, Room};
use encode::H264;
use muxide::api::{Muxer, MuxerBuilder, VideoCodec};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// Ticks a second in which the container counts; two frames in one tick cannot both be stored.
const TICKS_PER_SECOND: f64 = 90_000.0;

/// What a recording may cost and what to expect of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RecorderOptions {
    /// Most bytes of the finished file.
    pub budget_bytes: u64,
    /// Expected length of the recording, above zero: the budget is spread over it. Longer recordings end early.
    pub expected: Duration,
    /// Expected frames a second, 1..=240. Only the rate control uses it; frames keep their own times.
    pub fps: f64,
}

impl Default for RecorderOptions {
    /// 6 MB (8 MB once in base64, under the cloud's limit of 10 MB a request), 6 s, 30 frames a second.
    fn default() -> Self {
        Self { budget_bytes: 6_000_000, expected: Duration::from_secs(6), fps: 30.0 }
    }
}

/// What became of a frame given to [`Recorder::push`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is in the recording.
    Written,
    /// Left out: the budget nears its end and the frame rate is halved, or it has the same time as the one before.
    Skipped,
    /// Left out, and all after it will be: the budget is spent. Call [`Recorder::finish`].
    Full,
}

/// A finished recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Where it is.
    pub path: PathBuf,
    /// Size of the file, bytes.
    pub bytes: u64,
    /// Frames in it.
    pub frames: u64,
    /// Time from the first to the last frame.
    pub duration: Duration,
    /// Width, pixels, even.
    pub width: u32,
    /// Height, pixels, even.
    pub height: u32,
}

/// Writes frames to an H.264 MP4 file (High profile, 4:2:0, BT.601 limited range, no B-frames, a key frame every
/// 2 s, index at the front) that never exceeds its budget of bytes.
///
/// The first frame is at time zero of the file and the others keep their distance to it, to the container's tick of
/// 1/90000 s. An odd width or height loses its last column or row. The file appears under its name, readable by its
/// owner only, when [`Recorder::finish`] returns; a recorder dropped before leaves nothing behind.
pub struct Recorder {
    path: PathBuf,
    muxer: Muxer<NamedTempFile>,
    encoder: H264,
    budget: Budget,
    /// Times of the first and the last frame written.
    span: Option<(Timestamp, Timestamp)>,
    frames: u64,
}

impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recorder({}, {} frames, {} bytes)", self.path.display(), self.frames, self.budget.used())
    }
}

impl Recorder {
    /// Starts a recording of frames of `size` (width, height) to `path`, whose folder must exist. An existing file
    /// is replaced when the recording is finished, not before.
    ///
    /// # Errors
    /// [`FrameError::Write`] when the folder cannot be written, the options are out of range, or a side is below 16
    /// or above 4096 pixels.
    pub fn create(path: &Path, size: (u32, u32), options: RecorderOptions) -> Result<Self, FrameError> {
        let refuse = |reason| write_error(path, reason);
        if options.expected.is_zero() || !(1.0..=240.0).contains(&options.fps) {
            return Err(refuse(format!(
                "a length of {:?} at {} fps; give more than 0 s at 1..=240 fps",
                options.expected, options.fps
            )));
        }
        if path.is_dir() || path.file_name().is_none() {
            return Err(refuse("it is a folder; name a file in it".to_owned()));
        }
        let budget = Budget::new(options.budget_bytes);
        let encoder =
            H264::new(size, budget.bits_per_second(options.expected), options.fps).map_err(refuse)?;
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = tempfile::Builder::new()
            .prefix(".recording-")
            .suffix(".part")
            .tempfile_in(folder)
            .map_err(|e| refuse(format!("{e}; choose a folder that exists and can be written")))?;
        let (width, height) = encoder.size();
        let muxer = MuxerBuilder::new(file)
            .video(VideoCodec::H264, width, height, options.fps)
            .with_fast_start(true)
            .build()
            .map_err(|e| refuse(e.to_string()))?;
        let path = path.to_path_buf();
        Ok(Self { path, muxer, encoder, budget, span: None, frames: 0 })
    }

    /// Adds a frame, unless the budget leaves no room for it.
    ///
    /// # Errors
    /// [`FrameError::Write`] when the frame has another size than the recording, or its time is before that of the
    /// frame before it.
    pub fn push(&mut self, frame: &Frame) -> Result<Recorded, FrameError> {
        let at = frame.at();
        let (first, last) = self.span.unwrap_or((at, at));
        if at < last {
            return Err(
                self.refuse(format!("frame {} goes back in time; record frames in order", frame.id().0))
            );
        }
        if self.frames > 0 && ticks(at, first) == ticks(last, first) {
            return Ok(Recorded::Skipped);
        }
        match self.budget.next() {
            Room::Enough => {}
            Room::Skip => return Ok(Recorded::Skipped),
            Room::None => return Ok(Recorded::Full),
        }
        let unit = self.encoder.encode(frame).map_err(|reason| self.refuse(reason))?;
        if !self.budget.spend(unit.bytes.len() as u64) {
            return Ok(Recorded::Full);
        }
        let seconds = at.since(first).as_secs_f64();
        self.muxer.write_video(seconds, &unit.bytes, unit.key).map_err(|e| self.refuse(e.to_string()))?;
        self.span = Some((first, at));
        self.frames += 1;
        Ok(Recorded::Written)
    }

    /// Frames in the recording so far.
    #[must_use]
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Bytes of the file so far, never more than the budget.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.budget.used()
    }

    /// Completes the file and gives it its name, replacing a file that has it.
    ///
    /// # Errors
    /// [`FrameError::Write`] when no frame was recorded or the file cannot be written; nothing is left behind then.
    pub fn finish(mut self) -> Result<Recording, FrameError> {
        let Some((first, last)) = self.span else {
            let reason = "no frame fitted into it; record something, or allow more bytes";
            return Err(self.refuse(reason.to_owned()));
        };
        self.muxer.finish_in_place().map_err(|e| self.refuse(format!("{e}; check the free space")))?;
        let (width, height) = self.encoder.size();
        let Self { path, muxer, frames, .. } = self;
        let refuse =
            |e: std::io::Error| write_error(&path, format!("{e}; check the folder and its free space"));
        let file = muxer.into_writer();
        file.as_file().sync_all().map_err(refuse)?;
        let bytes = file.as_file().metadata().map_err(refuse)?.len();
        file.persist(&path).map_err(|e| refuse(e.error))?;
        Ok(Recording { path, bytes, frames, duration: last.since(first), width, height })
    }

    fn refuse(&self, reason: String) -> FrameError {
        write_error(&self.path, reason)
    }
}

fn write_error(path: &Path, reason: String) -> FrameError {
    FrameError::Write { path: path.to_path_buf(), reason }
}

/// `at` in ticks of the container, from `first` on, rounded as the container does.
fn ticks(at: Timestamp, first: Timestamp) -> u64 {
    (at.since(first).as_secs_f64() * TICKS_PER_SECOND).round() as u64
}
