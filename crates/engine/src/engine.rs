//! The one pipeline: frames in, outputs and a verdict out.

use crate::compare::Embedding;
use crate::vision::{FaceFault, Vision, VisionError};
use liveface_frames::Frame;
use liveface_models::Pack;
use liveface_session::light::Shown;
use liveface_session::trace::{Event, Header, LineRef, TRACE_SCHEMA, TraceError, write_line};
use liveface_session::{
    Config, FrameRole, Hint, Light, Needs, Observation, Output, PhotoFault, Plan, Report, Session,
    SessionError, StageKind, Timestamp, Verdict,
};
use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use thiserror::Error;

/// Why the pipeline broke; never the person's fault, which is a verdict.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EngineError {
    /// A network failed.
    #[error(transparent)]
    Vision(#[from] VisionError),
    /// Frames out of order, or after the verdict.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The trace could not be written.
    #[error("the trace cannot be written: check the free space")]
    Trace(#[source] TraceError),
}

/// Names the networks of a pack for a report: `pack`, then SHA-256 by role (a second network of a role as `pad_2`).
#[must_use]
pub fn model_hashes(pack: &Pack) -> BTreeMap<String, String> {
    let mut hashes = BTreeMap::from([("pack".to_owned(), pack.id().to_owned())]);
    for entry in pack.entries() {
        let role = entry.role.name().to_owned();
        let nth = |n: usize| if n == 1 { role.clone() } else { format!("{role}_{n}") };
        let free = (1..).map(nth).find(|key| !hashes.contains_key(key));
        hashes.extend(free.map(|key| (key, entry.sha256.clone())));
    }
    hashes
}

/// One session over one stream of frames.
///
/// ```text
/// while let Some(frame) = source.next_frame()? {
///     engine.push_frame(&frame)?;
///     while let Some(output) = engine.poll_output() { screen.show(output) }
///     if engine.verdict().is_some() { break }
/// }
/// engine.end_of_video()?;
/// ```
pub struct Engine {
    vision: Vision,
    session: Session,
    reference: Option<Embedding>,
    best: Option<Frame>,
    outputs: VecDeque<Output>,
    journal: Option<Box<dyn Write + Send>>,
    header: Header,
    needs: Option<Needs>,
    /// What the last frame showed; its memory serves the next one.
    seen: Observation,
}

impl Engine {
    /// A session that begins at the start of the stream, with thresholds that [`Config::checked`] has passed.
    ///
    /// `models` goes into the trace: see [`model_hashes`].
    #[must_use]
    pub fn new(vision: Vision, config: Config, plan: Plan, models: BTreeMap<String, String>) -> Self {
        let header = Header { schema: TRACE_SCHEMA, start: Timestamp::ZERO, plan, config, models };
        let session = Session::new(header.config.clone(), header.plan.clone(), header.start);
        Self {
            vision,
            session,
            reference: None,
            best: None,
            outputs: VecDeque::new(),
            journal: None,
            header,
            needs: None,
            seen: Observation::default(),
        }
    }

    /// Writes everything that goes into the session to `trace`, and the report at the end.
    ///
    /// # Errors
    /// The trace cannot be written.
    pub fn record_to(&mut self, trace: Box<dyn Write + Send>) -> Result<(), EngineError> {
        let journal = self.journal.insert(trace);
        write(Some(journal), LineRef::Header(&self.header))
    }

    /// Measures everything on every frame, whatever the session needs, and after its verdict too where there is a trace: it
    /// then tells what other thresholds and plans would have seen.
    pub fn measure_all(&mut self) {
        self.needs = Some(Needs::ALL);
    }

    /// Gives the photo to compare with. One that cannot be used ends the session.
    ///
    /// # Errors
    /// A network failed, or the trace cannot be written.
    pub fn set_reference(&mut self, photo: &Frame) -> Result<(), EngineError> {
        let fault = match self.vision.embed(photo) {
            Ok(embedding) => {
                self.reference = Some(embedding);
                self.vision.reset();
                return Ok(());
            }
            Err(FaceFault::Vision(error)) => return Err(error.into()),
            Err(FaceFault::NoFace) => PhotoFault::NoFace,
            Err(FaceFault::ManyFaces(_)) => PhotoFault::ManyFaces,
            Err(FaceFault::TooSmall { .. }) => PhotoFault::PoorQuality,
        };
        self.feed(&Event::PhotoFault(fault))
    }

    /// Takes the next frame. After the verdict, frames are not looked at, but for the trace after [`Self::measure_all`].
    ///
    /// # Errors
    /// A network failed, time went back, or the trace cannot be written.
    pub fn push_frame(&mut self, frame: &Frame) -> Result<(), EngineError> {
        let decided = self.verdict().is_some();
        if decided && (self.needs.is_none() || self.journal.is_none()) {
            return Ok(());
        }
        let needs = self.needs.unwrap_or_else(|| self.session.needs());
        self.vision.observe_into(frame, needs, &mut self.seen)?;
        if !decided {
            self.session.handle_observation(&self.seen)?;
        }
        write(self.journal.as_mut(), LineRef::Observation(&self.seen))?;
        self.serve(Some(frame))
    }

    /// Takes that `light` is on the screen since `at`: see [`Session::handle_light_shown`].
    ///
    /// # Errors
    /// Another light than the one asked for, or the trace cannot be written.
    pub fn handle_light_shown(&mut self, light: Light, at: Timestamp) -> Result<(), EngineError> {
        if self.verdict().is_some() { Ok(()) } else { self.feed(&Event::LightShown(Shown { at, light })) }
    }

    /// Takes the passing of time when no frame comes.
    ///
    /// # Errors
    /// Time went back, or the trace cannot be written.
    pub fn handle_timeout(&mut self, now: Timestamp) -> Result<(), EngineError> {
        if self.verdict().is_some() { Ok(()) } else { self.feed(&Event::Timeout(now)) }
    }

    /// Takes that the stream has ended: after this there is a verdict.
    ///
    /// # Errors
    /// A network failed, or the trace cannot be written.
    pub fn end_of_video(&mut self) -> Result<(), EngineError> {
        if self.verdict().is_some() { Ok(()) } else { self.feed(&Event::EndOfVideo) }
    }

    /// Takes that the person or the app wants to stop.
    ///
    /// # Errors
    /// The trace cannot be written.
    pub fn cancel(&mut self) -> Result<(), EngineError> {
        if self.verdict().is_some() { Ok(()) } else { self.feed(&Event::Cancel) }
    }

    /// The next thing for the app to do. Kept frames and comparisons are the engine's own business and not among them.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When [`handle_timeout`](Self::handle_timeout) is due if no frame comes before.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        self.session.poll_timeout()
    }

    /// The stage of the session.
    #[must_use]
    pub fn stage(&self) -> StageKind {
        self.session.stage()
    }

    /// The verdict, once there is one.
    #[must_use]
    pub fn verdict(&self) -> Option<&Verdict> {
        self.session.verdict()
    }

    /// What is wrong with the last frame, where something is: what a person can mend now.
    #[must_use]
    pub fn hint(&self) -> Option<Hint> {
        self.session.hint()
    }

    /// What the last frame showed.
    #[must_use]
    pub fn observation(&self) -> &Observation {
        &self.seen
    }

    /// The frame that shows the face best so far.
    #[must_use]
    pub fn best_frame(&self) -> Option<&Frame> {
        self.best.as_ref()
    }

    /// What looks at the pixels; its timing is of the last frame.
    #[must_use]
    pub fn vision(&self) -> &Vision {
        &self.vision
    }

    /// The explained result, the best frame if there is one, and the networks for the next session.
    ///
    /// # Errors
    /// The trace cannot be written.
    pub fn finish(mut self) -> Result<Finished, EngineError> {
        let session = std::mem::replace(
            &mut self.session,
            Session::new(Config::default(), Plan::silent(), Timestamp::ZERO),
        );
        let report = session.into_report();
        write(self.journal.as_mut(), LineRef::Report(&report))?;
        if let Some(journal) = &mut self.journal {
            journal.flush().map_err(|error| EngineError::Trace(error.into()))?;
        }
        let best_frame = report.best_frame.and_then(|_| self.best.take());
        self.vision.reset();
        Ok(Finished { report, best_frame, vision: self.vision })
    }

    /// Gives the session one event and does what it asks of the engine.
    fn feed(&mut self, event: &Event) -> Result<(), EngineError> {
        event.feed(&mut self.session)?;
        write(self.journal.as_mut(), LineRef::Event(event))?;
        self.serve(None)
    }

    /// Does what the session asks of the engine, after `frame` where it was one.
    fn serve(&mut self, frame: Option<&Frame>) -> Result<(), EngineError> {
        while let Some(output) = self.session.poll_output() {
            match output {
                Output::KeepFrame(_, FrameRole::Best) => self.best = frame.cloned(),
                Output::DropFrame(FrameRole::Best) => self.best = None,
                Output::Compare(_) => {
                    let answer = self.compare()?;
                    self.feed(&answer)?;
                }
                for_the_app => self.outputs.push_back(for_the_app),
            }
        }
        Ok(())
    }

    fn compare(&mut self) -> Result<Event, EngineError> {
        let (Some(best), Some(reference)) = (&self.best, &self.reference) else {
            return Ok(Event::ComparisonFailed);
        };
        let embedding = match self.vision.embed(best) {
            Ok(embedding) => embedding,
            Err(FaceFault::Vision(error)) => return Err(error.into()),
            Err(_) => return Ok(Event::ComparisonFailed),
        };
        let compared = self.vision.similarity_map().compare(&embedding, reference);
        Ok(compared.map_or(Event::ComparisonFailed, |compared| Event::Comparison {
            cosine: compared.cosine,
            similarity: compared.similarity,
        }))
    }
}

/// Writes a line to the journal, where there is one.
fn write(journal: Option<&mut Box<dyn Write + Send>>, line: LineRef<'_>) -> Result<(), EngineError> {
    journal.map_or(Ok(()), |journal| write_line(journal, line)).map_err(EngineError::Trace)
}

/// What is left of a session.
pub struct Finished {
    /// The explained result.
    pub report: Report,
    /// The frame that shows the face best.
    pub best_frame: Option<Frame>,
    /// The networks, ready for the next stream.
    pub vision: Vision,
}
