//! One attempt: from opening the camera to the service's answer.

use super::camera::{Latest, Next};
use super::record::Recording;
use super::watch::{Limits, Watch};
use super::{Ending, Job, Service, Spare, Update, Waker, deliver};
use crate::failure::{Failure, FailureKind};
use crate::screen::Waiting;
use liveface::{Engine, Finished};
use liveface_frames::{Frame, FrameError, SourceInfo};
use liveface_session::Report;
use liveface_session::light::Light;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How long a frame is waited for before the attempt looks whether it was stopped.
pub(super) const LOOK: Duration = Duration::from_millis(50);
/// How long no frame must have come before time passes without one: frames bring the time, unless there are none.
pub(super) const SILENCE: Duration = Duration::from_millis(500);

/// What the window reports.
pub(super) enum Order {
    /// This light is on the screen since then.
    LightShown(Light, Instant),
}

/// An attempt under way, in its own thread.
pub(super) struct Attempt {
    pub(super) job: Arc<Job>,
    pub(super) spare: Spare,
    pub(super) latest: Arc<Latest>,
    pub(super) stop: Arc<AtomicBool>,
    pub(super) wake: Arc<Waker>,
    /// Set once it was reached for, so that it can be left.
    pub(super) service: Arc<OnceLock<Service>>,
    pub(super) tell: Sender<Update>,
    pub(super) ordered: Receiver<Order>,
    pub(super) light: bool,
}

/// Nobody waits for the attempt any more, or it broke off.
pub(super) enum Left {
    Stopped,
    Broken(Failure),
}

impl From<Failure> for Left {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}

/// A session that ran to its verdict.
pub(super) struct Decided {
    pub(super) report: Report,
    pub(super) best: Option<Frame>,
    pub(super) recording: Option<Recording>,
    pub(super) token: String,
}

impl Attempt {
    /// Runs it to its end.
    pub(super) fn run(self) {
        match self.attempt() {
            Ok(ending) => self.tell(Update::Ended(Box::new(ending))),
            Err(Left::Broken(failure)) => self.tell(Update::Broken(failure)),
            Err(Left::Stopped) => {}
        }
    }

    fn attempt(&self) -> Result<Ending, Left> {
        let service = (self.job.reach)()?;
        let service = self.service.get_or_init(|| service);
        let token = self.token(service)?;
        let (plan, config) = (self.job.plan)(self.light)?;
        let plan = if self.job.photo.is_some() { plan.with_comparison() } else { plan };
        self.tell(Update::Waiting(Waiting::Camera));
        let info = self.opened()?;
        let ready = self.spare.lock().unwrap_or_else(PoisonError::into_inner).take();
        let vision = ready.map_or_else(|| (self.job.load)(), Ok)?;
        let limits = Limits::of(&plan, &config);
        let actions = u32::try_from(plan.actions.len()).unwrap_or(0);
        let mut engine = Engine::new(vision, config, plan, BTreeMap::new());
        if let Some(photo) = &self.job.photo {
            engine.set_reference(&photo.frame).map_err(inner)?;
        }
        let records = self.job.keep.is_some() || self.job.sends;
        let recording = records.then(|| Recording::start(info)).transpose().map_err(recording_failed)?;
        self.tell(Update::CameraOpen { actions });
        Watch::new(self, (&mut engine, limits), recording.as_ref()).run()?;
        let Finished { report, best_frame, vision } = engine.finish().map_err(inner)?;
        *self.spare.lock().unwrap_or_else(PoisonError::into_inner) = Some(vision);
        self.tell(Update::Waiting(Waiting::Analysing));
        deliver::deliver(self, service, Decided { report, best: best_frame, recording, token })
    }

    fn token(&self, service: &Service) -> Result<String, Left> {
        if let Some(token) = &self.job.token {
            return Ok(token.clone());
        }
        self.tell(Update::Waiting(Waiting::Token));
        let token = service.token(self.job.level)?;
        if self.stopped() { Err(Left::Stopped) } else { Ok(token) }
    }

    /// Waits until the camera is open.
    fn opened(&self) -> Result<SourceInfo, Left> {
        loop {
            if self.stopped() {
                return Err(Left::Stopped);
            }
            match self.latest.next(LOOK) {
                Next::Opened(info) => return Ok(info),
                Next::Fault(fault) => return Err(camera_failed(&fault).into()),
                Next::Ended => {
                    return Err(Failure::new(FailureKind::Frames, "the source ended before it began").into());
                }
                Next::Frame(..) | Next::Nothing => {}
            }
        }
    }

    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(super) fn tell(&self, update: Update) {
        // What a frame showed is drawn with the next one: the window is drawn once for each frame, not twice.
        let can_wait = matches!(update, Update::Seen { .. });
        // Nobody listens to an attempt that was left.
        let _ = self.tell.send(update);
        if !can_wait {
            (self.wake)();
        }
    }

    /// Records on until the clip is long enough for a service, while frames come.
    pub(super) fn lengthen(&self, recording: &Recording) {
        while recording.is_short() && !self.stopped() {
            match self.latest.next(SILENCE) {
                Next::Frame(frame, _) => recording.push(&frame),
                Next::Opened(_) => {}
                Next::Ended | Next::Fault(_) | Next::Nothing => return,
            }
        }
    }
}

/// Something of ours broke.
pub(super) fn inner(error: impl std::error::Error) -> Failure {
    Failure::new(FailureKind::Inner, describe(&error))
}

pub(super) fn camera_failed(fault: &FrameError) -> Failure {
    Failure::from(fault)
}

pub(super) fn recording_failed(error: impl std::error::Error) -> Failure {
    Failure::new(FailureKind::Recording, describe(&error))
}

/// An error and its causes, in one line.
pub(super) fn describe(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text.replace('\n', " ")
}
