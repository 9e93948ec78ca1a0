//! The loop over frames until the verdict.

use super::Update;
use super::attempt::{Attempt, LOOK, Left, Order, SILENCE, camera_failed, engine_failed};
use super::camera::Next;
use super::clock::StreamClock;
use super::lights::Lights;
use super::record::Recording;
use crate::event::{CLOSED_EYES, TipsEvent, tips_of};
use crate::failure::{Failure, FailureKind};
use crate::flow::hint_key;
use crate::plan::SHOWINGS;
use liveface::Engine;
use liveface_frames::Frame;
use liveface_session::observation::{FaceLight, Faces};
use liveface_session::{Action, Config, Hint, Observation, Output, Plan, Prompt, Timestamp};
use std::time::{Duration, Instant};

/// Mean linear light around the head above which a dark face is one before a bright background. Half way between the rooms of
/// `fixtures/traces` (0.07 to 0.35) and the window of `backlight` (0.6 to 0.7).
const BRIGHT: f32 = 0.5;
/// How long eyes must be closed before somebody who was not asked is told: longer than a blink, which takes 0.1 to 0.4 s.
const CLOSED_FOR: Duration = Duration::from_millis(700);

/// How long checks may take that the session itself does not limit.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    check: Duration,
    light: Duration,
}

impl Limits {
    pub(super) fn of(plan: &Plan, config: &Config) -> Self {
        let check = Duration::from_millis(config.actions.limit_ms);
        let slots = plan.light.iter().flat_map(|light| &light.slots);
        let light = slots.map(|slot| Duration::from_millis(u64::from(slot.ms))).sum::<Duration>();
        Self { check, light: check + light * SHOWINGS }
    }
}

/// The loop over frames until the verdict.
pub(super) struct Watch<'a> {
    attempt: &'a Attempt,
    engine: &'a mut Engine,
    limits: Limits,
    recording: Option<&'a Recording>,
    clock: StreamClock,
    lights: Lights,
    last: Timestamp,
    prompt: Prompt,
    /// When that was asked for.
    prompted: Timestamp,
    tips: Option<TipsEvent>,
    closed_since: Option<Timestamp>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(
        attempt: &'a Attempt,
        (engine, limits): (&'a mut Engine, Limits),
        recording: Option<&'a Recording>,
    ) -> Self {
        Self {
            attempt,
            engine,
            limits,
            recording,
            clock: StreamClock::default(),
            lights: Lights::default(),
            last: Timestamp::ZERO,
            prompt: Prompt::Position,
            prompted: Timestamp::ZERO,
            tips: None,
            closed_since: None,
        }
    }

    /// Looks at frames until there is a verdict.
    pub(super) fn run(mut self) -> Result<(), Left> {
        self.outputs();
        while self.engine.verdict().is_none() {
            if self.attempt.stopped() {
                return Err(Left::Stopped);
            }
            match self.attempt.latest.next(LOOK) {
                Next::Frame(frame, arrival) => self.frame(&frame, arrival)?,
                Next::Ended => self.engine.end_of_video().map_err(engine_failed)?,
                Next::Fault(fault) => return Err(camera_failed(&fault).into()),
                Next::Nothing => self.silence()?,
                Next::Opened(_) => {}
            }
            self.outputs();
            self.in_time()?;
        }
        Ok(())
    }

    /// The session limits positioning and actions; the other checks take what they take, which is too long here.
    fn in_time(&self) -> Result<(), Left> {
        let limit = match self.prompt {
            Prompt::Position | Prompt::Do(_) => return Ok(()),
            Prompt::HoldStill => self.limits.check,
            Prompt::WatchLight => self.limits.light,
        };
        if self.last.since(self.prompted) <= limit || self.engine.verdict().is_some() {
            return Ok(());
        }
        let failure = Failure::new(FailureKind::ActionTimeOut, "a check took longer than authTimeOutMs");
        Err(Failure { insufficient: true, ..failure }.into())
    }

    fn frame(&mut self, frame: &Frame, arrival: Instant) -> Result<(), Left> {
        self.clock.take(frame.at(), arrival);
        // Time that passed without frames may have overtaken one that was late.
        if frame.at() <= self.last && self.last > Timestamp::ZERO {
            return Ok(());
        }
        self.last = frame.at();
        self.lights(frame.at())?;
        self.engine.push_frame(frame).map_err(engine_failed)?;
        if let Some(recording) = self.recording {
            recording.push(frame);
        }
        self.seen();
        Ok(())
    }

    /// Lets time pass while no frame comes.
    fn silence(&mut self) -> Result<(), Left> {
        let Some(now) = self.clock.at(Instant::now()) else { return Ok(()) };
        if now.since(self.last) < SILENCE {
            return Ok(());
        }
        self.last = now;
        self.lights(now)?;
        self.engine.handle_timeout(now).map_err(engine_failed).map_err(Left::from)
    }

    /// Passes on which lights were shown until `now`.
    fn lights(&mut self, now: Timestamp) -> Result<(), Left> {
        while let Ok(Order::LightShown(light, instant)) = self.attempt.ordered.try_recv() {
            if let Some(at) = self.clock.at(instant) {
                self.lights.push(light, at);
            }
        }
        while let Some(shown) = self.lights.pop_until(now) {
            self.engine.handle_light_shown(shown.light, shown.at).map_err(engine_failed)?;
            self.attempt.tell(Update::LightShown(shown));
        }
        Ok(())
    }

    fn outputs(&mut self) {
        while let Some(output) = self.engine.poll_output() {
            match output {
                Output::Prompt(prompt) => {
                    (self.prompt, self.prompted) = (prompt, self.last);
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
        let closed = self.eyes_closed();
        let (seen, hint) = (self.engine.observation(), self.engine.hint());
        let someone = !matches!(seen.faces, Faces::None);
        let key = match hint {
            Some(hint) => Some(key_of(hint, seen)),
            None => closed.then_some("hint-open-eyes"),
        };
        // Finer than the hint, where faces are not made to change by what is asked for.
        let undisturbed = !matches!(self.prompt, Prompt::Do(Action::Blink) | Prompt::WatchLight);
        let finer = hint.is_some() && undisturbed;
        let tips = match (finer.then(|| tips_of(seen)).flatten(), hint) {
            _ if closed => TipsEvent::PoseOpenEye,
            (Some(finer), _) => finer,
            (None, Some(hint)) => TipsEvent::from(hint),
            (None, None) => TipsEvent::from(self.prompt),
        };
        self.tips(tips);
        self.attempt.tell(Update::Seen { hint: key, someone });
    }

    /// Whether the eyes have been closed for a while though nobody asked for it.
    fn eyes_closed(&mut self) -> bool {
        let seen = self.engine.observation();
        let closed = matches!(&seen.faces, Faces::One(face) if face.eyes.mean() < CLOSED_EYES);
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
