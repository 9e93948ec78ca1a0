//! From a clip to its report: measured here, or decided again from what was measured elsewhere.

use super::fixtures::{Clip, PORTRAIT};
use anyhow::Context as _;
use liveface::vision::Vision;
use liveface::{Engine, Finished, model_hashes};
use liveface_frames::{Frame, FrameSource as _, Limits};
use liveface_models::Pack;
use liveface_session::trace::{Event, Trace};
use liveface_session::{Config, Observation, Report};
use std::collections::BTreeMap;
use std::io::{BufReader, BufWriter, Seek as _};
use std::path::Path;

/// Where the measurements come from.
pub enum Judge {
    /// The networks of a pack, which are not there while they are in use.
    Measuring {
        /// The networks.
        vision: Option<Box<Vision>>,
        /// Their names for the trace.
        models: BTreeMap<String, String>,
    },
    /// The recorded traces.
    Replaying,
}

/// A clip and what became of it.
pub struct Judged {
    /// The clip.
    pub clip: Clip,
    /// The decision, explained.
    pub report: Report,
    /// What was measured, frame by frame.
    pub observations: Vec<Observation>,
    /// The best frame, or the middle one where there is none.
    pub picture: Frame,
}

/// How the end of a clip compares with what it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation<'a> {
    /// It ended as it must.
    Met,
    /// It did not, which is known: why.
    Gap(&'a str),
    /// It did not, and nobody knew.
    Missed,
}

impl Judged {
    /// How the end of the clip compares with what it must be.
    pub fn outcome(&self) -> Expectation<'_> {
        if self.clip.expected.contains(&self.report.code) {
            Expectation::Met
        } else {
            self.clip.gap.as_deref().map_or(Expectation::Missed, Expectation::Gap)
        }
    }

    /// The codes it may end with.
    pub fn expected(&self) -> String {
        let codes: Vec<_> = self.clip.expected.iter().map(|code| code.as_str()).collect();
        codes.join(" or ")
    }
}

impl Judge {
    /// A judge that measures with the networks of `pack`.
    pub fn measuring(pack: &Pack, vision: Vision) -> Self {
        Self::Measuring { vision: Some(Box::new(vision)), models: model_hashes(pack) }
    }

    /// Decodes and decides one clip.
    ///
    /// # Errors
    /// The clip cannot be decoded, or a network fails.
    pub fn judge(&mut self, clip: Clip) -> anyhow::Result<Judged> {
        let frames = decode(&clip)?;
        let (trace, report) = match self {
            Self::Measuring { vision, models } => {
                let ready = vision.take().context("the networks are gone after an earlier error")?;
                let (trace, report, ready) = measure(
                    &clip,
                    &frames,
                    Engine::new(*ready, Config::default(), clip.plan.clone(), models.clone()),
                )?;
                *vision = Some(Box::new(ready));
                (trace, report)
            }
            Self::Replaying => replay(&clip, &frames)?,
        };
        let observations = observations(trace);
        let best = report.best_frame.map(|best| best.frame);
        let picture = frames
            .iter()
            .find(|frame| Some(frame.id()) == best)
            .or_else(|| frames.get(frames.len() / 2))
            .with_context(|| format!("the clip {} has no frames", clip.name))?
            .clone();
        Ok(Judged { clip, report, observations, picture })
    }
}

/// All frames: a fixture has less than a hundred.
fn decode(clip: &Clip) -> anyhow::Result<Vec<Frame>> {
    let mut source = clip.open()?;
    let mut frames = Vec::new();
    while let Some(frame) = source.next_frame()? {
        frames.push(frame);
    }
    Ok(frames)
}

/// Runs the pipeline over the frames; its trace is what the curves are drawn from.
fn measure(clip: &Clip, frames: &[Frame], mut engine: Engine) -> anyhow::Result<(Trace, Report, Vision)> {
    let mut file = tempfile::tempfile().context("no temporary file can be made: check the free space")?;
    engine.record_to(Box::new(BufWriter::new(file.try_clone()?)))?;
    if clip.plan.compare {
        let portrait =
            liveface_frames::read_still_bytes(PORTRAIT, Path::new("person.jpg"), &Limits::default())?;
        engine.set_reference(&portrait)?;
    }
    let mut lights = clip.lights.iter().peekable();
    for frame in frames {
        while let Some(light) = lights.next_if(|light| light.at <= frame.at()) {
            engine.handle_light_shown(light.light, light.at)?;
        }
        engine.push_frame(frame)?;
    }
    engine.end_of_video()?;
    let Finished { report, vision, .. } = engine.finish()?;
    file.rewind()?;
    Ok((Trace::read(BufReader::new(file))?, report, vision))
}

/// Decides from the recorded measurements, with the thresholds of this program.
fn replay(clip: &Clip, frames: &[Frame]) -> anyhow::Result<(Trace, Report)> {
    let told = || format!("the recorded measurements of {}", clip.name);
    let mut trace = Trace::read(clip.fixture.trace).with_context(told)?;
    trace.header.plan = clip.plan.clone();
    let report = trace.replay(Some(Config::default())).with_context(told)?;
    let decoded = frames.iter().map(|frame| (frame.id(), frame.at()));
    let recorded = trace.events.iter().filter_map(|event| match event {
        Event::Observation(seen) => Some((seen.frame, seen.at)),
        _ => None,
    });
    anyhow::ensure!(
        decoded.eq(recorded),
        "{} are not of the frames decoded here: record them anew, see fixtures/traces/README.md",
        told()
    );
    Ok((trace, report))
}

fn observations(trace: Trace) -> Vec<Observation> {
    let seen = trace.events.into_iter().filter_map(|event| match event {
        Event::Observation(seen) => Some(*seen),
        _ => None,
    });
    seen.collect()
}
