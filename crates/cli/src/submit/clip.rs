//! The session's clip: recorded while the session runs, submitted, and gone.

use crate::terminal;
use anyhow::Context as _;
use liveface_frames::{Frame, FrameSource, Recorder, RecorderOptions, SourceInfo, Timestamp};
use liveface_session::{Output, Prompt};
use liveface_uploader::evidence::private_folder;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

/// The cloud takes 2 to 20 s. A session that ends sooner is recorded a little longer.
const LEAST: Duration = Duration::from_millis(2_200);
const MOST: Duration = Duration::from_millis(19_800);
/// What the budget of bytes is spread over: longer than most sessions, so that few end early.
const EXPECTED: Duration = Duration::from_secs(15);

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
    pub fn new(info: SourceInfo) -> anyhow::Result<Self> {
        let folder = private_folder()
            .context("no temporary folder to record the session in: check TMPDIR and the free space")?;
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
    pub fn push(&mut self, frame: &Frame) -> anyhow::Result<()> {
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

    /// Records on after a short session, until the clip is long enough or the source ends.
    ///
    /// # Errors
    /// The source broke, or the disk is full.
    pub fn lengthen(&mut self, source: &mut dyn FrameSource) -> anyhow::Result<()> {
        let short = |clip: &Self| clip.span.is_some_and(|(first, last)| last.since(first) < LEAST);
        while short(self) && !terminal::interrupted() {
            let Some(frame) = source.next_frame()? else { break };
            self.push(&frame)?;
        }
        Ok(())
    }

    /// The finished MP4 file. It goes with `self`.
    ///
    /// # Errors
    /// Nothing was recorded, or the disk is full.
    pub fn finish(&mut self) -> anyhow::Result<Vec<u8>> {
        let recorder = self.recorder.take().context("no frame of the session was recorded")?;
        let recording = recorder.finish()?;
        std::fs::read(&recording.path).context("cannot read the recorded clip")
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("session.mp4")
    }
}
