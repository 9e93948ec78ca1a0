//! One attempt: from opening the camera to the service's answer.

use super::camera::{Latest, Next};
use super::record::Recording;
use super::spare::Spare;
use super::watch::{Limits, Watch};
use super::{Ending, Job, Service, Update, Waker, deliver};
use crate::failure::{Failure, FailureKind, told};
use crate::screen::Waiting;
use liveface::{Engine, EngineError, Finished};
use liveface_frames::{Frame, FrameError, SourceInfo};
use liveface_session::Report;
use liveface_session::light::Light;
use liveface_uploader::ClipError;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, OnceLock};
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
    pub(super) spare: Arc<Spare>,
    pub(super) latest: Arc<Latest>,
    pub(super) stop: Arc<AtomicBool>,
    pub(super) wake: Arc<Waker>,
    /// Set once it was reached for, so that it can be left.
    pub(super) service: Arc<OnceLock<Service>>,
    /// Held by every recording until it is deleted.
    pub(super) recordings: Arc<()>,
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
        self.tell(Update::Named(token.as_str().into()));
        let (plan, config) = (self.job.plan)(self.light)?;
        let plan = if self.job.photo.is_some() { plan.with_comparison() } else { plan };
        self.tell(Update::Waiting(Waiting::Camera));
        let info = self.opened()?;
        let vision = self.spare.take(&*self.job.load, || self.stopped())?.ok_or(Left::Stopped)?;
        let limits = Limits::of(&plan, &config);
        let actions = u32::try_from(plan.actions.len()).unwrap_or(0);
        let mut engine = Engine::new(vision, config, plan, BTreeMap::new());
        if let Some(photo) = &self.job.photo {
            engine.set_reference(&photo.frame).map_err(engine_failed)?;
        }
        let records = self.job.keep.is_some() || self.job.sends;
        let start = || Recording::start(info, Arc::clone(&self.recordings)).map_err(clip_failed);
        let recording = records.then(start).transpose()?;
        self.tell(Update::CameraOpen { actions });
        let watched = Watch::new(self, (&mut engine, limits), recording.as_ref()).run();
        let Finished { report, best_frame, vision } = engine.finish().map_err(engine_failed)?;
        // For the next attempt, also where this one was left.
        self.spare.put(vision);
        watched?;
        self.tell(Update::Waiting(Waiting::Analysing));
        deliver::deliver(self, service, Decided { report, best: best_frame, recording, token })
    }

    fn token(&self, service: &Service) -> Result<String, Left> {
        if self.stopped() {
            return Err(Left::Stopped);
        }
        if let Some(token) = &self.job.token {
            return Ok(token.expose().to_owned());
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

/// The engine failed, or was given what it does not take.
pub(super) fn engine_failed(error: EngineError) -> Failure {
    match error {
        EngineError::Session(error) => Failure::from(&error),
        EngineError::Vision(error) => Failure::new(FailureKind::Engine, told(&error)),
        error => Failure::new(FailureKind::Inner, told(&error)),
    }
}

pub(super) fn camera_failed(fault: &FrameError) -> Failure {
    Failure::from(fault)
}

/// There is no recording.
pub(super) fn clip_failed(error: ClipError) -> Failure {
    let kind = match error {
        ClipError::Folder(_) | ClipError::Read(_) | ClipError::Frames(FrameError::Write { .. }) => {
            FailureKind::Storage
        }
        ClipError::Empty | ClipError::Frames(_) => FailureKind::Recording,
    };
    Failure::new(kind, told(&error))
}
