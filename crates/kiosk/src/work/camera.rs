//! The thread that waits for the camera, and where it leaves the newest frame.

use super::{Footage, Job, Waker, spawn};
use liveface_frames::{CameraFault, Frame, FrameError, SourceInfo};
use liveface_synth::Director;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long the camera of the attempt before may take to close.
const CLOSES: Duration = Duration::from_secs(3);
/// How often it is looked for.
const LOOK: Duration = Duration::from_millis(20);

/// What comes of waiting for a frame.
pub(super) enum Next {
    /// The source is open.
    Opened(SourceInfo),
    /// A frame, and when it arrived.
    Frame(Frame, Instant),
    /// The source has ended.
    Ended,
    /// The source broke.
    Fault(FrameError),
    /// Nothing, for as long as was waited.
    Nothing,
}

#[derive(Default)]
struct State {
    opened: Option<SourceInfo>,
    frame: Option<(Frame, Instant)>,
    /// How many frames have come.
    number: u64,
    /// How many the attempt has seen.
    taken: u64,
    end: Option<Option<FrameError>>,
    /// Whether the end was taken.
    told: bool,
    closed: bool,
    director: Option<Director>,
}

/// The newest frame of a source.
#[derive(Default)]
pub(super) struct Latest {
    state: Mutex<State>,
    changed: Condvar,
}

impl Latest {
    /// Nothing here can be half changed by a panic.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody wants frames any more.
    pub(super) fn close(&self) {
        let mut state = self.state();
        (state.closed, state.frame, state.director) = (true, None, None);
        self.changed.notify_all();
    }

    /// Tells the person before the camera something, where the person is a rendered one.
    pub(super) fn direct(&self, tell: impl FnOnce(&Director)) {
        if let Some(director) = &self.state().director {
            tell(director);
        }
    }

    /// The newest frame and its number, where that is not `seen`.
    pub(super) fn newest(&self, seen: u64) -> Option<(Frame, u64)> {
        let state = self.state();
        let (frame, _) = state.frame.as_ref().filter(|_| state.number != seen)?;
        Some((frame.clone(), state.number))
    }

    /// What comes next, waited for at most `patience`. Frames that came in between are passed over.
    pub(super) fn next(&self, patience: Duration) -> Next {
        let state = self.state();
        let idle = |state: &mut State| {
            state.opened.is_none() && state.number == state.taken && state.end.is_none() && !state.closed
        };
        let waited = self.changed.wait_timeout_while(state, patience, idle);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        if let Some(info) = state.opened.take() {
            return Next::Opened(info);
        }
        if state.number != state.taken
            && let Some((frame, arrival)) = state.frame.clone()
        {
            state.taken = state.number;
            return Next::Frame(frame, arrival);
        }
        let end = state.end.take();
        state.told |= end.is_some();
        match end {
            Some(None) => Next::Ended,
            Some(Some(fault)) => Next::Fault(fault),
            None => Next::Nothing,
        }
    }

    /// Whether frames are still wanted, after `change`.
    fn put(&self, change: impl FnOnce(&mut State)) -> bool {
        let mut state = self.state();
        if !state.closed {
            change(&mut state);
        }
        self.changed.notify_all();
        !state.closed
    }
}

/// Starts to read the camera of `job`, once the one of the attempt `before` is closed.
pub(super) fn spawn_reader(
    job: &Arc<Job>,
    latest: &Arc<Latest>,
    wake: &Arc<Waker>,
    before: Option<JoinHandle<()>>,
) -> Option<JoinHandle<()>> {
    let (job, wake) = (Arc::clone(job), Arc::clone(wake));
    let end = End(Arc::clone(latest));
    spawn("liveface-camera", move || {
        wait_for(before);
        let ended = read(&job, &end.0, &*wake).err();
        end.0.put(|state| state.end = Some(ended));
        wake();
    })
}

/// However the reader ends, it ends: by a panic or for want of a thread too.
struct End(Arc<Latest>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.put(|state| {
            if !state.told {
                state.end.get_or_insert_with(|| Some(gone()));
            }
        });
    }
}

fn gone() -> FrameError {
    FrameError::Camera {
        name: "camera".to_owned(),
        kind: CameraFault::Disconnected,
        reason: "what reads it has ended; start again".to_owned(),
    }
}

/// A camera that hangs is not waited for longer than it may take to close.
fn wait_for(before: Option<JoinHandle<()>>) {
    let Some(before) = before else { return };
    let since = Instant::now();
    while !before.is_finished() && since.elapsed() < CLOSES {
        std::thread::sleep(LOOK);
    }
}

fn read(job: &Job, latest: &Latest, wake: &Waker) -> Result<(), FrameError> {
    if latest.state().closed {
        return Ok(());
    }
    let Footage { mut source, director } = (job.open)()?;
    let info = source.info();
    let mut wanted = latest.put(|state| (state.opened, state.director) = (Some(info), director));
    while wanted {
        let Some(frame) = source.next_frame()? else { break };
        let arrival = Instant::now();
        wanted = latest.put(|state| {
            state.frame = Some((frame, arrival));
            state.number += 1;
        });
        wake();
    }
    Ok(())
}
