//! One attempt: from opening the camera to the service's answer.

use super::camera::{Latest, Next};
use super::clock::StreamClock;
use super::record::Recording;
use super::{Ending, Job, Service, Spare, Update, Waker, deliver};
use crate::event::{TipsEvent, tips_of};
use crate::failure::{Failure, FailureKind};
use crate::flow::hint_key;
use crate::screen::Waiting;
use liveface::{Engine, Finished};
use liveface_frames::{Frame, FrameError, SourceInfo};
use liveface_session::light::{Light, Shown};
use liveface_session::observation::{FaceLight, Faces};
use liveface_session::{Hint, Observation, Output, Prompt, Report, Timestamp};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How long a frame is waited for before the attempt looks whether it was stopped.
const LOOK: Duration = Duration::from_millis(50);
/// How long no frame must have come before time passes without one: frames bring the time, unless there are none.
const SILENCE: Duration = Duration::from_millis(500);
/// Linear light around the head above which a dark face is one before a bright background.
const BRIGHT: f32 = 0.35;
/// Eye aspect ratio below which eyes are closed, and for how long before somebody who was not asked is told.
const CLOSED: f32 = 0.15;
const CLOSED_FOR: Duration = Duration::from_millis(700);

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
        let actions = u32::try_from(plan.actions.len()).unwrap_or(0);
        let mut engine = Engine::new(vision, config, plan, BTreeMap::new());
        if let Some(photo) = &self.job.photo {
            engine.set_reference(&photo.frame).map_err(inner)?;
        }
        let records = self.job.keep.is_some() || self.job.sends;
        let recording = records.then(|| Recording::start(info)).transpose().map_err(recording_failed)?;
        self.tell(Update::CameraOpen { actions });
        Watch::new(self, &mut engine, recording.as_ref()).run()?;
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
        // Nobody listens to an attempt that was left.
        let _ = self.tell.send(update);
        (self.wake)();
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

/// The loop over frames until the verdict.
struct Watch<'a> {
    attempt: &'a Attempt,
    engine: &'a mut Engine,
    recording: Option<&'a Recording>,
    clock: StreamClock,
    last: Timestamp,
    prompt: Prompt,
    tips: Option<TipsEvent>,
    closed_since: Option<Timestamp>,
}

impl<'a> Watch<'a> {
    fn new(attempt: &'a Attempt, engine: &'a mut Engine, recording: Option<&'a Recording>) -> Self {
        Self {
            attempt,
            engine,
            recording,
            clock: StreamClock::default(),
            last: Timestamp::ZERO,
            prompt: Prompt::Position,
            tips: None,
            closed_since: None,
        }
    }

    fn run(mut self) -> Result<(), Left> {
        self.outputs();
        while self.engine.verdict().is_none() {
            if self.attempt.stopped() {
                return Err(Left::Stopped);
            }
            match self.attempt.latest.next(LOOK) {
                Next::Frame(frame, arrival) => self.frame(&frame, arrival)?,
                Next::Ended => self.engine.end_of_video().map_err(inner)?,
                Next::Fault(fault) => return Err(camera_failed(&fault).into()),
                Next::Nothing => self.silence()?,
                Next::Opened(_) => {}
            }
            self.outputs();
        }
        Ok(())
    }

    fn frame(&mut self, frame: &Frame, arrival: Instant) -> Result<(), Left> {
        self.clock.take(frame.at(), arrival);
        self.lights()?;
        // Time that passed without frames may have overtaken one that was late.
        if frame.at() <= self.last && self.last > Timestamp::ZERO {
            return Ok(());
        }
        self.last = frame.at();
        self.engine.push_frame(frame).map_err(inner)?;
        if let Some(recording) = self.recording {
            recording.push(frame);
        }
        self.seen();
        Ok(())
    }

    /// Lets time pass while no frame comes.
    fn silence(&mut self) -> Result<(), Left> {
        self.lights()?;
        let Some(now) = self.clock.at(Instant::now()) else { return Ok(()) };
        if now.since(self.last) < SILENCE {
            return Ok(());
        }
        self.last = now;
        self.engine.handle_timeout(now).map_err(inner).map_err(Left::from)
    }

    /// Passes on which lights were shown.
    fn lights(&mut self) -> Result<(), Left> {
        while let Ok(Order::LightShown(light, instant)) = self.attempt.ordered.try_recv() {
            let Some(at) = self.clock.at(instant) else { continue };
            self.engine.handle_light_shown(light, at).map_err(inner)?;
            self.attempt.tell(Update::LightShown(Shown { at, light }));
        }
        Ok(())
    }

    fn outputs(&mut self) {
        while let Some(output) = self.engine.poll_output() {
            match output {
                Output::Prompt(prompt) => {
                    self.prompt = prompt;
                    if let Prompt::Do(action) = prompt {
                        self.attempt.latest.direct(|director| director.ask(action));
                    }
                    if let Some(recording) = self.recording {
                        recording.heed(&output);
                    }
                    self.tips(TipsEvent::from(prompt));
                    self.attempt.tell(Update::Prompt(prompt));
                }
                Output::ShowLight(light) => self.attempt.tell(Update::ShowLight(light)),
                // Hints are told frame by frame, the verdict by the report; the rest is the engine's own business.
                _ => {}
            }
        }
    }

    /// Tells what the last frame showed.
    fn seen(&mut self) {
        let seen = self.engine.observation();
        let someone = !matches!(seen.faces, Faces::None);
        let hint = self.engine.hint();
        let closed = self.eyes_closed();
        let seen = self.engine.observation();
        let tips = if closed { Some(TipsEvent::PoseOpenEye) } else { tips_of(seen) };
        let tips = hint.map(TipsEvent::from).map(|coarse| tips.unwrap_or(coarse));
        let key = match hint {
            Some(hint) => Some(key_of(hint, seen)),
            None => closed.then_some("hint-open-eyes"),
        };
        if let Some(tips) = tips.or(closed.then_some(TipsEvent::PoseOpenEye)) {
            self.tips(tips);
        }
        self.attempt.tell(Update::Seen { hint: key, someone });
    }

    /// Whether the eyes have been closed for a while though nobody asked for it.
    fn eyes_closed(&mut self) -> bool {
        let seen = self.engine.observation();
        let closed = matches!(&seen.faces, Faces::One(face) if face.eyes.mean() < CLOSED);
        if !closed || matches!(self.prompt, Prompt::Do(_)) {
            self.closed_since = None;
            return false;
        }
        let since = *self.closed_since.get_or_insert(seen.at);
        seen.at.since(since) >= CLOSED_FOR
    }

    fn tips(&mut self, tips: TipsEvent) {
        if self.tips.replace(tips) != Some(tips) {
            self.attempt.tell(Update::Tips(tips));
        }
    }
}

fn key_of(hint: Hint, seen: &Observation) -> &'static str {
    let backlit = matches!(&seen.faces, Faces::One(face) if is_backlit(&face.light));
    match (hint, tips_of(seen)) {
        (Hint::CutOff, Some(TipsEvent::NoChin)) => "hint-chin",
        (Hint::Moving, Some(TipsEvent::ActScreenShaking)) => "hint-camera-moves",
        _ => hint_key(hint, backlit),
    }
}

fn is_backlit(light: &FaceLight) -> bool {
    let around = light.background;
    (around.r + around.g + around.b) / 3.0 > BRIGHT
}

/// Something of ours broke.
fn inner(error: impl std::error::Error) -> Failure {
    Failure::new(FailureKind::Inner, describe(&error))
}

fn camera_failed(fault: &FrameError) -> Failure {
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
