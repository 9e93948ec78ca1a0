//! The state machine: every move between stages is in this file.
//!
//! ```text
//! Positioning ──well placed for hold_ms──▶ Acting ──all done──▶ Reflecting ──all shown──▶ Watching ──enough, nothing──▶ Comparing
//!      ▲                                     │                       │                       │      speaks against       │
//!      └───────face left or was replaced─────┴───────────────────────┴───────────────────────┘      a live person        ▼
//!                                        any stage ──failed check, time-out, cancel, end of video──▶ Done              Done
//! ```
//!
//! Two rules hold it together. A stage carries its own data, and a move consumes the stage; while a move runs, the slot
//! holds `Done(Incomplete(Interrupted))`, so whatever goes wrong in between can never read as live. And `Live` is
//! made in one place only, from [`Evidence`], which cannot be built unless everything planned has passed.
//!
//! The light rests on the same unbroken [`Segment`] as everything else: when the face is lost, the colours begin anew,
//! and fresh. In a recording what was shown is a fact and nothing is asked for.

use crate::acting::Acting;
use crate::config::Config;
use crate::error::SessionError;
use crate::findings::Findings;
use crate::light::Light;
use crate::needs::Needs;
use crate::observation::{Face, Observation};
use crate::output::{FrameRole, Hint, Output, Prompt};
use crate::placement::{Placement, Strictness};
use crate::plan::Plan;
use crate::reflecting::{Due, Reflecting};
use crate::report::{Comparison, Explanation, LightReason, Liveness, REPORT_SCHEMA, Reflection, Report};
use crate::segment::Segment;
use crate::stage::{Checking, Stage, StageKind, Timer, interrupted};
use crate::stream::Stream;
use crate::time::Timestamp;
use crate::verdict::{Evidence, Incomplete, LightGap, PhotoFault, Rejection, Verdict};
use std::collections::VecDeque;
use std::time::Duration;

/// Decides about one person in one stream.
///
/// In: `handle_*`, in the order of time. Out: [`poll_output`](Self::poll_output), drained after every call in. Look:
/// [`needs`](Self::needs), [`stage`](Self::stage), [`verdict`](Self::verdict).
#[derive(Debug)]
pub struct Session {
    config: Config,
    plan: Plan,
    now: Timestamp,
    /// From when the prepare timer counts: the start, or the last time the evidence was thrown away.
    preparing_since: Timestamp,
    start: Timestamp,
    placement: Placement,
    stream: Stream,
    stage: Stage,
    hint: Option<Hint>,
    restarts: u32,
    outputs: VecDeque<Output>,
    findings: Findings,
    reflecting: Option<Reflecting>,
}

impl Session {
    /// A session that begins at `start`, with thresholds that [`Config::checked`] has passed.
    #[must_use]
    pub fn new(config: Config, plan: Plan, start: Timestamp) -> Self {
        let liveness =
            Liveness { actions: Acting::new(&plan.actions, start).results().to_vec(), ..Liveness::default() };
        let recorded = plan.whole_video;
        let reflecting = plan.light.clone().map(|light| Reflecting::new(light, recorded));
        Self {
            config,
            plan,
            now: start,
            preparing_since: start,
            start,
            placement: Placement::default(),
            stream: Stream::default(),
            stage: Stage::Positioning(None),
            hint: None,
            restarts: 0,
            outputs: VecDeque::from([Output::Prompt(Prompt::Position)]),
            findings: Findings { liveness, ..Findings::default() },
            reflecting,
        }
    }

    // --- in ---

    /// Takes what the models saw in the next frame.
    ///
    /// # Errors
    /// Time went back, a measurement is not finite, or the session has finished; the session is unchanged.
    pub fn handle_observation(&mut self, seen: &Observation) -> Result<(), SessionError> {
        if !seen.is_finite() {
            return Err(SessionError::NotFinite { frame: seen.frame.0 });
        }
        self.advance(seen.at)?;
        if self.verdict().is_some() {
            return Ok(());
        }
        self.stream.take(seen);
        self.stage = match std::mem::replace(&mut self.stage, interrupted()) {
            Stage::Positioning(segment) => self.position(segment, seen),
            Stage::Checking(checking) => self.check(checking, seen),
            waiting_or_done => waiting_or_done,
        };
        Ok(())
    }

    /// Takes the passing of time when no frame comes: fires what is due at `now`.
    ///
    /// # Errors
    /// Time went back, or the session has finished.
    pub fn handle_timeout(&mut self, now: Timestamp) -> Result<(), SessionError> {
        self.advance(now)
    }

    /// Takes that `light` is on the screen since `at`. Analysis uses these times only, so they must be when the light was
    /// really shown. In a live session that is what [`Output::ShowLight`] asked for; in a recording, the lights of the plan
    /// in their order.
    ///
    /// # Errors
    /// Another light than the one asked for, not after the one before, or the session has finished.
    pub fn handle_light_shown(&mut self, light: Light, at: Timestamp) -> Result<(), SessionError> {
        if self.verdict().is_some() {
            return Err(SessionError::Finished);
        }
        let reflecting = self.reflecting.as_mut().ok_or(SessionError::LightNotAsked)?;
        reflecting.shown(light, at)?;
        // A report may come after frames that were taken later than the light.
        if at > self.now { self.advance(at) } else { Ok(()) }
    }

    /// Takes the comparison of the best frame with the photo: the `cosine` of the embeddings, -1..=1, and the
    /// `similarity`, 0..=100, that the pack in use maps it to.
    ///
    /// # Errors
    /// Not asked for.
    pub fn handle_comparison(&mut self, cosine: f32, similarity: f32) -> Result<(), SessionError> {
        let checking = self.take_comparing()?;
        let threshold = self.config.comparison.threshold;
        let comparison = Comparison { similarity, cosine, threshold, same: similarity >= threshold };
        self.findings.comparison = Some(comparison);
        self.stage = self.live(&checking, Some(comparison));
        Ok(())
    }

    /// Takes that the best frame could not be compared.
    ///
    /// # Errors
    /// No comparison was asked for.
    pub fn handle_comparison_failed(&mut self) -> Result<(), SessionError> {
        self.take_comparing()?;
        self.stage = self.finish(Verdict::Incomplete(Incomplete::NotComparable));
        Ok(())
    }

    /// Takes that the reference photo cannot be used: there is no point in going on.
    pub fn handle_photo_fault(&mut self, fault: PhotoFault) {
        self.stop(Incomplete::Photo(fault));
    }

    /// Ends the session because the person or the app wants it.
    pub fn handle_cancel(&mut self) {
        self.stop(Incomplete::Cancelled);
    }

    /// Ends the stream: judges what there is.
    pub fn handle_end_of_video(&mut self) {
        self.keep_findings();
        self.stage = match std::mem::replace(&mut self.stage, interrupted()) {
            Stage::Positioning(_) => {
                let reason = self.insufficient();
                self.finish(Verdict::Incomplete(reason))
            }
            Stage::Checking(checking) => self.end(checking),
            waiting_or_done => waiting_or_done,
        };
    }

    // --- out ---

    /// The next thing for the app to do; `None` when all are taken.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When [`handle_timeout`](Self::handle_timeout) is due if no frame comes before.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        self.timers().into_iter().flatten().map(|(at, _)| at).min()
    }

    // --- look ---

    /// Which models are worth running on the next frame.
    #[must_use]
    pub fn needs(&self) -> Needs {
        match &self.stage {
            Stage::Positioning(None) => Needs { cover: true, ..Needs::default() },
            Stage::Positioning(Some(_)) | Stage::Checking(_) => {
                Needs { light: self.plan.light.is_some(), ..Needs::ALL }
            }
            Stage::Comparing(_) | Stage::Done(_) => Needs::default(),
        }
    }

    /// The stage.
    #[must_use]
    pub fn stage(&self) -> StageKind {
        match &self.stage {
            Stage::Positioning(_) => StageKind::Positioning,
            Stage::Checking(checking) if checking.acting.current().is_some() => StageKind::Acting,
            Stage::Checking(_) if self.lit() => StageKind::Watching,
            Stage::Checking(_) => StageKind::Reflecting,
            Stage::Comparing(_) => StageKind::Comparing,
            Stage::Done(_) => StageKind::Done,
        }
    }

    /// The verdict, once there is one.
    #[must_use]
    pub fn verdict(&self) -> Option<&Verdict> {
        match &self.stage {
            Stage::Done(verdict) => Some(verdict),
            _ => None,
        }
    }

    /// What is wrong with the last frame, where something is.
    #[must_use]
    pub fn hint(&self) -> Option<Hint> {
        self.hint
    }

    /// The explained result; of a session that has not finished, `Incomplete` because it was interrupted.
    #[must_use]
    pub fn into_report(self) -> Report {
        let verdict = match self.stage {
            Stage::Done(verdict) => verdict,
            _ => Verdict::Incomplete(Incomplete::Interrupted),
        };
        Report {
            schema: REPORT_SCHEMA,
            verdict: verdict.kind(),
            reason: verdict.reason(),
            code: verdict.code(),
            message: verdict.message(),
            plan: self.plan,
            liveness: self.findings.liveness,
            comparison: self.findings.comparison,
            best_frame: self.findings.best_frame,
            video: self.stream.video(),
            explanation: Explanation {
                one_face_frames: self.stream.one_face(),
                unusable: self.stream.unusable().clone(),
                restarts: self.restarts,
                ..self.findings.explanation
            },
        }
    }

    // --- moves ---

    fn position(&mut self, segment: Option<Box<Segment>>, seen: &Observation) -> Stage {
        let face = match self.placement.judge(seen, &self.config.positioning, Strictness::Full) {
            Ok(face) => face,
            Err(hint) => {
                self.unusable(hint);
                return Stage::Positioning(None);
            }
        };
        self.hint = None;
        let unbroken =
            segment.filter(|segment| !segment.breaks_off(seen.at, face) && !self.gap(segment, seen.at));
        let mut segment = unbroken.unwrap_or_else(|| self.begin(seen.at));
        segment.observe(seen, face);
        self.measure_light(seen, face);
        self.offer_best_frame(&mut segment, seen, face);
        if seen.at.since(segment.since()) < Duration::from_millis(self.config.positioning.hold_ms) {
            return Stage::Positioning(Some(segment));
        }
        // Nobody prompts the people in a recording: what they begin after their first good frame counts.
        let asked = if self.plan.whole_video { segment.since() } else { seen.at };
        let acting = Acting::new(&self.plan.actions, asked);
        self.prompt(&acting);
        Stage::Checking(Box::new(Checking { segment: *segment, acting, crowded: None }))
    }

    fn begin(&mut self, at: Timestamp) -> Box<Segment> {
        if self.findings.best_frame.take().is_some() {
            self.outputs.push_back(Output::DropFrame(FrameRole::Best));
        }
        // A recording's lights are measured from the first good frame of the stretch that is judged.
        if let Some(reflecting) = self.reflecting.as_mut().filter(|_| self.plan.whole_video) {
            let _ = reflecting.restart();
        }
        Box::new(Segment::new(at, &self.config))
    }

    /// Whether more time has passed without a good frame than is forgiven: what happened in it is unknown.
    fn gap(&self, segment: &Segment, at: Timestamp) -> bool {
        at.since(segment.last()) > Duration::from_millis(self.config.positioning.grace_ms)
    }

    fn check(&mut self, mut checking: Box<Checking>, seen: &Observation) -> Stage {
        let acting = checking.acting.current().is_some();
        let strictness = if acting { Strictness::Acting } else { Strictness::Relaxed };
        let face = match self.placement.judge(seen, &self.config.positioning, strictness) {
            Ok(face) => face,
            Err(hint) => return self.misplaced(checking, hint, seen.at),
        };
        self.hint = None;
        if checking.segment.breaks_off(seen.at, face) || self.gap(&checking.segment, seen.at) {
            return self.lose(checking);
        }
        checking.crowded = None;
        let movements = checking.segment.observe(seen, face);
        self.offer_best_frame(&mut checking.segment, seen, face);
        for movement in movements.into_iter().flatten() {
            if checking.acting.take(movement) {
                self.prompt(&checking.acting);
            }
        }
        if let Some(rejection) = checking.acting.too_many_wrong(&self.config.actions) {
            return self.reject(&checking, rejection);
        }
        self.measure_light(seen, face);
        if checking.acting.current().is_none()
            && let Err(gap) = self.show_light()
        {
            return self.incomplete(&checking, Incomplete::Light(gap));
        }
        if self.enough(&checking) && !self.plan.whole_video {
            return self.conclude(checking);
        }
        Stage::Checking(checking)
    }

    /// Whether there is enough of everything to judge.
    fn enough(&self, checking: &Checking) -> bool {
        checking.acting.current().is_none() && self.lit() && checking.segment.suffices(&self.config)
    }

    /// Whether all planned light was shown.
    fn lit(&self) -> bool {
        self.reflecting.as_ref().is_none_or(|reflecting| reflecting.is_done(self.now))
    }

    fn measure_light(&mut self, seen: &Observation, face: &Face) {
        if let Some(reflecting) = &mut self.reflecting {
            reflecting.observe(seen, face);
        }
    }

    /// Begins the light, or goes on with it after a pause.
    fn show_light(&mut self) -> Result<(), LightGap> {
        let Some(reflecting) = &mut self.reflecting else { return Ok(()) };
        let begins = !reflecting.has_begun();
        if let Some(light) = reflecting.proceed(self.now)? {
            if begins {
                self.outputs.push_back(Output::Prompt(Prompt::WatchLight));
            }
            self.outputs.push_back(Output::ShowLight(light));
        }
        Ok(())
    }

    fn misplaced(&mut self, mut checking: Box<Checking>, hint: Hint, at: Timestamp) -> Stage {
        self.unusable(hint);
        let lost = self.gap(&checking.segment, at);
        let limits = &self.config.positioning;
        if let Some(light) = self.reflecting.as_mut().and_then(|reflecting| reflecting.pause(at)) {
            self.outputs.push_back(Output::ShowLight(light));
        }
        if hint != Hint::ManyFaces {
            checking.crowded = None;
        } else if at.since(*checking.crowded.get_or_insert(at))
            >= Duration::from_millis(limits.second_face_ms)
        {
            return self.reject(&checking, Rejection::MultipleFaces);
        }
        if lost { self.lose(checking) } else { Stage::Checking(checking) }
    }

    /// The face left or was replaced. A recording is judged if there is enough of it; otherwise all begins anew.
    fn lose(&mut self, checking: Box<Checking>) -> Stage {
        if self.plan.whole_video && self.enough(&checking) {
            return self.conclude(checking);
        }
        self.find(&checking);
        self.leave_light();
        if let Some(Err(gap)) = self.reflecting.as_mut().map(Reflecting::restart) {
            return self.finish(Verdict::Incomplete(Incomplete::Light(gap)));
        }
        self.restarts += 1;
        self.preparing_since = self.now;
        self.outputs.push_back(Output::Prompt(Prompt::Position));
        Stage::Positioning(None)
    }

    fn end(&mut self, mut checking: Box<Checking>) -> Stage {
        let enough = checking.segment.suffices(&self.config);
        if enough && let Some(rejection) = checking.acting.fail() {
            return self.reject(&checking, rejection);
        }
        if enough && !self.lit() {
            let gap = if self.plan.whole_video { LightGap::ClipTooShort } else { LightGap::NotShown };
            return self.incomplete(&checking, Incomplete::Light(gap));
        }
        if enough {
            return self.conclude(checking);
        }
        let reason = self.insufficient();
        self.finish(Verdict::Incomplete(reason))
    }

    /// Judges evidence that suffices.
    fn conclude(&mut self, checking: Box<Checking>) -> Stage {
        let light = self.reflecting.as_mut().map(|r| r.judge(&self.config.reflection));
        let lit = light.is_some_and(Reflection::passed);
        let light = light.and_then(|light| light.reason);
        if let Some(rejection) = checking.segment.objection(&self.config, lit) {
            return self.reject(&checking, rejection);
        }
        match light {
            Some(LightReason::Rejected(rejection)) => {
                return self.reject(&checking, Rejection::Light(rejection));
            }
            Some(LightReason::Incomplete(gap)) => return self.light_gap(checking, gap),
            None => {}
        }
        self.find(&checking);
        let Some(best) = checking.segment.best.best() else {
            let closed = checking.segment.best.eyes_never_open();
            let reason = if closed { Incomplete::EyesClosed } else { Incomplete::NoBestFrame };
            return self.finish(Verdict::Incomplete(reason));
        };
        if self.plan.compare {
            self.outputs.push_back(Output::Compare(best.frame));
            return Stage::Comparing(checking);
        }
        self.live(&checking, None)
    }

    /// The light cannot be judged: once more with fresh colours where that may help, else it ends here.
    fn light_gap(&mut self, checking: Box<Checking>, gap: LightGap) -> Stage {
        if self.reflecting.as_mut().is_some_and(|reflecting| reflecting.retry(&self.config.reflection)) {
            self.outputs.push_back(Output::Hint(Hint::Outshone));
            return Stage::Checking(checking);
        }
        self.incomplete(&checking, Incomplete::Light(gap))
    }

    /// The only place that makes a verdict of live.
    fn live(&mut self, checking: &Checking, comparison: Option<Comparison>) -> Stage {
        if comparison.is_some_and(|comparison| !comparison.same) {
            return self.finish(Verdict::Rejected(Rejection::DifferentPerson));
        }
        let silent = checking.segment.silent(&self.config);
        let evidence = silent.zip(checking.segment.best.best()).and_then(|(silent, best)| {
            let light = self.reflecting.as_ref().and_then(Reflecting::result).cloned();
            let done = (checking.acting.results().to_vec(), light);
            Evidence::new(&self.plan, silent, done, (best, comparison))
        });
        self.finish(evidence.map_or(Verdict::Incomplete(Incomplete::Interrupted), Verdict::Live))
    }

    /// Keeps what `checking` shows, for the report.
    fn find(&mut self, checking: &Checking) {
        let light = self.reflecting.as_ref().and_then(Reflecting::result);
        self.findings = Findings::of(&checking.segment, (checking.acting.results(), light), &self.config);
    }

    fn incomplete(&mut self, checking: &Checking, reason: Incomplete) -> Stage {
        self.find(checking);
        self.finish(Verdict::Incomplete(reason))
    }

    fn reject(&mut self, checking: &Checking, rejection: Rejection) -> Stage {
        self.find(checking);
        self.finish(Verdict::Rejected(rejection))
    }

    fn finish(&mut self, verdict: Verdict) -> Stage {
        self.leave_light();
        self.outputs.push_back(Output::Finished(verdict.clone()));
        Stage::Done(verdict)
    }

    /// No colour stays on a screen whose session has turned to something else.
    fn leave_light(&mut self) {
        if let Some(light) = self.reflecting.as_ref().and_then(Reflecting::leave) {
            self.outputs.push_back(Output::ShowLight(light));
        }
    }

    fn stop(&mut self, reason: Incomplete) {
        if self.verdict().is_none() {
            self.keep_findings();
            self.stage = self.finish(Verdict::Incomplete(reason));
        }
    }

    /// Keeps what the running stage has gathered, for the report of a session that is broken off.
    fn keep_findings(&mut self) {
        let light = self.reflecting.as_ref().and_then(Reflecting::result);
        let findings = match &self.stage {
            Stage::Checking(c) | Stage::Comparing(c) => {
                Findings::of(&c.segment, (c.acting.results(), light), &self.config)
            }
            Stage::Positioning(Some(segment)) => {
                Findings::of(segment, (&self.findings.liveness.actions, light), &self.config)
            }
            Stage::Positioning(None) | Stage::Done(_) => return,
        };
        self.findings = findings;
    }

    fn take_comparing(&mut self) -> Result<Box<Checking>, SessionError> {
        match std::mem::replace(&mut self.stage, interrupted()) {
            Stage::Comparing(checking) => Ok(checking),
            other => {
                self.stage = other;
                Err(SessionError::NoComparisonAsked)
            }
        }
    }

    /// Why there is not enough: what spoiled most frames, unless the video is simply short.
    fn insufficient(&self) -> Incomplete {
        let short = self.stream.duration() < Duration::from_millis(self.config.silent.min_ms);
        match self.stream.dominant_fault() {
            Some((hint, share)) if !short || share >= 0.5 => Incomplete::Placement(hint),
            _ => Incomplete::TooShort,
        }
    }

    // --- time ---

    fn advance(&mut self, now: Timestamp) -> Result<(), SessionError> {
        if self.verdict().is_some() {
            return Err(SessionError::Finished);
        }
        if now < self.now {
            return Err(SessionError::TimeWentBack { last: self.now, now });
        }
        self.now = now;
        let due = self.timers().into_iter().flatten().filter(|(at, _)| *at <= now).min_by_key(|(at, _)| *at);
        if let Some((_, timer)) = due {
            self.fire(timer);
        }
        Ok(())
    }

    /// When each running timer is due.
    fn timers(&self) -> [Option<(Timestamp, Timer)>; 4] {
        let live = !self.plan.whole_video && !matches!(self.stage, Stage::Done(_));
        let after = |from: Timestamp, ms: u64| from.after(Duration::from_millis(ms));
        let preparing = live && matches!(self.stage, Stage::Positioning(_));
        let action = match &self.stage {
            Stage::Checking(checking) => checking.acting.deadline(&self.config.actions),
            _ => None,
        };
        let light = match (&self.stage, &self.reflecting) {
            (Stage::Checking(_), Some(reflecting)) => reflecting.due().map(Due::at),
            _ => None,
        };
        [
            preparing.then(|| (after(self.preparing_since, self.config.timers.prepare_ms), Timer::Prepare)),
            action.map(|at| (at, Timer::Action)),
            light.map(|at| (at, Timer::Light)),
            live.then(|| (after(self.start, self.config.timers.session_ms), Timer::Session)),
        ]
    }

    fn fire(&mut self, timer: Timer) {
        self.keep_findings();
        self.stage = match (timer, std::mem::replace(&mut self.stage, interrupted())) {
            (Timer::Action, Stage::Checking(mut checking)) => match checking.acting.fail() {
                Some(rejection) => self.reject(&checking, rejection),
                None => Stage::Checking(checking),
            },
            (Timer::Light, Stage::Checking(checking)) => self.light_due(checking),
            (Timer::Action | Timer::Light, other) => other,
            (Timer::Prepare, _) => self.finish(Verdict::Incomplete(Incomplete::PrepareTimeOut)),
            (Timer::Session, _) => self.finish(Verdict::Incomplete(Incomplete::SessionTimeOut)),
        };
    }

    /// The next colour, or the end of a sequence that the app does not show.
    fn light_due(&mut self, checking: Box<Checking>) -> Stage {
        let Some(reflecting) = &mut self.reflecting else { return Stage::Checking(checking) };
        match reflecting.due() {
            Some(Due::Next(_)) => {
                if let Some(light) = reflecting.next(self.now) {
                    self.outputs.push_back(Output::ShowLight(light));
                }
                Stage::Checking(checking)
            }
            Some(Due::Missed(_)) => self.incomplete(&checking, Incomplete::Light(LightGap::NotShown)),
            None => Stage::Checking(checking),
        }
    }

    // --- telling the app ---

    fn unusable(&mut self, hint: Hint) {
        self.stream.note_unusable(hint);
        if self.hint != Some(hint) {
            self.hint = Some(hint);
            self.outputs.push_back(Output::Hint(hint));
        }
    }

    fn prompt(&mut self, acting: &Acting) {
        let prompt = acting.current().map_or(Prompt::HoldStill, Prompt::Do);
        self.outputs.push_back(Output::Prompt(prompt));
    }

    fn offer_best_frame(&mut self, segment: &mut Segment, seen: &Observation, face: &Face) {
        if self.reflecting.as_ref().is_some_and(|reflecting| reflecting.tints(seen.at)) {
            return;
        }
        if segment.best.offer(seen, face, &self.config.best_frame) {
            self.findings.best_frame = segment.best.best();
            self.outputs.push_back(Output::KeepFrame(seen.frame, FrameRole::Best));
        }
    }
}
