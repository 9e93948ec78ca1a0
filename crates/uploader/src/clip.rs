//! The session's clip: recorded while the session runs, submitted, and gone.

use crate::evidence::private_folder;
use liveface_frames::{Frame, FrameError, Recorder, RecorderOptions, SourceInfo, Timestamp};
use liveface_session::{Output, Prompt};
use std::io;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

/// The cloud takes 2 to 20 s. A session that ends sooner is recorded a little longer.
const LEAST: Duration = Duration::from_millis(2_200);
const MOST: Duration = Duration::from_millis(19_800);
/// What the budget of bytes is spread over: longer than most sessions, so that few end early.
const EXPECTED: Duration = Duration::from_secs(15);

/// Why there is no clip.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// There is no place for it.
    #[error("no temporary folder to record the session in: check TMPDIR and the free space")]
    Folder(#[source] io::Error),
    /// No frame came.
    #[error("no frame of the session was recorded")]
    Empty,
    /// It cannot be written.
    #[error(transparent)]
    Frames(#[from] FrameError),
    /// It cannot be read back.
    #[error("cannot read the recorded clip")]
    Read(#[source] io::Error),
}

/// A recording of what the verdict rests on: from the moment the face is well placed. Deleted when dropped.
pub struct Clip {
    folder: TempDir,
    fps: f64,
    recorder: Option<Recorder>,
    /// Times of the first and the last frame in it.
    span: Option<(Timestamp, Timestamp)>,
    positioning: bool,
}

impl Clip {
    /// For frames of such a source.
    ///
    /// # Errors
    /// There is no temporary folder.
    pub fn new(info: SourceInfo) -> Result<Self, ClipError> {
        let folder = private_folder().map_err(ClipError::Folder)?;
        let fps = info.fps.filter(|fps| (1.0..=240.0).contains(fps)).unwrap_or(30.0);
        Ok(Self { folder, fps, recorder: None, span: None, positioning: true })
    }

    /// What the session says: when the face has found its place, recording begins anew.
    pub fn heed(&mut self, output: &Output) {
        let Output::Prompt(prompt) = output else { return };
        let positioning = *prompt == Prompt::Position;
        if self.positioning && !positioning {
            (self.recorder, self.span) = (None, None);
        }
        self.positioning = positioning;
    }

    /// Records a frame, unless the clip is as long as it may be.
    ///
    /// # Errors
    /// The disk is full or gone.
    pub fn push(&mut self, frame: &Frame) -> Result<(), ClipError> {
        let at = frame.at();
        let (first, _) = self.span.unwrap_or((at, at));
        if at.since(first) > MOST {
            return Ok(());
        }
        if self.recorder.is_none() {
            let options = RecorderOptions { expected: EXPECTED, fps: self.fps, ..RecorderOptions::default() };
            let size = (frame.width(), frame.height());
            self.recorder = Some(Recorder::create(&self.path(), size, options)?);
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.push(frame)?;
        }
        self.span = Some((first, at));
        Ok(())
    }

    /// Whether the cloud would refuse it for its length: record on.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.span.is_some_and(|(first, last)| last.since(first) < LEAST)
    }

    /// The finished MP4 file. It goes with `self`.
    ///
    /// # Errors
    /// Nothing was recorded, or the disk is full.
    pub fn finish(&mut self) -> Result<Vec<u8>, ClipError> {
        let recorder = self.recorder.take().ok_or(ClipError::Empty)?;
        let recording = recorder.finish()?;
        std::fs::read(&recording.path).map_err(ClipError::Read)
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("session.mp4")
    }
}
