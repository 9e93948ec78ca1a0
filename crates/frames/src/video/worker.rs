//! Decoding in a thread of its own, a few frames ahead, under a watchdog.

use super::pictures::Timeline;
use super::playback::Playback;
use super::stream::unsupported;
use crate::error::Fault;
use crate::{Frame, FrameError, FrameId, Limits, SourceInfo, Timestamp};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// Frames decoded before they are asked for, so that decoding and looking at frames overlap.
const AHEAD: usize = 3;

/// Opens what is to be played, in the worker.
pub(crate) type Open = Box<dyn FnOnce() -> Result<Box<dyn Playback>, Fault> + Send>;

#[derive(Debug)]
enum Message {
    /// The first picture is decoded; sent once, before it.
    Ready(SourceInfo),
    Frame(Frame),
    Failed(Fault),
    End,
}

/// The receiving end of a worker. Dropping it ends the worker at its next frame; one that is stuck is left behind.
#[derive(Debug)]
pub(crate) struct Worker {
    messages: Receiver<Message>,
    decode_time: Duration,
}

impl Worker {
    /// Starts a worker for `open` and waits for its first picture.
    pub(crate) fn start(open: Open, path: &Path, limits: Limits) -> Result<(Self, SourceInfo), FrameError> {
        let (sender, messages) = sync_channel(AHEAD);
        let thread = thread::Builder::new().name("liveface-decode".into());
        thread.spawn(move || run(open, &limits, &sender)).map_err(|e| Fault::Io(e).at(path))?;
        let worker = Self { messages, decode_time: limits.decode_time };
        match worker.receive(path)? {
            Message::Ready(info) => Ok((worker, info)),
            _ => Err(Fault::malformed("it holds no picture; record it again").at(path)),
        }
    }

    /// The next frame; `None` at the end.
    pub(crate) fn next_frame(&self, path: &Path) -> Result<Option<Frame>, FrameError> {
        match self.receive(path)? {
            Message::Frame(frame) => Ok(Some(frame)),
            _ => Ok(None),
        }
    }

    fn receive(&self, path: &Path) -> Result<Message, FrameError> {
        match self.messages.recv_timeout(self.decode_time) {
            Ok(Message::Failed(fault)) => Err(fault.at(path)),
            Ok(message) => Ok(message),
            Err(RecvTimeoutError::Timeout) => Err(self.too_slow().at(path)),
            // The worker always says how it ended, unless it panicked.
            Err(RecvTimeoutError::Disconnected) => {
                Err(Fault::malformed("its decoder failed on it; convert it to H.264 in MP4").at(path))
            }
        }
    }

    fn too_slow(&self) -> Fault {
        let limit = format!("{:.1} s", self.decode_time.as_secs_f64());
        Fault::Limit { what: "decode time of a frame", value: "more".into(), limit }
    }
}

fn run(open: Open, limits: &Limits, sender: &SyncSender<Message>) {
    let last = match play(open, limits, sender) {
        Ok(()) => Message::End,
        Err(fault) => Message::Failed(fault),
    };
    // Nobody listens any more when the source was dropped: then nobody needs to know.
    drop(sender.send(last));
}

fn play(open: Open, limits: &Limits, sender: &SyncSender<Message>) -> Result<(), Fault> {
    let mut playback = open()?;
    let mut timeline = Timeline::default();
    let mut id = 0;
    let mut size = None;
    while let Some(shown) = playback.next_picture()? {
        if *size.get_or_insert(shown.size) != shown.size {
            return Err(unsupported("change of picture size"));
        }
        let at = timeline.place(shown.pts_us);
        limits.check_frames(id + 1)?;
        limits.check_duration(at.since(Timestamp::ZERO))?;
        let frame = Frame::new(FrameId(id), at, shown.size, shown.pixels)
            .ok_or_else(|| Fault::malformed("a decoded picture is incomplete; record it again"))?;
        let (width, height) = shown.size;
        let ready = (id == 0).then(|| Message::Ready(SourceInfo { width, height, ..playback.info() }));
        for message in ready.into_iter().chain([Message::Frame(frame)]) {
            if sender.send(message).is_err() {
                return Ok(());
            }
        }
        id += 1;
    }
    Ok(())
}
