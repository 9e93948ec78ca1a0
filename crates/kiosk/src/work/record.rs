//! The thread that encodes the session's clip, so that nobody waits for it.

use liveface_frames::{Frame, SourceInfo};
use liveface_session::Output;
use liveface_uploader::{Clip, ClipError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, SyncSender};
use std::thread::JoinHandle;

/// How many frames may wait for the encoder; beyond that they are left out of the recording.
const WAITING: usize = 8;

enum Piece {
    Frame(Frame),
    Output(Output),
}

/// A recording under way.
pub(super) struct Recording {
    pieces: Option<SyncSender<Piece>>,
    short: Arc<AtomicBool>,
    left: Arc<AtomicBool>,
    thread: Option<JoinHandle<Result<Vec<u8>, ClipError>>>,
}

impl Recording {
    /// Starts to record frames of such a source.
    ///
    /// # Errors
    /// There is no place for it, or no thread.
    pub(super) fn start(info: SourceInfo, alive: Arc<()>) -> Result<Self, ClipError> {
        let clip = Clip::new(info)?;
        let (pieces, coming) = mpsc::sync_channel(WAITING);
        let (short, left) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
        let (is_short, is_left) = (Arc::clone(&short), Arc::clone(&left));
        let record = move || {
            // Before the clip, which is so dropped, and deleted, first.
            let _alive = alive;
            let mut clip = clip;
            for piece in coming {
                match piece {
                    _ if is_left.load(Ordering::Relaxed) => return Err(ClipError::Empty),
                    Piece::Frame(frame) => clip.push(&frame)?,
                    Piece::Output(output) => clip.heed(&output),
                }
                is_short.store(clip.is_short(), Ordering::Relaxed);
            }
            if is_left.load(Ordering::Relaxed) { Err(ClipError::Empty) } else { clip.finish() }
        };
        let thread = std::thread::Builder::new().name("liveface-record".to_owned()).spawn(record);
        Ok(Self { pieces: Some(pieces), short, left, thread: Some(thread.map_err(ClipError::Folder)?) })
    }

    /// Records a frame, unless the encoder is too far behind.
    pub(super) fn push(&self, frame: &Frame) {
        // Full: left out. Ended: `finish` says why.
        let _ = self.pieces.as_ref().map(|pieces| pieces.try_send(Piece::Frame(frame.clone())));
    }

    /// Takes what the session said.
    pub(super) fn heed(&self, output: &Output) {
        // The recording begins anew at some of them, so none may be lost.
        let _ = self.pieces.as_ref().map(|pieces| pieces.send(Piece::Output(output.clone())));
    }

    /// Whether the clip is too short for a service.
    pub(super) fn is_short(&self) -> bool {
        self.short.load(Ordering::Relaxed) && self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// The finished MP4 file.
    ///
    /// # Errors
    /// Nothing was recorded, or it cannot be written.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, ClipError> {
        self.pieces = None;
        self.thread.take().and_then(|thread| thread.join().ok()).unwrap_or(Err(ClipError::Empty))
    }
}

impl Drop for Recording {
    /// What nobody finished is deleted by its thread, as soon as the frame in work is done.
    fn drop(&mut self) {
        self.left.store(true, Ordering::Relaxed);
        self.pieces = None;
    }
}
