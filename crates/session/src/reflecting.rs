//! The light sequence as it runs: which colour is due, what was shown, and what to do when the face leaves.

use crate::config;
use crate::error::SessionError;
use crate::light::{Light, LightPlan, Shown};
use crate::observation::{Face, Observation};
use crate::reflection::Evidence;
use crate::report::{LightReason, Reflection};
use crate::time::Timestamp;
use crate::verdict::LightGap;
use std::time::Duration;

/// Shortest time between two changes of the screen, also where the light is paused: see [`crate::light::governor`].
const LEAST_BETWEEN: Duration = Duration::from_millis(400);
/// How long the app may take to show a light.
const TO_SHOW: Duration = Duration::from_millis(2_000);

/// How long after its end a colour may still be in the picture.
const FADING: Duration = Duration::from_millis(250);

/// How much of the last guard a recording may lack.
const CUT_OFF: Duration = Duration::from_millis(200);

/// Where the sequence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It has not begun.
    Waiting,
    /// The app was asked for slot `.0` at `.1`.
    Asked(usize, Timestamp),
    /// Slot `.0` is shown since `.1`.
    Showing(usize, Timestamp),
    /// The face left during slot `.0`; the app was asked for the guard at `.1`.
    Pausing(usize, Timestamp),
    /// The guard is shown since `.1`; slot `.0` is to be shown again.
    Paused(usize, Timestamp),
    /// All is shown.
    Done,
}

/// What has to be done for the sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// The current slot has been shown for its time.
    Next(Timestamp),
    /// The app has not shown what it was asked for.
    Missed(Timestamp),
}

impl Due {
    pub(crate) const fn at(self) -> Timestamp {
        match self {
            Self::Next(at) | Self::Missed(at) => at,
        }
    }
}

/// What a light that was shown does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// It shows slot `.0`.
    Shows(usize),
    /// It is the guard that was asked for when the face left in slot `.0`.
    Pauses(usize),
    /// It was on its way when the face left: it lit the face, but does not count.
    Passes,
    /// It was asked for before everything began anew.
    Nothing,
}

/// The sequence of one session.
#[derive(Debug)]
pub(crate) struct Reflecting {
    plan: LightPlan,
    /// The lights come from a recording: what was shown is a fact, and nothing is asked for.
    recorded: bool,
    state: State,
    /// What each slot shows in this run, spares put in.
    lights: Vec<Light>,
    spares_used: usize,
    evidence: Evidence,
    /// The evidence was thrown away after the light had begun.
    broken: bool,
    /// All colours are to be shown anew: lights that were asked for before may still be reported.
    anew: bool,
    retries: u32,
    result: Option<Reflection>,
    /// Whether a colour is on the screen, and since when not, once one was.
    coloured: bool,
    colourless_since: Option<Timestamp>,
}

impl Reflecting {
    pub(crate) fn new(plan: LightPlan, recorded: bool) -> Self {
        let lights = plan.slots.iter().map(|slot| slot.light).collect();
        let (state, evidence) = (State::Waiting, Evidence::default());
        let (spares_used, retries) = (0, 0);
        Self {
            plan,
            recorded,
            state,
            lights,
            spares_used,
            evidence,
            broken: false,
            anew: false,
            retries,
            result: None,
            coloured: false,
            colourless_since: None,
        }
    }

    /// Begins, or goes on after a pause; the light to ask the app for, if one is due.
    pub(crate) fn proceed(&mut self, now: Timestamp) -> Result<Option<Light>, LightGap> {
        match self.state {
            _ if self.recorded => Ok(None),
            State::Waiting => Ok(self.ask(0, now)),
            State::Paused(slot, since) if now.since(since) >= LEAST_BETWEEN => {
                self.freshen(slot, Some(slot + 1))?;
                Ok(self.ask(slot, now))
            }
            _ => Ok(None),
        }
    }

    /// The face is not well placed: asks for the guard, if a light is shown. What a recording showed is a fact: its frames
    /// without the face are merely missing.
    pub(crate) fn pause(&mut self, now: Timestamp) -> Option<Light> {
        let (State::Asked(slot, _) | State::Showing(slot, _)) = self.state else { return None };
        if self.recorded {
            return None;
        }
        if matches!(self.state, State::Showing(..)) {
            self.evidence.void_last();
        }
        self.state = State::Pausing(slot, now);
        Some(Light::GUARD)
    }

    /// The guard, where a colour is on the screen or on its way there and the session leaves the light.
    pub(crate) fn leave(&self) -> Option<Light> {
        let asked = match self.state {
            State::Asked(slot, _) => self.lights.get(slot) != Some(&Light::GUARD),
            _ => false,
        };
        (!self.recorded && (self.coloured || asked)).then_some(Light::GUARD)
    }

    /// Takes that `light` is on the screen since `at`.
    pub(crate) fn shown(&mut self, light: Light, at: Timestamp) -> Result<(), SessionError> {
        if self.evidence.last_shown().is_some_and(|last| at <= last) {
            return Err(SessionError::LightOutOfOrder { at });
        }
        if self.evidence.lights() >= self.plan.slots.len() + 2 * LightPlan::MAX_SPARES {
            return Err(SessionError::LightNotAsked);
        }
        let step = if self.recorded { self.recorded_light(light)? } else { self.live_light(light, at)? };
        match step {
            Step::Shows(slot) => {
                self.state = State::Showing(slot, at);
                self.evidence.show(Shown { at, light }, self.ms(slot));
            }
            Step::Pauses(slot) => {
                self.state = State::Paused(slot, at);
                self.evidence.show_void(Shown { at, light });
            }
            Step::Passes => self.evidence.show_void(Shown { at, light }),
            Step::Nothing => {}
        }
        self.coloured = light != Light::GUARD;
        self.colourless_since = Some(at);
        Ok(())
    }

    fn live_light(&self, light: Light, at: Timestamp) -> Result<Step, SessionError> {
        match self.state {
            State::Asked(slot, asked) if self.lights.get(slot) == Some(&light) => {
                if at < asked {
                    Err(SessionError::LightTooEarly { at, asked })
                } else {
                    Ok(Step::Shows(slot))
                }
            }
            State::Pausing(slot, _) if light == Light::GUARD => Ok(Step::Pauses(slot)),
            State::Pausing(slot, _) if self.lights.get(slot) == Some(&light) => Ok(Step::Passes),
            State::Waiting if self.anew => Ok(Step::Nothing),
            _ => Err(SessionError::LightNotAsked),
        }
    }

    /// Lights of a recording come in the order of the plan, each once.
    fn recorded_light(&self, light: Light) -> Result<Step, SessionError> {
        let next = match self.state {
            State::Waiting => 0,
            State::Showing(slot, _) => slot + 1,
            _ => return Err(SessionError::LightNotAsked),
        };
        if self.lights.get(next) == Some(&light) {
            Ok(Step::Shows(next))
        } else {
            Err(SessionError::LightNotAsked)
        }
    }

    fn ms(&self, slot: usize) -> u16 {
        self.plan.slots.get(slot).map_or(0, |slot| slot.ms)
    }

    /// When something is due, and what.
    pub(crate) fn due(&self) -> Option<Due> {
        if self.recorded {
            return None;
        }
        match self.state {
            State::Showing(slot, at) => {
                Some(Due::Next(at.after(Duration::from_millis(u64::from(self.ms(slot))))))
            }
            State::Asked(_, at) | State::Pausing(_, at) => Some(Due::Missed(at.after(TO_SHOW))),
            State::Waiting | State::Paused(..) | State::Done => None,
        }
    }

    /// The current slot is over: the next light, or `None` when all is shown.
    pub(crate) fn next(&mut self, now: Timestamp) -> Option<Light> {
        let State::Showing(slot, _) = self.state else { return None };
        if slot + 1 < self.lights.len() {
            return self.ask(slot + 1, now);
        }
        self.state = State::Done;
        None
    }

    /// Whether everything is shown by `now`.
    pub(crate) fn is_done(&self, now: Timestamp) -> bool {
        let last = self.lights.len().saturating_sub(1);
        match self.state {
            State::Done => true,
            State::Showing(slot, _) => {
                self.recorded && slot == last && now.after(CUT_OFF) >= self.evidence.end()
            }
            _ => false,
        }
    }

    /// Whether a colour may lie on the face: such a frame stands for nobody.
    pub(crate) fn tints(&self, now: Timestamp) -> bool {
        self.coloured || self.colourless_since.is_some_and(|since| now < since.after(FADING))
    }

    /// Whether some light was shown.
    pub(crate) fn has_begun(&self) -> bool {
        self.evidence.last_shown().is_some()
    }

    pub(crate) fn observe(&mut self, seen: &Observation, face: &Face) {
        if self.state != State::Waiting && self.state != State::Done {
            self.evidence.observe(seen, face);
        }
    }

    /// The evidence so far is void: somebody else may have stepped in.
    pub(crate) fn restart(&mut self) -> Result<(), LightGap> {
        self.result = None;
        self.broken |= self.has_begun();
        if self.recorded {
            // What was shown stays a fact.
            self.evidence.forget_frames();
            return Ok(());
        }
        if self.state != State::Waiting {
            self.again()?;
        }
        Ok(())
    }

    /// All colours anew, each fresh.
    fn again(&mut self) -> Result<(), LightGap> {
        self.state = State::Waiting;
        self.anew = true;
        self.evidence = Evidence::default();
        for slot in 0..self.lights.len() {
            if self.lights.get(slot) != Some(&Light::GUARD) {
                // The slot after it gets its own fresh colour next.
                self.freshen(slot, slot.checked_sub(1))?;
            }
        }
        Ok(())
    }

    /// Judges, once.
    pub(crate) fn judge(&mut self, config: &config::Reflection) -> &Reflection {
        let broken = self.broken && self.recorded;
        self.result.get_or_insert_with(|| {
            let mut result = self.evidence.judge(config);
            // A recording whose face left has no frames for the lights before.
            if broken && result.reason == Some(LightReason::Incomplete(LightGap::TooFewFrames)) {
                result.reason = Some(LightReason::Incomplete(LightGap::FaceLeft));
            }
            result
        })
    }

    /// Whether another try is allowed and worth it; then the sequence begins anew, with fresh colours.
    pub(crate) fn retry(&mut self, config: &config::Reflection) -> bool {
        let worth = self.result.as_ref().and_then(|result| result.reason).is_some_and(|reason| {
            use LightGap::{NoResponse, ShapeUnclear, TooBright, TooDark};
            matches!(reason, LightReason::Incomplete(TooBright | TooDark | NoResponse | ShapeUnclear))
        });
        if self.recorded || !worth || self.retries >= config.retries || self.again().is_err() {
            return false;
        }
        self.retries += 1;
        self.result = None;
        true
    }

    pub(crate) fn result(&self) -> Option<&Reflection> {
        self.result.as_ref()
    }

    fn ask(&mut self, slot: usize, now: Timestamp) -> Option<Light> {
        self.state = State::Asked(slot, now);
        self.lights.get(slot).copied()
    }

    /// Gives `slot` a colour nobody has seen yet: the next spare that differs from its own and from that of the slot
    /// `beside` it. Of three colours one is always left.
    fn freshen(&mut self, slot: usize, beside: Option<usize>) -> Result<(), LightGap> {
        let Some(&old) = self.lights.get(slot).filter(|light| **light != Light::GUARD) else { return Ok(()) };
        let beside = beside.and_then(|i| self.lights.get(i)).map(|light| light.colour);
        let taken = |colour: [u8; 3]| beside == Some(colour);
        let fresh = self
            .plan
            .spares
            .iter()
            .enumerate()
            .skip(self.spares_used)
            .find(|(_, colour)| **colour != old.colour && !taken(**colour));
        let Some((index, &colour)) = fresh else { return Err(LightGap::FaceLeft) };
        self.spares_used = index + 1;
        if let Some(light) = self.lights.get_mut(slot) {
            *light = Light { colour, part: old.part };
        }
        Ok(())
    }
}
